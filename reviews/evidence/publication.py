"""
Published evidence on a review's page and in its report, with the sessions and the witnesses heard.

The verbs add or remove a redacted copy, publish evidence and unpublish it.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import full_date
from reviews import leak_check
from reviews.evidence import evidence_files
from reviews.evidence.forgetting import refuse_kept_open
from reviews.locking import hold_evidence
from reviews.models import (
    HEARD,
    Came,
    Evidence,
    EvidenceAccess,
    EvidenceFile,
    EvidenceSession,
    Invitation,
    Review,
    Witness,
)
from reviews.prints.content import Node, bullets, paragraph


def published_evidence(review: Review, on: dt.date) -> dict[str, list[Any]]:
    """
    Return public facts about the evidence of a published review, as of a day.

    `sessions`: `place` is "" for a session that is not open to the public. `heard` are the witnesses' public names.
    `sent_evidence`: public names of the witnesses who sent evidence.
    """
    witnesses = Witness.objects.public()
    sessions = [
        {
            "kind": session.get_kind_display(),
            "date": session.on,
            "is_open": session.is_open,
            "is_to_come": session.on > on,
            "place": session.place if session.is_open else "",
            "heard": _heard(session) if session.on <= on else [],
        }
        for session in _with_heard(EvidenceSession.objects.public(on).filter(review=review), witness__in=witnesses)
    ]
    return {"sessions": sessions, "sent_evidence": _wrote(witnesses.filter(review=review))}


def participants_section(review: Review) -> list[Node]:
    """
    Return the report's section on participants: witnesses heard at each session, and those who sent evidence (R44).

    SECURITY: witnesses are described by post and body, and named only with their consent.
    """
    made: list[Node] = []
    for session in _with_heard(review.sessions.all()):
        if heard := _heard(session):
            made += [paragraph(f"{session}, {full_date(session.on)}. Heard were:"), bullets(heard)]
    wrote = _wrote(review.witnesses.all())
    return [*made, paragraph("Evidence was also sent by:"), bullets(wrote)] if wrote else made


def _with_heard(sessions: QuerySet[EvidenceSession], **whom: Any) -> QuerySet[EvidenceSession]:
    came = Invitation.objects.filter(came__in=HEARD, **whom).select_related("witness__person")
    return sessions.order_by("on", "pk").prefetch_related(Prefetch("invitations", queryset=came))


def _heard(session: EvidenceSession) -> list[str]:
    return [
        f"{invited.witness.name_for_public}{' (by video)' if invited.came == Came.BY_VIDEO else ''}"
        for invited in session.invitations.all()
    ]


def _wrote(witnesses: QuerySet[Witness]) -> list[str]:
    sent = witnesses.filter(sent_evidence=True).select_related("person")
    return [witness.name_for_public for witness in sent]


PUBLISHED = shows("title", "from_whom_in_public", "public_text", "public_file", "public_file.stored", "access")
ONE_REDACTED = "Write the redacted text or choose the redacted file, not both."


@verb(may=plans_scrutiny, in_one_transaction=False, seen=shows("redacted", "redacted_text"))
def redact_evidence(
    evidence: Evidence, *, text: str = "", data: bytes = b"", filename: str = "", seen: str, at: dt.datetime, by: User
) -> Evidence:
    """
    Save a redacted copy of a piece of evidence, as text or as a file, in place of an earlier copy.

    The public reads only the redacted copy. Raises Refused while the evidence is published, and unless exactly one of
    text and file is given.
    """
    if bool(text.strip()) == bool(data or filename):
        raise Refused(ONE_REDACTED)
    with evidence_files.kept(data, filename) as original, transaction.atomic():
        locked = hold_evidence(evidence)
        refuse_unseen(locked, seen)
        file = evidence_files.wait_for_check(locked.review, original, filename, at=at, sender=by) if original else None
        return _redact(locked, text.strip(), file, by)


@verb(may=plans_scrutiny)
def remove_redacted(evidence: Evidence, *, by: User) -> Evidence:
    """Remove the redacted copy. Raises Refused while the evidence is published, or without a redacted copy."""
    locked = hold_evidence(evidence)
    if not locked.has_redacted_copy:
        raise Refused("There is no redacted copy of it.")
    return _redact(locked, "", None, by)


def _redact(evidence: Evidence, text: str, file: EvidenceFile | None, by: User) -> Evidence:
    if evidence.is_public:
        raise Refused("Unpublish it first, then change it.")
    before, evidence.redacted, evidence.redacted_text = evidence.redacted, file, text
    save(evidence)
    evidence_files.drop_files(before)
    did = "saved" if evidence.has_redacted_copy else "removed"
    audit.record(by, f"{did} a redacted copy of evidence of", evidence.review, evidence=evidence.reference)
    return evidence


@verb(may=plans_scrutiny, in_one_transaction=False, seen=PUBLISHED)
def publish_evidence(evidence: Evidence, *, seen: str, at: dt.datetime, by: User) -> Evidence:
    """
    Publish a piece of evidence. The public can read the piece, or its redacted copy, once the review is public.

    Raises Refused where

    - the evidence is published already;
    - the sender has not agreed to publication;
    - the evidence is neither open nor redacted, or the redacted copy says all that the withheld original says;
    - its file is not checked, or the PDF made from the file is not accepted;
    - its words or its file reveal something that a meeting of the review's committees, or the review, withholds (R16).
    """
    # Outside the transaction, because this check reads the file unless a worker has cached the result.
    read = Evidence.objects.select_related("file__stored", "redacted__stored", "review").get(pk=evidence.pk)
    file = read.public_file
    if file is not None and file.is_taken:
        evidence_files.refuse_telling(file, read.title)
    with transaction.atomic():
        locked = hold_evidence(evidence)
        refuse_unseen(locked, seen)
        if locked.is_public:
            raise Refused(f"{locked.reference} is published already.")
        if reason := why_unpublishable(locked):
            raise Refused(reason)
        if (locked.public_file, locked.title) != (file, read.title):
            raise Refused("Someone has changed it since. Check it again, then publish it.")
        leak_check.refuse_telling_in(locked.review, leak_check.of_evidence(locked), besides=locked)
        locked.published_at = at
        save(locked)
        audit.record(by, "published evidence of", locked.review, evidence=locked.reference)
    return locked


def why_unpublishable(evidence: Evidence) -> str:
    """Return a sentence that says why a piece of evidence cannot be published; "" if it can be published."""
    if not evidence.may_be_published:
        return "The sender has not agreed to publication. Record when and how they agreed, then publish it."
    if evidence.access != EvidenceAccess.OPEN and not evidence.has_redacted_copy:
        return "It is not open. Make it open first, or add a redacted copy to publish instead."
    if evidence.is_withheld and leak_check.tells_everything(evidence):
        return "The redacted copy says all that is withheld. Remove that from it first (LGA 1972 s.100B(2))."
    file = evidence.public_file
    if file is not None and not file.is_taken:
        return "Its file has not been checked or was not accepted. Publish it once the file is accepted."
    if evidence_files.is_unseen(file):
        return "The PDF made from its file has not been accepted yet: open it, compare the two and accept it first."
    return ""


@verb(may=plans_scrutiny)
def unpublish_evidence(evidence: Evidence, *, reason: str, on: dt.date, by: User) -> Evidence:
    """
    Take a piece of evidence off the public page, with the reason. The panel can read the evidence as before.

    Raises Refused where the evidence is not published, or while the law keeps the evidence open as a background paper
    of the report (R22).
    """
    locked = hold_evidence(evidence)
    if not locked.is_public:
        raise Refused(f"{locked.reference} is not published.")
    refuse_kept_open(locked, on)
    locked.published_at = None
    save(locked)
    reason = reasoned(" ".join(reason.split()), "why it is taken off", 400)
    audit.record(by, "unpublished evidence of", locked.review, evidence=locked.reference, reason=reason)
    return locked
