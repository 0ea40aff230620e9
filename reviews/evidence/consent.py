"""Consent of whoever gave evidence: to its publication, and to being named. It is theirs; a later word is recorded."""

import datetime as dt
from typing import Any

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, said, save
from committee.verbs import verb
from reviews import leak_check
from reviews.locking import hold_evidence
from reviews.models import Evidence, EvidenceAccess


@verb(may=plans_scrutiny)
def record_consent(
    evidence: Evidence,
    *,
    may_be_published: bool,
    is_named: bool,
    agreed_on: dt.date,
    agreed_how: str,
    at: dt.datetime,
    by: User,
) -> Evidence:
    """
    Record what whoever gave a piece of evidence last said: the day, and how they said it.

    Where they take back their agreement to publication, the evidence leaves the public page and is private at once.
    Raises Refused without a day or a way, for a day to come or one before their last word, and where being named would
    tell what is withheld (R16).
    """
    held = hold_evidence(evidence)
    if held.agreed_on and agreed_on and agreed_on < held.agreed_on:
        raise Refused(
            "Their last word recorded here is of a later day: a word from before it changes nothing.", about="agreed_on"
        )
    given = {"may_be_published": may_be_published, "is_named": is_named}
    agree(held, given | {"agreed_on": agreed_on, "agreed_how": agreed_how}, on=day_of(at), asked=True)
    if not held.may_be_published:
        _close(held)
    if held.is_public:
        leak_check.refuse_telling_in(held.review, leak_check.of_evidence(held), besides=held)
    save(held)
    # SECURITY: how they agreed may name them, and the trail forgets nothing.
    told: dict[str, Any] = {"agreed_to": held.agreed_to, "on": agreed_on.isoformat(), "published": held.is_public}
    audit.record(by, "recorded the sender’s consent to evidence of", held.review, evidence=held.reference, **told)
    return held


def lapse(evidence: Evidence) -> None:
    """Let consent end, without saving it: it is to words, and whoever gave them is asked anew where others are kept."""
    agree(evidence, {"may_be_published": False, "is_named": False}, on=dt.date.max)
    _close(evidence)


def _close(evidence: Evidence) -> None:
    evidence.published_at = None
    evidence.access = EvidenceAccess.PRIVATE if evidence.access == EvidenceAccess.OPEN else evidence.access


def agree(evidence: Evidence, given: dict[str, Any], *, on: dt.date, asked: bool = False) -> None:
    """Set what they agreed to, without saving it. Raises Refused without the day and the way, where they are needed."""
    for name, value in given.items():
        setattr(evidence, name, value)
    if not (asked or evidence.may_be_published or evidence.is_named):
        evidence.agreed_on, evidence.agreed_how = None, ""
        return
    evidence.agreed_how = said(
        evidence.agreed_how or "", "how they told you what they agree to", 200, about="agreed_how"
    )
    if evidence.agreed_on is None:
        raise Refused("Enter the day on which they told you what they agree to.", about="agreed_on")
    if evidence.agreed_on > on:
        raise Refused(
            "That date is in the future: record what they agree to once they have said it.", about="agreed_on"
        )
