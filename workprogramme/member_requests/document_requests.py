"""Verbs of a scrutiny member's request for a document of the executive (R46: SI 2012/2089 reg 17)."""

import datetime as dt
import smtplib

from committee import audit, notices
from committee.calendar import day_list
from committee.dates import long_date
from committee.law.response import documents_due
from committee.models import Committee, Person, User
from committee.permissions import is_member, plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, proven, reasoned, said, save
from committee.verbs import Anybody, Portal, verb
from workprogramme.models import DocumentRequest, ProgrammeItem

State = DocumentRequest.State


def _is_the_member(who: Anybody, on: dt.date, /, committee: Committee, member: Person, **about: object) -> bool:
    return isinstance(who, User) and who.person_id == member.pk and is_member(who, on)


@verb(may=plans_scrutiny, may_this=_is_the_member)
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
    A member asks for a copy of a document, which is owed by the end of the tenth clear day.

    Raises Refused where the body does no scrutiny, or the member did not sit on it that day, the item is another's, or
    the member is owed the same already, for a day to come, and for one that is not today's without `proof`.
    """
    proof = proven(proof, on, at)
    if not committee.is_scrutiny:
        raise Refused("Regulation 17 gives this right to members of overview and scrutiny committees.")
    if not committee.seats.on(on).filter(person=member).exists():
        raise Refused(f"{member} did not sit on the {committee} that day, so regulation 17 gives no right.")
    if item and item.programme.committee_id != committee.pk:
        raise Refused("That item is in the work programme of another committee.")
    # Two at once ask for the same of one committee.
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


def _hold(request: DocumentRequest, on: dt.date) -> DocumentRequest:
    held = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != State.OPEN:
        raise Refused(f"That request has been answered already: {held.get_state_display().lower()}.")
    if on < held.asked_on:
        raise Refused("The answer cannot be dated before the request.")
    return held


@verb(may=plans_scrutiny)
def provide(request: DocumentRequest, *, on: dt.date, proof: str = "", at: dt.datetime, by: User) -> DocumentRequest:
    """
    Record that the member has the document.

    Raises Refused where it was answered before, or not yet asked, and for a day that is not today's without `proof`.
    """
    held, proof = _hold(request, on), proven(proof, on, at)
    held.state, held.answered_on = State.PROVIDED, on
    save(held)
    audit.record(by, "provided", held, on=on.isoformat(), proof=proof)
    return held


@verb(may=plans_scrutiny)
def refuse(
    request: DocumentRequest, *, reasons: str, on: dt.date, proof: str = "", at: dt.datetime, by: User
) -> DocumentRequest:
    """Record the refusal with the written statement of reasons that the committee is owed (reg 17). Raises Refused."""
    held, proof = _hold(request, on), proven(proof, on, at)
    held.reasons = reasoned(reasons, "why it is refused: regulation 17 requires written reasons", 2000)
    held.state, held.answered_on = State.REFUSED, on
    save(held)
    audit.record(by, "refused", held, reasons=held.reasons, on=on.isoformat(), proof=proof)
    return held


@verb(may=plans_scrutiny)
def reopen(request: DocumentRequest, *, reason: str, at: dt.datetime, by: User) -> DocumentRequest:
    """
    Say that it was recorded by mistake as answered: it is owed again, by the day by which it was, since the law's clock
    was never stopped. Raises Refused where it is owed.
    """
    held = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state not in (State.PROVIDED, State.REFUSED):
        raise Refused("It has not been answered.")
    why, on = reasoned(reason, "why it was recorded by mistake"), held.answered_on
    facts = {"answer": held.get_state_display(), "on": on.isoformat() if on else "", "reasons": held.reasons}
    held.state, held.answered_on, held.reasons = State.OPEN, None, ""
    save(held)
    audit.record(by, "withdrew the answer to", held, reason=why, **facts)
    return held


def _asked_for_it(who: Anybody, on: dt.date, /, request: DocumentRequest, **about: object) -> bool:
    return isinstance(who, User) and who.person_id == request.member_id and is_member(who, on)


@verb(may=plans_scrutiny, may_this=_asked_for_it)
def withdraw(request: DocumentRequest, *, reason: str = "", at: dt.datetime, by: User) -> DocumentRequest:
    """
    Withdraw a request that is not answered, such as one made twice: nothing is owed any more.

    The desk and the planners give a reason. Raises Refused once it is answered.
    """
    held = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    own = by.person_id == held.member_id
    if held.state != State.OPEN:
        raise Refused(f"That request is not open any more: {held.get_state_display().lower()}.")
    held.reasons = (reason or "").strip() if own else reasoned(reason, "why it is withdrawn", 2000)
    held.state, held.answered_on = State.WITHDRAWN, max(day_of(at), held.asked_on)
    save(held)
    audit.record(by, "withdrew", held, reason=held.reasons)
    return held


@verb(may=plans_scrutiny, in_one_transaction=False)
def write_to_member(request: DocumentRequest, *, by: User | Portal) -> bool:
    """
    Write to the member how a request stands: answered, with the reasons where it was refused, or owed again; whether
    it went.

    SECURITY: an email passes through many hands: what was asked for, which may be exempt, is read after signing in.
    """
    to = User.objects.filter(person=request.member_id, is_active=True).first()
    if to is None:
        return False
    words = {"request": request, "sender": by.get_full_name() if isinstance(by, User) else ""}
    state = "still due to you" if request.state == State.OPEN else request.get_state_display().lower()
    subject = f"Your request for a document: {state}"
    try:
        notices.mail(to, subject, "email/document_answered.txt", words)
    except (OSError, smtplib.SMTPException) as error:
        audit.record(by, "could not email the member about", request, failure=type(error).__name__)
        return False
    audit.record(by, "emailed the member about", request, to=str(request.member))
    return True
