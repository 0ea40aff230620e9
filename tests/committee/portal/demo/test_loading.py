"""The demonstration says what it is at, and a loading that was cut short is finished by the next."""

import datetime as dt

import pytest

from committee.models import Seat
from committee.portal.demo import load, meetings, minutes
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
    assert told[-1] == "Preparing the demonstration, 3 of 14: calendar of 2021/22"
    assert [line.split(",")[1].split(":")[0] for line in told] == [f" {number} of 14" for number in (1, 2, 3)]
    assert Seat.objects.exists() and not StandingItem.objects.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minutes, "load_minutes", stop)
        with pytest.raises(Enough):
            load.load(TODAY, told.append)
    assert told[-1] == "Preparing the demonstration, 4 of 14: minutes of 10 January"
    assert StandingItem.objects.exists() and Meeting.objects.count() == 9
