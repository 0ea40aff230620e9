"""A programme's year as a strip: its months, its meetings in them, and what they have against what they take."""

import datetime as dt

from workprogramme.year_strip import TALL, Mark, draw

STARTS, ENDS = dt.date(2021, 5, 20), dt.date(2022, 5, 18)
JUNE, JULY, SIX = (dt.date(2021, *day) for day in ((6, 15), (7, 5), (7, 6)))


def strip(*marks, limit=3):
    return draw(marks, limit, starts=STARTS, ends=ENDS)


def test_one_meeting_is_nothing_to_draw():
    assert strip(Mark(JUNE, 2)) is None


def test_every_month_of_the_year_stands_once_with_its_meetings_in_order():
    drawn = strip(Mark(SIX, 1), Mark(JUNE, 2), Mark(JULY, 0))
    assert [month.name for month in drawn.months][:3] == ["May 2021", "Jun", "Jul"]
    assert drawn.months[-1].name == "May" and len(drawn.months) == 13
    assert [len(month.boxes) for month in drawn.months][:3] == [0, 1, 2]
    assert [box.mark.day for box in drawn.boxes] == [JUNE, JULY, SIX]


def test_what_is_too_much_stands_over_the_box():
    under, over = strip(Mark(JUNE, 1), Mark(JULY, 6)).boxes
    assert (under.over, over.too_many) == (0, 3)
    assert over.fits + over.over == TALL and over.over_top < over.fits_top


def test_meetings_after_the_year_get_months_of_their_own():
    assert strip(Mark(JUNE, 1), Mark(dt.date(2022, 7, 4), 1)).months[-1].name == "Jul"
