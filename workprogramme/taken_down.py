"""What a takedown of a minute takes out of the work programme: the outcome of its item, wherever it is told (R60)."""

from collections.abc import Iterator

from meetings.models import Minute, Paper, PaperKind
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


ABOVE = Above(values=outcomes_of, papers=printed_with)
