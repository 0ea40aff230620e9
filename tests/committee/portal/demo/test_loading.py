"""The demonstration says what it is at, and a loading that was cut short is finished by the next."""

import datetime as dt

import pytest

from committee.models import PortfolioHolding, Seat
from committee.portal.demo import load, meetings, minutes, people
from meetings.models import Meeting, StandingItem

pytestmark = pytest.mark.both_databases("transactions: a step is there whole or not at all")
TODAY = dt.date(2026, 11, 25)


class Enough(Exception):
    """Ends a loading where the test has seen enough of it."""


def stop(*args, **kwargs):
    raise Enough


def test_each_step_is_told_and_one_that_was_cut_short_is_done_again_from_its_start(db, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(load.Desk, "begin", lambda desk: None)
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meetings, "load_year", stop)
        with pytest.raises(Enough):
            load.load(TODAY, told.append)
    assert told[-1] == "Preparing the demonstration, 3 of 15: calendar of 2021/22"
    assert [line.split(",")[1].split(":")[0] for line in told] == [f" {number} of 15" for number in (1, 2, 3)]
    assert Seat.objects.exists() and not StandingItem.objects.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minutes, "load_minutes", stop)
        with pytest.raises(Enough):
            load.load(TODAY, told.append)
    assert told[-1] == "Preparing the demonstration, 4 of 15: minutes of 10 January"
    assert StandingItem.objects.exists() and Meeting.objects.count() == 9


def test_seats_and_portfolios_that_go_in_together_are_such_as_the_register_would_take(db):
    people.load_council(load._facts("council"))
    ground, upcoming = load._facts("committees"), load._facts("upcoming")
    people.load_committees(ground)
    people.load_people(ground["people"], dt.date(2021, 5, 20), dt.date(2022, 5, 18), invented=False)
    since = dt.date(2026, 5, 21)
    signed_in = people.load_sign_ins(upcoming["sign_ins"], upcoming["password"], since)
    people.load_people(upcoming["people"], since, None, invented=True)
    for row in (*Seat.objects.all(), *PortfolioHolding.objects.all()):
        row.clean()
    assert all(user.check_password(upcoming["password"]) for user in signed_in)
