"""Clear days as they fall for a meeting: the bedrock's count with this council's closures."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from committee.calendar import day_list
from committee.law import clear_days, notice
from committee.law.clear_days import DayList
from committee.models import MunicipalYear
from meetings.models import Meeting, MeetingMove, Paper, RemovedMeeting

# A meeting that goes on after midnight is minuted on the day it began.
LATEST = time(6)


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
    required = notice.required_clear_days(legal_kind(meeting), meeting.date)
    if required is None:
        return None
    days = days or day_list()
    return Deadline(
        last_working_day=clear_days.last_working_day(meeting.date, required, days),
        last_calendar_day=clear_days.last_calendar_day(meeting.date, required, days),
        first_unlawful_day=clear_days.first_unlawful_day(meeting.date, required, days),
        required=required,
        days=days,
    )


def paper_due(paper: Paper, days: DayList | None = None) -> date | None:
    """When a paper is due: the day it was asked for, else the last lawful day for its agenda."""
    if paper.due_on:
        return paper.due_on
    found = deadline(paper.item.meeting, days)
    return found.last_working_day if found else None


class Known(NamedTuple):
    """Since when the calendar has had a meeting; `moved_from`: the other day that it had it for, with a late agenda."""

    since: date
    moved_from: date | None = None


def known(meeting: Meeting, days: DayList | None = None) -> Known:
    """
    Since when the calendar has had a meeting of that body for the day of `meeting` (R02; LGA 1972 s.100A(6)(a)).

    The earliest time counts at which it stood there, or a twin of it did, so that neither moving it and putting it back
    nor cancelling or removing it and scheduling another makes it a meeting convened at shorter notice. Where it came
    there from a day for which its agenda was late already, it is known since it stood for that one: the same meeting,
    moved by a day, is not called later. Informal sessions are none. A meeting in a draft calendar was known to nobody:
    it counts from when that was published, or its own first agenda.
    """
    same_day = Q(date=meeting.date) | Q(moves__old_date=meeting.date) | Q(moves__new_date=meeting.date)
    rows = Meeting.objects.filter(same_day, committee=meeting.committee_id).filter(Q(informal=False) | Q(pk=meeting.pk))
    days = days or day_list()
    rows = rows.distinct().select_related("committee").prefetch_related("moves")
    year = MunicipalYear.of(meeting.date)
    found = []
    for row in rows:
        stood = _stood(row, days).get(meeting.date)
        told = _told_since(row, year)
        found += [stood._replace(since=max(stood.since, told))] if stood else []
    removed = RemovedMeeting.objects.filter(committee=meeting.committee_id, date=meeting.date, informal=False)
    found += [Known(one) for row in removed if (one := _told_of_removed(row, year))]
    return min(found, key=lambda one: one.since, default=Known(timezone.localdate(meeting.created_at)))


def _told_since(meeting: Meeting, year: MunicipalYear | None) -> date:
    """From when anybody could see it: at once where its calendar never was a draft; not before its day where it is."""
    if year is None or not (year.is_draft or year.published_on):
        return date.min
    first = meeting.versions.order_by("number").values_list("published_at", flat=True).first()
    told = [year.published_on, timezone.localdate(first) if first else None, meeting.date]
    return min(day for day in told if day)


def _told_of_removed(row: RemovedMeeting, year: MunicipalYear | None) -> date | None:
    """Since when a meeting was known that is removed; None for one that was removed while its calendar was a draft."""
    entered, removed = timezone.localdate(row.entered_at), timezone.localdate(row.removed_at)
    if year is None or not (year.is_draft or year.published_on):
        return entered
    return max(entered, year.published_on) if year.published_on and year.published_on <= removed else None


def _stood(meeting: Meeting, days: DayList) -> dict[date, Known]:
    """Every day that the calendar has had it for, with the earliest since when: as it was entered, or by a move."""
    moves = list(meeting.moves.all())
    stood = {moves[0].old_date if moves else meeting.date: Known(timezone.localdate(meeting.created_at))}
    for move in moves:
        if move.old_date == move.new_date:
            continue
        known = Known(timezone.localdate(move.moved_at))
        before = stood.get(move.old_date)
        if before and _was_late(meeting, move, days):
            known = Known(before.since, move.old_date)
        stood.setdefault(move.new_date, known)
    return stood


def _was_late(meeting: Meeting, move: MeetingMove, days: DayList) -> bool:
    """Whether it was moved after its deadline had passed, with no agenda out in time for the old day or the new."""
    required = notice.required_clear_days(meeting.committee.legal_kind, move.old_date)
    # Notice that could still be given for the old day is late for nothing.
    moved_on = timezone.localdate(move.moved_at)
    if required is None or clear_days.count(moved_on, move.old_date, days, required).lawful:
        return False
    first = meeting.versions.order_by("number").filter(published_at__lte=move.moved_at).first()
    opened = clear_days.publication_day(first.published_at) if first else None
    in_time = (clear_days.count(opened, day, days, required).lawful for day in (move.old_date, move.new_date) if opened)
    return not any(in_time)


def legal_kind(meeting: Meeting) -> notice.Kind:
    """
    The rules of notice that the law puts the meeting under (R01, R05, R06); everything about notice asks here.

    An informal session has none; a formal one has those of its body, by what it does and not by its kind alone.
    """
    return notice.Kind.INFORMAL if meeting.informal else meeting.committee.legal_kind


def shorter_notice(meeting: Meeting, *, opened: date, reports: bool = True) -> notice.ShorterNotice | None:
    """How `meeting` was convened at shorter notice, with what opens on `opened`; None where it is not recorded so."""
    if meeting.called_on is None:
        return None
    return notice.ShorterNotice(meeting.called_on, opened, opened if reports else None, *known(meeting))


def convened_on(meeting: Meeting, opened: date, days: DayList | None = None) -> date | None:
    """
    The day on which it was convened at genuinely shorter notice, from which an item counts that is `opened` then (R02).

    None where it was not; nor from a move does an item count that was added too late for the day before the move.
    """
    days = days or day_list()
    if meeting.called_on is None or _added_late(meeting, opened, days):
        return None
    called = shorter_notice(meeting, opened=meeting.called_on)
    required = notice.required_clear_days(legal_kind(meeting), meeting.date)
    if called is None or required is None:
        return None
    found = notice.refuse_shorter_notice(called, meeting.called_on, meeting.date, days, required)
    return None if found else meeting.called_on


def in_time(meeting: Meeting, on: date, days: DayList | None = None) -> bool:
    """
    Whether an item that is opened `on` that day may be considered without any ruling of urgency.

    The clear days can still be given, or the meeting is convened at shorter notice on that day (LGA 1972 s.100B(4)(a),
    Sch 12 para 4(1A); SI 2012/2089 reg 6(2)).
    """
    days = days or day_list()
    called_on = convened_on(meeting, on, days)
    return notice.may_consider(legal_kind(meeting), on, meeting.date, days, called_on=called_on) is None


def _added_late(meeting: Meeting, on: date, days: DayList) -> bool:
    """Whether an item opened `on` that day was added to the published agenda of a meeting since moved, too late."""
    moves = [move for move in meeting.moves.all() if move.old_date != move.new_date and move.after_publication]
    if not moves:
        return False
    required = notice.required_clear_days(legal_kind(meeting), meeting.date)
    first = meeting.versions.order_by("number").values_list("published_at", flat=True).first()
    if required is None or first is None or on <= clear_days.publication_day(first):
        return False
    return not clear_days.count(on, moves[-1].old_date, days, required).lawful


def end_of_night(day: date) -> datetime:
    """From when a meeting of that day is over, however long it went on."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), LATEST))
