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


@pytest.mark.parametrize(
    ("received", "last"),
    [  # rules.md 8.4: a period of months that begins with a day ends by the corresponding date, clipped to the month
        ("2022-04-21", "2022-06-20"),
        ("2022-06-01", "2022-07-31"),
        ("2022-01-01", "2022-02-28"),
        *((f"2021-12-{day}", "2022-02-28") for day in (29, 30, 31)),
        ("2023-12-29", "2024-02-28"),
        *((f"2023-12-{day}", "2024-02-29") for day in (30, 31)),
        ("2024-06-30", "2024-08-29"),
        ("2022-08-31", "2022-10-30"),
    ],
)
def test_r38_two_months_begin_with_the_receipt(received, last):
    day, due = map(dt.date.fromisoformat, (received, last))
    asked = Notice(served_on=day, received_on=day, report_on=day)
    assert due_on(EXECUTIVE, asked) == due_on(COUNCIL, asked) == due
    said = clock(addressee(asked=asked), due + dt.timedelta(days=1))
    assert (said.word, said.days_late) == ("Late", 1)
    assert clock(addressee(asked=asked), due).days_late == 0


def addressee(kind: str = EXECUTIVE, asked: Notice | None = None, answered: dt.date | None = None) -> Addressee:
    found = Addressee(kind=kind, name="Cabinet Member", notice=asked)
    if answered:
        Response(addressee=found, answer=Answer.IN_PART, received_on=answered)
    return found


@pytest.mark.parametrize(
    ("on", "word", "text", "late"),
    [
        ((2022, 6, 20), "Not answered yet", "Due Monday 20 June 2022.", 0),
        ((2022, 6, 21), "Late", "Due Monday 20 June 2022, 1 day late.", 1),
    ],
)
def test_days_late_are_counted_on_the_day_asked(on, word, text, late):
    said = clock(addressee(asked=notice(REPORT, REPORT)), dt.date(*on))
    assert (said.word, said.text, said.days_late) == (word, text, late)


def test_a_late_answer_stays_late():
    said = clock(addressee(asked=notice(REPORT, REPORT), answered=dt.date(2023, 2, 16)), dt.date(2026, 1, 1))
    assert (said.word, said.days_late) == ("Accepted in part", 241)
    assert said.text == "Answered on Thursday 16 February 2023; due Monday 20 June 2022, 241 days late."


@pytest.mark.parametrize(
    ("kind", "asked", "text"),
    [
        (EXECUTIVE, None, "No notice has been served yet."),
        (EXECUTIVE, notice(REPORT), "Notice was served on Thursday 21 April 2022."),
        (COMMITTEE, None, "There is no legal deadline for committees."),
    ],
)
def test_where_nothing_is_due_the_page_says_why(kind, asked, text):
    said = clock(addressee(kind, asked), dt.date(2026, 1, 1))
    assert text in said.text and (said.due, said.days_late) == (None, 0)
