"""Forgetting evidence: its file and its words go for good, its reference and a line about it stay."""

import datetime as dt

from django.db.models import QuerySet

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import save
from committee.verbs import Portal, verb
from reviews.evidence import keeping
from reviews.locking import hold_review
from reviews.models import Evidence


@verb(may=plans_scrutiny)
def forget_evidence(evidence: Evidence, *, on: dt.date, by: User | Portal) -> Evidence:
    """
    Erase a piece of evidence and all that is private about it, wherever it is read; nobody brings it back.

    What stays is the reference, the title, the kind, the day, and from whom where they may be named. Withdrawn evidence
    is forgotten too. Raises Refused where that was done.
    """
    review = hold_review(evidence.review)
    held = review.evidence.select_related("file", "redacted").get(pk=evidence.pk)
    if held.forgotten_on:
        raise Refused(f"{held.reference} is deleted already.")
    gone = (held.file, held.redacted)
    held.file = held.redacted = held.published_at = None
    held.text = held.redacted_text = held.contact = held.reason = ""
    if not held.is_named:
        held.post = held.body = ""
    held.forgotten_on = on
    save(held)
    keeping.drop(*gone)
    audit.record(by, "deleted evidence of", review, evidence=held.reference)
    return held


def due(on: dt.date) -> QuerySet[Evidence]:
    """The evidence whose day has come by `on`."""
    return Evidence.objects.filter(forget_on__lte=on, forgotten_on__isnull=True).select_related("review")
