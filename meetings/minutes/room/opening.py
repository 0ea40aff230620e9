"""Verbs that open the minutes of a meeting, record its start, adjournments and end, and undo a mistaken end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.verbs import verb
from committee.models import Seat, SeatRole, User
from committee.wording.dates import clock_time, full_date
from meetings.agendas.verbs import published_items
from meetings.locking import hold
from meetings.minutes.room.holding import hold_minutes, keep, no_new_faults, refuse_out_of_time, saved
from meetings.minutes.room.state import Attendance, Room
from meetings.models import AgendaItem, Attendee, Capacity, ItemKind, Meeting, Minute, Minutes, MinutesState
from meetings.papers.minute_access import has_private, taken_as

PRESSED_TWICE = timedelta(minutes=1)
NOBODY_PRESIDES = "Record who presided: the minutes must name them (LGA 1972 Sch 12 para 40)."
NOBODY_CAME = "Record who was present: the minutes must name the members present (LGA 1972 Sch 12 para 40)."


@verb(may=runs_the_desk)
def open_minutes(meeting: Meeting, *, at: datetime, by: User) -> Minutes:
    """
    Open the minutes of `meeting` and return them; minutes opened before are returned as they are.

    The minutes get an entry for each item of the published agenda (else of the draft), except withdrawn items. They get
    an attendee for each seat on the meeting's day, except substitutes' seats. Entries are marked as omitted for
    apologies, for private items without grounds, and for the exclusion of the public where no item is private. Raises
    Refused for a cancelled meeting, and for an informal session, which decides nothing.
    """
    meeting = hold(meeting)
    if existing := Minutes.objects.filter(meeting=meeting).first():
        return existing
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled, so it has no minutes.")
    if not meeting.is_formal:
        raise Refused("An informal session decides nothing, so it has no minutes (R26).")
    minutes = Minutes(meeting=meeting, quorum=meeting.committee.quorum_on(meeting.date), opened_at=at, opened_by=by)
    save(minutes)
    _add_minutes(minutes, _listed(meeting))
    _add_seats(minutes, meeting.seated())
    audit.record(by, "opened", minutes)
    return minutes


@verb(may=runs_the_desk)
def catch_up(minutes: Minutes, *, by: User) -> list[Minute]:
    """
    Add items and seats created after the minutes were opened; return the entries of the added items.

    Before the meeting begins, the minutes also get the committee's current quorum. A later change of the committee's
    quorum applies from the next meeting (R29).
    """
    minutes = hold_minutes(minutes)
    if not Meeting.objects.begun().filter(pk=minutes.meeting.pk).exists():
        minutes.quorum = minutes.meeting.committee.quorum_on(minutes.meeting.date)
        save(minutes)
    listed_ids = set(minutes.entries.values_list("item_id", flat=True))
    added = _add_minutes(minutes, [item for item in _listed(minutes.meeting) if item.pk not in listed_ids])
    people = set(minutes.attendees.values_list("person_id", flat=True))
    _add_seats(minutes, [seat for seat in minutes.meeting.seated() if seat.person_id not in people])
    if added:
        audit.record(by, "added items to", minutes, items=[minute.heading_for_public for minute in added])
    return added


def _listed(meeting: Meeting) -> list[AgendaItem]:
    items = meeting.items.in_order().filter(withdrawn_at__isnull=True).prefetch_related("papers")
    published = published_items(meeting)
    return [item for item in items if not published or item.pk in published]


def _add_minutes(minutes: Minutes, items: list[AgendaItem]) -> list[Minute]:
    nothing_private = not any(has_private(item) for item in _listed(minutes.meeting))
    added = []
    for item in items:
        agenda = taken_as(item)
        minute = Minute(
            minutes=minutes,
            item=item,
            position=item.position,
            # SECURITY: a private item without recorded grounds gets its public title.
            heading=item.title_for_public if agenda.waits else item.title,
            public_heading=item.public_title,
            access=agenda.access,
            paragraphs=agenda.paragraphs,
            omitted=agenda.waits
            or item.kind == ItemKind.APOLOGIES
            or (item.kind == ItemKind.EXCLUSION and nothing_private),
        )
        save(minute)
        added.append(minute)
    return added


def _add_seats(minutes: Minutes, seats: Iterable[Seat]) -> None:
    meeting = minutes.meeting
    entitled = set(meeting.committee.seats.entitled(meeting.date).values_list("pk", flat=True))
    for seat in seats:
        row = Attendee(
            minutes=minutes,
            person=seat.person,
            name=seat.person.printed_name,
            role_label="" if seat.is_plain else seat.role_label,
            body=seat.represents,
            capacity=Capacity.CO_OPTEE if seat.role == SeatRole.CO_OPTEE else Capacity.MEMBER,
            # A seat whose vote is limited to some functions starts without a vote. The clerk gives the vote for the
            # items concerned, so that nobody without a vote is counted (R31). `entitled` leaves out holders who have no
            # vote in law on the meeting's day (R64).
            voting=seat.pk in entitled and not seat.voting_scope,
        )
        save(row)


@verb(may=runs_the_desk)
def begin_meeting(minutes: Minutes, *, at: datetime, by: User) -> Minutes:
    """Record when the meeting began. Raises Refused for a time after an item was reached or the meeting adjourned."""
    minutes = hold_minutes(minutes)
    if minutes.began_at == at:
        return minutes
    refuse_out_of_time(minutes, at, "begun")
    refuse_begun_after(minutes, at)
    with no_new_faults(minutes):
        minutes.began_at = at
        return saved(minutes, "recorded the start of", by, at=at.isoformat())


def refuse_begun_after(minutes: Minutes, at: datetime) -> None:
    """Raise Refused where an item was reached, or the meeting adjourned, before `at`: the meeting had begun by then."""
    if minutes.pauses and minutes.pauses[0][0] < at:
        raise Refused(f"The meeting adjourned at {clock_time(minutes.pauses[0][0])}: it had begun before.")
    first = minutes.entries.filter(opened_at__lt=at).order_by("opened_at").first()
    if first and first.opened_at:
        raise Refused(
            f"“{first.heading_for_public}” was reached at {clock_time(first.opened_at)}: the meeting began before."
        )


@verb(may=runs_the_desk)
def adjourn(minutes: Minutes, *, at: datetime, by: User) -> Minutes:
    """
    Record that the meeting adjourned at `at`, to resume on the same day; nothing changes if it is adjourned already.

    Raises Refused where the meeting has not begun or has ended, was not sitting at `at`, or reached or decided
    something after `at`.
    """
    minutes = _hold_sitting(minutes)
    pauses = minutes.pauses
    if pauses and pauses[-1][1] is None:
        return minutes
    refuse_out_of_time(minutes, at, "adjourned")
    since = pauses[-1][1] if pauses else minutes.began_at
    if since and at < since:
        raise Refused(f"The meeting was not sitting before {clock_time(since)}: it cannot have adjourned then.")
    minutes.adjournments = [*minutes.adjournments, [at.isoformat(), None]]
    return keep(minutes, minutes, "recorded the adjournment of", by, at=at.isoformat())


@verb(may=runs_the_desk)
def resume(minutes: Minutes, *, at: datetime, by: User) -> Minutes:
    """Record that the meeting resumed at `at`. Raises Refused where it is not adjourned, or adjourned after `at`."""
    minutes = _hold_sitting(minutes)
    pauses = minutes.pauses
    if not pauses or pauses[-1][1] is not None:
        raise Refused("The meeting is not adjourned.")
    refuse_out_of_time(minutes, at, "resumed")
    if at < pauses[-1][0]:
        raise Refused(f"The meeting adjourned at {clock_time(pauses[-1][0])}: it cannot have resumed before.")
    minutes.adjournments = [*minutes.adjournments[:-1], [minutes.adjournments[-1][0], at.isoformat()]]
    return keep(minutes, minutes, "recorded the resumption of", by, at=at.isoformat())


@verb(may=runs_the_desk)
def undo_adjournment(minutes: Minutes, *, by: User) -> Minutes:
    """Strike out the last adjournment, recorded by mistake. Raises Refused where no adjournment is recorded."""
    minutes = _hold_sitting(minutes)
    if not minutes.adjournments:
        raise Refused("No adjournment is recorded.")
    start = minutes.pauses[-1][0]
    minutes.adjournments = minutes.adjournments[:-1]
    return keep(minutes, minutes, "removed an adjournment of", by, at=start.isoformat())


def _hold_sitting(minutes: Minutes) -> Minutes:
    minutes = hold_minutes(minutes)
    if minutes.began_at is None:
        raise Refused("Start the meeting first.")
    if minutes.state != MinutesState.TAKING:
        raise Refused("The meeting has ended. Reopen it to change when it was adjourned.")
    return minutes


@verb(may=runs_the_desk)
def end_meeting(minutes: Minutes, *, at: datetime, by: User) -> Minutes:
    """
    Record the end of the meeting; open items are closed, and the minutes can be written up.

    People in the room stay recorded as present to the end. A second press within a minute changes nothing. Raises
    Refused where another end is recorded, where the presiding person or the members present are not recorded (R25),
    where the meeting is adjourned, for a time in the future, and where an event is recorded after `at`.
    """
    minutes = hold_minutes(minutes)
    if minutes.state != MinutesState.TAKING:
        if minutes.ended_at and abs(at - minutes.ended_at) >= PRESSED_TWICE:
            raise Refused(f"The meeting ended at {clock_time(minutes.ended_at)} already. Correct its times instead.")
        return minutes
    refuse_incomplete(minutes)
    refuse_out_of_time(minutes, at, "ended")
    if minutes.pauses and minutes.pauses[-1][1] is None:
        raise Refused("The meeting is adjourned. Record when it resumed, or undo the adjournment if it did not resume.")
    what, when = latest_moment(minutes) or ("", at)
    if when > at:
        day = f" on {full_date(day_of(when))}" if day_of(when) != day_of(at) else ""
        text = f"{what} at {clock_time(when)}{day}: the meeting cannot have ended at {clock_time(at)}."
        raise Refused(f"{text} Correct that time first, if it is wrong." if day else text)
    for minute in minutes.entries.filter(opened_at__isnull=False, closed_at__isnull=True):
        minute.closed_at = at
        save(minute)
    minutes.ended_at, minutes.state = at, MinutesState.DRAFT
    return saved(minutes, "recorded the end of", by, at=at.isoformat())


def latest_moment(minutes: Minutes) -> tuple[str, datetime] | None:
    """Return the last recorded event as (words, time); None where no event is recorded."""
    return max(Room.of(minutes).events, key=lambda event: event[1], default=None)


@verb(may=runs_the_desk)
def reopen(minutes: Minutes, *, reason: str, by: User) -> Minutes:
    """
    Remove the recorded end of the meeting, so that its minutes are taken again.

    Raises Refused where no reason is given, and once the minutes are published. Correct the times of published minutes
    with `clerical_errors.correct_meeting_times`.
    """
    minutes = hold_minutes(minutes)
    if minutes.state == MinutesState.TAKING:
        return minutes
    if minutes.state != MinutesState.DRAFT:
        raise Refused(
            "The minutes are published as a draft, so the meeting cannot be reopened. Correct its times instead."
        )
    reason = reasoned(reason, "why it is reopened")
    minutes.state, minutes.ended_at = MinutesState.TAKING, None
    return saved(minutes, "opened again", by, reason=reason)


def refuse_incomplete(minutes: Minutes) -> None:
    """Raise Refused where the presiding person or the members present are not recorded (R25, Sch 12 para 40)."""
    attendance = Attendance.of(minutes)
    presiding = attendance.presiding
    if presiding is None:
        raise Refused(NOBODY_PRESIDES, rule="R25")
    if not attendance.attended:
        raise Refused(NOBODY_CAME, rule="R25")
    if presiding not in attendance.attended:
        raise Refused(
            f"{presiding.name} presided, but is not recorded as present. Record when they arrived.", rule="R25"
        )
