"""A programme's load drawn: a bar for each meeting against the line of what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from committee.dates import long_date
from workprogramme.planner.board import Column

STEP, BAR, TALL, TOP, FOOT, SIDE = 64, 34, 96, 26, 44, 4  # units of the drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """One meeting: where its bar stands, the height of what fits and of what is too much, and its words."""

    column: Column
    x: int
    middle: int
    top: float
    fits_top: float
    fits: float
    over: float
    count_at: float


@dataclass(frozen=True, slots=True)
class Chart:
    """All of them; `line` is where the limit lies, `foot` where the bars stand."""

    bars: list[Bar]
    width: int
    height: int
    foot: int
    line: float
    day_at: int
    month_at: int
    title: str
    description: str


def draw(columns: Sequence[Column], limit: int) -> Chart | None:
    """The load of these meetings; None for fewer than two, of which there is nothing to compare."""
    if len(columns) < 2:
        return None
    most = max(limit, *(column.load for column in columns))
    unit, foot = TALL / most, TOP + TALL
    bars = [_bar(column, place, unit, foot, limit) for place, column in enumerate(columns)]
    said = "; ".join(f"{long_date(one.meeting.date)} {one.load}" for one in columns)
    return Chart(
        bars=bars,
        width=SIDE * 2 + STEP * len(columns),
        height=foot + FOOT,
        foot=foot,
        line=round(foot - unit * limit, 1),
        day_at=foot + 19,
        month_at=foot + 38,
        title=f"Items at each meeting; {limit} is the most",
        description=f"{said}.",
    )


def _bar(column: Column, place: int, unit: float, foot: int, limit: int) -> Bar:
    x = SIDE + place * STEP + (STEP - BAR) // 2
    fits, over = unit * min(column.load, limit), unit * column.over
    top = round(foot - fits - over, 1)
    return Bar(column, x, x + BAR // 2, top, round(foot - fits, 1), round(fits, 1), round(over, 1), round(top - 6, 1))
