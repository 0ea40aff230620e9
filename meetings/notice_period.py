"""Clear days and notice of a meeting, by the rules of `committee.law` and this council's closures."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Self

from django.db.models import Q
from django.utils import timezone

from committee.law import clear_days, notice
from committee.law.clear_days import DayList
from committee.models import Committee, MunicipalYear, line_of
from committee.register.calendar import day_list
from meetings.models import Meeting, Paper, RemovedMeeting

# A meeting that goes on after midnight, until this time at most, belongs to the day on which it began.
LATEST = time(6)
NEAR = timedelta(days=21)


@dataclass(frozen=True)
class Deadline:
    """
    Deadline to publish an agenda.

    - `last_working_day`: the last lawful day on which the offices are open; the day shown to clerks.
    - `last_calendar_day`: the last lawful day, working or not; `first_unlawful_day` is the day after.
    - `required`: the number of clear days.
    - `days`: the days that do not count as clear days.
    """

    last_working_day: date
    last_calendar_day: date
    first_unlawful_day: date
    required: int
    days: DayList

    def working_days_left(self, today: date) -> int:
        """Return the number of working days from `today` to `last_working_day`: 0 on that day, negative after it."""
        return clear_days.working_days_left(today, self.last_working_day, self.days)


def deadline(meeting: Meeting, days: DayList | None = None) -> Deadline | None:
    """
    Return the deadline of `meeting` (LGA 1972 s.100B(3), s.100A(6)); None for informal sessions and informal bodies.

    With many meetings, pass `days`, so that closures are read only once.
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
    """Return a paper's due day: the day set by the clerk, else the last day to publish its agenda, else None."""
    if paper.due_on:
        return paper.due_on
    deadline_then = deadline(paper.item.meeting, days)
    return deadline_then.last_working_day if deadline_then else None


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper, its due day, and the number of working days `left` (negative: late); None for both without a due day."""

    paper: Paper
    due: date | None
    left: int | None

    @classmethod
    def of(cls, paper: Paper, today: date, days: DayList) -> Self:
        """Return the Owed of a paper, with the due day of `paper_due`."""
        due = paper_due(paper, days)
        return cls(paper, due, clear_days.working_days_left(today, due, days) if due else None)

    @property
    def is_late(self) -> bool:
        """True where the due date has passed."""
        return self.left is not None and self.left < 0

    @property
    def can_be_reminded(self) -> bool:
        """True where the person who owes the paper has an active sign-in, so that the portal can email them."""
        sign_in = getattr(self.paper.answerable, "user", None)
        return bool(sign_in and sign_in.is_active)


class Known(NamedTuple):
    """
    Day from which the calendar has had a meeting (`since`).

    `instead_of` is the day that the meeting replaces, where the body gave up that day too late; else None.
    """

    since: date
    instead_of: date | None = None


def known(meeting: Meeting, days: DayList | None = None) -> Known:
    """
    Return since when the calendar has had a meeting of the body on the day of `meeting` (R02; LGA 1972 s.100A(6)(a)).

    The public relies on the last day that was announced in time. `since` is the earliest day on which the calendar had
    this meeting, or another meeting of the body, on the day of `meeting`. So a body does not call a meeting at shorter
    notice by moving it away and back, or by cancelling it and scheduling another.

    `meeting` may also replace another day that the body gave up too late (see `_left_late`). Then `instead_of` is the
    replaced day, and `since` is the day on which the meeting of the replaced day became known. A meeting replaces a day
    in two cases:

    - The meeting was moved from the day.
    - The meeting was entered on or after the last day to publish an agenda for the replaced day, and no notice fits
      between the two days.

    Informal sessions are not counted. A meeting in a draft calendar counts from the publication of the calendar or of
    the meeting's own first agenda, whichever is earlier.
    """
    days = days or day_list()
    required = notice.required_clear_days(legal_kind(meeting), meeting.date) or 0
    # Only days this near can be replaced by `meeting`: closures stretch a notice to three weeks at most.
    near = (meeting.date - NEAR, meeting.date + NEAR)
    stood_near = Q(date__range=near) | Q(moves__old_date__range=near) | Q(moves__new_date__range=near)
    # A body that replaces another body also takes over the days of that body.
    line = line_of(meeting.committee_id, lambda ids: Committee.objects.filter(successors__in=ids))
    rows = Meeting.objects.filter(stood_near, committee__in=line)
    # An informal session with items of an agenda was a formal meeting before.
    rows = rows.filter(Q(informal=False) | Q(items__isnull=False) | Q(pk=meeting.pk)).distinct()
    rows = rows.select_related("committee").prefetch_related("moves")
    year = MunicipalYear.of(meeting.date)
    entered = _stood(meeting, days).get(meeting.date, Known(timezone.localdate(meeting.created_at))).since
    earliest = []
    for row in rows:
        stood, public_since = _stood(row, days), _told_since(row, year)
        successors = [stood[meeting.date]] if meeting.date in stood else []
        if row.pk != meeting.pk:
            successors += [
                Known(stood[day].since, day)
                for day, left_on in _days_left(row, entered)
                if _is_near(day, meeting.date, required, days)
                and clear_days.last_working_day(day, required, days) <= entered
                and _left_late(row, day, left_on, meeting.date, days)
            ]
        earliest += [start._replace(since=max(start.since, public_since)) for start in successors]
    for gone in RemovedMeeting.objects.filter(committee__in=line, date__range=near, informal=False):
        since = _told_of_removed(gone, year)
        if since and gone.date == meeting.date:
            earliest.append(Known(since))
        elif since and _is_near(gone.date, meeting.date, required, days):
            due = clear_days.last_working_day(gone.date, required, days)
            if due <= min(entered, timezone.localdate(gone.removed_at)):
                earliest.append(Known(since, gone.date))
    return min(earliest, key=lambda known: known.since, default=Known(timezone.localdate(meeting.created_at)))


def _is_near(day: date, other: date, required: int, days: DayList) -> bool:
    """Return whether two days are so near that a notice given on the earlier day is too short for the later day."""
    return clear_days.working_days_between(min(day, other), max(day, other), days) < required


def _days_left(meeting: Meeting, entered: date) -> list[tuple[date, datetime]]:
    """
    Return (day, moment) for each day that a meeting gave up.

    A meeting gives up a day by a move, a cancellation or a change to an informal session. It also gives up a day that
    passes without an agenda before `entered`, the day on which the calendar got the meeting that may replace it.
    """
    days = [(move.old_date, move.moved_at) for move in meeting.moves.all() if move.old_date != move.new_date]
    if meeting.cancelled_at:
        days.append((meeting.date, meeting.cancelled_at))
    elif meeting.informal or (meeting.date < entered and not meeting.versions.exists()):
        days.append((meeting.date, end_of_night(entered)))
    return days


def _told_since(meeting: Meeting, year: MunicipalYear | None) -> date:
    """
    Return the first day on which the public could see the meeting, at the latest the day of the meeting.

    Returns date.min where the calendar of the year never was a draft.
    """
    if year is None or not (year.is_draft or year.published_on):
        return date.min
    first = meeting.versions.order_by("number").values_list("published_at", flat=True).first()
    public_days = [year.published_on, timezone.localdate(first) if first else None, meeting.date]
    return min(day for day in public_days if day)


def _told_of_removed(row: RemovedMeeting, year: MunicipalYear | None) -> date | None:
    """Return since when a removed meeting was known; None where its calendar was still a draft at the removal."""
    entered, removed = timezone.localdate(row.entered_at), timezone.localdate(row.removed_at)
    if year is None or not (year.is_draft or year.published_on):
        return entered
    return max(entered, year.published_on) if year.published_on and year.published_on <= removed else None


def _stood(meeting: Meeting, days: DayList) -> dict[date, Known]:
    """Return each day for which the meeting was scheduled, and since when that was known (by entry or by a move)."""
    moves = list(meeting.moves.all())
    stood = {moves[0].old_date if moves else meeting.date: Known(timezone.localdate(meeting.created_at))}
    for move in moves:
        if move.old_date == move.new_date:
            continue
        since = Known(timezone.localdate(move.moved_at))
        before = stood.get(move.old_date)
        if before and _left_late(meeting, move.old_date, move.moved_at, move.new_date, days):
            since = Known(before.since, before.instead_of or move.old_date)
        stood.setdefault(move.new_date, since)
    return stood


def _left_late(meeting: Meeting, day: date, left_at: datetime, successor: date, days: DayList) -> bool:
    """
    Return whether a meeting left `day` for `successor` too late: on or after the last day to publish an agenda.

    The meeting did not leave too late if an agenda had been published in time for the earlier of the two days.
    """
    required = notice.required_clear_days(meeting.committee.legal_kind, day)
    if required is None or timezone.localdate(left_at) < clear_days.last_working_day(day, required, days):
        return False
    first = meeting.versions.order_by("number").filter(published_at__lte=left_at).first()
    opened = clear_days.publication_day(first.published_at) if first else None
    return not opened or not clear_days.count(opened, min(day, successor), days, required).lawful


def legal_kind(meeting: Meeting) -> notice.Kind:
    """
    Return the rules of notice that the law sets for the meeting (R01, R05, R06); all code about notice uses this.

    An informal session has no rules of notice. A formal meeting has the rules of its body (`Committee.legal_kind`).
    """
    return notice.Kind.INFORMAL if meeting.informal else meeting.committee.legal_kind


def shorter_notice(meeting: Meeting, *, opened: date, reports: bool = True) -> notice.ShorterNotice | None:
    """
    Return the shorter notice recorded for `meeting`; None without one.

    `opened` is the day on which the notice was opened and, with `reports`, the reports too.
    """
    if meeting.called_on is None:
        return None
    return notice.ShorterNotice(meeting.called_on, opened, opened if reports else None, *known(meeting))


def convened_on(meeting: Meeting, opened: date, days: DayList | None = None) -> date | None:
    """
    Return the day on which the meeting was convened at shorter notice, if the notice covers an item opened on `opened`.

    Return None where no shorter notice is recorded or lawful (R02), and for an item that was too late for the meeting's
    day before a move.
    """
    days = days or day_list()
    if meeting.called_on is None or _added_late(meeting, opened, days):
        return None
    called = shorter_notice(meeting, opened=meeting.called_on)
    required = notice.required_clear_days(legal_kind(meeting), meeting.date)
    if called is None or required is None:
        return None
    refusal = notice.refuse_shorter_notice(called, meeting.called_on, meeting.date, days, required)
    return None if refusal else meeting.called_on


def in_time(meeting: Meeting, on: date, days: DayList | None = None) -> bool:
    """
    Return whether an item opened on the day `on` may be considered without a ruling of urgency.

    True where the clear days can still be given, or the meeting is convened at shorter notice on that day (LGA 1972
    s.100B(4)(a), Sch 12 para 4(1A); SI 2012/2089 reg 6(2)).
    """
    days = days or day_list()
    called_on = convened_on(meeting, on, days)
    return notice.may_consider(legal_kind(meeting), on, meeting.date, days, called_on=called_on) is None


def _added_late(meeting: Meeting, on: date, days: DayList) -> bool:
    """
    Return whether an item added on the day `on` was too late for the day from which the meeting was moved last.

    Only moves after the agenda was published count. An item added by the day of the first agenda is never too late.
    """
    moves = [move for move in meeting.moves.all() if move.old_date != move.new_date and move.after_publication]
    if not moves:
        return False
    required = notice.required_clear_days(legal_kind(meeting), meeting.date)
    first = meeting.versions.order_by("number").values_list("published_at", flat=True).first()
    if required is None or first is None or on <= clear_days.publication_day(first):
        return False
    return not clear_days.count(on, moves[-1].old_date, days, required).lawful


def end_of_night(day: date) -> datetime:
    """Return the moment by which a meeting of that day is surely over, in the early morning of the next day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), LATEST))


def moment_at(meeting: Meeting, clock: time) -> datetime:
    """Return when the clock shows `clock` during a meeting; a time before both start and LATEST is on the next day."""
    is_after_midnight = clock < min(meeting.starts, LATEST)
    return timezone.make_aware(datetime.combine(meeting.date + timedelta(days=is_after_midnight), clock))
