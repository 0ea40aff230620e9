"""The line that an item's story is drawn as."""

import datetime as dt
from dataclasses import dataclass

from workprogramme.history.timeline import MARGIN, draw


@dataclass(frozen=True)
class Step:
    """A step as the story tells it."""

    on: dt.date
    word: str
    text: str = ""
    url: str = ""
    days: int | None = None


def steps(*days: int | None) -> list[Step]:
    """Return steps that follow each other after so many days."""
    first, story, on = dt.date(2021, 6, 17), [], dt.date(2021, 6, 17)
    for number, gap in enumerate((None, *days), 1):
        on = first if gap is None else on + dt.timedelta(days=gap)
        story.append(Step(on, f"Step {number}", days=gap))
    return story


def test_steps_stand_apart_in_proportion_to_the_days_between():
    line = draw(steps(10, 300), 640)
    before, after = line.marks[1].x - line.marks[0].x, line.marks[2].x - line.marks[1].x
    assert after > 10 * before > 0
    assert (line.start, line.end) == (MARGIN, 640 - MARGIN)
    assert line.title == "From Thursday 17 June 2021 to Saturday 23 April 2022: 310 days"
    assert [gap.words for gap in line.gaps] == ["300 days"]


def test_steps_of_one_day_stand_apart_all_the_same():
    line = draw(steps(0, 0), 320)
    assert [mark.x for mark in line.marks] == [14, 160, 306]
    assert line.title == "All on Thursday 17 June 2021"


def test_one_step_or_none_makes_no_line():
    assert draw([], 640) is None
    assert draw(steps(), 640) is None
