"""Intake of an upload: the result is a safe, normalised part, or a refusal that says what to do.

``take_in`` checks the first bytes here. All other work runs in a child process (sandbox), because the bytes are a
stranger's.
"""

import hashlib
import logging
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, cast

from committee.acts.refusal import Busy, Refused
from meetings.packs.intake import sandbox
from meetings.packs.intake.author_advice import Note
from meetings.packs.pdf import fingerprint

OFFICE = re.compile(rb"PK\x01\x02.{42}(word/|ppt/|xl/|content\.xml)", re.S)  # in a ZIP file's list of files
logger = logging.getLogger(__name__)
AGAIN = "Open the original and export or print it to PDF again."


@dataclass(frozen=True)
class Limits:
    """
    Limits of an upload.

    - `size`: bytes of the file.
    - `annotations`: links and other annotations, on all pages.
    - `letters_of_page`, `letters`: letters on one page, and on all pages.
    - `seconds`, `memory`: time, and bytes of memory, of the child process.
    """

    size: int = 100 * sandbox.MEGABYTE
    pages: int = 2_000
    annotations: int = 20_000
    letters_of_page: int = 500_000
    letters: int = 10_000_000
    seconds: float = 60
    memory: int = sandbox.MEMORY


DEFAULT = Limits()


@dataclass(frozen=True)
class Intake:
    """
    A paper's file as the portal stores it (``pdf``), and its part for packs (``prepared``, see pdf/compile.py).

    ``sha256`` and ``size`` are those of ``pdf``; ``source_sha256`` is the hash of the uploaded bytes.
    ``silent_pages`` are the numbers (from 1) of pages that show a picture and no words (see pdf/image_only_pages.py).
    The leak check identifies the file by its ``fingerprint``. ``cleaned`` are sentences on what was removed from the
    file; ``notes`` say what readers will miss, with advice to the author.
    """

    pdf: bytes
    prepared: bytes
    sha256: str
    source_sha256: str
    pages: int
    tagged: bool
    language: str
    title: str
    has_text: bool
    fonts_embedded: bool
    silent_pages: tuple[int, ...]
    size: int
    fingerprint: bytes
    cleaned: tuple[str, ...]
    notes: tuple[Note, ...]


def take_in(data: bytes, filename: str, *, limits: Limits = DEFAULT) -> Intake:
    """Return the Intake of an uploaded PDF; the same bytes and name give the same Intake. Raises Refused, Busy."""
    name = f"“{shown_name(filename)}”"
    refuse_at_sight(data, filename, limits)
    work = "meetings.packs.intake.normalise.normalise"
    try:
        facts, made = sandbox.run(work, data, seconds=limits.seconds, memory=limits.memory, limits=asdict(limits))
    except Busy:
        raise
    except Refused as refusal:
        raise Refused(f"{name} was not accepted. {refusal.text}") from None
    except TimeoutError:
        raise Refused(f"{name} took too long to read. {AGAIN} Fewer or simpler pictures will help.") from None
    except MemoryError:
        raise Refused(f"{name} needs too much memory to read. {AGAIN} Smaller pictures will help.") from None
    except sandbox.Crashed as crash:
        # SECURITY: what the child printed after the colon may have words of the file.
        logger.error("the process that read an uploaded file died: %s", str(crash).partition(":")[0])
        raise Refused(f"{name} is damaged and cannot be read. {AGAIN}") from None
    pdf, prepared = made[: facts["written"]], made[facts.pop("written") :]
    child_fingerprint = fingerprint.Fingerprint.unpack(bytes.fromhex(facts.pop("fingerprint")))
    return intake_of(
        pdf=pdf,
        fingerprint=(child_fingerprint | fingerprint.of_upload(filename, data, pdf)).packed(),
        prepared=prepared,
        sha256=hashlib.sha256(pdf).hexdigest(),
        source_sha256=hashlib.sha256(data).hexdigest(),
        size=len(pdf),
        **facts,
    )


def intake_of(
    *, cleaned: Iterable[str], silent_pages: Iterable[int], notes: Iterable[Iterable[str]], **facts: Any
) -> Intake:
    """Return the Intake of facts from JSON or msgpack, with tuples again in place of lists."""
    advice = tuple(Note(*note) for note in notes)
    return Intake(cleaned=tuple(cleaned), silent_pages=tuple(silent_pages), notes=advice, **facts)


def refuse_at_sight(data: bytes, filename: str, limits: Limits = DEFAULT) -> None:
    """Raise Refused where the size or a few of the bytes show that a file cannot be used; nothing is parsed."""
    refuse_by_size(len(data), filename, limits)
    if looks := looks_like(data):
        named_pdf = filename.lower().endswith(".pdf")
        how = how_to_make_a_pdf(looks, named_pdf=named_pdf)
        raise Refused(f"“{shown_name(filename)}” is {looks}, not a PDF. {how}")


def refuse_by_size(size: int, filename: str, limits: Limits = DEFAULT) -> None:
    """Raise Refused where a file of ``size`` bytes is empty or over the limit; call this before reading an upload."""
    name = f"“{shown_name(filename)}”"
    if size == 0:
        raise Refused(f"{name} is empty (0 bytes). Save or export it again, then upload it.")
    if size > limits.size:
        raise Refused(
            f"{name} is {size / sandbox.MEGABYTE:,.0f} MB; the limit is {limits.size // sandbox.MEGABYTE} MB. "
            "Export it with smaller pictures, or split it into two papers."
        )


def shown_name(filename: str) -> str:
    """Return the last part of a file's name, short and printable."""
    last = re.split(r"[\\/]", filename)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    return (clean if len(clean) <= 80 else f"{clean[:60]}...{clean[-15:]}") or "This file"


def looks_like(data: bytes) -> str:
    """Return the kind of file in a clerk's words, such as ``a Word document``; "" where it may be a PDF."""
    if b"%PDF-" in data[:1024]:
        return ""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data[:4] == b"PK\x03\x04":
        return _office_kind(data)
    kinds = {
        (b"\xd0\xcf\x11\xe0",): "an old Word, Excel or PowerPoint document",
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"): "a picture",
        (b"{\\rtf",): "a Word document",
        (b"%!PS",): "a PostScript file",
    }
    for starts, kind in kinds.items():
        if data.startswith(starts):
            return kind
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        return "a picture"
    if head[:1] == b"<":
        return "a web page"
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in head)
    return "a plain text file" if head and printable > 0.97 * len(head) else "another type of file"


def _office_kind(data: bytes) -> str:
    # Only the end of a ZIP file's list is read: the list may name two million files, and a request waits.
    end = data.rfind(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else len(data)
    # Search only this file's own list, because an archive inside the file has an earlier list.
    match = OFFICE.search(data, max(0, end - size, len(data) - sandbox.MEGABYTE))
    kinds = {
        b"word/": "a Word document",
        b"ppt/": "a PowerPoint presentation",
        b"xl/": "an Excel workbook",
        b"content.xml": "a LibreOffice document",
    }
    return kinds[match[1]] if match else "a ZIP file"


def how_to_make_a_pdf(looks: str, *, named_pdf: bool) -> str:
    """Return advice how to make a PDF of a file that `looks` like this; `named_pdf`: the file's name ends in .pdf."""
    if "Word" in looks or "PowerPoint" in looks or "Excel" in looks or "LibreOffice" in looks:
        if named_pdf:
            return "Renaming a file does not convert it. Open it and choose Save As or Export, then PDF."
        return "Open it, choose Save As or Export, then PDF, and upload that."
    if looks == "a ZIP file":
        return "Unzip it and upload each PDF separately."
    return "Open it, choose Print, and print it to PDF."


def texts(pdf: bytes, seconds: float = 30) -> list[str]:
    """Return the text of each page. Raises Busy; TimeoutError, MemoryError or sandbox.Crashed where PDFium fails."""
    facts, _ = sandbox.run("meetings.packs.intake.take_in.read_texts", pdf, seconds=seconds)
    return cast(list[str], facts["texts"])


def read_texts(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return ({"texts": [str, ...]}, b""). Runs in a child process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page_texts = [page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\x00", "") for page in document]
    return {"texts": page_texts}, b""
