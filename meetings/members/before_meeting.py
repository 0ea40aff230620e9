"""
Verbs of a member before a meeting: send apologies, watch by screen, ask a substitute, give notice of an interest.

None of this is attendance or a declaration in law: the clerk records it (`expected.record_plan`, `record_interest`).
SECURITY: neither the trail nor an email has the private reason of apologies, or anything of an interest (R35).
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from committee.access.permissions import is_member, is_this_member
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import Anybody, verb
from committee.mail import notices
from committee.models import Person, Seat, SeatRole, User
from meetings.locking import hold, published_items
from meetings.minutes.room.presence import attendance
from meetings.models import (
    STANDING_REPLIES,
    AgendaItem,
    AttendanceChoice,
    AttendancePlan,
    Declaration,
    InterestNotice,
    ItemKind,
    Meeting,
    SubstituteReply,
)
from meetings.notice_period import moment_at

TRAIL_ACTS = {
    AttendanceChoice.COMING: "said they can come to the",
    AttendanceChoice.APOLOGIES: "sent apologies for the",
    AttendanceChoice.SCREEN: "chose to watch by screen the",
}


def seat_of(user: User, meeting: Meeting) -> Seat | None:
    """Return the user's seat on the committee on the meeting's day; None without one, or with a substitute's."""
    if user.person_id is None:
        return None
    return meeting.membership().filter(person=user.person_id).first()


def _is_expected(who: Anybody, on: date, /, meeting: Meeting, *args: object, **about: object) -> bool:
    return isinstance(who, User) and is_member(who, on) and seat_of(who, meeting) is not None


def _may_give_interest_notice(who: Anybody, on: date, /, item: AgendaItem, *args: object, **about: object) -> bool:
    return may_give_interest_notice_at(who, item.meeting, on)


def may_give_interest_notice_at(who: Anybody, meeting: Meeting, on: date) -> bool:
    """Return whether `who` has a seat at the meeting, or has accepted to be a substitute there."""
    if _is_expected(who, on, meeting):
        return True
    return (
        isinstance(who, User) and is_member(who, on) and _acceptances(meeting).filter(substitute=who.person_id).exists()
    )


def is_concerned(user: User, meeting: Meeting) -> bool:
    """Return whether the user has a seat at the meeting, or was ever asked to be a substitute there."""
    return seat_of(user, meeting) is not None or (
        user.person_id is not None and meeting.attendance_plans.filter(substitute=user.person_id).exists()
    )


def is_open(meeting: Meeting, at: datetime) -> bool:
    """Return whether the meeting is not cancelled and has not begun, by its start time or by its minutes."""
    begun = at >= moment_at(meeting, meeting.starts) or Meeting.objects.begun().filter(pk=meeting.pk).exists()
    return not (meeting.is_cancelled or begun)


def _hold_open(meeting: Meeting, at: datetime) -> Meeting:
    """Lock the meeting. Raises Refused once it has begun, or where it is cancelled."""
    meeting = hold(meeting)
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled.")
    if not is_open(meeting, at):
        raise Refused("The meeting has begun. Speak to the committee team instead.")
    return meeting


def plan_of(meeting: Meeting, person: int | None) -> AttendancePlan | None:
    """Return the plan of the person with this id, even a plan for an earlier day of the meeting; None without one."""
    plan = meeting.attendance_plans.select_related("person", "substitute").filter(person=person).first()
    if plan:
        plan.meeting = meeting
    return plan


@verb(may_this=_is_expected, seen=shows("date", "starts"))
def plan_attendance(
    meeting: Meeting, *, choice: str, reason: str = "", seen: str, at: datetime, by: User
) -> AttendancePlan:
    """
    Record whether the user will come to the meeting, sends apologies, or will watch by screen (R31).

    Only apologies have a `reason`. A request to a substitute ends unless apologies are sent. Raises Refused where the
    meeting was moved since the page was opened, has begun, or is cancelled.
    """
    meeting = _hold_open(meeting, at)
    refuse_unseen(meeting, seen)
    plan = plan_of(meeting, by.person_id) or AttendancePlan(meeting=meeting, person=by.person)
    reason = reason.strip() if choice == AttendanceChoice.APOLOGIES else ""
    if plan.pk and plan.is_current and (plan.choice, plan.reason) == (choice, reason):
        return plan
    if plan.has_request and (choice != AttendanceChoice.APOLOGIES or not plan.is_current):
        _end_request(plan, at, by)
    plan.choice, plan.reason, plan.day, plan.told_at = choice, reason, meeting.date, at
    save(plan)
    audit.record(by, TRAIL_ACTS[AttendanceChoice(choice)], meeting)
    return plan


def _end_request(plan: AttendancePlan, at: datetime, by: User) -> None:
    """Withdraw the request of a plan that the caller saves, and email the substitute."""
    plan.reply, plan.replied_at = SubstituteReply.WITHDRAWN, at
    assert plan.substitute is not None  # by the constraint `a_request_names_its_substitute`
    _email_later(plan, plan.substitute, "the substitute", by)


def _email_later(plan: AttendancePlan, to: Person, whom: str, by: User) -> None:
    """Email `to` the reply of a plan once the transaction is committed."""
    words = {"meeting": plan.meeting, "member": plan.person, "substitute": plan.substitute, "reply": plan.reply}
    send = partial(
        notices.mail_about, plan.meeting, to, f"Substitute: {plan.meeting}", "email/substitute.txt", words,
        whom=whom, by=by,
    )  # fmt: skip
    transaction.on_commit(send, robust=True)


@verb(may_this=_is_expected)
def ask_substitute(meeting: Meeting, *, person: Person, at: datetime, by: User) -> AttendancePlan:
    """
    Ask `person` to be the substitute of the user, who has sent apologies. The clerk can list them once they accept.

    Raises Refused where the room would refuse the substitute (R37; `attendance.refuse_unfit`), where the user is a
    co-optee or has another request, and where `person` has a seat, is another member's substitute, or has no sign-in
    that opens the meeting's page.
    """
    meeting = _hold_open(meeting, at)
    plan = plan_of(meeting, by.person_id)
    if plan is None or not plan.is_current or plan.choice != AttendanceChoice.APOLOGIES:
        raise Refused("Send apologies first: a substitute comes in place of a member who cannot.")
    if plan.has_request:
        if plan.substitute_id == person.pk:
            return plan
        raise Refused(f"You have asked {plan.substitute}. Withdraw that request first.")
    seat = seat_of(by, meeting)
    if seat is None or seat.role == SeatRole.CO_OPTEE:
        raise Refused("Only a member of the committee has a substitute, not a co-optee.", about="person")
    _refuse_substitute(meeting, person, day_of(at))
    plan.substitute, plan.reply, plan.replied_at = person, SubstituteReply.ASKED, at
    save(plan)
    audit.record(by, "asked a substitute to come to the", meeting, substitute=person.name)
    _email_later(plan, person, "the substitute", by)
    return plan


def _refuse_substitute(meeting: Meeting, person: Person, on: date) -> None:
    attendance.refuse_unfit(meeting, person)
    if meeting.membership().filter(person=person).exists():
        raise Refused(f"{person} has a seat on the committee, so cannot be a substitute.", about="person")
    if other := _acceptances(meeting).filter(substitute=person).first():
        raise Refused(f"{person} is the substitute for {other.person} already.", about="person")
    user = User.objects.filter(person=person, is_active=True).first()
    if user is None or not Meeting.objects.readable_by(user, on).filter(pk=meeting.pk).exists():
        raise Refused(f"{person} cannot open this meeting here. Ask the committee team to list them.", about="person")


def _acceptances(meeting: Meeting) -> QuerySet[AttendancePlan]:
    return meeting.attendance_plans.current().filter(reply=SubstituteReply.ACCEPTED).select_related("person")


@verb(may_this=_is_expected)
def withdraw_substitute_request(meeting: Meeting, *, at: datetime, by: User) -> AttendancePlan:
    """Withdraw the user's request to a substitute, accepted or not. Raises Refused where there is none."""
    meeting = _hold_open(meeting, at)
    plan = plan_of(meeting, by.person_id)
    if plan is None or not plan.has_request:
        raise Refused("You have no request to a substitute.")
    _end_request(plan, at, by)
    save(plan)
    audit.record(by, "withdrew the request to a substitute for the", meeting, substitute=str(plan.substitute))
    return plan


def _is_asked(who: Anybody, on: date, /, plan: AttendancePlan, *args: object, **about: object) -> bool:
    return plan.substitute_id is not None and is_this_member(who, on, plan.substitute_id)


@verb(may_this=_is_asked)
def answer_substitute_request(plan: AttendancePlan, *, accepts: bool, at: datetime, by: User) -> AttendancePlan:
    """
    Accept or decline to be a member's substitute; declining also takes back an acceptance, until the meeting begins.

    The member is emailed. Raises Refused where the request is withdrawn or has lapsed, and for an
    acceptance that `ask_substitute` would refuse.
    """
    meeting = _hold_open(plan.meeting, at)
    current = plan_of(meeting, plan.person_id)
    is_waiting = current and current.is_current and current.has_request and current.substitute_id == by.person_id
    if not current or not is_waiting:
        raise Refused(f"{plan.person} is no longer asking you to be the substitute.")
    reply = SubstituteReply.ACCEPTED if accepts else SubstituteReply.DECLINED
    if current.reply == reply:
        return current
    if accepts and by.person:
        _refuse_substitute(meeting, by.person, day_of(at))
        lapsed = meeting.attendance_plans.exclude(day=meeting.date).filter(substitute=by.person)
        lapsed.filter(reply=reply).update(reply=SubstituteReply.WITHDRAWN)
    current.reply, current.replied_at = reply, at
    save(current)
    act = "accepted to be a substitute at the" if accepts else "declined to be a substitute at the"
    audit.record(by, act, meeting, replaces=current.person.name)
    _email_later(current, current.person, "the member", by)
    return current


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items of the published agenda in which a member may have an interest; none before it is published."""
    formal = (ItemKind.APOLOGIES, ItemKind.DECLARATIONS, ItemKind.EXCLUSION)
    rows = meeting.items.in_order().filter(pk__in=published_items(meeting), withdrawn_at__isnull=True)
    return rows.exclude(kind__in=formal)


@verb(may_this=_may_give_interest_notice)
def give_interest_notice(
    item: AgendaItem, *, kind: str, nature: str, sensitive: bool, registered: bool, at: datetime, by: User
) -> InterestNotice:
    """
    Tell the committee team of an interest in an item. This replaces the user's earlier notice on that item.

    Raises Refused for an item that is not on the published agenda, and for a nature that is neither given nor
    sensitive.
    """
    meeting = _hold_open(item.meeting, at)
    if not items_of(meeting).filter(pk=item.pk).exists():
        raise Refused("That item is not on the published agenda.", about="item")
    nature = nature.strip()
    if not nature and not sensitive:
        raise Refused("Enter the nature of the interest, or say that it is sensitive (LA 2011 s.32).", about="nature")
    notice = InterestNotice.objects.filter(item=item, person=by.person).first()
    notice = notice or InterestNotice(item=item, person=by.person)
    notice.kind, notice.nature, notice.sensitive, notice.registered = kind, nature, sensitive, registered
    notice.told_at = at
    save(notice)
    audit.record(by, "gave private notice of an interest at the", meeting)
    return notice


@verb(may_this=lambda who, on, /, notice, **_: is_this_member(who, on, notice.person_id))
def take_back_interest_notice(notice: InterestNotice, *, at: datetime, by: User) -> None:
    """Delete the user's notice of an interest. Raises Refused once the meeting has begun."""
    meeting = _hold_open(notice.item.meeting, at)
    if InterestNotice.objects.filter(pk=notice.pk).delete()[0]:
        audit.record(by, "took back private notice of an interest at the", meeting)


def notices_of(meeting: Meeting, person: int | None) -> QuerySet[InterestNotice]:
    """Return the notices of interests that the person with this id gave for the meeting."""
    return InterestNotice.objects.filter(item__meeting=meeting, person=person).select_related("item__meeting")


def earlier_declarations(person: int | None) -> list[Declaration]:
    """Return at most ten declarations of the person at earlier meetings, latest first; each nature and kind once."""
    rows = Declaration.objects.filter(attendee__person=person).select_related("item").order_by("-made_at")[:100]
    once = {(row.kind, row.nature): row for row in reversed(rows) if row.nature}
    return sorted(once.values(), key=lambda row: row.made_at, reverse=True)[:10]


def requests_to(user: User, at: datetime) -> list[AttendancePlan]:
    """
    Return the requests to be a substitute that wait for the user, or that the user accepted, at coming meetings.

    A request made before the meeting moved to another day has lapsed. It is returned too, so that pages can say so
    (`is_current`).
    """
    if user.person_id is None:
        return []
    plans = AttendancePlan.objects.filter(substitute=user.person_id, reply__in=STANDING_REPLIES)
    plans = plans.filter(meeting__date__gte=day_of(at)).select_related("meeting__committee", "meeting__venue", "person")
    return [plan for plan in plans.order_by("meeting__date") if is_open(plan.meeting, at)]


@dataclass(frozen=True, slots=True)
class Before:
    """
    A member's plan for a coming meeting, and the requests to the member to be somebody's substitute there.

    - `seat`: the member's seat on the committee on that day, if any
    - `notices`: the number of interests that the member gave notice of
    """

    meeting: Meeting
    plan: AttendancePlan | None
    seat: Seat | None
    requests: list[AttendancePlan]
    notices: int

    @classmethod
    def of(cls, user: User, meeting: Meeting, at: datetime) -> "Before | None":
        """Return the user's plan and requests; None where the meeting is not open or does not expect the user."""
        if not is_open(meeting, at):
            return None
        seat = seat_of(user, meeting)
        requests = [plan for plan in requests_to(user, at) if plan.meeting_id == meeting.pk]
        if seat is None and not requests:
            return None
        plan = plan_of(meeting, user.person_id) if seat else None
        return cls(meeting, plan, seat, requests, notices_of(meeting, user.person_id).count())

    @property
    def has_substitutes(self) -> bool:
        """True where the member may have a substitute; co-optees may not."""
        return self.seat is not None and self.seat.role != SeatRole.CO_OPTEE
