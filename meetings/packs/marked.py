"""One paper by itself, as its reader gets it: a withheld one says on every page that it is not for publication."""

import io

from pikepdf import Pdf

from meetings.packs.stamp import Marks, Stamper


def marked(pdf: bytes, marking: str) -> bytes:
    """Put `marking` at the head of every page, as an artifact (R15, LGA 1972 s.100B(5)). Same input, same bytes."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        stamper = Stamper(document, [], [marking])
        for page in document.pages:
            stamper.stamp(page.obj, Marks(head=marking))
        out = io.BytesIO()
        document.save(out, static_id=True)
    return out.getvalue()
