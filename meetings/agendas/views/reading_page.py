"""
The reading page of a paper, for the public and for members. Their views check who may read the paper.

A long paper has several parts. The address of a part ends in its first page in the file; the address of any other page
redirects to its part. The first part has the paper's own address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgpack
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString

from committee.public_pages.addresses import reverse
from committee.public_pages.page_data import asks_for_data
from committee.views.lookup import or_404
from meetings.agendas.views.lines import paper_address
from meetings.models import Meeting, PaperFile, PublishedPaper
from meetings.models.pack import address_words
from meetings.packs import page_pictures, paper_files, part_store
from meetings.packs.intake import page_image
from meetings.packs.page_numbers import Span
from meetings.packs.reading import html, view
from meetings.packs.watermark import marked
from meetings.sending import in_a_sentence

PART = 30_000  # bytes of the packed pages of one part; a larger page is a part by itself
MOST_HEADINGS = 50  # in the contents
ASKED_AGAIN_SECONDS = 600
PICTURED = ("scan", "picture", "author")  # sources of words beside which the picture of the page is shown


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page: its address, and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    One page of a paper, to read.

    - `number`: in the file. `stamped`: in the pack; the same as `number` where the pack has no number for it
    - `source`: as in `view.Page`
    - `pdf`: address of the page in the file
    - `notes`: the member's notes on the page (`meetings.members.notes.listing.ShownNote`)
    - `picture`: the page's picture, where the words are recognised, missing or a text version; None for other pages
    """

    number: int
    stamped: int
    source: str
    html: SafeString
    words: str
    pdf: str
    notes: Sequence[Any] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive pages of a paper, with the numbers that readers see."""

    first: int
    last: int
    url: str
    is_here: bool


@dataclass(frozen=True)
class Reading:
    """A published paper of one meeting, for a reader of `side` ("public" or "members")."""

    side: str
    meeting: Meeting
    published: PublishedPaper

    def address(self, number: int = 1, *, data: bool = False) -> str:
        """Return the address of the page `number` of the file, or of its data."""
        name = f"reading{'' if number == 1 else '-part'}{'-json' if data else ''}"
        return self._reverse(name) if number == 1 else self._reverse(name, number)

    def _reverse(self, name: str, *page: int) -> str:
        title = self.published.paper_file.paper.title_for_public
        args = [self.meeting.committee.slug, self.meeting.slug, self.published.paper_file_id, address_words(title)]
        return reverse(f"{self.side}:{name}", args=[*args, *page])

    def picture(self, page: view.Page, number: int) -> Picture:
        """Return the picture of the page `number` of the file."""
        scale = page_image.scale_of(page.width, page.height, page_pictures.WIDTH)
        size = [max(1, round(side * scale)) for side in (page.width, page.height)]
        return Picture(self._reverse("page-picture", number), *size)

    @property
    def pdf(self) -> str:
        """Address of the file."""
        file = self.published.paper_file
        return paper_address(self.side, self.meeting, file.pk, file.paper.title_for_public)

    @property
    def shift(self) -> int:
        """Difference between the numbers in the pack and in the file."""
        return self.published.first_page - 1 if self.published.first_page else 0

    @cached_property
    def pages(self) -> list[view.Page] | None:
        """The pages with their text versions; None until a worker, who is asked here, has read them."""
        file = self.published.paper_file
        pages = view.kept(file.stored)
        if pages is None:
            # SECURITY: strangers ask for pages, so a worker is not asked at each of their requests.
            if cache.add(f"reading-asked:{file.stored.sha256}", True, ASKED_AGAIN_SECONDS):
                view.make_soon(file.stored)
            return None
        return view.with_texts(pages, dict(file.texts.values_list("page", "text")))

    @cached_property
    def starts(self) -> list[int]:
        """The numbers of the first pages of the parts."""
        starts, size = [1], 0
        for number, page in enumerate(self.pages or [], 1):
            packed = len(msgpack.packb(page.blocks))
            if size and size + packed > PART:
                starts.append(number)
                size = 0
            size += packed
        return starts

    def start_of(self, number: int) -> int:
        """Return the number of the first page of the part that has the page `number`."""
        return max(start for start in self.starts if start <= max(number, 1))

    def leaf(self, page: view.Page, number: int, *, top: int = 2, anchored: bool = False) -> Leaf:
        """Return the page `number` of the file, to read; `anchored` gives its headings anchors."""
        made = html.as_html(page, top=top, number=number if anchored else 0)
        pdf = f"{self.pdf}#page={number}"
        picture = self.picture(page, number) if page.source in PICTURED else None
        return Leaf(number, number + self.shift, page.source, made, view.text_of(page), pdf, picture=picture)


def elsewhere(request: HttpRequest, reading: Reading, slug: str, number: int | None) -> HttpResponse | None:
    """
    Return a redirect where the address is not that of a part, else None. The paper's own address has no `number`.

    Before there were reading pages, the words of pictures were at “papers/12/text/”. Raises Http404 for a page that the
    file does not have.
    """
    file, start = reading.published.paper_file, reading.start_of(number or 1)
    if number is not None and not 1 <= number <= file.pages:
        raise Http404
    is_former = slug == "text" != address_words(file.paper.title_for_public)
    if not is_former and number in (None, start) and number != 1:
        return None
    anchor = f"#page-{number + reading.shift}" if number else ""
    return redirect(f"{reading.address(start, data=asks_for_data(request))}{anchor}")


def picture_of(file: PaperFile, page: int, *, copy_of: str = "") -> bytes:
    """
    Return the WebP picture of a page; the reader's right has been checked before. Raises as `page_pictures.of` does.

    SECURITY: a withheld page bears its marking (R15) and `copy_of`, the name of its reader; its picture is not stored.
    Raises Http404 where the file has no such page, or the page cannot be drawn.
    """
    if not 1 <= page <= file.pages:
        raise Http404
    if not file.paper.is_withheld:
        return or_404(page_pictures.of(file.stored, page) or None)
    with in_a_sentence():
        run, seconds = Span(page, page, 1), paper_files.MOST_SECONDS
        [only] = part_store.prepared_runs(file.stored, [run], seconds=seconds, tags=False)
        pdf = marked(only, file.paper.marking, title=file.paper.title, copy_of=copy_of)
    return or_404(page_pictures.draw(pdf, 1) or None)


def page_of(reading: Reading, title: str, begins: int | None) -> dict[str, Any]:
    """Return the context of the part that begins with the page `begins`; without `begins`, of the first part."""
    file, pages, first = reading.published.paper_file, reading.pages or [], begins or 1
    ends = [*(start - 1 for start in reading.starts[1:]), len(pages)]
    parts = [
        Part(start + reading.shift, end + reading.shift, reading.address(start), start == first)
        for start, end in zip(reading.starts, ends, strict=True)
    ]
    here = reading.starts.index(first)
    leaves = [
        reading.leaf(page, place, anchored=True) for place, page in enumerate(pages[first - 1 : ends[here]], first)
    ]
    is_long = len(parts) > 1
    return {
        "side": reading.side,
        "meeting": reading.meeting,
        "title": title,
        "paper": file.paper,
        "file": file,
        "item_number": reading.published.item_number,
        "pdf": reading.pdf,
        "is_unread": reading.pages is None,
        "leaves": leaves,
        "sources": {leaf.source for leaf in leaves},
        "parts": parts if is_long else [],
        "here": parts[here] if is_long else None,
        "before": parts[here - 1] if here else None,
        "after": parts[here + 1] if here + 1 < len(parts) else None,
        "contents": _contents(reading, first),
    }


def _contents(reading: Reading, first: int) -> list[tuple[bool, str, str]]:
    """
    Return the headings as (is below another, text, address): the two highest levels, if so many fit, else the highest.

    Where the headings of the highest level are too many, those of this part alone are returned.
    """
    headings = html.headings(reading.pages or [])
    highest = min((level for level, *_ in headings), default=1)
    shown = [heading for heading in headings if heading[0] <= highest + 1]
    if len(shown) > MOST_HEADINGS:
        shown = [heading for heading in headings if heading[0] == highest]
    if len(shown) > MOST_HEADINGS:
        shown = [heading for heading in shown if reading.start_of(heading[2]) == first][:MOST_HEADINGS]
    lines = []
    for level, text, number, anchor in shown:
        start = reading.start_of(number)
        url = f"#{anchor}" if start == first else f"{reading.address(start)}#{anchor}"
        lines.append((level > highest, text, url))
    return lines
