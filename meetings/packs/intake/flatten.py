"""Flattening of a PDF: visible annotations and filled-in fields are drawn into their pages; hidden ones are removed."""

import contextlib
import re
from copy import copy
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, PasswordError, Pdf, PdfError, Stream, String

from meetings.packs.pdf import links

HIDDEN = 0b100011  # flags of an annotation: invisible, hidden, no view
FONT, SHOWN, DRAWING = re.compile(rb"[\d.]\s+Tf\b"), re.compile(rb"\bT[jJ]\b"), re.compile(rb"\bDo\b")


def flatten(pdf: Pdf) -> bool:
    """
    Draw all annotations except links into their pages, and remove the annotations.

    Return whether a visible annotation was lost because the file has no appearance (drawing) for it.
    """
    off = _layers_off(pdf)
    for page in pdf.pages:
        annots = links.annotations(page.obj)
        # SECURITY: flattening must not show an annotation that its author hid, by a flag or with a layer.
        shown = [annot for annot in annots if annot.get(Name.Subtype) == Name.Link or not _is_hidden(annot, off)]
        if len(shown) < len(annots):
            page.obj.Annots = Array(shown)
    if links.entry(pdf.Root, Name.AcroForm, Name.NeedAppearances) is True:
        _draw_fields(pdf)
    lost = any(_has_something_to_show(annot) and not _appearance(annot) for annot in _marks(pdf))
    for annot in _marks(pdf):
        links.drop(annot, "/OC")
    pdf.flatten_annotations("screen")
    for page in pdf.pages:  # removes annotations that had no appearance to draw
        page.obj.Annots = Array(
            [annot for annot in links.annotations(page.obj) if annot.get(Name.Subtype) == Name.Link]
        )
    return lost


def _marks(pdf: Pdf) -> list[Dictionary]:
    annots = [annot for page in pdf.pages for annot in links.annotations(page.obj)]
    return [annot for annot in annots if annot.get(Name.Subtype) != Name.Link]


def _layers_off(pdf: Pdf) -> set[tuple[int, int]]:
    layers = pdf.Root.get(Name.OCProperties)
    off = _refs(links.entry(layers, Name.D, Name.OFF))
    if links.entry(layers, Name.D, Name.BaseState) == Name.OFF:
        off |= _refs(links.entry(layers, Name.OCGs)) - _refs(links.entry(layers, Name.D, Name.ON))
    return off


def names_of_hidden_layers(data: bytes) -> set[str]:
    """Return the names of a PDF's layers that are off when it is opened; none where qpdf cannot read it."""
    with contextlib.suppress(PdfError, PasswordError), Pdf.open(BytesIO(data)) as pdf:
        return {
            str(layer.get(Name.Name))
            for ref in _layers_off(pdf)
            if isinstance(layer := pdf.get_object(ref), Dictionary)
        }
    return set()


def _refs(raw: Any) -> set[tuple[int, int]]:
    return {item.objgen for item in raw if isinstance(item, Dictionary)} if isinstance(raw, Array) else set()


def _is_hidden(annot: Dictionary, off: set[tuple[int, int]]) -> bool:
    flags, layer = annot.get(Name.F), annot.get(Name.OC)
    if isinstance(flags, int) and flags & HIDDEN:
        return True
    if not isinstance(layer, Dictionary):
        return False
    groups = layer.get(Name.OCGs)
    of = _refs(groups) | ({groups.objgen} if isinstance(groups, Dictionary) else set()) | {layer.objgen}
    return bool(of & off)


def _draw_fields(pdf: Pdf) -> None:
    """
    Draw the values of fields, because the form requires it (/NeedAppearances).

    qpdf draws only Western letters, so a field with other letters keeps the drawing that it has in the file.
    """
    fields = [(annot, _words(annot)) for annot in _marks(pdf) if annot.get(Name.Subtype) == Name.Widget]
    foreign = [(annot, copy(_appearance(annot))) for annot, words in fields if not _has_western_letters(words)]
    pdf.generate_appearance_streams()
    for annot, look in foreign:
        annot.AP = Dictionary(N=pdf.make_indirect(look)) if isinstance(look, Stream) else Dictionary()
    for annot, words in fields:
        if words and Name.AP in annot and not _has_words(_drawing(annot)):
            del annot.AP


def _drawing(annot: Dictionary) -> bytes:
    look = _appearance(annot)
    return look.read_bytes() if isinstance(look, Stream) else b""


def _has_words(drawing: bytes) -> bool:
    """Return whether the drawing shows text in a font, or draws another object, which may contain text."""
    font = FONT.search(drawing)
    return bool(DRAWING.search(drawing) or (font and SHOWN.search(drawing, font.end())))


def _has_western_letters(words: str) -> bool:
    try:
        words.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _value(annot: Dictionary) -> Any:
    """Return the value of the field, or of its nearest ancestor with a value; None without a value."""
    node: Any = annot
    for _ in range(10):
        if not isinstance(node, Dictionary):
            return None
        if Name.V in node:
            return node.V
        node = node.get(Name.Parent)
    return None


def _words(annot: Dictionary) -> str:
    return " ".join(str(choice) for choice in links.as_list(_value(annot)) if isinstance(choice, String))


def _has_something_to_show(annot: Dictionary) -> bool:
    if annot.get(Name.Subtype) != Name.Widget:
        return True
    value = _value(annot)
    return bool(_words(annot)) or (isinstance(value, Name) and value != Name.Off)


def _appearance(annot: Dictionary) -> Dictionary | Stream | None:
    """Return the annotation's normal appearance: a stream, or a dictionary of streams by state; None without either."""
    normal = links.entry(annot, Name.AP, Name.N)
    return normal if isinstance(normal, Dictionary | Stream) else None
