"""The days from issue to meeting as a picture: week under week, which days count as clear days and which do not."""

import datetime as dt
from dataclasses import dataclass

from committee.dates import day_and_month, long_date
from meetings.packs.notices_pdf import DayRow

SIZE = 42  # of a day's square, in the picture's own units: seven of them fit a phone
HEADS, GAP = 24, 26
MOST_WEEKS = 5  # beyond it the weeks in the middle are told in a line
ISSUE, CLEAR, OTHER, MEETING = "issue", "clear", "other", "meeting"
WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Square:
    """One day: its place, its number in the month, its kind, and what stands under it."""

    x: int
    y: int
    day: dt.date
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture: its squares, the line for weeks left out, what it says in words, and the days off by name."""

    width: int
    height: int
    squares: list[Square]
    heads: list[tuple[int, str]]
    left_out: str
    left_out_at: int
    description: str
    named: list[str]


def draw(issued: dt.date, meeting: dt.date, rows: list[DayRow], required: int) -> Strip | None:
    """The strip of a publication on that day; None where the meeting is not after it."""
    if meeting <= issued:
        return None
    by_day = {row.day: row for row in rows}
    weeks = sorted({_monday(issued + dt.timedelta(days=n)) for n in range((meeting - issued).days + 1)})
    shown = weeks if len(weeks) <= MOST_WEEKS else [weeks[0], *weeks[-(MOST_WEEKS - 2) :]]
    hidden = len(weeks) - len(shown)
    squares = []
    for place, week in enumerate(shown):
        y = HEADS + place * SIZE + (GAP if hidden and place else 0)
        for column in range(7):
            day = week + dt.timedelta(days=column)
            if issued <= day <= meeting:
                kind, words = _kind(day, issued, meeting, by_day.get(day))
                squares.append(Square(column * SIZE, y, day, kind, words))
    clear = sum(1 for row in rows if row.number)
    named = [f"{day_and_month(row.day)}: {row.why_not}" for row in rows if not row.number and row.day.weekday() < 5]
    off = f" Also not counted: {'; '.join(named)}." if named else ""
    return Strip(
        width=7 * SIZE,
        height=HEADS + len(shown) * SIZE + (GAP if hidden else 0),
        squares=squares,
        heads=[
            (column * SIZE + SIZE // 2, name) for column, name in enumerate(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
        ],
        left_out=f"{hidden} more week{'' if hidden == 1 else 's'}" if hidden else "",
        left_out_at=HEADS + SIZE + GAP - 8,
        description=(
            f"Issued on {long_date(issued)}, meeting on {long_date(meeting)}. {clear} clear "
            f"day{'' if clear == 1 else 's'} between them; {required} are needed. The day of issue and the day of the "
            f"meeting do not count.{off}"
        ),
        named=named,
    )


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _kind(day: dt.date, issued: dt.date, meeting: dt.date, row: DayRow | None) -> tuple[str, str]:
    if day == issued:
        return ISSUE, "issue"
    if day == meeting:
        return MEETING, "meets"
    if row and row.number:
        return CLEAR, str(row.number)
    return OTHER, "" if day.weekday() in WEEKEND else "off"
