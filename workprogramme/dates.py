"""Days in work programmes: how they are written, and the last day that a programme can plan."""

import datetime as dt

from committee.models import MunicipalYear
from committee.wording.dates import day_and_month, full_date

A_YEAR = dt.timedelta(days=366)


def last_day(year: MunicipalYear) -> dt.date:
    """Return the last day on which an item of that year's programme may have its meeting: a year after its end."""
    return year.ends + A_YEAR


def day_words(day: dt.date, year: MunicipalYear) -> str:
    """Return a day without its year where it is in this municipal year: 17 June; otherwise with it: 17 June 2019."""
    return day_and_month(day) if year.starts <= day <= year.ends else full_date(day)
