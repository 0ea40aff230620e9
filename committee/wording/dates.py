"""
Write days and times in the council's chosen style, for all pages, prints, emails and refusals.

The functions are filters of templates too ({% load council %}). Values for machines (addresses, feeds, `datetime`
attributes, spreadsheets, the fields of forms) are ISO text, and are not written here. A moment is written in London
time.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from committee.wording import wording

LONDON = ZoneInfo("Europe/London")
NOON = 12
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
# (least number of days, days per unit, unit), the largest unit first: `how_long` uses the first unit that fits.
LONG = ((730, 365, "year"), (90, 30, "month"), (21, 7, "week"), (1, 1, "day"))

# Styles of days by their stored values, each with a sample: 10 January 2022.
DATE_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "plain": "Monday 10 January 2022",
        "comma": "Monday, 10 January 2022",
        "ordinal": "Monday 10th January 2022",
        "ordinal_comma": "Monday, 10th January, 2022",
    }
)
# Styles of times by their stored values, each with two samples.
TIME_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "24": "10:00 and 14:30",
        "dot_space": "10.00 am and 2.30 pm",
        "dot": "10.00am and 2.30pm",
        "short": "10am and 2.30pm",
    }
)


def long_date(day: date | None) -> str:
    """Return a day with its weekday: Thursday 21 April 2022; "" for no day."""
    if not day:
        return ""
    here = _here(day)
    return f"{_weekday(here)} {full_date(here)}"


def full_date(day: date | str | None) -> str:
    """Return a day, or the ISO text of a day, without its weekday: 21 April 2022; "" for no day."""
    if not day:
        return ""
    here = date.fromisoformat(day) if isinstance(day, str) else _here(day)
    comma = "," if wording.current().date_style == "ordinal_comma" else ""
    return f"{day_and_month(here)}{comma} {here:%Y}"


def end_of_month(day: date | None) -> str:
    """Return "the end of March 2027" for a month's last day, for any other day its date; "" for None."""
    if day and day.day == monthrange(day.year, day.month)[1]:
        return f"the end of {month_and_year(day)}"
    return full_date(day)


def month_and_year(day: date | None) -> str:
    """Return the month and year of a day: March 2027, in every style; "" for None."""
    return f"{_here(day):%B %Y}" if day else ""


def with_no_end(day: date | None) -> str:
    """Return "from March 2027, with no end date", for a duty without an end; "" for None."""
    return f"from {month_and_year(day)}, with no end date" if day else ""


def day_and_month(day: date | None) -> str:
    """Return a day without its year: 21 April; "" for no day."""
    if not day:
        return ""
    here = _here(day)
    ordinal = ordinal_ending(here.day) if wording.current().date_style.startswith("ordinal") else ""
    return f"{here.day}{ordinal} {here:%B}"


def long_day(day: date | None) -> str:
    """Return a day with its weekday and without its year: Thursday 21 April; "" for no day."""
    if not day:
        return ""
    here = _here(day)
    return f"{_weekday(here)} {day_and_month(here)}"


def short_date(day: date | None) -> str:
    """Return a day in short form, the same in every style: 21 Apr 2022; "" for no day."""
    return f"{short_day(day)} {_here(day):%Y}" if day else ""


def short_day(day: date | None) -> str:
    """Return a day in short form without its year: 21 Apr; "" for no day."""
    return f"{_here(day).day} {short_month(day)}" if day else ""


def short_month(day: date) -> str:
    """Return the month of a day in short form: Apr."""
    return f"{_here(day):%b}"


def in_days(count: int) -> str:
    """Return a number of days in words: "1 day", "49 days"."""
    return f"{count} day{'' if count == 1 else 's'}"


def start_of(day: date) -> datetime:
    """Return midnight in London at the beginning of a day."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def clock_time(moment: time | datetime | str | None) -> str:
    """
    Return a time, or the ISO text of a time, as 10:00, 10.00 am, 10.00am or 10am; "" for no time.

    With am and pm, 12:00 is “midday” and 00:00 “midnight”, because readers differ on what 12pm means.
    """
    if not moment:
        return ""
    at = time.fromisoformat(moment) if isinstance(moment, str) else moment
    at = _here(at) if isinstance(at, datetime) else at
    style = wording.current().time_style
    if style == "24":
        return f"{at:%H:%M}"
    if at.minute == 0 and at.hour % NOON == 0:
        return "midday" if at.hour else "midnight"
    half = f"{' ' if style == 'dot_space' else ''}{'am' if at.hour < NOON else 'pm'}"
    minutes = "" if style == "short" and at.minute == 0 else f".{at:%M}"
    return f"{at.hour % NOON or NOON}{minutes}{half}"


def to_the_second(moment: datetime | None, today: date) -> str:
    """Return a moment for a status line, such as 10:42:07; with its day if that is not `today`; "" for None."""
    if not moment:
        return ""
    here = _here(moment)
    day = "" if here.date() == today else f"on {full_date(here)} at "
    return f"{day}{here:%H:%M:%S}"


def date_time(moment: datetime | None) -> str:
    """Return a moment: Thursday 21 April 2022, 10:00; "" for None."""
    return f"{long_date(moment)}, {clock_time(moment)}" if moment else ""


def how_long(days: int) -> str:
    """Return a number of days in its largest fitting unit: 3 days, 5 weeks, 7 months, 4 years; "" for zero or less."""
    if days <= 0:
        return ""
    length, unit = next((length, unit) for least, length, unit in LONG if days >= least)
    count = days // length
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _here[Day: date](day: Day) -> Day:
    """Return the day; a moment with a time zone is returned in London time."""
    return day.astimezone(LONDON) if isinstance(day, datetime) and day.tzinfo else day


def _weekday(day: date) -> str:
    return f"{day:%A}{',' if 'comma' in wording.current().date_style else ''}"


def ordinal_ending(number: int) -> str:
    """Return the ending of a day's number: st, nd, rd or th."""
    if number in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
