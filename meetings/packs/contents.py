"""A meeting and an edition to the ordered parts of its pack, each with its pages known: nothing is rendered here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.models import AgendaItem, Edition, Meeting, Pack, Paper, PaperState
from meetings.packs.pages import Span, number
from meetings.snapshot import Ground


@dataclass(frozen=True)
class PartPlan:
    """One paper's place in a pack."""

    item: AgendaItem
    paper: Paper
    span: Span

    @property
    def key(self) -> str:
        """The front sheet links to it by this name: `pack:item-4-paper-12`."""
        return f"item-{self.item.number}-paper-{self.paper.pk}"


@dataclass(frozen=True)
class Contents:
    """What a pack will hold: its parts in order and the numbers they bear."""

    meeting: Meeting
    edition: str
    supplement: int
    parts: list[PartPlan]
    start: int
    spans: dict[int, Span] = field(default_factory=dict)

    def span_of(self, paper: Paper) -> Span | None:
        """The pages of `paper`, or None where this pack does not hold it."""
        return self.spans.get(paper.pk)

    def range_of(self, item: AgendaItem) -> tuple[int, int] | None:
        """First and last page of an item's open papers, or None where it has none in this pack."""
        spans = [part.span for part in self.parts if part.item.pk == item.pk and not part.paper.is_withheld]
        return (spans[0].first, spans[-1].last) if spans else None


def collate(items: Iterable[AgendaItem], edition: str) -> list[tuple[AgendaItem, Paper]]:
    """
    Papers in the order in which they are bound: the open ones by item, then the withheld ones by item.

    Withheld papers stand last so that both editions number the open ones alike. SECURITY: the public edition never
    even lists a withheld paper (LGA 1972 s.100B(2); R16).
    """
    received = [
        (item, paper)
        for item in items
        if not item.is_withdrawn
        for paper in item.papers.all()
        if paper.state == PaperState.RECEIVED and paper.file_id
    ]
    open_papers = [(item, paper) for item, paper in received if not paper.is_withheld]
    if edition == Edition.PUBLIC:
        return open_papers
    return open_papers + [(item, paper) for item, paper in received if paper.is_withheld]


def gather(ground: Ground, edition: str, *, supplement: int = 0, only_files: set[int] | None = None) -> Contents:
    """
    What the pack of `edition` holds now.

    A supplement (numbered from 1) carries the numbering on from the last page published in any edition; give it
    `only_files`, the ids of the files that it publishes.
    """
    meeting = ground.meeting
    chosen = [
        (item, paper)
        for item, paper in collate(ground.items, edition)
        if only_files is None or paper.file_id in only_files
    ]
    start = first_free_page(meeting) if supplement else 1
    spans = number([paper.file.pages for _, paper in chosen], start=start, duplex=ground.council.duplex_padding)
    parts = [PartPlan(item, paper, span) for (item, paper), span in zip(chosen, spans, strict=True)]
    return Contents(
        meeting=meeting,
        edition=edition,
        supplement=supplement,
        parts=parts,
        start=start,
        spans={part.paper.pk: part.span for part in parts},
    )


def first_free_page(meeting: Meeting) -> int:
    """The number after the last page that any published pack of the meeting bears (nothing published is renumbered)."""
    packs = Pack.objects.filter(pk__in=meeting.versions.values("members_pack")) | Pack.objects.filter(
        pk__in=meeting.versions.values("public_pack")
    )
    return max((pack.last_page for pack in packs), default=0) + 1


def live_ranges(ground: Ground, edition: str) -> dict[int, tuple[int, int] | None]:
    """First and last page of each item (by id) if the pack were built now: from known page counts only."""
    contents = gather(ground, edition)
    return {item.pk: contents.range_of(item) for item in ground.items}
