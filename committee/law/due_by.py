"""Read a deadline from the words of a resolution, as a suggestion to the clerk.

Deadlines are words such as "within two months", "by the next meeting" or "before the end of March". Words are read one
by one, because a regular expression could take very long. Periods run from the day of the resolution and leave that day
out (see `periods`). A period that runs from another event ("within a month of receipt") is not read.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from committee.law.clear_days import DayList
from committee.law.periods import days_from, months_from
from committee.law.response import nth_working_day_after
from committee.wording.dates import MONTHS

_WORD = re.compile(r"[a-z0-9]+")
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fourteen": 14,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "sixty": 60,
    "ninety": 90,
}
_TENS = (20, 30, 40, 60, 90)
_UNITS = ("day", "week", "fortnight", "month", "year")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANCHORS = ("of", "from", "after", "following", "beginning")  # words before the event from which a period runs
_THIS_MEETING = ("meeting", "resolution", "decision", "today")  # events on the day of the resolution
_THIS_BODY = ("committee", "panel", "board", "sub")  # "of the committee" is the committee itself
_AGAIN = ("report", "back", "again", "return", "reviewed", "reconsidered")  # "report in two months" is a deadline
LONGEST_DAYS, LONGEST_MONTHS = 999, 60


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: `words` as in the text, and `on`, the last day that meets the deadline."""

    words: str
    on: date


@dataclass(frozen=True, slots=True)
class _Said:
    """
    The text of a resolution, with the facts on which its deadlines depend.

    - `words`, `spans`: the words in lower case, and the start and end of each in `text`
    - `meetings`: the days of the committee's later meetings, in order
    """

    text: str
    words: list[str]
    spans: list[tuple[int, int]]
    resolved_on: date
    meetings: list[date]
    days: DayList | None

    def word(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else ""

    def between(self, first: int, last: int) -> str:
        return self.text[self.spans[first][0] : self.spans[last][1]]


# A deadline that was read: its day, and the index of its last word.
_Found = tuple[date, int]


def read(text: str, resolved_on: date, *, meetings: Sequence[date] = (), days: DayList | None = None) -> Due | None:
    """
    Return the first deadline in `text`, which was resolved on `resolved_on`; None where there is none.

    `meetings` are the days of the committee's meetings, for "the next meeting". Deadlines in working days are read only
    with `days`.
    """
    matches = list(_WORD.finditer(text.lower()))
    coming = sorted(day for day in meetings if day > resolved_on)
    phrase = _Said(
        text, [match[0] for match in matches], [match.span() for match in matches], resolved_on, coming, days
    )
    for place in range(len(phrase.words)):
        if got := _at(phrase, place):
            day, last = got
            if day >= resolved_on:
                first = place - 2 if phrase.word(place) == "than" else place
                return Due(phrase.between(first, last), day)
    return None


def _at(phrase: _Said, place: int) -> _Found | None:
    word = phrase.word(place)
    if word in ("within", "in"):
        return _period(phrase, place)
    if word in ("by", "before") or (word == "than" and phrase.word(place - 1) == "later" and place >= 2):
        return _until(phrase, place)
    return _next_meeting(phrase, place + 1) if word in ("to", "for", "at") else None


def _period(phrase: _Said, place: int) -> _Found | None:
    """Read "within two months" or "in six weeks' time"."""
    at = place + 1
    while phrase.word(at) in ("the", "next", "following", "coming", "period", "of"):
        at += 1
    if phrase.word(at) == "a" and phrase.word(at + 1) in ("further", "period", "maximum"):
        at += 2 + (phrase.word(at + 2) == "of")
    number, at = _number(phrase, at)
    working = phrase.word(at) in ("working", "business", "clear")
    at += working or phrase.word(at) == "calendar"
    unit = phrase.word(at).removesuffix("s")
    if not number or unit not in _UNITS:
        return None
    last = at
    # In "weeks'" the s is part of the word; in "week's" it is a word by itself.
    at += 1 + (phrase.word(at + 1) == "s")
    if phrase.word(place) == "in":
        # "Visits in two months" may mean any two months, but "in two months' time" means the next two.
        if phrase.word(at) == "time":
            last = at
        elif not any(phrase.word(nearby) in _AGAIN for nearby in range(place - 3, place)):
            return None
    elif phrase.word(at) in _ANCHORS and not _of_this_meeting(phrase, at + 1):
        return None
    day = _counted(phrase, number, unit, working)
    return (day, last) if day else None


def _number(phrase: _Said, at: int) -> tuple[int, int]:
    """Return the number at index `at` (28, twenty-eight or two (2)) and the index after it; 0 without a number."""
    word = phrase.word(at)
    if word.isdigit() and word.isascii():
        return (int(word), at + 1) if len(word) <= 3 else (0, at)
    number = _NUMBERS.get(word, 0)
    if not number:
        return 0, at
    at += 1
    if number in _TENS and 0 < _NUMBERS.get(phrase.word(at), 0) < 10 and phrase.word(at) not in ("a", "an"):
        number, at = number + _NUMBERS[phrase.word(at)], at + 1
    return number, at + (phrase.word(at) == str(number))


def _of_this_meeting(phrase: _Said, at: int) -> bool:
    while phrase.word(at) in ("the", "this", "date", "day", "of"):
        at += 1
    return phrase.word(at) in _THIS_MEETING


def _counted(phrase: _Said, number: int, unit: str, working: bool) -> date | None:
    if unit == "day" and working:
        return nth_working_day_after(phrase.resolved_on, number, phrase.days) if phrase.days else None
    if unit in ("day", "week", "fortnight"):
        many = number * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return days_from(phrase.resolved_on, many) if many <= LONGEST_DAYS else None
    months = number * (12 if unit == "year" else 1)
    return months_from(phrase.resolved_on, months) if months <= LONGEST_MONTHS else None


def _until(phrase: _Said, place: int) -> _Found | None:
    """Read the deadline after "by" or "before": a meeting, the end of a period, a day or a month."""
    if got := _next_meeting(phrase, place + 1):
        day, last = got
        return (max(day - timedelta(days=1), phrase.resolved_on), last) if phrase.word(place) == "before" else got
    at = place + 1
    while phrase.word(at) in ("the", "its", "meeting", "on", "of", "committee", *_WEEKDAYS) and at < place + 6:
        at += 1
    if phrase.word(at) == "end" and phrase.word(at + 1) == "of":
        return _end_of(phrase, at + 2)
    strictly = phrase.word(place) == "before"
    if got := _day(phrase, at):
        return (got[0] - timedelta(days=1), got[1]) if strictly else got
    return _month(phrase, at, strictly)


def _next_meeting(phrase: _Said, at: int) -> _Found | None:
    """Read the committee's next meeting, or its meeting in a month: the April meeting, its meeting in April."""
    start = at
    while phrase.word(at) in ("the", "its", "our", "this", "committee", "s") and at < start + 4:
        at += 1
    if phrase.word(at) == "next":
        last = next((index for index in range(at + 1, at + 4) if phrase.word(index) == "meeting"), 0)
        if not last or not phrase.meetings or _of_another(phrase, last + 1):
            return None
        return phrase.meetings[0], last
    month, last = at, 0
    if phrase.word(at) in MONTHS:
        last = at + 1 + _is_year(phrase.word(at + 1))
        last = last if phrase.word(last) == "meeting" and not _of_another(phrase, last + 1) else 0
    elif phrase.word(at) == "meeting" and phrase.word(at + 1) in ("in", "of") and phrase.word(at + 2) in MONTHS:
        month = at + 2
        last = month + _is_year(phrase.word(month + 1))
    if not last:
        return None
    number, year = MONTHS.index(phrase.word(month)) + 1, phrase.word(month + 1)
    days = (day for day in phrase.meetings if day.month == number and (not _is_year(year) or day.year == int(year)))
    day = next(days, None)
    return (day, last) if day else None


def _of_another(phrase: _Said, at: int) -> bool:
    """Return whether another committee follows after "meeting": the next meeting of the Planning Committee."""
    if phrase.word(at) != "of":
        return False
    at += 1
    while phrase.word(at) in ("the", "this"):
        at += 1
    return phrase.word(at) not in _THIS_BODY


def _end_of(phrase: _Said, at: int) -> _Found | None:
    at += phrase.word(at) in ("the", "this")
    word, on = phrase.word(at), phrase.resolved_on
    if word in MONTHS:
        return _month(phrase, at, strictly=False)
    if word == "month":
        return _last_of(on.year, on.month), at
    if word == "next" and phrase.word(at + 1) == "month":
        following = months_from(on.replace(day=1), 1)
        return _last_of(following.year, following.month), at + 1
    if word == "year":
        return date(on.year, 12, 31), at
    if phrase.word(at + 1) != "year" or word not in ("calendar", "financial"):
        return None
    if word == "calendar":
        return date(on.year, 12, 31), at + 1
    return date(on.year + (on > date(on.year, 3, 31)), 3, 31), at + 1


def _day(phrase: _Said, at: int) -> _Found | None:
    """Read 31 March, 31st of March 2022 or 31/03/2022; without a year, the next such day is meant."""
    digits = phrase.word(at)
    for ending in ("st", "nd", "rd", "th"):
        digits = digits.removesuffix(ending)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
        return None
    after = at + 1 + (phrase.word(at + 1) == "of")
    if phrase.word(after) in MONTHS:
        month, last = MONTHS.index(phrase.word(after)) + 1, after
    elif phrase.word(after).isdigit() and len(phrase.word(after)) <= 2 and _is_year(phrase.word(after + 1)):
        month, last = int(phrase.word(after)), after
    else:
        return None
    if _is_year(phrase.word(last + 1)):
        return _made(int(phrase.word(last + 1)), month, int(digits), last + 1)
    this = _made(phrase.resolved_on.year, month, int(digits), last)
    if this and this[0] >= phrase.resolved_on:
        return this
    return _made(phrase.resolved_on.year + 1, month, int(digits), last)


def _made(year: int, month: int, day: int, last: int) -> _Found | None:
    try:
        return date(year, month, day), last
    except ValueError:
        return None


def _month(phrase: _Said, at: int, strictly: bool) -> _Found | None:
    """Read a month: "by March" means the last day of March, "before March" (`strictly`) the last day of February."""
    if phrase.word(at) not in MONTHS:
        return None
    month, on = MONTHS.index(phrase.word(at)) + 1, phrase.resolved_on
    if _is_year(phrase.word(at + 1)):
        year, last = int(phrase.word(at + 1)), at + 1
    else:
        year, last = on.year + (month < on.month or (strictly and month == on.month)), at
    ends = _last_of(year, month)
    return (ends.replace(day=1) - timedelta(days=1), last) if strictly else (ends, last)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and word[0] == "2"
