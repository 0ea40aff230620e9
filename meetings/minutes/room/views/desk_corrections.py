"""A clerk's error in unsigned minutes, corrected on a page that asks for the reason."""

from django.http import HttpResponseBase

from committee.acts.requests import SignedInRequest
from committee.views.acting import typed
from committee.views.lookup import came_from
from meetings.lookup import address
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.forms.corrections import DecisionTimeForm, MeetingTimesForm, ReasonForm
from meetings.minutes.room.lookup import back, carry_out_here, go, of_resolution, of_room
from meetings.minutes.room.resolutions import voting
from meetings.minutes.room.state import Room
from meetings.models import MinutesState, Resolution

DONE = "The correction is recorded, with its reason."


@of_resolution
def decision_time(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Correct when something was decided."""
    form = DecisionTimeForm(typed(request), button="Save time", row=resolution)
    return carry_out_here(
        request, room, clerical_errors.correct_decision_time, resolution, form, message=DONE, entry=resolution.minute,
        heading="Correct the time of the decision", text="Only the recorded time changes. The result does not.",
    )  # fmt: skip


@of_resolution
def undecide(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Take back a result recorded by mistake: at once while the meeting goes on, afterwards with the reason."""
    if room.minutes.ended_at is None and request.method == "POST":
        return go(request, room, lambda: voting.take_back(resolution, by=request.user), resolution.minute)
    form = ReasonForm(typed(request), button="Undo decision")
    return carry_out_here(
        request, room, voting.take_back, resolution, form, message=DONE, entry=resolution.minute,
        heading="Undo decision",
        text="The result and its votes are removed. The motion can then be decided again or withdrawn.",
    )  # fmt: skip


@of_room
def meeting_times(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Correct when the meeting began, adjourned, resumed and ended."""
    form = MeetingTimesForm(typed(request), button="Save times", row=room.minutes)
    return carry_out_here(
        request, room, clerical_errors.correct_meeting_times, room.minutes, form, message=DONE, then=came_from(request),
        heading="Correct the times of the meeting",
        text="If the minutes are published, publish them again with the new times.",
    )  # fmt: skip


@of_room
def not_begun(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Undo the start of a meeting that was recorded by mistake."""
    if room.minutes.began_at is None:
        return back(request, room)
    form = ReasonForm(typed(request), button="Undo start of meeting")
    return carry_out_here(
        request, room, clerical_errors.take_beginning_back, room.minutes, form, message=DONE, then=came_from(request),
        heading="Undo start of meeting",
        text="Use this if the wrong meeting was started, or it did not take place. Attendance stays: remove it too if "
        "it is wrong. The meeting can then be moved, cancelled or started again.",
    )  # fmt: skip


@of_room
def reopen(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Reopen a meeting that had not ended."""
    if room.minutes.state == MinutesState.TAKING:
        return back(request, room)
    form = ReasonForm(typed(request), button="Reopen meeting")
    return carry_out_here(
        request, room, opening.reopen, room.minutes, form, message=DONE, then=came_from(request),
        heading="Reopen the meeting",
        text="The meeting continues as if it had not ended. Record its end again afterwards.",
    )  # fmt: skip


@of_room
def discard(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Discard minutes that were opened by mistake."""
    form = ReasonForm(typed(request), button="Discard minutes")
    return carry_out_here(
        request, room, clerical_errors.discard_minutes, room.minutes, form, message="The minutes are discarded.",
        then=address("meeting", room.minutes.meeting), heading="Discard the minutes",
        text="Minutes in which nothing is recorded are removed. The meeting can be minuted again later.",
    )  # fmt: skip
