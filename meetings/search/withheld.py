"""
The index of the members' search: published papers that the public may not read, page by page.

SECURITY: it is a store with a table of its own, so that no word of a withheld paper is in the public index, its
vocabulary, its suggestions or its counts (R16).
"""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from committee.models import EntryKind
from committee.search.sources import LONGEST_TEXT, LONGEST_TITLE, Row, Source, Store
from committee.search.stemming import stems
from committee.wording.unprintable import in_one_line, printable
from meetings.models import AgendaVersion, WithheldPage
from meetings.search import papers

type Key = tuple[int, str]  # id of the meeting, and digest of the row


class WithheldPages(Store[Row, WithheldPage]):
    """The pages of withheld papers, identified by meeting and digest."""

    def standing(self) -> QuerySet[WithheldPage]:
        """Return all pages."""
        return WithheldPage.objects.all()

    def key_of(self, row: WithheldPage) -> Key:
        """Return the meeting and digest of a page."""
        return row.unit, row.digest

    def made(self, source: Source[Row], units: Collection[int]) -> dict[Key, Row]:
        """Return the rows that the source makes for these meetings now, by meeting and digest."""
        return {(unit, row.digest()): row for unit, row in source.rows_of(units)}

    def refresh(self, source: Source[Row], units: Collection[int]) -> None:
        """Bring the pages of these meetings up to date; unchanged pages stay."""
        wanted = self.made(source, units)
        rows = self.standing().filter(source=source.name, unit__in=units)
        stored = {(unit, digest): pk for pk, unit, digest in rows.values_list("pk", "unit", "digest")}
        if obsolete := [pk for key, pk in stored.items() if key not in wanted]:
            self.drop(rows.filter(pk__in=obsolete))
        new = [_page(source, *key, row) for key, row in wanted.items() if key not in stored]
        # A worker that rebuilds may add the same pages at the same time.
        WithheldPage.objects.bulk_create(new, ignore_conflicts=True, batch_size=200)

    def drop(self, rows: QuerySet[WithheldPage]) -> None:
        """Delete these pages."""
        rows.delete()


def _page(source: Source[Row], unit: int, digest: str, row: Row) -> WithheldPage:
    assert row.day is not None  # that of the meeting
    text = printable(row.text[:LONGEST_TEXT])
    return WithheldPage(
        source=source.name,
        unit=unit,
        file_id=row.thing,
        page=int(row.place),
        day=row.day,
        text=text,
        title_stems=_stems_with_blanks(in_one_line(row.title)[:LONGEST_TITLE]),
        text_stems=_stems_with_blanks(text),
        digest=digest,
    )


def _stems_with_blanks(text: str) -> str:
    return " ".join(["", *stems(text), ""])


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """Yield (meeting id, row) for each withheld paper, and for each page with words. `place` is the page's number."""
    for paper, pages in papers.with_pages(papers.withheld(units)):
        meeting, file = paper.version.meeting, paper.paper_file
        for number, text in enumerate(["", *pages]):
            if text or not number:
                row = Row(EntryKind.PAPER, file.pk, "", file.paper.title, text, str(number), day=meeting.date)
                yield meeting.pk, row


WITHHELD = WithheldPages()
WITHHELD.register(
    Source(
        "withheld papers",
        papers.WAYS,
        AgendaVersion,
        rows_of,
        prepare=lambda units: papers.read(papers.withheld(units)),
    )
)
