"""All data that the checks need, read once: the meeting, its items with their papers, and earlier publications."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from committee.law import notice
from committee.law.clear_days import DayList
from meetings import notice_period as timing
from meetings.models import AgendaItem, AgendaVersion, BackgroundDocument, Meeting, PageText, Paper, PaperState, Upload
from meetings.packs import snapshot as snapshots
from meetings.packs.snapshot import Ground

PUBLISH, SUPPLEMENT, CORRECTION = "publish", "supplement", "correction"
ADDED, URGENT = "added", "urgent"
ADDING = (ADDED, URGENT)
ACTS = (PUBLISH, SUPPLEMENT, *ADDING, CORRECTION)


@dataclass(frozen=True)
class Case:
    """
    One publication to check.

    - `on`: the day of the publication
    - `for_`: the act, one of ACTS
    - `only`: the item to publish, for an act of ADDING; None for all items
    """

    ground: Ground
    on: date
    for_: str
    only: AgendaItem | None
    days: DayList

    @property
    def meeting(self) -> Meeting:
        """The meeting of the agenda."""
        return self.ground.meeting

    @property
    def first(self) -> bool:
        """True where this is the first publication of the agenda."""
        return self.for_ == PUBLISH

    @property
    def items(self) -> list[AgendaItem]:
        """Every item in order, withdrawn items included, with papers and files prefetched."""
        return self.ground.items

    @cached_property
    def standing_items(self) -> list[AgendaItem]:
        """Items not withdrawn."""
        return [item for item in self.items if not item.is_withdrawn]

    @property
    def latest(self) -> AgendaVersion | None:
        """The version that the public reads now; None before publication."""
        return self.ground.latest

    @cached_property
    def published_files(self) -> set[int]:
        """Ids of the files that have been published."""
        return set(snapshots.placed_in(self.latest.snapshot)) if self.latest else set()

    @cached_property
    def published_items(self) -> dict[int, int]:
        """Numbers of the items on the published agenda, by the id of the item."""
        return {item["pk"]: item["number"] for item in self.latest.snapshot["items"]} if self.latest else {}

    @cached_property
    def papers(self) -> list[tuple[AgendaItem, Paper]]:
        """The papers that this act would publish: at first all received papers, later those not published yet."""
        return [
            (item, paper)
            for item in self.standing_items
            for paper in item.papers.all()
            if paper.state == PaperState.RECEIVED and paper.file_id and self._of_this_act(item, paper)
        ]

    def _of_this_act(self, item: AgendaItem, paper: Paper) -> bool:
        return self.first or (self._takes_papers_of(item) and paper.file_id not in self.published_files)

    def _takes_papers_of(self, item: AgendaItem) -> bool:
        if self.only is not None and item.pk != self.only.pk:
            return False
        if self.for_ == SUPPLEMENT and item.pk not in self.published_items:
            return False
        return not (self.for_ in ADDING and item.pk in self.published_items)

    @cached_property
    def undecided(self) -> dict[int, Upload]:
        """Uploads that are not checked yet, by the id of their paper, for papers that this act may publish."""
        if self.for_ == CORRECTION:
            return {}
        items = [item for item in self.standing_items if self.first or self._takes_papers_of(item)]
        papers = {paper.pk for item in items for paper in item.papers.all()}
        return {pk: row for pk, row in self.ground.uploads.items() if pk in papers and row.is_undecided}

    def names(self, item: AgendaItem, paper: Paper) -> bool:
        """Return whether this act publishes the name of `paper`: as a new paper, or as a paper to follow."""
        if self.first:
            return True
        if paper.state == PaperState.RECEIVED:
            return self._of_this_act(item, paper)
        return paper.state == PaperState.TO_FOLLOW and (item.pk in self.published_items or item.pk in self.items_of_act)

    @cached_property
    def items_of_act(self) -> set[int]:
        """Ids of the items that this act publishes: all at first, later items with new papers and the added item."""
        if self.first:
            return {item.pk for item in self.standing_items}
        return {item.pk for item, _ in self.papers} | ({self.only.pk} if self.only else set())

    @cached_property
    def all_papers(self) -> list[tuple[AgendaItem, Paper]]:
        """Every paper, received or not, that is not withdrawn, of every item that is not withdrawn."""
        return [
            (item, paper)
            for item in self.standing_items
            for paper in item.papers.all()
            if paper.state != PaperState.WITHDRAWN
        ]

    @cached_property
    def texts(self) -> dict[int, dict[int, str]]:
        """The text versions of the papers of this act: by file id, the text of each page by its number."""
        texts: dict[int, dict[int, str]] = {paper.its_file.pk: {} for _, paper in self.papers}
        rows = PageText.objects.filter(file__in=texts).order_by("page")
        for file, page, words in rows.values_list("file", "page", "text"):
            texts[file][page] = words
        return texts

    @cached_property
    def background(self) -> list[tuple[AgendaItem, BackgroundDocument]]:
        """The background documents that anybody may read with the open papers, each with its item."""
        papers = {paper.pk: paper for _, paper in self.all_papers if not paper.is_withheld}
        rows = BackgroundDocument.objects.filter(paper__in=papers).defer("fingerprint").select_related("stored")
        for row in rows:
            row.paper = papers[row.paper_id]
        return [(row.paper.item, row) for row in rows]

    @cached_property
    def new_items(self) -> list[AgendaItem]:
        """Items added after publication and not published yet; only the item `only`, where it is given."""
        items = [item for item in self.standing_items if self.latest and item.pk not in self.published_items]
        return [item for item in items if self.only is None or item.pk == self.only.pk]

    @property
    def legal_kind(self) -> notice.Kind:
        """The legal kind of the meeting, which decides its rules of notice."""
        return timing.legal_kind(self.meeting)

    @cached_property
    def shorter_notice(self) -> notice.ShorterNotice | None:
        """The recorded shorter notice, with the agenda opened on day `on`; None where no shorter notice is recorded."""
        return timing.shorter_notice(self.meeting, opened=self.on, reports=bool(self.papers))

    @cached_property
    def convened_on(self) -> date | None:
        """The day on which the meeting was convened at shorter notice; None without shorter notice that is lawful."""
        return timing.convened_on(self.meeting, self.on, self.days)

    @cached_property
    def in_time(self) -> bool:
        """True where an item opened on day `on` needs no ruling of urgency."""
        return timing.in_time(self.meeting, self.on, self.days)


def urgency_of(item: AgendaItem) -> notice.Urgency | None:
    """Return the chairman's ruling on an item, for the functions of `committee.law.notice`; None without a ruling."""
    ruling = getattr(item, "ruling", None)
    return notice.Urgency(ruling.chairman.name, ruling.circumstances) if ruling else None
