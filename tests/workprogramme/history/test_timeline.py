"""The line that an item's story is drawn as."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from workprogramme.history.timeline import MARGIN, begun, draw

pytestmark = pytest.mark.both_databases("ordering: a year on one line")


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


@pytest.mark.parametrize("width", [320, 640])
def test_very_many_steps_stay_within_the_picture_and_bear_no_numbers(width):
    line = draw(steps(*([3] * 60)), width)
    assert line.end == pytest.approx(width - MARGIN)
    assert not any(mark.numbered for mark in line.marks)


def test_one_step_or_none_makes_no_line():
    assert draw([], 640) is None
    assert draw(steps(), 640) is None


def test_the_table_says_in_words_what_the_line_shows():
    story = [
        Step(dt.date(2021, 6, 17), "Suggested", "By a <member>"),
        Step(dt.date(2021, 6, 18), "Scheduled", "", "/x/", 1),
    ]
    html = render_to_string("_story.html", {"story": story})
    assert "1 day later" in html
    assert '<a href="/x/">Scheduled</a>' in html
    assert "By a &lt;member&gt;" in html
    assert html.count("2 steps, each with its day in the table below.") == 2
    assert "style=" not in html


def test_steps_of_one_day_stand_under_its_one_date():
    days = [(17, None), (18, 1), (18, 0), (21, 3)]
    story = [Step(dt.date(2021, 6, day), "Moved", "", "", since) for day, since in days]
    html = render_to_string("_story.html", {"story": story})
    assert re.findall(r'rowspan="(\d)"><time datetime="([^"]+)"', html) == [
        ("1", "2021-06-17"),
        ("2", "2021-06-18"),
        ("1", "2021-06-21"),
    ]
    assert html.count("<td>") == 4


def test_where_marks_are_crowded_many_days_still_show():
    line = draw(steps(*([1] * 20), 300), 320)
    gaps = [after.x - before.x for before, after in pairwise(line.marks)]
    assert gaps[-1] > 10 * gaps[0]


def test_words_begin_with_a_capital_and_the_marker_of_a_limb_stays():
    assert begun("from 17 June to 6 July") == "From 17 June to 6 July"
    assert begun("a) the report be noted") == "a) the report be noted"
    assert begun("") == ""
