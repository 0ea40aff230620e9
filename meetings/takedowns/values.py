"""
Values that a takedown removes from rows, and their replacements.

A `Value` is one table, row id and field, a path into a JSON field, and the replacement. Two takedowns that remove the
same value have the same key for it, so that undoing one takedown does not undo the other.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet, TextField

from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    BackgroundDocument,
    Comment,
    Confirmation,
    Correction,
    Declaration,
    Limb,
    Meeting,
    Minute,
    Minutes,
    MinutesVersion,
    Pack,
    Paper,
)

Key = tuple[str, int, str, str]  # a table, the id of a row, a field, and a path into a JSON field, else ""
EMPTY: tuple[Any, ...] = ("", None, [], {})
LEAST = 8  # letters; shorter words are not looked for within a text, because they would match too often
# Keys that a takedown leaves in an item of a frozen agenda, and in an entry of frozen minutes: these keys identify the
# item or entry, and hold no words. All other keys are emptied, even keys that a later release adds. The words of
# reasons and rulings are emptied by paths of their own.
ITEM_FACTS = ("pk", "number", "kind", "part", "paragraphs", "by_name", "to_follow", "papers", "withdrawn", "urgent")
ENTRY_FACTS = ("pk", "number", "item", "kind", "part", "access", "paragraphs", "marking")


@dataclass(frozen=True, slots=True)
class Sheets:
    """
    Replacements for removed values.

    - `note`: replaces words.
    - `files`: {number of pages: id of a file with the note on every page}, to replace files.
    """

    note: str
    files: dict[int, int]

    def of(self, pages: int) -> int:
        """Return the id of the file with `pages` pages, or of the one-page file where no such file was printed."""
        return self.files.get(pages) or self.files[1]


@dataclass(frozen=True, slots=True)
class Value:
    """One value to take out of a row, and the replacement to `put` in its place."""

    of_table: str
    row_id: int
    field: str
    path: str
    put: Any

    @property
    def key(self) -> Key:
        """Key that distinguishes the value from every other value."""
        return self.of_table, self.row_id, self.field, self.path


@dataclass(frozen=True, slots=True)
class Above:
    """
    Functions of an upper app that find its copies of minutes and items. The app adds an `Above` to `ABOVE` at start.

    - `values`: returns the values to take out for a minute, given the note to put in their place.
    - `papers`: returns the papers printed with the minute's words.
    - `item_values`, `item_papers`: the same for an item, which the app may show under another title.
    - `items_alike`: returns the items of other agendas that repeat the item's words.
    """

    values: Callable[[Minute, str], Iterable[Value]]
    papers: Callable[[Minute], Iterable[Paper]]
    item_values: Callable[[AgendaItem, str], Iterable[Value]]
    item_papers: Callable[[AgendaItem], Iterable[Paper]]
    items_alike: Callable[[AgendaItem], Iterable[AgendaItem]]


ABOVE: list[Above] = []  # upper apps add their entries, because no app may import an app above it


def replaced(row: Model, **fields: Any) -> Iterator[Value]:
    """Yield values for whole fields of a row, empty fields too, each with its replacement."""
    return (Value(row._meta.db_table, row.pk, field, "", put) for field, put in fields.items())


def fields_of(row: Model, **fields: Any) -> Iterator[Value]:
    """Yield values for whole fields of a row, except where both the field and its replacement are empty."""
    for value in replaced(row, **fields):
        if getattr(row, value.field) not in EMPTY or value.put not in EMPTY:
            yield value


def instead(row: Model, note: str) -> dict[str, str]:
    """
    Return the replacements for the words of a row, by column name; empty columns are left out.

    The note replaces the text in every text column, also in columns added later. A model may list exceptions:

    - `words_emptied`: columns that become empty.
    - `words_html`: columns that get the note as HTML.
    - `words_kept`: columns that do not change.
    """
    kept, emptied, html = (getattr(row, f"words_{name}", ()) for name in ("kept", "emptied", "html"))
    return {
        field.name: "" if field.name in emptied else f"<p>{note}</p>" if field.name in html else note
        for field in row._meta.concrete_fields
        if type(field) in (CharField, TextField) and not field.choices and field.name not in kept
        if getattr(row, field.name)
    }


def words_of(row: Model, note: str) -> Iterator[Value]:
    """Yield a value for every text column of a row that is not empty (see `instead`)."""
    return fields_of(row, **instead(row, note))


def repeats(text: str, words: Iterable[str]) -> bool:
    """Return whether a text equals one of `words`, or contains one of `words` that has at least LEAST letters."""
    folded, sought = text.strip().casefold(), {word.strip().casefold() for word in words}
    return bool(folded) and (folded in sought or any(len(word) >= LEAST and word in folded for word in sought))


def repeated(row: Model, words: Iterable[str], note: str) -> Iterator[Value]:
    """Yield values for the columns of a row that repeat one of `words`."""
    put, sought = instead(row, note), [word for word in words if word]
    return fields_of(row, **{name: put[name] for name in put if repeats(getattr(row, name), sought)})


def within(row: Model, field: str, path: str, part: dict[str, Any], put: dict[str, Any]) -> Iterator[Value]:
    """Yield a value for each key of `put` that is not empty in `part`, a part of a JSON field at `path`."""
    for key, instead in put.items():
        if part.get(key):
            yield Value(row._meta.db_table, row.pk, field, f"{path}/{key}", instead)


def entries_of(pack: Pack, note: str, *, papers: Iterable[int] = (), item: int = 0) -> Iterator[Value]:
    """Yield values of titles in a pack's manifest: of `papers` (ids), and of the papers of `item` (its number)."""
    for place, entry in enumerate(pack.manifest):
        if entry["paper"] in papers or entry["item"] == item:
            yield from within(pack, "manifest", str(place), entry, {"title": note})


def emptied(packs: Iterable[Pack], sheets: Sheets) -> Iterator[Value]:
    """Yield values that replace the files of `packs`. A pack without the thing may still list it on its front sheet."""
    for pack in packs:
        yield from replaced(pack, stored_id=sheets.of(1), emptied=True, pages=pack.pages, reader_slots={}, untagged=[])


def said_in(version: AgendaVersion, words: Iterable[str], note: str) -> Iterator[Value]:
    """Yield the values of a version's public note, where the note repeats one of `words`."""
    if repeats(version.change_note, words):
        yield from note_of(version, note)


def note_of(version: AgendaVersion, note: str) -> list[Value]:
    """Return the values of a version's public note, and of the notice that prints it."""
    return [*words_of(version, note), *fields_of(version, notice_id=None)] if version.change_note else []


def reasons_for(meeting: Meeting, pick: Callable[[dict[str, Any]], Any], note: str) -> Iterator[Value]:
    """
    Yield the public notes of the versions in which the result of `pick` changed.

    `pick` takes a snapshot. The note of such a version gives the reason for the change, and may repeat hidden words.
    """
    before: Any = None
    for version in meeting.versions.order_by("number"):
        now = pick(version.snapshot)
        if now != before:
            yield from note_of(version, note)
        before = now


def _words_in(snapshot: dict[str, Any], item: int) -> list[Any]:
    words = ("title", "public_title", *AgendaItem.printed, "withdrawn", "urgent")
    return [[entry.get(name) for name in words] for entry in snapshot["items"] if entry["pk"] == item]


def of_item(item: AgendaItem, sheets: Sheets) -> list[Value]:
    """Return the values of a published item, in every version, pack, notice and set of minutes."""
    return [*item_words(item, sheets), *emptied(item.meeting.packs.all(), sheets)]


def listed(meeting: Meeting, item: int) -> Iterator[tuple[AgendaVersion, str, dict[str, Any]]]:
    """Yield an item (by id) in each version of an agenda: version, path in its snapshot, the item's entry."""
    for version in meeting.versions.all():
        for place, entry in enumerate(version.snapshot["items"]):
            if entry["pk"] == item:
                yield version, f"items/{place}", entry


def minuted(meeting: Meeting, item: int) -> Iterator[tuple[MinutesVersion, str, dict[str, Any]]]:
    """Yield the entries on an item (by id) in each version of the minutes: version, path in its document, entry."""
    for version in MinutesVersion.objects.filter(minutes__meeting=meeting):
        for place, entry in enumerate(version.document["entries"]):
            if (entry["item"] or {}).get("pk") == item:
                yield version, f"entries/{place}", entry


def _put(part: dict[str, Any], facts: Collection[str], note: str) -> dict[str, Any]:
    """Return the replacements in a part of a frozen document: the note in titles and HTML, empty values elsewhere."""
    html = dict.fromkeys(("text", "public_summary"), f"<p>{note}</p>")
    titles = dict.fromkeys(("title", "public_title", "heading", "public_heading"), note)
    return {key: (html | titles).get(key, type(value)()) for key, value in part.items() if key not in facts}


def item_words(item: AgendaItem, sheets: Sheets) -> list[Value]:
    """Return the values of an item's words wherever they are shown; the files of packs are left out."""
    note = sheets.note
    values = list(words_of(item, note))
    if ruling := getattr(item, "ruling", None):
        values += words_of(ruling, note)
    values += [value for copies in ABOVE for value in copies.item_values(item, note)]
    values += reasons_for(item.meeting, lambda snapshot: _words_in(snapshot, item.pk), note)
    for version in item.meeting.versions.all():
        values += fields_of(version, notice_id=None)
        values += said_in(version, {item.title, item.public_title, item.withdrawn_reason}, note)
    for version, path, entry in listed(item.meeting, item.pk):
        values += within(version, "snapshot", path, entry, _put(entry, ITEM_FACTS, note))
        values += within(version, "snapshot", f"{path}/withdrawn", entry["withdrawn"] or {}, {"reason": note})
        values += within(version, "snapshot", f"{path}/urgent", entry["urgent"] or {}, {"circumstances": note})
    for pack in item.meeting.packs.all():
        values += entries_of(pack, note, item=item.number)
    for printed, path, entry in minuted(item.meeting, item.pk):
        values += within(printed, "document", path, entry, {"heading": note, "public_heading": note})
        values += unprinted(printed)
    if minute := getattr(item, "minute", None):
        values += fields_of(minute, heading=note, public_heading="")
    return values


def unprinted(version: MinutesVersion) -> Iterator[Value]:
    """Yield the values of a version's PDFs. If none is stored, the public PDF is printed from the present document."""
    yield from fields_of(version, public_file_id=None, members_file_id=None)


def scans(values: Iterable[Value], sheets: Sheets) -> Iterator[Value]:
    """Yield values that replace scans of signed minutes, where `values` change a version of the minutes."""
    versions = {value.row_id for value in values if value.of_table == MinutesVersion._meta.db_table}
    signed = Confirmation.objects.filter(minutes__versions__in=versions, scan__isnull=False)
    for signature in signed.distinct():
        yield from fields_of(signature, scan_id=sheets.of(1))


def of_minutes(minutes: Minutes, sheets: Sheets, *, only: Minute | None = None) -> list[Value]:
    """Return the values of a meeting's minutes, or of the minute `only`: words, files, and texts of actions."""
    values: list[Value] = []
    note = sheets.note
    entries = minutes.entries.filter(pk=only.pk) if only else minutes.entries.all()
    numbers = {entry.number for entry in entries}
    for version in minutes.versions.all():
        values += words_of(version, note)
        values += _document(version, {entry.pk for entry in entries}, numbers, note, whole=only is None)
        values += unprinted(version)
    for entry in entries:
        for action in asked_by([entry]):
            values += fields_of(action, text=note)
        values += [value for copies in ABOVE for value in copies.values(entry, note)]
        for row in _rows(entry):
            values += words_of(row, note)
    return values


def _document(
    version: MinutesVersion, pks: set[int], numbers: set[int | None], note: str, *, whole: bool
) -> Iterator[Value]:
    for place, entry in enumerate(version.document["entries"]):
        if entry["pk"] in pks:
            yield from within(version, "document", f"entries/{place}", entry, _put(entry, ENTRY_FACTS, note))
    for place, row in enumerate(version.document["declarations"]):
        if whole or (row["minute"] is not None and row["minute"] in numbers):
            yield from within(version, "document", f"declarations/{place}", row, {"words": note, "public_words": note})


def asked_by(entries: Collection[Minute]) -> QuerySet[Action]:
    """Return the actions that minutes requested: in a limb of a resolution, or under the minute's item."""
    items = [entry.item_id for entry in entries if entry.item_id]
    return Action.objects.filter(Q(limb__resolution__minute__in=entries) | Q(item__in=items))


def _rows(entry: Minute) -> Iterator[Model]:
    """Yield the rows with a minute's words, signed or not: the desk shows them, and the next version prints them."""
    yield entry
    yield from Limb.objects.filter(resolution__minute=entry)
    yield from Correction.objects.filter(minute=entry)
    yield from Comment.objects.filter(minute=entry)
    yield from Declaration.objects.filter(minutes=entry.minutes_id, item=entry.item_id)


def of_background(document: BackgroundDocument, sheets: Sheets) -> list[Value]:
    """Return the values of a background document: its title and its file."""
    # A sheet of one page: the pages of a background document are neither counted nor numbered.
    return [*words_of(document, sheets.note), *fields_of(document, stored_id=sheets.of(1))]


def of_answer(answer: Answer, sheets: Sheets) -> list[Value]:
    """Return the values of an answer to an action: its words and its document."""
    return [*words_of(answer, sheets.note), *fields_of(answer, stored_id=None)]
