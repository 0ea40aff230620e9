"""Verbs of evidence: add, change, and take out of the review."""

import datetime as dt
from typing import Any

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import User
from meetings.withholding import grounds
from reviews.evidence import keeping
from reviews.evidence.consent import agree, lapse
from reviews.evidence.forgetting import refuse_kept_open
from reviews.locking import hold_evidence, hold_review, put
from reviews.models import Evidence, EvidenceAccess, EvidenceFile, Review

MOST = 200
ONE_OF_TWO = "Write the evidence or choose its file: one, not both."
CHANGES = {"title", "kind", "post", "body", "contact", "received_on", "text", "reason", "forget_on"}
CONSENT = {"may_be_published", "is_named", "agreed_on", "agreed_how"}
ACCESS = {
    "access", "paragraphs", "public_interest_reason", "not_registrable", "not_own_development", "contract_terms",
    "confidential_reason", "review_on",
}  # fmt: skip
PUBLIC_WORDS = {"title", "post", "body", "text"}
IN_ONE_LINE = ("title", "post", "body", "reason")


@verb(may=plans_scrutiny, in_one_transaction=False)
def add_evidence(
    review: Review,
    *,
    title: str,
    received_on: dt.date,
    text: str = "",
    data: bytes = b"",
    filename: str = "",
    at: dt.datetime,
    by: User,
    **fields: Any,
) -> Evidence:
    """
    Add a piece of evidence, a text or a file, under the next reference; the panel reads it once a file is checked.

    `fields` are those of Evidence, what its sender agreed to and who reads it; private unless opened, and published by
    an act of its own. A file waits for a worker as papers do. Raises Refused for neither or both, a day to come, more
    than 200, a file that cannot be used, and as `grounds.withhold` and `consent.agree`.
    """
    values = {"title": title, "received_on": received_on, "text": text, **fields}
    if unknown := set(values) - CHANGES - CONSENT - ACCESS:
        raise TypeError(f"Evidence has no such fields: {', '.join(sorted(unknown))}.")
    if bool(text.strip()) == bool(data or filename):
        raise Refused(ONE_OF_TWO)
    if not (data or filename):
        with transaction.atomic():
            return begin_evidence(review, values, at=at, by=by)
    with keeping.kept(data, filename) as original, transaction.atomic():
        locked = hold_review(review)
        file = keeping.wait(locked, original, filename, at=at, sender=by)
        return begin_evidence(locked, values, file=file, at=at, by=by)


@verb(may=plans_scrutiny)
def begin_evidence(
    review: Review, given: dict[str, Any], *, file: EvidenceFile | None = None, at: dt.datetime, by: User
) -> Evidence:
    """Keep a new piece of evidence, whose file waits or is checked already. Raises Refused as `add_evidence`."""
    locked = hold_review(review)
    numbers = locked.evidence.order_by("-number").values_list("number", flat=True)
    if locked.evidence.count() >= MOST:
        raise Refused(f"A review can have at most {MOST} pieces of evidence.")
    evidence = Evidence(review=locked, number=(numbers.first() or 0) + 1, file=file, added_at=at, added_by=by)
    agree(evidence, {name: given[name] for name in CONSENT & set(given)}, on=day_of(at))
    grounds.withhold(evidence, **{"access": evidence.access} | {name: given[name] for name in ACCESS & set(given)})
    _set(evidence, {name: value for name, value in given.items() if name in CHANGES}, on=day_of(at))
    refuse_opening(evidence)
    save(evidence)
    audit.record(by, "added evidence to", locked, evidence=evidence.reference, access=evidence.access)
    return evidence


@verb(may=plans_scrutiny)
def edit_evidence(evidence: Evidence, *, at: dt.datetime, by: User, **changes: Any) -> Evidence:
    """
    Change what is recorded of a piece of evidence, or its words; its reference stays.

    Consent is to words: it ends where the text changes, and to being named where post or body do. Raises Refused as
    `add_evidence`, and for words that are published: they are looked at anew before that (R53).
    """
    locked = hold_evidence(evidence)
    if "text" in changes and bool(changes["text"].strip()) == bool(locked.file_id):
        raise Refused("The evidence is a file. Replace the file instead." if locked.file_id else "Write the evidence.")
    changed = _set(locked, changes, on=day_of(at))
    if locked.is_public and changed & PUBLIC_WORDS:
        raise Refused(f"{locked.reference} is published. Unpublish it first, change it, then publish it again.")
    if changed:
        was = locked.agreed_to
        if "text" in changed:
            lapse(locked, on=day_of(at))
        if changed & {"post", "body"}:
            locked.is_named = False
        save(locked)
        audit.record(
            by, "changed evidence of", locked.review, evidence=locked.reference, changed=sorted(changed), agreed_to=was
        )
    return locked


@verb(may=plans_scrutiny, in_one_transaction=False, seen=shows("file"))
def replace_file(evidence: Evidence, *, data: bytes, filename: str, seen: str, at: dt.datetime, by: User) -> Evidence:
    """
    Replace the file of a piece of evidence: one that could not be used, or the wrong one; the one before is deleted.

    Consent to one that could be read ends. Raises Refused where it is published, has no file, and as `add_evidence`.
    """
    with keeping.kept(data, filename) as original, transaction.atomic():
        locked = hold_evidence(evidence)
        refuse_unseen(locked, seen)
        if locked.is_public:
            raise Refused("Unpublish it first, then replace its file.")
        if locked.file is None:
            raise Refused("The evidence is text. Change the text instead.")
        before, locked.file = locked.file, keeping.wait(locked.review, original, filename, at=at, sender=by)
        was = locked.agreed_to
        if not before.is_refused:
            lapse(locked, on=day_of(at))
        save(locked)
        keeping.drop(before)
        audit.record(by, "replaced the file of evidence of", locked.review, evidence=locked.reference, agreed_to=was)
    return locked


@verb(may=plans_scrutiny)
def withdraw_evidence(evidence: Evidence, *, reason: str, on: dt.date, by: User) -> Evidence:
    """
    Withdraw a piece of evidence: neither the panel nor anybody else reads it from now on, and its reference stays.

    Raises Refused without a reason, where it is withdrawn already, and while the law keeps it open (R22).
    """
    locked = hold_evidence(evidence)
    refuse_kept_open(locked, on)
    locked.published_at, locked.withdrawn_on = None, on
    locked.withdrawn_reason = reasoned(" ".join(reason.split()), "why it is withdrawn", 400)
    save(locked)
    audit.record(by, "withdrew evidence of", locked.review, evidence=locked.reference, reason=locked.withdrawn_reason)
    return locked


def _set(evidence: Evidence, values: dict[str, Any], *, on: dt.date) -> set[str]:
    """Set what differs; returns its names. Raises Refused for days and a reason that will not do."""
    values = values | {name: " ".join((values[name] or "").split()) for name in IN_ONE_LINE if name in values}
    values |= {name: (values[name] or "").strip() for name in ("text", "contact") if name in values}
    changed = put(evidence, values, CHANGES)
    if "received_on" in changed and evidence.received_on > on:
        raise Refused("That date is in the future: record the evidence once it has been received.", about="received_on")
    if "forget_on" in changed and evidence.forget_on and evidence.forget_on <= on:
        raise Refused("Choose a future date for deleting it, or delete it now.", about="forget_on")
    return changed


def refuse_opening(evidence: Evidence) -> None:
    """Raise Refused where evidence is open and its sender has not agreed to publication."""
    if evidence.access == EvidenceAccess.OPEN and not evidence.may_be_published:
        text = "The sender has not agreed to publication. Record when and how they agreed, then open it."
        raise Refused(text, about="access")
