"""
Clean the HTML of minutes and reports, so that it is safe to store. Convert HTML to plain text and back, for users
without scripts.

In plain text a blank line ends a paragraph. "# " and "## " begin a heading, "- " and "1. " an item of a list. An item
that is indented more than the item above is nested in the item above.
"""

import re
from collections.abc import Sequence

import nh3

from committee.richtext.tree import DEPTH, FRAMES, MARKS, TEXTS, Block, Cell, Listing, Run, Text, parse, render
from committee.wording.unprintable import UNPRINTABLE

CLEANER = nh3.Cleaner(
    tags={*TEXTS, *MARKS, *FRAMES, "a", "br", "thead", "tbody", "tfoot"},
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"},
    attributes={
        "a": {"href"},
        "ol": {"start"},
        "li": {"value"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)
ITEM = re.compile(r"^(?P<blanks> *)(?:(?P<bullet>[-*•])|(?P<number>\d{1,5})[.)])[ \t]+(?P<words>\S.*)")
# A tag that can be nested. Void tags (<br>) cannot, nor can tags that the next tag of the same name closes (<p>, <li>).
NESTING = re.compile(
    r"<(?P<end>/?)(?!(?:p|li|tr|t[dh]|d[dt]|br|hr|img|col|meta|link|input|wbr)\b)(?P<name>[a-z][^\s/<>]*+)"
    r"[^<>]*+(?P<whole>>?)",
    re.IGNORECASE,
)
MOST_DEEP = 200
HEADING = re.compile(r"(?P<marks>##?)[ \t]+(?P<words>\S.*)")


def clean(html: str) -> str:
    """Return `html` in the structure of `tree`, with only the elements, attributes and links that CLEANER allows."""
    return render(blocks(html))


def blocks(html: str) -> list[Block]:
    """
    Return the paragraphs, headings, lists and tables of `html`, cleaned (see `committee.richtext.tree`).

    If tags are nested too deep, every tag that can be nested begins a paragraph instead.
    """
    html = UNPRINTABLE.sub("", html or "")
    return parse(CLEANER.clean(NESTING.sub("<p>", html) if _is_too_deep(html) else html))


def _is_too_deep(html: str) -> bool:
    """Return whether tags are nested more than MOST_DEEP deep. The time to clean them grows with the depth."""
    names: list[str] = []
    whole = True  # False after a tag without ">": the next match is then part of that tag, and closes nothing
    for tag in NESTING.finditer(html):
        name = tag["name"].lower()
        if not tag["end"]:
            names.append(name)
        elif whole and name in names:
            while names.pop() != name:
                pass
        whole = bool(tag["whole"])
        if len(names) > MOST_DEEP:
            return True
    return False


def is_empty(html: str) -> bool:
    """Return whether the HTML has no content."""
    return not blocks(html)


def plain(html: str) -> str:
    """Return `html` as plain text, with "# " before a heading, and "- " or "1. " before an item of a list."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks(html))


def from_plain(text: str, before: str = "") -> str:
    """
    Return the plain `text` as HTML. Blocks that are also in `before` (HTML) get their markup from `before`.

    Unchanged plain text therefore leaves the HTML unchanged.
    """
    known_blocks: dict[str, list[Block]] = {}
    for block in blocks(before):
        known_blocks.setdefault("\n".join(_lines(block)), []).append(block)
    made: list[Block] = []
    for part in _parts(text):
        same = known_blocks.get(part)
        if same:
            made.append(same.pop(0) if len(same) > 1 else same[0])
        else:
            made += _blocks_of(part.split("\n"))
    return clean(render(made))


def _parts(text: str) -> list[str]:
    """Return the parts of `text` between blank lines, with no spaces at the end of a line."""
    text = UNPRINTABLE.sub("", text or "").replace("\t", " ").replace("\xa0", " ")
    lines = [line.rstrip() for line in text.splitlines()]
    return [part.strip("\n") for part in re.split(r"\n{2,}", "\n".join(lines)) if part.strip()]


def _lines(block: Block, indent: str = "") -> list[str]:
    if isinstance(block, Text):
        mark = {"h3": "# ", "h4": "## "}.get(block.kind, "")
        words = "".join(run.text for run in block.runs).split("\n")
        lines = [" ".join(line.split()) for line in words]
        return [indent + mark + lines[0], *(indent + line for line in lines[1:])]
    if isinstance(block, Listing):
        return [line for number, item in enumerate(block.items) for line in _item_lines(block, number, item, indent)]
    rows = [" | ".join(_cell_words(cell) for cell in row) for row in block.rows]
    return [indent + (" ".join(row.split()) or "|") for row in rows]


def _cell_words(cell: Cell) -> str:
    return " ".join(line.strip() for block in cell.blocks for line in _lines(block))


def _item_lines(listing: Listing, number: int, item: list[Block], indent: str) -> list[str]:
    mark = f"{listing.start + number}. " if listing.ordered else "- "
    lines = [line for block in item for line in _lines(block, indent + "  ")]
    return [indent + mark + lines[0].strip(), *lines[1:]]


def _blocks_of(lines: Sequence[str], depth: int = 0) -> list[Block]:
    """
    Return the blocks of a part of plain text: headings, a paragraph, then lists.

    `depth` is the number of lists around the part.
    """
    lines = [line for line in lines if line.strip()]
    made: list[Block] = []
    while lines and (heading := HEADING.fullmatch(lines[0].strip())):
        made.append(Text("h4" if heading["marks"] == "##" else "h3", (Run(heading["words"]),)))
        lines = lines[1:]
    first = next((at for at, line in enumerate(lines) if ITEM.fullmatch(line)), len(lines))
    runs = [run for line in lines[:first] for run in (Run("\n"), Run(line.strip()))]
    if runs:
        made.append(Text("p", tuple(runs[1:])))
    return [*made, *_lists(lines[first:], depth)] if first < len(lines) else made


def _lists(lines: Sequence[str], around: int) -> list[Block]:
    """
    Return the lists in `lines` of plain text. `around` is the number of lists around them.

    A line that does not begin an item of these lists belongs to the item above.
    """
    if around >= DEPTH:  # lists are stored at most DEPTH deep, so indents no longer count
        lines = [line.lstrip() for line in lines]
    first = ITEM.fullmatch(lines[0])
    assert first
    depth = len(first["blanks"])
    made: list[Listing] = []
    rests: list[list[str]] = []  # for each item of the lists in `made`: the lines below the item
    for line in lines:
        item = ITEM.fullmatch(line)
        if item and (len(item["blanks"]) <= depth or not made):
            ordered, number = item["bullet"] is None, int(item["number"] or 1)
            # A typed number is kept: if it is not the number that follows, it begins a new list.
            if not made or made[-1].ordered != ordered or (ordered and made[-1].next_number != number):
                made.append(Listing(ordered, start=number))
            made[-1].items.append([Text("p", (Run(item["words"]),))])
            rests.append([])
        else:
            rests[-1].append(line)
    # The lines below an item are read only once: lists nested 30 deep would otherwise take hours.
    for blocks, rest in zip((blocks for listing in made for blocks in listing.items), rests, strict=True):
        blocks += _blocks_of(rest, around + 1)
    return list(made)
