"""Evidence to test with: a piece of it, a file that is checked, a call for it and an answer."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import User
from reviews.evidence import call_verbs as calls
from reviews.evidence import evidence_files, publication, verbs
from reviews.models import CallAnswer, CallForEvidence, Evidence, EvidenceAccess, EvidenceFile, Review
from reviews.proposing.verbs import publish_review
from tests.meetings.packs.making import pdf_of
from tests.reviews.world import AT, ON

AGREED: dict[str, Any] = {"may_be_published": True, "is_named": True, "agreed_on": ON, "agreed_how": "By email"}
WHOSE: dict[str, Any] = {"post": "Head teacher", "body": "A secondary school", **AGREED}
EXEMPT: dict[str, Any] = {
    "access": EvidenceAccess.EXEMPT, "paragraphs": (1,), "not_own_development": True,
    "public_interest_reason": "It is about a pupil who could be known by it.",
}  # fmt: skip
CONFIDENTIAL: dict[str, Any] = {
    "access": EvidenceAccess.CONFIDENTIAL,
    "confidential_reason": "The terms of the Department for Education forbid it.",
}
WORDS = "Four in ten of our pupils care for someone."
ASKED = "Tell us what schools do for young carers."
UNTIL = dt.date(2199, 12, 31)
PUBLISHED: dict[str, Any] = {"at": AT}


def piece(review: Review, by: User, **about: Any) -> Evidence:
    """Add a head teacher's statement, open and unpublished."""
    told = {"title": "Statement of a school", "received_on": ON, "text": WORDS, "access": EvidenceAccess.OPEN, **WHOSE}
    return verbs.add_evidence(review, **{**told, **about}, at=AT, by=by)


def check_all() -> None:
    """Check whatever waits, as a worker would."""
    for pk in EvidenceFile.objects.undecided().order_by("pk").values_list("pk", flat=True):
        evidence_files.check_file.func(pk)


def with_file(review: Review, by: User, words: str = WORDS, **about: Any) -> Evidence:
    """Add the statement as a file, and check it."""
    made = piece(review, by, **{"text": "", "data": pdf_of(1, words), "filename": "statement.pdf", **about})
    check_all()
    return Evidence.objects.select_related("review", "file__stored", "redacted__stored").get(pk=made.pk)


def redacted_and_published(evidence: Evidence, by: User, words: str = "Some of our pupils do.") -> Evidence:
    """Give it a redacted file, and publish that."""
    having_read(publication.redact_evidence)(evidence, data=pdf_of(1, words), filename="redacted.pdf", at=AT, by=by)
    check_all()
    evidence = Evidence.objects.get(pk=evidence.pk)  # the copy is checked by now
    return having_read(publication.publish_evidence)(evidence, at=AT, by=by)


def call(review: Review, by: User, *, published: bool = True, **about: Any) -> CallForEvidence:
    """Open a call for evidence of a published review, from 17 June 2021 on."""
    if published and not Review.objects.get(pk=review.pk).is_public:
        having_read(publish_review)(review, at=AT, by=by)
    told = {"text": ASKED, "opens_on": ON, "closes_on": UNTIL, **about}
    made = calls.open_call(review, **told, by=by)
    return CallForEvidence.objects.select_related("review").get(pk=made.pk)


def answer(to: CallForEvidence, **about: Any) -> CallAnswer:
    """Answer the call as a parent."""
    told = {"text": "No one asked us.", "post": "Parent", "name": "Rosa Resident", "email": "rosa@people.example"}
    return calls.answer_call(to, **{**told, "no_child_is_named": True, "at": AT, **about})
