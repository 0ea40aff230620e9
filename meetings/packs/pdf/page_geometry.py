"""Straightening of pages: valid boxes, no /Rotate, and every ``q`` closed. Content and tags are preserved."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from pikepdf import Array, Dictionary, Matrix, Name, Pdf, Stream, parse_content_stream

from committee.acts.refusal import Refused
from meetings.packs.pdf import links

PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Annots", "/StructParents",
    "/Tabs", "/Group", "/UserUnit",
}  # fmt: skip

A4 = (0.0, 0.0, 595.276, 841.89)
SMALLEST, LARGEST = 36.0, 14_400.0  # points of a page's side: half an inch, and the format's own limit
HEAVIEST = 64 * 1024 * 1024  # most bytes of drawing commands on one page; more is a decompression bomb
Box = tuple[float, float, float, float]


def box(raw: Any) -> Box | None:
    """Return (left, bottom, right, top) of a PDF rectangle; None where ``raw`` is no rectangle."""
    try:
        a, b, c, d = (float(value) for value in raw)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def visible(page: Any) -> Box:
    """Return the visible box of a page: its CropBox within its MediaBox."""
    media = box(page.get(Name.MediaBox)) or A4
    crop = box(page.get(Name.CropBox)) or media
    cut = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return cut if cut[2] > cut[0] and cut[3] > cut[1] else media


def turned(page: Any) -> int:
    """Return a page's rotation as 0, 90, 180 or 270."""
    try:
        angle = int(page.get(Name.Rotate, 0))
    except (TypeError, ValueError):
        return 0
    return angle % 360 if angle % 90 == 0 else 0


def unit(page: Any) -> float:
    """Return the number of points in one unit of a page: 1 except for very large pages."""
    try:
        points = float(page.get(Name.UserUnit, 1))
    except (TypeError, ValueError):
        return 1.0
    return points if 0.01 < points < 1000 else 1.0


def straighten(pdf: Pdf) -> None:
    """Give every page its own plain boxes and turn rotated pages upright. Raises Refused for a tiny or huge page.

    Attributes inherited from the page tree need no code: qpdf copies them to each page when it opens a file.
    """
    for number, page in enumerate(pdf.pages, 1):
        shown = visible(page.obj)
        width, height = shown[2] - shown[0], shown[3] - shown[1]
        if min(width, height) < SMALLEST or max(width, height) > LARGEST:
            across, down = (f"{side / 72 * 25.4:,.0f}" for side in (width, height))
            raise Refused(f"Page {number} measures {across} by {down} mm. Print the file to PDF again at A4.")
        media = box(page.obj.get(Name.MediaBox)) or A4
        page.obj.MediaBox = Array(media)
        if shown == media:
            links.drop(page.obj, "/CropBox")
        else:
            page.obj.CropBox = Array(shown)
        if Name.Resources not in page.obj:
            page.obj.Resources = Dictionary()
        angle = turned(page.obj)
        links.drop(page.obj, "/Rotate")
        if angle:
            _turn(pdf, page.obj, angle, media, shown)


def upright_matrix(angle: int, shown: Box) -> Matrix:
    """Return the matrix from a page's own space to the space of the upright page, whose shown part starts at (0, 0)."""
    left, bottom, right, top = shown
    return {
        0: Matrix(1, 0, 0, 1, -left, -bottom),
        90: Matrix(0, -1, 1, 0, -bottom, right),
        180: Matrix(-1, 0, 0, -1, right, top),
        270: Matrix(0, 1, -1, 0, top, -left),
    }[angle]


def _moved(matrix: Matrix, rect: Box) -> Box:
    a, b = matrix.transform((rect[0], rect[1])), matrix.transform((rect[2], rect[3]))
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _turn(pdf: Pdf, page: Any, angle: int, media: Box, shown: Box) -> None:
    matrix = upright_matrix(angle, shown)
    page.MediaBox = Array(_moved(matrix, media))
    if Name.CropBox in page:
        page.CropBox = Array(_moved(matrix, shown))
    wrap(pdf, page, b"q " + matrix.encode() + b" cm\n", b"\nQ\n")
    _turn_patterns(pdf, page, matrix)
    for annot in links.annotations(page):
        if rect := box(annot.get(Name.Rect)):
            annot.Rect = Array(_moved(matrix, rect))
        quads = annot.get(Name.QuadPoints)
        if isinstance(quads, Array):
            flat = [float(value) for value in quads]
            points = [matrix.transform((flat[i], flat[i + 1])) for i in range(0, len(flat) - 1, 2)]
            annot.QuadPoints = Array([value for point in points for value in point])


def _turn_patterns(pdf: Pdf, page: Any, matrix: Matrix) -> None:
    """Turn the page's patterns too, because ``cm`` does not change the space of patterns."""
    resources = page.get(Name.Resources)
    patterns = resources.get(Name.Pattern) if isinstance(resources, Dictionary) else None
    if not isinstance(patterns, Dictionary):
        return
    page.Resources, fresh = copy(resources), Dictionary()  # other pages may share the resources
    for key in sorted(patterns.keys()):
        old: Any = patterns[key]
        new = copy(old)
        new.Matrix = (Matrix(old.get(Name.Matrix, [1, 0, 0, 1, 0, 0])) @ matrix).as_array()
        fresh[key] = pdf.make_indirect(new)
    page.Resources.Pattern = fresh


def wrap(pdf: Pdf, page: Any, before: bytes, after: bytes) -> None:
    """Put drawing commands before and after the page's own commands."""
    start = [pdf.make_stream(before)] if before else []
    page.Contents = Array([*start, *streams(page), pdf.make_stream(after)])


def streams(page: Any) -> list[Stream]:
    """Return the streams that draw a page."""
    return [item for item in links.as_list(page.get(Name.Contents)) if isinstance(item, Stream)]


def balance(pdf: Pdf) -> list[bool]:
    """Balance the ``q`` and ``Q`` commands of every page, so that stamps are placed correctly.

    Returns for each page whether the page draws text. Raises Refused where a page cannot be read.
    """
    texts = []
    for number, page in enumerate(pdf.pages, 1):
        try:
            if sum(len(item.read_bytes()) for item in streams(page.obj)) > HEAVIEST:
                raise Refused(
                    f"Page {number} is too heavy to read. Open the original and print or export it to PDF again."
                )
            commands = [str(item.operator) for item in parse_content_stream(page, "q Q Tj TJ ' \" Do")]
        except (MemoryError, Refused):
            raise
        except Exception as error:
            if "bad_alloc" in str(error):
                raise MemoryError from error
            raise Refused(
                f"Page {number} is damaged. Open the original and print or export it to PDF again."
            ) from error
        depth = lowest = 0
        for command in commands:
            depth += (command == "q") - (command == "Q")
            lowest = min(lowest, depth)
        if lowest or depth:
            wrap(pdf, page.obj, b"q\n" * -lowest, b"\n" + b"Q\n" * (depth - lowest))
        direct = any(command in ("Tj", "TJ", "'", '"') for command in commands)
        texts.append(direct or ("Do" in commands and _forms_have_fonts(page.obj.get(Name.Resources))))
    return texts


def _forms_have_fonts(resources: Any) -> bool:
    within = [drawn.get(Name.Resources) for drawn in drawn_in(resources)]
    return any(isinstance(named, Dictionary) and Name.Font in named for named in within)


def drawn_in(*resources: Any) -> Iterator[Stream]:
    """Yield the forms and pictures named in resources, and the forms and pictures within forms, each once."""
    todo, seen = list(resources), set()
    while todo:
        named = todo.pop()
        drawings: Any = named.get(Name.XObject) if isinstance(named, Dictionary) else None
        for key in sorted(drawings.keys()) if isinstance(drawings, Dictionary) else ():
            drawing = drawings[key]
            if isinstance(drawing, Stream) and drawing.objgen not in seen:
                seen.add(drawing.objgen)
                yield drawing
                todo.append(drawing.get(Name.Resources))
