"""
Words of a cleaned Word document with their order, cells and list numbers, and notes on its flaws.

Runs in the child process that takes an upload in.
"""

from collections.abc import Iterator
from typing import Any

from meetings.packs.intake.office import left_out
from meetings.packs.intake.office.archive import attribute, inside, local, space, tree, unpacked
from meetings.packs.intake.office.left_out import Pair
from meetings.packs.intake.office.numbering import Lists, Styles, value

BREAK = "\v"  # replaces a footnote's number, or the edge of a field, among the words
NO_LEVEL = 9
NO_TEXT = (
    "{} of its pictures {} no description (alternative text): nobody hears what {}.",
    "In Word right-click each picture, choose View Alt Text, and describe it or mark it as decorative.",
)
NO_ORDER = (
    "Its headings are not in order: a heading of level {} follows one of level {}.",
    "In Word give headings the styles Heading 1, Heading 2 and so on, and leave none out.",
)
NO_HEADS = (
    "{} of its tables {} no header row: a screen reader cannot say what a figure is about.",
    "In Word choose the first row of the table, then Layout, Repeat Header Rows.",
)


def read(data: bytes) -> dict[str, Any]:
    """
    Return the facts of a cleaned Word document.

    - `texts`: the texts that the PDF must contain, as Pairs.
    - `notes`: what readers will miss, as pairs of a sentence and advice to the author.
    - `headings`: the level (from 0) of each heading style, by the style's id.
    - `unprintable`: features that the portal itself cannot print as written, in words.
    """
    raw, _ = unpacked(data, lambda name: name.startswith("word/") and name.endswith((".xml", ".rels")))
    parts = {name: tree(content) for name, content in raw.items()}
    styles = Styles(parts.get("word/styles.xml"))
    lists = Lists(parts.get("word/numbering.xml"), styles)
    shown = _shown_margins(parts)
    texts: list[Pair] = []
    for name, root in parts.items():
        where = _where(name)
        if where == left_out.HEADERS and name not in shown:
            continue
        if where:
            texts += _texts(root, where)
        if where == left_out.BODY:
            texts += [*_numbers(root, lists), *_rows(root), *_order(root)]
    body = next((root for name, root in parts.items() if _where(name) == left_out.BODY), None)
    headings = {name: level for name in styles.known if (level := _level(styles, styles.based(name))) < NO_LEVEL}
    return {
        "texts": texts,
        "notes": list(_notes(body, styles)) if body is not None else [],
        "headings": headings,
        "unprintable": sorted(_unprintable(body)) if body is not None else [],
    }


def _where(name: str) -> str:
    file = name.rpartition("/")[2]
    if file.endswith(".rels"):
        return ""
    for beginning, where in {
        "header": left_out.HEADERS, "footer": left_out.HEADERS, "footnotes": left_out.FOOTNOTES,
        "endnotes": left_out.FOOTNOTES, "document": left_out.BODY,
    }.items():  # fmt: skip
        if file.startswith(beginning):
            return where
    return left_out.DRAWN if "/diagrams/data" in name or "/charts/chart" in name else ""


def _shown_margins(parts: dict[str, Any]) -> set[str]:
    """Return the names of headers and footers that the PDF must show; none if even pages have headers of their own."""
    shown: set[str] = set()
    even = any(local(row) == "evenAndOddHeaders" for row in parts.get("word/settings.xml", ()))
    for name in [name for name in parts if _where(name) == left_out.BODY]:
        ties = parts.get(f"word/_rels/{name.rpartition('/')[2]}.rels", ())
        targets = {tie.get("Id"): inside("word", tie.get("Target") or "") for tie in ties}
        for section in (row for row in parts[name].iter() if local(row) == "sectPr"):
            first = any(local(row) == "titlePg" and attribute(row, "val") not in ("0", "false") for row in section)
            kind = "first" if first else "default"
            if even or value(section, "type") == "continuous":
                continue
            shown |= {targets.get(attribute(row, "id"), "") for row in section if attribute(row, "type") == kind}
    return shown


def _paragraphs(root: Any) -> Iterator[Any]:
    """Yield paragraphs in order, except paragraphs of a drawing's fallback, which only old programs show."""
    for row in root.iter():
        if local(row) == "p" and not any(local(above) == "Fallback" for above in row.iterancestors()):
            yield row


def _texts(root: Any, where: str) -> Iterator[Pair]:
    """Yield the text of each paragraph; text boxes and equations within a paragraph are yielded separately."""
    for paragraph in _paragraphs(root):
        if where == left_out.HEADERS and any(local(row) in ("instrText", "fldSimple") for row in paragraph.iter()):
            continue  # Word makes this text anew on each page, so the saved text need not be in the PDF
        boxed = where == left_out.BODY and any(local(above) == "txbxContent" for above in paragraph.iterancestors())
        for piece in _words(paragraph).split(BREAK):
            if piece.strip():
                yield left_out.BOXES if boxed else where, piece
    for row in root.iter():
        if local(row) == "oMath" and (words := "".join(row.itertext())).strip():
            yield left_out.EQUATIONS, words


def _words(paragraph: Any) -> str:
    words = ""
    for row in paragraph.iter():
        name = local(row)
        if name in ("tab", "br", "cr", "noBreakHyphen"):
            words += " "
        elif name in ("footnoteReference", "endnoteReference", "fldChar"):
            words += BREAK
        elif name == "t" and "math" not in space(row):
            holder = next((above for above in row.iterancestors() if local(above) == "p"), None)
            words += (row.text or "") if holder is paragraph else ""
    return words


def _numbers(root: Any, lists: Lists) -> Iterator[Pair]:
    """Yield each numbered paragraph with its number; in the PDF, the number must be directly before the text."""
    for paragraph in _paragraphs(root):
        label, words = lists.label(paragraph), " ".join(_words(paragraph).split(BREAK)[0].split())
        if label is None:
            yield left_out.UNCOUNTED, words
        elif label and words:
            yield left_out.NUMBERS, f"{label}{left_out.BESIDE}{words[:60]}"


def _rows(root: Any) -> Iterator[Pair]:
    """Yield the cells of each table row that contains no other table, text box or drawing."""
    for row in root.iter():
        if local(row) != "tr" or any(local(below) in ("tbl", "txbxContent", "drawing") for below in row.iter()):
            continue
        texts = [" ".join(map(_words, _paragraphs(cell))) for cell in row.iter() if local(cell) == "tc"]
        cells = [text.replace(left_out.BESIDE, " ") for text in texts if text.strip()]
        if len(cells) > 1 and not any(BREAK in cell for cell in cells):
            yield left_out.CELLS, left_out.BESIDE.join(cells)


def _order(root: Any) -> Iterator[Pair]:
    """Yield the text of each paragraph outside tables and text boxes; the order must be the same in the PDF."""
    for paragraph in _paragraphs(root):
        if not any(local(above) in ("tbl", "txbxContent") for above in paragraph.iterancestors()):
            yield left_out.ORDER, _words(paragraph).partition(BREAK)[0]


def _level(styles: Styles, owners: Any) -> int:
    level = styles.inherited(owners, "outlineLvl")
    return int(level) if level.isdigit() else NO_LEVEL


def _notes(body: Any, styles: Styles) -> Iterator[tuple[str, str]]:
    """Yield a sentence on each flaw that readers will notice, with advice how the author can mend it."""
    drawings = [row for row in body.iter() if local(row) == "docPr" and not _is_described(row)]
    if drawings:
        is_single = len(drawings) == 1
        miss, mend = NO_TEXT
        yield miss.format(len(drawings), "has" if is_single else "have", "it shows" if is_single else "they show"), mend
    before = 0
    for paragraph in _paragraphs(body):
        level = _level(styles, styles.chain(paragraph)) + 1
        if level <= NO_LEVEL and _words(paragraph).strip():
            if level > before + 1:
                yield NO_ORDER[0].format(level, before) if before else NO_ORDER[0].partition(":")[0] + ".", NO_ORDER[1]
                break
            before = level
    tables = [row for row in body.iter() if local(row) == "tbl" and not _has_header(row)]
    if tables:
        yield NO_HEADS[0].format(len(tables), "has" if len(tables) == 1 else "have"), NO_HEADS[1]


def _is_described(about: Any) -> bool:
    frame = about.getparent()
    if frame is None or any(local(above) == "Fallback" for above in frame.iterancestors()):
        return True
    is_decorative = any(local(row) == "decorative" and row.get("val") in ("1", "true") for row in about.iter())
    within = {local(row) for row in frame.iter()}
    is_text = "txbxContent" in within and within.isdisjoint(("wgp", "wpc"))  # a group of shapes is one picture
    return bool((about.get("descr") or "").strip()) or is_decorative or is_text


def _has_header(table: Any) -> bool:
    rows = [row for row in table if local(row) == "tr"]
    return len(rows) < 2 or any(local(row) == "tblHeader" for row in rows[0].iter())


def _unprintable(body: Any) -> set[str]:
    """Return, in words, the features of the document that the portal itself cannot print as written."""
    unprintable = set()
    for row in body.iter():
        name = local(row)
        if name == "tc" and sum(local(child) == "p" for child in row) > 1:
            unprintable.add("cells of a table with several paragraphs")
        elif name == "sym":
            unprintable.add("symbols of another font")
        elif name == "txbxContent":
            unprintable.add("text boxes")
    return unprintable
