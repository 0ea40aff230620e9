"""A clerk's error in unsigned minutes, corrected on a page that asks for the reason."""

from django.http import HttpResponseBase

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.views.acting import typed
from committee.views.lookup import came_from
from meetings.lookup import address
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.forms.corrections import DecisionTimeForm, MeetingTimesForm, ReasonForm
from meetings.minutes.room.lookup import back, carry_out_here, find_resolution, find_room, go
from meetings.minutes.room.resolutions import voting
from meetings.models import MinutesState

DONE = "The correction is recorded, with its reason."


@desk
def decision_time(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Correct when something was decided."""
    room, resolution = find_resolution(committee, meeting, pk)
    form = DecisionTimeForm(typed(request), button="Save time", row=resolution)
    return carry_out_here(
        request, room, clerical_errors.correct_decision_time, resolution, form, said=DONE, entry=resolution.minute,
        heading="Correct the time of the decision", text="Only the recorded time changes. The result does not.",
    )  # fmt: skip


@desk
def undecide(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Take back a result recorded by mistake: at once while the meeting goes on, afterwards with the reason."""
    room, resolution = find_resolution(committee, meeting, pk)
    if room.minutes.ended_at is None and request.method == "POST":
        return go(request, room, lambda: voting.take_back(resolution, by=request.user), resolution.minute)
    form = ReasonForm(typed(request), button="Undo decision")
    return carry_out_here(
        request, room, voting.take_back, resolution, form, said=DONE, entry=resolution.minute, heading="Undo decision",
        text="The result and its votes are removed. The motion can then be decided again or withdrawn.",
    )  # fmt: skip


@desk
def meeting_times(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Correct when the meeting began, adjourned, resumed and ended."""
    room = find_room(committee, meeting)
    form = MeetingTimesForm(typed(request), button="Save times", row=room.minutes)
    return carry_out_here(
        request, room, clerical_errors.correct_meeting_times, room.minutes, form, said=DONE, then=came_from(request),
        heading="Correct the times of the meeting",
        text="If the minutes are published, publish them again with the new times.",
    )  # fmt: skip


@desk
def not_begun(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Undo the start of a meeting that was recorded by mistake."""
    room = find_room(committee, meeting)
    if room.minutes.began_at is None:
        return back(request, room)
    form = ReasonForm(typed(request), button="Undo start of meeting")
    return carry_out_here(
        request, room, clerical_errors.take_beginning_back, room.minutes, form, said=DONE, then=came_from(request),
        heading="Undo start of meeting",
        text="Use this if the wrong meeting was started, or it did not take place. Attendance stays: remove it too if "
        "it is wrong. The meeting can then be moved, cancelled or started again.",
    )  # fmt: skip


@desk
def reopen(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Reopen a meeting that had not ended."""
    room = find_room(committee, meeting)
    if room.minutes.state == MinutesState.TAKING:
        return back(request, room)
    form = ReasonForm(typed(request), button="Reopen meeting")
    return carry_out_here(
        request, room, opening.reopen, room.minutes, form, said=DONE, then=came_from(request),
        heading="Reopen the meeting",
        text="The meeting continues as if it had not ended. Record its end again afterwards.",
    )  # fmt: skip


@desk
def discard(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Discard minutes that were opened by mistake."""
    room = find_room(committee, meeting)
    form = ReasonForm(typed(request), button="Discard minutes")
    return carry_out_here(
        request, room, clerical_errors.discard_minutes, room.minutes, form, said="The minutes are discarded.",
        then=address("meeting", room.minutes.meeting), heading="Discard the minutes",
        text="Minutes in which nothing is recorded are removed. The meeting can be minuted again later.",
    )  # fmt: skip
