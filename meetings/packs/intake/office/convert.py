"""An office file becomes a tagged PDF, and what of it is not in that PDF is named. For workers: it takes seconds."""

from dataclasses import dataclass

from committee import printing
from committee.printing.pdfua_fixes import mended
from committee.refusal import Busy, Refused
from meetings.packs.intake import sandbox, take_in
from meetings.packs.intake.office import kinds, left_out, libreoffice
from meetings.packs.intake.office.kinds import Kind
from meetings.packs.intake.office.left_out import Pair

WORK = "meetings.packs.intake.office.prepare"
SECONDS, MEMORY = 60.0, 2_048 * sandbox.MEGABYTE
LIBREOFFICE, PORTAL = "LibreOffice", "the portal"
AGAIN = "Save it as PDF and upload that."


@dataclass(frozen=True, slots=True)
class Converted:
    """
    The PDF made of a file that `looks` so, and the `program` that made it.

    `left_out` are what is not in it, with its words. `source` is the HTML that the portal printed it from, or "".
    """

    pdf: bytes
    looks: str
    program: str
    left_out: list[Pair]
    source: str = ""


def as_pdf(data: bytes, filename: str, *, title: str, seconds: float | None = None) -> Converted | None:
    """
    The PDF of an office file, with `title` in place of all that the file says of itself; None for any other file.

    `seconds` are those that a step may take where somebody waits. Raises Refused with what to do, and Busy.
    """
    kind = kinds.kind_of(data)
    if kind is None or not kinds.can_convert(kind):
        return None
    try:
        return _converted(data, kind, title, seconds)
    except Busy:
        raise
    except Refused as refusal:
        raise Refused(f"“{take_in.shown_name(filename)}” was not accepted. {refusal.text}") from None


def _converted(data: bytes, kind: Kind, title: str, seconds: float | None) -> Converted:
    ending = kind.ending
    if kind == kinds.DOC:
        data, ending = libreoffice.to_docx(data, seconds=seconds or libreoffice.SECONDS), "docx"
    facts, cleaned = _in_child("prepare", data, seconds, ending=ending, title=title)
    pdf, program, source, more = _made(cleaned, ending, title, seconds)
    pairs = [(what, words) for what, words in [*facts["left_out"], *more]]
    try:
        text = "\n".join(take_in.texts(pdf))
    except (TimeoutError, MemoryError, sandbox.Crashed):
        text = ""
    pairs += left_out.missing([(where, words) for where, words in facts["texts"]], text)
    return Converted(pdf, kind.looks, program, left_out.gathered(pairs), source)


def _made(cleaned: bytes, ending: str, title: str, seconds: float | None) -> tuple[bytes, str, str, list[Pair]]:
    """The PDF, by which program, the HTML it was printed from, and what that could not print."""
    if libreoffice.is_installed():
        try:
            return libreoffice.to_pdf(cleaned, ending, seconds=seconds or libreoffice.SECONDS), LIBREOFFICE, "", []
        except Busy:
            raise
        except Refused:
            if ending != "docx":
                raise
    return _printed(cleaned, title, seconds)


def _printed(cleaned: bytes, title: str, seconds: float | None) -> tuple[bytes, str, str, list[Pair]]:
    facts, body = _in_child("word_html", cleaned, seconds)
    html = printing.template_html("print/office_paper.html", {"body": body.decode()}, title)
    try:
        pdf = mended(printing.print_all([printing.Job(html, title)])[0])
    except printing.PrintingError:
        raise Refused(f"It cannot be converted. {AGAIN}") from None
    return pdf, PORTAL, html, [(what, words) for what, words in facts["left_out"]]


def _in_child(
    function: str, data: bytes, seconds: float | None, **arguments: str
) -> tuple[dict[str, list[Pair]], bytes]:
    try:
        return sandbox.run(f"{WORK}.{function}", data, seconds=seconds or SECONDS, memory=MEMORY, **arguments)
    except TimeoutError:
        raise Refused(f"It took too long to read. {AGAIN}") from None
    except MemoryError:
        raise Refused(f"It needs too much memory to read. {AGAIN}") from None
    except sandbox.Crashed:
        raise Refused(f"It is damaged and cannot be read. {AGAIN}") from None
