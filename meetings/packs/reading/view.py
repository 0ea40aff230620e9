"""
The reading view of a stored PDF: the content of each page as blocks, stored by the file's hash.

A view is as secret as its file: it is in private storage, and a takedown deletes it. A block is a list of plain data:

- ["heading", level, runs]: level 1 to 6
- ["paragraph", runs]
- ["list", kind, items]: `kind` is "bullets", "numbers" (consecutive) or "labels"; an item is [label, blocks]
- ["table", caption, rows]: `caption` is runs. A row is a list of cells [scope, columns, rows, blocks]. `scope` is ""
  for a data cell, else "col", "row" or "both"; `columns` and `rows` are how many of each the cell spans.
- ["figure", alternative text, blocks]: the blocks are the words in the picture

A run is [text, href], with "" for no link. A line break in a text is "\\n".
"""

import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

import msgpack
from django.db import transaction
from django.tasks import task

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import StoredFile
from committee.search import index
from committee.wording.unprintable import UNPRINTABLE
from meetings.models import Meeting, PaperFile
from meetings.packs import derived_store
from meetings.packs.intake import sandbox
from meetings.packs.reading.blocks import LONGEST_SIDE

logger = logging.getLogger(__name__)
KIND, RECIPE = "reading", "5"  # increase RECIPE when the result of `make` changes
SECONDS, MEMORY = 300, 1 << 30
AFTER_CHECKS = -20  # the priority of the task
SOURCES = ("tags", "lines", "scan", "picture")
DEEPEST, MOST_BLOCKS, MOST_LETTERS = 12, 20_000, 500_000  # of one page; a page beyond this is cut off
MOST_PAGES, LONGEST_LINK, WIDEST = 2_000, 2_000, 100
type Block = list[Any]
type Run = list[str]


class Page(NamedTuple):
    """
    One page. `source` says where its words come from.

    - "tags": the tags of the file
    - "lines": the lines of an untagged page, joined to paragraphs
    - "scan": words recognised in a picture
    - "author": a text version, see `with_texts`
    - "picture": the page has no words

    `width` and `height` are those of the page as it is shown, in points.
    """

    source: str
    blocks: list[Block]
    width: int = 595  # of A4
    height: int = 842


def kept(stored: StoredFile) -> list[Page] | None:
    """
    Return the pages as last made; None where they have not been made. Never reads the PDF.

    The list is empty for a file that cannot be read.
    """
    data = derived_store.kept(KIND, _key(stored))
    return None if data is None else [Page(*page) for page in msgpack.unpackb(data)]


def make(stored: StoredFile) -> list[Page]:
    """
    Read the PDF, store its pages and return them.

    Raises TimeoutError, MemoryError or sandbox.Crashed where PDFium cannot read the file; Busy; the errors of
    `files.read`. Never call this within a request.
    """
    data = files.read(stored)
    facts, _ = sandbox.run("meetings.packs.reading.blocks.read", data, seconds=SECONDS, memory=MEMORY)
    pages = [_page(page) for page in _list(facts.get("pages"))[:MOST_PAGES]]
    _keep(stored, pages)
    # SECURITY: a takedown may have erased the file, and deleted its view, while the file was read.
    if not files.holds(stored):
        derived_store.forget(KIND, _key(stored))
        raise files.Lost("The file was erased while it was read.")
    return pages


def make_missing(stored: StoredFile, *, again: bool = False) -> bool:
    """
    Make the view where it is missing; return whether it was made now.

    A file that cannot be read gets an empty view, so that nobody tries again until RECIPE changes, except with `again`.
    A file that cannot be read just now (storage is out of reach, no reader is free) stays without a view.
    """
    pages = kept(stored)
    if pages or (pages is not None and not again):
        return False
    try:
        make(stored)
    except (TimeoutError, MemoryError, sandbox.Crashed):
        logger.exception("file %s cannot be read, so it has no reading view", stored.sha256[:12])
        _keep(stored, [])
        return False
    except (OSError, ValueError, Refused):
        logger.exception("file %s could not be read now", stored.sha256[:12])
        return False
    return True


def make_soon(stored: StoredFile) -> None:
    """Queue, after the commit, a task that makes the view. Tasks without a priority, such as checks, come first."""
    transaction.on_commit(partial(_make.using(priority=AFTER_CHECKS).enqueue, stored.pk), robust=True)


@task()
def _make(stored_id: int) -> None:
    if stored := StoredFile.objects.filter(pk=stored_id).first():  # the file may be deleted by now
        make_and_index(stored)


def make_and_index(stored: StoredFile, *, again: bool = False) -> bool:
    """Make the view as `make_missing` does; if it was made now, index the published papers with this file again."""
    if not make_missing(stored, again=again):
        return False
    paper_files = PaperFile.objects.filter(stored=stored).defer("fingerprint")
    with transaction.atomic():
        # The verb that withholds a paper locks the meeting too, so no paper is withheld while papers are indexed.
        list(
            Meeting.objects.filter(pk__in=paper_files.values("paper__item__meeting")).order_by("pk").select_for_update()
        )
        index.changed(*paper_files)
    return True


def _keep(stored: StoredFile, pages: list[Page]) -> None:
    with contextlib.suppress(OSError):  # the empty view of an earlier failure
        derived_store.forget(KIND, _key(stored))
    derived_store.derived(KIND, _key(stored), lambda: msgpack.packb(pages))


def _key(stored: StoredFile) -> str:
    return f"{stored.sha256}-{RECIPE}"


def with_texts(pages: Iterable[Page], texts: Mapping[int, str]) -> list[Page]:
    """Return the pages with text versions (`PageText`, by page; 1 is the first) in place of the machine's words."""
    made = list(pages)
    made += [Page("picture", [])] * (max(texts, default=0) - len(made))
    for number, text in texts.items():
        parts = [part.strip("\n") for part in text.split("\n\n")]
        blocks = [["paragraph", [[part, ""]]] for part in parts if part.strip()]
        made[number - 1] = made[number - 1]._replace(source="author", blocks=blocks)
    return made


def text_of(page: Page) -> str:
    """Return the words of a page in reading order, with a line break between blocks, items and rows."""
    return "\n".join(line for block in page.blocks for line in _lines(block))


def words(runs: list[Run]) -> str:
    """Return the words of runs."""
    return "".join(text for text, _ in runs)


def _lines(block: Block) -> list[str]:
    match block:
        case ["heading", _, runs] | ["paragraph", runs]:
            return words(runs).split("\n")
        case ["list", kind, items]:
            return [line for item in items for line in _item_lines(kind, *item)]
        case ["table", caption, rows]:
            return [
                *filter(None, [words(caption)]),
                *filter(None, (" ".join(map(_cell_text, row)).strip() for row in rows)),
            ]
        case ["figure", alt, blocks]:
            return [*filter(None, [alt]), *(line for inner in blocks for line in _lines(inner))]
    return []


def _item_lines(kind: str, label: str, blocks: list[Block]) -> list[str]:
    lines = [line for block in blocks for line in _lines(block)]
    if kind == "bullets" or not label:
        return lines
    return [" ".join([label, *lines[:1]]), *lines[1:]]


def _cell_text(cell: list[Any]) -> str:
    return " ".join(line for block in cell[3] for line in _lines(block))


# The child reads a stranger's file, so everything in its answer is checked and bounded.


def _page(data: Any) -> Page:
    source, blocks, *sides = _padded(_list(data), 4)
    checked = _Check().blocks(blocks, 0)
    size = [min(max(side, 1), LONGEST_SIDE) for side in sides if isinstance(side, int)]
    return Page(source if checked and source in SOURCES else "picture", checked, *(size if len(size) == 2 else []))


class _Check:
    """Checks the blocks of one page; `blocks_left` and `letters_left` are what may still come."""

    def __init__(self) -> None:
        self.blocks_left, self.letters_left = MOST_BLOCKS, MOST_LETTERS

    def blocks(self, data: Any, depth: int) -> list[Block]:
        """Return the well-formed blocks in `data`, without empty ones."""
        made = []
        for block in _list(data) if depth < DEEPEST else []:
            self.blocks_left -= 1
            if self.blocks_left < 0:
                break
            if isinstance(block, list) and block and (check := self._checks().get(str(block[0]))):
                made += check(block, depth)
        return made

    def _checks(self) -> dict[str, Callable[[Block, int], list[Block]]]:
        return {
            "heading": self._heading, "paragraph": self._paragraph, "list": self._list, "table": self._table,
            "figure": self._figure,
        }  # fmt: skip

    def _heading(self, block: Block, depth: int) -> list[Block]:
        level, runs = _padded(block, 3)[1:]
        return [["heading", _number(level, 6), made]] if (made := self._runs(runs)) else []

    def _paragraph(self, block: Block, depth: int) -> list[Block]:
        return [["paragraph", made]] if (made := self._runs(_padded(block, 2)[1])) else []

    def _list(self, block: Block, depth: int) -> list[Block]:
        kind, items = _padded(block, 3)[1:]
        made = []
        for item in _list(items):
            label, blocks = _padded(_list(item), 2)
            checked = [self._text(label).strip(), self.blocks(blocks, depth + 1)]
            made += [checked] if any(checked) else []
        return [["list", kind if kind in ("bullets", "numbers") else "labels", made]] if made else []

    def _table(self, block: Block, depth: int) -> list[Block]:
        caption, rows = _padded(block, 3)[1:]
        made = [[self._cell(_padded(_list(cell), 4), depth) for cell in _list(row)] for row in _list(rows)]
        made = [row for row in made if row]
        full = any(cell[3] for row in made for cell in row)
        return [["table", self._runs(caption), made]] if full else []

    def _cell(self, cell: list[Any], depth: int) -> list[Any]:
        self.blocks_left -= 1
        scope, columns, rows, blocks = cell
        scope = scope if scope in ("col", "row", "both") else ""
        blocks = self.blocks(blocks, depth + 1) if self.blocks_left > 0 else []
        return [scope, _number(columns, WIDEST), _number(rows, WIDEST), blocks]

    def _figure(self, block: Block, depth: int) -> list[Block]:
        alt, blocks = _padded(block, 3)[1:]
        made = [self._text(alt).strip(), self.blocks(blocks, depth + 1)]
        return [["figure", *made]] if any(made) else []

    def _runs(self, data: Any) -> list[Run]:
        pairs = [_padded(_list(run), 2) for run in _list(data)[:MOST_BLOCKS]]
        runs = [[self._text(text), _link(href)] for text, href in pairs]
        return [run for run in runs if run[0]] if any(run[0].strip() for run in runs) else []

    def _text(self, data: Any) -> str:
        text = UNPRINTABLE.sub("", data)[: max(0, self.letters_left)] if isinstance(data, str) else ""
        self.letters_left -= len(text)
        return text


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _padded(data: list[Any], length: int) -> list[Any]:
    return [*data[:length], *[None] * (length - len(data))]


def _number(data: Any, most: int) -> int:
    return min(max(data, 1), most) if isinstance(data, int) else 1


def _link(data: Any) -> str:
    return UNPRINTABLE.sub("", data).strip() if isinstance(data, str) and len(data) <= LONGEST_LINK else ""
