"""
Remove hidden sheets, rows and columns from a workbook, and formulas that fetch from elsewhere.

Runs in the child process that takes an upload in.
"""

import re
from typing import Any

from meetings.packs.intake.office import left_out
from meetings.packs.intake.office.archive import attribute, local, paragraphs, remove, text_of
from meetings.packs.intake.office.left_out import Pair

FETCHES = re.compile(r"\[|WEBSERVICE|FILTERXML|RTD\s*\(|CALL\s*\(|IMAGE\s*\(|DDE|STOCKHISTORY|REGISTER|EXEC|\|", re.I)
TAKEN_OUT = frozenset(
    ["oleObjects", "controls", "webPublishItems", "fileSharing", "workbookProtection", "sheetProtection"]
)
ON = ("1", "true")


def clean(parts: dict[str, Any], out: list[Pair]) -> list[Pair]:
    """Clean every sheet; return the texts that the PDF must contain, and add removed texts to `out`."""
    shared = _shared(parts.get("xl/sharedStrings.xml"))
    hidden = _hidden_sheets(parts)
    texts: list[Pair] = []
    for name, root in parts.items():
        if name == "xl/workbook.xml":
            for element in list(root.iter()):
                if local(element) == "definedName" and FETCHES.search(element.text or ""):
                    remove(element)
        if name.startswith("xl/worksheets/") and not name.endswith(".rels"):
            texts += _clean_sheet(root, shared, name in hidden, out)
        elif name.startswith(("xl/charts/chart", "xl/drawings/drawing")) and not name.endswith(".rels"):
            texts += [(left_out.DRAWN, text) for text in paragraphs(root)]
    return texts


def _clean_sheet(root: Any, shared: list[str], is_hidden: bool, out: list[Pair]) -> list[Pair]:
    columns = _hidden_columns(root)
    texts: list[Pair] = []
    for element in list(root.iter()):
        name = local(element)
        if name in TAKEN_OUT:
            remove(element)
        elif name == "f" and FETCHES.search(element.text or ""):
            out.append((left_out.LINKS, element.text or ""))
            remove(element)
        elif name == "row":
            texts += _clean_row(element, shared, columns, is_hidden, out)
        elif name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            # The header codes &Z and &F print the file's path and name, so they are removed. Other codes divide text.
            element.text = re.sub(r"&[ZF]", "", element.text or "")
            texts += [
                (left_out.HEADERS, text) for text in re.split(r"&(?:[LCRAPNDTGBIUESXYK]|\d+|\"[^\"]*\")", element.text)
            ]
    return [pair for pair in texts if pair[1].strip()]


def _clean_row(row: Any, shared: list[str], columns: set[int], is_hidden: bool, out: list[Pair]) -> list[Pair]:
    whole = is_hidden or row.get("hidden") in ON
    texts: list[Pair] = []
    for cell in list(row):
        words = _words(cell, shared)
        if whole or _column(cell.get("r") or "") in columns:
            out.extend([(left_out.HIDDEN_CELLS, words)] if words.strip() else [])
            remove(cell)
        elif words.strip():
            texts.append((left_out.BODY, words))
    return texts


def _words(cell: Any, shared: list[str]) -> str:
    value = text_of(cell, "v", "t")
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value if cell.get("t") in ("str", "inlineStr") else ""


def _column(place: str) -> int:
    number = 0
    for letter in place:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _hidden_columns(root: Any) -> set[int]:
    columns: set[int] = set()
    for element in root.iter():
        if local(element) == "col" and element.get("hidden") in ON:
            first, last = int(element.get("min", "0")), int(element.get("max", "0"))
            columns.update(range(first, min(last, 16_384) + 1))
    return columns


def _hidden_sheets(parts: dict[str, Any]) -> set[str]:
    book, ties = parts.get("xl/workbook.xml"), parts.get("xl/_rels/workbook.xml.rels")
    if book is None or ties is None:
        return set()
    targets = {relationship.get("Id"): (relationship.get("Target") or "") for relationship in ties}
    sheets = set()
    for sheet in book.iter():
        if local(sheet) == "sheet" and sheet.get("state") in ("hidden", "veryHidden"):
            target = targets.get(attribute(sheet, "id"), "")
            sheets.add(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return sheets


def _shared(root: Any) -> list[str]:
    return [text_of(item, "t") for item in root if local(item) == "si"] if root is not None else []
