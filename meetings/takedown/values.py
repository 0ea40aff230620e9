"""
Which values a takedown takes out of which rows, and what stands in their place.

Every list here is of `Value`s: a table of ours, the id of a row, a field, a path into it where it is JSON, and what is
put there. Two takedowns that touch the same thing name it by the same path, so that neither undoes the other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    BackgroundDocument,
    Comment,
    Correction,
    Declaration,
    Limb,
    Meeting,
    Minute,
    Minutes,
    MinutesVersion,
    Pack,
    PageText,
    Paper,
    PaperFile,
    PublishedPaper,
    Takedown,
    TakedownSubject,
)
from meetings.packs.intake import Intake

LEAST = 8  # letters of a title that is looked for in other sentences: a shorter one is in half of them


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is put in the place of words and files: a note, and by page count the file that says it on every page."""

    note: str
    files: dict[int, int]

    def of(self, pages: int) -> int:
        """Id of the file of so many pages; of one page where it came in while these were printed."""
        return self.files.get(pages) or self.files[1]


@dataclass(frozen=True, slots=True)
class Value:
    """One value to take out of a row, and what is put in its place."""

    of_table: str
    row_id: int
    field: str
    path: str
    put: Any

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What tells it from every other value."""
        return self.of_table, self.row_id, self.field, self.path


@dataclass(frozen=True, slots=True)
class Above:
    """
    What an upper storey keeps of a minute: `values`, and the `papers` that are printed with it.

    `values` is given the minute and the note that stands in their place. `item_values` is the same of the words of an
    item, which may be told under another title there. An app adds its own when it is ready.
    """

    values: Callable[[Minute, str], Iterable[Value]]
    papers: Callable[[Minute], Iterable[Paper]]
    item_values: Callable[[AgendaItem, str], Iterable[Value]]
    item_papers: Callable[[AgendaItem], Iterable[Paper]]


ABOVE: list[Above] = []  # no storey imports one above it, so those are told of


def fields_of(row: Model, **fields: Any) -> Iterator[Value]:
    """Whole fields of a row that have something in them."""
    for field, put in fields.items():
        if getattr(row, field) not in ("", None, [], {}) or put not in ("", None, [], {}):
            yield Value(row._meta.db_table, row.pk, field, "", put)


def within(row: Model, field: str, path: str, found: dict[str, Any], put: dict[str, Any]) -> Iterator[Value]:
    """Keys of one part of a JSON field, where they are there and not empty."""
    for key, instead in put.items():
        if found.get(key):
            yield Value(row._meta.db_table, row.pk, field, f"{path}/{key}", instead)


def of_paper(paper: Paper, sheets: Sheets, *, with_item: bool) -> list[Value]:
    """A published paper: its files, text versions and words, in every version, pack and list; its item's too."""
    note = sheets.note
    files = list(PaperFile.objects.filter(paper=paper, published__isnull=False).distinct())
    values = list(
        fields_of(paper, title=note, public_title="", recommendations="", background_papers="", late_reason="")
    )
    for file in files:
        values += of_file(file, sheets)
    for row in PublishedPaper.objects.filter(paper_file__in=files):
        values += fields_of(row, title=note)
    values += _reasons(paper.item.meeting, lambda snapshot: _paper_in(snapshot, paper.pk), note)
    for version in paper.item.meeting.versions.all():
        values += _said_in(version, {paper.title, paper.public_title}, note)
        for place, item in enumerate(version.snapshot["items"]):
            for at, entry in enumerate(item["papers"]):
                if entry["pk"] == paper.pk:
                    path = f"items/{place}/papers/{at}"
                    values += within(version, "snapshot", path, entry, {"title": note, "public_title": note})
    packs = list(paper.item.meeting.packs.all())
    for pack in packs:
        values += _entries(pack, note, papers={paper.pk})
    values += emptied(packs, sheets)
    return values + (_words_of(paper.item, sheets) if with_item else [])


def of_file(file: PaperFile, sheets: Sheets) -> Iterator[Value]:
    """The file of a paper with all that is known of it, and its text versions."""
    put: dict[str, Any] = {
        "stored_id": sheets.of(file.pages), "source_id": None, "original_name": "removed.pdf", "fingerprint": b"",
        "silent_pages": [], "notes": [], "cleaned": [], "tagged": True, "has_text": True,
    }  # fmt: skip
    # Empty ones too: a redacted copy has facts of its own, and undoing puts these back.
    yield from (Value("meetings_paperfile", file.pk, field, "", instead) for field, instead in put.items())
    for text in PageText.objects.filter(file=file):
        yield from fields_of(text, text=sheets.note)


def _entries(pack: Pack, note: str, *, papers: Iterable[int] = (), item: int = 0) -> Iterator[Value]:
    """The titles that the manifest of a pack gives to some papers, or to those of an item by its number."""
    for place, entry in enumerate(pack.manifest):
        if entry["paper"] in papers or entry["item"] == item:
            yield from within(pack, "manifest", str(place), entry, {"title": note})


def emptied(packs: Iterable[Pack], sheets: Sheets) -> list[Value]:
    """Packs that hold it, whole: every one of the meeting, since a front sheet lists what other packs bind."""
    one = sheets.of(1)
    return [
        value
        for pack in packs
        for value in [
            Value("meetings_pack", pack.pk, "stored_id", "", one),
            Value("meetings_pack", pack.pk, "emptied", "", True),
            Value("meetings_pack", pack.pk, "pages", "", pack.pages),
            Value("meetings_pack", pack.pk, "reader_slots", "", {}),
            Value("meetings_pack", pack.pk, "untagged", "", []),
        ]
    ]


def _said_in(version: AgendaVersion, words: Iterable[str], note: str) -> Iterator[Value]:
    """The public note of a version, where it says one of the words."""
    said = version.change_note.lower()
    if any(len(one) >= LEAST and one.lower() in said for one in words):
        yield from note_of(version, note)


def note_of(version: AgendaVersion, note: str) -> list[Value]:
    """The public note of a version, and the notice that it is printed in."""
    return [*fields_of(version, change_note=note), *fields_of(version, notice_id=None)] if version.change_note else []


def _reasons(meeting: Meeting, found: Callable[[dict[str, Any]], Any], note: str) -> Iterator[Value]:
    """The public notes of versions that changed what is `found` in a snapshot: why a word was changed often says it."""
    before: Any = None
    for version in meeting.versions.order_by("number"):
        now = found(version.snapshot)
        if now != before:
            yield from note_of(version, note)
        before = now


def _words_in(snapshot: dict[str, Any], item: int) -> list[Any]:
    words = ("title", "public_title", "lead_line", "bullets", "presenter", "withdrawn", "urgent")
    return [[entry.get(name) for name in words] for entry in snapshot["items"] if entry["pk"] == item]


def _paper_in(snapshot: dict[str, Any], paper: int) -> list[Any]:
    entries = [entry for item in snapshot["items"] for entry in item["papers"] if entry["pk"] == paper]
    return [[entry.get(name) for name in ("title", "public_title", "file")] for entry in entries]


def of_item(item: AgendaItem, sheets: Sheets) -> list[Value]:
    """The words of a published item in every version, pack, notice and set of minutes."""
    return _words_of(item, sheets) + emptied(item.meeting.packs.all(), sheets)


def _words_of(item: AgendaItem, sheets: Sheets) -> list[Value]:
    note = sheets.note
    values = list(fields_of(item, title=note, public_title="", lead_line="", bullets="", presenter=""))
    if item.withdrawn_reason:
        values += fields_of(item, withdrawn_reason=note)
    if ruling := getattr(item, "ruling", None):
        values += fields_of(ruling, circumstances=note)
    values += [value for storey in ABOVE for value in storey.item_values(item, note)]
    values += _reasons(item.meeting, lambda snapshot: _words_in(snapshot, item.pk), note)
    words = {"title": note, "public_title": note, "lead_line": "", "bullets": [], "presenter": "", "asked": []}
    for version in item.meeting.versions.all():
        values += fields_of(version, notice_id=None)
        values += _said_in(version, {item.title, item.public_title, item.withdrawn_reason}, note)
        for place, entry in enumerate(version.snapshot["items"]):
            if entry["pk"] != item.pk:
                continue
            path = f"items/{place}"
            values += within(version, "snapshot", path, entry, words)
            values += within(version, "snapshot", f"{path}/withdrawn", entry["withdrawn"] or {}, {"reason": note})
            values += within(version, "snapshot", f"{path}/urgent", entry["urgent"] or {}, {"circumstances": note})
    for pack in item.meeting.packs.all():
        values += _entries(pack, note, item=item.number)
    minutes = Minutes.objects.filter(meeting=item.meeting).first()
    return values + (list(_headings(minutes, item, note)) if minutes else [])


def _headings(minutes: Minutes, item: AgendaItem, note: str) -> Iterator[Value]:
    for version in minutes.versions.all():
        for place, entry in enumerate(version.document["entries"]):
            if (entry["item"] or {}).get("pk") == item.pk:
                heading = {"heading": note, "public_heading": note}
                yield from within(version, "document", f"entries/{place}", entry, heading)
                yield from unprinted(version)
    minute: Minute | None = getattr(item, "minute", None)
    if minute:
        yield from fields_of(minute, heading=note, public_heading="")


def unprinted(version: MinutesVersion) -> Iterator[Value]:
    """The files of a version: without them the public one is printed of the document as it is now."""
    yield from fields_of(version, public_file_id=None, members_file_id=None)


def of_minutes(minutes: Minutes, sheets: Sheets, *, only: Minute | None = None) -> list[Value]:
    """Every version of the minutes of a meeting, or of one minute of it: words, files, and what it asked for."""
    values: list[Value] = []
    entries = minutes.entries.filter(pk=only.pk) if only else minutes.entries.all()
    numbers = {entry.number for entry in entries}
    for version in minutes.versions.all():
        if version.change_note:
            values += fields_of(version, change_note=sheets.note)
        values += _document(version, {entry.pk for entry in entries}, numbers, sheets.note, whole=only is None)
        values += unprinted(version)
    for entry in entries:
        values += _asked(entry, sheets.note)
        values += [value for storey in ABOVE for value in storey.values(entry, sheets.note)]
        values += _rows(entry, sheets.note)
        values += _declared(entry, sheets.note)
    return values


def _document(
    version: MinutesVersion, pks: set[int], numbers: set[int | None], note: str, *, whole: bool
) -> Iterator[Value]:
    document, text = version.document, f"<p>{note}</p>"
    put = {
        "heading": note, "public_heading": note, "text": text, "public_summary": text, "resolutions": [],
        "corrections": [], "in_attendance": "", "urgency": "", "movements": [],
    }  # fmt: skip
    for place, entry in enumerate(document["entries"]):
        if entry["pk"] in pks:
            yield from within(version, "document", f"entries/{place}", entry, put)
    for place, row in enumerate(document["declarations"]):
        if whole or (row["minute"] is not None and row["minute"] in numbers):
            yield from within(version, "document", f"declarations/{place}", row, {"words": note, "public_words": note})


def _asked(entry: Minute, note: str) -> Iterator[Value]:
    for action in Action.objects.filter(limb__resolution__minute=entry):
        yield from fields_of(action, text=note)


def _rows(entry: Minute, note: str) -> Iterator[Value]:
    """The clerk's own text, which the desk reads and the next version would be made of; signed or not."""
    yield from fields_of(entry, heading=note, public_heading="", text=f"<p>{note}</p>" if entry.text else "")
    yield from fields_of(entry, public_summary="")
    for limb in Limb.objects.filter(resolution__minute=entry):
        yield from fields_of(limb, text=note)
        if limb.recommended:
            yield from fields_of(limb, recommended="")
    for correction in Correction.objects.filter(minute=entry):
        yield from fields_of(correction, old_words=note, new_words="")
    for comment in Comment.objects.filter(minute=entry):
        yield from fields_of(comment, quoted="", text=note, reply="")


def _declared(entry: Minute, note: str) -> Iterator[Value]:
    """What was declared in its item, which the next version would tell again."""
    for row in Declaration.objects.filter(minutes=entry.minutes_id, item=entry.item_id):
        if row.nature:
            yield from fields_of(row, nature=note)
        if row.dispensation:
            yield from fields_of(row, dispensation=note)


def of_background(document: BackgroundDocument, sheets: Sheets) -> list[Value]:
    """A background document: its title and its file."""
    # One page: nobody counts those of a background document, and none is numbered.
    return list(fields_of(document, title=sheets.note, stored_id=sheets.of(1)))


def of_answer(answer: Answer, sheets: Sheets) -> list[Value]:
    """An answer to an action: its words and its document."""
    return list(fields_of(answer, text=sheets.note, document_title="", stored_id=None))


def files_of(takedown: Takedown) -> list[tuple[Model, int]]:
    """The rows whose file a redacted copy of it stands for, and the pages that each must have; 0 for any number."""
    if takedown.subject == TakedownSubject.BACKGROUND:
        return [(BackgroundDocument.objects.get(pk=takedown.subject_id), 0)]
    files = PaperFile.objects.filter(paper=takedown.subject_id, published__isnull=False).distinct().order_by("-number")
    # A paper is published as one file: what it had before was never out.
    return [(file, file.pages) for file in files[:1]]


def of_copy(takedown: Takedown, taken: Intake) -> dict[tuple[str, int, str, str], Any]:
    """What a redacted copy puts in the place of what was taken down: its file, its facts, and the new note."""
    puts: dict[tuple[str, int, str, str], Any] = {}
    for one in takedown.words.all():
        key = (one.of_table, one.row_id, one.field, one.path)
        if one.field in ("title", "change_note") or one.path.endswith("title"):
            puts[key] = takedown.note
    for row, _ in files_of(takedown):
        facts: dict[str, Any] = {"stored_id": takedown.redacted_id}
        if isinstance(row, PaperFile):
            facts |= {
                "tagged": taken.tagged,
                "has_text": taken.has_text,
                "silent_pages": list(taken.silent_pages),
                "fingerprint": taken.fingerprint,
            }
        puts |= {(row._meta.db_table, row.pk, field, ""): put for field, put in facts.items()}
    return puts
