"""The pre-flight as pages show it: findings by severity, each with the URL of the page on which to put it right."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from committee.law import clear_days, notice
from committee.law.clear_days import DayList
from committee.law.findings import Severity
from committee.wording.dates import day_and_month, long_date
from meetings import notice_period
from meetings.agendas import accepted, preflight
from meetings.agendas.preflight import Check
from meetings.agendas.preflight.checks import GROUPS
from meetings.calendar_rows import monday_of
from meetings.models import AgendaItem, Meeting
from meetings.packs.notices_pdf import DayRow, day_by_day
from meetings.packs.snapshot import Ground

NOT_BUILT = "P03"  # rule of the finding that a pack is missing or out of date
MOST_WEEKS = 5  # at most so many weeks are shown; where there are more, one line replaces weeks after the first
WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One finding.

    - `url`: the page on which to put it right, or ""
    - `about`: its subject, such as a paper
    - `key`: the hash under which a clerk accepts it
    - `press`: the words and the page of the button that puts it right, or None
    """

    check: Check
    url: str
    about: str
    key: str
    press: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Together:
    """
    Findings of one kind under a heading, or a single finding.

    - `to_do`: the advice for several findings; "" for a single finding
    - `by_name`: each finding is shown as the name of its subject
    """

    heading: str
    to_do: str
    by_name: bool
    rows: list[Row]

    @property
    def several(self) -> bool:
        """True where there is more than one row."""
        return len(self.rows) > 1

    @property
    def folded(self) -> bool:
        """True where the list is folded away; blocks are never folded."""
        return self.several and not self.rows[0].check.blocks


@dataclass(frozen=True, slots=True)
class Findings:
    """
    The pre-flight's findings for one act on one day, in groups.

    - `accepted`: the warnings and notes that a clerk has accepted
    - `to_build`: a pack is missing or out of date; faults of the old pack are then left out
    """

    on: date
    blocks: list[Together]
    warnings: list[Together]
    notes: list[Together]
    accepted: list[Row]
    to_build: bool = False

    @property
    def to_accept(self) -> list[Row]:
        """Each warning and note that nobody has accepted."""
        return [row for group in (*self.warnings, *self.notes) for row in group.rows]


def findings(
    meeting: Meeting,
    *,
    on: date,
    for_: str = preflight.PUBLISH,
    item: AgendaItem | None = None,
    ground: Ground | None = None,
    days: DayList | None = None,
) -> Findings:
    """Return the pre-flight's findings by severity and kind. Accepted warnings and notes are in a separate list."""
    ground = ground or Ground.of(meeting, on)
    checks = preflight.preflight(meeting, on=on, for_=for_, item=item, ground=ground, days=days)
    to_build = any(check.rule == NOT_BUILT for check in checks)
    if to_build:  # publishing builds and checks the pack again
        checks = [check for check in checks if not check.of_pack]
    rows = _rows(checks, ground)
    seen = accepted.keys(meeting)
    open_rows = [row for row in rows if row.check.blocks or row.key not in seen]
    by = {level: _together([row for row in open_rows if row.check.severity is level]) for level in Severity}
    return Findings(
        on,
        by[Severity.BLOCK],
        by[Severity.WARN],
        by[Severity.INFO],
        [row for row in rows if not row.check.blocks and row.key in seen],
        to_build,
    )


def _rows(checks: list[Check], ground: Ground) -> list[Row]:
    items = {item.pk: item for item in ground.items}
    papers = {paper.pk: (item, paper) for item in ground.items for paper in item.papers.all()}
    rows = []
    for check in checks:
        name, arguments = check.where or ("", {})
        pk, about, file = arguments.get("pk"), "", None
        if name.startswith("desk:paper") and pk in papers:
            item, paper = papers[pk]
            about, file = f"{paper.title} (item {item.number})", paper.file_id
        elif name.startswith("desk:item") and pk in items:
            about = f"Item {items[pk].number}, {items[pk].title}"
        url = reverse(name, kwargs=arguments) if name else ""
        press = (check.press[0], reverse(check.press[1][0], kwargs=check.press[1][1])) if check.press else None
        rows.append(Row(check, url, about or check.text, accepted.key(check, file), press))
    return rows


def _together(rows: list[Row]) -> list[Together]:
    """Return the rows in groups of one kind, in the order of the first row of each group."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.check.kind or row.key, []).append(row)
    made = []
    for kind, members in groups.items():
        group = GROUPS.get(kind)
        if group and len(members) > 1:
            made.append(Together(group.heading.format(n=len(members)), group.to_do, group.by_name, members))
        else:
            made.append(Together(members[0].check.text, "", False, members))
    return made


def counting(meeting: Meeting, on: date, today: date, days: DayList | None = None) -> dict[str, Any] | None:
    """
    Return the count of clear days for a publication on day `on`, as context; None if the law asks for no clear days.

    `opens_on` is the first day on which the papers can be inspected at the offices: later than `on` where the offices
    are closed on that day. `clear_from_opening` counts the clear days after `opens_on`.
    """
    due = notice_period.deadline(meeting, days)
    if due is None:
        return None
    required = notice.required_clear_days(notice_period.legal_kind(meeting), meeting.date) or due.required
    counted = clear_days.count(on, meeting.date, due.days, required)
    rows = day_by_day(counted.counted, counted.skipped)
    opens_on = due.days.next_working_day(on)
    return {
        "on": on,
        "opens_on": opens_on,
        "clear_from_opening": len(clear_days.clear_days(opens_on, meeting.date, due.days)),
        "clear": counted.clear,
        "required": required,
        "lawful": counted.lawful,
        "rows": rows,
        "last_day": due.last_working_day,
        "left": due.working_days_left(today),
        "strip": _strip(on, meeting.date, rows, required),
    }


def _strip(issued: date, meeting: date, rows: list[DayRow], required: int) -> dict[str, Any] | None:
    """
    Return the days from issue to meeting as a grid of weeks; None where the meeting is not after the day of issue.

    `left_out` names the number of weeks left out after the first week, `description` puts the grid into words, and
    `named` lists each weekday that is not counted, with the reason.
    """
    if meeting <= issued:
        return None
    by_day = {row.day: row for row in rows}
    weeks = sorted({monday_of(issued + timedelta(days=n)) for n in range((meeting - issued).days + 1)})
    shown = weeks if len(weeks) <= MOST_WEEKS else [weeks[0], *weeks[-(MOST_WEEKS - 2) :]]
    hidden = len(weeks) - len(shown)
    clear = sum(1 for row in rows if row.number)
    named = [f"{day_and_month(row.day)}: {row.why_not}" for row in rows if not row.number and row.day.weekday() < 5]
    off = f" Also not counted: {'; '.join(named)}." if named else ""
    return {
        "heads": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
        "weeks": [_squares(week, issued, meeting, by_day) for week in shown],
        "left_out": f"{hidden} more week{'' if hidden == 1 else 's'}" if hidden else "",
        "description": (
            f"Issued on {long_date(issued)}, meeting on {long_date(meeting)}. {clear} clear "
            f"day{'' if clear == 1 else 's'} between them; {required} are needed. The day of issue and the day of the "
            f"meeting do not count.{off}"
        ),
        "named": named,
    }


def _squares(week: date, issued: date, meeting: date, by_day: dict[date, DayRow]) -> list[dict[str, Any] | None]:
    """Return the days of a week up to the meeting, with None for each day before the issue."""
    days = [week + timedelta(days=column) for column in range(7)]
    return [
        {"day": day, **_square(day, issued, meeting, by_day.get(day))} if day >= issued else None
        for day in days
        if day <= meeting
    ]


def _square(day: date, issued: date, meeting: date, row: DayRow | None) -> dict[str, str]:
    """
    Return the kind of a day: issue, meeting, clear or other.

    A clear day also has its number as `words`. A day of the kind other has "off", or "" at the weekend.
    """
    if day in (issued, meeting):
        return {"kind": "issue" if day == issued else "meeting"}
    if row and row.number:
        return {"kind": "clear", "words": str(row.number)}
    return {"kind": "other", "words": "" if day.weekday() in WEEKEND else "off"}
