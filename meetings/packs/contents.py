"""Contents of a pack: its parts in order, each with its page numbers. Nothing is rendered here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Q

from committee.models import WithheldPapers
from meetings.models import AgendaItem, Edition, Meeting, Pack, Paper, PaperState
from meetings.packs.page_numbers import Span, label_of, number
from meetings.packs.snapshot import Ground


@dataclass(frozen=True)
class PartPlan:
    """
    One paper's place in a pack.

    - `holder`: True where the public edition has holder pages (`holder_words`) in place of a withheld paper. There are
      as many holder pages as the paper has pages, and a blank back where the paper has one. The build never opens the
      file.
    - `label`: the label of an item's first paper; "" for its other papers, and where the council uses no labels.
    """

    item: AgendaItem
    paper: Paper
    span: Span
    holder: bool = False
    label: str = ""

    @property
    def key(self) -> str:
        """Name by which the front sheet links to the paper: `item-4-paper-12` in `pack:item-4-paper-12`."""
        return f"item-{self.item.number}-paper-{self.paper.pk}"


@dataclass(frozen=True)
class Contents:
    """Parts of a pack in order; `start` is the first page number, `spans` the page numbers by the paper's id."""

    meeting: Meeting
    edition: str
    supplement: int
    parts: list[PartPlan]
    start: int
    spans: dict[int, Span] = field(default_factory=dict)

    def label_of(self, item: AgendaItem, *, withheld: bool = False) -> str:
        """Return `(Pages 7–18)` for an item's open or withheld papers; "" where the item has none in this pack."""
        return label_of(
            [part.span for part in self.parts if part.item.pk == item.pk and part.paper.is_withheld == withheld]
        )


def collate(
    items: Iterable[AgendaItem], edition: str, shown: str = WithheldPapers.LAST
) -> list[tuple[AgendaItem, Paper]]:
    """
    Return papers in the order of binding; `shown` (a `WithheldPapers`) decides the place of withheld papers.

    - LAST: open papers by item, then withheld papers by item, so that open papers have the same numbers in both
      editions. SECURITY: the public edition never even lists a withheld paper (LGA 1972 s.100B(2); R16).
    - HOLDERS: every paper by item in both editions. Of a withheld paper, the public edition uses only the page count.
    """
    received = [
        (item, paper)
        for item in items
        if not item.is_withdrawn
        for paper in item.papers.all()
        if paper.state == PaperState.RECEIVED and paper.file_id
    ]
    if shown == WithheldPapers.HOLDERS:
        return received
    open_papers = [(item, paper) for item, paper in received if not paper.is_withheld]
    if edition == Edition.PUBLIC:
        return open_papers
    return open_papers + [(item, paper) for item, paper in received if paper.is_withheld]


def gather(ground: Ground, edition: str, *, supplement: int = 0, only_files: set[int] | None = None) -> Contents:
    """
    Return the contents of the pack of `edition` for the present agenda.

    A supplement (numbered from 1) continues the numbering from the last page published in any edition; pass
    `only_files`, the ids of the files that it publishes.
    """
    meeting = ground.meeting
    chosen = [
        (item, paper)
        for item, paper in collate(ground.items, edition, ground.withheld_papers)
        if only_files is None or paper.file_id in only_files
    ]
    start = first_free_page(meeting) if supplement else 1
    spans = number([paper.its_file.pages for _, paper in chosen], start=start, duplex=ground.council.duplex_padding)
    before = [None, *(item.pk for item, _ in chosen)]
    parts = [
        PartPlan(
            item,
            paper,
            span,
            holder=edition == Edition.PUBLIC and paper.is_withheld,
            label=item_label(item) if ground.council.stamp_agenda_item and item.pk != last else "",
        )
        for (item, paper), span, last in zip(chosen, spans, before, strict=False)
    ]
    return Contents(
        meeting=meeting,
        edition=edition,
        supplement=supplement,
        parts=parts,
        # Where papers begin on odd pages, the first paper may begin one page after the first free page.
        start=spans[0].first if spans else start,
        spans={part.paper.pk: part.span for part in parts},
    )


def item_label(item: AgendaItem) -> str:
    """
    Return the label for the first page of an item's first paper.

    SECURITY: the label has the item's number, which is public, and never a word of the item's title (R16).
    """
    return f"Agenda item {item.number}"


def holder_words(part: PartPlan) -> list[str]:
    """
    Return the text of a holder page: a heading, then the lines under the heading.

    The lines give the public titles of item and paper, and the reason why the public may not read the paper, in the
    words of the paper's own marking (R15, LGA 1972 s.100B(5)).

    SECURITY: only public titles are used, and nothing is read from the file (R16).
    """
    item, paper = part.item.title_for_public, part.paper.title_for_public
    return [
        f"Item {part.item.number}: {item}",
        *([paper] if paper != item else []),
        part.paper.marking,
        "This page is withheld. It is included so that the public edition and the members’ edition have the "
        "same page numbers.",
    ]


def first_free_page(meeting: Meeting) -> int:
    """
    Return the number after the meeting's last published page; 1 where nothing is published.

    Published pages are never renumbered.
    """
    versions = meeting.versions.all()
    published = Q(pk__in=versions.values("members_pack")) | Q(pk__in=versions.values("public_pack"))
    return (Pack.objects.filter(published).aggregate(last=Max("last_page"))["last"] or 0) + 1


def live_ranges(ground: Ground, edition: str) -> dict[int, str]:
    """
    Return the front sheet's words for each item's pages, by item id, as if the pack were built now.

    Stored page counts are used; no file is opened. Where withheld papers are bound with their item, the words give
    their pages too: `(Pages 1–4) (Pages 5–8, not for publication)`.
    """
    contents = gather(ground, edition)
    holders = ground.withheld_papers == WithheldPapers.HOLDERS
    return {
        item.pk: beside(
            contents.label_of(item) or to_follow(item), contents.label_of(item, withheld=True) if holders else ""
        )
        for item in ground.items
    }


def to_follow(item: AgendaItem) -> str:
    """Return `(To Follow)` where a paper of the item is marked to follow; else ""."""
    return "(To Follow)" if any(paper.state == PaperState.TO_FOLLOW for paper in item.papers.all()) else ""


def beside(label: str, withheld: str) -> str:
    """Return the page ranges of an item's open papers (`label`) and `withheld` papers together; each may be ""."""
    return " ".join(words for words in (label, withheld.replace(")", ", not for publication)")) if words)
