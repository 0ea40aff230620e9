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
        (EXECUTIVE, (2022, 4, 21), (2022, 4, 21), None, (2022, 6, 20)),
        (COUNCIL, (2022, 4, 21), (2022, 4, 21), None, (2022, 6, 20)),
        (EXECUTIVE, (2022, 6, 1), (2022, 6, 1), None, (2022, 7, 31)),
        (EXECUTIVE, (2022, 4, 21), (2022, 4, 21), (2022, 6, 1), (2022, 7, 31)),  # the later of the two
        (EXECUTIVE, (2022, 6, 1), (2022, 6, 1), (2022, 4, 21), (2022, 7, 31)),
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


def test_without_a_notice_nothing_is_due():
    assert {due_on(kind, None) for kind in AddresseeKind} == {None}


def addressee(kind: str = EXECUTIVE, asked: Notice | None = None, answered: dt.date | None = None) -> Addressee:
    found = Addressee(kind=kind, name="Cabinet Member", notice=asked)
    if answered:
        Response(addressee=found, answer=Answer.IN_PART, received_on=answered)
    return found


@pytest.mark.parametrize(
    ("on", "word", "text", "late"),
    [
        ((2022, 6, 20), "Asked", "Due Monday 20 June 2022.", 0),
        ((2022, 6, 21), "Late", "Due Monday 20 June 2022, 1 day late.", 1),
        ((2023, 2, 16), "Late", "Due Monday 20 June 2022, 241 days late.", 241),
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
        (EXECUTIVE, None, "No notice has been served yet: the time to answer begins with it."),
        (
            EXECUTIVE,
            notice(REPORT),
            "Notice was served on Thursday 21 April 2022: the time to answer begins when it is received.",
        ),
        (COMMITTEE, None, "The law sets no time: a committee answers to its own words."),
        (OTHER, notice(REPORT, REPORT), "The law sets no time: an answer is asked for as a courtesy."),
    ],
)
def test_where_nothing_is_due_the_page_says_why(kind, asked, text):
    said = clock(addressee(kind, asked), dt.date(2026, 1, 1))
    assert (said.text, said.due, said.days_late) == (text, None, 0)
