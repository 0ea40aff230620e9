"""Write the text of a minute as HTML for page and print, with its headings below the heading of the minute."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from committee.richtext import cleaning
from committee.richtext.tree import Block, Cell, Listing, Run, Table, Text

KEPT = 2000  # cached texts, of a few paragraphs each: enough for the minutes being read now


@lru_cache(KEPT)
def html(text: str, *, level: int) -> SafeString:
    """
    Return `text` (HTML as stored) with its first heading at `level` and no level skipped (PDF/UA-1 7.4.2).

    SECURITY: the HTML is written from the cleaned blocks with every word escaped, whatever was stored.
    """
    return blocks_html(cleaning.blocks(text), level)


def blocks_html(blocks: Sequence[Block], level: int = 0) -> SafeString:
    """
    Return the HTML of blocks, with every word escaped. Headings have the levels of `heading_levels`.

    At level 0 headings become paragraphs.
    """
    return mark_safe(_blocks(blocks, level))  # noqa: S308 - every word is escaped


def heading_levels(blocks: Sequence[Block], level: int) -> list[int]:
    """
    Return the heading level of each block; 0 for a block that is no heading.

    An "h3" has `level`. An "h4" has `level + 1` if an "h3" comes before it, else `level`.
    """
    levels, seen = [], False
    for block in blocks:
        kind = block.kind if isinstance(block, Text) else "p"
        seen = seen or kind == "h3"
        levels.append(level if kind == "h3" else level + seen if kind == "h4" else 0)
    return levels


def _blocks(blocks: Sequence[Block], level: int) -> str:
    levels = heading_levels(blocks, level)
    return "\n".join(_block(block, levels[place]) for place, block in enumerate(blocks))


def _block(block: Block, level: int) -> str:
    if isinstance(block, Text):
        tag = f"h{level}" if level else "p"
        return f"<{tag}>{_runs(block.runs)}</{tag}>"
    if isinstance(block, Listing):
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(f"<li>{_inner(item)}</li>" for item in block.items)
        return f"<{tag}{start}>{items}</{tag}>"
    return _table(block)


def _inner(blocks: Sequence[Block]) -> str:
    """Return the HTML inside an item or a cell. Headings become paragraphs, and a single paragraph has no tag."""
    if len(blocks) == 1 and isinstance(blocks[0], Text):
        return _runs(blocks[0].runs)
    return "".join(_block(block, 0) for block in blocks)


def header_rows(table: Table) -> int:
    """
    Return the number of header rows at the top of a table. At least one row below them is left.

    If no row at the top has only header cells, the first row is the header row, unless it is the only row.
    """
    marked = 0
    while marked < len(table.rows) and all(cell.head for cell in table.rows[marked]):
        marked += 1
    return min(marked, len(table.rows) - 1) if marked else int(len(table.rows) > 1)


def _table(table: Table) -> str:
    heads = header_rows(table)
    rows = [
        "<tr>" + "".join(_cell(cell, "col" if place < heads else "row" if cell.head else "") for cell in row) + "</tr>"
        for place, row in enumerate(table.rows)
    ]
    caption = f'<caption class="govuk-table__caption">{escape(table.caption)}</caption>' if table.caption else ""
    head = caption + (f"<thead>{''.join(rows[:heads])}</thead>" if heads else "")
    body = f"<tbody>{''.join(rows[heads:])}</tbody>"
    return f'<div class="council-scroll" tabindex="0"><table class="govuk-table">{head}{body}</table></div>'


def _cell(cell: Cell, scope: str) -> str:
    tag = "th" if scope else "td"
    numeric = "numeric govuk-table__cell--numeric" if cell.numeric else ""
    spans = (("scope", scope), ("colspan", cell.columns), ("rowspan", cell.rows), ("class", numeric))
    attributes = "".join(f' {name}="{value}"' for name, value in spans if value not in ("", 1))
    return f"<{tag}{attributes}>{_inner(cell.blocks)}</{tag}>"


def _runs(runs: Sequence[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.text == "\n":
        return "<br>"
    # A link contains only words, because PDF/UA allows nothing else in its tag.
    name = f' id="{escape(run.anchor)}"' if run.anchor else ""
    words = f'<a href="{escape(run.href)}"{name}>{escape(run.text)}</a>' if run.href else str(escape(run.text))
    for tag, wanted in (("em", run.em), ("strong", run.strong)):
        words = f"<{tag}>{words}</{tag}>" if wanted else words
    return words
