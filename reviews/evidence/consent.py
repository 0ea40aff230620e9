"""Consent of whoever gave evidence: to its publication, and to being named. It is theirs; a later word is recorded."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import User
from reviews import leak_check
from reviews.locking import hold_evidence
from reviews.models import Evidence, EvidenceAccess


@verb(may=plans_scrutiny, seen=shows("text", "file", "from_whom"))
def record_consent(
    evidence: Evidence,
    *,
    may_be_published: bool,
    is_named: bool,
    agreed_on: dt.date,
    agreed_how: str,
    seen: str,
    at: dt.datetime,
    by: User,
) -> Evidence:
    """
    Record the latest consent of a sender of evidence: the day, and how they gave it.

    Where they take back their agreement to publication, the evidence leaves the public page and is private at once.
    Raises Refused without a day or a way, for a day to come or one before their last word, and where being named would
    tell what is withheld (R16).
    """
    locked = hold_evidence(evidence)
    refuse_unseen(locked, seen)
    if locked.agreed_on and agreed_on and agreed_on < locked.agreed_on:
        raise Refused(
            "Their last word recorded here, or a change of what they wrote, is of a later day: a word from before it "
            "changes nothing.",
            about="agreed_on",
        )
    values = {"may_be_published": may_be_published, "is_named": is_named}
    agree(locked, values | {"agreed_on": agreed_on, "agreed_how": agreed_how}, on=day_of(at), asked=True)
    if not locked.may_be_published:
        _close(locked)
    if locked.is_public:
        leak_check.refuse_telling_in(locked.review, leak_check.of_evidence(locked), besides=locked)
    save(locked)
    # SECURITY: how they agreed may name them, and the trail forgets nothing.
    facts: dict[str, Any] = {"agreed_to": locked.agreed_to, "on": agreed_on.isoformat(), "published": locked.is_public}
    audit.record(by, "recorded the sender’s consent to evidence of", locked.review, evidence=locked.reference, **facts)
    return locked


def lapse(evidence: Evidence, *, on: dt.date) -> None:
    """
    Let consent end, without saving it: it is to words, and is given anew from that day on where others are kept.

    Raises Refused while there is a redacted copy: it is of the words that go, and nobody would agree to it.
    """
    if evidence.has_redacted_copy:
        raise Refused("Its redacted copy is of the present words. Remove that copy first, then change them.")
    agree(evidence, {"may_be_published": False, "is_named": False}, on=dt.date.max)
    evidence.agreed_on = on
    _close(evidence)


def _close(evidence: Evidence) -> None:
    evidence.published_at = None
    evidence.access = EvidenceAccess.PRIVATE if evidence.access == EvidenceAccess.OPEN else evidence.access


def agree(evidence: Evidence, values: dict[str, Any], *, on: dt.date, asked: bool = False) -> None:
    """Set what they agreed to, without saving it. Raises Refused without the day and the way, where they are needed."""
    for name, value in values.items():
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
