"""Pictures of a file's pages: one page to read while a text version is written, or small pictures of many pages."""

import io
from typing import Any

from committee.acts.refusal import Refused
from meetings.packs.intake import sandbox

WIDTH, TALLEST = 1_000, 3_000  # pixels: large enough to read a slide, small enough to send
MEMORY = 1 << 30


def scale_of(width: float, height: float, most: int) -> float:
    """Return the scale at which a page, with sides in points, is at most `most` pixels wide and TALLEST pixels high."""
    return min(most / max(1.0, width), TALLEST / max(1.0, height))


def picture(pdf: bytes, page: int, *, width: int = WIDTH, kind: str = "PNG") -> bytes:
    """
    Return one page (1 is the first) as a PNG or "WEBP", at most `width` pixels wide and TALLEST pixels high.

    Raises Refused where the file has no such page; TimeoutError, MemoryError or sandbox.Crashed where the page cannot
    be drawn.
    """
    _, data = sandbox.run(
        "meetings.packs.intake.page_image.draw", pdf, seconds=20, memory=MEMORY, page=page, width=width, kind=kind
    )
    return data


def draw(data: bytes, *, page: int, width: int, kind: str) -> tuple[dict[str, Any], bytes]:
    """Return ({}, the picture of one page). Runs in a child process. Raises Refused where the file has no such page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 1 <= page <= len(document):
        raise Refused(f"The file has no page {page}.")
    shown = document[page - 1]
    across, down = shown.get_size()
    out = io.BytesIO()
    drawn = shown.render(scale=scale_of(across, down, width)).to_pil()
    drawn.save(out, kind, **({"quality": 65, "method": 1} if kind == "WEBP" else {}))
    return {}, out.getvalue()


def draw_small(data: bytes, *, width: int, most: int) -> tuple[dict[str, Any], bytes]:
    """Return ({"sizes": bytes of each PNG}, the PNGs of the first `most` pages joined). Runs in a child process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    drawn = []
    for number in range(min(most, len(document))):
        shown = document[number]
        across, down = shown.get_size()
        scale = min(width / max(1.0, across), 2 * width / max(1.0, down))
        out = io.BytesIO()
        shown.render(scale=scale).to_pil().convert("L").quantize(16).save(out, "PNG", optimize=True)
        drawn.append(out.getvalue())
    return {"sizes": [len(png) for png in drawn]}, b"".join(drawn)
