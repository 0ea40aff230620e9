"""Why an item is in the programme, in words: where it comes from and what the committee looks at it for."""

import datetime as dt
from collections.abc import Collection

from committee.models import MunicipalYear
from workprogramme.dates import day_words
from workprogramme.models import Origin, ProgrammeItem, Purpose

SUGGESTED = (
    Origin.MEMBER, Origin.CABINET_MEMBER, Origin.OFFICER, Origin.RESIDENT, Origin.MEETING, Origin.TRIANGULATION,
)  # fmt: skip
BY_WHOM = {
    Origin.MEMBER: "a member", Origin.CABINET_MEMBER: "the Cabinet Member", Origin.OFFICER: "an officer",
    Origin.RESIDENT: "a resident",
}  # fmt: skip


def why(item: ProgrammeItem, year: MunicipalYear, days: Collection[dt.date] = ()) -> str:
    """
    Why it is in the programme, as far as its own details do not say so: “Suggested at 17 June meeting”.

    `days` are those on which the committee met.

    SECURITY: never who in the public suggested it, whatever was written down of them.
    """
    said = item.details.casefold()
    phrases = [_purpose(item), _origin(item, year, days)]
    return ". ".join(phrase for phrase in phrases if phrase and phrase.casefold() not in said)


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
