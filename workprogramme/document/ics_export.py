"""
The programme as a calendar file. Meetings, briefings and days of working groups are events. Items without a day are
to-dos.

A moved event keeps its UID and counts its moves (SEQUENCE), so that a subscribed calendar moves the event too.
"""

import datetime as dt
from typing import Any

from icalendar import Event, Todo

from committee.files import calendar_files
from meetings.calendar.ics_export import revisions_of
from workprogramme.document.changes import marks
from workprogramme.document.document import Document
from workprogramme.document.programme_pdf import details
from workprogramme.document.rows import Row


def data(document: Document, *, site: str, stamp: dt.datetime) -> bytes:
    """Return the .ics file. `site` is the portal's URL without a final slash, `stamp` the DTSTAMP of each entry."""
    name = f"{document['committee']['name']}: {document['title']}"
    calendar = calendar_files.begin(name, product="Work programme")
    marked = marks(document)
    listed = {group["pk"]: group for group in document["meetings"] if group["pk"]}
    meetings = {row["pk"]: row for row in document["calendar"]} | listed
    revised = revisions_of(meetings)
    for pk, meeting in meetings.items():
        rows = listed.get(pk, {"rows": []})["rows"]
        event = _meeting(meeting, rows, document, marked, site, stamp)
        number, _ = revised.get(pk, (0, stamp))
        event.add("sequence", number)
        calendar.add_component(event)
    rows = [row for group in document["meetings"] if not group["pk"] for row in group["rows"]]
    for row in rows + document["standing"] + document["briefings"] + document["working"]:
        calendar.add_component(_alone(row, document, marked, site, stamp))
    return calendar_files.written(calendar)


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
    begins = calendar_files.begins(dt.date.fromisoformat(meeting["date"]), dt.time.fromisoformat(meeting["starts"]))
    event.add("uid", calendar_files.uid_of_meeting(meeting["pk"], site))
    event.add("dtstamp", stamp)
    event.add("dtstart", begins)
    event.add("dtend", begins + calendar_files.LASTS)
    event.add("summary", f"{committee['name']}{note}")
    event.add("description", "\n\n".join(_words(row, marked) for row in rows) or "No items yet.")
    event.add("url", f"{site}/committees/{committee['slug']}/{meeting['slug']}/")
    if place := meeting.get("place"):
        event.add("location", place)
    event.add("status", "CANCELLED" if meeting["cancelled"] else "CONFIRMED")
    return event


def _alone(row: Row, document: Document, marked: dict[str, str], site: str, stamp: dt.datetime) -> Event | Todo:
    entry: Event | Todo = Event() if row["date"] else Todo()
    entry.add("uid", f"programme-{row['key']}@{calendar_files.host(site)}")
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
