"""What a takedown takes out of the work programme: the outcome with its minute, the words with the item (R60)."""

from collections.abc import Collection, Iterator

from meetings.models import AgendaItem, Minute, Paper, PaperKind
from meetings.takedown.values import Above, Value
from workprogramme.models import Move, ProgrammeItem, ProgrammeVersion
from workprogramme.printed.document import Document, all_rows
from workprogramme.printed.rows import Row


def outcomes_of(minute: Minute, note: str) -> Iterator[Value]:
    """The outcome of the item that the minute is of: a draft of one too, which may repeat what was resolved."""
    items = _items(minute)
    for item in items:
        if item.outcome:
            yield Value(ProgrammeItem._meta.db_table, item.pk, "outcome", "", note)
    yield from _printed_words(items, {"outcome": note}, note)


def _printed_words(items: Collection[ProgrammeItem], put: dict[str, str], note: str) -> Iterator[Value]:
    """
    Their words in every version of the programme that was printed: in their rows, and in what changed since.

    Later ones are compared with it, and tell what an item was called before.
    """
    keys, titles = {f"item-{item.pk}" for item in items}, {item.title for item in items}
    table = ProgrammeVersion._meta.db_table
    for version in ProgrammeVersion.objects.filter(programme__in={item.programme_id for item in items}):
        for path, row in _rows_of(version.document):
            if row["key"] in keys:
                titles.add(row["title"])
                yield from (
                    Value(table, version.pk, "document", f"{path}/{key}", instead)
                    for key, instead in put.items()
                    if row.get(key)
                )
        for place, row in enumerate((version.document["changes"] or {"rows": []})["rows"]):
            if row["key"] in keys or row["item"] in titles:
                path = f"changes/rows/{place}"
                yield Value(table, version.pk, "document", f"{path}/text", note)
                if "title" in put:
                    yield Value(table, version.pk, "document", f"{path}/item", note)


def _rows_of(document: Document) -> Iterator[tuple[str, Row]]:
    """Every row of the four tables with its place in the document."""
    tables = [(f"meetings/{place}/rows", group["rows"]) for place, group in enumerate(document["meetings"])]
    tables += [(name, document[name]) for name in ("standing", "briefings", "working")]
    for path, rows in tables:
        yield from ((f"{path}/{place}", row) for place, row in enumerate(rows))


def printed_with(minute: Minute) -> Iterator[Paper]:
    """The printed programmes that tell its outcome."""
    keys = {f"item-{item.pk}" for item in _items(minute)}
    if not keys:
        return
    versions = ProgrammeVersion.objects.filter(programme__items__agenda_item=minute.item_id).distinct()
    told = [
        version.meeting_id
        for version in versions
        if any(row["key"] in keys and row["accepted"] for row in all_rows(version.document))
    ]
    yield from Paper.objects.filter(kind=PaperKind.PROGRAMME, item__meeting__in=told)


def _items(minute: Minute) -> list[ProgrammeItem]:
    return list(ProgrammeItem.objects.filter(agenda_item=minute.item_id)) if minute.item_id else []


def words_of(item: AgendaItem, note: str) -> Iterator[Value]:
    """The words of what was put on the agenda as the item, under whatever title the programme has it."""
    put = {"title": note, "details": "", "brief": "", "origin_words": "", "ended_reason": ""}
    rows = list(ProgrammeItem.objects.filter(agenda_item=item))
    for row in rows:
        for field, instead in put.items():
            if getattr(row, field):
                yield Value(ProgrammeItem._meta.db_table, row.pk, field, "", instead)
    for move in Move.objects.filter(item__in=rows).exclude(reason=""):
        yield Value(Move._meta.db_table, move.pk, "reason", "", note)
    yield from _printed_words(rows, {"title": note, "details": "", "why": note, "moved": note}, note)


def printed_with_words(item: AgendaItem) -> Iterator[Paper]:
    """The printed programmes that tell its title."""
    title = item.title.casefold()
    for row in ProgrammeItem.objects.filter(agenda_item=item):
        told = [
            version.meeting_id
            for version in ProgrammeVersion.objects.filter(programme=row.programme_id)
            for one in all_rows(version.document)
            if one["key"] == f"item-{row.pk}" and (one["title"].casefold() in title or title in one["title"].casefold())
        ]
        yield from Paper.objects.filter(kind=PaperKind.PROGRAMME, item__meeting__in=told)


ABOVE = Above(values=outcomes_of, papers=printed_with, item_values=words_of, item_papers=printed_with_words)
