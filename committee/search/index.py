"""
The index kept: verbs say what they changed, and in their own transaction it says what anybody may read now.

    index.changed(meeting)

Each source (`committee.search.sources`) makes the entries of what that touches anew, from what is public; those that
are not what stands are exchanged. So withdrawing and withholding take words out by the same call that publishing puts
them in. `tests/search/test_walk.py` does every verb and compares the index with one made from nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import batched

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from committee.models import SearchEntry, SearchEntryPerson
from committee.open_data import keeping
from committee.search import databases, vocabulary
from committee.search.sources import LONGEST_TEXT, LONGEST_TITLE, Row, Source, sources
from committee.search.stemming import stems
from committee.wording.dates import start_of
from committee.wording.unprintable import in_one_line, printable

AT_ONCE = 20  # units that are made together


def changed(*things: Model) -> None:
    """
    Refresh the index, and the open data, for these rows and all rows that depend on them.

    For verbs, inside the transaction of the change, after the last change.
    """
    for source in sources():
        units: set[int] = set().union(*(source.units_of(thing) for thing in things))
        for batch in batched(sorted(units), AT_ONCE):
            refresh(source, batch)
    keeping.changed(*things)


def refresh(source: Source, units: Collection[int]) -> None:
    """Replace the entries of these units of a source by what is public now; unchanged entries stay."""
    wanted = _made(source, units)
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


def _made(source: Source, units: Collection[int]) -> dict[tuple[int, str], Row]:
    """Build the entries of units, by unit and digest."""
    return {(unit, row.digest()): row for unit, row in source.rows_of(units)}


def _remove(entries: Collection[int]) -> set[str]:
    """Delete entries. Return the stems that they had."""
    lost: set[str] = set()
    for batch in batched(entries, 500):
        rows = SearchEntry.objects.filter(pk__in=batch)
        for title, text in rows.values_list("title_stems", "text_stems"):
            lost.update(title.split(), text.split())
        databases.take_out(batch)
        SearchEntryPerson.objects.filter(entry__in=batch).delete()
        rows.delete()
    return lost


def _add(source: Source, new: Iterable[tuple[tuple[int, str], Row]]) -> None:
    for batch in batched(new, 200):
        made = SearchEntry.objects.bulk_create(_entry(source, *key, row) for key, row in batch)
        SearchEntryPerson.objects.bulk_create(
            SearchEntryPerson(entry=entry, person=person)
            for entry, (_, row) in zip(made, batch, strict=True)
            for person in dict.fromkeys(row.people)
        )
        databases.add([entry.pk for entry in made])
        # After the commit: words are shared, and two clerks who publish at once would wait for each other.
        transaction.on_commit(partial(vocabulary.learn, [entry.pk for entry in made]), robust=True)


def _entry(source: Source, unit: int, digest: str, row: Row) -> SearchEntry:
    # A page of a PDF may hold what no database and no feed takes.
    now = timezone.now()
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
        day=row.day,
        since=min(now, start_of(row.day)) if row.day else now,
        digest=digest,
    )


def rebuild(*, beat: Callable[[], object] = int) -> Iterator[tuple[str, int]]:
    """
    Rebuild the whole index, some units a transaction, so that it can be searched meanwhile.

    Yield each source's name with the number of its entries. Entries that no source makes any more are deleted. `beat`
    is called before each transaction.
    """
    named = [source.name for source in sources()]
    _drop(SearchEntry.objects.exclude(source__in=named).values_list("pk", flat=True))
    for source in sources():
        units = sorted(source.units())
        stale = SearchEntry.objects.filter(source=source.name).values_list("unit", flat=True).distinct()
        units = sorted({*units, *stale})
        for batch in batched(units, AT_ONCE):
            beat()
            if source.prepare:
                source.prepare(batch)
            with transaction.atomic():
                refresh(source, batch)
        yield source.name, SearchEntry.objects.filter(source=source.name).count()
    vocabulary.rebuild()


def _drop(entries: Iterable[int]) -> None:
    for batch in batched(list(entries), 500):
        with transaction.atomic():
            vocabulary.forget(_remove(batch))


def differences() -> list[str]:
    """Return where the index differs from a rebuild, a sentence each, without changing it. For tests and drills."""
    lines = []
    for source in sources():
        stands: dict[int, set[str]] = defaultdict(set)
        for unit, digest in SearchEntry.objects.filter(source=source.name).values_list("unit", "digest"):
            stands[unit].add(digest)
        for batch in batched(sorted({*source.units(), *stands}), AT_ONCE):
            wanted = _made(source, batch)
            lines += [
                f"{source.name} {unit} lacks {row.kind} {row.thing} {row.place}: {row.title}"
                for (unit, digest), row in wanted.items()
                if digest not in stands[unit]
            ]
            lines += [
                f"{source.name} {unit} has kept {SearchEntry.objects.get(source=source.name, unit=unit, digest=digest)}"
                for unit in batch
                for digest in stands[unit]
                if (unit, digest) not in wanted
            ]
    return lines
