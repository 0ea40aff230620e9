"""
Fixes that make a PDF of WeasyPrint valid PDF/UA-1.

WeasyPrint tags the content of margins without adding it to the structure tree, and puts the paragraphs of a list item
where only a label and a body may be. Only prints with margins or such lists need these fixes.
"""

import io
import re
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf

CONTENT = re.compile(rb"/[A-Za-z0-9]+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
PAGINATION = b"/Artifact <</Type /Pagination>> BDC"


def mended(data: bytes, *, claims_ua: bool = True) -> bytes:
    """
    Return the PDF with untagged content marked as artifacts (PDF/UA-1, 7.1) and bodies for list items (7.2).

    Without `claims_ua` the PDF's metadata no longer claim PDF/UA-1.

    Use this only for a PDF that WeasyPrint has just written. Its texts are in hexadecimal, so none of them can be
    mistaken for an operator.
    """
    with Pdf.open(io.BytesIO(data)) as pdf:
        tagged = _tagged_content(pdf)
        rows = pdf.Root.StructTreeRoot.ParentTree.Nums
        by_key = {int(rows[place]): rows[place + 1] for place in range(0, len(rows), 2)}
        for page in pdf.pages:
            row = by_key.get(int(page.obj.get(Name.StructParents, -1)))
            if row is not None:
                _make_artifacts(page, row, {mcid for mcid in range(len(row)) if (page.obj.objgen, mcid) not in tagged})
        if not claims_ua:
            with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
                about.pop("pdfuaid:part", None)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()


def _make_artifacts(page: Page, row: Any, loose: set[int]) -> None:
    if loose:
        page.contents_coalesce()
        content = page.obj.Contents
        content.write(_without(content.read_bytes(), loose))
        for mcid in loose:
            row[mcid] = None


def _without(content: bytes, loose: set[int]) -> bytes:
    return CONTENT.sub(lambda match: PAGINATION if int(match[1]) in loose else match[0], content)


def _tagged_content(pdf: Pdf) -> set[tuple[tuple[int, int], int]]:
    """Give list items their bodies. Return all tagged content as ((object, generation) of the page, MCID)."""
    tagged: set[tuple[tuple[int, int], int]] = set()
    todo: list[tuple[Any, Any]] = [(pdf.Root.StructTreeRoot, None)]
    while todo:
        element, page = todo.pop()
        page = element.get(Name.Pg, page)
        if element.get(Name.S) == Name.LI:
            _give_body(pdf, element)
        kids = element.get(Name.K, [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                tagged.add((page.objgen, kid))
            elif isinstance(kid, Dictionary) and Name.MCID in kid:
                tagged.add((kid.get(Name.Pg, page).objgen, int(kid.MCID)))
            elif isinstance(kid, Dictionary) and Name.S in kid:
                todo.append((kid, page))
    return tagged


def _give_body(pdf: Pdf, item: Any) -> None:
    """Put all children of a list item except its label into one body."""
    kids = list(item.K) if isinstance(item.get(Name.K), Array) else []
    beside = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get(Name.S) not in (Name.Lbl, Name.LBody)]
    if not beside or len(beside) != len([kid for kid in kids if kid.get(Name.S) != Name.Lbl]):
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(beside)))
    for kid in beside:
        kid.P = body
    item.K = Array([kid for kid in kids if kid.get(Name.S) == Name.Lbl] + [body])
