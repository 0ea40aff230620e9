"""Pre-flight as pages show it: findings by how much they matter, each with the address that mends it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from committee.law import clear_days, notice
from committee.law.clear_days import DayList
from committee.law.findings import Severity
from meetings import notice_period
from meetings.agendas import accepted, preflight
from meetings.agendas.preflight import Check
from meetings.agendas.preflight.groups import GROUPS
from meetings.agendas.views import days_strip
from meetings.agendas.views.days_strip import Strip
from meetings.models import AgendaItem, Meeting
from meetings.packs.notices_pdf import DayRow, day_by_day
from meetings.packs.snapshot import Ground

NOT_BUILT = "P03"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: the address of the page that mends it ("" where there is none), what it is about, and its key."""

    check: Check
    url: str
    about: str
    key: str


@dataclass(frozen=True, slots=True)
class Together:
    """Findings of one kind, or a single one: what they are headed with, and what to do about several."""

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
    What pre-flight found for one act on one day, in groups; `accepted` are warnings and notes that somebody has seen.

    `to_build`: whether a pack is missing or out of date; what is wrong with the old one is then not told.
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


@dataclass(frozen=True, slots=True)
class Counting:
    """
    The clear days of a publication on one day, one by one.

    `opens_on`: when the papers can be inspected at the offices, which leaves `clear_from_opening` clear days; that is
    later than `on` where the offices are closed on the day.
    """

    on: date
    opens_on: date
    clear_from_opening: int
    clear: int
    required: int
    lawful: bool
    rows: list[DayRow]
    last_day: date
    left: int
    strip: Strip | None


def findings(
    meeting: Meeting,
    *,
    on: date,
    for_: str = preflight.PUBLISH,
    item: AgendaItem | None = None,
    ground: Ground | None = None,
    days: DayList | None = None,
) -> Findings:
    """Return the pre-flight by severity and kind, with addresses; accepted findings are listed apart."""
    ground = ground or Ground.of(meeting, on)
    checks = preflight.preflight(meeting, on=on, for_=for_, item=item, ground=ground, days=days)
    to_build = any(check.rule == NOT_BUILT for check in checks)
    if to_build:  # publishing builds it anew, and asks again
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
        name, pk = (check.where[0], check.where[1].get("pk")) if check.where else ("", None)
        about, file = "", None
        if name.startswith("desk:paper") and pk in papers:
            item, paper = papers[pk]
            about, file = f"{paper.title} (item {item.number})", paper.file_id
        elif name.startswith("desk:item") and pk in items:
            about = f"Item {items[pk].number}, {items[pk].title}"
        rows.append(Row(check, _address(check), about or check.text, accepted.key(check, file)))
    return rows


def _together(rows: list[Row]) -> list[Together]:
    """Return the rows in groups, each in the place of its first row."""
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


def _address(check: Check) -> str:
    if check.where is None:
        return ""
    name, kwargs = check.where
    return reverse(name, kwargs=kwargs)


def counting(meeting: Meeting, on: date, today: date, days: DayList | None = None) -> Counting | None:
    """Return the count of days for publication on that day; None if the law asks for no clear days."""
    due = notice_period.deadline(meeting, days)
    if due is None:
        return None
    required = notice.required_clear_days(notice_period.legal_kind(meeting), meeting.date) or due.required
    counted = clear_days.count(on, meeting.date, due.days, required)
    rows = day_by_day(counted.counted, counted.skipped)
    opens_on = due.days.next_working_day(on)
    return Counting(
        on=on,
        opens_on=opens_on,
        clear_from_opening=len(clear_days.clear_days(opens_on, meeting.date, due.days)),
        clear=counted.clear,
        required=required,
        lawful=counted.lawful,
        rows=rows,
        last_day=due.last_working_day,
        left=due.working_days_left(today),
        strip=days_strip.draw(on, meeting.date, rows, required),
    )
