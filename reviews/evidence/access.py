"""Who reads a piece of evidence: withheld on the grounds of papers, and opened by the proper officer's leave (R16)."""

import datetime as dt
from typing import Any

from committee.access.permissions import is_proper_officer, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import User
from meetings.withholding import grounds
from reviews import leak_check
from reviews.evidence.verbs import refuse_opening
from reviews.locking import hold_evidence
from reviews.models import Evidence, EvidenceAccess, EvidenceLeave

SHOWN = shows(
    *("title", "text", "file", "file.stored", "access", "marking", "public_interest_reason", "confidential_reason")
)


@verb(may=plans_scrutiny)
def set_evidence_access(evidence: Evidence, *, access: str, by: User, **withheld: Any) -> Evidence:
    """
    Say who reads a piece of evidence: private, open, or withheld on grounds (LGA 1972 Sch 12A, s.100A(3); R11-R14).

    Raises Refused with what the law still asks for, for opening what is withheld or what its sender did not agree to
    publish, and for closing what is published without a redacted copy.
    """
    locked = hold_evidence(evidence)
    was, was_withheld = locked.access, locked.is_withheld
    grounds.withhold(locked, access, **withheld)
    if was_withheld and not locked.is_withheld:
        raise Refused("It is withheld from the public: only the proper officer opens it, with the reason.", rule="R16")
    told_whole = not locked.has_redacted_copy or (locked.is_withheld and leak_check.tells_everything(locked))
    if locked.is_public and locked.access != EvidenceAccess.OPEN and told_whole:
        raise Refused("It is public in its original form. Unpublish it first, then restrict it.")
    refuse_opening(locked)
    save(locked)
    facts = {"access": locked.access, "was": was, "paragraphs": locked.paragraphs}
    audit.record(by, "said who reads evidence of", locked.review, evidence=locked.reference, **facts)
    return locked


@verb(may=is_proper_officer, seen=SHOWN)
def allow_opening(evidence: Evidence, *, reason: str, seen: str, at: dt.datetime, by: User) -> EvidenceLeave:
    """
    Let a piece of evidence be withheld no longer: the proper officer's own act, with the reason (s.100B(2)).

    It is private then: whether it is opened and published is for scrutiny officers, as of any other. Raises Refused
    without a reason, and for what is not withheld.
    """
    reason = reasoned(reason, "why it need not be withheld any longer")
    locked = hold_evidence(evidence)
    if not locked.is_withheld:
        raise Refused("It is not withheld.")
    refuse_unseen(locked, seen)
    was, paragraphs = locked.access, locked.paragraphs
    grounds.withhold(locked, EvidenceAccess.PRIVATE)
    save(locked)
    leave = EvidenceLeave(evidence=locked, reason=reason, given_at=at, given_by=by)
    save(leave)
    facts = {"was": was, "paragraphs": paragraphs, "reason": reason}
    audit.record(by, "allowed to be opened evidence of", locked.review, evidence=locked.reference, **facts)
    return leave
