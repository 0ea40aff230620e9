"""Cleaning of an uploaded PDF by an allowlist: all features that are not listed are removed."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from committee.acts.refusal import Refused
from meetings.packs.intake import flatten
from meetings.packs.pdf import links
from meetings.packs.pdf.page_geometry import PAGE

CATALOG = {"/Type", "/Pages", "/Outlines", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties"}
PAGE_TREE = {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
LINK = {
    "/Type", "/Subtype", "/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/F", "/Contents", "/A", "/Dest",
    "/StructParent", "/P",
}  # fmt: skip
DRAWN = {
    "/FreeText", "/Stamp", "/Ink", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Line", "/Square",
    "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Watermark", "/Widget",
}  # fmt: skip
MEDIA = {"/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"}
NEVER = {
    "/AA", "/JS", "/PieceInfo", "/Metadata", "/AF", "/OPI", "/EF", "/Alternates", "/RichMediaContent",
    "/RichMediaSettings", "/Thumb", "/Perms", "/LastModified",
}  # fmt: skip
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Sound", "/Movie",
    "/Thread", "/Hide", "/ResetForm", "/SetOCGState", "/Trans", "/GoTo3DView", "/RichMediaExecute", "/Named",
    "/GoToDp",
}  # fmt: skip
DYNAMIC = re.compile(rb"<dynamicRender\s*>\s*required")
SAFE_ADDRESSES = ("http://", "https://", "mailto:", "tel:")
SENTENCES = {
    "encrypted": "Its limits on printing and copying were removed.",
    "signature": "Its digital signature was removed: joining papers into a pack breaks every signature.",
    "script": "Scripts were removed.",
    "opening": "Automatic actions were removed.",
    "file": "Files attached inside it were removed. Add them as papers if members need them.",
    "program": "Links that open programs, other files or unsafe addresses were removed.",
    "media": "Sound, video or 3D objects were removed.",
    "comment": "Comments were removed.",
    "form": "Form fields were turned into plain text.",
    "drawn": "Highlights and drawn marks were made part of the page.",
    "lost": (
        "Drawn marks or filled-in fields that only the program that made them can show were left out. "
        "To keep them, print it to PDF in that program."
    ),
    "details": "The author’s name and other details hidden in the file were removed.",
}


def clean(pdf: Pdf, *, most_annotations: int) -> set[str]:
    """Remove from ``pdf`` all that is not allowed; return the keys of SENTENCES that are now true. Raises Refused."""
    root: Any = pdf.Root
    done: set[str] = set()
    if Name.Collection in root:
        raise Refused(
            "It is a PDF portfolio: a folder of files in one. Open it, save each file as its own PDF and upload those."
        )
    if root.get(Name.NeedsRendering) is True or _is_drawn_by_a_program(links.entry(root, Name.AcroForm, Name.XFA)):
        raise Refused(
            "It is a fill-in form that only Adobe’s programs can show (XFA). "
            "Open it there, print it to PDF and upload that."
        )
    _catalog(root, done)
    _annotations(pdf, done, most_annotations)
    if isinstance(root.get(Name.Outlines), Dictionary):
        links.write_outline(pdf, links.bookmarks(pdf))
    _pages(pdf, done)
    links.drop(root, *set(root.keys()) - CATALOG)
    _everywhere(pdf.objects, done)
    return done


def _is_drawn_by_a_program(xfa: Any) -> bool:
    """Return whether the XFA says that only a program can draw the form. Older forms do not set /NeedsRendering."""
    return any(
        DYNAMIC.search(piece.read_bytes()) is not None for piece in links.as_list(xfa) if isinstance(piece, Stream)
    )


def _is_script(action: Any) -> bool:
    return isinstance(action, Dictionary) and (action.get(Name.S) == Name.JavaScript or Name.JS in action)


def _catalog(root: Dictionary, done: set[str]) -> None:
    opening = root.get(Name.OpenAction)
    opens = isinstance(opening, Dictionary) and opening.get(Name.S) != Name.GoTo
    if _is_script(opening) or links.entry(root, Name.Names, Name.JavaScript) is not None:
        done.add("script")
    if (opens and not _is_script(opening)) or Name.AA in root:
        done.add("opening")
    if links.entry(root, Name.Names, Name.EmbeddedFiles) is not None or Name.AF in root:
        done.add("file")
    if Name.Perms in root:
        done.add("signature")


def _annotations(pdf: Pdf, done: set[str], most: int) -> None:
    targets, drawn, total = links.Targets(pdf), False, 0
    for page in pdf.pages:
        annots = links.annotations(page.obj)
        total += len(annots)
        if total > most:
            raise Refused(
                f"It has more than {most:,} links and marks on its pages. Print it to PDF again without them."
            )
        kept_annots = []
        for annot in annots:
            kind = str(annot.get(Name.Subtype))
            if kind == "/Link" and _keep_link(pdf, annot, targets, done):
                kept_annots.append(annot)
            elif kind in DRAWN:
                _note_drawn(annot, kind, done)
                drawn = True
                kept_annots.append(annot)
            elif kind == "/Redact":
                raise Refused(
                    "It has redaction marks that were not applied, so the text under them can still be read. "
                    "Apply the redactions, save it and upload it again."
                )
            elif kind != "/Link":
                done.add("media" if kind in MEDIA else "file" if kind == "/FileAttachment" else "comment")
        if annots:
            page.obj.Annots = Array(kept_annots)
    if drawn and flatten.flatten(pdf):
        done.add("lost")


def _note_drawn(annot: Dictionary, kind: str, done: set[str]) -> None:
    field = annot.get(Name.FT, annot.get(Name.Parent, Dictionary()).get(Name.FT) if Name.Parent in annot else None)
    done.add("signature" if field == Name.Sig else "form" if kind == "/Widget" else "drawn")
    if _is_script(annot.get(Name.A)) or Name.AA in annot:
        done.add("script")
    links.drop(annot, "/A", "/AA", "/Popup")


def _keep_link(pdf: Pdf, annot: Dictionary, targets: links.Targets, done: set[str]) -> bool:
    action = annot.get(Name.A)
    target, address = targets.of_holder(annot), safe_address(action)
    links.drop(annot, *set(annot.keys()) - LINK)
    if target:
        links.go_to(pdf, annot, *target)
    elif address:
        annot.A = Dictionary(S=Name.URI, URI=String(address))
    else:
        if isinstance(action, Dictionary) and action.get(Name.S) != Name.GoTo:
            done.add("script" if _is_script(action) else "program")
        return False
    if not str(annot.get(Name.Contents, "")).strip():  # read out by screen readers (PDF/UA-1, 7.18.5)
        annot.Contents = String(f"Link to {address}" if address else "Link to another page of this paper")
    return True


def safe_address(action: Any) -> str:
    """Return the web, email or telephone address of an action, or "" where it is anything else."""
    if not isinstance(action, Dictionary) or action.get(Name.S) != Name.URI:
        return ""
    address = str(action.get(Name.URI, "")).strip()
    plain = address.isprintable() and len(address) < 4_000
    return address if plain and address.lower().startswith(SAFE_ADDRESSES) else ""


def _pages(pdf: Pdf, done: set[str]) -> None:
    for page in pdf.pages:
        if "/AA" in page.obj:
            done.add("opening")
        links.drop(page.obj, *set(page.obj.keys()) - PAGE)
        node, depth = page.obj.get(Name.Parent), 0
        while isinstance(node, Dictionary) and Name.Kids in node and depth < 50:  # a wrong /Parent may be anything
            links.drop(node, *set(node.keys()) - PAGE_TREE)
            node, depth = node.get(Name.Parent), depth + 1


def _everywhere(objects: Iterable[Any], done: set[str]) -> None:
    """Remove banned keys from every object, reachable or not, as defence in depth."""
    counts: Counter[str] = Counter()
    for obj in objects:
        if isinstance(obj, Stream) and obj.get(Name.Subtype) == Name.PS:
            _empty(obj)
            done.add("script")
        if isinstance(obj, Dictionary | Stream):
            _strip(obj, counts)
        elif isinstance(obj, Array):
            for value in obj:
                if isinstance(value, Dictionary) and not value.is_indirect:
                    _strip(value, counts)
    if counts["/JS"]:
        done.add("script")
    if counts["/EF"]:
        done.add("file")


def _empty(program: Stream) -> None:
    """
    Turn a PostScript program into an empty form, because a printer would run the program.

    The object stays, because pages may draw it.
    """
    links.drop(program, *set(program.keys()) - {"/Length"})
    program.Type, program.Subtype, program.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    program.write(b"")


def is_drawn_with(value: Any) -> bool:
    """Return whether a value is a font, picture or form, which pages may call by any name, even a banned name."""
    if isinstance(value, Stream):
        return value.get(Name.Subtype) in (Name.Image, Name.Form)
    return isinstance(value, Dictionary) and value.get(Name.Type) == Name.Font


def _strip(obj: Any, counts: Counter[str], depth: int = 0) -> None:
    keys = set(obj.keys())
    banned = {key for key in keys & NEVER if not is_drawn_with(obj.get(key))}
    if isinstance(obj, Stream):
        banned |= keys & {"/F", "/FFilter", "/FDecodeParms", "/PS", "/Ref"}  # data or pages of another file
    elif "/S" in keys and "/P" not in keys and str(obj.get(Name.S)) in ACTIONS:
        counts["/JS"] += str(obj.get(Name.S)) == "/JavaScript"
        banned = keys
    for key in banned:
        counts[key] += 1
        del obj[key]
    if depth > 20:
        return
    for key in keys - banned:
        value = obj.get(key)
        if isinstance(value, Dictionary) and not value.is_indirect:
            _strip(value, counts, depth + 1)
