"""One row of the programme as plain data: the same words for the page, the paper, the CSV and the calendar file."""

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import Any, cast

from committee.dates import full_date
from committee.models import MunicipalYear
from meetings.models import Meeting
from workprogramme.dates import day_words
from workprogramme.document.origins import why
from workprogramme.models import (
    COMING,
    OFFICER_ROLES,
    PROPOSED,
    Briefing,
    ItemState,
    Lead,
    LeadRole,
    ProgrammeItem,
    Table,
)

Row = dict[str, Any]
WANTING = (*COMING, ItemState.STANDING)
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
    The row of `item`, read with `document.rows_of`; `meetings` of the committee by id, `briefings` of the item.

    Keys: key, pk, table, title, who, why, details, moved, outcome, accepted, state, meeting (its id or None), date,
    day, changed (how often it was moved or ended).
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
        # Whether it is on an agenda that nobody may read yet is nobody's business.
        "state": ItemState.SCHEDULED.label if item.state == ItemState.ON_AGENDA else item.get_state_display(),
        "meeting": item.meeting_id,
        "date": item.day.isoformat() if item.day else "",
        "day": full_date(item.day),
        "changed": getattr(item, "times_moved", 0),
    }


def of_briefing(briefing: Briefing, year: MunicipalYear, on: dt.date) -> Row:
    """The row of a briefing that belongs to no item."""
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
    """Who leads, a role a line: “Lead Officers: Tim Moss and Helen Riley”; `wanted`: an officer still must."""
    lines = []
    for role, group in groupby(rows, key=lambda lead: lead.role):
        names = [lead.printed for lead in group]
        listed = " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])
        label = "Led by" if role == LeadRole.OTHER else LeadRole(role).label + ("s" if names[1:] else "")
        lines.append(f"{label}: {listed}")
    if wanted and not any(lead.role in OFFICER_ROLES for lead in rows):
        lines.append(UNNAMED)
    return lines


def _moved(item: Any, meetings: Mapping[int, Meeting], year: MunicipalYear) -> str:
    if item.moved_from_day:
        return f"Moved from {day_words(item.moved_from_day, year)}: {item.moved_why.rstrip('.')}"
    left = meetings.get(item.moved_from or 0)
    if left is None or left.pk == item.meeting_id:
        return ""
    return f"Moved from {day_words(day_then(left, item.moved_on), year)} meeting: {item.moved_why.rstrip('.')}"


def day_then(meeting: Any, on: dt.date) -> dt.date:
    """On which day `meeting` was to be held as people knew on `on`; wants the annotations of `document.calendar_of`."""
    changed = getattr(meeting, "changed_at", None)
    return cast(dt.date, meeting.changed_from if changed and changed.date() > on else meeting.date)


def _outcome(item: ProgrammeItem, briefings: str, on: dt.date) -> str:
    told = NOT_FOR_PUBLICATION if item.has_outcome else ""
    told = item.outcome.strip() if item.tells_outcome else told
    if not told and not briefings:
        return _awaited(item, on)
    return "\n\n".join(part for part in (told, briefings) if part)


def _awaited(item: ProgrammeItem, on: dt.date) -> str:
    """What stands where no outcome has been accepted."""
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
    """The briefings of an item, as bullets under who attended them."""
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
