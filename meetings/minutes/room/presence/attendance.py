"""Verbs of attendance: arriving, leaving, apologies, guests, substitutes, and the presiding person."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import said, save
from committee.acts.verbs import verb
from committee.models import Person, SeatRole, User, executive_members, executive_scrutiny
from committee.models.committees import SeatQuerySet
from committee.models.people import PersonQuerySet
from committee.wording.dates import clock_time
from committee.wording.same_name import one_spelling
from committee.wording.unprintable import INVISIBLE
from meetings.minutes.room.holding import (
    again,
    hold_attendee,
    hold_minutes,
    keep,
    no_new_faults,
    refuse_before_the_day,
    refuse_out_of_time,
    saved,
)
from meetings.models import Attendee, Capacity, Meeting, Minute, Minutes, Presence

GUESTS = (Capacity.OFFICER, Capacity.OTHER)


@verb(may=runs_the_desk)
def arrive(attendee: Attendee, *, at: datetime, by: User) -> Presence:
    """
    Record that somebody came into the room or joined by video; an earlier arrival stays if the person has not left.

    The person's apologies are removed. Raises Refused for a member replaced by a substitute, and for a time before the
    end of another recorded stay.
    """
    minutes, attendee = hold_attendee(attendee)
    here = attendee.presences.filter(left_at__isnull=True).first()
    if here and here.arrived_at <= at:
        return here
    presence = Presence(attendee=attendee, arrived_at=at, arrived_during=_item_at_hand(minutes, at))
    return _came(minutes, presence, "recorded the arrival of", by, at=at.isoformat())


@verb(may=runs_the_desk)
def arrive_all(attendees: Iterable[Attendee], *, at: datetime, by: User) -> list[Presence]:
    """Record that several people arrived at `at`; where one arrival is refused, none is recorded."""
    return [arrive(attendee, at=at, by=by) for attendee in attendees]


@verb(may=runs_the_desk)
def leave(attendee: Attendee, *, at: datetime, by: User, reason: str = "") -> Presence:
    """
    Record that somebody left the room, and why, where a `reason` is given.

    Raises Refused where they are not in the room, and where a recorded decision needs them in the room (R29-R31).
    """
    minutes, attendee = hold_attendee(attendee)
    presence = attendee.presences.filter(left_at__isnull=True).first()
    if presence is None:
        raise Refused(_not_here(attendee))
    presence.left_at, presence.left_during, presence.reason = at, _item_at_hand(minutes, at), reason.strip()
    with no_new_faults(minutes):
        _keep(minutes, presence)
    audit.record(by, "recorded the departure of", attendee, at=at.isoformat())
    return presence


def _item_at_hand(minutes: Minutes, at: datetime) -> Minute | None:
    """Return the minute of the open item, if it was opened by `at`; None where no item is open."""
    still = minutes.entries.filter(opened_at__lte=at, closed_at__isnull=True)
    return still.order_by("opened_at", "position").last()


def _not_here(attendee: Attendee) -> str:
    last = attendee.presences.order_by("arrived_at").last()
    if last and last.left_at:
        return f"{attendee.name} left at {clock_time(last.left_at)} already."
    return f"{attendee.name} is not in the room."


@verb(may=runs_the_desk)
def be_there(
    attendee: Attendee, *, arrived_at: datetime, left_at: datetime | None, by: User, reason: str = ""
) -> Presence:
    """Record a stay in the room; `left_at` None means still there. Raises Refused where it overlaps another stay."""
    minutes, attendee = hold_attendee(attendee)
    same = attendee.presences.filter(arrived_at=arrived_at, left_at=left_at).first()
    if same:
        return same
    presence = Presence(attendee=attendee, arrived_at=arrived_at, left_at=left_at, reason=reason.strip())
    return _came(minutes, presence, "recorded the presence of", by, **_times(presence))


@verb(may=runs_the_desk)
def set_times(
    presence: Presence, *, arrived_at: datetime, left_at: datetime | None, by: User, reason: str | None = None
) -> Presence:
    """
    Correct a stay in the room; `left_at` None means still there. With `reason` None, the recorded reason stays.

    Raises Refused where the stay overlaps another, and where a recorded decision needs the person in the room.
    """
    minutes, attendee = hold_attendee(presence.attendee)
    presence = again(presence)
    presence.attendee = attendee
    before = _times(presence)
    presence.arrived_at, presence.left_at = arrived_at, left_at
    if reason is not None:
        presence.reason = reason.strip()
    with no_new_faults(minutes):
        _keep(minutes, presence)
    audit.record(by, "corrected the times present of", attendee, **_times(presence), before=before)
    return presence


@verb(may=runs_the_desk)
def remove_times(presence: Presence, *, by: User) -> None:
    """Strike out a stay entered by mistake. Raises Refused where a recorded decision depends on the stay."""
    minutes, attendee = hold_attendee(presence.attendee)
    presence = again(presence)
    with no_new_faults(minutes):
        presence.delete()
    audit.record(by, "removed a time present of", attendee, **_times(presence))


@verb(may=runs_the_desk)
def be_absent(attendee: Attendee, *, by: User) -> None:
    """Strike out all stays of somebody who was absent. Raises Refused where a recorded decision depends on a stay."""
    for presence in list(attendee.presences.all()):
        remove_times(presence, by=by)


def _came(minutes: Minutes, presence: Presence, did: str, by: User, **facts: str) -> Presence:
    """Save a new stay in the room, remove the person's apologies, and record the act `did` on the trail."""
    _refuse_replaced(presence.attendee)
    _keep(minutes, presence)
    if presence.attendee.apologies:
        presence.attendee.apologies = False
        save(presence.attendee)
    audit.record(by, did, presence.attendee, **facts)
    return presence


def _times(presence: Presence) -> dict[str, str]:
    departed = presence.left_at
    return {"arrived_at": presence.arrived_at.isoformat(), "left_at": departed.isoformat() if departed else ""}


def _keep(minutes: Minutes, presence: Presence) -> Presence:
    """Save a stay in the room. Raises Refused where its times are out of order or overlap another stay."""
    arrived, gone, who = presence.arrived_at, presence.left_at, presence.attendee
    refuse_out_of_time(minutes, arrived, "happened")
    if gone is not None:
        refuse_out_of_time(minutes, gone, "happened")
        if gone < arrived:
            raise Refused(f"{who.name} cannot have left at {clock_time(gone)}, before coming at {clock_time(arrived)}.")
    for other in who.presences.exclude(pk=presence.pk):
        if (gone is None or other.arrived_at < gone) and (other.left_at is None or arrived < other.left_at):
            until = f"to {clock_time(other.left_at)}" if other.left_at else "and has not left"
            raise Refused(f"{who.name} was in the room from {clock_time(other.arrived_at)} {until}: the times overlap.")
    save(presence)
    return presence


def _refuse_replaced(attendee: Attendee) -> None:
    if attendee.person_id is None:
        return
    stands_in = Attendee.objects.filter(minutes=attendee.minutes, replaces=attendee.person_id).first()
    if stands_in:
        raise Refused(
            f"{stands_in.name} is the substitute for {attendee.name}: take the substitute off the list first."
        )


@verb(may=runs_the_desk)
def apologise(attendee: Attendee, *, by: User, sent: bool = True) -> Attendee:
    """Record whether somebody sent apologies. Raises Refused for apologies of somebody recorded as present."""
    _, attendee = hold_attendee(attendee)
    if attendee.apologies == sent:
        return attendee
    if sent and attendee.presences.exists():
        raise Refused(f"{attendee.name} is recorded as having been there.")
    attendee.apologies = sent
    return saved(attendee, "recorded apologies of" if sent else "removed apologies of", by)


@verb(may=runs_the_desk)
def add_guest(
    minutes: Minutes,
    *,
    name: str,
    by: User,
    person: Person | None = None,
    body: str = "",
    role_label: str = "",
    capacity: str = Capacity.OTHER,
    apologies: bool = False,
    virtual: bool = False,
) -> Attendee:
    """
    List an officer or guest who attends or sent apologies; return the existing row of a guest listed already.

    A guest without a `person` is listed already where the names are equal but for spelling, and the body is the same or
    not given. Raises Refused where the person is listed as one of the committee, where `name` is a member's and no
    post or body is given, and where `capacity` is not one of GUESTS.
    """
    minutes = hold_minutes(minutes)
    if capacity not in GUESTS:
        raise Refused("Only add officers and guests here. Members are listed from the register.")
    name = said(name or (person.printed_name if person else ""), "who it is", 120)
    if person and (listed := minutes.attendees.filter(person=person).first()):
        if listed.of_the_committee:
            raise Refused(f"{listed.name} is listed as {listed.get_capacity_display().lower()} already.")
        return listed
    name, body, role_label = (" ".join(text.split()) for text in (name, body, role_label))
    if person is None and (same := _listed_as(minutes, name, body, role_label)):
        return same
    guest = Attendee(
        minutes=minutes,
        person=person,
        name=name,
        body=body,
        role_label=role_label,
        capacity=capacity,
        apologies=apologies,
        virtual=virtual,
    )
    return saved(guest, "listed in attendance", by, body=body)


def _listed_as(minutes: Minutes, name: str, body: str, role_label: str) -> Attendee | None:
    """Return the guest listed under that name, or None. Refuses a member's name without a post or body."""
    for attendee in minutes.attendees.select_related("person"):
        names = {_bare(attendee.name), _bare(attendee.person.name) if attendee.person else ""}
        if _bare(name) not in names:
            continue
        if not attendee.of_the_committee and _bare(body) in ("", _bare(attendee.body)):
            return attendee
        if attendee.of_the_committee and not (body or role_label):
            raise Refused(
                f"{attendee.name} is listed as {attendee.get_capacity_display().lower()} already. If this is someone "
                "else of that name, give their post, or the body they speak for."
            )
    return None


def _bare(name: str) -> str:
    """Return a name in one spelling and without blanks, for comparing."""
    return INVISIBLE.sub("", one_spelling(name))


@verb(may=runs_the_desk)
def be_on_screen(attendee: Attendee, *, virtual: bool, by: User) -> Attendee:
    """
    Record whether somebody attends by video. Such a person is heard, but is not present in law (R31), unless the
    register names an enactment by which members are, on the day of the meeting.

    Raises Refused for the presiding person, and for somebody on whose presence a recorded decision depends.
    """
    minutes, attendee = hold_attendee(attendee)
    ground = minutes.meeting.remote_ground if attendee.of_the_committee and virtual else ""
    states = virtual and not ground, bool(ground)
    if (attendee.virtual, attendee.remote) == states:
        return attendee
    attendee.virtual, attendee.remote = states
    if attendee.virtual and attendee.person_id and minutes.presiding_id == attendee.person_id:
        raise Refused(f"{attendee.name} presides, so has to be in the room.", rule="R31")
    act = "recorded as attending remotely" if virtual else "recorded as in the room"
    return keep(minutes, attendee, act, by, **({"ground": ground} if ground else {}))


def has_seat(attendee: Attendee) -> bool:
    """Return whether the register has the attendee's seat. A seat entered by mistake may have been struck out since."""
    if attendee.capacity not in (Capacity.MEMBER, Capacity.CO_OPTEE):
        return False
    meeting = attendee.minutes.meeting
    return meeting.membership().filter(person=attendee.person_id).exists()


@verb(may=runs_the_desk)
def remove_attendee(attendee: Attendee, *, by: User) -> None:
    """
    Remove from the list of attendees a guest, a substitute, or a person whose seat was struck out.

    Raises Refused for the holder of a seat, for anybody replaced by a substitute, and for anybody named elsewhere in
    the minutes.
    """
    minutes, attendee = hold_attendee(attendee)
    if has_seat(attendee):
        raise Refused(f"{attendee.name} has a seat on the committee, so stays on the list, there or not.")
    _refuse_replaced(attendee)
    did = (attendee.votes, attendee.moved, attendee.seconded, attendee.declarations, attendee.attended_for)
    if any(rows.exists() for rows in did) or (attendee.person_id and minutes.presiding_id == attendee.person_id):
        raise Refused(f"{attendee.name} is named in the minutes, so stays on the list.")
    with no_new_faults(minutes):
        attendee.presences.all().delete()
        pk = attendee.pk
        attendee.delete()
    attendee.pk = pk
    audit.record(by, "removed from attendance", attendee)


@verb(may=runs_the_desk)
def preside(minutes: Minutes, *, person: Person, by: User) -> Minutes:
    """
    Record who presides from now on; earlier decisions keep the person who presided then.

    Raises Refused for anybody who is not of the committee, has no vote, sent apologies, or attends by video.
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
    List `person` as the substitute for an absent member; the substitute has a vote where both may vote (R64).

    Raises Refused where `person` is neither a substitute of the committee nor a councillor, is of the executive that
    the committee scrutinises (R37), or is listed already. Raises Refused also where the replaced member came, or has a
    substitute.
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
    refuse_unfit(minutes.meeting, person)
    row = Attendee(
        minutes=minutes,
        person=person,
        name=person.printed_name,
        capacity=Capacity.SUBSTITUTE,
        voting=member.voting and substitute_may_vote(minutes.meeting, person),
        replaces=replaces,
    )
    return saved(row, "listed as substitute", by, replaces=replaces.name)


def able_substitutes(meeting: Meeting) -> PersonQuerySet:
    """
    Return who may substitute at the meeting: the committee's substitutes, and councillors without a seat on it. For
    a panel, they are the members of the committee who were not drawn (R69).

    On a scrutiny committee, members of the executive are left out (R37). Some of them may have no vote
    (`substitute_may_vote`).
    """
    committee, day = meeting.committee, meeting.date
    named = Q(pk__in=_seats_of_substitutes(meeting).values("person"))
    if committee.panel_size is not None:
        return Person.objects.filter(named)
    able = Person.objects.filter(named | Q(pk__in=Person.objects.councillors(day).values("pk")))
    if committee.is_scrutiny:
        able = able.exclude(pk__in=executive_members(day, day).values("pk"))
    return able.exclude(pk__in=committee.seats.on(day).full_members().values("person"))


def refuse_unfit(meeting: Meeting, person: Person) -> None:
    """Raise Refused where `person` may not substitute at the meeting, whomever they replace (R37)."""
    committee, day = meeting.committee, meeting.date
    named = _seats_of_substitutes(meeting).filter(person=person).exists()
    if not named and committee.panel_size is not None:
        raise Refused(f"{person} is no other member of the {committee}: they alone stand in on a panel.", rule="R69")
    if not named and not Person.objects.councillors(day).filter(pk=person.pk).exists():
        raise Refused(f"{person} was not a councillor on that day, so cannot be a substitute.")
    if committee.is_scrutiny and (place := executive_scrutiny.executive_place(person, day, day)):
        raise Refused(executive_scrutiny.not_on_scrutiny(person, place), rule="R37")


def substitute_may_vote(meeting: Meeting, person: Person) -> bool:
    """Return whether a substitute may vote: by their own substitute's seat, else as a councillor (R64)."""
    day, named = meeting.date, _seats_of_substitutes(meeting).filter(person=person)
    if named.exists():
        return named.entitled(day).exists()
    return Person.objects.councillors(day).filter(pk=person.pk).exclude(pk__in=Person.objects.officers(day)).exists()


def _seats_of_substitutes(meeting: Meeting) -> SeatQuerySet:
    seats = meeting.committee.seats.on(meeting.date)
    if meeting.committee.panel_size is not None:
        return seats.full_members().exclude(person__in=meeting.panel.values("person"))
    return seats.filter(role=SeatRole.SUBSTITUTE)


@verb(may=runs_the_desk)
def entitle(attendee: Attendee, *, voting: bool, by: User) -> Attendee:
    """
    Give somebody of the committee a vote at this meeting, or remove the vote.

    This is for seats that have a vote on some functions only.

    Raises Refused for a guest, for a seat without a vote, for a holder or substitute without a vote in law on the
    meeting's day (LGHA 1989 s.13, R64), and where a recorded vote contradicts the change (R31).
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
    if voting and attendee.replaces and attendee.person and not substitute_may_vote(minutes.meeting, attendee.person):
        raise Refused(f"{attendee.name} has no vote in law on that day (LGHA 1989 s.13).", rule="R64")
    attendee.voting = voting
    return keep(minutes, attendee, "gave a vote to" if voting else "removed the vote of", by)
