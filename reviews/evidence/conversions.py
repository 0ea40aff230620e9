"""Evidence that came as a Word file or the like: what is told of the PDF made of it, and who accepts it."""

import datetime as dt
from functools import partial

from django.db import transaction

from committee import audit, files
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import save
from committee.verbs import verb
from meetings.packs.intake.office.convert import Converted
from meetings.papers.conversions import ACCEPTED, SCAN
from meetings.unused_files import clear_away
from reviews.locking import hold_evidence
from reviews.models import Evidence, EvidenceConversion, EvidenceFile

CHANGED = "Another file has replaced it since. Check that one."


def keep(file: EvidenceFile, made: Converted) -> None:
    """For the check of a file, in its transaction: keep how it was made, and for a sender with a sign-in from what."""
    original = file.original if file.handed_in_by_id and made.looks != SCAN else None
    left_out = [list(pair) for pair in made.left_out]
    save(EvidenceConversion(file=file, original=original, looks=made.looks, program=made.program, left_out=left_out))


@verb(may=plans_scrutiny)
def accept_evidence_file(evidence: Evidence, *, file: int, at: dt.datetime, by: User) -> EvidenceConversion:
    """
    Say that the PDF made of a file of evidence, or of its redacted copy, is as it should be; the original goes.

    `file` is the id of the file that was looked at. Raises Refused where it is no longer the evidence's.
    """
    held = hold_evidence(evidence)
    rows = EvidenceConversion.objects.select_for_update(of=("self",)).exclude(looks=SCAN)
    kept = rows.filter(file=file).first() if file in (held.file_id, held.redacted_id) else None
    if kept is None:
        raise Refused(CHANGED)
    if kept.accepted_at:
        raise Refused(ACCEPTED)
    original, kept.original = kept.original_id, None
    kept.accepted_by, kept.accepted_at = by, at
    save(kept)
    if original:
        transaction.on_commit(partial(clear_away, [original]), robust=True)
    audit.record(by, "accepted the converted file of evidence of", held.review, evidence=held.reference)
    return kept


def of_file(file: EvidenceFile) -> EvidenceConversion | None:
    """How a file was made; None for one that came as a PDF with words."""
    return EvidenceConversion.objects.select_related("original").filter(file=file).first()


def is_unseen(file: EvidenceFile | None) -> bool:
    """Whether a file was made from another that nobody has compared yet."""
    waiting = EvidenceConversion.objects.filter(file=file, accepted_at__isnull=True).exclude(looks=SCAN)
    return file is not None and waiting.exists()


def original_of(file: EvidenceFile, user: User) -> bytes | None:
    """
    What its sender sent, for that sender alone; None for anybody else, or where it is gone.

    SECURITY: it may hold comments and tracked changes that nobody else has ever seen.
    """
    kept = of_file(file)
    if kept is None or kept.original is None or file.handed_in_by_id != user.pk:
        return None
    return files.read(kept.original)
