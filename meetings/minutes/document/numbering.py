"""Minute numbers: consecutive through a committee's municipal year or a meeting, without repeats or gaps (R28)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count

from django.db.models import Max, Min, QuerySet

from committee.models import Committee, MunicipalYear
from committee.wording.minute_labels import label_of
from meetings.models import Minute, Minutes, MinuteSeries


def first_free(committee: Committee, day: date) -> int:
    """
    Return the next minute number of the committee in the municipal year of `day`: one after the last fixed number, else
    the first number entered for that year, else 1.

    A caller that fixes numbers must lock the committee's row first, because only fixed numbers are counted.
    """
    last = fixed_in(committee, day).aggregate(last=Max("number"))["last"]
    return last + 1 if last else first_number(committee, day)


def first_number(committee: Committee, day: date) -> int:
    """Return the first number of the committee's minutes in the municipal year of `day`."""
    year = MunicipalYear.of(day)
    series = MinuteSeries.objects.filter(committee=committee, year=year).first() if year else None
    return series.first_number if series else 1


def fixed_in(committee: Committee, day: date) -> QuerySet[Minute]:
    """Return the committee's minutes in the municipal year of `day` whose numbers are fixed."""
    fixed = Minute.objects.filter(minutes__meeting__committee=committee, number__isnull=False)
    return fixed.filter(minutes__meeting__date__range=span_of(day))


def given_out(year: MunicipalYear) -> dict[int, tuple[int, int]]:
    """Return the first and last fixed number in `year`, by committee id; committees without any are left out."""
    rows = (
        Minute.objects.filter(number__isnull=False, minutes__meeting__date__range=(year.starts, year.ends))
        .values_list("minutes__meeting__committee")
        .annotate(first=Min("number"), last=Max("number"))
        .order_by()
    )
    return {committee: (first, last) for committee, first, last in rows}


def span_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the municipal year of `day`; where none is entered, of the gap around `day`."""
    year = MunicipalYear.of(day)
    if year:
        return year.starts, year.ends
    before = MunicipalYear.objects.filter(ends__lt=day).order_by("-ends").first()
    after = MunicipalYear.objects.filter(starts__gt=day).order_by("starts").first()
    one_day = timedelta(days=1)
    return before.ends + one_day if before else date.min, after.starts - one_day if after else date.max


def planned(minutes: Minutes, entries: Iterable[Minute] | None = None) -> dict[int, int]:
    """
    Return the number of each printed minute as of today, by the minute's id (R28).

    Fixed numbers stay. Minutes without a fixed number get numbers, in order, from the first free number. Pass
    `entries`, all Minute rows of the minutes, where they have been read already.
    """
    printed = [entry for entry in entries or minutes.entries.all() if entry.is_printed]
    rows = sorted(printed, key=lambda entry: (entry.position, entry.pk))
    following: Iterator[int] = iter(())
    committee = minutes.meeting.committee
    if any(entry.number is None for entry in rows):
        fixed = max((entry.number for entry in rows if entry.number), default=0)
        first = fixed + 1 if committee.minutes_by_meeting else first_free(committee, minutes.meeting.date)
        following = count(first)
    return {entry.pk: next(following) if entry.number is None else entry.number for entry in rows}


def labels(minutes: Minutes, numbers: dict[int, int], entries: Iterable[Minute]) -> dict[int, str]:
    """
    Return the printed label of each number in `numbers`, as `planned` returns them, by the minute's id.

    A fixed number keeps the label with which it was fixed. Numbers printed as they are are left out.
    """
    meeting = minutes.meeting
    pattern = meeting.committee.minute_pattern
    printed = {
        entry.pk: entry.label if entry.number else label_of(pattern, numbers[entry.pk], meeting.date)
        for entry in entries
        if entry.pk in numbers
    }
    return {pk: label for pk, label in printed.items() if label}
