"""An item's story drawn as a line, with the days between the steps; `{% load story %}` for templates."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from committee.wording.dates import in_days, long_date

MARGIN = 14  # units of the drawing: room for half a mark at each end
ROOMY = 22  # least distance between marks with a number
ROOM_FOR_WORDS = 60  # least width of a gap that is labelled, as with "123 days"


@dataclass(frozen=True, slots=True)
class Mark:
    """A step on the line: its number in the table, its position, and whether there is room for the number."""

    number: int
    x: float
    numbered: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Words for the days between two steps, at their middle `x`. A gap without room for words has no `Gap`."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line, `width` wide, with marks from `start` to `end`. `title` describes the line in words."""

    width: int
    marks: list[Mark]
    gaps: list[Gap]
    first: dt.date
    last: dt.date
    title: str

    @property
    def start(self) -> float:
        """Left end of the line."""
        return self.marks[0].x

    @property
    def end(self) -> float:
        """Right end of the line."""
        return self.marks[-1].x


def draw(steps: Sequence[Any], width: int) -> Timeline | None:
    """
    Return the timeline of these steps, `width` units wide; None for fewer than two steps.

    Each step has its day `on`, and `days` since the step before (None for the first). Neighbouring marks have a least
    distance. The remaining width is divided in proportion to the days between the marks.
    """
    if len(steps) < 2:
        return None
    days = [step.days or 0 for step in steps[1:]]
    room, total = width - 2 * MARGIN, sum(days)
    even = room / len(days)
    # If marks are too close for numbers, halve the even distance, so that long gaps are still wider than short ones.
    least = even if not total else ROOMY if even >= ROOMY else even / 2
    spread = room - least * len(days)
    places = [float(MARGIN)]
    for count in days:
        places.append(places[-1] + least + (spread * count / total if total else 0))
    marks = [Mark(number, round(x, 1), least >= ROOMY) for number, x in enumerate(places, 1)]
    gaps = [
        Gap(round((before + after) / 2, 1), in_days(count))
        for before, after, count in zip(places, places[1:], days, strict=False)
        if count and after - before >= ROOM_FOR_WORDS
    ]
    first, last = steps[0].on, steps[-1].on
    return Timeline(width, marks, gaps, first, last, _title(first, last, total))


def _title(first: dt.date, last: dt.date, total: int) -> str:
    if not total:
        return f"All on {long_date(first)}"
    return f"From {long_date(first)} to {long_date(last)}: {in_days(total)}"


register = template.Library()
MARKER = re.compile(r"\(?\w{1,4}[).]")  # marker of a limb: a) or (a) or 1.


@register.simple_tag
def timeline(steps: Sequence[Any], width: int) -> Timeline | None:
    """Return the timeline of the steps, `width` units wide; None for fewer than two steps."""
    return draw(steps, width)


@register.filter
def begun(text: str) -> str:
    """Return `text` with its first letter as a capital. Text that begins with a limb's marker is unchanged."""
    return text if MARKER.match(text) else text[:1].upper() + text[1:]
