"""Draft minutes as a paper of the item that is to confirm them; the portal adds this paper without an upload."""

import logging
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, as_part, verb
from committee.files import files
from committee.models import Committee, User, line_of
from committee.wording.dates import full_date, long_date
from meetings.locking import is_published
from meetings.models import (
    AgendaItem,
    ItemKind,
    Meeting,
    Minutes,
    MinutesVersion,
    MinutesVersionKind,
    Paper,
    PaperKind,
    PaperState,
    PublishedPaper,
)
from meetings.packs.intake import take_in
from meetings.papers import verbs as papers

logger = logging.getLogger(__name__)


class Offer(NamedTuple):
    """
    State of draft minutes under the item that is to confirm them.

    - `item`: the item that is to confirm the minutes
    - `paper`: the paper of the item that has the draft as its file, or None
    - `said`: a sentence for the clerk on the present state
    - `free`: True where the draft can be added to the item
    """

    item: AgendaItem | None
    paper: Paper | None
    said: str
    free: bool = False


def draft_of(meeting: Meeting) -> MinutesVersion | None:
    """Return the last published draft of a meeting's minutes, or None."""
    drafts = MinutesVersion.objects.filter(minutes__meeting=meeting, kind=MinutesVersionKind.DRAFT)
    return drafts.select_related("public_file", "made_by", "minutes__meeting").order_by("-number").first()


def bodies_after(committee: Committee, on: date) -> set[int]:
    """
    Return the ids of the committees that may confirm this committee's minutes on the day `on` (R26).

    These are the committee itself and its successors. While a committee exists, its successors are left out.
    """
    ended = Committee.objects.filter(until__lt=on)
    return line_of(committee.pk, lambda ids: Committee.objects.filter(predecessors__in=ended.filter(pk__in=ids)))


def item_for(minutes: Minutes) -> AgendaItem | None:
    """Return the item that is to confirm the minutes, at the latest formal meeting with such an item; or None."""
    items = AgendaItem.objects.filter(kind=ItemKind.MINUTES, minutes_of=minutes.meeting, withdrawn_at__isnull=True)
    items = items.filter(meeting__cancelled_at__isnull=True, meeting__informal=False)
    return items.select_related("meeting__committee").order_by("meeting__date", "meeting__starts").last()


@verb(may=runs_the_desk, in_one_transaction=False)
def put_under(item: AgendaItem, version: MinutesVersion, *, at: datetime, by: User) -> Offer:
    """
    Add a draft to `item`: as a new paper, or as the file of an unpublished paper of minutes.

    A published paper does not change: a later draft becomes another paper, for a supplement. Where somebody has
    uploaded minutes for the item, the draft is not added. Returns the state after the act. Raises Refused where the
    item takes no paper.
    """
    standing = stands_under(item, version)
    if standing.paper or not standing.free:
        return standing
    assert version.public_file
    name = _name(version)
    existing = _papers(item)
    out = _published(existing)
    data = files.read(version.public_file)
    waiting = next((paper for paper in existing if paper.pk not in out), None)
    if waiting:
        as_part(papers.receive_file)(waiting, data=data, filename=name, at=at, by=by, ours=True)
    else:
        title = f"Minutes of the meeting held on {full_date(version.minutes.meeting.date)}"
        title += f" (draft, version {version.number})" if existing else " (draft)"
        as_part(papers.add_paper)(
            item, title=title, kind=PaperKind.MINUTES, data=data, filename=name, at=at, by=by, ours=True,
            background_papers="None",
        )  # fmt: skip
    return stands_under(item, version)


def stands_under(item: AgendaItem, version: MinutesVersion) -> Offer:
    """Return the state of the draft under `item`: it is a paper already, can be added (`free`), or cannot be added."""
    existing, day = _papers(item), long_date(item.meeting.date)
    name = take_in.shown_name(_name(version))
    same = next((paper for paper in existing if paper.file and paper.file.original_name == name), None)
    if same and is_published(item.meeting) and same.pk not in _published(existing):
        sentence = (
            f"The agenda of {day} is already published. The draft is under item {item.number}, ready for a supplement."
        )
        return Offer(item, same, sentence)
    if same:
        return Offer(item, same, f"The agenda of {day} has this draft as the paper of item {item.number}.")
    if any(paper.file and not paper.file.ours for paper in existing):
        sentence = f"Item {item.number} of {day} has uploaded minutes. Remove them to add this draft."
        return Offer(item, None, sentence)
    return Offer(item, None, f"Item {item.number} of {day} is to confirm them but does not have the draft yet.", True)


def _papers(item: AgendaItem) -> list[Paper]:
    return list(item.papers.filter(kind=PaperKind.MINUTES).exclude(state=PaperState.WITHDRAWN).select_related("file"))


def _published(papers_: list[Paper]) -> set[int]:
    rows = PublishedPaper.objects.filter(paper_file__paper__in=papers_)
    return set(rows.values_list("paper_file__paper", flat=True))


def _name(version: MinutesVersion) -> str:
    return files.file_name("minutes", version.minutes.meeting.slug, "version", version.number)


def offer_soon(item: AgendaItem, *, by: User | None = None) -> None:
    """
    Add the draft minutes to `item` after the commit of this transaction, if the item is to confirm minutes.

    The act is recorded for `by`, or else for the person who published the draft. The draft is added after the commit,
    because reading files takes seconds and other clerks must not wait for that. A refusal is only logged, because the
    agenda must be filled in any case.
    """
    if item.kind == ItemKind.MINUTES and item.minutes_of_id:
        transaction.on_commit(partial(_offer, item.pk, by), robust=True)


def _offer(pk: int, by: User | None) -> None:
    item = AgendaItem.objects.filter(pk=pk, withdrawn_at__isnull=True).select_related("meeting__committee").first()
    version = draft_of(item.minutes_of) if item and item.minutes_of else None
    if item is None:
        return
    try:
        _clear_others(item, by)
        if version and not hasattr(version.minutes, "confirmation"):
            as_part(put_under)(item, version, at=timezone.now(), by=by or version.made_by)
    except Refused as refusal:
        logger.warning("draft minutes not offered under %s: %s", item, refusal.text)


def _clear_others(item: AgendaItem, by: User | None) -> None:
    """Remove unpublished drafts, added by the portal, of minutes that the item is not to confirm any more."""
    for paper in item.papers.filter(kind=PaperKind.MINUTES, file__ours=True).select_related("file__received_by"):
        mine = item.minutes_of and paper.file and f"minutes-{item.minutes_of.slug}-" in paper.file.original_name
        if not mine and paper.file and not PublishedPaper.objects.filter(paper_file__paper=paper).exists():
            as_part(papers.remove_paper)(paper, by=by or paper.file.received_by or PORTAL)
