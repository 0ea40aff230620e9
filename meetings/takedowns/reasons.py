"""Values of a takedown of a meeting's own words: its note, reasons, re-arrangements and urgency rulings (R60)."""

from collections.abc import Iterable, Iterator

from meetings.models import AgendaVersion, Meeting, MeetingMove, UrgencyRuling
from meetings.takedowns.values import (
    Sheets,
    Value,
    emptied,
    fields_of,
    instead,
    listed,
    minuted,
    note_of,
    unprinted,
    within,
    words_of,
)


def of_meeting(meeting: Meeting, sheets: Sheets) -> Iterator[Value]:
    """Yield the words of the meeting itself, and every version, notice and pack that repeats them."""
    yield from words_of(meeting, sheets.note)
    yield from _repeated(meeting, [getattr(meeting, name) for name in instead(meeting, sheets.note)], sheets)


def of_move(move: MeetingMove, sheets: Sheets) -> Iterator[Value]:
    """Yield the reason of a re-arrangement, and every version, notice and pack that repeats it."""
    yield from words_of(move, sheets.note)
    yield from _repeated(move.meeting, [move.reason], sheets)


def of_version(version: AgendaVersion, sheets: Sheets) -> Iterator[Value]:
    """Yield the public note of a version, with its notice and the packs."""
    yield from note_of(version, sheets.note)
    yield from emptied(version.meeting.packs.all(), sheets)


def _repeated(meeting: Meeting, texts: Iterable[str], sheets: Sheets) -> Iterator[Value]:
    """Yield the public notes that repeat one of `texts`, the notices of their versions, and the meeting's packs."""
    words = [text.lower() for text in texts if text]
    for version in meeting.versions.all():
        if any(text in version.change_note.lower() or _cut(text, version) for text in words):
            yield from note_of(version, sheets.note)
    yield from emptied(meeting.packs.all(), sheets)


def _cut(words: str, version: AgendaVersion) -> bool:
    """Return whether a version's note was cut for its length, and after its ": " repeats the beginning of `words`."""
    ending = version.change_note.lower().partition(": ")[2]
    return len(version.change_note) > 400 and bool(ending) and words.startswith(ending[:200])


def of_ruling(ruling: UrgencyRuling, sheets: Sheets) -> Iterator[Value]:
    """Yield the circumstances of a ruling, and every version, notice, pack and set of minutes that repeats them."""
    item, note = ruling.item, sheets.note
    yield from words_of(ruling, note)
    for version, path, entry in listed(item.meeting, item.pk):
        if entry["urgent"]:
            yield from within(version, "snapshot", f"{path}/urgent", entry["urgent"], {"circumstances": note})
            yield from fields_of(version, notice_id=None)
    yield from _repeated(item.meeting, [ruling.circumstances], sheets)
    for printed, path, entry in minuted(item.meeting, item.pk):
        if entry["urgency"]:
            yield from within(printed, "document", path, entry, {"urgency": note})
            yield from unprinted(printed)
