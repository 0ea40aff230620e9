"""Search of published open papers, page by page."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.tasks import task
from django.urls import reverse
from django.utils.text import slugify

from committee.models import EntryKind
from committee.public_pages.compiled import Several, compiled
from committee.search import index
from committee.search.sources import Row
from meetings.models import Meeting, PageText, PublishedPaper
from meetings.packs import page_texts
from meetings.search.agendas import latest_versions

logger = logging.getLogger(__name__)


def published(units: Collection[int]) -> list[PublishedPaper]:
    """Return the public papers on the agendas of these meetings, as last published."""
    versions = {version.pk: version for version in latest_versions(units)}
    rows = PublishedPaper.objects.public().filter(version__in=versions)
    papers = list(rows.select_related("paper_file__paper", "paper_file__stored").defer("paper_file__fingerprint"))
    for row in papers:
        row.version = versions[row.version_id]
    return papers


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """Yield (meeting id, entry) for each paper, and for each of its pages with extracted text or a text version."""
    papers = published(units)
    for meeting in sorted(
        {entry.version.meeting_id for entry in papers if page_texts.kept(entry.paper_file.stored) is None}
    ):
        _read_soon(meeting)
    written: dict[int, dict[int, str]] = defaultdict(dict)
    texts = PageText.objects.filter(file__in=[paper.paper_file_id for paper in papers])
    for file, page, text in texts.values_list("file", "page", "text"):
        written[file][page] = text
    for paper in papers:
        for row in _rows(paper, written[paper.paper_file_id]):
            yield paper.version.meeting_id, row


def address_of(paper: PublishedPaper) -> str:
    """Return the URL of a published paper."""
    meeting, words = paper.version.meeting, slugify(paper.title)[:80].strip("-") or "paper"
    return reverse("public:paper", args=[meeting.committee.slug, meeting.slug, paper.paper_file_id, words])


def _rows(paper: PublishedPaper, written: dict[int, str]) -> Iterator[Row]:
    meeting, file = paper.version.meeting, paper.paper_file
    place = [meeting.committee.slug, meeting.slug]
    url = address_of(paper)

    def row(address: str, where: str = "", text: str = "") -> Row:
        about: dict[str, Any] = {"committee": meeting.committee_id, "day": meeting.date}
        return Row(EntryKind.PAPER, file.pk, address, paper.title, text, where, **about)

    yield row(url)
    pages = page_texts.kept(file.stored) or [""] * max(written, default=0)
    for number, text in enumerate(pages, 1):
        page_text = "\n".join(part for part in (text.strip(), written.get(number, "")) if part)
        if not page_text:
            continue
        if paper.first_page:
            in_pack = paper.first_page + number - 1
            yield row(reverse("public:page", args=[*place, in_pack]), f"Page {in_pack}", page_text)
        elif not text.strip():
            yield row(reverse("public:paper-text", args=[*place, file.pk]), f"Page {number}", page_text)
        else:
            yield row(f"{url}#page={number}", f"Page {number}", page_text)


def public(things: Collection[int]) -> Iterator[int]:
    """Yield the ids in `things` that belong to public files. The view that sends a file has the same condition."""
    yield from _public(files=things)


@compiled(files=Several(BigIntegerField(), least=32))
def _public(files: list[int]) -> QuerySet[PublishedPaper, int]:
    rows = PublishedPaper.objects.public().filter(version__meeting__in=Meeting.objects.public())
    return rows.filter(paper_file__pk__in=files).values_list("paper_file_id", flat=True).order_by().distinct()


def _read_soon(meeting: int) -> None:
    """Queue, after the commit, a task that extracts and indexes the missing texts of a meeting's papers."""
    transaction.on_commit(partial(read_papers.enqueue, meeting), robust=True)


def read(units: Collection[int]) -> bool:
    """Extract the missing texts of these meetings' open papers; return whether any file could be read."""
    unread = [paper.paper_file.stored for paper in published(units) if page_texts.kept(paper.paper_file.stored) is None]
    read_now = 0  # without unreadable files: otherwise `read_papers` would queue itself again for ever
    for stored in unread:
        try:
            page_texts.of(stored)
            read_now += 1
        except (OSError, TimeoutError, MemoryError, RuntimeError, ValueError):
            logger.exception("the words of file %s could not be read for the search", stored.sha256[:12])
    return bool(read_now)


@task
def read_papers(pk: int) -> None:
    """Extract the missing texts of a meeting's public papers, and index the papers that are still public afterwards."""
    if read([pk]):
        with transaction.atomic():
            # The verb that withholds a paper locks the meeting too, so no paper is withheld while papers are indexed.
            index.changed(Meeting.objects.select_for_update(of=("self",)).get(pk=pk))
