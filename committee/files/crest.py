"""The council's crest or logo: as PNG for emails and Word files, as HTML for prints, and in words."""

from base64 import b64encode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from committee.files import files
from committee.models import Council, StoredFile

SVG = "image/svg+xml"


def png(council: Council) -> bytes | None:
    """Return the crest as PNG, for emails and Word files; None if there is none or storage is unavailable."""
    return _read(council.crest_png)


def _read(stored: StoredFile | None) -> bytes | None:
    try:
        return files.read(stored) if stored else None
    except (files.Lost, files.Altered, files.Unavailable):
        return None  # a document without a crest is better than no document


def words(council: Council) -> str:
    """Return the crest's alternative text, which screen readers read out."""
    return f"Crest or logo of {council.name}"


def printed(council: Council) -> SafeString:
    """
    Return the HTML of the crest for the head of a print, with its alternative text; "" without a crest.

    An SVG crest is printed as SVG, sharp at any size. SECURITY: only the rewritten SVG of `crest_svg` is stored.
    """
    is_drawing = council.crest is not None and council.crest.content_type == SVG
    kind, data = (SVG, _read(council.crest)) if is_drawing else ("image/png", png(council))
    if data is None:
        return SafeString("")
    return format_html(
        '<p class="printed-crest"><img src="data:{};base64,{}" alt="{}"></p>',
        kind, b64encode(data).decode(), words(council),
    )  # fmt: skip
