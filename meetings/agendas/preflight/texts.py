"""Pages that are pictures: without a text version, people who cannot see them miss what they say (R51)."""

from collections import defaultdict
from collections.abc import Iterator

from meetings.agendas.preflight.case import Case
from meetings.agendas.preflight.checks import Check, alike, at_paper, warn
from meetings.models import AgendaItem, PageText, Paper
from meetings.packs.intake.report import Writing
from meetings.packs.leak_check.titles import quoted

ACCESSIBLE = "SI 2018/952 regs 6, 9"


def check(case: Case) -> Iterator[Check]:
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
                yield alike(
                    "no-text-version", warn("R51", _sentence(item, paper, writing), ACCESSIBLE, where, "Write it")
                )


def _sentence(item: AgendaItem, paper: Paper, writing: Writing) -> str:
    who = paper.answerable or "its author"
    them = "it" if len(writing.left) == 1 else "them"
    return (
        f"{quoted(paper.title)} of item {item.number}: {writing.lacking} without a text version, so people who cannot "
        f"see {them} miss what is on {them}. Ask {who} to write one, or for the document that it was made from."
    )
