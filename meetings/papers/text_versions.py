"""
Verbs of text versions: the text of a scanned page, written out by the paper's author or the desk.

A text version is an aid to reading and no part of the paper. So it can be written before and after publication, and
does not change the published paper. A text version is as secret as its paper (SI 2018/952 reg 6; LGA 1972 s.100B(2)).
"""

import hashlib
import re
from datetime import date, datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.verbs import Anybody, verb
from committee.models import User, Visitor
from committee.search import index
from committee.wording.unprintable import UNPRINTABLE, printable
from meetings.models import PageText, Paper, PaperFile
from meetings.packs.leak_check import public_words
from meetings.papers.withholding import answers_for, held

LONGEST = 20_000
SOFT_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")  # line breaks other than \n, as pasted from Word


def may_write(user: Visitor, paper: Paper, on: date) -> bool:
    """Return whether `user` may write text versions for `paper`, as the officer who owns it or as the desk."""
    return runs_the_desk(user, on) or answers_for(user, on, paper)


def _answers_for_its_paper(who: Anybody, on: date, /, file: PaperFile, **about: object) -> bool:
    # The paper is read again, because `file.paper` may be out of date and name an earlier owner.
    now = Paper.objects.select_related("item").filter(pk=file.paper_id).first()
    return answers_for(who, on, now or file.paper)


def words_of(text: str) -> str:
    """Return `text` as plain lines without control characters. Raises Refused where the text is empty or too long."""
    lines = UNPRINTABLE.sub(" ", SOFT_BREAKS.sub("\n", text or "")).split("\n")
    words = printable("\n".join(line.rstrip() for line in lines).strip())
    if not words:
        raise Refused("Enter the text of the page.")
    if len(words) > LONGEST:
        raise Refused(f"That is {len(words):,} characters long. A page’s text version can have at most {LONGEST:,}.")
    return words


def seen_as(row: PageText | None) -> str:
    """Return a short hash that identifies the present text; "" if there is no text."""
    return hashlib.sha256(row.text.encode()).hexdigest()[:16] if row else ""


@verb(may=runs_the_desk, may_this=_answers_for_its_paper)
def write_page_text(
    file: PaperFile, *, page: int, text: str, at: datetime, by: User, seen: str | None = None
) -> PageText:
    """
    Save the text version of `page` of `file` (1 is the first page), in place of any earlier text.

    `seen` is the result of `seen_as` for the text from which the writer began. Raises Refused:

    - where the user may not write for the paper, or the file has no such page
    - where the text is empty or too long
    - where somebody else has changed the text since `seen`
    - where the text for an open paper reveals withheld material (R16)
    """
    words = words_of(text)
    paper = _refuse_others(file, page, day_of(at), by)
    earlier = PageText.objects.select_related("written_by").filter(file=file, page=page).first()
    row = earlier or PageText(file=file, page=page)
    if row.text == words:
        return row
    if seen is not None and seen != seen_as(earlier):
        who = f"{earlier.written_by} has written" if earlier else "Someone has removed the words of"
        raise Refused(f"{who} this page while you did. Your words are not saved yet: compare, then save again.")
    if not paper.is_withheld:
        public_words.refuse_telling([("the text version", [words])], paper.item.meeting)
    row.text, row.written_by, row.written_at = words, by, at
    save(row)
    index.changed(row)
    audit.record(by, f"wrote the text version of page {page} of", file.paper, file=file.number, characters=len(words))
    return row


@verb(may=runs_the_desk, may_this=_answers_for_its_paper)
def clear_page_text(file: PaperFile, *, page: int, at: datetime, by: User) -> None:
    """Remove the text version of `page`. Raises Refused where the page has none, or the user may not write it."""
    _refuse_others(file, page, day_of(at), by)
    removed, _ = PageText.objects.filter(file=file, page=page).delete()
    if not removed:
        raise Refused(f"Page {page} has no text version: someone has removed it already.")
    index.changed(file)
    audit.record(by, f"removed the text version of page {page} of", file.paper, file=file.number)


def _refuse_others(file: PaperFile, page: int, on: date, by: User) -> Paper:
    """
    Lock the paper's meeting and return the present paper.

    Raises Refused where the user may not write text versions for the paper, and where the file has no such page.
    """
    paper = held(file.paper)
    if not may_write(by, paper, on):
        raise Refused("Only the paper’s author and the committee team can write its text version.")
    if not 1 <= page <= file.pages:
        raise Refused(f"The file has no page {page}: it has {file.pages}.")
    return paper


def carry_over(file: PaperFile) -> int:
    """Copy the text versions of an earlier identical file of the paper to `file`. Return how many were copied."""
    same = PaperFile.objects.filter(paper=file.paper_id, stored=file.stored_id, texts__isnull=False)
    before = same.exclude(pk=file.pk).order_by("-number").first()
    if before is None:
        return 0
    texts = before.texts.all()
    copies = [
        PageText(file=file, page=row.page, text=row.text, written_by_id=row.written_by_id, written_at=row.written_at)
        for row in texts
    ]
    return len(PageText.objects.bulk_create(copies))


def left_behind(file: PaperFile) -> int:
    """Return how many text versions were not copied to `file`, because the paper's previous file has other bytes."""
    before = PaperFile.objects.filter(paper=file.paper_id, number__lt=file.number).order_by("-number").first()
    if before is None or before.stored_id == file.stored_id:
        return 0
    return before.texts.count()
