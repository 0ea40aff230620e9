"""Check files beside the pack: papers by themselves, text versions, background documents (R16, R51)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from django.core.cache import cache

from committee.acts.refusal import Refused
from committee.files import files
from meetings.agendas.preflight.case import Case
from meetings.agendas.preflight.checks import Check, at_meeting, at_paper, block, warn
from meetings.models import AgendaItem, PageText, Paper
from meetings.packs.intake.report import Writing
from meetings.packs.leak_check import byte_search, meeting_check
from meetings.packs.leak_check.titles import quoted

ACCESSIBLE = "SI 2018/952 regs 6, 9"
SOURCE = "LGA 1972 s.100A(2), s.100B(2)"
MEND = "Ask its author for a file with a title that can be public, then upload it."
Papers = Sequence[tuple[AgendaItem, Paper]]


def check(case: Case) -> Iterator[Check]:
    """
    R16: hidden titles in the open papers of this act, and everything withheld in background documents.

    R51: pages that are pictures, without a text version.
    """
    titles = meeting_check.hidden_titles(case.items)
    opened = [(item, paper) for item, paper in case.papers if not paper.is_withheld]
    if titles and opened:
        yield from _in_papers(case, opened, titles)
        yield from _in_text_versions(case, opened, titles)
    yield from _in_background(case)
    yield from _pictures(case)


def _in_papers(case: Case, opened: Papers, titles: Sequence[byte_search.Withheld]) -> Iterator[Check]:
    """Check open papers for hidden titles, by item and page of the file: the title is still hidden."""
    digest = hashlib.sha256(b"".join(title.label.encode() + title.fingerprint.packed() for title in titles)).hexdigest()
    keys = {paper.pk: f"preflight-titles:1:{paper.its_file.stored.sha256}:{digest[:32]}" for _, paper in opened}
    cached = cache.get_many(keys.values())
    for item, paper in opened:
        sentences = cached.get(keys[paper.pk])
        if sentences is None:
            sentences = _titles_in(paper, titles)
            if not byte_search.is_unread(sentences):
                cache.set(keys[paper.pk], sentences, timeout=None)
        for sentence in sentences:
            text = f"The file of {quoted(paper.title_for_public)}, item {item.number}: {sentence} {MEND}"
            yield block("R16", text, SOURCE, at_paper(case.meeting, paper), "Replace the file")


def _titles_in(paper: Paper, titles: Sequence[byte_search.Withheld]) -> list[str]:
    try:
        return byte_search.leaks(files.read(paper.its_file.stored), titles)
    except (files.Lost, files.Altered, files.Unavailable):
        return [byte_search.UNREAD.format(why=", because its file is missing, damaged or out of reach")]


def _in_text_versions(case: Case, opened: Papers, titles: Sequence[byte_search.Withheld]) -> Iterator[Check]:
    papers = {paper.file_id: (item, paper) for item, paper in opened}
    rows = PageText.objects.filter(file__in=papers).order_by("file", "page").values_list("file", "page", "text")
    for file, page, words in rows:
        item, paper = papers[file]
        for sentence in byte_search.leaks_in_words([words], titles, place=f"page {page}"):
            text = f"The text version of {quoted(paper.title_for_public)}, item {item.number}: {sentence}"
            yield block("R16", text, SOURCE, at_paper(case.meeting, paper, "paper-texts"), "Change it")


def _in_background(case: Case) -> Iterator[Check]:
    """
    Check background documents as papers: same bytes, hidden titles, words and pictures of withheld papers (s.100D).
    """
    rows = case.background
    documents = [
        meeting_check.Document(row.stored.sha256, row.title, partial(files.read, row.stored)) for _, row in rows
    ]
    try:
        leaking = meeting_check.document_leaks(documents, case.meeting)
    except Refused as refusal:
        yield block("R16", refusal.text, SOURCE, at_meeting(case.meeting), "View papers")
        return
    for (item, row), leaks in zip(rows, leaking, strict=True):
        for sentence in leaks:
            text = f"The background paper {quoted(row.title)} of item {item.number}: {sentence}"
            yield block("R16", text, SOURCE, at_paper(case.meeting, row.paper), "View document")


def _pictures(case: Case) -> Iterator[Check]:
    """
    Warn of each paper of this act, open or withheld, whose pages of pictures lack a text version; never block (R51).
    """
    written: dict[int, set[int]] = defaultdict(set)
    rows = PageText.objects.filter(file__in=[paper.file_id for _, paper in case.papers])
    for file, page in rows.values_list("file", "page"):
        written[file].add(page)
    for item, paper in case.papers:
        if paper.file:
            writing = Writing.among(paper.file, written[paper.file.pk])
            if writing.left:
                where = at_paper(case.meeting, paper, "paper-texts")
                yield warn(
                    "R51", _sentence(item, paper, writing), ACCESSIBLE, where, "Write it", kind="no-text-version"
                )


def _sentence(item: AgendaItem, paper: Paper, writing: Writing) -> str:
    who = paper.answerable or "its author"
    them = "it" if len(writing.left) == 1 else "them"
    return (
        f"{quoted(paper.title)} of item {item.number}: {writing.lacking} without a text version, so people who cannot "
        f"see {them} miss what is on {them}. Ask {who} to write one, or for the document that it was made from."
    )
