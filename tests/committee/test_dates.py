"""Days, times and months: how the council writes them, and how people may type a month and a year."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django import forms

from committee.forms.fields import TimeField
from committee.forms.month import NO_MONTH, NO_SUCH_MONTH, NO_SUCH_YEAR, NO_YEAR, MonthField
from committee.wording import dates
from committee.wording.wording import Wording, as_frozen, current, printed_as

ROOT = Path(__file__).resolve().parent.parent.parent
UTC_MOMENT = dt.datetime(2022, 7, 1, 23, 5, tzinfo=dt.UTC)  # five past midnight on 2 July in London


@pytest.mark.parametrize(
    ("style", "long", "full", "month"),
    [
        ("plain", "Monday 3 January 2022", "3 January 2022", "3 January"),
        ("comma", "Monday, 3 January 2022", "3 January 2022", "3 January"),
        ("ordinal", "Monday 3rd January 2022", "3rd January 2022", "3rd January"),
        ("ordinal_comma", "Monday, 3rd January, 2022", "3rd January, 2022", "3rd January"),
    ],
)
def test_a_day_is_written_as_the_council_writes_days(style, long, full, month):
    day = dt.date(2022, 1, 3)
    with printed_as(Wording(date_style=style)):
        assert (dates.long_date(day), dates.full_date(day), dates.day_and_month(day)) == (long, full, month)
        assert (dates.short_date(day), dates.short_day(day)) == ("3 Jan 2022", "3 Jan")


def test_days_are_counted_in_english():
    with printed_as(Wording(date_style="ordinal")):
        written = [dates.day_and_month(dt.date(2022, 1, day)).split()[0] for day in range(1, 32)]
    assert written[:4] == ["1st", "2nd", "3rd", "4th"] and written[9:13] == ["10th", "11th", "12th", "13th"]
    assert written[19:24] == ["20th", "21st", "22nd", "23rd", "24th"] and written[29:] == ["30th", "31st"]


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("24", ["00:00", "00:05", "10:00", "12:00", "12:01", "14:30"]),
        ("dot_space", ["midnight", "12.05 am", "10.00 am", "midday", "12.01 pm", "2.30 pm"]),
        ("dot", ["midnight", "12.05am", "10.00am", "midday", "12.01pm", "2.30pm"]),
        ("short", ["midnight", "12.05am", "10am", "midday", "12.01pm", "2.30pm"]),
    ],
)
def test_a_time_is_written_as_the_council_writes_times(style, written):
    times = [dt.time(0), dt.time(0, 5), dt.time(10), dt.time(12), dt.time(12, 1), dt.time(14, 30)]
    with printed_as(Wording(time_style=style)):
        assert [dates.clock_time(time) for time in times] == written
        assert [dates.clock_time(time.isoformat("minutes")) for time in times] == written


@pytest.mark.parametrize(
    ("time", "typed"),
    [
        (dt.time(12), ["12:00", "12.00 pm", "12pm", "midday", " Midday ", "noon", "12 noon"]),
        (dt.time(0), ["00:00", "12am", "midnight"]),
        (dt.time(14, 30), ["14:30", "14.30", "2.30pm", "2:30 p.m.", "14:30:00"]),
    ],
)
def test_a_time_is_read_as_clerks_write_times(time, typed):
    assert [TimeField().clean(text) for text in typed] == [time] * len(typed)
    with pytest.raises(forms.ValidationError, match="Enter a time such as"):
        TimeField().clean("half past ten")


def test_the_last_day_of_a_month_is_its_end_and_any_other_is_itself():
    days = (dt.date(2024, 2, 29), dt.date(2027, 2, 28), dt.date(2024, 2, 28), None)
    said = ["the end of February 2024", "the end of February 2027", "28 February 2024", ""]
    assert [dates.end_of_month(day) for day in days] == said


def test_a_moment_is_written_by_londons_clocks():
    assert dates.long_day(UTC_MOMENT) == "Saturday 2 July"
    assert dates.date_time(UTC_MOMENT) == "Saturday 2 July 2022, 00:05"
    assert dates.short_date(UTC_MOMENT) == "2 Jul 2022"


def test_what_is_frozen_keeps_what_is_not_usual_and_a_document_of_before_is_worded_as_usual():
    assert Wording().frozen() == {} and Wording(time_style="dot").frozen() == {"time_style": "dot"}
    with printed_as(Wording(time_style="short")):
        with as_frozen({"wording": {"time_style": "dot"}}):
            assert current() == Wording(time_style="dot")
        with as_frozen({}):
            assert current() == Wording()
        with as_frozen(None):
            assert current() == Wording(time_style="short")


# Formats that write no day as a council has a way to: a part of one, or what a machine reads.
PARTS = {
    "Y-m-d": "a datetime attribute, or what groups a list by its days",
    "Y-m": "an id of a month",
    "H:i": "the value of a box for a time",
    "F Y": "a month, which is written so in every style",
    "D j": "a day of a calendar's grid",
    "D": "a short weekday before a short day",
    "l": "a weekday by itself",
    "j": "the number of a day in a calendar's grid or a chart",
    "M": "the head of a month's column",
    "b": "the month under a bar of a chart",
    "Y": "a year by itself",
}
FORMAT = re.compile(r"""\|\s*(?:date|time)\b(?::(?:"([^"]*)"|'([^']*)'))?|\{%\s*now\b""")


def test_no_template_writes_a_day_or_a_time_by_itself():
    found = [
        (path.relative_to(ROOT).as_posix(), match.group())
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for match in FORMAT.finditer(path.read_text(encoding="utf-8"))
        if (match.group(1) or match.group(2)) not in PARTS
    ]
    assert found == []


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


def test_how_long_something_was_is_said_in_a_sensible_unit():
    said = {days: dates.how_long(days) for days in (0, 1, 20, 21, 90, 730)}
    assert said == {0: "", 1: "1 day", 20: "20 days", 21: "3 weeks", 90: "3 months", 730: "2 years"}
