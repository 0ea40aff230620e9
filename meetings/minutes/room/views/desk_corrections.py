"""A clerk's error in unsigned minutes, corrected on a page that asks for the reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from committee.forms.edit_conflict import saved
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings.lookup import address
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.forms.corrections import DecisionTimeForm, MeetingTimesForm, ReasonForm
from meetings.minutes.room.forms.room import moment_of
from meetings.minutes.room.lookup import about, back, find_resolution, find_room, go
from meetings.minutes.room.state import Room
from meetings.minutes.room.votes import voting
from meetings.models import Minute, MinutesState


@desk
def decision_time(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Correct when something was decided."""
    there, row = find_resolution(committee, meeting, pk)
    form = DecisionTimeForm(request.POST or None, button="Save time", row=row, holds=there.minutes.meeting)

    def act() -> None:
        at = moment_of(there.minutes, form.cleaned_data["time"], row.decided_at)
        assert at is not None
        clerical_errors.correct_decision_time(row, at=at, reason=form.cleaned_data["reason"], by=request.user)

    text = "The result stays as it is. Only the time that is recorded for it changes."
    return _correct(request, there, form, act, heading="Correct the time of the decision", text=text, entry=row.minute)


@desk
def undecide(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Take back a result recorded by mistake: at once while the meeting goes on, afterwards with the reason."""
    there, row = find_resolution(committee, meeting, pk)
    if there.minutes.ended_at is None and request.method == "POST":
        return go(request, there, lambda: voting.take_back(row, by=request.user), row.minute)
    form = ReasonForm(request.POST or None, button="Undo decision")

    def act() -> None:
        voting.take_back(row, by=request.user, reason=form.cleaned_data["reason"])

    text = "The result and its votes are removed. The motion can then be decided again or withdrawn."
    return _correct(request, there, form, act, heading="Undo decision", text=text, entry=row.minute)


@desk
def meeting_times(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Correct when the meeting began and ended."""
    there = find_room(committee, meeting)
    minutes = there.minutes
    form = MeetingTimesForm(request.POST or None, button="Save times", row=minutes, holds=minutes.meeting)

    def act() -> None:
        began = moment_of(minutes, form.cleaned_data["began"], minutes.began_at)
        ended = moment_of(minutes, form.cleaned_data["ended"], minutes.ended_at)
        assert began is not None and ended is not None
        reason = form.cleaned_data["reason"]
        clerical_errors.correct_meeting_times(minutes, began_at=began, ended_at=ended, reason=reason, by=request.user)

    text = "Published minutes are published again with the new times."
    return _correct(request, there, form, act, heading="Correct when the meeting began and ended", text=text)


@desk
def not_begun(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The meeting was recorded as begun by mistake."""
    there = find_room(committee, meeting)
    if there.minutes.began_at is None:
        return back(request, there)
    form = ReasonForm(request.POST or None, button="Take back the beginning")

    def act() -> None:
        clerical_errors.take_beginning_back(there.minutes, reason=form.cleaned_data["reason"], by=request.user)

    text = (
        "Use this where the wrong meeting was begun, or one that did not take place. Who is recorded as present stays: "
        "strike that out too if it is wrong. The meeting can then be moved, cancelled or begun again."
    )
    return _correct(request, there, form, act, heading="Take back the beginning", text=text)


@desk
def reopen(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The meeting had not ended."""
    there = find_room(committee, meeting)
    if there.minutes.state == MinutesState.TAKING:
        return back(request, there)
    form = ReasonForm(request.POST or None, button="Reopen meeting")

    def act() -> None:
        opening.reopen(there.minutes, reason=form.cleaned_data["reason"], by=request.user)

    text = "The meeting goes on, as though it had not ended. Record its end again afterwards."
    return _correct(request, there, form, act, heading="Reopen the meeting", text=text)


@desk
def discard(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The minutes were opened by mistake."""
    there = find_room(committee, meeting)
    form = ReasonForm(request.POST or None, button="Discard minutes")
    if request.method == "POST" and form.is_valid():
        try:
            clerical_errors.discard_minutes(there.minutes, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "The minutes are discarded.")
            return redirect(address("meeting", there.minutes.meeting))
    text = "Minutes in which nothing is recorded are removed. The meeting can be minuted again later."
    return _page(request, there, form, heading="Discard the minutes", text=text)


def _correct(
    request: SignedInRequest,
    there: Room,
    form: ReasonForm,
    act: Callable[[], None],
    *,
    heading: str,
    text: str,
    entry: Minute | None = None,
) -> HttpResponseBase:
    """Do what was sent and go back to the item; else the page with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            saved(form, act)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "The correction is recorded, with its reason.")
            return back(request, there, entry)
    return _page(request, there, form, heading=heading, text=text, entry=entry)


def _page(
    request: SignedInRequest, there: Room, form: ReasonForm, *, heading: str, text: str, entry: Minute | None = None
) -> HttpResponseBase:
    page: dict[str, Any] = {"form": form, "heading": heading, "text": text, **about(there, entry)}
    return show(request, "desk/minutes/correction.html", **page)
