"""Reading PDFs back in tests: words, pixels, links."""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
import pypdfium2

from meetings.packs.check import Feet, Promise
from meetings.packs.page_numbers import Span


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(io.BytesIO(pdf), attempt_recovery=False)


def faults(pdf: bytes, spans: Sequence[Span], *, claims_ua: bool | None = None, **promised: Any) -> list[str]:
    """Return what the check of every build says of a pack of which that was promised."""
    for name in {"ours", "covers"} & promised.keys():
        promised[name] = tuple(promised[name])
    promised["labels"] = tuple(promised.get("labels", {}).items())
    return Promise(tuple(spans), **promised).faults(pdf, claims_ua=claims_ua)


def stamped(pdf: bytes) -> list[str]:
    """Return the words stamped at the foot of each page, "" where there are none."""
    feet = Feet()
    return [feet.words(page.obj) for page in opened(pdf).pages]


def words(pdf: bytes) -> list[str]:
    """Return the words of each page, spaces evened out."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def pixels(pdf: bytes, page: int = 0, scale: float = 0.5) -> tuple[tuple[int, int], bytes]:
    """Return (width, height) and the grey bytes of a page as it is shown."""
    bitmap = pypdfium2.PdfDocument(pdf)[page].render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    return (bitmap.width, bitmap.height), b"".join(
        rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height)
    )


def differs(one: bytes, other: bytes, page: int = 0) -> float:
    """Return the share of pixels that clearly differ between two renderings of a page; 1 where sizes differ."""
    (size, a), (other_size, b) = pixels(one, page), pixels(other, page)
    if abs(size[0] - other_size[0]) > 1 or abs(size[1] - other_size[1]) > 1:
        return 1.0
    if size != other_size:
        return 0.5
    return sum(abs(x - y) > 100 for x, y in zip(a, b, strict=True)) / len(a)


def everything(pdf: bytes) -> bytes:
    """Return the document unpacked, so that a word hidden in a compressed object is found."""
    out = io.BytesIO()
    opened(pdf).save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        compress_streams=False,
    )
    return out.getvalue()


def addresses(pdf: bytes) -> list[str]:
    """Return every web address that a page links to."""
    found = []
    for page in opened(pdf).pages:
        for annot in page.obj.get("/Annots", []):
            action: Any = annot.get("/A")
            if action is not None:
                found.append(str(action.get("/URI", "?")))
    return found


def inner_targets(pdf: bytes) -> list[tuple[int, int]]:
    """Return (page, page it leads to) of every link inside the document, from 0."""
    document = opened(pdf)
    index = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    return [
        (number, index[annot.Dest[0].objgen])
        for number, page in enumerate(document.pages)
        for annot in page.obj.get("/Annots", [])
        if "/Dest" in annot
    ]
