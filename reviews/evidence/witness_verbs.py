"""Verbs of witnesses: list them, invite them to a session, record attendance, and forget a witness."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, save, set_changed
from committee.acts.verbs import Actor, verb
from committee.law import witnesses as law
from committee.law.findings import Finding
from committee.models import User
from committee.search import index
from reviews import leak_check
from reviews.locking import hold, hold_review
from reviews.models import HEARD, Came, EvidenceSession, Invitation, Review, Witness

WITNESS_CHANGES = {
    *("person", "name", "post", "body", "is_group", "may_be_named", "contact", "sent_evidence", "forget_on"),
}


@verb(may=plans_scrutiny)
def add_witness(review: Review, *, by: User, **fields: Any) -> Witness:
    """
    Add a witness to the panel's list, by post and body. `fields` are fields of Witness.

    Raises Refused where

    - a group has a name or a contact;
    - a person of the register has a typed name as well;
    - a witness without a name agrees to be named;
    - the day of forgetting is before the review was proposed;
    - post, body or name reveals something withheld (R16).
    """
    witness = Witness(review=hold_review(review), **fields)
    _keep_witness(witness)
    audit.record(by, "added a witness to", witness.review, witness=str(witness))
    return witness


@verb(may=plans_scrutiny)
def edit_witness(witness: Witness, *, by: User, **changes: Any) -> Witness:
    """
    Correct the details of a witness, or their consent to be named. Raises Refused as `add_witness` does.

    Where the consent ends, post and body replace the name in issued reports.
    """
    locked = hold(witness, "that witness")
    agreed, named, name = locked.may_be_named, locked.name_for_public, locked.full_name
    if changed := set_changed(locked, changes, allowed=WITNESS_CHANGES):
        if {"name", "contact"} & set(changed):
            locked.forgotten_at = None
        _keep_witness(locked)
        reports = take_name_out(locked, named, name) if agreed and not locked.may_be_named else 0
        facts: dict[str, Any] = {"reports": reports} if reports else {}
        facts |= {"witness": str(locked), "changed": sorted(changed)}
        audit.record(by, "corrected a witness of", locked.review, **facts)
    return locked


@verb(may=plans_scrutiny)
def remove_witness(witness: Witness, *, by: User) -> None:
    """Remove a witness from the list. Raises Refused where the witness was heard or sent evidence."""
    locked = hold(witness, "that witness")
    if locked.gave_evidence:
        raise Refused("They gave evidence, so their post and organisation stay on the review’s record.")
    locked.invitations.all().delete()
    locked.questions.update(witness=None)
    locked.delete()
    audit.record(by, "removed a witness from", locked.review, witness=str(locked))


@verb(may=plans_scrutiny)
def forget_witness(witness: Witness, *, at: dt.datetime, by: Actor) -> Witness:
    """
    Delete the contact of a witness, and the name unless they agreed to be named; post and body stay.

    Raises Refused where no private detail is stored.
    """
    locked = hold(witness, "that witness")
    if not Witness.objects.to_forget().filter(pk=locked.pk).exists():
        raise Refused("There are no private details of this witness to delete.")
    locked.contact = ""
    if not locked.may_be_named:
        locked.name = ""
    locked.forgotten_at = at
    save(locked)
    audit.record(by, "deleted the contact details of a witness of", locked.review, witness=str(locked))
    return locked


def _keep_witness(witness: Witness) -> None:
    for name in ("post", "body", "name"):
        setattr(witness, name, " ".join(getattr(witness, name).split()))
    if witness.forget_on < witness.review.proposed_on:
        raise Refused("Check the day on which their details are deleted: it is before the review started.")
    leak_check.refuse_telling_in(witness.review, [("the witness", [witness.post, witness.body, witness.name])])
    save(witness)


INVITATION_CHANGES = {"invited_on", "is_required", "notice_on", "reply"}


@verb(may=plans_scrutiny)
def invite(
    session: EvidenceSession,
    witnesses: Collection[Witness],
    *,
    notice_on: dt.date | None = None,
    proof: str = "",
    at: dt.datetime,
    by: User,
    **fields: Any,
) -> list[Invitation]:
    """
    Invite witnesses of the review to a session. `fields` are fields of Invitation.

    Without `invited_on` the invitation is still to be sent. A witness who is required to attend must get notice in
    writing. A missing notice gives a warning (R45), not a refusal. Raises Refused where

    - no witness is chosen, or a witness is of another review or invited already;
    - the invitation or the notice is dated after the session;
    - the notice was given on another day than today, and there is no `proof`.
    """
    proof = proven(proof, notice_on, at) if notice_on else ""
    locked = hold(session, "that session")
    if not witnesses:
        raise Refused("Choose at least one witness.")
    invited = set(locked.invitations.values_list("witness", flat=True))
    of_review = set(locked.review.witnesses.values_list("pk", flat=True))
    made = []
    for witness in witnesses:
        if witness.pk not in of_review:
            raise Refused("Choose from the witnesses of this review.")
        if witness.pk in invited:
            raise Refused(f"{witness} is invited to this session already.")
        invitation = Invitation(session=locked, witness=witness, notice_on=notice_on, **fields)
        _keep_invitation(invitation)
        made.append(invitation)
    called = [str(witness) for witness in witnesses]
    facts: dict[str, Any] = {"session": locked.on.isoformat(), "witnesses": called, "proof": proof}
    audit.record(by, "invited witnesses of", locked.review, **facts)
    return made


@verb(may=plans_scrutiny)
def edit_invitation(
    invitation: Invitation, *, proof: str = "", at: dt.datetime, by: User, **changes: Any
) -> Invitation:
    """Record a witness's reply and the days of invitation and notice (R45). Raises Refused as `invite` does."""
    locked = hold(invitation, "that invitation")
    if changed := set_changed(locked, changes, allowed=INVITATION_CHANGES):
        shown = proven(proof, locked.notice_on, at) if locked.notice_on and "notice_on" in changed else proof
        _keep_invitation(locked)
        facts: dict[str, Any] = {"witness": str(locked.witness), "changed": sorted(changed), "proof": shown}
        audit.record(by, "changed an invitation of", locked.session.review, **facts)
    return locked


@verb(may=plans_scrutiny)
def record_attendance(
    session: EvidenceSession, came: Mapping[int, str], *, at: dt.datetime, by: User
) -> EvidenceSession:
    """
    Record who came to a session, in person or by video, and who did not. `came` maps ids of invitations to a `Came`.

    Raises Refused before the day of the session, or where an invitation has been removed.
    """
    locked = hold(session, "that session")
    if locked.on > day_of(at):
        raise Refused("The session has not been held yet. Record who attended after it.")
    invitations = {invitation.pk: invitation for invitation in locked.invitations.select_related("witness")}
    if set(came) - set(invitations):
        raise Refused("Someone has removed one of these invitations: reload the page.")
    changed = {}
    for pk, value in came.items():
        if invitations[pk].came != value:
            invitations[pk].came = value
            save(invitations[pk])
            changed[str(invitations[pk].witness)] = str(Came(value).label)
    if changed:
        audit.record(by, "recorded who gave evidence to", locked.review, session=locked.on.isoformat(), came=changed)
    return locked


@verb(may=plans_scrutiny)
def remove_invitation(invitation: Invitation, *, by: User) -> None:
    """Remove an invitation. Raises Refused where the witness was heard at the session."""
    locked = hold(invitation, "that invitation")
    if locked.came in HEARD:
        raise Refused("They were heard at this session: correct who attended first.")
    locked.delete()
    audit.record(by, "removed an invitation of", locked.session.review, witness=str(locked.witness))


def _keep_invitation(invitation: Invitation) -> None:
    if any(day and day > invitation.session.on for day in (invitation.invited_on, invitation.notice_on)):
        raise Refused("The invitation or notice is dated after the session. Check the dates.")
    save(invitation)


def take_name_out(witness: Witness, named: str, name: str) -> int:
    """
    Replace `named` (name, post and body) and `name` by post and body in the frozen reports of a locked review.

    Return the number of changed reports. The hashes of the reports stay as issued, as after a takedown. If the witness
    is also a panel member, `name` without post and body stays, because the report names the members of the panel.
    """
    instead, review = str(witness), witness.review
    panel = review.panel.select_related("person")
    sits = any(re.search(rf"(?<!\w){re.escape(panellist.person.name)}(?!\w)", name) for panellist in panel)
    wanted = [named] if sits else [named, name]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in wanted if words))
    count = 0
    for version in review.report_versions.all():
        document = _without(version.document, pattern, instead)
        if document != version.document:
            version.document = document
            version.save(update_fields=["document"])
            count += 1
    index.changed(review)
    return count


def _without(value: Any, pattern: re.Pattern[str], instead: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda _: instead, value)
    if isinstance(value, list):
        return [_without(part, pattern, instead) for part in value]
    if isinstance(value, dict):
        return {key: _without(part, pattern, instead) for key, part in value.items()}
    return value


def warnings(invitations: Iterable[Invitation]) -> list[Finding]:
    """Return a finding for each required attendance without a recorded day of invitation or of notice (R45)."""
    each = (
        law.required_unasked(
            str(invitation.witness), required=invitation.is_required, invited=invitation.invited_on,
            notice=invitation.notice_on,
        )
        for invitation in invitations
    )  # fmt: skip
    return [finding for finding in each if finding]
