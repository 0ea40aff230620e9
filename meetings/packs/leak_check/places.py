"""Names, in a clerk's words, of the places in a PDF where the leak check found something."""

import io
import re
import time
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pikepdf import Dictionary, Name, Pdf, PdfError
from pikepdf import Stream as Kept

from meetings.packs.intake import sandbox
from meetings.packs.pdf import fingerprint, links, page_geometry
from meetings.packs.pdf.raw_scan import FoundText, Stream

MOST_SECONDS = 45
DRAWN = "what is drawn"
NUMBER = re.compile(r"[0-9]{1,5}|[ivxlcdm]{1,9}")
PLACES = {
    "URI": "a link",
    "Alt": "the description of a picture",
    "ActualText": "the words read out in place of others",
    "E": "what an abbreviation stands for",
    "T": "the name of a tag or field",
    "Author": "the document’s details",
    "Subject": "the document’s details",
    "Keywords": "the document’s details",
    "Contents": "a note or link",
    "F": "the name of an attached file",
    "UF": "the name of an attached file",
    "XMP": "the XMP metadata",
    "P": "a page label",
    "/": "a name inside the file",
    "%": "a comment in the bytes",
    "stream": "a stream inside the file",
}


def place_of(thing: FoundText | Stream) -> str:
    """Return the kind of place of a string or stream: `a bookmark`, `a picture`."""
    if isinstance(thing, Stream):
        if b"/EmbeddedFile" in thing.head:
            return "an attached file"
        return "a picture" if thing.is_image else DRAWN
    if thing.key == "Title":
        if b"/Parent" in thing.beside:
            return "a bookmark"
        return "the document’s details"
    if thing.key == "Name" and b"/OCG" in thing.beside:
        return "the name of a layer"
    if thing.key == "" and b"/Names" in thing.beside:
        return "the name of a place or file"
    return PLACES.get(thing.key, "the bytes of the file" if thing.key or thing.beside else DRAWN)


class Places:
    """Look-up of places in a PDF: the printed number of each page, and the page of each object."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._names: set[str] = set()

    def page_texts(self) -> list[str]:
        """Return every page's text. Raises sandbox.Crashed where a page is unreadable: no page is published unread."""
        texts = fingerprint.page_texts(self._pdf, time.monotonic() + MOST_SECONDS)
        if texts is None:
            raise sandbox.Crashed("PDFium cannot read every page")
        return texts

    @cached_property
    def _page_labels(self) -> list[str]:
        import pypdfium2

        document: Any = pypdfium2.PdfDocument(self._pdf)
        return [document.get_page_label(index) or str(index + 1) for index in range(len(document))]

    def page(self, index: int) -> str:
        """Return `page 12` by the page's label. A label that is no number may be a leak, so it is not quoted."""
        label = self._page_labels[index]
        return f"page {label}" if NUMBER.fullmatch(label) else f"page {index + 1} of the file"

    def notice(self, thing: FoundText | Stream) -> None:
        """Record a PDF name, so that `strange` can look for thumbnails and attachments."""
        if isinstance(thing, FoundText) and thing.key == "/":
            self._names.add(thing.text)

    def strange(self) -> list[str]:
        """Return warnings about thumbnails and attachments, because no public file made by the portal has any."""
        warnings = []
        if "Thumb" in self._names:
            warnings.append("It contains page thumbnails, which may show withheld content.")
        if "EmbeddedFile" in self._names:
            warnings.append("It contains attached files, which may be withheld.")
        return warnings

    def with_page(self, place: str, number: int) -> str:
        """Return a place with the page of object `number`, if the object is on a page: `a link on page 12`."""
        index, is_thumbnail = self._by_object.get(number, (None, False))
        place = "a thumbnail" if is_thumbnail else place
        if index is None:
            return place
        return self.page(index) if place == DRAWN else f"{place} on {self.page(index)}"

    @cached_property
    def _by_object(self) -> dict[int, tuple[int, bool]]:
        """Page index (from 0) of each object, and whether the object is the page's thumbnail; read on first use."""
        places: dict[int, tuple[int, bool]] = {}
        try:
            pdf = Pdf.open(io.BytesIO(self._pdf), suppress_warnings=True)
            for index, page in enumerate(pdf.pages):
                for thing in _on(page.obj):
                    places.setdefault(thing.objgen[0], (index, False))
                thumbnail = page.obj.get(Name.Thumb)
                if isinstance(thumbnail, Kept):
                    places[thumbnail.objgen[0]] = index, True
        except (PdfError, RuntimeError, TypeError, ValueError, AttributeError):
            pass  # the finding is reported all the same, without its page
        places.pop(0, None)
        return places


def _on(page: Any) -> Iterator[Any]:
    """Yield the objects of a page: the page, its contents, its links and notes, and the pictures and forms it draws."""
    yield page
    yield from page_geometry.streams(page)
    for annot in links.annotations(page):
        yield annot
        if isinstance(action := annot.get(Name.A), Dictionary):
            yield action
    yield from page_geometry.drawn_in(page.get(Name.Resources))
