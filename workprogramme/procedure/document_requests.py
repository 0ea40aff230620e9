"""Verbs of a scrutiny member's request for a document of the executive (R46: SI 2012/2089 reg 17)."""

import datetime as dt
import smtplib

from django.db import transaction

from committee import audit, notices
from committee.days import day_list
from committee.law.response import documents_due
from committee.models import Committee, Person, User
from committee.refusal import Refused
from meetings.procedure.keeping import reasoned, said, save
from workprogramme.models import DocumentRequest, ProgrammeItem

State = DocumentRequest.State


@transaction.atomic
def ask(
    committee: Committee, member: Person, *, document: str, item: ProgrammeItem | None = None, on: dt.date, by: User
) -> DocumentRequest:
    """
    A member asks for a copy of a document, which is owed by the end of the tenth clear day.

    Raises Refused where the body does no scrutiny, or the member did not sit on it that day, or the item is another's.
    """
    if not committee.is_scrutiny:
        raise Refused("Regulation 17 gives this right to members of overview and scrutiny committees.")
    if not committee.seats.on(on).filter(person=member).exists():
        raise Refused(f"{member} did not sit on the {committee} that day, so regulation 17 gives no right.")
    if item and item.programme.committee_id != committee.pk:
        raise Refused("That item is in the work programme of another committee.")
    request = DocumentRequest(
        committee=committee,
        member=member,
        document=said(document, "what is asked for"),
        item=item,
        asked_on=on,
        due_on=documents_due(on, day_list()),
        recorded_by=by,
    )
    save(request)
    audit.record(by, "asked for", request, member=str(member), due_on=request.due_on.isoformat(), rule="R46")
    return request


def _hold(request: DocumentRequest, on: dt.date) -> DocumentRequest:
    now = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if now.state != State.OPEN:
        raise Refused(f"That request has been answered already: {now.get_state_display().lower()}.")
    if on < now.asked_on:
        raise Refused("It cannot have been answered before it was asked.")
    return now


@transaction.atomic
def provide(request: DocumentRequest, *, on: dt.date, by: User) -> DocumentRequest:
    """Record that the member has the document. Raises Refused where it was answered before, or not yet asked."""
    now = _hold(request, on)
    now.state, now.answered_on = State.PROVIDED, on
    save(now)
    audit.record(by, "provided", now, on=on.isoformat())
    return now


@transaction.atomic
def refuse(request: DocumentRequest, *, reasons: str, on: dt.date, by: User) -> DocumentRequest:
    """Record the refusal with the written statement of reasons that the committee is owed (reg 17). Raises Refused."""
    now = _hold(request, on)
    now.reasons = reasoned(reasons, "in writing why it is refused: regulation 17 asks for a statement of reasons", 2000)
    now.state, now.answered_on = State.REFUSED, on
    save(now)
    audit.record(by, "refused", now, reasons=now.reasons, on=on.isoformat())
    return now


def write_to_member(request: DocumentRequest, *, by: User | None) -> bool:
    """
    Write to the member how an answered request was answered, with the reasons where it was refused; whether it went.

    SECURITY: an e-mail passes through many hands: what was asked for, which may be exempt, is read after signing in.
    """
    to = User.objects.filter(person=request.member_id, is_active=True).first()
    if to is None:
        return False
    words = {"request": request, "refused": request.state == State.REFUSED, "sender": by.get_full_name() if by else ""}
    subject = f"Your request for a document: {request.get_state_display().lower()}"
    try:
        notices.mail(to, subject, "email/document_answered.txt", words)
    except (OSError, smtplib.SMTPException) as error:
        audit.record(by, "could not write to the member about", request, failure=type(error).__name__)
        return False
    audit.record(by, "wrote to the member about", request, to=str(request.member))
    return True
