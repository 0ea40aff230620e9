"""Convert an office file to a tagged PDF, and list the parts of the file that the PDF lacks. This takes seconds."""

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from committee import printing
from committee.acts.refusal import Busy, Refused
from committee.printing.pdfua_fixes import mended
from meetings.packs.intake import sandbox, take_in
from meetings.packs.intake.author_advice import Note
from meetings.packs.intake.office import kinds, left_out, libreoffice
from meetings.packs.intake.office.kinds import Kind
from meetings.packs.intake.office.left_out import Pair
from meetings.packs.intake.take_in import Intake
from meetings.packs.pdf import fingerprint

WORK = "meetings.packs.intake.office.prepare"
SECONDS = 60.0
LIBREOFFICE, PORTAL = "LibreOffice", "the portal"
AGAIN = "Save it as PDF and upload that."
TAG = re.compile(r"<[^<>]*>")
UNTRUE = f"It has {{}}, which would not come out as you wrote them. {AGAIN}"


@dataclass(frozen=True, slots=True)
class Converted:
    """
    The PDF made from an office file; `looks` names the kind of file, `program` the program that converted it.

    `left_out` lists the parts of the file that the PDF lacks, with their words. `notes` say what readers will miss.
    `source` is the HTML from which the portal printed the PDF; "" for a PDF by LibreOffice.
    """

    pdf: bytes
    looks: str
    program: str
    left_out: list[Pair]
    source: str = ""
    notes: tuple[Note, ...] = ()


def as_pdf(data: bytes, filename: str, *, title: str, seconds: float | None = None) -> Converted | None:
    """
    Return the PDF of an office file, with `title` in place of the file's metadata.

    Return None for any other file, and for a kind that this machine cannot convert. `seconds` limits each step; None
    means the longer limits of a worker. Raises Refused, with advice, and Busy.
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


def take_in_converted(made: Converted, data: bytes, filename: str, limits: take_in.Limits) -> Intake:
    """Take in the PDF made from the file `data`; the fingerprint covers PDF and file. Raises as `take_in.take_in`."""
    taken = take_in.take_in(made.pdf, filename, limits=limits)
    combined = fingerprint.Fingerprint.unpack(taken.fingerprint) | fingerprint.of_upload(filename, data)
    return replace(taken, fingerprint=combined.packed(), notes=(*made.notes, *taken.notes))


def _converted(data: bytes, kind: Kind, title: str, seconds: float | None) -> Converted:
    ending = kind.ending
    if kind == kinds.DOC:
        data, ending = libreoffice.to_docx(data, seconds=seconds or libreoffice.SECONDS), "docx"
    facts, cleaned = _in_child("prepare", data, seconds, ending=ending, title=title)
    notes = tuple(Note(*note) for note in facts.get("notes", ()))
    made = Converted(b"", kind.looks, LIBREOFFICE, facts["left_out"], notes=notes)
    if libreoffice.is_installed():
        within, claims_ua = seconds or libreoffice.SECONDS, ending == "docx" and not notes
        made = replace(made, pdf=libreoffice.to_pdf(cleaned, ending, claims_ua=claims_ua, seconds=within))
    else:
        made = _printed(cleaned, facts, replace(made, program=PORTAL), title, seconds)
    try:
        text = "\n".join(take_in.texts(made.pdf))
    except (TimeoutError, MemoryError, sandbox.Crashed):
        text = ""
    missing = left_out.missing([(where, words) for where, words in facts["texts"]], text)
    pairs = [(what, words) for what, words in [*made.left_out, *missing]]
    return replace(made, left_out=left_out.gathered(pairs))


def _printed(cleaned: bytes, facts: dict[str, Any], made: Converted, title: str, seconds: float | None) -> Converted:
    """Print a Word file without LibreOffice. Raises Refused where the print would differ from the document."""
    numbers = [pair for pair in facts["texts"] if pair[0] in (left_out.NUMBERS, left_out.UNCOUNTED)]
    facts["texts"] = [pair for pair in facts["texts"] if pair not in numbers]
    more, body = _in_child("word_html", cleaned, seconds, headings=facts["headings"])
    if left_out.missing(numbers, _with_numbers(body.decode())):
        facts["unprintable"].append("lists whose numbers go on or are of another kind")
    if facts["unprintable"]:
        raise Refused(UNTRUE.format(" and ".join(facts["unprintable"])))
    html = printing.template_html("print/office_paper.html", {"body": body.decode()}, title)
    try:
        pdf = mended(printing.print_all([printing.Job(html, title)])[0], claims_ua=not made.notes)
    except printing.PrintingError:
        raise Refused(f"It cannot be converted. {AGAIN}") from None
    return replace(made, pdf=pdf, left_out=[*made.left_out, *more["left_out"]], source=html)


def _with_numbers(html: str) -> str:
    """Return the text of HTML, with a number before each item of a list, as printed."""
    counts: list[int] = []

    def number(tag: re.Match[str]) -> str:
        if tag[0] in ("<ol>", "<ul>"):
            counts.append(0)
        elif tag[0] in ("</ol>", "</ul>"):
            counts.pop()
        elif tag[0] == "<li>":
            counts[-1] += 1
            return f" {counts[-1]}. "
        return " "

    return unescape(TAG.sub(number, html))


def _in_child(function: str, data: bytes, seconds: float | None, **arguments: Any) -> tuple[dict[str, Any], bytes]:
    try:
        return sandbox.run(f"{WORK}.{function}", data, seconds=seconds or SECONDS, **arguments)
    except TimeoutError:
        raise Refused(f"It took too long to read. {AGAIN}") from None
    except MemoryError:
        raise Refused(f"It needs too much memory to read. {AGAIN}") from None
    except sandbox.Crashed:
        raise Refused(f"It is damaged and cannot be read. {AGAIN}") from None
