"""Conversion of office files and scans to PDFs: the record of each conversion, and its acceptance by the author."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.files import files, virus_scan
from committee.models import User
from meetings.models import Conversion, Paper, PaperFile, Upload
from meetings.packs.intake.author_advice import Note, pages_in_words
from meetings.packs.intake.office import convert, kinds, ocr
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.take_in import Intake, shown_name
from meetings.packs.pdf import fingerprint
from meetings.papers.taking_in import limits, take_in
from meetings.papers.withholding import answers_for, held
from meetings.unused_files import clear_away, delete_with_originals

SCAN = "a scan"
CHANGED = "Another file has been uploaded for this paper since. Check that one."
ACCEPTED = "This file has been accepted already."


def taken_in(data: bytes, filename: str, *, title: str) -> tuple[Intake, Converted | None]:
    """
    Take in a file. Return its intake and its conversion; the conversion is None for a PDF that is used as it is.

    Raises Refused where `take_in` does. For workers only, because a conversion may take minutes.
    """
    if kinds.kind_of(data) is not None:
        virus_scan.refuse_infected(data, shown_name(filename))  # of a PDF, `take_in` asks
    made = convert.as_pdf(data, filename, title=title)
    if made is None:
        return _read_by_machine(take_in(data, filename), filename)
    return convert.take_in_converted(made, data, filename, limits()), made


def _read_by_machine(taken: Intake, filename: str) -> tuple[Intake, Converted | None]:
    """
    Put text (OCR) under the pictures of a scan, if this machine can. Return the new intake and the conversion.

    A file that gains no text is returned unchanged, with None.
    """
    if not taken.silent_pages or taken.tagged or not ocr.is_wanted():
        return taken, None
    read = ocr.with_text(taken.pdf)
    if read is None:
        return taken, None
    again = take_in(read, filename)
    gained = sorted(set(taken.silent_pages) - set(again.silent_pages))
    if again.pages != taken.pages or not gained:
        return taken, None
    note = Note(
        f"The words of {pages_in_words(gained)} were read by machine (OCR): some may be wrong.",
        "Save it as PDF from the program that it was written in, or write a text version of it in the portal.",
    )
    combined = fingerprint.Fingerprint.unpack(taken.fingerprint) | fingerprint.Fingerprint.unpack(again.fingerprint)
    whole = replace(again, notes=(note, *again.notes), fingerprint=combined.packed(), cleaned=taken.cleaned)
    return whole, Converted(again.pdf, SCAN, ocr.PROGRAM, [])


def keep(file: PaperFile, made: Converted, upload: Upload) -> Conversion:
    """Record the conversion of a file. The check of an upload calls this in the transaction that accepts the file."""
    is_scan = made.looks == SCAN
    conversion = Conversion(
        file=file,
        original=None if is_scan else upload.original,
        original_name=upload.filename,
        looks=made.looks,
        program=made.program,
        left_out=[list(pair) for pair in made.left_out],
    )
    save(conversion)
    return conversion


def of_file(file: PaperFile | None) -> Conversion | None:
    """Return the conversion that made a file; None for a PDF that is used as it was uploaded."""
    return Conversion.objects.select_related("accepted_by").filter(file=file).first() if file else None


@verb(may=runs_the_desk, may_this=answers_for)
def accept_conversion(paper: Paper, *, file: int, at: dt.datetime, by: User) -> Conversion:
    """
    Record that the author, or the desk, accepts the PDF of an office file, even if the PDF lacks parts of that file.

    `file` is the number of the file that the user saw. Raises Refused where the paper has another file by now, or the
    file is accepted already.
    """
    paper = held(paper)
    conversion = Conversion.objects.select_for_update(of=("self",)).filter(file=paper.file_id).first()
    if conversion is None or paper.its_file.number != file:
        raise Refused(CHANGED)
    if conversion.accepted_at:
        raise Refused(ACCEPTED)
    conversion.accepted_by, conversion.accepted_at = by, at
    save(conversion)
    audit.record(by, "accepted the converted file of", paper, file=conversion.original_name)
    return conversion


def unseen(papers: Collection[Paper]) -> dict[int, tuple[str, bool]]:
    """
    Return, by paper id, facts on each converted file that nobody has accepted yet (one query).

    The facts are the name of the original, and whether the PDF lacks something of the original.
    """
    files_of = [paper.file_id for paper in papers if paper.file_id]
    waiting = Conversion.objects.filter(file__in=files_of, accepted_at__isnull=True).exclude(looks=SCAN)
    rows = waiting.values_list("file__paper", "original_name", "left_out") if files_of else []
    return {paper: (name, bool(left_out)) for paper, name, left_out in rows}


def let_go_published() -> int:
    """Delete the originals of published files, which are not needed any more. Return how many."""
    done = Conversion.objects.filter(original__isnull=False, file__published__isnull=False).distinct()
    originals = {row.pk: row.original_id for row in done}
    for pk, original in originals.items():
        with transaction.atomic():
            Conversion.objects.filter(pk=pk).update(original=None)
            clear_away([original] if original else [])
    return len(originals)


def original_of(paper: Paper, user: User) -> tuple[bytes, str] | None:
    """
    Return the bytes and name of the original of a paper's file; None where `user` did not send it, or it is deleted.

    SECURITY: the original may hold comments and tracked changes that only its author has seen.
    """
    conversion = of_file(paper.file)
    if conversion is None or conversion.original is None or paper.file is None or paper.file.received_by_id != user.pk:
        return None
    return files.read(conversion.original), conversion.original_name


def erase(papers: Collection[int]) -> None:
    """
    Delete the conversions and originals of papers (by their ids); for verbs that remove or take down, with the meeting
    locked.
    """
    delete_with_originals(Conversion.objects.filter(file__paper__in=papers))
