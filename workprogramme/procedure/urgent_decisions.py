"""Verbs of the chairman's register of urgent and private executive decisions (SI 2012/2089 regs 5(6), 10 and 11)."""

import datetime as dt
import smtplib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from committee import audit, notices
from committee.days import day_list
from committee.law.response import general_exception_from
from committee.models import Committee, Function, LegalKind, Person, Seat, SeatRole, User, executive_members
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from meetings.models import PrivateNotice
from meetings.procedure.keeping import day_of, reasoned, said, save
from workprogramme.models import KeyDecision, UrgentDecision
from workprogramme.procedure.private_notices import hold_unheard, note_agreement

Kind, Answer = UrgentDecision.Kind, UrgentDecision.Answer
AgreedAs = PrivateNotice.AgreedAs


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody who may be asked, as what."""

    person: Person
    office: str


def who_may_agree(committee: Committee, on: dt.date) -> list[Office]:
    """
    Who may be asked on that day, in the order of the law, never a member of the executive (SI 2012/2089 regs 5(6), 11).

    The chairman of the relevant overview and scrutiny committee; where there is none, or they are unable to act, the
    chairman of the Council; where there is none of either, its vice-chairman.
    """
    council = Seat.objects.on(on).filter(
        Q(committee__function=Function.FULL_COUNCIL) | Q(committee__kind=LegalKind.COUNCIL)
    )
    offices = (
        (AgreedAs.SCRUTINY, committee.seats.on(on).filter(role=SeatRole.CHAIRMAN)),
        (AgreedAs.COUNCIL, council.filter(role=SeatRole.CHAIRMAN)),
        (AgreedAs.VICE, council.filter(role=SeatRole.VICE_CHAIRMAN)),
    )
    executive = set(executive_members(on, on).values_list("pk", flat=True))
    return [
        Office(seat.person, office)
        for office, seats in offices
        for seat in seats.by_surname()
        if seat.person_id not in executive
    ]


@transaction.atomic
def ask_chairman(
    committee: Committee,
    *,
    kind: str,
    why: str,
    title: str = "",
    decision: KeyDecision | None = None,
    private_notice: PrivateNotice | None = None,
    chairman: Person | None = None,
    unable: str = "",
    at: dt.datetime,
    by: User,
) -> UrgentDecision:
    """
    Ask the committee's chairman to agree to an urgent or private decision; under reg 10 only tell them.

    `chairman` is the first who may be asked unless given; one who comes later needs `unable`: why those before them
    cannot act. A private meeting is named by its `private_notice`, with which the agreement is published. Raises
    Refused where the body does no scrutiny, nobody may be asked, somebody of the executive is, the same has been asked
    and not declined, or it has been heard in private already.
    """
    if not committee.is_scrutiny:
        raise Refused("Regulations 5, 10 and 11 speak of the chairman of an overview and scrutiny committee.")
    day, private = day_of(at), kind == Kind.PRIVATE
    if not plans_scrutiny(by, day):
        raise Refused("Only those who plan scrutiny and the committee team ask the chairman.")
    if private and private_notice is None:
        raise Refused("Choose the private meeting: its agreement is published with its notice.")
    if private and private_notice:
        private_notice = hold_unheard(private_notice, at)
    asked, unable = _asked(committee, chairman, unable, day)
    told = kind == Kind.GENERAL
    named = private_notice.matter if private and private_notice else decision.title if decision else title
    urgent = UrgentDecision(
        committee=committee,
        decision=decision,
        private_notice=private_notice if private else None,
        title=" ".join(named.split()),
        kind=kind,
        why=reasoned(why, "why it is urgent and cannot reasonably be deferred", 2000),
        asked_at=at,
        chairman=asked.person,
        office=asked.office,
        unable=unable,
        answer=Answer.TOLD if told else Answer.ASKED,
        answered_at=at if told else None,
        earliest_on=general_exception_from(day, day_list()) if told else None,
        recorded_by=by,
    )
    _refuse_asked(urgent)
    save(urgent)
    audit.record(by, "told the chairman of" if told else "asked the chairman about", urgent, to=str(urgent.chairman))
    return urgent


def _asked(committee: Committee, chairman: Person | None, unable: str, on: dt.date) -> tuple[Office, str]:
    """Who is asked, and why those before them cannot act. Raises Refused where it may not be them."""
    may = who_may_agree(committee, on)
    if chairman is None and may:
        return may[0], ""
    found = next((one for one in may if chairman and one.person.pk == chairman.pk), None)
    if found is None and chairman and executive_members(on, on).filter(pk=chairman.pk).exists():
        raise Refused(f"{chairman} is a member of the executive, and cannot agree to what the executive does.")
    if found is None:
        names = ", ".join(str(one.person) for one in may) or "the register names none of them that day"
        raise Refused(
            f"Only the chairman of the {committee}, or else the chairman or vice-chairman of the Council, can be "
            f"asked, and nobody of the executive: {names}."
        )
    if found != may[0] and not unable.strip():
        raise Refused(f"Say why {may[0].person} cannot act: only then is {found.person} asked.")
    return found, "" if found == may[0] else said(unable, "why those before them cannot act")


def _refuse_asked(urgent: UrgentDecision) -> None:
    thing = urgent.private_notice or urgent.decision
    others = UrgentDecision.objects.filter(kind=urgent.kind).exclude(answer=Answer.DECLINED)
    same = Q(private_notice=urgent.private_notice) if urgent.private_notice else Q(decision=urgent.decision)
    if thing and others.filter(same).exists():
        raise Refused("The chairman has been asked about that decision already.")


def write_to_chairman(urgent: UrgentDecision, *, by: User | None) -> bool:
    """Write to the chairman that something of the register waits for them; whether it went is in the trail."""
    to = User.objects.filter(person=urgent.chairman, is_active=True).first()
    if to is None:
        return False
    # SECURITY: an e-mail passes through many hands: what is to be decided in private is read after signing in.
    words = {"urgent": urgent, "told": urgent.answer == Answer.TOLD, "sender": by.get_full_name() if by else ""}
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
    """
    Record the chairman's answer: theirs by their own sign-in, or as they gave it to the scrutiny officers.

    Agreement to a private meeting is published with its notice. Raises Refused where it is given already, declined
    without reasons, by anybody else, or where the chairman has come to be of the executive or out of the office.
    """
    rows = UrgentDecision.objects.select_for_update(of=("self",)).select_related("chairman", "committee")
    now = rows.get(pk=urgent.pk)
    _refuse_unfit(now, day_of(at), by)
    if now.answer != Answer.ASKED:
        raise Refused(f"It has been answered already: {now.get_answer_display().lower()}.")
    reasons = (reasons or "").strip()
    now.reasons = reasons if agreed else reasoned(reasons, "why the chairman declines", 2000)
    now.answer, now.answered_at = Answer.AGREED if agreed else Answer.DECLINED, at
    save(now)
    if agreed and now.private_notice:
        note_agreement(now.private_notice, who=now.chairman, office=now.office, why=now.why, at=at)
    acting_for = "" if by.person_id == now.chairman_id else str(now.chairman)
    audit.record(by, "agreed to" if agreed else "declined", now, acting_for=acting_for, reasons=now.reasons)
    return now


def _refuse_unfit(urgent: UrgentDecision, on: dt.date, by: User) -> None:
    chairman = urgent.chairman
    if by.person_id != chairman.pk and not plans_scrutiny(by, on):
        raise Refused(f"Only {chairman} answers, or the scrutiny officers record what they answered.")
    if not any(one.person.pk == chairman.pk for one in who_may_agree(urgent.committee, on)):
        raise Refused(f"{chairman} may not agree to it any more: they left the office, or joined the executive.")
