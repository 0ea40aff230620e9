"""The text version of a paper as a page of either side shows it; who may read it is for the gates of each to say."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from meetings.agendas.views.lines import paper_address
from meetings.models import Meeting, PublishedPaper
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


def page_of(side: str, meeting: Meeting, found: PublishedPaper, title: str) -> dict[str, Any]:
    """
    Return the context for a published file: its `pages` in words, and in words those that `lack` a text version.

    404 where no page is written out.
    """
    file, shift = found.paper_file, found.first_page - 1 if found.first_page else 0
    rows = list(file.texts.all())
    if not rows:
        raise Http404
    missing = Writing.of(file, [row.page for row in rows]).left
    return {
        "side": side,
        "meeting": meeting,
        "title": title,
        "paper": file.paper,
        "pdf": paper_address(side, meeting, file.pk, file.paper.title_for_public),
        "pages": [Page(row.page + shift, row.page, blocks(row.text)) for row in rows],
        "is_stamped": bool(found.first_page),
        "lack": pages_in_words([page + shift for page in missing]) if missing else "",
        "lack_count": len(missing),
        "changed": max(row.written_at for row in rows),
        "file": file,
        "found": found,
        "all_written": len(rows) == file.pages,
    }
