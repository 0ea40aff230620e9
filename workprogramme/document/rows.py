"""Rows of the programme as plain data, for the page, the PDF, the CSV and the calendar file."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from itertools import groupby
from typing import Any, cast

from django.utils.text import get_text_list

from committee.models import MunicipalYear
from committee.wording.dates import full_date
from meetings.models import Meeting
from workprogramme.dates import day_words
from workprogramme.models import (
    COMING,
    OFFICER_ROLES,
    PROPOSED,
    Briefing,
    ItemState,
    Lead,
    LeadRole,
    Origin,
    Programme,
    ProgrammeItem,
    Purpose,
    Table,
)

BY_WHOM = {
    Origin.MEMBER: "a member", Origin.CABINET_MEMBER: "the Cabinet Member", Origin.OFFICER: "an officer",
    Origin.RESIDENT: "a resident",
}  # fmt: skip
SUGGESTED = (*BY_WHOM, Origin.MEETING, Origin.TRIANGULATION)


def why(item: ProgrammeItem, year: MunicipalYear, days: Collection[dt.date] = ()) -> str:
    """
    Return why the item is in the programme, such as “Suggested at 17 June meeting”.

    A phrase that the item's details contain is left out. `days` are the days of the committee's meetings.
    SECURITY: never name the member of the public who suggested the item, whatever is recorded about them.
    """
    details = item.details.casefold()
    phrases = [_purpose(item), _origin(item, year, days)]
    return ". ".join(phrase for phrase in phrases if phrase and phrase.casefold() not in details)


def _purpose(item: ProgrammeItem) -> str:
    if item.purpose != Purpose.PRE_DECISION:
        return ""
    decision = item.precedes
    if decision is None or decision.published_at is None or decision.withdrawn_at is not None:
        return "" if "pre-decision" in item.details.casefold() else "Pre-decision scrutiny"
    return f"Pre-decision scrutiny before “{decision.title}”"


def _origin(item: ProgrammeItem, year: MunicipalYear, days: Collection[dt.date]) -> str:
    if item.origin in SUGGESTED:
        return _suggested(item, year, days)
    day = item.origin_meeting.date if item.origin_meeting else item.origin_on
    match item.origin:
        case Origin.ANNUAL:
            return "Report brought annually"
        case Origin.MINUTE:
            return f"Follow-up from {day_words(day, year)} meeting" if day else "Follow-up of an earlier meeting"
        case Origin.DUTY:
            return f"Required report: {item.duty}" if item.duty else "Required report"
        case Origin.OTHER:
            return item.origin_words
    return ""


def _suggested(item: ProgrammeItem, year: MunicipalYear, days: Collection[dt.date]) -> str:
    words = "" if item.origin == Origin.RESIDENT else item.origin_words.strip()
    by = words or BY_WHOM.get(Origin(item.origin), "")
    day = item.origin_meeting.date if item.origin_meeting else item.origin_on
    at = ""
    if day and item.origin == Origin.TRIANGULATION:
        at = f" at {day_words(day, year)} Triangulation"
    elif day and (item.origin == Origin.MEETING or item.origin_meeting or day in days):
        at = f" at {day_words(day, year)} meeting"
    elif day:
        at = f" on {day_words(day, year)}"
    return f"Suggested{f' by {by}' if by else ''}{at}" if by or at else ""


Row = dict[str, Any]
WANTING = (*COMING, ItemState.STANDING)  # states in which an item without an officer gets the line UNNAMED
UNNAMED = "Lead Officer: to be confirmed"
UNTOLD = "Not recorded yet"
NOT_FOR_PUBLICATION = "Not for publication"
REQUEST_WITHDRAWN = "Request withdrawn: "


def of_item(
    item: ProgrammeItem,
    *,
    meetings: Mapping[int, Meeting],
    briefings: list[Briefing],
    year: MunicipalYear,
    on: dt.date,
    where: str = "",
) -> Row:
    """
    Return the row of `item`, which must come from `document.rows_of`.

    `meetings` are the committee's meetings by id, `briefings` the item's briefings. `where` is the row's table if it
    differs from the item's. Keys of the row: key, pk, table, title, who (lines of leads), why, details, moved, outcome,
    accepted (True for a public outcome), state, meeting (its id or None), date (ISO), day (in words), changed
    (number of steps in the item's history).
    """
    return {
        "key": f"item-{item.pk}",
        "pk": item.pk,
        "table": where or item.table,
        "title": item.title,
        "who": leads(list(item.leads.all()), wanted=item.state in WANTING),
        "why": why(item, year, {meeting.date for meeting in meetings.values()}),
        "details": item.details.strip(),
        "moved": _moved(item, meetings, year),
        "outcome": _outcome(item, _briefings(briefings, year), on),
        "accepted": item.tells_outcome,
        # The public must not learn that the item is on an agenda that is not published yet.
        "state": ItemState.SCHEDULED.label if item.state == ItemState.ON_AGENDA else item.get_state_display(),
        "meeting": item.meeting_id,
        "date": item.day.isoformat() if item.day else "",
        "day": full_date(item.day),
        "changed": getattr(item, "times_moved", 0),
    }


def of_briefing(briefing: Briefing, year: MunicipalYear, on: dt.date) -> Row:
    """Return the row of a briefing that belongs to no item."""
    about = f"On the meeting of {day_words(briefing.body_met_on, year)}" if briefing.body_met_on else ""
    attended = f"Attended by {briefing.attended}" if briefing.attended else ""
    back = f"Reports to the meeting of {day_words(briefing.reports_to.date, year)}" if briefing.reports_to else ""
    return {
        "key": f"briefing-{briefing.pk}",
        "pk": None,
        "table": Table.BRIEFINGS.value,
        "title": f"{briefing.body} briefing",
        "who": [],
        "why": "",
        "details": ". ".join(part for part in (about, attended) if part),
        "moved": "",
        "outcome": ". ".join(part for part in (briefing.note.rstrip("."), back) if part)
        or ("To be held" if briefing.held_on >= on else "Held"),
        "accepted": False,
        "state": "Briefing",
        "meeting": None,
        "date": briefing.held_on.isoformat(),
        "day": full_date(briefing.held_on),
        "changed": 0,
    }


def leads(rows: list[Lead], *, wanted: bool = False) -> list[str]:
    """Return a line per role (“Lead Officers: Tim Moss and Helen Riley”). `wanted` adds UNNAMED if no officer leads."""
    lines = []
    for role, group in groupby(rows, key=lambda lead: lead.role):
        names = [lead.printed for lead in group]
        label = "Led by" if role == LeadRole.OTHER else LeadRole(role).label + ("s" if names[1:] else "")
        lines.append(f"{label}: {get_text_list(names, 'and')}")
    if wanted and not any(lead.role in OFFICER_ROLES for lead in rows):
        lines.append(UNNAMED)
    return lines


def _moved(item: Any, meetings: Mapping[int, Meeting], year: MunicipalYear) -> str:
    if item.moved_from_day:
        return f"Moved from {day_words(item.moved_from_day, year)}: {item.moved_why.rstrip('.')}"
    previous = meetings.get(item.moved_from or 0)
    if previous is None or previous.pk == item.meeting_id:
        return ""
    return f"Moved from {day_words(day_then(previous, item.moved_on), year)} meeting: {item.moved_why.rstrip('.')}"


def day_then(meeting: Any, on: dt.date) -> dt.date:
    """Return the day that `meeting` had on the day `on`. `meeting` must come from `document.calendar_of`."""
    changed = getattr(meeting, "changed_at", None)
    return cast(dt.date, meeting.changed_from if changed and changed.date() > on else meeting.date)


def _outcome(item: ProgrammeItem, briefings: str, on: dt.date) -> str:
    text = NOT_FOR_PUBLICATION if item.has_outcome else ""
    text = item.outcome.strip() if item.tells_outcome else text
    if not text and not briefings:
        return _awaited(item, on)
    return "\n\n".join(part for part in (text, briefings) if part)


def _awaited(item: ProgrammeItem, on: dt.date) -> str:
    """Return the text of the outcome column where no outcome has been accepted."""
    match item.state:
        case ItemState.WITHDRAWN:
            reason = item.ended_reason
            return reason if "withdrawn" in reason.casefold() else f"{REQUEST_WITHDRAWN}{reason}"
        case ItemState.MERGED:
            into = item.merged_into
            public = into and into.programme.is_public and into.state not in PROPOSED
            return f"Continued in “{into.title}”" if into and public else "Continued in another item"
        case ItemState.ROLLED:
            later = getattr(item, "rolled_to", None)
            return f"Carried forward to {later.programme.year}" if later else "Carried forward"
        case ItemState.TBC:
            return "To be scheduled"
        case ItemState.STANDING:
            return "Nothing recorded yet"
        case ItemState.CLOSED:
            return item.ended_reason or "Closed"
        case ItemState.SCHEDULED | ItemState.ON_AGENDA if item.day and item.day >= on:
            return "To be considered" if item.meeting_id else "To be held"
    return UNTOLD


def _briefings(rows: list[Briefing], year: MunicipalYear) -> str:
    """Return the briefings of an item as bullets, under a heading, with the attendees if always the same."""
    if not rows:
        return ""
    who = {briefing.attended for briefing in rows}
    head = f"Briefings ({who.pop()}):" if len(who) == 1 and who != {""} else "Briefings:"
    lines = []
    for briefing in rows:
        about = (
            f"{briefing.body} meeting of {day_words(briefing.body_met_on, year)}"
            if briefing.body_met_on
            else f"by {briefing.body}"
        )
        note = briefing.note.rstrip(".")
        lines.append(
            f"- {day_words(briefing.held_on, year)}: {about}." + (f" {note[0].upper()}{note[1:]}." if note else "")
        )
    return "\n".join([head, *lines])


# A function of an upper app: takes a programme, its rows of working groups and the day, and returns the new rows.
RowsAbove = Callable[[Programme, list[Row], dt.date], list[Row]]
ROWS_ABOVE: list[RowsAbove] = []


def working_rows(programme: Programme, rows: list[Row], on: dt.date) -> list[Row]:
    """Return the rows of working groups, with rows from the apps above, by day. Rows without a day come last."""
    for rows_of in ROWS_ABOVE:
        rows = rows_of(programme, rows, on)
    return sorted(rows, key=lambda row: row["date"] or "9") if ROWS_ABOVE else rows
