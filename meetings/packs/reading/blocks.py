"""The blocks of a PDF's pages, from its tags or from its lines (see `view`). Runs in a child process."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from meetings.packs.intake import flatten
from meetings.packs.reading import glyphs, tagged, untagged
from meetings.packs.reading.glyphs import BROKEN, SOFT, Glyph

MOST_LETTERS = 10_000_000  # of a file
LONGEST_SIDE = 14_400  # points of a page: 200 inches, the most that PDF readers show
HYPHENATED, NO_WORD = re.compile("([" + BROKEN + SOFT + "])"), re.compile(r"\W")
LONGEST_WORD = 100  # letters of a word before a hyphen at the end of a line


def read(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"pages": [[source, blocks, width, height], ...]}, b"")."""
    import pypdfium2

    document, hidden = pypdfium2.PdfDocument(data), flatten.names_of_hidden_layers(data)
    pages: list[list[Any]] = []
    without_tags: dict[int, list[Glyph]] = {}
    letters = 0
    for number in range(len(document)):
        pages.append(["picture", [], None, None])
        with contextlib.suppress(pypdfium2.PdfiumError):  # a damaged page is a picture without words
            page = document[number]
            pages[number][2:] = [round(min(LONGEST_SIDE, side)) for side in page.get_size()]
            drawn = glyphs.of_page(page, hidden)
            letters += len(drawn)
            if letters > MOST_LETTERS:
                raise MemoryError
            blocks = tagged.blocks(page, drawn)
            if blocks is None:
                without_tags[number] = drawn
            elif blocks:
                pages[number][:2] = ["tags", blocks]
            page.close()
    body = untagged.body_height(without_tags.values())
    for number, drawn in without_tags.items():
        drawn = glyphs.without_artifacts(drawn)
        if any(glyph.text.strip() for glyph in drawn):
            scan = sum(glyph.invisible for glyph in drawn) > 0.5 * len(drawn)
            pages[number][:2] = ["scan" if scan else "lines", untagged.blocks(drawn, 0 if scan else body)]
    known = Counter(word for page in pages for text in _texts(page) for word in re.findall(r"\w+", text))
    return {"pages": [_mended(page, known) for page in pages]}, b""


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for inner in data:
            yield from _texts(inner)


def _mended(data: Any, known: Counter[str]) -> Any:
    """Return the data with each hyphen at the end of a line kept, or dropped where the whole word occurs elsewhere."""
    if isinstance(data, list):
        return [_mended(inner, known) for inner in data]
    if not isinstance(data, str) or (BROKEN not in data and SOFT not in data):
        return data
    parts = HYPHENATED.split(data)
    text = parts[0]
    for mark, after in zip(parts[1::2], parts[2::2], strict=True):
        word = NO_WORD.split(text[-LONGEST_WORD:])[-1] + NO_WORD.split(after, maxsplit=1)[0]
        text += ("" if mark == SOFT or word in known else "-") + after
    return text
