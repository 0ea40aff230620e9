"""What stands in the margins of a printed page, made artifacts: WeasyPrint leaves it tagged and outside the tree."""

import io
import re
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

CONTENT = re.compile(rb"/[A-Za-z0-9]+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
PAGINATION = b"/Artifact <</Type /Pagination>> BDC"


def as_artifacts(data: bytes) -> bytes:
    """
    The same PDF in which content that no tag of the tree holds is an artifact (PDF/UA-1, 7.1).

    For PDFs that WeasyPrint has just written: their text is in hexadecimal, so nothing in it reads as an operator.
    """
    with Pdf.open(io.BytesIO(data)) as pdf:
        held = _held(pdf)
        rows = pdf.Root.StructTreeRoot.ParentTree.Nums
        for page in pdf.pages:
            key = int(page.obj.get(Name.StructParents, -1))
            row = next((rows[place + 1] for place in range(0, len(rows), 2) if int(rows[place]) == key), None)
            if row is None:
                continue
            loose = {mcid for mcid in range(len(row)) if (page.obj.objgen, mcid) not in held}
            if loose:
                page.contents_coalesce()
                content = page.obj.Contents
                content.write(_without(content.read_bytes(), loose))
                for mcid in loose:
                    row[mcid] = None
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()


def _without(content: bytes, loose: set[int]) -> bytes:
    return CONTENT.sub(lambda found: PAGINATION if int(found[1]) in loose else found[0], content)


def _held(pdf: Pdf) -> set[tuple[tuple[int, int], int]]:
    """Page (its object) and number of every piece of content that a tag holds."""
    held: set[tuple[tuple[int, int], int]] = set()
    todo: list[tuple[Any, Any]] = [(pdf.Root.StructTreeRoot, None)]
    while todo:
        element, page = todo.pop()
        page = element.get(Name.Pg, page)
        found = element.get(Name.K, [])
        for kid in found if isinstance(found, Array) else [found]:
            if isinstance(kid, int):
                held.add((page.objgen, kid))
            elif isinstance(kid, Dictionary) and Name.MCID in kid:
                held.add((kid.get(Name.Pg, page).objgen, int(kid.MCID)))
            elif isinstance(kid, Dictionary) and Name.S in kid:
                todo.append((kid, page))
    return held
