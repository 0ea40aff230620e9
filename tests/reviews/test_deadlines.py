"""By when each addressee answers, as a table: R38 (LGA 2000 s.9FE), R43 (SI 2009/942 reg 7), SI 2013/218 reg 22(7)."""

import datetime as dt

import pytest

from reviews.deadlines import clock, due_on
from reviews.models import Addressee, AddresseeKind, Answer, Notice, Response

REPORT = dt.date(2022, 4, 21)
EXECUTIVE, COUNCIL, CRIME, HEALTH, COMMITTEE, OTHER = AddresseeKind


def notice(served: dt.date, received: dt.date | None = None, report: dt.date | None = None) -> Notice:
    return Notice(served_on=served, received_on=received, report_on=REPORT, report_received_on=report)


@pytest.mark.parametrize(
    ("kind", "served", "received", "report", "due"),
    [
        (EXECUTIVE, (2022, 4, 21), (2022, 4, 21), (2022, 6, 1), (2022, 7, 31)),  # the later of the two
        (COUNCIL, (2022, 6, 1), (2022, 6, 1), (2022, 4, 21), (2022, 7, 31)),
        (EXECUTIVE, (2022, 4, 21), None, None, None),  # nothing begins before it is received
        (CRIME, (2022, 5, 2), None, None, (2022, 5, 19)),  # from the date of the report
        (HEALTH, (2022, 5, 2), None, None, (2022, 5, 30)),  # from the request
        (COMMITTEE, (2022, 4, 21), (2022, 4, 21), None, None),
        (OTHER, (2022, 4, 21), (2022, 4, 21), None, None),
    ],
)
def test_each_kind_has_a_time_of_its_own(kind, served, received, report, due):
    asked = notice(*(dt.date(*day) if day else None for day in (served, received, report)))
    assert due_on(kind, asked) == (dt.date(*due) if due else None)
    assert due_on(kind, None) is None


def addressee(asked: Notice, answered: dt.date | None = None) -> Addressee:
    found = Addressee(kind=EXECUTIVE, name="Cabinet Member", notice=asked)
    if answered:
        Response(addressee=found, answer=Answer.IN_PART, received_on=answered)
    return found


def test_r38_an_answer_is_late_from_the_day_after_its_two_months_and_stays_so():
    """When two months end that begin with a day: `tests/law/test_vectors.py`."""
    asked = notice(REPORT, REPORT)
    for day, word, text, late in (
        (20, "Not answered yet", "Due Monday 20 June 2022.", 0),
        (21, "Late", "Due Monday 20 June 2022, 1 day late.", 1),
    ):
        said = clock(addressee(asked), dt.date(2022, 6, day))
        assert (said.word, said.text, said.days_late) == (word, text, late)
    said = clock(addressee(asked, answered=dt.date(2023, 2, 16)), dt.date(2026, 1, 1))
    assert (said.word, said.days_late) == ("Accepted in part", 241)
