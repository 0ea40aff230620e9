"""A month and a year in two boxes: whatever way people write them, and what is said of anything else."""

import datetime as dt

import pytest
from django import forms

from committee.forms.month import NO_MONTH, NO_SUCH_MONTH, NO_SUCH_YEAR, NO_YEAR, MonthField


class When(forms.Form):
    done = MonthField(label="When will it be done?", required=False)


def sent(month: str, year: str) -> When:
    return When({"done_month": month, "done_year": year})


@pytest.mark.parametrize(
    ("month", "year", "day"),
    [
        ("3", "2027", dt.date(2027, 3, 31)),
        (" 03 ", "27", dt.date(2027, 3, 31)),
        ("sept.", "2027", dt.date(2027, 9, 30)),
        ("feb", "2028", dt.date(2028, 2, 29)),
        ("12", "2199", dt.date(2199, 12, 31)),
        ("", "", None),
    ],
)
def test_a_month_is_its_last_day(month, year, day):
    form = sent(month, year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["done"] == day


@pytest.mark.parametrize(
    ("month", "year", "told"),
    [
        ("", "2027", NO_MONTH),
        ("3", "", NO_YEAR),
        *((month, "2027", NO_SUCH_MONTH) for month in ("13", "0", "ma", "٣", "Marchy")),
        *(("3", year, NO_SUCH_YEAR) for year in ("227", "9999", "1066", "next")),
    ],
)
def test_what_is_no_month_is_refused_in_words_that_mend_it(month, year, told):
    assert sent(month, year).errors == {"done": [told]}


def test_a_day_that_is_kept_is_shown_as_month_and_year():
    shown = When(initial={"done": dt.date(2027, 3, 15)})["done"].as_widget()
    assert 'value="3"' in shown and 'value="2027"' in shown
