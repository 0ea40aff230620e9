"""
Clear days: the working days strictly between publication and meeting.

Neither the day of publication nor the day of the meeting counts (R v Herefordshire Justices (1820) 3 B & Ald 581). Only
working days count (R v Swansea City Council, ex parte Elitestone Ltd (1993) 66 P & CR 422). Section 243 of the Local
Government Act 1972 does not define clear days for Part VA, so it is not applied here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

from committee.law.findings import Finding, Severity
from committee.wording.dates import LONDON, long_date

SATURDAY = 5
ONE_DAY = timedelta(days=1)

# The Local Government Act 1972 came into force in 1974, so these rules apply to no earlier meeting.
HOLIDAY_DATA_FROM = 1974
# GOV.UK has announced bank holidays up to December 2028; later holidays are the usual days, not yet confirmed.
HOLIDAY_DATA_UNTIL = 2028
# The usual days are loaded for later years too, so that a far-off Christmas Day does not count as a working day.
USUAL_DAYS_UNTIL = HOLIDAY_DATA_UNTIL + 20

OFFICIAL_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def bank_holidays(years: Iterable[int]) -> dict[date, str]:
    """
    Return every bank and public holiday in England in the years given, with its name, in date order.

    Substitute days and one-off proclaimed days are included, and holidays that fall on a Saturday or Sunday. The list
    has dates, not rules such as "the last Monday in May", because holidays are moved (8 May 2020, 2 June 2022).
    """
    wanted = set(years)
    if not wanted:
        return {}
    calendar = holidays.country_holidays("GB", subdiv="ENG", years=wanted, observed=True, language="en_GB")
    return {day: _official_name(calendar[day]) for day in sorted(calendar) if day.year in wanted}


def _official_name(name: str) -> str:
    substitute = name.endswith(" (observed)")
    name = name.removesuffix(" (observed)")
    official = OFFICIAL_NAMES.get(name, name).replace("'", "’")
    return official + (" (substitute day)" if substitute else "")


@lru_cache(maxsize=1)
def _all_bank_holidays() -> Mapping[date, str]:
    return MappingProxyType(bank_holidays(range(HOLIDAY_DATA_FROM, USUAL_DAYS_UNTIL + 1)))


@dataclass(frozen=True)
class DayList:
    """
    The days, besides weekends, that do not count: bank holidays, closures of the council, holidays proclaimed later.

    `holidays`, `closures` and `proclaimed` map dates to names. Bank holidays do not count by Elitestone's reasoning.
    Closures do not count because papers cannot be inspected at shut offices (inference: no authority). The list of bank
    holidays is reliable from `first_year` to `last_year`.
    """

    holidays: Mapping[date, str] = field(default_factory=_all_bank_holidays)
    closures: Mapping[date, str] = field(default_factory=dict)
    proclaimed: Mapping[date, str] = field(default_factory=dict)
    first_year: int = HOLIDAY_DATA_FROM
    last_year: int = HOLIDAY_DATA_UNTIL

    def working(self, day: date) -> bool:
        """Return whether a day is a Monday to Friday that is no holiday and no closure (Elitestone)."""
        return not self.why_not(day)

    def why_not(self, day: date) -> str:
        """Return why the day does not count: "Saturday", "Council closure: Christmas"; "" where the day counts."""
        if day.weekday() >= SATURDAY:
            return f"{day:%A}"
        if day in self.proclaimed or day in self.holidays:
            return self.proclaimed.get(day) or self.holidays.get(day) or "Bank holiday"
        if day in self.closures:
            return f"Council closure: {self.closures[day]}" if self.closures[day] else "Council closure"
        return ""

    def next_working_day(self, day: date) -> date:
        """Return the day itself where it is a working day, otherwise the first working day after it."""
        while not self.working(day):
            day += ONE_DAY
        return day

    def doubt(self, start: date, end: date) -> Finding | None:
        """R10: return a warning where `start` or `end` is in a year whose bank holidays are not known; else None."""
        first, last = min(start, end).year, max(start, end).year
        if self.first_year <= first and last <= self.last_year:
            return None
        text = (
            f"Bank holidays are known from {self.first_year} to {self.last_year} only. "
            f"Check the days between {long_date(min(start, end))} and {long_date(max(start, end))} by hand."
        )
        return Finding("R10", Severity.WARN, text, "R v Swansea CC ex p Elitestone")


@dataclass(frozen=True)
class Count:
    """
    Clear days counted one by one, as a certificate of publication prints them.

    - counted: the clear days, in order
    - skipped: the days between publication and meeting that do not count, each with its reason
    - warnings: R09 (published on a non-working day) and R10 (no holiday data for those years)
    """

    published: date
    meeting: date
    required: int
    counted: list[date]
    skipped: list[tuple[date, str]]
    warnings: list[Finding]

    @property
    def clear(self) -> int:
        """Number of clear days."""
        return len(self.counted)

    @property
    def lawful(self) -> bool:
        """True where there are enough clear days (s.100B(3)); False for publication on the meeting's day or later."""
        return self.clear >= self.required

    @property
    def short_by(self) -> int:
        """Number of clear days missing; 0 where the count is lawful."""
        return max(self.required - self.clear, 0)


def days_between(start: date, end: date) -> list[date]:
    """Return every day strictly between two days, in order; empty where `end` is not after `start`."""
    return [start + timedelta(days=n) for n in range(1, (end - start).days)]


def clear_days(published: date, meeting: date, days: DayList) -> list[date]:
    """Return the clear days between publication and meeting, in order (s.100B(3) as read in Elitestone)."""
    return [day for day in days_between(published, meeting) if days.working(day)]


def calendar_clear(published: date, meeting: date) -> int:
    """Return the number of calendar days strictly between two days, as councils count for SI 2012/2089 reg 9."""
    return len(days_between(published, meeting))


def window(meeting: date, required: int, days: DayList) -> list[date]:
    """
    Return the latest `required` working days before the meeting, in order. Raises ValueError for `required` below one.
    """
    if required < 1:
        raise ValueError("Enter at least one clear day.")
    working: list[date] = []
    day = meeting
    while len(working) < required:
        day -= ONE_DAY
        if days.working(day):
            working.append(day)
    return working[::-1]


def first_unlawful_day(meeting: date, required: int, days: DayList) -> date:
    """Return the first day on which publication is too late: the first of the clear days (s.100B(3))."""
    return window(meeting, required, days)[0]


def last_calendar_day(meeting: date, required: int, days: DayList) -> date:
    """Return the last day, working or not, on which publication leaves enough clear days (s.100B(3))."""
    return first_unlawful_day(meeting, required, days) - ONE_DAY


def last_working_day(meeting: date, required: int, days: DayList) -> date:
    """Return the last lawful publication day on which the offices are open: the deadline to show (s.100B(1), (3))."""
    day = last_calendar_day(meeting, required, days)
    while not days.working(day):
        day -= ONE_DAY
    return day


def working_days_between(start: date, end: date, days: DayList) -> int:
    """Return the number of working days strictly between two days."""
    return len(clear_days(start, end, days))


def working_days_left(today: date, deadline: date, days: DayList) -> int:
    """Return the number of working days after today up to and including the deadline; negative after the deadline."""
    if today <= deadline:
        return working_days_between(today, deadline + ONE_DAY, days)
    return -working_days_between(deadline, today + ONE_DAY, days)


def count(published: date, meeting: date, days: DayList, required: int = 5) -> Count:
    """
    Return the count of clear days between publication and meeting, with warnings.

    Five clear days: s.100B(3) as amended by SI 2002/715 art 2. Raises ValueError for `required` below one.
    """
    if required < 1:
        raise ValueError("Enter at least one clear day.")
    skipped = [(day, days.why_not(day)) for day in days_between(published, meeting) if not days.working(day)]
    warnings = [_shut_on(published, meeting, days, required), days.doubt(published, meeting)]
    counted = clear_days(published, meeting, days)
    return Count(published, meeting, required, counted, skipped, [warning for warning in warnings if warning])


def _shut_on(published: date, meeting: date, days: DayList, required: int) -> Finding | None:
    """R09: return a warning if the offices are shut on the day of publication; else None (s.100B(1), Elitestone)."""
    reason = days.why_not(published)
    if not reason:
        return None
    when = long_date(published) if reason == f"{published:%A}" else f"{long_date(published)} ({reason})"
    opens = days.next_working_day(published)
    text = f"{when} is not a working day. Inspection starts on {long_date(opens)}"
    if opens < meeting:
        days_left = len(clear_days(opens, meeting, days))
        text += f", {days_left} clear day{'' if days_left == 1 else 's'} before the meeting"
        text += f"; {required} are needed" if days_left < required else ""
    text += "."
    return Finding("R09", Severity.WARN, text, "LGA 1972 s.100B(1); R v Swansea CC ex p Elitestone")


def publication_day(at: datetime) -> date:
    """
    Return the calendar date in London of a moment; 23:30 still counts as that day.

    Raises ValueError for a moment without a time zone.
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("A time of publication needs its time zone.")
    return at.astimezone(LONDON).date()


def effective_publication(website_at: datetime, inspection_at: datetime) -> date:
    """Return the day to count from: the later of publication on the website and inspection at the offices.

    For a committee the statute requires inspection at the offices (s.100A(6)(a), s.100B(1)); for the executive the
    website too (SI 2012/2089 regs 5-7). Counting from the later day is right for both.
    """
    return max(publication_day(website_at), publication_day(inspection_at))
