"""The HTML of a reading view. Only the tags and attributes in this module are written; all text is escaped."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from committee.richtext.tree import HREF
from meetings.packs.reading.view import Block, Page, Run, words

SCROLLING = 3  # columns of a table from which on a narrow screen scrolls it


def as_html(page: Page, *, top: int = 3, number: int = 0) -> SafeString:
    """
    Return the HTML of a page's blocks. Headings of the first level become <h`top`>.

    `number` is the number of the page in the file, for the anchors in `headings`; without it headings have no anchor.
    """
    html, order = [], 0
    for block in page.blocks:
        if block[0] == "heading":
            order += 1
            html.append(_heading(block, top, _anchor(number, order) if number else ""))
        else:
            html.append(_html(block, top))
    return mark_safe("".join(html))  # noqa: S308


def headings(pages: Iterable[Page]) -> list[tuple[int, str, int, str]]:
    """Return (level, text, number of the page, anchor) of each heading that is not inside a list, table or figure."""
    entries = []
    for number, page in enumerate(pages, 1):
        on_page = (block for block in page.blocks if block[0] == "heading")
        for order, (_, level, runs) in enumerate(on_page, 1):
            entries.append((level, " ".join(words(runs).split()), number, _anchor(number, order)))
    return entries


def _anchor(number: int, order: int) -> str:
    return f"heading-{number}-{order}"


def _heading(block: Block, top: int, anchor: str = "") -> str:
    tag = f"h{min(block[1] + top - 1, 6)}"
    return f"<{tag}{f' id="{anchor}"' if anchor else ''}>{_runs(block[2])}</{tag}>"


def _html(block: Block, top: int) -> str:
    match block:
        case ["heading", _, _]:
            return _heading(block, top)
        case ["paragraph", runs]:
            return f"<p>{_runs(runs)}</p>"
        case ["list", kind, items]:
            return _list(kind, items, top)
        case ["table", caption, rows]:
            return _table(caption, rows, top)
        case ["figure", alt, blocks]:
            caption = f"<figcaption>Picture: {escape(alt)}</figcaption>" if alt else ""
            return f"<figure>{caption}{_all(blocks, top)}</figure>"
    return ""


def _all(blocks: list[Block], top: int) -> str:
    return "".join(_html(block, top) for block in blocks)


def _list(kind: str, items: list[list[object]], top: int) -> str:
    if kind == "numbers":
        first = "".join(letter for letter in str(items[0][0]) if letter.isdigit())
        start = f' start="{int(first)}"' if first.isascii() and 0 < len(first) < 6 and first != "1" else ""
        inner = "".join(f"<li>{_tight(blocks, top)}</li>" for _, blocks in items)
        return f"<ol{start}>{inner}</ol>"
    labels = kind == "labels"
    inner = "".join(f"<li>{_tight(blocks, top, str(label) if labels else '')}</li>" for label, blocks in items)
    return f'<ul class="{"labelled" if labels else "bullets"}">{inner}</ul>'


def _tight(blocks: object, top: int, label: str = "") -> str:
    """Return the HTML of an item or a cell; a first paragraph has no <p>, so that its label is on the same line."""
    assert isinstance(blocks, list)
    before = f"<span>{escape(label)}</span> " if label else ""
    if blocks and blocks[0][0] == "paragraph":
        first = _runs(blocks[0][1])
        return (
            before
            + (first if len(blocks) == 1 or blocks[1][0] != "paragraph" else f"<p>{first}</p>")
            + _all(blocks[1:], top)
        )
    return before + _all(blocks, top)


def _table(caption: list[Run], rows: list[list[list[object]]], top: int) -> str:
    head = 0
    while head < len(rows) - 1 and _is_head(rows[head]):
        head += 1
    made = [f"<tr>{''.join(_cell(cell, top) for cell in row)}</tr>" for row in rows]
    parts = [f"<caption>{_runs(caption)}</caption>" if caption else ""]
    parts += [f"<thead>{''.join(made[:head])}</thead>" if head else ""]
    table = f"<table>{''.join(parts)}<tbody>{''.join(made[head:])}</tbody></table>"
    is_narrow = max(map(len, rows), default=0) < SCROLLING
    return (
        table
        if is_narrow
        else f'<div class="council-scroll" tabindex="0" role="group" aria-label="Table">{table}</div>'
    )


def _is_head(row: list[list[object]]) -> bool:
    scopes = [scope for scope, _, _, blocks in row if blocks]
    return bool(scopes) and all(scope in ("col", "both") for scope in scopes)


def _cell(cell: list[object], top: int) -> str:
    scope, columns, rows, blocks = cell
    tag = "th" if scope else "td"
    values = {"scope": "row" if scope == "row" else "col", "colspan": columns, "rowspan": rows}
    wanted = {name: value for name, value in values.items() if (scope if name == "scope" else value != 1)}
    attributes = "".join(f' {name}="{value}"' for name, value in wanted.items())
    return f"<{tag}{attributes}>{_tight(blocks, top)}</{tag}>"


def _runs(runs: list[Run]) -> str:
    return "".join(_run(*run) for run in runs)


def _run(text: str, href: str) -> str:
    html = escape(text, quote=False).replace("\n", "<br>")
    # SECURITY: the address is a stranger's. HREF allows http, https and mailto; its third form is a path of this site.
    is_link = not href.startswith("/") and HREF.fullmatch(href)
    return f'<a href="{escape(href)}" rel="nofollow">{html}</a>' if is_link else html
