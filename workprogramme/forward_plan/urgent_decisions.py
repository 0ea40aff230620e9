"""Verbs of the chairman's register of urgent and private executive decisions (SI 2012/2089 regs 5(6), 10 and 11)."""

import datetime as dt

from django.db.models import Q

from committee.access.permissions import is_this_member, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import Portal, verb
from committee.law.response import general_exception_from
from committee.mail import notices
from committee.models import Committee, Function, LegalKind, Person, Seat, SeatRole, User, executive_members
from committee.register.calendar import day_list
from committee.wording.dates import long_date
from committee.wording.wording import chair, worded
from meetings.locking import hold
from meetings.models import PrivateNotice
from meetings.packs.leak_check import public_words
from workprogramme.forward_plan.private_notices import (
    hold_unheard,
    is_heard,
    is_rested_on,
    note_agreement,
    strike_agreement,
)
from workprogramme.models import KeyDecision, UrgentDecision

Kind, Answer = UrgentDecision.Kind, UrgentDecision.Answer
AgreedAs = PrivateNotice.AgreedAs
WHY = "why it is urgent and cannot reasonably be deferred"


def who_may_agree(committee: Committee, on: dt.date) -> dict[Person, str]:
    """
    Return {person: office} of those who may agree on the day `on`, in the law’s order (SI 2012/2089 regs 5(6), 11).

    The order is the chairman of `committee`, the chairman of the Council, the vice-chairman of the Council. A later
    person agrees only where nobody before them can act. Members of the executive are never included.
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
    may: dict[Person, str] = {}
    for office, seats in offices:
        for seat in seats.by_surname():
            if seat.person_id not in executive:
                may.setdefault(seat.person, office.value)
    return may


@verb(may=plans_scrutiny, points_to=["decision", "private_notice"])
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
    Ask the committee's chairman to agree to an urgent or private decision.

    Under reg 10 (Kind.GENERAL), only inform the chairman.

    `chairman` defaults to the first person of `who_may_agree`. For another person, `unable` says why the persons before
    them cannot act. `private_notice` is the notice of a private meeting. The agreement is published with the notice.

    Raises Refused where

    - the committee is no scrutiny committee;
    - nobody may be asked, or the chairman is a member of the executive;
    - the same request exists, and was neither declined nor withdrawn;
    - the matter has been heard in private already;
    - the words published with the agreement reveal what the private meeting withholds (R16).
    """
    # A lock, because two requests at the same time may be for the same decision.
    Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    if not committee.is_scrutiny:
        raise Refused("Choose an overview and scrutiny committee (regulations 5, 10 and 11).")
    day, private = day_of(at), kind == Kind.PRIVATE
    if private and private_notice is None:
        raise Refused("Choose the private meeting: its agreement is published with its notice.")
    if private and private_notice:
        private_notice = hold_unheard(private_notice, at)
    chairman, office, unable = _choose_office(committee, chairman, unable, day)
    is_told = kind == Kind.GENERAL
    named = private_notice.matter if private and private_notice else decision.title if decision else title
    urgent = UrgentDecision(
        committee=committee,
        decision=decision,
        private_notice=private_notice if private else None,
        title=" ".join(named.split()),
        kind=kind,
        why=reasoned(why, WHY, 2000),
        asked_at=at,
        chairman=chairman,
        office=office,
        unable=unable,
        answer=Answer.TOLD if is_told else Answer.ASKED,
        answered_at=at if is_told else None,
        earliest_on=general_exception_from(day, day_list()) if is_told else None,
        recorded_by=by,
    )
    _refuse_asked(urgent)
    _refuse_telling(urgent)
    save(urgent)
    audit.record(
        by, worded("told the chairman of" if is_told else "asked the chairman about"), urgent, to=str(urgent.chairman)
    )
    return urgent


def _choose_office(committee: Committee, chairman: Person | None, unable: str, on: dt.date) -> tuple[Person, str, str]:
    """
    Return the person to ask, their office, and why the persons before them in the law's order cannot act.

    Raises Refused where `chairman` may not be asked.
    """
    may = who_may_agree(committee, on)
    first = next(iter(may), None)
    chosen = chairman or first
    if chosen not in may and chosen and executive_members(on, on).filter(pk=chosen.pk).exists():
        raise Refused(f"{chosen} is a member of the executive, and cannot agree to what the executive does.")
    if chosen is None or chosen not in may:
        names = ", ".join(map(str, may)) or "the register names none of them that day"
        who = chair().lower()
        raise Refused(
            f"Only the {who} of the {committee}, or else the {who} or vice-{who} of the Council, can be "
            f"asked, and no one of the executive: {names}."
        )
    if chosen != first and not unable.strip():
        raise Refused(f"Enter why {first} cannot act: only then is {chosen} asked.")
    return chosen, may[chosen], "" if chosen == first else reasoned(unable, "why those before them cannot act")


def _refuse_asked(urgent: UrgentDecision) -> None:
    thing = urgent.private_notice or urgent.decision
    others = UrgentDecision.objects.filter(kind=urgent.kind).exclude(answer__in=(Answer.DECLINED, Answer.WITHDRAWN))
    same = Q(private_notice=urgent.private_notice) if urgent.private_notice else Q(decision=urgent.decision)
    if thing and others.filter(same).exists():
        raise Refused(worded("The chairman has been asked about that decision already."))
    # Only open requests and notices of today count: an older decision of the same name may be a different decision.
    named = others.filter(committee=urgent.committee, decision=None, private_notice=None, title__iexact=urgent.title)
    since = Q(answer=Answer.ASKED) | Q(answer=Answer.TOLD, asked_at__date=day_of(urgent.asked_at))
    if not thing and named.filter(since).exists():
        raise Refused(
            worded("The chairman has been asked about a decision of that name already: it is in the register.")
        )


def _refuse_telling(urgent: UrgentDecision) -> None:
    """
    Raise Refused where the reason reveals what the private meeting withholds (R16).

    SECURITY: the reason is published with the agreement. It is checked before the chairman is asked, because the
    chairman cannot change the reason.
    """
    if notice := urgent.private_notice:
        public_words.refuse_telling([("the reason", [notice.matter, notice.reasons, urgent.why])], notice.meeting)


def _hold(urgent: UrgentDecision) -> UrgentDecision:
    rows = UrgentDecision.objects.select_for_update(of=("self",))
    return rows.select_related("committee").get(pk=urgent.pk)


@verb(may=plans_scrutiny)
def reword(urgent: UrgentDecision, *, why: str, at: dt.datetime, by: User) -> UrgentDecision:
    """
    Change the reason for urgency.

    Raises Refused once the chairman has answered, or where the reason reveals something withheld (R16).
    """
    locked = _hold(urgent)
    if locked.answer != Answer.ASKED:
        raise Refused(f"It has been answered already: {locked.get_answer_display().lower()}. Its reason stays.")
    locked.why = reasoned(why, WHY, 2000)
    _refuse_telling(locked)
    save(locked)
    audit.record(by, "changed the reason of", locked)
    return locked


@verb(may=plans_scrutiny)
def withdraw(urgent: UrgentDecision, *, reason: str, at: dt.datetime, by: User) -> UrgentDecision:
    """
    Withdraw an entry that was made by mistake: a request to the chairman, or a notice that informed the chairman.

    The entry stays in the register.

    Raises Refused without a reason, where the entry is answered, or where a published notice of a decision depends on
    the entry.
    """
    locked = _hold(urgent)
    if locked.answer not in (Answer.ASKED, Answer.TOLD):
        raise Refused(f"It has been answered already: {locked.get_answer_display().lower()}.")
    if rests := resting_on(locked, at):
        raise Refused(rests)
    locked.answer, locked.answered_at, locked.answered_by = Answer.WITHDRAWN, at, by
    locked.reasons, locked.earliest_on = reasoned(reason, "why it is withdrawn", 2000), None
    save(locked)
    audit.record(by, "withdrew", locked, reason=locked.reasons)
    return locked


@verb(may=plans_scrutiny, in_one_transaction=False)
def write_to_chairman(urgent: UrgentDecision, *, by: User | Portal) -> bool:
    """Email the chairman about an entry of the register. Return whether the email was sent, as the trail records."""
    # SECURITY: many people may see the subject of an email, so it does not contain the decision's title.
    subject = f"{urgent.get_kind_display()}: {urgent.committee.short_name}"
    words = {
        "urgent": urgent,
        "told": urgent.answer == Answer.TOLD,
        "withdrawn": urgent.answer == Answer.WITHDRAWN,
    }
    template, whom = "email/urgent_decision.txt", worded("the chairman")
    return notices.mail_about(urgent, urgent.chairman, subject, template, words, whom=whom, by=by)


# Only the chairman who was asked may answer (R58; SI 2012/2089 regs 5(6), 11).
@verb(
    may_this=lambda who, on, /, urgent, **_: is_this_member(who, on, urgent.chairman_id),
    seen=shows("title", "kind", "committee", "why", "chairman"),
)
def answer(
    urgent: UrgentDecision, *, agreed: bool, reasons: str = "", seen: str, at: dt.datetime, by: User
) -> UrgentDecision:
    """
    Record the chairman's answer, by their own sign-in.

    The answer replaces an answer that an officer recorded for the chairman before. Agreement to a private meeting is
    published with the meeting's notice. If the chairman declines later, the notice marks the agreement as a mistake.

    Raises Refused where

    - the chairman has left the office or joined the executive, or declines without reasons;
    - an answer is recorded that the chairman may not replace (`_refuse_answered`);
    - the request has been withdrawn, or only informed the chairman.
    """
    locked = _hold(urgent)
    if locked.chairman not in who_may_agree(locked.committee, day_of(at)):
        raise Refused(f"{locked.chairman} may not agree to it any more: they left the office, or joined the executive.")
    was, reply = locked.answer, Answer.AGREED if agreed else Answer.DECLINED
    if was != Answer.ASKED:
        _refuse_answered(locked, reply, at)
    refuse_unseen(locked, seen)
    reasons = (reasons or "").strip()
    locked.reasons = reasons if agreed else reasoned(reasons, worded("why the chairman declines"), 2000)
    locked.answer, locked.answered_at, locked.answered_by = reply, at, by
    save(locked)
    if locked.private_notice and agreed and was != Answer.AGREED:
        note_agreement(locked.private_notice, who=locked.chairman, office=locked.office, why=locked.why, at=at)
    if locked.private_notice and was == Answer.AGREED and not agreed:
        strike_agreement(locked.private_notice, at=at)
    facts = {} if was == Answer.ASKED else {"in_place_of": Answer(was).label}
    audit.record(by, "agreed to" if agreed else "declined", locked, reasons=locked.reasons, **facts)
    return locked


def _refuse_answered(urgent: UrgentDecision, reply: str, at: dt.datetime) -> None:
    """
    Raise Refused unless the chairman may now give `reply` in place of the recorded answer.

    The chairman may not

    - repeat an answer, unless an officer recorded it;
    - change an answer that has been acted on;
    - change their own answer while a publication depends on the answer.
    """
    already = f"It has been answered already: {urgent.get_answer_display().lower()}."
    if not urgent.is_answered:
        raise Refused(already)
    if urgent.is_chairmans_own and urgent.answer == reply:
        raise Refused(already)
    if urgent.answer != reply and (acted := _acted_on(urgent, at)):
        raise Refused(f"{already} {acted}")
    if urgent.is_chairmans_own and (rests := resting_on(urgent, at)):
        raise Refused(f"{already} {rests}")


@verb(may=plans_scrutiny)
def take_back_answer(urgent: UrgentDecision, *, reason: str, at: dt.datetime, by: User) -> UrgentDecision:
    """
    Withdraw an answer recorded for the chairman by mistake, so that the request is open again.

    The notice of a private meeting then shows the agreement as a mistake. Raises Refused where there is no answer, the
    chairman answered by their own sign-in, the answer has been acted on, or a publication depends on it.
    """
    locked = _hold(urgent)
    if not locked.is_answered:
        raise Refused("It has not been answered.")
    if locked.is_chairmans_own:
        raise Refused(f"{locked.chairman} gave that answer by their own sign-in, and alone can give another.")
    if rests := _acted_on(locked, at) or resting_on(locked, at):
        raise Refused(rests)
    was, why = locked.get_answer_display(), reasoned(reason, "why it is withdrawn", 500)
    if locked.private_notice and locked.answer == Answer.AGREED:
        strike_agreement(locked.private_notice, at=at)
    facts = {"answer": was, "reasons": locked.reasons, "reason": why}
    locked.answer, locked.answered_at, locked.answered_by, locked.reasons = Answer.ASKED, None, None, ""
    save(locked)
    audit.record(by, "withdrew the answer to", locked, acting_for=str(locked.chairman), **facts)
    return locked


def _acted_on(urgent: UrgentDecision, at: dt.datetime) -> str:
    """
    Return a sentence if the chairman's agreement has been used and cannot be undone, otherwise "".

    Agreement is used once the decision is taken, or the matter is heard in private. Lock that decision or meeting.
    """
    if urgent.decision and urgent.answer == Answer.AGREED:
        decision = KeyDecision.objects.select_for_update(of=("self",)).get(pk=urgent.decision.pk)
        taken = decision.taken_on if decision.notice == urgent.kind else None
        return f"The decision was taken on {long_date(taken)}." if taken else ""
    notice = urgent.private_notice
    if notice and urgent.answer == Answer.AGREED:
        hold(notice.meeting)
        notice.refresh_from_db()
        return "It has already been heard in private." if not notice.withdrawn_at and is_heard(notice, at) else ""
    return ""


def resting_on(urgent: UrgentDecision, at: dt.datetime) -> str:
    """Return a sentence on a publication that depends on the chairman's answer; "" where there is none."""
    decision, notice = urgent.decision, urgent.private_notice
    if notice:
        rested = urgent.answer == Answer.AGREED and not notice.withdrawn_at and is_rested_on(notice, notice.meeting)
        return "Its item is on a published agenda that depends on it. Withdraw the item first." if rested else ""
    if decision is None or urgent.answer not in (Answer.AGREED, Answer.TOLD):
        return ""
    decision = KeyDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    others = decision.urgencies.filter(kind=urgent.kind, answer=urgent.answer).exclude(pk=urgent.pk)
    published = decision.published_at and not decision.withdrawn_at and decision.notice == urgent.kind
    if not published or others.exists():
        return ""
    return "The notice of the decision depends on it. Withdraw the notice first."
