"""
Reading marks: the papers that a member has read, and the member's place in each. Only that member sees them.

SECURITY: the verbs of this module record nothing on the trail, and the timer reports no numbers.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from committee.access.permissions import is_member
from committee.acts.verbs import Anybody, verb
from committee.law.periods import months_from
from committee.models import User
from committee.timers.daily import Done, Timer
from meetings.models import Paper, PaperFile, PublishedPaper, ReadingMark

logger = logging.getLogger(__name__)
READ, UNREAD, CHANGED = "Read", "Not read yet", "Changed since you read it"
MONTHS_KEPT = 6  # after the meeting; the privacy notice says so too


@dataclass(frozen=True, slots=True)
class PaperMark:
    """The state of one paper for one reader, in words; `page` of the file is the reader's place, 0 for none."""

    state: str
    page: int = 0

    @property
    def is_read(self) -> bool:
        """True where the reader has read the latest edition."""
        return self.state == READ

    @property
    def is_changed(self) -> bool:
        """True where the reader has read an earlier edition, and not the latest."""
        return self.state == CHANGED


def of_snapshot(user: User, snapshot: dict[str, Any]) -> dict[int, PaperMark]:
    """
    Return the marks of `user`, by file id, for each paper of a published agenda. Makes one query.

    Papers under withdrawn items and papers that a corrected paper has replaced are left out. SECURITY: the caller
    shows only the marks of papers that the user may read now.
    """
    items = [item for item in snapshot["items"] if not item["withdrawn"]]
    papers = [paper for item in items for paper in item["papers"] if paper["file"]]
    files = [paper["file"] for paper in papers]
    rows = {row.file_id: row for row in ReadingMark.objects.of(user).filter(file__in=files)}
    replaced = {paper["replaced"].get("by"): paper for paper in papers if "replaced" in paper}

    def has_read_earlier(paper: dict[str, Any]) -> bool:
        earlier = replaced.get(paper["pk"])
        while earlier:
            if (row := rows.get(earlier["file"])) and row.is_read:
                return True
            earlier = replaced.get(earlier["pk"])
        return False

    def mark_of(paper: dict[str, Any]) -> PaperMark:
        row = rows.get(paper["file"])
        if row and row.is_read:
            return PaperMark(READ)
        page = row.page if row and row.page > 1 else 0
        return PaperMark(CHANGED if has_read_earlier(paper) else UNREAD, page)

    return {paper["file"]: mark_of(paper) for paper in papers if "replaced" not in paper}


def counts(marks: Iterable[PaperMark]) -> dict[str, int]:
    """Return how many papers there are, how many of them are read and how many have changed since."""
    states = [mark.state for mark in marks]
    return {"papers": len(states), "read": states.count(READ), "changed": states.count(CHANGED)}


def earlier_edition(user: User, paper: Paper) -> Paper | None:
    """Return the latest earlier edition of `paper` that `user` has read, else the last before it; None without any."""
    earlier: list[Paper] = []
    while paper.replaces and len(earlier) < 50:
        paper = paper.replaces
        earlier.append(paper)
    marks = ReadingMark.objects.of(user).filter(file__paper__in=earlier, is_read=True)
    read = set(marks.values_list("file__paper", flat=True)) if earlier else set()
    return next((edition for edition in earlier if edition.pk in read), earlier[0] if earlier else None)


def keep_place(user: User, file: PaperFile, shown: Sequence[int], *, moves: bool = True) -> ReadingMark:
    """
    Save that `user` has the pages `shown` of `file` open; return the mark, even where it could not be saved.

    The place becomes the first of these pages, unless it is among them already. Without `moves` an earlier place stays.
    The file counts as read once its last page is shown. A view may call this at every request: nothing is written
    where nothing changes, and a database error is logged, not raised.
    """
    before = ReadingMark.objects.of(user).filter(file=file).first()
    mark = before or ReadingMark(user=user, file=file)
    if not shown:
        return mark
    earlier_state = (before.page, before.is_read) if before else None
    if before is None or (moves and mark.page not in shown):
        mark.page = shown[0]
    is_finished = shown[-1] >= file.pages
    mark.is_read = mark.is_read or is_finished
    if earlier_state != (mark.page, mark.is_read):
        try:
            with transaction.atomic():
                _save(mark, "page", *(["is_read"] if is_finished else []))
        except DatabaseError:
            # SECURITY: the error itself names the reader and the file.
            logger.warning("a reader’s place in a paper was not saved")
    return mark


def _save(mark: ReadingMark, *changed: str) -> None:
    """Save the mark in one statement, so that simultaneous requests do not fail."""
    row = ReadingMark(user=mark.user, file=mark.file, page=mark.page, is_read=mark.is_read)
    ReadingMark.objects.bulk_create([row], update_conflicts=True, unique_fields=["user", "file"], update_fields=changed)


def may_read_as_member(who: Anybody, on: dt.date, /, file: PaperFile, **about: object) -> bool:
    """Return whether `who` is a member who may read `file` as published."""
    if not isinstance(who, User) or not is_member(who, on):
        return False
    return PublishedPaper.objects.readable_by(who, on).filter(paper_file=file).exists()


@verb(may_this=may_read_as_member)
def mark_read(file: PaperFile, *, is_read: bool, by: User) -> None:
    """Mark `file` as read by `by`, or as not read. The place stays."""
    _save(ReadingMark(user=by, file=file, is_read=is_read), "is_read")


def delete_in_time(*, at: dt.datetime) -> Iterator[Done]:
    """Delete marks six months after their meeting, and marks of suspended sign-ins, as the privacy notice promises."""
    last = months_from(timezone.localdate(at), -MONTHS_KEPT)
    old = Q(file__paper__item__meeting__date__lt=last)
    ReadingMark.objects.filter(old | Q(user__is_active=False)).delete()
    yield from ()


TIMERS = (Timer("reading marks", "What members have read was not deleted in time.", delete_in_time),)
