"""
People expected at a meeting, and members' messages before the meeting that the clerk has not recorded yet.

Nothing is recorded automatically: the clerk presses a button, and the room's verbs record (`attendance`, `interests`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import verb
from committee.models import User
from committee.timers.daily import Done, Timer
from committee.wording.dates import full_date
from meetings.minutes.room.holding import hold_minutes
from meetings.minutes.room.presence import attendance, interests
from meetings.models import (
    AttendanceChoice,
    AttendancePlan,
    Attendee,
    Declaration,
    InterestNotice,
    Meeting,
    Minutes,
    MinutesState,
    SubstituteReply,
)

RETENTION = timedelta(days=90)  # after the meeting, unless its minutes are confirmed earlier


def plans_of(meeting: Meeting) -> list[AttendancePlan]:
    """Return the current plans of the committee's members for a meeting, by surname."""
    plans = meeting.attendance_plans.current().select_related("person", "substitute").order_by("person__surname", "pk")
    seated = meeting.membership().values("person")
    return list(plans.filter(person__in=seated))


def interest_notices(meeting: Meeting) -> list[InterestNotice]:
    """Return the notices of interests at a meeting, in the order of the agenda."""
    return list(InterestNotice.objects.filter(item__meeting=meeting).select_related("item", "person"))


@dataclass(frozen=True, slots=True)
class Expected:
    """
    The people expected at a meeting, by members' plans and by the attendance that the clerk has recorded.

    - `voting`: number of people expected in the room who may vote, substitutes included
    - `quorum`: the quorum; None for an informal session
    """

    voting: int
    quorum: int | None
    plans: list[AttendancePlan]

    @classmethod
    def of(cls, meeting: Meeting) -> "Expected":
        """Return who is expected, as of now."""
        plans, day = plans_of(meeting), meeting.date
        attendees = list(Attendee.objects.filter(minutes__meeting=meeting))
        seats = meeting.membership().entitled(day).filter(voting_scope="")
        voters = set(seats.values_list("person", flat=True))
        counted = {AttendanceChoice.COMING}
        if meeting.remote_ground:
            counted.add(AttendanceChoice.SCREEN)
        away = {plan.person_id for plan in plans if plan.choice not in counted}
        away |= {entry.person_id for entry in attendees if entry.person_id and (entry.apologies or entry.virtual)}
        substitutes = {plan.person_id: plan.substitute for plan in plans if plan.reply == SubstituteReply.ACCEPTED}
        substitutes |= {entry.replaces_id: entry.person for entry in attendees if entry.replaces_id}
        voting_substitutes = [
            member
            for member, person in substitutes.items()
            if member in voters and person and person.pk not in away and attendance.substitute_may_vote(meeting, person)
        ]
        present = len(voters - away - set(substitutes)) + len(voting_substitutes)
        return cls(present, meeting.committee.quorum_on(day) if meeting.is_formal else None, plans)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part of a plan that the minutes do not have yet: the act `what`, a sentence, and the button's text."""

    plan: AttendancePlan
    attendee: Attendee
    what: str
    words: str
    button: str


def waiting(minutes: Minutes) -> list[Waiting]:
    """Return the parts of members' plans that the attendance does not have yet."""
    if not (plans := plans_of(minutes.meeting)):
        return []
    attendees = list(Attendee.objects.filter(minutes=minutes).prefetch_related("presences"))
    by_person = {attendee.person_id: attendee for attendee in attendees if attendee.person_id}
    by_replaced = {attendee.replaces_id: attendee for attendee in attendees if attendee.replaces_id}
    entries: list[Waiting] = []
    for plan in plans:
        member, substitute = by_person.get(plan.person_id), by_replaced.get(plan.person_id)
        if member is None:
            continue
        name, has_come = member.name, bool(member.presences.all())
        sent_on = full_date(day_of(plan.told_at))
        replied_on = full_date(day_of(plan.replied_at)) if plan.replied_at else ""
        if plan.choice == AttendanceChoice.APOLOGIES and not (member.apologies or has_come):
            words = f"{name} sent apologies on {sent_on}."
            entries.append(Waiting(plan, member, "apologies", words, "Record apologies"))
        if plan.choice == AttendanceChoice.SCREEN and not (member.on_screen or has_come):
            words = f"{name} will watch by screen, as they said on {sent_on}."
            words += "" if minutes.meeting.remote_ground else " They do not count and cannot vote."
            entries.append(Waiting(plan, member, "screen", words, "Record as attending remotely"))
        if plan.choice != AttendanceChoice.APOLOGIES and member.apologies:
            words = f"{name} took the apologies back on {sent_on}."
            entries.append(Waiting(plan, member, "no_apologies", words, "Remove apologies"))
        if plan.reply == SubstituteReply.ACCEPTED and substitute is None and not has_come:
            words = f"{plan.substitute} agreed on {replied_on} to be the substitute for {name}."
            entries.append(Waiting(plan, member, "substitute", words, "List as substitute"))
        if substitute and plan.reply == SubstituteReply.ACCEPTED and plan.substitute_id != substitute.person_id:
            words = f"{plan.substitute} agreed on {replied_on} to be the substitute for {name}, not {substitute.name}."
            entries.append(Waiting(plan, substitute, "no_substitute", words, f"Take {substitute.name} off the list"))
        if substitute and plan.reply != SubstituteReply.ACCEPTED and plan.substitute_id == substitute.person_id:
            words = f"{substitute.name} is no longer the substitute for {name}, since {replied_on}."
            entries.append(Waiting(plan, substitute, "no_substitute", words, "Take off the list"))
    return entries


@verb(may=runs_the_desk)
def record_plan(plan: AttendancePlan, *, what: str, by: User) -> Attendee | None:
    """
    Record one part of a member's plan in the minutes: `what` is the act of a `Waiting`.

    Raises Refused where the member has changed the plan meanwhile, and as the room's verbs do.
    """
    minutes = hold_minutes(Minutes.objects.get(meeting=plan.meeting_id))
    entry = next((entry for entry in waiting(minutes) if entry.plan.pk == plan.pk and entry.what == what), None)
    if entry is None:
        raise Refused("This has changed since you opened the page, or is recorded already. Nothing was recorded.")
    if what == "substitute":
        person, replaces = entry.plan.substitute, entry.plan.person
        assert person is not None  # by the constraint `a_request_names_its_substitute`
        return attendance.substitute(minutes, person=person, replaces=replaces, by=by)
    if what == "no_substitute":
        return attendance.remove_attendee(entry.attendee, by=by)
    if what == "screen":
        return attendance.be_on_screen(entry.attendee, virtual=True, by=by)
    return attendance.apologise(entry.attendee, sent=what == "apologies", by=by)


def undeclared_notices(minutes: Minutes) -> list[InterestNotice]:
    """Return the notices of interests without a declaration in the minutes."""
    declared = set(Declaration.objects.filter(minutes=minutes).values_list("attendee__person", "item"))
    return [
        notice for notice in interest_notices(minutes.meeting) if (notice.person_id, notice.item_id) not in declared
    ]


@verb(may=runs_the_desk)
def record_interest(notice: InterestNotice, *, at: datetime, by: User) -> Declaration:
    """
    Record as declared at `at` an interest that a member gave notice of.

    Raises Refused where the member has taken the notice back, and as `interests.declare` does.
    """
    minutes = hold_minutes(Minutes.objects.get(meeting=notice.item.meeting_id))
    current = InterestNotice.objects.select_related("item").filter(pk=notice.pk).first()
    attendee = minutes.attendees.filter(person=notice.person_id).first()
    if current is None or attendee is None:
        raise Refused("The member has taken this back, or is not listed in the attendance. Nothing was recorded.")
    return interests.declare(
        attendee, current.item, kind=current.kind, nature=current.nature, sensitive=current.sensitive,
        registered=current.registered, at=at, by=by,
    )  # fmt: skip


def _is_over(path: str, at: datetime) -> Q:
    confirmed = Q(**{f"{path}minutes__state": MinutesState.CONFIRMED})
    return confirmed | Q(**{f"{path}date__lt": day_of(at) - RETENTION})


def forget_in_time(*, at: datetime) -> Iterator[Done]:
    """Delete plans and notices for meetings whose minutes are confirmed, or that ended more than ninety days ago."""
    rows: tuple[QuerySet[AttendancePlan], QuerySet[InterestNotice]] = (
        AttendancePlan.objects.filter(_is_over("meeting__", at)),
        InterestNotice.objects.filter(_is_over("item__meeting__", at)),
    )
    count = sum(queryset.delete()[0] for queryset in rows)
    if count:
        yield Done(f"{count} apologies, requests and notices of interests before meetings deleted.")


TIMERS = (Timer("before meetings", "Apologies and notices before meetings were not deleted.", forget_in_time),)
