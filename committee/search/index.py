"""
The search index, updated by verbs: each verb calls `changed` with the changed rows, in the transaction of the verb.

    index.changed(meeting)

Each source (`committee.search.sources`) then makes the entries that depend on these rows anew, from public data, and
entries that differ are replaced. The same call therefore adds words when a row is published, and removes words when a
row is withdrawn or withheld. `tests/test_acts.py` runs every verb and compares the index with an index built from
nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from committee.models import SearchEntry, SearchEntryPerson
from committee.open_data.keeping import RECORDS
from committee.search import databases, vocabulary
from committee.search.sources import LONGEST_TEXT, LONGEST_TITLE, Row, Source, Store
from committee.search.stemming import stems
from committee.wording.dates import start_of
from committee.wording.unprintable import in_one_line, printable

# Id of the unit (what a source makes entries for, such as a meeting), and digest of the row.
type Key = tuple[int, str]


class SearchIndex(Store[Row, SearchEntry]):
    """The entries of the search, identified by unit and digest."""

    def standing(self) -> QuerySet[SearchEntry]:
        """Return all entries."""
        return SearchEntry.objects.all()

    def key_of(self, row: SearchEntry) -> Key:
        """Return the unit and digest of an entry."""
        return row.unit, row.digest

    def made(self, source: Source[Row], units: Collection[int]) -> dict[Key, Row]:
        """Return the rows that the source makes for these units now, by unit and digest. Each row gets an entry."""
        return {(unit, row.digest()): row for unit, row in source.rows_of(units)}

    def refresh(self, source: Source[Row], units: Collection[int]) -> None:
        """Bring the entries of these units of a source up to date with public data; unchanged entries stay."""
        wanted = self.made(source, units)
        stands = SearchEntry.objects.filter(source=source.name, unit__in=units)
        stored = {(unit, digest): pk for pk, unit, digest in stands.values_list("pk", "unit", "digest")}
        gone = [pk for key, pk in stored.items() if key not in wanted]
        new = [(key, row) for key, row in wanted.items() if key not in stored]
        if not gone and not new:
            return
        with transaction.atomic():
            lost = _remove(gone)
            _add(source, new)
            vocabulary.forget(lost)

    def drop(self, rows: QuerySet[SearchEntry]) -> None:
        """Delete entries, and the words that no other entry has."""
        for batch in batched(list(rows.values_list("pk", flat=True)), 500):
            with transaction.atomic():
                vocabulary.forget(_remove(batch))

    def rebuild(self, *, beat: Callable[[], object] = int) -> Iterator[tuple[str, int]]:
        """Rebuild all entries, then the vocabulary."""
        yield from super().rebuild(beat=beat)
        vocabulary.rebuild()


INDEX = SearchIndex()
STORES: list[Store[Any, Any]] = [INDEX, RECORDS]  # an app may add a store of its own when Django starts


def changed(*things: Model) -> None:
    """
    Refresh all stores (the index, the open data) for these rows, and for all rows that depend on them.

    A verb calls this in its transaction, after its last change.
    """
    for store in STORES:
        store.changed(things)


def _remove(entries: Collection[int]) -> set[str]:
    """Delete entries; return the stems that were in them."""
    lost: set[str] = set()
    for batch in batched(entries, 500):
        rows = SearchEntry.objects.filter(pk__in=batch)
        for title, text in rows.values_list("title_stems", "text_stems"):
            lost.update(title.split(), text.split())
        databases.take_out(batch)
        SearchEntryPerson.objects.filter(entry__in=batch).delete()
        rows.delete()
    return lost


def _add(source: Source[Row], new: Iterable[tuple[Key, Row]]) -> None:
    for batch in batched(new, 200):
        made = SearchEntry.objects.bulk_create(_entry(source, *key, row) for key, row in batch)
        SearchEntryPerson.objects.bulk_create(
            SearchEntryPerson(entry=entry, person=person)
            for entry, (_, row) in zip(made, batch, strict=True)
            for person in dict.fromkeys(row.people)
        )
        databases.add([entry.pk for entry in made])
        # After the commit: entries share words, so two clerks who publish together would wait for each other's locks.
        transaction.on_commit(partial(vocabulary.learn, [entry.pk for entry in made]), robust=True)


def _entry(source: Source[Row], unit: int, digest: str, row: Row) -> SearchEntry:
    now = timezone.now()
    # A page of a PDF may contain characters that no database and no feed accepts.
    title, text = in_one_line(row.title)[:LONGEST_TITLE], printable(row.text[:LONGEST_TEXT])
    return SearchEntry(
        source=source.name,
        unit=unit,
        kind=row.kind,
        thing=row.thing,
        place=row.place[:40],
        address=row.address[:500],
        title=title,
        text=text,
        title_stems=" ".join(stems(title)),
        text_stems=" ".join(stems(text)),
        committee=row.committee,
        minute=row.minute,
        is_routine=row.is_routine,
        day=row.day,
        since=min(now, start_of(row.day)) if row.day else now,
        digest=digest,
    )
