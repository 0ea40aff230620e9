"""
The programme for calendars: a meeting, and a day of a working group, is an event; what has no day yet is a to-do.

Every event keeps its identity when it is moved and counts how often it was (SEQUENCE), so that a subscribed calendar
moves it too.
"""

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, Todo

from workprogramme.document.changes import marks
from workprogramme.document.document import Document
from workprogramme.document.rows import Row
from workprogramme.printed_programme.programme_pdf import details

LONDON = ZoneInfo("Europe/London")
# RFC 5545 wants the zone of every time said; since 1996 Great Britain has kept these two rules.
ZONE = Timezone.from_ical(
    b"""BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE"""
)
LASTS = dt.timedelta(hours=2)


def data(document: Document, *, site: str, stamp: dt.datetime) -> bytes:
    """The file; `site` is the portal's address without a slash at the end, `stamp` when it was made."""
    calendar = Calendar()
    calendar.add("prodid", "-//Council committees//Work programme//EN")
    calendar.add("version", "2.0")
    # The library writes what RFC 5545 does not name as it is.
    calendar.add("x-wr-calname", " ".join(f"{document['committee']['name']}: {document['title']}".split()))
    calendar.add_component(ZONE)
    marked = marks(document)
    listed = {group["pk"]: group for group in document["meetings"] if group["pk"]}
    meetings = {row["pk"]: row for row in document["calendar"]} | listed
    for pk, meeting in meetings.items():
        calendar.add_component(_meeting(meeting, listed.get(pk, {"rows": []})["rows"], document, marked, site, stamp))
    rows = [row for group in document["meetings"] if not group["pk"] for row in group["rows"]]
    for row in rows + document["standing"] + document["briefings"] + document["working"]:
        calendar.add_component(_alone(row, document, marked, site, stamp))
    return cast(bytes, calendar.to_ical())


def _meeting(
    meeting: dict[str, Any],
    rows: list[Row],
    document: Document,
    marked: dict[str, str],
    site: str,
    stamp: dt.datetime,
) -> Event:
    event = Event()
    committee = document["committee"]
    note = f" ({meeting['note']})" if meeting["note"] else ""
    begins = dt.datetime.fromisoformat(f"{meeting['date']}T{meeting['starts']}").replace(tzinfo=LONDON)
    event.add("uid", f"meeting-{meeting['pk']}@{_host(site)}")
    event.add("dtstamp", stamp)
    event.add("dtstart", begins)
    event.add("dtend", begins + LASTS)
    event.add("summary", f"{committee['name']}{note}")
    event.add("description", "\n\n".join(_words(row, marked) for row in rows) or "No items yet.")
    event.add("url", f"{site}/committees/{committee['slug']}/{meeting['slug']}/")
    if place := meeting.get("place"):
        event.add("location", place)
    event.add("sequence", meeting.get("changed", 0))
    event.add("status", "CANCELLED" if meeting["cancelled"] else "CONFIRMED")
    return event


def _alone(row: Row, document: Document, marked: dict[str, str], site: str, stamp: dt.datetime) -> Event | Todo:
    entry: Event | Todo = Event() if row["date"] else Todo()
    entry.add("uid", f"programme-{row['key']}@{_host(site)}")
    entry.add("dtstamp", stamp)
    if row["date"]:
        entry.add("dtstart", dt.date.fromisoformat(row["date"]))
    entry.add("summary", f"{row['title']} ({document['committee']['name']})")
    entry.add("description", _words(row, marked))
    entry.add("sequence", row.get("changed", 0))
    if row["state"] in ("Withdrawn", "Merged"):
        entry.add("status", "CANCELLED")
    return entry


def _words(row: Row, marked: dict[str, str]) -> str:
    mark = marked.get(row["key"], "")
    parts = [f"{row['title']} ({mark})" if mark else row["title"], *row["who"], details(row)]
    outcome = f"Action/Outcome: {row['outcome']}" if row["outcome"] else ""
    return "\n".join(part for part in (*parts, outcome) if part)


def _host(site: str) -> str:
    return site.partition("://")[2] or site
