"""Search of published open papers, page by page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Model, QuerySet
from django.tasks import task
from django.urls import reverse

from committee.models import EntryKind, StoredFile
from committee.public_pages.compiled import Several, compiled
from committee.search import index
from committee.search.sources import Row, Way
from meetings.models import AgendaVersion, Meeting, PageText, Paper, PaperFile, PublishedPaper
from meetings.models.pack import PublishedPaperQuerySet
from meetings.packs.reading import view
from meetings.search.agendas import latest_versions

# Lookups from rows to the meeting whose papers depend on them.
WAYS: dict[type[Model], Way] = {
    Meeting: "pk",
    AgendaVersion: "meeting",
    Paper: "item__meeting",
    PaperFile: "paper__item__meeting",
    PageText: "file__paper__item__meeting",
    PublishedPaper: "version__meeting",
}


def published(units: Collection[int]) -> list[PublishedPaper]:
    """Return the public papers on the agendas of these meetings, as last published."""
    return _latest(units, PublishedPaper.objects.public())


def withheld(units: Collection[int]) -> list[PublishedPaper]:
    """Return the papers on the agendas of these meetings, as last published, that the public may not read."""
    return _latest(units, PublishedPaper.objects.withheld())


def _latest(units: Collection[int], rows: PublishedPaperQuerySet) -> list[PublishedPaper]:
    versions = {version.pk: version for version in latest_versions(units)}
    rows = rows.filter(version__in=versions)
    papers = list(rows.select_related("paper_file__paper", "paper_file__stored").defer("paper_file__fingerprint"))
    for row in papers:
        row.version = versions[row.version_id]
    return papers


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """Yield (meeting id, entry) for each paper, and for each of its pages with extracted text or a text version."""
    for paper, pages in with_pages(published(units)):
        for row in _rows(paper, pages):
            yield paper.version.meeting_id, row


def with_pages(papers: Collection[PublishedPaper]) -> Iterator[tuple[PublishedPaper, list[str]]]:
    """Yield each paper with the words of its pages. Where there is no reading view, a worker is asked to make it."""
    missing: dict[int, set[int]] = defaultdict(set)
    written: dict[int, dict[int, str]] = defaultdict(dict)
    texts = PageText.objects.filter(file__in=[paper.paper_file_id for paper in papers])
    for file, page, text in texts.values_list("file", "page", "text"):
        written[file][page] = text
    for paper in papers:
        pages = view.kept(paper.paper_file.stored)
        if pages is None:
            missing[paper.version.meeting_id].add(paper.paper_file.stored_id)
        yield paper, list(map(view.text_of, view.with_texts(pages or [], written[paper.paper_file_id])))
    for meeting, stored in sorted(missing.items(), reverse=True):
        _read_soon(meeting, sorted(stored))


def address_of(paper: PublishedPaper) -> str:
    """Return the URL of a published paper."""
    meeting = paper.version.meeting
    args = [meeting.committee.slug, meeting.slug, paper.paper_file_id, paper.address_words]
    return reverse("public:paper", args=args)


def _rows(paper: PublishedPaper, pages: list[str]) -> Iterator[Row]:
    meeting, file = paper.version.meeting, paper.paper_file
    place = [meeting.committee.slug, meeting.slug]
    url = address_of(paper)

    def row(address: str, where: str = "", text: str = "") -> Row:
        about: dict[str, Any] = {"committee": meeting.committee_id, "day": meeting.date}
        return Row(EntryKind.PAPER, file.pk, address, paper.title, text, where, **about)

    yield row(url)
    for number, page_text in enumerate(pages, 1):
        if not page_text:
            continue
        if paper.first_page:
            in_pack = paper.first_page + number - 1
            yield row(reverse("public:page", args=[*place, in_pack]), f"Page {in_pack}", page_text)
        else:
            here = [*place, file.pk, paper.address_words, number]
            yield row(reverse("public:reading-part", args=here), f"Page {number}", page_text)


def public(things: Collection[int]) -> Iterator[int]:
    """Yield the ids in `things` that belong to public files. The view that sends a file has the same condition."""
    yield from _public(files=things)


@compiled(files=Several(BigIntegerField(), least=32))
def _public(files: list[int]) -> QuerySet[PublishedPaper, int]:
    rows = PublishedPaper.objects.public().filter(version__meeting__in=Meeting.objects.public())
    return rows.filter(paper_file__pk__in=files).values_list("paper_file_id", flat=True).order_by().distinct()


def _read_soon(meeting: int, missing: list[int]) -> None:
    """Queue, after the commit, a task that makes the `missing` reading views (by stored file), and indexes them."""
    transaction.on_commit(partial(read_papers.enqueue, meeting, missing), robust=True)


def read(papers: Iterable[PublishedPaper]) -> None:
    """Make the missing reading views of these papers."""
    for paper in papers:
        view.make_missing(paper.paper_file.stored)


@task
def read_papers(pk: int, missing: list[int]) -> None:
    """
    Make the missing reading views of a meeting, and index its papers, as public as they are afterwards.

    `missing` are the stored files without a view when the task was queued. If they are all still without one (storage
    is out of reach), nothing is indexed: otherwise this task would queue itself again for ever.
    """
    read((*published([pk]), *withheld([pk])))
    if any(view.kept(stored) is not None for stored in StoredFile.objects.filter(pk__in=missing)):
        with transaction.atomic():
            # The verb that withholds a paper locks the meeting too, so no paper is withheld while papers are indexed.
            index.changed(Meeting.objects.select_for_update(of=("self",)).get(pk=pk))
