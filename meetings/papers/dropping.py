"""Verbs for many files at once: stored unchecked, matched to items on one page, and handed in together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.verbs import verb
from committee.models import User
from meetings.locking import hold
from meetings.models import AgendaItem, DroppedFile, Meeting, Paper
from meetings.packs.intake import take_in
from meetings.papers import handing_in
from meetings.papers import verbs as papers
from meetings.papers.minute_access import followed
from meetings.papers.withholding import held
from meetings.unused_files import clear_away, delete_with_originals

MOST = handing_in.MOST_OF_ONE  # files of one person that may wait to be matched
KEPT_AFTER = dt.timedelta(days=1)  # from the later of meeting and upload to the deletion of an unmatched file
TOO_MANY = (
    "“{name}” was not uploaded, because you have {most} files waiting to be matched to items. "
    "Match those first, then upload this one."
)
GONE = "“{name}” has already been added or left out. Check the agenda."


@dataclass(frozen=True, slots=True)
class Row:
    """
    The decision on one dropped file.

    The file is left out, or becomes the file of a missing `paper`, or a new paper of `item` with title, kind and
    access. `file` is the id of the DroppedFile.
    """

    file: int
    filename: str
    item: AgendaItem | None = None
    paper: Paper | None = None
    title: str = ""
    kind: str = ""
    access: str = ""
    left_out: bool = False


@verb(may=runs_the_desk, in_one_transaction=False)
def drop(meeting: Meeting, *, data: bytes, filename: str, at: dt.datetime, by: User) -> DroppedFile:
    """
    Store a file that was dropped on an agenda, until a clerk chooses an item for the file.

    Raises Refused where the first bytes show that the file cannot be a paper, where too many files of the clerk wait,
    and where the meeting is cancelled.
    """
    with handing_in.kept_original(data, filename, by) as original, transaction.atomic():
        if hold(meeting).is_cancelled:
            raise Refused("The meeting is cancelled: no paper can be added to it.")
        name = take_in.shown_name(filename)
        if DroppedFile.objects.filter(dropped_by=by).count() >= MOST:
            raise Refused(TOO_MANY.format(name=name, most=MOST))
        dropped = DroppedFile(
            meeting=meeting, original=original, filename=name, size=len(data), dropped_by=by, dropped_at=at
        )
        save(dropped)
        audit.record(by, "uploaded a file to be matched to an item of", meeting, file=name)
    return dropped


@verb(may=runs_the_desk)
def hand_in_dropped(meeting: Meeting, *, rows: Sequence[Row], at: dt.datetime, by: User) -> list[Paper]:
    """
    Hand in the dropped files by the decisions in `rows`, all or none, and delete the files left out.

    Returns the papers in the order of `rows`. Raises Refused where a file cannot be handed in, or was handed in or left
    out before, so that a second press of the button adds nothing.
    """
    meeting = hold(meeting)
    waiting = DroppedFile.objects.select_for_update(of=("self",)).filter(meeting=meeting).select_related("original")
    dropped = {file.pk: file for file in waiting}
    taken = []
    for row in rows:
        file = dropped.pop(row.file, None)
        if file is None:
            raise Refused(GONE.format(name=row.filename))
        if not row.left_out:
            taken.append(_hand_in(row, file, at, by))
        original = file.original_id
        file.delete()
        if row.left_out:
            transaction.on_commit(partial(clear_away, [original]), robust=True)
    return taken


def _hand_in(row: Row, dropped: DroppedFile, at: dt.datetime, by: User) -> Paper:
    if row.paper is not None:
        paper = held(row.paper)
        papers.refuse_no_file_wanted(paper)
    else:
        assert row.item is not None  # the form asks for an item
        item = papers.held_item(row.item)
        with followed(item):
            paper = papers.begin(item, title=row.title, kind=row.kind, owner=None, access=row.access)
            save(paper)
    handing_in.wait_for_check(paper, dropped.original, dropped.filename, at, by)
    did = "uploaded a file for" if row.paper else "added"
    audit.record(by, did, paper, file=dropped.filename, item=str(paper.item), access=paper.access)
    return paper


def forget_unmatched(at: dt.datetime) -> int:
    """Delete files that nobody matched until a day after both their meeting and their upload. Return how many."""
    old = DroppedFile.objects.filter(meeting__date__lt=day_of(at - KEPT_AFTER), dropped_at__lt=at - KEPT_AFTER)
    count = old.count()
    with transaction.atomic():
        delete_with_originals(old)
    return count
