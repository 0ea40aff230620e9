"""Verbs of evidence: add, change and withdraw evidence, record the sender's consent, set who may read it (R16)."""

import datetime as dt
from typing import Any

from django.db import transaction

from committee.access.permissions import is_proper_officer, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save, set_changed
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import User
from meetings import withholding
from meetings.papers.handing_in import kept_original
from reviews import leak_check
from reviews.evidence import evidence_files
from reviews.evidence.forgetting import refuse_kept_open
from reviews.locking import hold_evidence, hold_review, next_number
from reviews.models import Evidence, EvidenceAccess, EvidenceFile, EvidenceLeave, Review

MOST = 200
ONE_OF_TWO = "Write the evidence or choose its file: one, not both."
CHANGES = {"title", "kind", "post", "body", "contact", "received_on", "text", "reason", "forget_on"}
CONSENT = {"may_be_published", "is_named", "agreed_on", "agreed_how"}
ACCESS = set(withholding.ACCESS_FIELDS) - {"public_title"}
NOT_THE_LAST = (
    "Their latest consent, or a change to what they wrote, is recorded on a later day. Consent given before that day "
    "does not count."
)
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
    Add a piece of evidence, a text or a file, under the review's next reference.

    `fields` are other fields of Evidence: its details, the sender's consent, and who may read it. Evidence is private
    unless `access` says otherwise, and public only after `publish_evidence`. A worker checks a file before the panel
    can read it. Raises TypeError for unknown `fields`. Raises Refused where

    - both a text and a file are given, or neither;
    - a date is in the future, or the file cannot be used;
    - the review has 200 pieces of evidence already;
    - `withholding.withhold` or `agree` refuses.
    """
    values = {"title": title, "received_on": received_on, "text": text, **fields}
    if unknown := set(values) - CHANGES - CONSENT - ACCESS:
        raise TypeError(f"Evidence has no such fields: {', '.join(sorted(unknown))}.")
    if bool(text.strip()) == bool(data or filename):
        raise Refused(ONE_OF_TWO)
    with evidence_files.kept(data, filename) as original, transaction.atomic():
        locked = hold_review(review)
        file = evidence_files.wait_for_check(locked, original, filename, at=at, sender=by) if original else None
        return begin_evidence(locked, values, file=file, at=at, by=by)


@verb(may=plans_scrutiny)
def begin_evidence(
    review: Review, values: dict[str, Any], *, file: EvidenceFile | None = None, at: dt.datetime, by: User
) -> Evidence:
    """Save a new piece of evidence, perhaps with an unchecked file. Raises Refused as `add_evidence` does."""
    locked = hold_review(review)
    if locked.evidence.count() >= MOST:
        raise Refused(f"A review can have at most {MOST} pieces of evidence.")
    evidence = Evidence(review=locked, number=next_number(locked.evidence), file=file, added_at=at, added_by=by)
    agree(evidence, {name: values[name] for name in CONSENT & set(values)}, on=day_of(at))
    grounds = {name: values[name] for name in ACCESS & set(values)}
    withholding.withhold(evidence, **{"access": evidence.access} | grounds)
    _set(evidence, {name: value for name, value in values.items() if name in CHANGES}, on=day_of(at))
    refuse_opening(evidence)
    save(evidence)
    audit.record(by, "added evidence to", locked, evidence=evidence.reference, access=evidence.access)
    return evidence


@verb(may=plans_scrutiny)
def edit_evidence(evidence: Evidence, *, at: dt.datetime, by: User, **changes: Any) -> Evidence:
    """
    Change the text of a piece of evidence, or its details. Its reference stays.

    A change of text ends the sender's consent. A change of post or body ends the sender's consent to be named. Raises
    Refused as `add_evidence` does, and for a change of published words, because changed words must be checked before
    they are public (R53). The officer unpublishes the evidence first.
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
        facts: dict[str, Any] = {"evidence": locked.reference, "changed": sorted(changed), "agreed_to": was}
        audit.record(by, "changed evidence of", locked.review, **facts)
    return locked


@verb(may=plans_scrutiny, in_one_transaction=False, seen=shows("file"))
def replace_file(evidence: Evidence, *, data: bytes, filename: str, seen: str, at: dt.datetime, by: User) -> Evidence:
    """
    Replace the file of a piece of evidence, and delete the old file.

    The sender's consent ends, unless the old file could not be used. Raises Refused where the evidence is published or
    has no file, and as `add_evidence` does.
    """
    with kept_original(data, filename) as original, transaction.atomic():
        locked = hold_evidence(evidence)
        refuse_unseen(locked, seen)
        if locked.is_public:
            raise Refused("Unpublish it first, then replace its file.")
        if locked.file is None:
            raise Refused("The evidence is text. Change the text instead.")
        before, was = locked.file, locked.agreed_to
        locked.file = evidence_files.wait_for_check(locked.review, original, filename, at=at, sender=by)
        if not before.is_refused:
            lapse(locked, on=day_of(at))
        save(locked)
        evidence_files.drop_files(before)
        audit.record(by, "replaced the file of evidence of", locked.review, evidence=locked.reference, agreed_to=was)
    return locked


@verb(may=plans_scrutiny)
def withdraw_evidence(evidence: Evidence, *, reason: str, on: dt.date, by: User) -> Evidence:
    """
    Withdraw a piece of evidence from the panel and from the public. Its reference stays.

    Raises Refused without a reason, where the evidence is withdrawn already, and while the law keeps the evidence open
    (R22).
    """
    locked = hold_evidence(evidence)
    refuse_kept_open(locked, on)
    locked.published_at, locked.withdrawn_on = None, on
    locked.withdrawn_reason = reasoned(" ".join(reason.split()), "why it is withdrawn", 400)
    save(locked)
    audit.record(by, "withdrew evidence of", locked.review, evidence=locked.reference, reason=locked.withdrawn_reason)
    return locked


def _set(evidence: Evidence, values: dict[str, Any], *, on: dt.date) -> set[str]:
    """Set the fields that differ and return their names. Raises Refused for dates that cannot be right."""
    values = values | {name: " ".join((values[name] or "").split()) for name in IN_ONE_LINE if name in values}
    values |= {name: (values[name] or "").strip() for name in ("text", "contact") if name in values}
    changed = set(set_changed(evidence, values, allowed=CHANGES))
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
    Record the latest consent of a sender of evidence: the day, and how the sender gave consent.

    Where the sender no longer agrees to publication, the evidence leaves the public page and is private at once.
    Raises Refused without `agreed_on` or `agreed_how`, for a day in the future or before the sender's latest consent,
    and where naming the sender would reveal something withheld (R16).
    """
    locked = hold_evidence(evidence)
    refuse_unseen(locked, seen)
    if locked.agreed_on and agreed_on and agreed_on < locked.agreed_on:
        raise Refused(NOT_THE_LAST, about="agreed_on")
    values = {"may_be_published": may_be_published, "is_named": is_named}
    agree(locked, values | {"agreed_on": agreed_on, "agreed_how": agreed_how}, on=day_of(at), asked=True)
    if not locked.may_be_published:
        _close(locked)
    if locked.is_public:
        leak_check.refuse_telling_in(locked.review, leak_check.of_evidence(locked), besides=locked)
    save(locked)
    # SECURITY: leave out `agreed_how`, because it may name the sender, and the trail is never deleted.
    facts: dict[str, Any] = {"agreed_to": locked.agreed_to, "on": agreed_on.isoformat(), "published": locked.is_public}
    audit.record(by, "recorded the sender’s consent to evidence of", locked.review, evidence=locked.reference, **facts)
    return locked


def lapse(evidence: Evidence, *, on: dt.date) -> None:
    """
    End the sender's consent, because the words have changed since the consent. Does not save.

    New consent must be dated `on` or later. Raises Refused while there is a redacted copy, because nobody would have
    agreed to the old words in the copy.
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
    """
    Set the sender's consent, without saving.

    Raises Refused where `agreed_on` or `agreed_how` is missing, or `agreed_on` is after `on`. If the sender agrees
    to nothing, both are needed only if the sender was asked (`asked`), and are cleared otherwise.
    """
    for name, value in values.items():
        setattr(evidence, name, value)
    if not (asked or evidence.may_be_published or evidence.is_named):
        evidence.agreed_on, evidence.agreed_how = None, ""
        return
    evidence.agreed_how = said(evidence.agreed_how, "how they told you what they agree to", 200, about="agreed_how")
    if evidence.agreed_on is None:
        raise Refused("Enter the day on which they told you what they agree to.", about="agreed_on")
    if evidence.agreed_on > on:
        text = "That date is in the future: record what they agree to once they have said it."
        raise Refused(text, about="agreed_on")


SHOWN = shows(
    *("title", "text", "file", "file.stored", "access", "marking", "public_interest_reason", "confidential_reason")
)


@verb(may=plans_scrutiny)
def set_evidence_access(evidence: Evidence, *, access: str, by: User, **withheld: Any) -> Evidence:
    """
    Set who may read a piece of evidence: private, open, or withheld on grounds (LGA 1972 Sch 12A, s.100A(3); R11-R14).

    Raises Refused where

    - the grounds are incomplete;
    - withheld evidence would stop being withheld;
    - evidence would be open without the sender's consent to publication;
    - published evidence would be closed without a redacted copy that may stay public.
    """
    locked = hold_evidence(evidence)
    was, was_withheld = locked.access, locked.is_withheld
    withholding.withhold(locked, access, **withheld)
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
    Stop withholding a piece of evidence, by decision of the proper officer, with the reason (s.100B(2)).

    The evidence becomes private. Scrutiny officers then decide whether to open and publish the evidence. Raises Refused
    without a reason, and for evidence that is not withheld.
    """
    reason = reasoned(reason, "why it need not be withheld any longer")
    locked = hold_evidence(evidence)
    if not locked.is_withheld:
        raise Refused("It is not withheld.")
    refuse_unseen(locked, seen)
    was, paragraphs = locked.access, locked.paragraphs
    withholding.withhold(locked, EvidenceAccess.PRIVATE)
    save(locked)
    leave = EvidenceLeave(evidence=locked, reason=reason, given_at=at, given_by=by)
    save(leave)
    facts = {"was": was, "paragraphs": paragraphs, "reason": reason}
    audit.record(by, "allowed to be opened evidence of", locked.review, evidence=locked.reference, **facts)
    return leave
