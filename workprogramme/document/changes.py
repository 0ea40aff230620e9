"""Changes in a programme between two of its documents: a list, and for each changed row a mark such as “Moved”."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils.text import get_text_list

from committee.wording import wording
from committee.wording.dates import full_date
from workprogramme.document.document import Document, all_rows
from workprogramme.document.rows import REQUEST_WITHDRAWN, UNNAMED, Row
from workprogramme.models import ItemState, ProgrammeVersion

ADDED, MOVED, WITHDRAWN, OUTCOME, CHANGED, REMOVED = (
    "Added", "Moved", "Withdrawn", "Outcome recorded", "Changed", "Taken out",
)  # fmt: skip
CALENDAR = "Calendar"
WORDED = {"title": "title", "who": "who leads it", "why": "source of the item", "details": "details"}


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change: its kind, the title of the item or meeting, and a sentence.

    `key` is the row's key in the new document; "" for a meeting of the calendar, and for a row that was taken out.
    """

    what: str
    item: str
    text: str
    key: str = ""


def between(before: Document | None, after: Document) -> list[Change]:
    """Return every change from `before` to `after`, changes of the calendar first; [] if `before` is None."""
    if before is None:
        return []
    old = {row["key"]: row for row in all_rows(before)}
    new = {row["key"]: row for row in all_rows(after)}
    changes = _calendar(before, after)
    # `why` contains days in words, so `why` is compared only if the council's style of days has not changed.
    same = before.get(wording.KEY) == after.get(wording.KEY)
    compared = {field: name for field, name in WORDED.items() if same or field != "why"}
    for key, row in new.items():
        changes += _of_row(old.get(key), row, after, compared)
    changes += [
        Change(REMOVED, row["title"], "No longer in the programme.") for key, row in old.items() if key not in new
    ]
    return changes


def since(version: ProgrammeVersion | None, document: Document) -> Document:
    """Return `document` with its changes since `version` was printed. If `version` is None, return `document` as is."""
    if version is None:
        return document
    day = version.meeting.date
    listed = [asdict(change) for change in between(version.document, document)]
    is_past = day.isoformat() < document["taken_on"]
    words = f"the meeting of {full_date(day)}" if is_past else f"the agenda for {full_date(day)}"
    return document | {"changes": {"since": {"date": day.isoformat(), "words": words}, "rows": listed}}


def marks(document: Document) -> dict[str, str]:
    """Return the mark of each changed row, such as “Moved, outcome recorded”, by the row's key."""
    by_key: dict[str, list[str]] = {}
    for change in (document["changes"] or {"rows": []})["rows"]:
        if change["key"]:
            by_key.setdefault(change["key"], []).append(change["what"])
    return {key: ", ".join(words).capitalize() for key, words in by_key.items()}


def _of_row(old: Row | None, new: Row, after: Document, compared: Mapping[str, str]) -> list[Change]:
    def say(what: str, text: str) -> Change:
        return Change(what, new["title"], text, new["key"])

    if old is None:
        return [say(ADDED, f"{_place(new, after)}.")]
    changes = []
    ended = new["state"] == ItemState.WITHDRAWN.label and old["state"] != new["state"]
    if ended:
        why = new["outcome"].splitlines()[0].removeprefix(REQUEST_WITHDRAWN).rstrip(".")
        changes.append(say(WITHDRAWN, f"{why}."))
    elif (old["meeting"], old["table"], _own_day(old)) != (new["meeting"], new["table"], _own_day(new)):
        why = new["moved"].partition(": ")[2]
        changes.append(say(MOVED, f"{_way(old, new)}{f': {why}' if why else ''}."))
    if new["accepted"] and new["outcome"] != old["outcome"]:
        changes.append(say(OUTCOME, "See Action/Outcome.") if not old["accepted"] else say(CHANGED, "Outcome."))
    elif not ended and new["table"] == old["table"] == "standing" and new["outcome"] != old["outcome"]:
        changes.append(say(CHANGED, "Briefings."))
    changed = [name for field, name in compared.items() if _value(new, field) != _value(old, field)]
    if changed:
        old_title = f" (was “{old['title']}”)" if new["title"] != old["title"] else ""
        changes.append(say(CHANGED, f"{get_text_list(changed, 'and').capitalize()}{old_title}."))
    return changes


def _value(row: Row, field: str) -> object:
    """Return the row's value of a field, without the line UNNAMED."""
    return [line for line in row["who"] if line != UNNAMED] if field == "who" else row[field]


def _own_day(row: Row) -> str:
    """Return the day of a row without a meeting, otherwise "". A meeting's new day is a change of the calendar."""
    return "" if row["meeting"] else row["date"]


def _way(old: Row, new: Row) -> str:
    if not new["day"]:
        return f"From {old['day']}, to be scheduled again" if old["day"] else "To be scheduled again"
    return f"From {old['day']} to {new['day']}" if old["day"] else f"To {new['day']}, from those to be scheduled"


def _place(row: Row, after: Document) -> str:
    if row["table"] == "meetings":
        return f"For {row['day']}" if row["day"] else "To be scheduled"
    return {"standing": "Standing item", "working": "Working group or inquiry day"}.get(
        row["table"], "Briefing or request"
    )


def _calendar(before: Document, after: Document) -> list[Change]:
    old = {row["pk"]: row for row in before["calendar"]}
    changes = []
    for row in after["calendar"]:
        was = old.get(row["pk"])
        meeting = f"Meeting of {row['day']}"
        if was is None:
            changes.append(Change(CALENDAR, meeting, "New in the calendar."))
        elif row["cancelled"] and not was["cancelled"]:
            changes.append(Change(CALENDAR, meeting, "Cancelled."))
        elif row["date"] != was["date"]:
            changes.append(Change(CALENDAR, meeting, f"Re-arranged from {was['day']}."))
        elif row["starts"] != was["starts"]:
            changes.append(Change(CALENDAR, meeting, f"Now at {row['time']}, not {was['time']}."))
    return changes
