"""Pre-flight as pages show it: findings by how much they matter, each with the address that mends it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from committee.law import clear_days, notice
from committee.law.findings import Severity
from meetings import notice_period
from meetings.agendas import preflight
from meetings.agendas.preflight import Check
from meetings.models import AgendaItem, Meeting
from meetings.packs.notices_pdf import DayRow, day_by_day
from meetings.packs.snapshot import Ground


@dataclass(frozen=True, slots=True)
class Row:
    """One finding and the address of the page that mends it ("" where there is none)."""

    check: Check
    url: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What pre-flight found for one act on one day."""

    on: date
    blocks: list[Row]
    warnings: list[Row]
    notes: list[Row]


@dataclass(frozen=True, slots=True)
class Counting:
    """The clear days of a publication on one day, one by one."""

    on: date
    clear: int
    required: int
    lawful: bool
    rows: list[DayRow]
    last_day: date
    left: int


def findings(
    meeting: Meeting,
    *,
    on: date,
    for_: str = preflight.PUBLISH,
    item: AgendaItem | None = None,
    ground: Ground | None = None,
) -> Findings:
    """Pre-flight by severity, with addresses."""
    found = preflight.preflight(meeting, on=on, for_=for_, item=item, ground=ground)
    rows = [Row(check, _address(check)) for check in found]
    by = {severity: [row for row in rows if row.check.severity is severity] for severity in Severity}
    return Findings(on, by[Severity.BLOCK], by[Severity.WARN], by[Severity.INFO])


def _address(check: Check) -> str:
    if check.where is None:
        return ""
    name, kwargs = check.where
    return reverse(name, kwargs=kwargs)


def counting(meeting: Meeting, on: date, today: date) -> Counting | None:
    """The count for a publication on that day; None where the law asks for no clear days."""
    due = notice_period.deadline(meeting)
    if due is None:
        return None
    required = notice.required_clear_days(notice_period.legal_kind(meeting), meeting.date) or due.required
    counted = clear_days.count(on, meeting.date, due.days, required)
    return Counting(
        on=on,
        clear=counted.clear,
        required=required,
        lawful=counted.lawful,
        rows=day_by_day(counted.counted, counted.skipped),
        last_day=due.last_working_day,
        left=due.working_days_left(today),
    )
