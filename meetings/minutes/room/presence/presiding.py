"""Who presides, who stands in for whom, and whose vote counts."""

from datetime import date

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.verbs import verb
from committee.models import Person, SeatRole, User, executive_scrutiny
from meetings.minutes.room.holding import hold_attendee, hold_minutes, keep, refuse_before_the_day, saved
from meetings.models import Attendee, Capacity, Minutes


@verb(may=runs_the_desk)
def preside(minutes: Minutes, *, person: Person, by: User) -> Minutes:
    """
    Record who presides from now on; what was decided before keeps whoever presided then.

    Raises Refused for whoever is not of the committee with a vote, sent apologies, or is on a screen.
    """
    minutes = hold_minutes(minutes)
    if minutes.presiding_id == person.pk:
        return minutes
    refuse_before_the_day(minutes)
    attendee = minutes.attendees.filter(person=person).first()
    if attendee is None or not attendee.of_the_committee:
        raise Refused(f"{person} is not of the committee, so cannot preside.", rule="R25")
    if not attendee.voting:
        raise Refused(f"{attendee.name} sits without a vote, so cannot preside.", rule="R30")
    if attendee.virtual:
        raise Refused(f"{attendee.name} is attending remotely. The person presiding must be in the room.", rule="R31")
    if attendee.apologies:
        raise Refused(f"{attendee.name} has sent apologies.", rule="R25")
    minutes.presiding = person
    return keep(minutes, minutes, "recorded who presides at", by, presiding=person.name)


@verb(may=runs_the_desk)
def substitute(minutes: Minutes, *, person: Person, replaces: Person, by: User) -> Attendee:
    """
    List `person` as the substitute for a member who does not come; they vote if that member could and they may (R64).

    Raises Refused where `person` is neither a substitute of the committee nor a councillor, is of the executive while
    the committee scrutinises it (R37), or is listed already; and where the member came, or has a substitute.
    """
    minutes = hold_minutes(minutes)
    member = minutes.attendees.filter(person=replaces, capacity=Capacity.MEMBER).first()
    if member is None:
        raise Refused(f"{replaces} is not a member of the committee, so needs no substitute.")
    other = minutes.attendees.filter(replaces=replaces).first()
    if other:
        if other.person_id == person.pk:
            return other
        raise Refused(f"{other.name} is the substitute for {member.name} already.")
    if member.presences.exists():
        raise Refused(f"{member.name} was there, so has no substitute.")
    if listed := minutes.attendees.filter(person=person).first():
        raise Refused(f"{listed.name} is listed as {listed.get_capacity_display().lower()} already.")
    _refuse_unfit(minutes, person, minutes.meeting.date)
    row = Attendee(
        minutes=minutes,
        person=person,
        name=person.printed_name,
        capacity=Capacity.SUBSTITUTE,
        voting=member.voting and _may_stand_in(minutes, person),
        replaces=replaces,
    )
    return saved(row, "listed as substitute", by, replaces=replaces.name)


def _refuse_unfit(minutes: Minutes, person: Person, day: date) -> None:
    committee = minutes.meeting.committee
    named = committee.seats.on(day).filter(person=person, role=SeatRole.SUBSTITUTE).exists()
    if not named and not Person.objects.councillors(day).filter(pk=person.pk).exists():
        raise Refused(f"{person} was not a councillor on that day, so cannot be a substitute.")
    if committee.is_scrutiny and (place := executive_scrutiny.executive_place(person, day, day)):
        raise Refused(executive_scrutiny.not_on_scrutiny(person, place), rule="R37")


def _may_stand_in(minutes: Minutes, person: Person) -> bool:
    """
    Return whether an attendee votes as a substitute, or as a councillor on that day (R64).
    """
    day = minutes.meeting.date
    named = minutes.meeting.committee.seats.on(day).filter(person=person, role=SeatRole.SUBSTITUTE)
    if named.exists():
        return named.entitled(day).exists()
    return Person.objects.councillors(day).filter(pk=person.pk).exclude(pk__in=Person.objects.officers(day)).exists()


@verb(may=runs_the_desk)
def entitle(attendee: Attendee, *, voting: bool, by: User) -> Attendee:
    """
    Say whether somebody of the committee has a vote at this meeting: for a seat whose vote is limited to a function.

    Raises Refused for a seat without a vote or whose holder has none in law that day (LGHA 1989 s.13, R64), a guest,
    and where a recorded vote says otherwise (R31).
    """
    minutes, attendee = hold_attendee(attendee)
    if attendee.voting == voting:
        return attendee
    if not attendee.of_the_committee:
        raise Refused(f"{attendee.name} is not of the committee, so has no vote.", rule="R31")
    holder = attendee.replaces or attendee.person
    seats = minutes.meeting.committee.seats.entitled(minutes.meeting.date)
    if voting and not seats.filter(person=holder).exclude(role=SeatRole.SUBSTITUTE).exists():
        raise Refused(f"{attendee.name} sits without a vote (LGHA 1989 s.13).", rule="R31")
    if voting and attendee.replaces and attendee.person and not _may_stand_in(minutes, attendee.person):
        raise Refused(f"{attendee.name} has no vote in law on that day (LGHA 1989 s.13).", rule="R64")
    attendee.voting = voting
    return keep(minutes, attendee, "gave a vote to" if voting else "removed the vote of", by)
