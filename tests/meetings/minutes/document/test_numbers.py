"""R28: minutes are numbered through the committee's year, without a gap, never twice; what is fixed never changes."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.models import MunicipalYear
from meetings.minutes.document import numbering
from meetings.models import Meeting, Minute, Minutes, MinuteSeries

QUIET = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
JANUARY, JUNE = dt.date(2022, 1, 10), dt.date(2022, 6, 16)


def minuted(committee, clerk, day: dt.date, entries: list[bool]) -> Minutes:
    """Minutes of a meeting of that day; each entry has a minute or is omitted."""
    meeting = Meeting.objects.create(
        committee=committee, date=day, starts=dt.time(10), sequence=Meeting.objects.filter(date=day).count() + 1
    )
    minutes = Minutes.objects.create(meeting=meeting, opened_at="2022-01-10T10:00Z", opened_by=clerk)
    for place, kept in enumerate(entries, 1):
        Minute.objects.create(minutes=minutes, position=place, heading=f"Item {place}", omitted=not kept, taken=kept)
    return minutes


def fix(minutes: Minutes) -> list[int]:
    """As first publication does."""
    planned = numbering.planned(minutes)
    for pk, number in planned.items():
        Minute.objects.filter(pk=pk).update(number=number)
    return list(planned.values())


@pytest.fixture
def nothing_kept(db):
    """Each example of a property begins with nothing."""

    def undone(body, *arguments):
        with transaction.atomic():
            body(*arguments)
            transaction.set_rollback(True)

    return undone


@QUIET
@given(
    st.integers(1, 400),
    st.lists(st.tuples(st.lists(st.booleans(), max_size=6), st.integers(0, 300)), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_r28_numbers_never_gap_or_repeat_in_whatever_order_minutes_are_published(
    nothing_kept, safeguarding, clerk, year, first, meetings, order
):
    def body() -> None:
        MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=first)
        sets = [
            minuted(safeguarding, clerk, year.starts + dt.timedelta(days=days), entries) for entries, days in meetings
        ]
        order.shuffle(sets)
        given_out = [number for minutes in sets for number in fix(minutes)]
        assert given_out == list(range(first, first + len(given_out)))
        again = {pk: number for minutes in sets for pk, number in numbering.planned(minutes).items()}
        assert again == dict(Minute.objects.filter(number__isnull=False).values_list("pk", "number"))

    nothing_kept(body)


def test_a_year_begins_at_the_number_entered_for_the_committee_else_at_1(safeguarding, planning, clerk, year):
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    assert numbering.first_free(safeguarding, JANUARY) == 37
    assert numbering.first_free(planning, JANUARY) == 1
    assert fix(minuted(safeguarding, clerk, JANUARY, [False, True, True])) == [37, 38]
    assert numbering.first_free(safeguarding, JANUARY) == 39


def test_the_next_municipal_year_begins_again(safeguarding, clerk, year):
    MunicipalYear.objects.create(is_draft=False, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))
    january = minuted(safeguarding, clerk, JANUARY, [True, True])
    assert list(numbering.planned(january).values()) == [1, 2]
    assert fix(minuted(safeguarding, clerk, dt.date(2022, 4, 21), [True])) == [1]
    assert fix(january) == [2, 3], "a plan takes no number from others"
    assert fix(minuted(safeguarding, clerk, JUNE, [True])) == [1]


def test_days_for_which_no_year_is_entered_are_a_series_of_their_own(safeguarding, clerk, year):
    assert fix(minuted(safeguarding, clerk, JANUARY, [True])) == [1]
    assert fix(minuted(safeguarding, clerk, JUNE, [True, True])) == [1, 2]
    assert fix(minuted(safeguarding, clerk, dt.date(2022, 7, 14), [True])) == [3]
