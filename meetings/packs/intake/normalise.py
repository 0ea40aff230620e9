"""The part of intake that runs in the child: open, clean, straighten, save, and read back what was saved."""

import io
import re
import time
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, PdfError, Stream

from committee.acts.refusal import Refused
from meetings.packs.intake import author_advice, sanitise, take_in, unpacked_size
from meetings.packs.intake.open_pdf import opened
from meetings.packs.intake.trial_join import FAULTS, prove
from meetings.packs.pdf import fingerprint, image_only_pages, metadata, page_geometry, structure_import

UNFINISHED = "input stream is complete but output may still be valid"  # a stream whose checksum its author left out


def normalise(data: bytes, *, limits: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """
    Return (facts of Intake, the normalised document and then its prepared part). Runs in the child. Raises Refused.

    `limits` are those of Limits; facts["written"] is the length of the document.
    """
    unpacked_size.refuse_bomb_in_opening(data)
    pdf, repaired = opened(data)
    unpacked_size.refuse_bombs(pdf)
    done = {"encrypted"} if pdf.is_encrypted else set()
    pages = _count(pdf, limits["pages"])
    before = _known_before(pdf)
    title, language = _title(pdf), _language(pdf)
    claimed = metadata.claims_ua(pdf)
    if set(pdf.docinfo.keys()) - {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}:
        done.add("details")
    try:
        done |= sanitise.clean(pdf, most_annotations=limits["annotations"])
        page_geometry.straighten(pdf)
        texts = page_geometry.balance(pdf)
    except FAULTS as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"The file is damaged ({type(error).__name__}). {take_in.AGAIN}") from error
    fonts = all(_embedded_fonts(pdf))
    try:
        written, part, false_claim = prove(
            pdf, lambda cleaned: _save(cleaned, pages), language=language, claims_ua=claimed and bool(language)
        )
    except Refused:
        raise
    except FAULTS as error:
        raise Refused(f"The file is damaged ({type(error).__name__}). {take_in.AGAIN}") from error
    silent = _silent(pdf, written, texts, limits["seconds"])
    combined = before | _known_by(written, limits)
    facts = {
        "written": len(written),
        "fingerprint": combined.packed().hex(),
        "pages": pages,
        "tagged": part.tagged,
        "language": language,
        "title": title,
        "has_text": not silent or (any(texts) and len(silent) < pages),
        "silent_pages": silent,
        "fonts_embedded": fonts,
        "cleaned": [sentence for key, sentence in sanitise.SENTENCES.items() if key in done],
        "notes": list(
            author_advice.notes(
                pages=pages,
                silent=silent,
                tagged=part.tagged,
                false_claim=false_claim,
                language=language,
                fonts_embedded=fonts,
                repaired=repaired,
                layers=Name.OCProperties in pdf.Root,
                readable=combined.worded,
            )
        ),
    }
    return facts, written + part.dump()


def _known_before(pdf: Pdf) -> fingerprint.Fingerprint:
    """Return the fingerprint of the file before it is cleaned: author, attachments, thumbnails, descriptions."""
    out = io.BytesIO()
    try:
        pdf.save(out, encryption=False)
    except FAULTS:
        return fingerprint.Fingerprint()
    return fingerprint.of_bytes(out.getvalue())


def _known_by(written: bytes, limits: dict[str, Any]) -> fingerprint.Fingerprint:
    most = limits["letters_of_page"], limits["letters"]
    try:
        texts = fingerprint.page_texts(written, time.monotonic() + limits["seconds"] / 3, most)
    except fingerprint.Endless as page:
        raise Refused(f"The text up to page {page} is too long to process. {take_in.AGAIN}") from None
    return fingerprint.of_bytes(written) | fingerprint.of_pages(texts)


def _silent(pdf: Pdf, written: bytes, texts: list[bool], seconds: float) -> list[int]:
    """Numbers of the pages without words; where PDFium cannot say, those that draw no text."""
    silent = image_only_pages.silent_pages(written, seconds / 3)
    if silent is None:
        silent = [number for number, text in enumerate(texts, 1) if not text]
    return sorted(set(silent) - (image_only_pages.described(pdf) if structure_import.is_tagged(pdf) else set()))


def _count(pdf: Pdf, most: int) -> int:
    try:
        pages = len(pdf.pages)
        promised = pdf.Root.Pages.get(Name.Count)
    except (PdfError, RuntimeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(f"Its list of pages is damaged. {take_in.AGAIN}") from error
    if pages == 0:
        raise Refused(f"It has no pages. {take_in.AGAIN}")
    if isinstance(promised, int) and promised > pages:
        raise Refused(f"It says that it has {promised} pages but only {pages} can be read. {take_in.AGAIN}")
    if pages > most:
        raise Refused(f"It has {pages:,} pages; the limit is {most:,}. Split it into several papers.")
    return pages


def _title(pdf: Pdf) -> str:
    """Return the document's own title, or "" where it only tells of a file or a program."""
    try:
        title = " ".join(str(pdf.docinfo.get(Name.Title, "")).split())[:200]
    except (ValueError, TypeError, UnicodeError):
        return ""
    title = re.sub(r"^Microsoft (Word|PowerPoint|Excel) - ", "", title)
    useless = re.search(
        r"[\\/]|\.(docx?|pptx?|xlsx?|pdf|indd|odt)$"
        r"|^(untitled|document\d*|presentation\d*|slide \d+|powerpoint presentation)$",
        title,
        re.I,
    )
    return "" if useless or not title.isprintable() else title


def _language(pdf: Pdf) -> str:
    language = str(pdf.Root.get(Name.Lang, "")).strip().strip("\x00")
    return language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else ""


def _embedded_fonts(pdf: Pdf) -> Iterator[bool]:
    """Yield for each font whether its letters are inside the file."""
    seen: set[tuple[int, int]] = set()
    todo = [page.obj.get(Name.Resources) for page in pdf.pages]
    while todo:
        resources = todo.pop()
        if not isinstance(resources, Dictionary) or (resources.is_indirect and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        fonts, objects = resources.get(Name.Font), resources.get(Name.XObject)
        for font in (fonts[key] for key in sorted(fonts.keys())) if isinstance(fonts, Dictionary) else ():
            if isinstance(font, Dictionary) and not (font.is_indirect and font.objgen in seen):
                seen.add(font.objgen)
                yield _is_embedded(font)
        for item in (objects[key] for key in sorted(objects.keys())) if isinstance(objects, Dictionary) else ():
            if isinstance(item, Stream) and item.get(Name.Subtype) == Name.Form and item.objgen not in seen:
                seen.add(item.objgen)
                todo.append(item.get(Name.Resources))


def _is_embedded(font: Dictionary) -> bool:
    if font.get(Name.Subtype) == Name.Type3:
        return True
    below = font.get(Name.DescendantFonts)
    if isinstance(below, Array) and len(below) and isinstance(below[0], Dictionary):
        font = below[0]
    described = font.get(Name.FontDescriptor)
    return isinstance(described, Dictionary) and any(
        key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _save(pdf: Pdf, pages: int) -> bytes:
    """Return the document's bytes as they can be read back. Raises Refused where they are not whole."""
    try:
        if Name.Size not in pdf.trailer:  # a mended file; qpdf counts only where there was a count
            pdf.trailer.Size = 1
        written = _written(pdf)
        faults = _faults(written, pages)
        if faults and all(UNFINISHED in fault for fault in faults):
            written = _written(pdf, recompress_flate=True)
            faults = _faults(written, pages)
    except FAULTS as error:
        raise Refused(f"It is damaged and cannot be saved again. {take_in.AGAIN}") from error
    if faults:
        raise Refused(f"It is damaged, and only part of it can be read. {take_in.AGAIN}")
    return written


def _written(pdf: Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        encryption=False,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        **options,
    )
    return out.getvalue()


def _faults(written: bytes, pages: int) -> list[str]:
    again = Pdf.open(io.BytesIO(written), attempt_recovery=False, suppress_warnings=True)
    faults = [str(fault) for fault in again.check_pdf_syntax()]
    if len(again.pages) != pages:
        faults.append(f"{len(again.pages)} of {pages} pages")
    strange = set(again.Root.keys()) - sanitise.CATALOG - {"/Metadata", "/ViewerPreferences"}
    return [*faults, *sorted(strange)]
