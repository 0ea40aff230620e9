"""
Calendar files of meetings to subscribe to: a meeting stays one event, also when it is moved or cancelled.

A re-arranged or cancelled meeting is the same event with a higher SEQUENCE, so that a subscribed calendar moves the
event or strikes it out. SECURITY: a file has days, times, places, names and calendar notes, and no word of an agenda.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db.models import Count, Max
from icalendar import Event, vDuration

from committee.files import calendar_files
from committee.models import AuditEntry
from meetings.as_data import address_of
from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet

ASK_AGAIN = dt.timedelta(hours=1)  # time after which a subscribed calendar checks for changes

# Acts on the trail that change an event, in the words that the calendar's verbs record.
CHANGES = (
    "re-arranged", "undid the re-arrangement of", "cancelled", "undid the cancellation of", "changed the details of",
)  # fmt: skip


def revisions_of(ids: Iterable[int]) -> dict[int, tuple[int, dt.datetime]]:
    """
    Return (number of changes, time of the last change) for each of these meetings, by id.

    Unchanged meetings are left out. The number never falls, not even where an act is undone. Makes one query.
    """
    of_meetings = AuditEntry.objects.filter(subject_type=Meeting._meta.label_lower, subject_id__in=list(ids))
    rows = of_meetings.filter(did__in=CHANGES)
    counts = rows.order_by().values_list("subject_id").annotate(Count("pk"), Max("at"))
    return {pk: (number, at) for pk, number, at in counts}


def data(meetings: MeetingQuerySet, *, name: str, site: str, address: Callable[[Meeting], str] = address_of) -> bytes:
    """
    Return an .ics file of these meetings, soonest first. Makes three queries.

    `site` is the portal's address without a slash at the end; `address` returns the path of a meeting's page. The bytes
    are the same while nothing changes.
    """
    rows = list(
        meetings.select_related("committee", "venue").prefetch_related("moves").order_by("date", "starts", "pk")
    )
    calendar = calendar_files.begin(name, product="Meetings")
    for field in ("refresh-interval", "x-published-ttl"):  # RFC 7986, and the older property
        calendar.add(field, vDuration(ASK_AGAIN, params={"VALUE": "DURATION"} if field[0] == "r" else None))
    revised = revisions_of(meeting.pk for meeting in rows)
    for meeting in rows:
        number, changed = revised.get(meeting.pk, (0, meeting.created_at))
        calendar.add_component(_event(meeting, number, changed, f"{site}{address(meeting)}", site))
    return calendar_files.written(calendar)


def _event(meeting: Meeting, number: int, changed: dt.datetime, address: str, site: str) -> Event:
    begins = calendar_files.begins(meeting.date, meeting.starts)
    event = Event()
    event.add("uid", calendar_files.uid_of_meeting(meeting.pk, site))
    # RFC 5545 3.8.7.2: without a METHOD, DTSTAMP says when the event was last revised.
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, changed)
    event.add("created", meeting.created_at)
    event.add("sequence", number)
    event.add("dtstart", begins)
    event.add("dtend", begins + calendar_files.LASTS)
    event.add("summary", _summary(meeting))
    event.add("description", "\n".join(_description(meeting, address)))
    event.add("url", address)
    if meeting.venue:
        event.add("location", ", ".join([meeting.venue.name, *meeting.venue.address.splitlines()]))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    if meeting.is_cancelled:
        event.add("transp", "TRANSPARENT")
    return event


def _summary(meeting: Meeting) -> str:
    cancelled = "Cancelled: " if meeting.is_cancelled else ""
    informal = " (informal session)" if meeting.informal else ""
    return f"{cancelled}{meeting.committee.name}{informal}"


def _description(meeting: Meeting, address: str) -> Iterable[str]:
    if meeting.rearranged_words:
        yield f"Re-arranged from {meeting.rearranged_words}."
    if meeting.note:
        yield meeting.note
    yield f"Agenda and papers: {address}"
