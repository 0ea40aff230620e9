"""The days from issue to meeting as a picture: week under week, which days count as clear days and which do not."""

import datetime as dt
from dataclasses import dataclass

from committee.wording.dates import day_and_month, long_date
from meetings.packs.notices_pdf import DayRow

MOST_WEEKS = 5  # beyond it the weeks in the middle are told in a line
ISSUE, CLEAR, OTHER, MEETING = "issue", "clear", "other", "meeting"
WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Square:
    """One day: its number in the month, its kind, and what stands under it."""

    day: dt.date
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture: its weeks, what stands for those left out after the first, its words, and the days off by name."""

    weeks: list[list[Square | None]]
    left_out: str
    description: str
    named: list[str]
    heads: tuple[str, ...] = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def draw(issued: dt.date, meeting: dt.date, rows: list[DayRow], required: int) -> Strip | None:
    """Return the strip of a publication on that day; None where the meeting is not after it."""
    if meeting <= issued:
        return None
    by_day = {row.day: row for row in rows}
    weeks = sorted({_monday(issued + dt.timedelta(days=n)) for n in range((meeting - issued).days + 1)})
    shown = weeks if len(weeks) <= MOST_WEEKS else [weeks[0], *weeks[-(MOST_WEEKS - 2) :]]
    hidden = len(weeks) - len(shown)
    clear = sum(1 for row in rows if row.number)
    named = [f"{day_and_month(row.day)}: {row.why_not}" for row in rows if not row.number and row.day.weekday() < 5]
    off = f" Also not counted: {'; '.join(named)}." if named else ""
    return Strip(
        weeks=[_squares(week, issued, meeting, by_day) for week in shown],
        left_out=f"{hidden} more week{'' if hidden == 1 else 's'}" if hidden else "",
        description=(
            f"Issued on {long_date(issued)}, meeting on {long_date(meeting)}. {clear} clear "
            f"day{'' if clear == 1 else 's'} between them; {required} are needed. The day of issue and the day of the "
            f"meeting do not count.{off}"
        ),
        named=named,
    )


def _squares(week: dt.date, issued: dt.date, meeting: dt.date, by_day: dict[dt.date, DayRow]) -> list[Square | None]:
    """Return the days of a week up to the meeting; None, an empty place, for a day before the issue."""
    days = [week + dt.timedelta(days=column) for column in range(7)]
    return [
        Square(day, *_kind(day, issued, meeting, by_day.get(day))) if day >= issued else None
        for day in days
        if day <= meeting
    ]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _kind(day: dt.date, issued: dt.date, meeting: dt.date, row: DayRow | None) -> tuple[str, str]:
    if day == issued:
        return ISSUE, ""
    if day == meeting:
        return MEETING, ""
    if row and row.number:
        return CLEAR, str(row.number)
    return OTHER, "" if day.weekday() in WEEKEND else "off"
