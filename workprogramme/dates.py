"""Days in work programmes: how they are written, and the last day that a programme can plan."""

import datetime as dt

from committee.models import MunicipalYear
from committee.wording.dates import day_and_month, full_date

A_YEAR = dt.timedelta(days=366)


def last_day(year: MunicipalYear) -> dt.date:
    """Return the last day for the meeting of an item in the programme of `year`: A_YEAR after the end of `year`."""
    return year.ends + A_YEAR


def day_words(day: dt.date, year: MunicipalYear) -> str:
    """Return “17 June” for a day in the municipal year `year`, and “17 June 2019” for any other day."""
    return day_and_month(day) if year.starts <= day <= year.ends else full_date(day)
