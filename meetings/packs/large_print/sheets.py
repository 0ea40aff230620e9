"""The pages of the large-print edition that belong to it alone: its front sheet, and what stands in place of a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from committee import printing
from committee.acts.refusal import Refused
from committee.models import Council
from committee.printing import PrintingError
from committee.wording import wording
from meetings.models import Access, PaperFile
from meetings.packs import front_sheet
from meetings.packs import snapshot as snapshots
from meetings.packs.page_numbers import Span, label_of

NAME = "Large print"


@dataclass(frozen=True)
class Piece:
    """One paper's place: its item and itself as the snapshot has them, and its file."""

    item: dict[str, Any]
    paper: dict[str, Any]
    file: PaperFile

    @property
    def key(self) -> str:
        """The front sheet links to it by this name."""
        return f"item-{self.item['number']}-paper-{self.file.paper_id}"

    @property
    def title(self) -> str:
        """Bookmark of the piece."""
        item, paper = self.item["title"], self.paper["title"]
        return f"{self.item['number']}. {item if paper == item else f'{item}: {paper}'}"

    @property
    def marking(self) -> str:
        """Marking for every page of a paper that is withheld, or has been withheld since (R15)."""
        return self.file.paper.marking or self.paper["marking"]


def in_its_place(piece: Piece, snapshot: snapshots.Snapshot) -> str:
    """Return the HTML of a page in place of a paper not written by the portal: its title, and whom to ask."""
    context = {
        "item": piece.item,
        "paper": piece.paper,
        "contact": snapshot["contact"],
        "place": _place([piece.paper]),
    }
    return printing.template_html("print/not_in_large_print.html", context, piece.paper["title"])


def front(
    snapshot: snapshots.Snapshot, pieces: Sequence[Piece], spans: Sequence[Span], *, title: str, edition: str
) -> bytes:
    """Return the PDF of the front sheet: each item with its own pages, and with those of the pack. Raises Refused."""
    placed = {piece.paper["file"]: span for piece, span in zip(pieces, spans, strict=True)}
    keys = {piece.paper["file"]: piece.key for piece in pieces}
    items = [_item(item, placed, keys) for item in snapshot["items"]]
    context = front_sheet.context_of(snapshot, items, edition=edition, council=Council.current())
    context["uploads"] = sum(1 for piece in pieces if piece.file.source is None)
    try:
        with wording.as_frozen(snapshot):
            return printing.print_template("print/large_front_sheet.html", context, title, large=True)
    except PrintingError as error:
        raise Refused(f"The front sheet could not be printed: {error} Tell the portal’s administrator.") from error


def _item(item: dict[str, Any], spans: dict[int, Span], keys: dict[int, str]) -> dict[str, Any]:
    """Return an item with its own pages in this edition, and its places in the packs."""
    bound = [
        {**paper, "key": keys[paper["file"]], "range": f"({_pages(spans[paper['file']], spans[paper['file']])})"}
        for paper in item["papers"]
        if paper["file"] in spans
    ]
    opened = [paper for paper in bound if paper["access"] == Access.OPEN]
    open_spans = [spans[paper["file"]] for paper in opened]
    by_file = {paper["file"]: paper for paper in bound}
    return {
        **item,
        "range": f"({_pages(open_spans[0], open_spans[-1])})"
        if open_spans
        else "(To follow)"
        if item["to_follow"]
        else "",
        "first_key": opened[0]["key"] if opened else "",
        "withheld": [by_file.get(paper["file"], paper) for paper in item["papers"] if paper["access"] != Access.OPEN],
        "elsewhere": list(_places(item["papers"])),
    }


def _pages(first: Span, last: Span) -> str:
    return f"Page {first.first}" if first.first == last.last else f"Pages {first.first} to {last.last}"


def _places(papers: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a sentence for each pack that binds some of the papers: the pack and its pages."""
    for pack in sorted({paper["pack"] for paper in papers if paper["pack"] is not None}):
        yield _place([paper for paper in papers if paper["pack"] == pack])


def _place(papers: list[dict[str, Any]]) -> str:
    """Return the words “In the agenda pack: pages 7 to 18.”; "" if the pages may not be told."""
    placed = [paper for paper in papers if paper["first"] is not None]
    if not placed:
        return ""
    where = f"supplement {placed[0]['pack']}" if placed[0]["pack"] else "the agenda pack"
    label = label_of([Span(paper["first"], paper["last"], 1) for paper in placed])
    return f"In {where}: {label.strip('()').replace('–', ' to ').lower()}."
