"""A clerk's error in unsigned minutes, corrected on a page that asks for the reason."""

from django.http import HttpResponseBase

from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, typed
from committee.views.lookup import came_from
from meetings.lookup import address
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.forms.corrections import DecisionTimeForm, MeetingTimesForm, ReasonForm
from meetings.minutes.room.forms.room import moment_of
from meetings.minutes.room.lookup import ask_here, back, find_resolution, find_room, go
from meetings.minutes.room.votes import voting
from meetings.models import MinutesState

DONE = "The correction is recorded, with its reason."


@desk
def decision_time(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Correct when something was decided."""
    room, resolution = find_resolution(committee, meeting, pk)
    form = DecisionTimeForm(typed(request), button="Save time", row=resolution)

    def act(data: Data) -> str:
        at = moment_of(room.minutes, data["time"], resolution.decided_at)
        assert at is not None
        clerical_errors.correct_decision_time(resolution, at=at, reason=data["reason"], by=request.user)
        return DONE

    text = "Only the recorded time changes. The result does not."
    return ask_here(
        request, room, form, act, heading="Correct the time of the decision", text=text, entry=resolution.minute
    )


@desk
def undecide(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Take back a result recorded by mistake: at once while the meeting goes on, afterwards with the reason."""
    room, resolution = find_resolution(committee, meeting, pk)
    if room.minutes.ended_at is None and request.method == "POST":
        return go(request, room, lambda: voting.take_back(resolution, by=request.user), resolution.minute)
    form = ReasonForm(typed(request), button="Undo decision")

    def act(data: Data) -> str:
        voting.take_back(resolution, by=request.user, reason=data["reason"])
        return DONE

    text = "The result and its votes are removed. The motion can then be decided again or withdrawn."
    return ask_here(request, room, form, act, heading="Undo decision", text=text, entry=resolution.minute)


@desk
def meeting_times(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Correct when the meeting began, adjourned, resumed and ended."""
    room = find_room(committee, meeting)
    minutes = room.minutes
    form = MeetingTimesForm(typed(request), button="Save times", row=minutes)

    def act(data: Data) -> str:
        began = moment_of(minutes, data["began"], minutes.began_at)
        ended = moment_of(minutes, data["ended"], minutes.ended_at)
        assert began is not None and ended is not None
        recorded = [*minutes.pauses, (None, None)]
        pauses = [
            (moment_of(minutes, data[start], was[0]), moment_of(minutes, data[end], was[1]))
            for (start, end), was in zip(form.pauses, recorded, strict=True)
        ]
        clerical_errors.correct_meeting_times(
            minutes,
            began_at=began,
            ended_at=ended,
            pauses=[(start, end) for start, end in pauses if start and end],
            reason=data["reason"],
            by=request.user,
        )
        return DONE

    text = "If the minutes are published, publish them again with the new times."
    return ask_here(
        request,
        room,
        form,
        act,
        heading="Correct the times of the meeting",
        text=text,
        then=came_from(request),
    )


@desk
def not_begun(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Undo the start of a meeting that was recorded by mistake."""
    room = find_room(committee, meeting)
    if room.minutes.began_at is None:
        return back(request, room)
    form = ReasonForm(typed(request), button="Undo start of meeting")

    def act(data: Data) -> str:
        clerical_errors.take_beginning_back(room.minutes, reason=data["reason"], by=request.user)
        return DONE

    text = (
        "Use this if the wrong meeting was started, or it did not take place. Attendance stays: remove it too if it is "
        "wrong. The meeting can then be moved, cancelled or started again."
    )
    return ask_here(request, room, form, act, heading="Undo start of meeting", text=text, then=came_from(request))


@desk
def reopen(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Reopen a meeting that had not ended."""
    room = find_room(committee, meeting)
    if room.minutes.state == MinutesState.TAKING:
        return back(request, room)
    form = ReasonForm(typed(request), button="Reopen meeting")

    def act(data: Data) -> str:
        opening.reopen(room.minutes, reason=data["reason"], by=request.user)
        return DONE

    text = "The meeting continues as if it had not ended. Record its end again afterwards."
    return ask_here(request, room, form, act, heading="Reopen the meeting", text=text, then=came_from(request))


@desk
def discard(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Discard minutes that were opened by mistake."""
    room = find_room(committee, meeting)
    form = ReasonForm(typed(request), button="Discard minutes")

    def act(data: Data) -> str:
        clerical_errors.discard_minutes(room.minutes, reason=data["reason"], by=request.user)
        return "The minutes are discarded."

    then = address("meeting", room.minutes.meeting)
    text = "Minutes in which nothing is recorded are removed. The meeting can be minuted again later."
    return ask_here(request, room, form, act, heading="Discard the minutes", text=text, then=then)
