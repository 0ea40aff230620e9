"""An open paper that says what a withheld one says: the leak gate cannot tell, since open words are public (R16)."""

from collections.abc import Iterator, Sequence

from committee.law.clear_days import long_date
from meetings.models import Access, AgendaItem, Paper, PaperFile
from meetings.packs.fingerprint import Fingerprint, is_current
from meetings.preflight.case import Case
from meetings.preflight.found import Check, at_paper, quoted, warn

NEARLY_ALL = 0.9
FEW = 30  # runs of words: a paper of fewer is too short to judge by
SOURCE = "LGA 1972 s.100A(2), s.100B(2)"
Papers = Sequence[tuple[AgendaItem, Paper]]


def check(case: Case) -> Iterator[Check]:
    """R16: warn where an open paper of this act has a file, or nearly all the words, that are withheld somewhere."""
    opened = [(item, paper) for item, paper in case.papers if not paper.is_withheld]
    if opened:
        yield from _withheld_elsewhere(case, opened)
        yield from _nearly_the_same(case, opened)


def _withheld_elsewhere(case: Case, opened: Papers) -> Iterator[Check]:
    """
    Files that a withheld paper of another meeting has, or one of this meeting had before.

    A warning: an exemption lapses, and then the paper is handed in again as an open one.
    """
    rows = PaperFile.objects.filter(stored__in={paper.file.stored_id for _, paper in opened})
    rows = rows.exclude(paper__access=Access.OPEN).select_related("paper__item__meeting").defer("fingerprint")
    withheld = {
        file.stored_id: file.paper
        for file in rows.order_by("pk")
        if file.paper.file_id != file.pk or file.paper.item.meeting_id != case.meeting.pk  # else pack.py blocks it
    }
    for item, paper in opened:
        if secret := withheld.get(paper.file.stored_id):
            text = (
                f"{quoted(paper.title)} of item {item.number} is open, but its file was withheld as "
                f"{quoted(secret.title)} for the meeting of {long_date(secret.item.meeting.date)}: look whether the "
                "public may read it now."
            )
            yield warn("R16", text, SOURCE, at_paper(case.meeting, paper), "Look at the file")


def _nearly_the_same(case: Case, opened: Papers) -> Iterator[Check]:
    """What holds nearly all the words of a withheld paper of this meeting, by their fingerprints."""
    hidden = [paper for _, paper in case.all_papers if paper.is_withheld and paper.file_id]
    if not hidden:
        return
    known = _fingerprints([*hidden, *(paper for _, paper in opened)])
    for item, paper in opened:
        for secret in hidden:
            same = secret.file.stored_id == paper.file.stored_id  # pack.py blocks that already
            if not same and secret.open_version_id != paper.pk and _holds(known, paper, secret):
                text = (
                    f"{quoted(paper.title)} of item {item.number} is open and holds nearly all the words of "
                    f"{quoted(secret.title)}, which is withheld: look whether it is the right file. If it is the open "
                    "version of it, say so."
                )
                yield warn("R16", text, SOURCE, at_paper(case.meeting, paper), "Look at the file")


def _fingerprints(papers: list[Paper]) -> dict[int, frozenset[int]]:
    rows = PaperFile.objects.filter(pk__in=[paper.file_id for paper in papers]).values_list("pk", "fingerprint")
    return {pk: Fingerprint.unpack(bytes(data)).shingles for pk, data in rows if is_current(bytes(data))}


def _holds(known: dict[int, frozenset[int]], paper: Paper, secret: Paper) -> bool:
    said, sought = known.get(paper.file_id or 0, frozenset()), known.get(secret.file_id or 0, frozenset())
    return len(sought) >= FEW and len(sought & said) >= NEARLY_ALL * len(sought)
