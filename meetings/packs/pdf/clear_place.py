"""
Where the head of a page has nothing drawn on it, so that a line can be stamped clear of the paper's own words.

The page is drawn as readers see it: letters, pictures, rules and forms' fields alike are in the way.
"""

from dataclasses import dataclass
from typing import Any

CELL, ACROSS, TALLEST = 6, 1_200, 4_000  # pixels
DARK = 200  # of 255: what is paler is a tint, or the noise of a scan
DEEP = 8  # of how many the part of the page that is looked at is one


@dataclass(frozen=True)
class Head:
    """The uppermost part of a page in cells, row by row from the left, 1 where something is drawn."""

    columns: int
    cells: bytes

    def is_clear(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Return whether a box is clear of drawing; measured in page widths from the upper left corner."""
        rows = len(self.cells) // self.columns if self.columns else 0
        first, last = int(left * self.columns), int(right * self.columns)
        upper, lower = int(top * self.columns), int(bottom * self.columns)
        if min(first, upper) < 0 or last >= self.columns or lower >= rows:
            return False
        return not any(any(self.cells[row * self.columns :][first : last + 1]) for row in range(upper, lower + 1))


def read_head(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"columns": n}, the cells) of a file's first page. Runs in the child."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    width, height = page.get_size()
    scale = min(ACROSS / max(1.0, width), TALLEST / max(1.0, height))
    drawn = page.render(scale=scale, crop=(0, height * (1 - 1 / DEEP), 0, 0)).to_pil().convert("L")
    columns = drawn.width // CELL
    dark = drawn.point(lambda shade: 255 if shade < DARK else 0).crop((0, 0, columns * CELL, drawn.height))
    cells = dark.reduce(CELL).tobytes()  # the mean of a cell: 7 of 255 for one pixel of it
    return {"columns": columns}, bytes(1 if cell else 0 for cell in cells)
