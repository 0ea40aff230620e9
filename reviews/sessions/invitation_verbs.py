"""Verbs of invitations: invite witnesses to a session, record reply and notice (R45), and who came."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, proven, save
from committee.verbs import verb
from reviews.models import HEARD, Came, EvidenceSession, Invitation, Witness
from reviews.sessions.holding import hold, put

CHANGES = {"invited_on", "is_required", "notice_on", "reply"}


@verb(may=plans_scrutiny)
def invite(
    session: EvidenceSession,
    witnesses: Collection[Witness],
    *,
    invited_on: dt.date | None = None,
    is_required: bool = False,
    notice_on: dt.date | None = None,
    proof: str = "",
    at: dt.datetime,
    by: User,
) -> list[Invitation]:
    """
    Invite witnesses of the review to a session; without a day they are yet to be asked.

    Whoever is required to attend is owed notice in writing; that it is not recorded yet warns (R45) and refuses
    nothing. Raises Refused for nobody, somebody who is not of this review or is invited already, for days after the
    session, and for notice on a day that is not today's without `proof`.
    """
    proof = proven(proof, notice_on, at) if notice_on else ""
    review, held = hold(session, session.review, "session")
    if not witnesses:
        raise Refused("Choose at least one witness.")
    there = set(held.invitations.values_list("witness", flat=True))
    known = set(review.witnesses.values_list("pk", flat=True))
    made = []
    for witness in witnesses:
        if witness.pk not in known:
            raise Refused("Choose from the witnesses of this review.")
        if witness.pk in there:
            raise Refused(f"{witness} is invited to this session already.")
        invitation = Invitation(
            session=held, witness=witness, invited_on=invited_on, is_required=is_required, notice_on=notice_on
        )
        _keep(invitation)
        made.append(invitation)
    called = [str(witness) for witness in witnesses]
    audit.record(by, "invited witnesses of", review, session=held.on.isoformat(), witnesses=called, proof=proof)
    return made


@verb(may=plans_scrutiny)
def edit_invitation(
    invitation: Invitation, *, proof: str = "", at: dt.datetime, by: User, **changes: Any
) -> Invitation:
    """Record when a witness was asked, given notice (R45), what they replied. Raises Refused as `invite` does."""
    review, held = hold(invitation, invitation.session.review, "invitation")
    if changed := put(held, changes, CHANGES):
        shown = proven(proof, held.notice_on, at) if held.notice_on and "notice_on" in changed else proof
        _keep(held)
        audit.record(
            by, "changed an invitation of", review, witness=str(held.witness), changed=sorted(changed), proof=shown
        )
    return held


@verb(may=plans_scrutiny)
def record_attendance(
    session: EvidenceSession, came: Mapping[int, str], *, at: dt.datetime, by: User
) -> EvidenceSession:
    """
    Record of the invitations of a session, by their keys, who came in person or by video, and who did not.

    Raises Refused before the day of the session, and for an invitation that is not there any more.
    """
    review, held = hold(session, session.review, "session")
    if held.on > day_of(at):
        raise Refused("The session has not been held yet. Record who attended after it.")
    invitations = {invitation.pk: invitation for invitation in held.invitations.select_related("witness")}
    if set(came) - set(invitations):
        raise Refused("Someone has removed one of these invitations: reload the page.")
    changed = {}
    for pk, value in came.items():
        if invitations[pk].came != value:
            invitations[pk].came = value
            save(invitations[pk])
            changed[str(invitations[pk].witness)] = str(Came(value).label)
    if changed:
        audit.record(by, "recorded who gave evidence to", review, session=held.on.isoformat(), came=changed)
    return held


@verb(may=plans_scrutiny)
def remove_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation off a session. Refused where the witness was heard there."""
    review, held = hold(invitation, invitation.session.review, "invitation")
    if held.came in HEARD:
        raise Refused("They were heard at this session: correct who attended first.")
    called = str(held.witness)
    held.delete()
    audit.record(by, "removed an invitation of", review, witness=called)


def _keep(invitation: Invitation) -> None:
    if any(day and day > invitation.session.on for day in (invitation.invited_on, invitation.notice_on)):
        raise Refused("The invitation or notice is dated after the session. Check the dates.")
    save(invitation)
