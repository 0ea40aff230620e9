"""An open paper that says what a withheld one says: the leak gate cannot tell, since open words are public (R16)."""

from collections.abc import Iterator

from meetings.models import Paper, PaperFile
from meetings.packs.fingerprint import Fingerprint, is_current
from meetings.preflight.case import Case
from meetings.preflight.found import Check, at_paper, quoted, warn

NEARLY_ALL = 0.9
FEW = 30  # runs of words: a paper of fewer is too short to judge by


def check(case: Case) -> Iterator[Check]:
    """R16: warn where an open paper of this act holds nearly all the words of a withheld one, by their fingerprints."""
    hidden = [paper for _, paper in case.all_papers if paper.is_withheld and paper.file_id]
    opened = [(item, paper) for item, paper in case.papers if not paper.is_withheld]
    if not hidden or not opened:
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
                where = at_paper(case.meeting, paper)
                yield warn("R16", text, "LGA 1972 s.100A(2), s.100B(2)", where, "Look at the file")


def _fingerprints(papers: list[Paper]) -> dict[int, frozenset[int]]:
    rows = PaperFile.objects.filter(pk__in=[paper.file_id for paper in papers]).values_list("pk", "fingerprint")
    return {pk: Fingerprint.unpack(bytes(data)).shingles for pk, data in rows if is_current(bytes(data))}


def _holds(known: dict[int, frozenset[int]], paper: Paper, secret: Paper) -> bool:
    said, sought = known.get(paper.file_id or 0, frozenset()), known.get(secret.file_id or 0, frozenset())
    return len(sought) >= FEW and len(sought & said) >= NEARLY_ALL * len(sought)
