"""What a takedown takes out of the work programme: the outcome with its minute, the words with the item (R60)."""

from collections.abc import Iterator

from meetings.models import AgendaItem, Minute, Paper, PaperKind
from meetings.takedown.values import Above, Value
from workprogramme.models import ProgrammeItem, ProgrammeVersion
from workprogramme.printed.document import all_rows


def outcomes_of(minute: Minute, note: str) -> Iterator[Value]:
    """The outcome of the item that the minute is of: a draft of one too, which may repeat what was resolved."""
    for item in _items(minute):
        if item.outcome:
            yield Value(ProgrammeItem._meta.db_table, item.pk, "outcome", "", note)


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
    for row in ProgrammeItem.objects.filter(agenda_item=item):
        for field, instead in put.items():
            if getattr(row, field):
                yield Value(ProgrammeItem._meta.db_table, row.pk, field, "", instead)


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
