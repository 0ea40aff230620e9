"""What a takedown takes out where it was said why or how a meeting is held: notes, reasons and rulings (R60)."""

from collections.abc import Iterable, Iterator

from meetings.models import AgendaVersion, Meeting, MeetingMove, Minutes, UrgencyRuling
from meetings.takedowns.values import Sheets, Value, emptied, fields_of, note_of, unprinted, within

Said = Meeting | MeetingMove | UrgencyRuling | AgendaVersion


def of(thing: Said, sheets: Sheets) -> list[Value]:
    """Return the values of a reason: its own, and every version, notice, pack and set of minutes repeating it."""
    if isinstance(thing, Meeting):
        return list(_of_meeting(thing, sheets))
    if isinstance(thing, MeetingMove):
        return [*fields_of(thing, reason=sheets.note), *_repeated(thing.meeting, [thing.reason], sheets)]
    if isinstance(thing, UrgencyRuling):
        return list(_of_ruling(thing, sheets))
    return [*note_of(thing, sheets.note), *emptied(thing.meeting.packs.all(), sheets)]


def _of_meeting(meeting: Meeting, sheets: Sheets) -> Iterator[Value]:
    texts = {name: getattr(meeting, name) for name in ("note", "cancelled_reason", "shorter_notice_reason")}
    yield from fields_of(meeting, **{name: sheets.note for name, words in texts.items() if words})
    yield from _repeated(meeting, texts.values(), sheets)


def _repeated(meeting: Meeting, texts: Iterable[str], sheets: Sheets) -> Iterator[Value]:
    """Yield the public notes of versions that repeat a reason, and the packs; notices are printed again without it."""
    words = [text.lower() for text in texts if text]
    for version in meeting.versions.all():
        if any(text in version.change_note.lower() or _cut(text, version) for text in words):
            yield from note_of(version, sheets.note)
    yield from emptied(meeting.packs.all(), sheets)


def _cut(words: str, version: AgendaVersion) -> bool:
    """Return whether the note of a version ends within the words: a long note is cut."""
    ending = version.change_note.lower().partition(": ")[2]
    return len(version.change_note) > 400 and bool(ending) and words.startswith(ending[:200])


def _of_ruling(ruling: UrgencyRuling, sheets: Sheets) -> Iterator[Value]:
    item, note = ruling.item, sheets.note
    yield from fields_of(ruling, circumstances=note)
    for version in item.meeting.versions.all():
        for place, entry in enumerate(version.snapshot["items"]):
            if entry["pk"] == item.pk and entry["urgent"]:
                urgent = {"circumstances": note}
                yield from within(version, "snapshot", f"items/{place}/urgent", entry["urgent"], urgent)
                yield from fields_of(version, notice_id=None)
    yield from _repeated(item.meeting, [ruling.circumstances], sheets)
    for minutes in Minutes.objects.filter(meeting=item.meeting):
        for printed in minutes.versions.all():
            for place, entry in enumerate(printed.document["entries"]):
                if (entry["item"] or {}).get("pk") == item.pk and entry["urgency"]:
                    yield from within(printed, "document", f"entries/{place}", entry, {"urgency": note})
                    yield from unprinted(printed)
