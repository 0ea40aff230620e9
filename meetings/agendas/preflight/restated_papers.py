"""An open paper that says what a withheld one says: the leak gate cannot tell, since open words are public (R16)."""

from collections.abc import Collection, Iterator

from committee.wording.dates import long_date
from meetings.access import taken_down
from meetings.agendas.preflight.case import CORRECTION, Case
from meetings.agendas.preflight.checks import Check, at_paper, block
from meetings.models import AgendaItem, LeaveToOpen, Paper, PaperFile
from meetings.packs.leak_check.likeness import likenesses, likenesses_above, of_meeting, said_of
from meetings.packs.leak_check.titles import quoted

SOURCE = "LGA 1972 s.100A(2), s.100B(2)"
TO_MEND = "Upload the right file or withhold it. Otherwise, only the proper officer can allow it to be published."


def check(case: Case) -> Iterator[Check]:
    """Block an open paper that is, or nearly is, withheld elsewhere, unless the proper officer gave leave (R16)."""
    if case.for_ == CORRECTION:  # it publishes words and no paper
        return
    opened = {paper.pk: (item, paper) for item, paper in case.papers if not paper.is_withheld}
    yield from _taken_down(case, opened.values())
    matches = likenesses([paper for _, paper in opened.values()], case.meeting.pk)
    leaves = LeaveToOpen.objects.filter(paper__in=matches, like__isnull=False) if matches else ()
    allowed = {(leave.file_id, leave.like_id) for leave in leaves}
    for pk, called in likenesses_above(paper for _, paper in opened.values()).items():
        item, paper = opened[pk]
        text = f"{quoted(paper.title)} of item {item.number} is open, but it holds nearly all the words of {called}."
        where = at_paper(case.meeting, paper)
        yield block("R16", f"{text} Upload the right file or withhold it.", SOURCE, where, "View file")
    for pk, secrets in matches.items():
        item, paper = opened[pk]
        for secret in secrets:
            if (paper.file_id, secret.pk) not in allowed:
                yield _stopped(case, item, paper, secret)


def _taken_down(case: Case, opened: Collection[tuple[AgendaItem, Paper]]) -> Iterator[Check]:
    """R60: nothing goes out open whose very file was taken down, at this meeting or another; nobody lifts it."""
    down = taken_down.files_down(paper.file.stored_id for _, paper in opened if paper.file)
    for item, paper in opened:
        if paper.file and (gone := down.get(paper.file.stored_id)):
            text = (
                f"{quoted(paper.title)} of item {item.number} is open, but its file was taken down on "
                f"{long_date(gone.day)} ({gone.label}{of_meeting(gone)}). Upload a "
                "redacted file or withhold it."
            )
            yield block("R60", text, "UK GDPR art 5, art 17", at_paper(case.meeting, paper), "View file")


def _stopped(case: Case, item: AgendaItem, paper: Paper, secret: PaperFile) -> Check:
    text = f"{quoted(paper.title)} of item {item.number} is open, but {said_of(paper, secret)}. {TO_MEND}"
    if secret.paper.item_id == item.pk and secret.stored_id != paper.its_file.stored_id:
        text += " If it is the open version, choose that on the paper’s page."
    return block("R16", text, SOURCE, at_paper(case.meeting, paper), "View file")
