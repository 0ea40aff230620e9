"""The text version of a paper, for the public page and the members' page. Their views check who may read the paper."""

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
    """The text of one page. `number` counts within the file; `stamped` is its number in the pack, else `number`."""

    stamped: int
    number: int
    blocks: list[Block]


def blocks(text: str) -> list[Block]:
    """
    Return text as paragraphs and lists.

    An empty line ends a block. A line that begins with a dash or a bullet is a point of a list.
    """
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
    Return the context for the text version of a published file, under the given title.

    `pages` are the pages with a text version; `lack` names, in words, the scanned pages without one. Raises Http404
    where no page has a text version.
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
