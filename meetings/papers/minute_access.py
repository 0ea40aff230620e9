"""Access to an item's minute, which follows the access to the item's papers (R17, s.100A(4))."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from committee.acts.saving import save
from committee.law import exemption
from meetings.models import Access, AgendaItem, ItemKind, Minute, MinutesState, Paper, PaperState

STRICTNESS = (Access.OPEN, Access.EXEMPT, Access.CONFIDENTIAL)


class Taken(NamedTuple):
    """
    Access of an item's minute, according to the agenda.

    - `access`, `paragraphs`: for the minute's columns of the same names
    - `waits`: the item is considered in private, and neither its papers nor the item itself give the grounds yet
    - `is_private`: the public may be excluded for at least a part of the item
    - `public_title`: the public title of the item
    """

    access: str
    paragraphs: str
    waits: bool
    is_private: bool
    public_title: str


def taken_as(item: AgendaItem) -> Taken:
    """
    Return the access of an item's minute, from the item's papers and, in Part Two, from its own grounds too (R17).

    An item is considered in private where it is in Part Two, or the public may read none of its papers. An item of Part
    One with an open paper is considered in public, even with withheld appendices. Uses prefetched `papers`.
    """
    closed = item.is_taken_in_private()
    papers = withheld_of(item) if closed else []
    numbers = {number for paper in papers for number in paper.paragraph_numbers}
    numbers |= set(item.paragraph_numbers) if item.part == 2 else set()
    access, paragraphs = Access.OPEN, ""
    if any(paper.access == Access.CONFIDENTIAL for paper in papers):
        access = Access.CONFIDENTIAL
    elif numbers:
        access, paragraphs = Access.EXEMPT, exemption.join_paragraphs(numbers)
    return Taken(access, paragraphs, closed and access == Access.OPEN, has_private(item), item.public_title)


def withheld_of(item: AgendaItem) -> list[Paper]:
    """Return the withheld papers of an item that are not withdrawn. Uses `papers` as prefetched."""
    return [paper for paper in item.papers.all() if paper.is_withheld and paper.state != PaperState.WITHDRAWN]


def has_private(item: AgendaItem) -> bool:
    """Return whether the public may be excluded for the item, or for a part of it such as an appendix."""
    return item.part == 2 or bool(withheld_of(item))


@contextmanager
def followed(item: AgendaItem) -> Iterator[None]:
    """
    Adapt the minute of `item` to changes that this context makes to the access of the item and its papers.

    The caller locks the meeting. A minute that the meeting has reached, or that has a number, does not change. Access
    that somebody has set on the minute itself stays too, unless the item's access is stricter: a minute begun on a
    draft agenda must not stay open after the item becomes private.
    """
    before = taken_as(_now(item))
    yield
    now = _now(item)
    after = taken_as(now)
    rows = Minute.objects.filter(opened_at=None, taken=False, number=None).exclude(
        minutes__state=MinutesState.CONFIRMED
    )
    minute = rows.filter(item=now).first()
    if minute:
        _follow(minute, now, before, after)
    if after.is_private and not before.is_private:
        rows.filter(item__meeting=now.meeting_id, item__kind=ItemKind.EXCLUSION, omitted=True).update(omitted=False)


def _now(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.prefetch_related("papers").get(pk=item.pk)


def _follow(minute: Minute, item: AgendaItem, before: Taken, after: Taken) -> None:
    was = (minute.access, minute.paragraphs, minute.omitted, minute.heading, minute.public_heading)
    if before[:3] != after[:3]:
        _set_access(minute, item, before, after)
    waits = after.waits and minute.omitted and minute.access == Access.OPEN
    minute.heading = item.title_for_public if waits else item.title
    if minute.public_heading in ("", before.public_title):
        minute.public_heading = after.public_title
    if was != (minute.access, minute.paragraphs, minute.omitted, minute.heading, minute.public_heading):
        save(minute)


def _set_access(minute: Minute, item: AgendaItem, before: Taken, after: Taken) -> None:
    untouched = (minute.access, minute.paragraphs) == (before.access, before.paragraphs)
    if untouched or STRICTNESS.index(after.access) > STRICTNESS.index(minute.access):
        minute.access, minute.paragraphs = after.access, after.paragraphs
    elif minute.access == after.access == Access.EXEMPT:
        numbers = {*minute.paragraphs.split(","), *after.paragraphs.split(",")}
        minute.paragraphs = exemption.join_paragraphs({int(number) for number in numbers})
    # SECURITY: the minute of a private item without grounds is omitted until grounds are given.
    if after.waits and minute.access == Access.OPEN:
        minute.omitted = True
    elif before.waits and minute.omitted:
        minute.omitted = item.kind == ItemKind.APOLOGIES
