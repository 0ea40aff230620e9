"""A programme's year as a strip: its months, its meetings in them, and what they have against what they take."""

import datetime as dt

from workprogramme.year_strip import TALL, Mark, draw

STARTS, ENDS = dt.date(2021, 5, 20), dt.date(2022, 5, 18)
JUNE, JULY = dt.date(2021, 6, 15), dt.date(2021, 7, 5)


def test_every_month_stands_once_with_its_meetings_in_order_and_what_is_too_much_over_the_box():
    drawn = draw([Mark(JULY, 6), Mark(JUNE, 1)], 3, starts=STARTS, ends=ENDS)
    assert [month.name for month in drawn.months][:3] == ["May 2021", "Jun", "Jul"] and len(drawn.months) == 13
    assert [box.mark.day for box in drawn.boxes] == [JUNE, JULY]
    under, over = drawn.boxes
    assert (under.over, over.too_many) == (0, 3)
    assert over.fits + over.over == TALL and over.over_top < over.fits_top
