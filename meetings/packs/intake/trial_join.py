"""A cleaned upload tried in a pack of its own, so that no build stumbles over its tags or believes a false claim."""

from collections.abc import Callable

from pikepdf import Pdf, PdfError

from meetings.packs import check
from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from meetings.packs.pdf import metadata, structure_import
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import Prepared

FAULTS = (PdfError, TypeError, ValueError, KeyError, AttributeError, RuntimeError, RecursionError)


def prove(pdf: Pdf, save: Callable[[Pdf], bytes], *, language: str, claims_ua: bool) -> tuple[bytes, Prepared, bool]:
    """
    Return the document as saved, its prepared part, and whether its claim to be PDF/UA-1 had to be taken back.

    Tags that cannot be carried into a pack are dropped; a claim stands only where the pages pass as they lie in a
    pack. Raises what `save` raises; any of FAULTS where the document cannot be taken to pieces.
    """
    tagged = structure_import.is_tagged(pdf)
    if not tagged:
        structure_import.drop(pdf)
    written, part = _saved(pdf, save, language, claims_ua and tagged)
    if tagged and not _tags_hold(part):
        structure_import.drop(pdf)
        written, part = _saved(pdf, save, language, False)
    false_claim = part.claims_ua and not _passes(part)
    if false_claim:
        written, part = _saved(pdf, save, language, False)
    return written, part, false_claim


def _saved(pdf: Pdf, save: Callable[[Pdf], bytes], language: str, ua: bool) -> tuple[bytes, Prepared]:
    metadata.describe(pdf, title="", language=language, ua=ua)
    written = save(pdf)
    return written, prepare(written)


def _alone(part: Prepared) -> bytes:
    pages = len(part.pages)
    return join(None, [Part("trial", "Trial", part, Span(1, pages, pages))], title="Trial").pdf


def _tags_hold(part: Prepared) -> bool:
    try:
        return part.tagged and not check.tag_faults(_alone(part))
    except FAULTS:
        return False


def _passes(part: Prepared) -> bool:
    """
    Return whether the part keeps its claim, by the checks of every build.
    """
    try:
        return not check.belied(_alone(part))
    except FAULTS:
        return False
