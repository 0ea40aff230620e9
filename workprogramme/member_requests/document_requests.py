"""Verbs of a scrutiny member's request for a document of the executive (R46: SI 2012/2089 reg 17)."""

import datetime as dt

from committee.access.permissions import is_this_member, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, reasoned, said, save
from committee.acts.verbs import Portal, verb
from committee.law.response import documents_due
from committee.mail import notices
from committee.models import Committee, Person, User
from committee.register.calendar import day_list
from committee.wording.dates import long_date
from workprogramme.locking import hold_request
from workprogramme.models import DocumentRequest, ProgrammeItem

State = DocumentRequest.State


@verb(may=plans_scrutiny, may_this=lambda who, on, /, committee, member, **_: is_this_member(who, on, member.pk))
def ask(
    committee: Committee,
    member: Person,
    *,
    document: str,
    item: ProgrammeItem | None = None,
    on: dt.date,
    proof: str = "",
    at: dt.datetime,
    by: User,
) -> DocumentRequest:
    """
    Record a member's request for a copy of a document, due by the end of the tenth clear day.

    Raises Refused where

    - the committee does no scrutiny, or the member did not sit on the committee on the day `on`;
    - the item is of another committee;
    - the member has an open request for the same document;
    - the day `on` is in the future, or is not today and has no `proof`.
    """
    proof = proven(proof, on, at)
    if not committee.is_scrutiny:
        raise Refused("Regulation 17 gives this right to members of overview and scrutiny committees.")
    if not committee.seats.on(on).filter(person=member).exists():
        raise Refused(f"{member} did not sit on the {committee} that day, so regulation 17 gives no right.")
    if item and item.programme.committee_id != committee.pk:
        raise Refused("That item is in the work programme of another committee.")
    # Lock the committee, because two simultaneous requests may ask for the same document.
    Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    words = said(document, "which document is requested")
    owed = DocumentRequest.objects.filter(committee=committee, member=member, state=State.OPEN, document__iexact=words)
    if (same := owed.first()) is not None:
        raise Refused(f"That document was requested on {long_date(same.asked_on)} and is already due.")
    request = DocumentRequest(
        committee=committee,
        member=member,
        document=words,
        item=item,
        asked_on=on,
        due_on=documents_due(on, day_list()),
        recorded_by=by,
    )
    save(request)
    audit.record(
        by, "asked for", request, member=str(member), due_on=request.due_on.isoformat(), proof=proof, rule="R46"
    )
    return request


def _to_answer(request: DocumentRequest, on: dt.date) -> DocumentRequest:
    locked = hold_request(request, State.OPEN)
    if on < locked.asked_on:
        raise Refused("The answer cannot be dated before the request.")
    return locked


@verb(may=plans_scrutiny)
def provide(request: DocumentRequest, *, on: dt.date, proof: str = "", at: dt.datetime, by: User) -> DocumentRequest:
    """
    Record that the member has the document.

    Raises Refused where the request is answered already, the day is before the request, or a day other than today has
    no `proof`.
    """
    locked, proof = _to_answer(request, on), proven(proof, on, at)
    locked.state, locked.answered_on = State.PROVIDED, on
    save(locked)
    audit.record(by, "provided", locked, on=on.isoformat(), proof=proof)
    return locked


@verb(may=plans_scrutiny)
def refuse(
    request: DocumentRequest, *, reasons: str, on: dt.date, proof: str = "", at: dt.datetime, by: User
) -> DocumentRequest:
    """Record the refusal with the written reasons that reg 17 requires. Raises Refused as `provide` does."""
    locked, proof = _to_answer(request, on), proven(proof, on, at)
    locked.reasons = reasoned(reasons, "why it is refused: regulation 17 requires written reasons", 2000)
    locked.state, locked.answered_on = State.REFUSED, on
    save(locked)
    audit.record(by, "refused", locked, reasons=locked.reasons, on=on.isoformat(), proof=proof)
    return locked


@verb(may=plans_scrutiny)
def reopen(request: DocumentRequest, *, reason: str, at: dt.datetime, by: User) -> DocumentRequest:
    """
    Reopen a request that was recorded by mistake as answered. Raises Refused where the request is not answered.

    The document is due by the same day as before: a mistaken answer does not extend the ten clear days.
    """
    locked = hold_request(request, State.PROVIDED, State.REFUSED)
    why, on = reasoned(reason, "why it was recorded by mistake"), locked.answered_on
    facts = {"answer": locked.get_state_display(), "on": on.isoformat() if on else "", "reasons": locked.reasons}
    locked.state, locked.answered_on, locked.reasons = State.OPEN, None, ""
    save(locked)
    audit.record(by, "withdrew the answer to", locked, reason=why, **facts)
    return locked


@verb(may=plans_scrutiny, may_this=lambda who, on, /, request, **_: is_this_member(who, on, request.member_id))
def withdraw(request: DocumentRequest, *, reason: str = "", at: dt.datetime, by: User) -> DocumentRequest:
    """
    Withdraw a request that is not answered, such as a request that was recorded twice. The document is no longer due.

    Anybody but the member must give a reason. Raises Refused once the request is answered.
    """
    locked = hold_request(request, State.OPEN)
    is_own = by.person_id == locked.member_id
    locked.reasons = (reason or "").strip() if is_own else reasoned(reason, "why it is withdrawn", 2000)
    locked.state, locked.answered_on = State.WITHDRAWN, max(day_of(at), locked.asked_on)
    save(locked)
    audit.record(by, "withdrew", locked, reason=locked.reasons)
    return locked


@verb(may=plans_scrutiny, in_one_transaction=False)
def write_to_member(request: DocumentRequest, *, by: User | Portal) -> bool:
    """
    Email the member the state of a request, with the reasons for a refusal. Return whether the email was sent.

    SECURITY: others may read the email, and the title of the document may be exempt. The email therefore does not name
    the document. The member reads the title after signing in.
    """
    state = "still due to you" if request.state == State.OPEN else request.get_state_display().lower()
    subject, template = f"Your request for a document: {state}", "email/document_answered.txt"
    return notices.mail_about(
        request, request.member, subject, template, {"request": request}, whom="the member", by=by
    )
