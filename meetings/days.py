"""Clear days as they fall for a meeting: the bedrock's count with this council's closures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from committee.days import day_list
from committee.law import clear_days, notice
from committee.law.clear_days import DayList
from meetings.models import Meeting


@dataclass(frozen=True)
class Deadline:
    """By when an agenda must be published: `last_working_day` is the day to work to; `required` clear days."""

    last_working_day: date
    last_calendar_day: date
    first_unlawful_day: date
    required: int
    days: DayList

    def working_days_left(self, today: date) -> int:
        """Working days from `today` to the last lawful one: 0 on the day itself, negative once it has gone."""
        return clear_days.working_days_left(today, self.last_working_day, self.days)


def deadline(meeting: Meeting, days: DayList | None = None) -> Deadline | None:
    """
    The deadline of `meeting`, or None where the law sets none (informal sessions and bodies).

    Give `days` where many meetings are asked about, so that closures are read once (LGA 1972 s.100B(3), s.100A(6)).
    """
    required = notice.required_clear_days(meeting.committee.kind, meeting.date)
    if required is None or meeting.informal:
        return None
    days = days or day_list()
    return Deadline(
        last_working_day=clear_days.last_working_day(meeting.date, required, days),
        last_calendar_day=clear_days.last_calendar_day(meeting.date, required, days),
        first_unlawful_day=clear_days.first_unlawful_day(meeting.date, required, days),
        required=required,
        days=days,
    )


def known_since(meeting: Meeting) -> date:
    """
    Since when the calendar has had a meeting of that body for the day of `meeting` (R02; LGA 1972 s.100A(6)(a)).

    The earliest time counts at which it stood there, or a twin of it did, so that neither moving it and putting it back
    nor cancelling it and scheduling another makes it a meeting convened at shorter notice. Informal sessions are none.
    """
    same_day = Q(date=meeting.date) | Q(moves__old_date=meeting.date) | Q(moves__new_date=meeting.date)
    rows = Meeting.objects.filter(same_day, committee=meeting.committee_id).filter(Q(informal=False) | Q(pk=meeting.pk))
    moments = (at for row in rows.distinct().prefetch_related("moves") for at in _came_to(row, meeting.date))
    return timezone.localdate(min(moments, default=meeting.created_at))


def _came_to(meeting: Meeting, day: date) -> Iterator[datetime]:
    """When it was put on that day: as it was entered, or by a move from another."""
    moves = list(meeting.moves.all())
    if day == (moves[0].old_date if moves else meeting.date):
        yield meeting.created_at
    yield from (move.moved_at for move in moves if move.new_date == day != move.old_date)


def legal_kind(meeting: Meeting) -> notice.Kind:
    """The regime that the law puts the meeting under."""
    return notice.Kind.INFORMAL if meeting.informal else notice.Kind(meeting.committee.kind)


def shorter_notice(meeting: Meeting, *, opened: date, reports: bool = True) -> notice.ShorterNotice | None:
    """How `meeting` was convened at shorter notice, with what opens on `opened`; None where it is not recorded so."""
    if meeting.called_on is None:
        return None
    return notice.ShorterNotice(meeting.called_on, opened, opened if reports else None, known_since(meeting))


def convened_on(meeting: Meeting, days: DayList | None = None) -> date | None:
    """The day on which it was convened at genuinely shorter notice, from which its items count; else None (R02)."""
    if meeting.called_on is None:
        return None
    called = shorter_notice(meeting, opened=meeting.called_on)
    required = notice.required_clear_days(legal_kind(meeting), meeting.date)
    if called is None or required is None:
        return None
    found = notice.refuse_shorter_notice(called, meeting.called_on, meeting.date, days or day_list(), required)
    return None if found else meeting.called_on


def in_time(meeting: Meeting, on: date, days: DayList | None = None) -> bool:
    """
    Whether an item that is opened `on` that day may be considered without any ruling of urgency.

    The clear days can still be given, or the meeting is convened at shorter notice on that day (LGA 1972 s.100B(4)(a),
    Sch 12 para 4(1A); SI 2012/2089 reg 6(2)).
    """
    days = days or day_list()
    called_on = convened_on(meeting, days)
    return notice.may_consider(legal_kind(meeting), on, meeting.date, days, called_on=called_on) is None
