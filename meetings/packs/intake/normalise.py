"""
The part of intake that runs in the child process: open, clean, straighten, join into a trial pack, save, read back.

Where qpdf can repair a damaged file, the file is repaired and the clerk is told; otherwise the file is refused. The
cleaned file is joined into a trial pack, so that no later build fails on the file's tags or trusts a false PDF/UA-1
claim.
"""

import io
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, PasswordError, Pdf, PdfError

from committee.acts.refusal import Refused
from meetings.packs import check
from meetings.packs.intake import author_advice, sanitise, take_in, unpacked_size
from meetings.packs.join import Part, join
from meetings.packs.page_numbers import Span
from meetings.packs.pdf import catalog, fingerprint, image_only_pages, links, page_geometry, structure_import
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import Prepared

UNFINISHED = "input stream is complete but output may still be valid"  # qpdf's message on a stream without its checksum
FAULTS = (PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError)
# Harmless warnings of qpdf: nothing is missing from the file.
HARMLESS = re.compile(
    "reported number of objects|a common error|extraneous whitespace|Resources is missing|duplicated key"
    "|is direct; converting|setting missing or invalid /Type|MediaBox is undefined|invalid /ID|stream keyword"
)
EMPTIED = "treating stream as empty"
LOCKED = "It needs a password. Save a copy without the password and upload that."


def before_limits(data: bytes) -> None:
    """Start the judge of PDF/UA where it may be needed: it takes as long as the rest of a small file."""
    if check.may_claim_ua(data):
        check.start_judge()


def normalise(data: bytes, *, limits: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """
    Return the facts of an Intake, and bytes: the normalised document, then its prepared part.

    facts["written"] is the length of the document in bytes; `limits` are the fields of Limits. Runs in the child
    process. Raises Refused.
    """
    unpacked_size.refuse_bomb_in_opening(data)
    pdf, repaired = opened(data)
    unpacked_size.refuse_bombs(pdf)
    done = {"encrypted"} if pdf.is_encrypted else set()
    pages = _count(pdf, limits["pages"])
    before = _known_before(pdf)
    title, language = _title(pdf), _language(pdf)
    claimed = check.may_claim_ua(data) and catalog.claims_ua(pdf)  # otherwise the judge has not been started
    if set(pdf.docinfo.keys()) - {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}:
        done.add("details")
    try:
        done |= sanitise.clean(pdf, most_annotations=limits["annotations"])
        page_geometry.straighten(pdf)
        texts = page_geometry.balance(pdf)
        fonts = all(_embedded_fonts(pdf))
        written, part, false_claim = prove(pdf, pages, language=language, claims_ua=claimed and bool(language))
    except Refused:
        raise
    except FAULTS as error:
        raise Refused(f"The file is damaged ({type(error).__name__}). {take_in.AGAIN}") from error
    silent = _silent(pdf, written, texts, limits["seconds"])
    combined = before | _known_by(written, limits)
    flaws = {"untagged": not part.tagged, "false claim": false_claim, "no language": not language}
    flaws |= {"fonts elsewhere": not fonts, "repaired": repaired, "unreadable": not combined.worded}
    flaws["layers"] = Name.OCProperties in pdf.Root
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
        "notes": author_advice.notes(silent, pages, flaws),
    }
    return facts, written + part.dump()


def opened(data: bytes) -> tuple[Pdf, bool]:
    """Return the document and whether it had to be repaired. Runs in a child process. Raises Refused."""
    try:
        pdf = Pdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except PasswordError:
        raise Refused(LOCKED) from None
    except FAULTS:
        if b"%%EOF" not in data[-4096:]:  # a repair would drop the missing pages silently
            raise Refused(
                "It is incomplete: the end of the file is missing. Copy or download it again, then upload it."
            ) from None
    else:
        if not _damage(pdf):
            return pdf, False
    try:
        mended = Pdf.open(io.BytesIO(data), suppress_warnings=True)
        emptied = any(EMPTIED in warning for warning in _damage(mended))
    except PasswordError:
        raise Refused(LOCKED) from None
    except FAULTS as error:
        raise Refused(f"It is damaged and cannot be read. {take_in.AGAIN}") from error
    if emptied:
        raise Refused(f"It is damaged: a page, a picture or a font in it cannot be read. {take_in.AGAIN}")
    return mended, True


def _damage(pdf: Pdf) -> list[str]:
    """
    Read every object; return qpdf's warnings, except those that match HARMLESS.

    A warning is the only sign that qpdf has left out an unreadable object.
    """
    for _ in pdf.objects:
        pass
    return [warning for warning in pdf.get_warnings() if not HARMLESS.search(warning)]


def prove(pdf: Pdf, pages: int, *, language: str, claims_ua: bool) -> tuple[bytes, Prepared, bool]:
    """
    Return the bytes of the document as saved, its prepared part, and whether a false PDF/UA-1 claim was removed.

    Tags are dropped where they cannot be carried into a pack, or fail the check of a trial pack. A claim stays only
    where the pages pass the check of PDF/UA-1 in a trial pack. Raises Refused where the document cannot be saved; any
    of FAULTS where it cannot be compiled.
    """
    tagged = structure_import.is_tagged(pdf)
    if not tagged:
        structure_import.drop(pdf)
    written, part = _saved(pdf, pages, language, claims_ua and tagged)
    if tagged and not (part.tagged and _passes(part, check.tag_faults)):
        structure_import.drop(pdf)
        written, part = _saved(pdf, pages, language, False)
    false_claim = part.claims_ua and not _passes(part, check.belied)
    if false_claim:
        written, part = _saved(pdf, pages, language, False)
    return written, part, false_claim


def _saved(pdf: Pdf, pages: int, language: str, ua: bool) -> tuple[bytes, Prepared]:
    catalog.describe(pdf, title="", language=language, ua=ua)
    written = _save(pdf, pages)
    return written, prepare(written)


def _passes(part: Prepared, faults_of: Callable[[bytes], list[str]]) -> bool:
    """Return whether a pack of this part alone has no faults by `faults_of`, one of the checks of every build."""
    pages = len(part.pages)
    try:
        return not faults_of(join(None, [Part("trial", "Trial", part, Span(1, pages, pages))], title="Trial").pdf)
    except FAULTS:
        return False


def _known_before(pdf: Pdf) -> fingerprint.Fingerprint:
    """Return the fingerprint of the file before cleaning, which removes the author, attachments and thumbnails."""
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
    """Return the numbers of silent pages (picture, no words). Where PDFium fails, a page that draws no text counts."""
    silent = image_only_pages.silent_pages(written, seconds / 3)
    if silent is None:
        silent = [number for number, text in enumerate(texts, 1) if not text]
    return sorted(set(silent) - (image_only_pages.described(pdf) if structure_import.is_tagged(pdf) else set()))


def _count(pdf: Pdf, most: int) -> int:
    try:
        pages = len(pdf.pages)
        promised = pdf.Root.Pages.get(Name.Count)
    except FAULTS as error:
        raise Refused(f"Its list of pages is damaged. {take_in.AGAIN}") from error
    if pages == 0:
        raise Refused(f"It has no pages. {take_in.AGAIN}")
    if isinstance(promised, int) and promised > pages:
        raise Refused(f"It says that it has {promised} pages but only {pages} can be read. {take_in.AGAIN}")
    if pages > most:
        raise Refused(f"It has {pages:,} pages; the limit is {most:,}. Split it into several papers.")
    return pages


def _title(pdf: Pdf) -> str:
    """Return the document's own title; "" where the title is only the name of a file or program."""
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
    """Yield for each font whether its letters are embedded in the file."""
    seen: set[tuple[int, int]] = set()
    pages = [page.obj.get(Name.Resources) for page in pdf.pages]
    for resources in [*pages, *(drawing.get(Name.Resources) for drawing in page_geometry.drawn_in(*pages))]:
        fonts = links.entry(resources, Name.Font)
        for key in sorted(fonts.keys()) if isinstance(fonts, Dictionary) else ():
            font = fonts[key]
            if isinstance(font, Dictionary) and not (font.is_indirect and font.objgen in seen):
                seen.add(font.objgen)
                yield _is_embedded(font)


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
    """Save the document and read it back; return its bytes. Raises Refused where the saved file is incomplete."""
    try:
        if Name.Size not in pdf.trailer:  # a repaired file: qpdf sets /Size only where the file had a /Size
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
