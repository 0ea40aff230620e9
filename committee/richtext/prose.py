"""The text of a minute as HTML for page and print: headings under the minute's own, tables with real header cells."""

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
    Return the HTML of blocks, their headings as in `html`; at level 0 they are paragraphs. Every word is escaped here.
    """
    return mark_safe(_blocks(blocks, level))  # noqa: S308 - as said above


def heading_levels(blocks: Sequence[Block], level: int) -> list[int]:
    """Return each block's heading level, 0 for none: h3 at `level`, h4 below it where there is an h3 above."""
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
    """Return the HTML inside an item or a cell: no headings, and a single paragraph without its tag."""
    if len(blocks) == 1 and isinstance(blocks[0], Text):
        return _runs(blocks[0].runs)
    return "".join(_block(block, 0) for block in blocks)


def header_rows(table: Table) -> int:
    """Return the number of heading rows at the top: the marked rows, or else one where there are several rows."""
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
