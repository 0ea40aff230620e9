"""The text of a PDF by the lines that a reader sees, so that the cells of a table row are on one line."""

from collections.abc import Iterable
from typing import Any, cast

from meetings.packs.intake import sandbox

MEMORY = 1 << 30
MOST_LETTERS = 10_000_000  # most letters of a file, because callers hold and search all of them in memory
Rect = tuple[float, float, float, float]


def lines(pdf: bytes) -> list[str]:
    """
    Return the text of each page, with a line break between lines.

    PDFium's own text joins a lone digit to its neighbour ("41 3" as "413"), so each run of text is read alone.
    Raises TimeoutError, MemoryError or sandbox.Crashed where PDFium cannot read the file.
    """
    facts, _ = sandbox.run("meetings.packs.intake.text_lines.read_lines", pdf, seconds=60, memory=MEMORY)
    return cast(list[str], facts["lines"])


def read_lines(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"lines": [str, ...]}, b""). Runs in a child process."""
    import pypdfium2

    pages, letters = [], 0
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        rects = [text.get_rect(index) for index in range(text.count_rects())]
        pages.append(_joined((rect, text.get_text_bounded(*rect)) for rect in rects))
        letters += len(pages[-1])
        if letters > MOST_LETTERS:
            raise MemoryError
    return {"lines": pages}, b""


def _joined(pieces: Iterable[tuple[Rect, str]]) -> str:
    """Return the pieces of text joined from top to bottom; pieces that overlap by half their height share a line."""
    rows: list[list[tuple[Rect, str]]] = []
    for rect, text in sorted(pieces, key=lambda piece: -(piece[0][1] + piece[0][3])):
        if rows and _shares_line(rows[-1][0][0], rect):
            rows[-1].append((rect, text))
        else:
            rows.append([(rect, text)])
    return "\n".join(_line(row) for row in rows)


def _line(row: list[tuple[Rect, str]]) -> str:
    return " ".join(" ".join(text.split()) for _, text in sorted(row, key=lambda piece: piece[0][0])).replace(
        "\x00", ""
    )


def _shares_line(rect: Rect, other: Rect) -> bool:
    overlap = min(rect[3], other[3]) - max(rect[1], other[1])
    return overlap > 0.5 * min(rect[3] - rect[1], other[3] - other[1])
