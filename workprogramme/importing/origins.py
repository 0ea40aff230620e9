"""Where an item comes from and what for, as far as the words under Details say so."""

import re
from typing import Any

from workprogramme.importing.calendar import Calendar
from workprogramme.importing.cells import date_cell
from workprogramme.models import Origin, Purpose

DAY = r"(?P<day>\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}(?: \d{4})?)"
SUGGESTED = re.compile(
    rf"\b(?:suggested|requested|proposed)(?: by (?P<who>the cabinet member|a member|members|an officer|a resident))?"
    rf"(?:,? (?:at|on|at the|on the) {DAY})?(?P<where> triangulation| meeting)?",
    re.IGNORECASE,
)
TRIANGULATION = re.compile(rf"\bat (?:the )?{DAY} triangulation", re.IGNORECASE)
WHO = {
    "the cabinet member": Origin.CABINET_MEMBER, "a member": Origin.MEMBER, "members": Origin.MEMBER,
    "an officer": Origin.OFFICER, "a resident": Origin.RESIDENT,
}  # fmt: skip
PURPOSES = (
    (r"\bpre-?decision\b", Purpose.PRE_DECISION),
    (r"\b(?:brought|reported|report) (?:annually|every year)\b|\bannual report\b", Purpose.ANNUAL_REPORT),
    (r"\bfollow-?up from\b|\bprogress made\b", Purpose.FOLLOW_UP),
    (r"\bperformance\b", Purpose.PERFORMANCE),
    (r"\bspotlight review\b|\bscoping\b", Purpose.REVIEW),
    (r"\bup-?date\b", Purpose.UPDATE),
    (r"\bcall-?in\b", Purpose.CALL_IN),
    (r"\bpetition\b", Purpose.PETITION),
    (r"\bwork programme planning\b", Purpose.PLANNING),
)


def fields_of(title: str, details: str, calendar: Calendar) -> dict[str, Any]:
    """Purpose, origin and its day for the verb that adds an item; the details themselves stay as they are."""
    said = f"{title}. {details}"
    purposes = [purpose for words, purpose in PURPOSES if re.search(words, said, re.IGNORECASE)]
    return {"purpose": purposes[0] if purposes else Purpose.OTHER, **_origin(details, calendar)}


def _origin(details: str, calendar: Calendar) -> dict[str, Any]:
    found = SUGGESTED.search(details)
    if found and (found["day"] or found["who"]):
        who, where = (found["who"] or "").lower(), (found["where"] or "").strip().lower()
        origin = WHO.get(who) or (Origin.TRIANGULATION if where == "triangulation" else Origin.MEETING)
        return {"origin": origin, **_day(found["day"], calendar, at_meeting=where != "triangulation")}
    if found := TRIANGULATION.search(details):
        return {"origin": Origin.TRIANGULATION, **_day(found["day"], calendar, at_meeting=False)}
    if re.search(r"\b(?:brought|reported) (?:annually|every year)\b", details, re.IGNORECASE):
        return {"origin": Origin.ANNUAL}
    return {}


def _day(words: str | None, calendar: Calendar, *, at_meeting: bool) -> dict[str, Any]:
    """The day, where it is certain: of a meeting of the year, or with its year."""
    cell = date_cell(words or "")
    if cell is None:
        return {}
    place = calendar.find(cell)
    if at_meeting and place.meeting and place.meeting.date <= calendar.year.ends:
        return {"origin_on": place.meeting.date, "origin_meeting": place.meeting}
    return {"origin_on": cell.in_year(cell.year)} if cell.year else {}
