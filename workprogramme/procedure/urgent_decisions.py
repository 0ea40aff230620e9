"""Verbs of the chairman's register of urgent and private executive decisions (SI 2012/2089 regs 5(6), 10 and 11)."""

import datetime as dt
import smtplib

from django.db import transaction

from committee import audit, notices
from committee.days import day_list
from committee.law.response import general_exception_from
from committee.models import Committee, Person, User
from committee.refusal import Refused
from meetings.procedure.keeping import day_of, said, save
from workprogramme.models import KeyDecision, UrgentDecision

Kind, Answer = UrgentDecision.Kind, UrgentDecision.Answer


@transaction.atomic
def ask_chairman(
    committee: Committee,
    *,
    kind: str,
    why: str,
    title: str = "",
    decision: KeyDecision | None = None,
    chairman: Person | None = None,
    at: dt.datetime,
    by: User,
) -> UrgentDecision:
    """
    Ask the committee's chairman to agree to an urgent or private decision; under reg 10 only tell them.

    `chairman` is who presides over the committee that day unless given (reg 11: else the chairman of the council).
    Under the general exception the row says from when the decision may be taken. Raises Refused where the body does no
    scrutiny, nobody is its chairman, or the same has been asked and not declined.
    """
    if not committee.is_scrutiny:
        raise Refused("Regulations 5, 10 and 11 speak of the chairman of an overview and scrutiny committee.")
    day = day_of(at)
    told = kind == Kind.GENERAL
    urgent = UrgentDecision(
        committee=committee,
        decision=decision,
        title=" ".join((decision.title if decision else title).split()),
        kind=kind,
        why=said(why, "why it is urgent and cannot reasonably be deferred", 2000),
        asked_at=at,
        chairman=chairman or _chairman(committee, day),
        answer=Answer.TOLD if told else Answer.ASKED,
        answered_at=at if told else None,
        earliest_on=general_exception_from(day, day_list()) if told else None,
        recorded_by=by,
    )
    if decision and decision.urgencies.filter(kind=kind).exclude(answer=Answer.DECLINED).exists():
        raise Refused("The chairman has been asked about that decision already.")
    save(urgent)
    audit.record(by, "told the chairman of" if told else "asked the chairman about", urgent, to=str(urgent.chairman))
    return urgent


def _chairman(committee: Committee, on: dt.date) -> Person:
    seat = committee.seats.on(on).filter(role="chairman").select_related("person").first()
    if seat is None:
        raise Refused(
            f"Nobody is chairman of the {committee} that day: name the chairman or vice-chairman of the council."
        )
    return seat.person


def write_to_chairman(urgent: UrgentDecision, *, by: User) -> bool:
    """Write to the chairman that something of the register waits for them; whether it went is in the trail."""
    to = User.objects.filter(person=urgent.chairman, is_active=True).first()
    if to is None:
        return False
    # SECURITY: an e-mail passes through many hands: what is to be decided in private is read after signing in.
    words = {"urgent": urgent, "told": urgent.answer == Answer.TOLD, "sender": by.get_full_name()}
    try:
        notices.mail(
            to, f"{urgent.get_kind_display()}: {urgent.committee.short_name}", "email/urgent_decision.txt", words
        )
    except (OSError, smtplib.SMTPException) as error:
        audit.record(by, "could not write to the chairman about", urgent, failure=type(error).__name__)
        return False
    audit.record(by, "wrote to the chairman about", urgent, to=str(urgent.chairman))
    return True


@transaction.atomic
def answer(urgent: UrgentDecision, *, agreed: bool, reasons: str = "", at: dt.datetime, by: User) -> UrgentDecision:
    """Record the chairman's answer. Raises Refused where it is given already, or declined without reasons."""
    now = UrgentDecision.objects.select_for_update(of=("self",)).select_related("chairman").get(pk=urgent.pk)
    if now.answer != Answer.ASKED:
        raise Refused(f"It has been answered already: {now.get_answer_display().lower()}.")
    reasons = (reasons or "").strip()
    now.reasons = reasons if agreed else said(reasons, "why the chairman declines", 2000)
    now.answer, now.answered_at = Answer.AGREED if agreed else Answer.DECLINED, at
    save(now)
    acting_for = "" if by.person_id == now.chairman_id else str(now.chairman)
    audit.record(by, "agreed to" if agreed else "declined", now, acting_for=acting_for, reasons=now.reasons)
    return now
