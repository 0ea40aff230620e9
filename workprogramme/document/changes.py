"""What changed in a programme between two of its documents: marked in words at each row, and listed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from committee import wording
from committee.dates import full_date
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
    """One change: what happened, to which item (or meeting), in a sentence; `key` is that of its row, "" for none."""

    what: str
    item: str
    text: str
    key: str = ""


def between(before: Document | None, after: Document) -> list[Change]:
    """Every change from one document to a later one, the calendar's first; nothing where there is none before."""
    if before is None:
        return []
    old = {row["key"]: row for row in all_rows(before)}
    new = {row["key"]: row for row in all_rows(after)}
    found = _calendar(before, after)
    # Where the council has come to write days otherwise, the days in these words tell of no change.
    same = before.get(wording.KEY) == after.get(wording.KEY)
    compared = {field: name for field, name in WORDED.items() if same or field != "why"}
    for key, row in new.items():
        found += _of_row(old.get(key), row, after, compared)
    found += [
        Change(REMOVED, row["title"], "No longer in the programme.") for key, row in old.items() if key not in new
    ]
    return found


def since(version: ProgrammeVersion | None, document: Document) -> Document:
    """`document` with what changed since that version was printed; unchanged where there is none."""
    if version is None:
        return document
    day = version.meeting.date
    listed = [asdict(change) for change in between(version.document, document)]
    held = day.isoformat() < document["taken_on"]
    words = f"the meeting of {full_date(day)}" if held else f"the agenda for {full_date(day)}"
    return document | {"changes": {"since": {"date": day.isoformat(), "words": words}, "rows": listed}}


def marks(document: Document) -> dict[str, str]:
    """By the key of its row, what to write at an item that has changed: “Moved, outcome recorded”."""
    found: dict[str, list[str]] = {}
    for change in (document["changes"] or {"rows": []})["rows"]:
        if change["key"]:
            found.setdefault(change["key"], []).append(change["what"])
    return {key: ", ".join(words).capitalize() for key, words in found.items()}


def _of_row(old: Row | None, new: Row, after: Document, compared: Mapping[str, str]) -> list[Change]:
    def say(what: str, text: str) -> Change:
        return Change(what, new["title"], text, new["key"])

    if old is None:
        return [say(ADDED, f"{_place(new, after)}.")]
    found = []
    ended = new["state"] == ItemState.WITHDRAWN.label and old["state"] != new["state"]
    if ended:
        why = new["outcome"].splitlines()[0].removeprefix(REQUEST_WITHDRAWN).rstrip(".")
        found.append(say(WITHDRAWN, f"{why}."))
    elif (old["meeting"], old["table"], _own_day(old)) != (new["meeting"], new["table"], _own_day(new)):
        why = new["moved"].partition(": ")[2]
        found.append(say(MOVED, f"{_way(old, new)}{f': {why}' if why else ''}."))
    if new["accepted"] and new["outcome"] != old["outcome"]:
        found.append(say(OUTCOME, "See Action/Outcome.") if not old["accepted"] else say(CHANGED, "Outcome."))
    elif not ended and new["table"] == old["table"] == "standing" and new["outcome"] != old["outcome"]:
        found.append(say(CHANGED, "Briefings."))
    changed = [name for field, name in compared.items() if _said(new, field) != _said(old, field)]
    if changed:
        told = f" (was “{old['title']}”)" if new["title"] != old["title"] else ""
        found.append(say(CHANGED, f"{_listed(changed).capitalize()}{told}."))
    return found


def _said(row: Row, field: str) -> object:
    """What the row says there; that nobody is named yet is nothing said."""
    return [line for line in row["who"] if line != UNNAMED] if field == "who" else row[field]


def _own_day(row: Row) -> str:
    """The day of what has no meeting: a meeting's own day changes in the calendar."""
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
    found = []
    for row in after["calendar"]:
        was = old.get(row["pk"])
        meeting = f"Meeting of {row['day']}"
        if was is None:
            found.append(Change(CALENDAR, meeting, "New in the calendar."))
        elif row["cancelled"] and not was["cancelled"]:
            found.append(Change(CALENDAR, meeting, "Cancelled."))
        elif row["date"] != was["date"]:
            found.append(Change(CALENDAR, meeting, f"Re-arranged from {was['day']}."))
        elif row["starts"] != was["starts"]:
            found.append(Change(CALENDAR, meeting, f"Now at {row['time']}, not {was['time']}."))
    return found


def _listed(names: list[str]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])
