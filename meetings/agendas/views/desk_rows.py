"""The agenda builder's rows: each item with its live page range and what is owed for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from committee import slots
from committee.law.clear_days import DayList, working_days_left
from meetings import notice_period
from meetings.models import AgendaItem, AgendaVersion, ItemKind, Paper, PaperState, PublishedPaper, Upload, UploadState
from meetings.packs import snapshot as snapshots
from meetings.packs.contents import beside, live_ranges, to_follow
from meetings.packs.page_numbers import label_of

MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper under its item; `missing` where it is still to come and no file of it is being checked."""

    paper: Paper
    state: str
    colour: str
    due: dt.date | None
    left: int | None
    missing: bool
    published: bool
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as the front sheet has it; `frozen` once published; `range` as it would be printed now."""

    item: AgendaItem
    range: str
    frozen: bool
    first: bool
    last: bool
    papers: list[PaperRow]
    pieces: list[slots.Piece]  # acts of upper apps
    actions: int = 0  # of earlier meetings, told under it

    @property
    def only_missing(self) -> int | None:
        """The paper that a single file dropped on the item must be, where just one is missing."""
        missing = [row.paper.pk for row in self.papers if row.missing]
        return missing[0] if len(missing) == 1 else None

    @property
    def only_title(self) -> bool:
        """True where the item is a title and nothing more, so that only the title goes when the item is removed."""
        item = self.item
        more = any(item.lines.values()) or item.public_title or item.owner_id
        return item.kind == ItemKind.BUSINESS and not (self.papers or more or hasattr(item, "ruling"))


def rows_of(
    ground: snapshots.Ground,
    latest: AgendaVersion | None,
    *,
    today: dt.date,
    days: DayList,
) -> list[ItemRow]:
    """Return the rows in order; published papers have the pages they were published with."""
    meeting, items = ground.meeting, ground.items
    frozen = {entry["pk"]: entry for entry in latest.snapshot["items"]} if latest else {}
    ranges = {} if latest else live_ranges(ground, MEMBERS)
    holders = latest is not None and snapshots.has_holders(latest.snapshot)
    published = (
        set(PublishedPaper.objects.filter(version__meeting=meeting).values_list("paper_file__paper", flat=True))
        if latest
        else set()
    )
    handed_in = Upload.objects.filter(paper__item__meeting=meeting).exclude(state=UploadState.TAKEN)
    uploads = {row.paper_id: row for row in handed_in}
    for item in items:
        item.meeting = meeting
    pieces = slots.pieces(slots.AGENDA_ITEM_ACTS, items)
    rows = []
    for number, item in enumerate(items):
        live = ranges.get(item.pk) or to_follow(item)
        before = items[number - 1] if number else None
        after = items[number + 1] if number + 1 < len(items) else None
        papers = []
        for paper in item.papers.all():
            paper.item = item
            papers.append(_paper(paper, paper.pk in published, uploads.get(paper.pk), today, days))
        rows.append(
            ItemRow(
                item=item,
                range=_published(frozen[item.pk], holders) if item.pk in frozen else live,
                frozen=item.pk in frozen,
                first=before is None or before.part != item.part,
                last=after is None or after.part != item.part,
                papers=papers,
                pieces=pieces.get(item.pk, []),
                actions=len(ground.asked.get(item.pk, ())),
            )
        )
    return rows


def _published(entry: dict[str, Any], holders: bool) -> str:
    withheld = label_of(snapshots.spans_of(entry, withheld=True)) if holders else ""
    return beside(snapshots.range_of(entry), withheld)


def _paper(paper: Paper, published: bool, upload: Upload | None, today: dt.date, days: DayList) -> PaperRow:
    due = notice_period.paper_due(paper, days)
    days_left = working_days_left(today, due, days) if due else None
    awaited, checking = paper.state in (PaperState.DUE, PaperState.TO_FOLLOW), bool(upload and upload.is_undecided)
    if published:
        state, colour = "Published", "green"
    elif upload and (checking or awaited):
        state, colour = upload.get_state_display(), "yellow" if checking else "red"
    elif paper.state == PaperState.DUE and days_left is not None and days_left < 0:
        state, colour = "Overdue", "red"
    else:
        state = paper.get_state_display()
        colour = {"due": "blue", "to_follow": "yellow", "received": "green"}.get(paper.state, "grey")
    return PaperRow(paper, state, colour, due, days_left, awaited and not checking, published, upload)
