"""
The last days of periods of days, months and years.

"Beginning with" a day includes it; "from", "of" and "after" leave it out. A period of months ends by the
corresponding-date rule, clipped to the end of a shorter month (Dodds v Walker [1981] 1 WLR 1027; Zoan v Rouamba [2000]
1 WLR 1509).
"""

from calendar import monthrange
from datetime import date, timedelta


def _month_later(start: date, months: int) -> tuple[int, int, int]:
    """Return year and number of the month that is `months` later than `start`, and how many days that month has."""
    years, month0 = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return year, month0 + 1, monthrange(year, month0 + 1)[1]


def months_from(start: date, months: int) -> date:
    """
    Return the last day of a period of months that leaves out the day `start` (Dodds v Walker).

    It is the same day of the month, or the last day of a shorter month.
    """
    year, month, longest = _month_later(start, months)
    return date(year, month, min(start.day, longest))


def months_beginning_with(start: date, months: int) -> date:
    """
    Return the last day of a period of months that includes its first day (Zoan v Rouamba).

    It is the day before the corresponding date; where the last month has no such date, the end of that month.
    """
    year, month, longest = _month_later(start, months)
    if start.day > longest:
        return date(year, month, longest)
    return date(year, month, start.day) - timedelta(days=1)


def years_beginning_with(start: date, years: int) -> date:
    """Return the last day of a period of years that includes its first day."""
    return months_beginning_with(start, 12 * years)


def days_from(start: date, days: int) -> date:
    """Return the last day of a period of days that leaves out the day `start`."""
    return start + timedelta(days=days)


def days_beginning_with(start: date, days: int) -> date:
    """Return the last day of a period of days that includes its first day."""
    return start + timedelta(days=days - 1)
