"""A programme's year drawn as a strip of months. Each meeting is a box filled in proportion to its items."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from committee.wording.dates import short_month

# In units of the drawing: the width of a box, the gap between two boxes, and the least width of a month.
BAR, GAP, LEAST = 20, 8, 83
# In units of the drawing: the height of the tallest box, of the number above, and of the days and month below.
TALL, TOP, BELOW = 84, 24, 52
FOOT = TOP + TALL  # y coordinate of the bottom of all boxes


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting of the year, with its number of items (`load`)."""

    day: dt.date
    load: int
    is_past: bool = False
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """
    A meeting as drawn: a box from the foot line up.

    - `x` is the left edge of the box, `middle` the centre.
    - `fits_top` and `fits` are the top and height of the part filled by items within the limit.
    - `over_top` and `over` are the top and height of the part above the limit.
    - `count_at` is the y coordinate of the number above the box.
    - `too_many` is the number of items above the limit.
    """

    mark: Mark
    x: float
    middle: float
    fits_top: float
    fits: float
    over_top: float
    over: float
    count_at: float
    too_many: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the strip: its left edge, its middle, and its name, with the year in January and at the start."""

    x: float
    middle: float
    name: str
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole drawing. `limit` is the limit of items per meeting, drawn at the y coordinate `line`."""

    months: list[Month]
    width: float
    line: float
    limit_height: float
    limit: int
    description: str
    height: int = FOOT + BELOW
    foot: int = FOOT
    bar: int = BAR
    day_at: int = FOOT + 18
    month_at: int = FOOT + 44

    @property
    def boxes(self) -> list[Box]:
        """The meetings in order, for the table."""
        return [box for month in self.months for box in month.boxes]


def draw(marks: Sequence[Mark], limit: int, *, starts: dt.date, ends: dt.date) -> Strip | None:
    """Return the strip from `starts` to `ends`, or longer if meetings lie outside; None for fewer than two meetings."""
    if len(marks) < 2:
        return None
    ordered = sorted(marks, key=lambda mark: mark.day)
    unit = TALL / max(limit, *(mark.load for mark in ordered))
    year_months = list(_months(min(starts, ordered[0].day), max(ends, ordered[-1].day)))
    in_month = [[mark for mark in ordered if (mark.day.year, mark.day.month) == month] for month in year_months]
    wide = max(LEAST, max(len(month_marks) for month_marks in in_month) * (BAR + GAP) + GAP)
    months = [
        _month(month, month_marks, place * wide, wide, unit=unit, limit=limit, first=place == 0)
        for place, (month, month_marks) in enumerate(zip(year_months, in_month, strict=True))
    ]
    return Strip(
        months=months,
        width=wide * len(months),
        line=_short(FOOT - unit * limit),
        limit_height=_short(unit * limit),
        limit=limit,
        description=f"{len(ordered)} meetings, each with space for {limit} item{'' if limit == 1 else 's'}.",
    )


def _months(first: dt.date, last: dt.date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _month(
    month: tuple[int, int], marks: list[Mark], x: float, wide: float, *, unit: float, limit: int, first: bool
) -> Month:
    begins = dt.date(*month, 1)
    side = (wide - len(marks) * BAR - (len(marks) - 1) * GAP) / 2
    boxes = [_box(mark, x + side + place * (BAR + GAP), unit, limit) for place, mark in enumerate(marks)]
    name = short_month(begins) + (f" {begins.year}" if first or begins.month == 1 else "")
    return Month(_short(x), _short(x + wide / 2), name, boxes)


def _box(mark: Mark, x: float, unit: float, limit: int) -> Box:
    fits, over = unit * min(mark.load, limit), unit * max(0, mark.load - limit)
    top = FOOT - max(fits + over, unit * limit)
    return Box(
        mark, _short(x), _short(x + BAR / 2), _short(FOOT - fits), _short(fits), _short(FOOT - fits - over),
        _short(over), _short(top - 6), max(0, mark.load - limit),
    )  # fmt: skip


def _short(number: float) -> float:
    """Round to one decimal. Return an int where the rounded number is whole, to keep the SVG short."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
