"""
Silent pages show a picture and have no words of their own, so a screen reader or a search finds nothing on them.

A page is silent where all of these are true:

- Pictures cover at least an eighth of the page: more than a crest at the head of an empty page.
- The page has no words of its own, and fewer than eight numbers. (More numbers may be a table.)

What counts:

- Page numbers are not the page's own words. Nor are lines of a header or footer: up to six lines that are shared by at
  least half of the pages and by at least three pages.
- A picture is an image, or a drawing of at least forty strokes (words turned into outlines, a chart).
- A blank page is not silent. A page whose pictures are described in the file's tags is not silent either.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary, Name, Pdf

from meetings.packs.pdf import links

LEAST = 0.125
STROKES = 40
FIGURES, FURNITURE = 8, 6
MOST_OBJECTS = 5_000  # objects read of one page: more objects rarely change the result, and a map may have a million
COUNTING = {"page", "pages", "slide", "slides", "of", "tudalen", "sleid"}
MADE_UP = re.compile(r"automatically generated|ai-generated", re.IGNORECASE)
DESCRIBED = 5  # fewest words of a description; a shorter text is "image 1" or the name of a file
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """One page as PDFium sees it: its lines of text, and the share of the page (0 to 1) covered by pictures."""

    lines: tuple[str, ...]
    covered: float


def silent_pages(pdf: bytes, seconds: float) -> list[int] | None:
    """
    Return the numbers (from 1) of silent pages; None where PDFium cannot read the file within `seconds`.

    Runs in a child process.
    """
    import pypdfium2

    until, looks = time.monotonic() + seconds, []
    try:
        for page in pypdfium2.PdfDocument(pdf):
            looks.append(_look(page))
            page.close()
            if time.monotonic() > until:
                return None
    except pypdfium2.PdfiumError:
        return None
    return judge(looks)


def judge(looks: list[Look]) -> list[int]:
    """Return the numbers (from 1) of the silent pages; `looks` are all pages of a paper."""
    seen = Counter(line for look in looks for line in {_shape(line) for line in look.lines})
    shared = {line for line, times in seen.items() if times >= max(3, len(looks) / 2)}
    silent = []
    for number, look in enumerate(looks, 1):
        if look.covered >= LEAST and not _says_something(look, shared):
            silent.append(number)
    return silent


def _says_something(look: Look, shared: set[str]) -> bool:
    unshared = [line for line in look.lines if _shape(line) not in shared]
    if len(look.lines) - len(unshared) > FURNITURE:
        unshared = list(look.lines)
    return any(map(_has_words, unshared)) or sum(len(re.findall(r"\d[\d.,]*", line)) for line in unshared) >= FIGURES


def _shape(line: str) -> str:
    """Return a line with "#" for each number, so that a footer with a page number is the same on each page."""
    return re.sub(r"\d+", "#", " ".join(line.casefold().split()))


def _has_words(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", line.casefold())
    return any(word not in COUNTING for word in words)


def _look(page: Any) -> Look:
    text = page.get_textpage()
    lines = tuple(text.get_text_bounded().splitlines())
    text.close()
    return Look(lines, _covered(page))


def _covered(page: Any) -> float:
    """
    Return the share of a page (0 to 1) covered by pictures.

    Where a page has many strokes, the box around all of them counts as one picture.
    """
    frame: Box = page.get_bbox()
    images, strokes = 0.0, []
    for count, (kind, box) in enumerate(_drawn(page)):
        if count > MOST_OBJECTS:
            break
        box = max(box[0], frame[0]), max(box[1], frame[1]), min(box[2], frame[2]), min(box[3], frame[3])
        if kind == "image":
            images += _area(box)
        else:
            strokes.append(box)
    if len(strokes) >= STROKES:
        lefts, bottoms, rights, tops = zip(*strokes, strict=True)
        images = max(images, _area((min(lefts), min(bottoms), max(rights), max(tops))))
    return min(1.0, images / max(1.0, _area(frame)))


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _drawn(page: Any) -> Iterator[tuple[str, Box]]:
    """Yield "image" or "stroke", and the box on the page, for every image and stroke, also for those inside forms."""
    import pypdfium2
    from pypdfium2 import raw

    kinds = {raw.FPDF_PAGEOBJ_IMAGE: "image", raw.FPDF_PAGEOBJ_SHADING: "image", raw.FPDF_PAGEOBJ_PATH: "stroke"}
    around = [pypdfium2.PdfMatrix()]
    for thing in page.get_objects(max_depth=8):
        del around[thing.level + 1 :]
        if thing.type == raw.FPDF_PAGEOBJ_FORM:
            around.append(thing.get_matrix().multiply(around[-1]))
        elif thing.type in kinds:
            yield kinds[thing.type], around[-1].on_rect(*thing.get_bounds())


def described(pdf: Pdf) -> set[int]:
    """Return the numbers (from 1) of pages whose tags have a description written by the author, not by a program."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    numbers = set()
    for element in pdf.objects:
        if isinstance(element, Dictionary) and Name.Alt in element and Name.S in element:
            words = str(element.get(Name.Alt))
            if len(words.split()) >= DESCRIBED and not MADE_UP.search(words):
                numbers |= {places[page.objgen] for page in _pages_of(element) if page.objgen in places}
    return numbers


def _pages_of(element: Any) -> Iterator[Any]:
    for holder in [element, *links.as_list(element.get(Name.K))]:
        page = holder.get(Name.Pg) if isinstance(holder, Dictionary) else None
        if isinstance(page, Dictionary):
            yield page
