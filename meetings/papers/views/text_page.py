"""The text version of a paper as a page shows it; who may read it is for the gates of each side to say."""

import re
from dataclasses import dataclass
from typing import Any

from meetings.models import PublishedPaper
from meetings.packs.intake.author_advice import pages_in_words
from meetings.packs.intake.report import Writing

BULLET = re.compile(r"^\s*[-*•–]\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of lines, or a list of points."""

    lines: list[str]
    is_list: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page in words: its number as stamped in the pack (in the file, where it has none), and in the file."""

    stamped: int
    number: int
    blocks: list[Block]


def blocks(text: str) -> list[Block]:
    """Return text as paragraphs and lists: an empty line ends either; a list's points begin with a dash or dot."""
    result: list[Block] = []
    for part in re.split(r"\n\s*\n", text):
        for line in part.split("\n"):
            point = bool(BULLET.match(line))
            if not (result and result[-1].is_list == point and result[-1].lines):
                result.append(Block([], point))
            result[-1].lines.append(BULLET.sub("", line).strip())
        result.append(Block([], is_list=False))
    return [block for block in result if any(block.lines)]


def page_of(paper: PublishedPaper) -> dict[str, Any]:
    """Return the context for a published file: its `pages` in words, and in words those that `lack` a text version."""
    file, first = paper.paper_file, paper.first_page
    shift = first - 1 if first else 0
    rows = list(file.texts.all())
    missing = Writing.among(file, {row.page for row in rows}).left
    return {
        "pages": [Page(row.page + shift, row.page, blocks(row.text)) for row in rows],
        "is_stamped": bool(first),
        "lack": pages_in_words([page + shift for page in missing]) if missing else "",
        "lack_count": len(missing),
        "changed": max((row.written_at for row in rows), default=None),
        "file": file,
        "found": paper,
        "all_written": len(rows) == file.pages,
    }
