"""Evidence that came as a Word file or the like: what is told of the PDF made of it, and who accepts it."""

import datetime as dt
from functools import partial

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.files import files
from committee.models import User
from meetings.packs.intake.office.convert import Converted
from meetings.papers.conversions import ACCEPTED, SCAN
from meetings.unused_files import clear_away
from reviews.locking import hold_evidence
from reviews.models import Evidence, EvidenceConversion, EvidenceFile

CHANGED = "Another file has replaced it since. Check that one."


def keep(file: EvidenceFile, made: Converted) -> None:
    """Record, in the transaction of its check, how a file was converted; keep a signed-in sender's original."""
    original = file.original if file.handed_in_by_id and made.looks != SCAN else None
    left_out = [list(pair) for pair in made.left_out]
    save(EvidenceConversion(file=file, original=original, looks=made.looks, program=made.program, left_out=left_out))


@verb(may=plans_scrutiny)
def accept_evidence_file(evidence: Evidence, *, file: int, at: dt.datetime, by: User) -> EvidenceConversion:
    """
    Say that the PDF made of a file of evidence, or of its redacted copy, is as it should be; the original goes.

    `file` is the id of the file that was looked at. Raises Refused where it is no longer the evidence's.
    """
    locked = hold_evidence(evidence)
    rows = EvidenceConversion.objects.select_for_update(of=("self",)).exclude(looks=SCAN)
    conversion = rows.filter(file=file).first() if file in (locked.file_id, locked.redacted_id) else None
    if conversion is None:
        raise Refused(CHANGED)
    if conversion.accepted_at:
        raise Refused(ACCEPTED)
    original, conversion.original = conversion.original_id, None
    conversion.accepted_by, conversion.accepted_at = by, at
    save(conversion)
    if original:
        transaction.on_commit(partial(clear_away, [original]), robust=True)
    audit.record(by, "accepted the converted file of evidence of", locked.review, evidence=locked.reference)
    return conversion


def of_file(file: EvidenceFile) -> EvidenceConversion | None:
    """Return how a file was converted; None for one that came as a PDF with words."""
    return EvidenceConversion.objects.select_related("original").filter(file=file).first()


def is_unseen(file: EvidenceFile | None) -> bool:
    """Return whether a file was converted and nobody has compared it with its original yet."""
    waiting = EvidenceConversion.objects.filter(file=file, accepted_at__isnull=True).exclude(looks=SCAN)
    return file is not None and waiting.exists()


def original_of(file: EvidenceFile, user: User) -> bytes | None:
    """
    Return the file a sender sent, for that sender alone; None for anybody else, or where it is gone.

    SECURITY: it may hold comments and tracked changes that nobody else has ever seen.
    """
    conversion = of_file(file)
    if conversion is None or conversion.original is None or file.handed_in_by_id != user.pk:
        return None
    return files.read(conversion.original)
