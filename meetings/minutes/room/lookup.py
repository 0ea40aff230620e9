"""Helpers of the room's pages: finding the room, its clock, and redirecting back after an act."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, ask, carry_out
from committee.views.lookup import came_from, or_404
from committee.wording.dates import to_the_second
from meetings.lookup import address, crumbs, desk_page, none_at
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Meeting, Minute, Minutes, Resolution
from meetings.notice_period import end_of_night, moment_at


def find_room(committee: str, meeting: str) -> Room:
    """Return the room of the meeting at an address; 404 where the meeting has no minutes yet."""
    minutes = (
        Minutes.objects.filter(meeting__in=Meeting.objects.at(committee, meeting)).only("pk").order_by("pk").first()
    )
    if minutes is None:
        raise none_at(committee, meeting, Meeting.objects.all())
    return Room.of(minutes)


def _find_entry(committee: str, meeting: str, pk: int) -> tuple[Room, Minute]:
    room = find_room(committee, meeting)
    return room, or_404(next((entry for entry in room.entries if entry.pk == pk), None))


def _find_attendee(committee: str, meeting: str, pk: int) -> tuple[Room, Attendee]:
    room = find_room(committee, meeting)
    return room, or_404(room.attendee(pk))


def _find_resolution(committee: str, meeting: str, pk: int) -> tuple[Room, Resolution]:
    room = find_room(committee, meeting)
    return room, or_404(next((resolution for resolution in room.resolutions if resolution.pk == pk), None))


of_room, of_entry = desk_page(find_room), desk_page(_find_entry)
of_attendee, of_resolution = desk_page(_find_attendee), desk_page(_find_resolution)


def about(room: Room, entry: Minute | None = None) -> dict[str, Any]:
    """Return the context that all pages with a link back to the room share."""
    meeting = room.minutes.meeting
    trail = [*crumbs(meeting), ("Minute the meeting", address("room", meeting))]
    return {"meeting": meeting, "minutes": room.minutes, "entry": entry, "trail": trail}


def ask_here(
    request: HttpRequest,
    room: Room,
    form: forms.Form,
    act: Callable[[Data], str],
    *,
    entry: Minute | None = None,
    **page: Any,
) -> HttpResponseBase:
    """Show the form of one act as `ask` does; redirect to `then`, else to the item `entry`, else to the room."""
    return ask(request, form, lambda data: act(data) or saved_now(), **_page(room, entry, **page))


def carry_out_here(
    request: SignedInRequest,
    room: Room,
    verb: Callable[..., object],
    thing: object,
    form: forms.Form,
    *,
    message: str = "",
    entry: Minute | None = None,
    **page: Any,
) -> HttpResponseBase:
    """Show the form of one verb as `carry_out` does; redirect as `ask_here`, with `message` or the time of saving."""
    page = _page(room, entry, **page)
    return carry_out(request, verb, thing, form, message=lambda _: message or saved_now(), **page)


def _page(room: Room, entry: Minute | None, *, then: str = "", **page: Any) -> dict[str, Any]:
    """Return the template, context and next address of an act's page; the page links back to the room."""
    meeting = room.minutes.meeting
    here = address("room-item", meeting, pk=entry.pk) if entry else address("room", meeting)
    return {
        "lead": f"{entry.item.number}. {entry.heading}" if entry and entry.item else entry.heading if entry else "",
        "back": here,
        "back_text": "Back to the meeting",
        "then": then or here,
        "template": "desk/minutes/act.html",
        **about(room, entry),
        **page,
    }


def saved_now() -> str:
    """Return the message that the room shows after an act, with the time of day."""
    return f"Saved {to_the_second(timezone.now(), timezone.localdate())}"


def _key(meeting: Meeting) -> str:
    return f"clock-{meeting.pk}"


def set_clock(request: HttpRequest, meeting: Meeting, time: dt.time | None) -> None:
    """Set the time at which later acts are recorded; None clears the time set earlier (see `clock_of`)."""
    if time is None:
        request.session.pop(_key(meeting), None)
    else:
        request.session[_key(meeting)] = time.isoformat("minutes")


def clock_of(request: HttpRequest, room: Room) -> dt.datetime:
    """
    Return the time at which the clerk's next act is recorded:

    - the time that the clerk has set
    - else, on the day of the meeting and in the night after, the present time
    - else the time of the last recorded event or the scheduled start, whichever is later, to keep acts in their order
    """
    meeting = room.minutes.meeting
    if set_time := request.session.get(_key(meeting)):
        return moment_at(meeting, dt.time.fromisoformat(set_time))
    return timezone.now() if is_today(meeting) else max([start_of(meeting), *(when for _, when in room.events)])


def start_of(meeting: Meeting) -> dt.datetime:
    """Return the scheduled start of the meeting."""
    return moment_at(meeting, meeting.starts)


def is_today(meeting: Meeting) -> bool:
    """Return whether it is the day of the meeting, or the night after: then the present time can be recorded."""
    return not is_ahead(meeting) and timezone.now() < end_of_night(meeting.date)


def is_ahead(meeting: Meeting) -> bool:
    """Return whether the meeting's day is to come: before that day, only texts and apologies can be entered."""
    return timezone.localdate() < meeting.date


def is_set(request: HttpRequest, meeting: Meeting) -> bool:
    """Return whether the clerk has set the clock."""
    return _key(meeting) in request.session


def back(request: HttpRequest, room: Room) -> HttpResponseBase:
    """Redirect to the page that the clerk came from, else to the room."""
    return redirect(place(request, room))


def place(request: HttpRequest, room: Room, entry: Minute | None = None) -> str:
    """Return the address of `entry`; without `entry`, of the page that the clerk came from, else of the room."""
    meeting = room.minutes.meeting
    if entry is not None:
        return address("room-item", meeting, pk=entry.pk)
    return came_from(request) or address("room", meeting)


def go(
    request: SignedInRequest, room: Room, act: Callable[[], object], entry: Minute | None = None
) -> HttpResponseBase:
    """
    Call `act`, then redirect to `entry`, else to the page that the clerk came from.

    The page shows the sentence that `act` returned, if any, and the time. Where `act` is refused, the clerk goes back
    to the page they came from, which shows the refusal.
    """
    try:
        done = act()
    except Refused as refusal:
        messages.error(request, refusal.text)
        return redirect(place(request, room))
    messages.success(request, f"{done} {saved_now()}" if isinstance(done, str) else saved_now())
    return redirect(place(request, room, entry))
