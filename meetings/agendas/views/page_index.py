"""
Pages by their page numbers: the paper and the file that hold a page, and the addresses of the page for one reader.

A published page number never changes, so the address of a page is permanent. Access is checked at each request,
through the lines of `meetings.agendas.views.lines`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.agendas.views.lines import ItemLine, PaperLine
from meetings.agendas.views.reading_page import Reading
from meetings.models import Meeting, PublishedPaper
from meetings.packs import published_files
from meetings.packs.page_numbers import Span, runs_of
from meetings.packs.published_files import PublishedFile
from meetings.packs.reading import view

NOT_NOW = (
    "This file is not available at the moment. You can still open the pack, each supplement and "
    "each paper from the meeting’s page."
)
BEFORE_NUMBER = re.compile(r"\A(pages?|p)[.\s]*")
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True)
class Reader:
    """
    One reader's view of a published agenda.

    - `side`: "public" or "members"
    - `held`: the files with the agenda's numbered pages in that side's edition: the main pack and the supplements
    - `opened`: supplement numbers of the files that this reader may open now; 0 is the main pack
    """

    side: str
    meeting: Meeting
    items: Sequence[ItemLine]
    held: Sequence[PublishedFile]
    opened: frozenset[int]

    def address(self, name: str, *args: object) -> str:
        """Return the path of a page about the meeting on this reader's side of the portal."""
        return reverse(f"{self.side}:{name}", args=[self.meeting.committee.slug, self.meeting.slug, *args])

    def address_in(self, volume: PublishedFile, place: int) -> str:
        """Return the address of page `place` (from 1) of a file; "" where this reader may not open that file."""
        if volume.supplement not in self.opened:
            return ""
        number = volume.supplement
        path = self.address("supplement", number) if number else self.address("pack")
        return f"{path}#page={place}"

    def lines(self) -> Iterator[tuple[ItemLine, PaperLine]]:
        """Yield every paper whose pages this reader may know of, with its item."""
        return ((item, paper) for item in self.items for paper in item.papers if paper.first)

    def runs(self) -> list[Span]:
        """Return the page numbers that this reader can open, as runs of numbers without a gap."""
        papers = [paper for _, paper in self.lines() if paper.url or paper.is_withheld]
        spans = [Span(paper.first, paper.last, paper.last - paper.first + 1) for paper in papers]
        return runs_of(sorted(spans, key=lambda span: span.first))


@dataclass(frozen=True)
class Leaf:
    """
    One numbered page, as far as this reader may know of it.

    - `supplement`: the number of the supplement that holds the page; 0 for the main pack
    - `in_pack`: URL of the page in that file; "" where this reader may not open the file
    - `before`, `after`: the nearest page numbers that this reader can open, or None
    - `file_pages`, `file_size`: number of pages and of bytes of that file
    """

    number: int
    item: ItemLine
    paper: PaperLine
    supplement: int
    in_pack: str
    before: int | None
    after: int | None
    file_pages: int = 0
    file_size: int = 0

    @property
    def file_name(self) -> str:
        """Name of the file that holds the page, for a sentence."""
        return f"supplement {self.supplement}" if self.supplement else "the main pack"

    @property
    def in_paper(self) -> int:
        """Number of the page within its paper: 1 is the first."""
        return self.number - self.paper.first + 1

    @property
    def is_blank(self) -> bool:
        """True where the page is the blank back of the last page of its paper."""
        return bool(self.paper.pages) and self.in_paper > self.paper.pages

    @property
    def alone(self) -> str:
        """URL of the page in the paper's own file; "" where this reader may not open it, and for a blank back."""
        return f"{self.paper.url}#page={self.in_paper}" if self.paper.url and not self.is_blank else ""


def leaf(reader: Reader, number: int) -> Leaf | None:
    """Return the page numbered `number`; None if this reader may not know of that page."""
    entry = next(((item, paper) for item, paper in reader.lines() if number in paper.numbers), None)
    volume = published_files.holding(reader.held, number)
    if entry is None or volume is None:
        return None
    runs = reader.runs()
    before = max((min(run.last, number - 1) for run in runs if run.first < number), default=None)
    after = min((max(run.first, number + 1) for run in runs if run.last > number), default=None)
    in_pack = reader.address_in(volume, volume.place_of(number))
    pack = volume.pack
    return Leaf(number, *entry, volume.supplement, in_pack, before, after, pack.pages, pack.stored.size)


def page_of(reader: Reader, leaf: Leaf, found: PublishedPaper | None) -> dict[str, Any]:
    """
    Return the context of the page that shows a leaf; a URL is "" where this reader may not open its target.

    `found` is the publication of the leaf's file; None where this reader may not open it, and for a blank back.
    """
    number = leaf.item.number
    reading = Reading(reader.side, reader.meeting, found) if found else None
    pages = reading.pages if reading else []
    page = next(iter((pages or [])[leaf.in_paper - 1 : leaf.in_paper]), None)
    public = reader.side == "public"
    # An item has a page of its own only on the public side; members see its papers on the page of the meeting.
    item = f"{reader.address('item', number)}#page-{leaf.number}" if public else f"{_home(reader)}#item-{number}"
    return {
        "meeting": reader.meeting,
        "side": reader.side,
        "leaf": leaf,
        "words": reading.leaf(page, leaf.in_paper) if reading and page else None,
        "picture": reading.picture(page or view.Page("picture", []), leaf.in_paper) if reading else None,
        "language": found.paper_file.language if found else "",
        "is_unread": pages is None,
        "reading_url": reading.address(leaf.in_paper) if reading else "",
        "home": _home(reader),
        "item_url": item,
        "item_file": reader.address("item-file", number) if any(paper.url for paper in leaf.item.papers) else "",
        "page_file": reader.address("page-file", leaf.number) if leaf.in_pack or leaf.alone else "",
        "go_to_page": reader.address("go-to-page"),
        "before": leaf.before and {"number": leaf.before, "url": reader.address("page", leaf.before)},
        "after": leaf.after and {"number": leaf.after, "url": reader.address("page", leaf.after)},
    }


def asking(reader: Reader, words: str, fault: str) -> dict[str, Any]:
    """Return the context of the page that asks for a number; `words` were typed, `fault` is the error in them."""
    return {
        "meeting": reader.meeting,
        "side": reader.side,
        "home": _home(reader),
        "go_to_page": reader.address("go-to-page"),
        "words": words[:40],
        "fault": fault,
        "faults": [("go-to-page", fault)] if fault else [],
        "numbers": _listed(reader),
    }


def none_such(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """
    Return status 404 for a page that this reader cannot open, with the numbers of the pages that the reader can open.

    SECURITY: the error is the same as when the number is typed (`asked`), so it discloses no page that this reader may
    not know of. Raises Http404 where the reader can open no page at all.
    """
    if not reader.runs():
        raise Http404
    page = asking(reader, str(number), _no_page(reader, str(number)))
    return render(request, "go_to_page.html", page, status=404)


def go_to_page(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Redirect to the page whose number was typed. For any other text, show the form again with an error."""
    words = request.GET.get("page")
    where, fault = asked(reader, words) if words is not None else ("", "")
    return redirect(where) if where else render(request, "go_to_page.html", asking(reader, words or "", fault))


def _home(reader: Reader) -> str:
    return reader.address("meeting")


def asked(reader: Reader, words: str) -> tuple[str, str]:
    """
    Return (URL, error) for a page typed as "57", "Page 57" or "ii"; either the URL or the error is "".

    Roman numerals are pages of the front sheet, as PDF readers number them.
    """
    words = words.strip()
    number = BEFORE_NUMBER.sub("", words.lower(), count=1)
    if not number:
        return "", "Enter a page number, such as 57."
    if number in ROMAN:
        return _front(reader, ROMAN.index(number), number)
    if not (number.isascii() and number.isdigit()):
        short = words if len(words) <= 20 else f"{words[:20]}..."
        return "", f"“{short}” is not a page number. Enter a number, such as 57."
    place = int(number[-9:]) if len(number.lstrip("0")) <= 9 else 0
    # A numbered page that was open once keeps its URL. The response there says that the page may not be read now.
    is_published = reader.side == "public" and published_files.holding(reader.held, place) is not None
    if place and (is_published or any(run.first <= place <= run.last for run in reader.runs())):
        return reader.address("page", place), ""
    return "", _no_page(reader, number)


def _front(reader: Reader, place: int, number: str) -> tuple[str, str]:
    main = next((volume for volume in reader.held if not volume.supplement), None)
    path = reader.address_in(main, place) if main and place <= main.pack.front_pages else ""
    return path, "" if path else f"The front sheet has no page {number}."


def _no_page(reader: Reader, number: str) -> str:
    listed = _listed(reader)
    if not listed:
        return "No paper of this meeting has numbered pages yet."
    return f"There is no page {number.lstrip('0')[:12] or '0'} here. The pages are {listed}."


def _listed(reader: Reader) -> str:
    return in_words(reader.runs())


def in_words(runs: Sequence[Span]) -> str:
    """Return runs of page numbers in words, “1 to 68 and 71 to 74”; "" where there are no pages."""
    ranges = [run.said().replace("–", " to ") for run in runs]
    return " and ".join([", ".join(ranges[:-1]), ranges[-1]] if len(ranges) > 1 else ranges)
