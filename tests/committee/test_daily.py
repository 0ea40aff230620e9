"""What the portal does by itself: every timer once a day, whichever of many workers comes first."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from committee.models import DailyRun
from committee.models.daily_run import SILENCE
from committee.timers import daily
from committee.timers.daily import Done, NotDone, Timer
from tests.answers import client_of
from tests.meetings.test_two_clerks import a_database_that_threads_share, together  # noqa: F401

LONDON = ZoneInfo("Europe/London")
DAY = dt.date(2022, 4, 21)
SIX = dt.datetime(2022, 4, 21, 6, 0, tzinfo=LONDON)
FAILED = "Letters were not posted."
pytestmark = pytest.mark.django_db
both = pytest.mark.both_databases("locks: the row of a day")


def clock(at: dt.datetime = SIX) -> Callable[[], dt.datetime]:
    return lambda: at


class Postman:
    """A timer that notes the moments that it was given."""

    def __init__(self, *lines: Done | NotDone, fault: Exception | None = None) -> None:
        self.lines, self.fault, self.moments = lines, fault, []

    def __call__(self, *, at: dt.datetime) -> Iterable[Done | NotDone]:
        self.moments.append(at)
        yield from self.lines
        if self.fault:
            raise self.fault


@pytest.fixture
def timers(monkeypatch):
    """Return a function that registers only these acts as timers, by name."""

    def put(**acts: Postman) -> None:
        monkeypatch.setattr(daily, "_TIMERS", {})
        daily.every_day(*(Timer(name, FAILED, act) for name, act in acts.items()))

    return put


def said(*given: str) -> str:
    out = StringIO()
    call_command("daily", *given, stdout=out, stderr=out)
    return out.getvalue()


def test_a_portal_on_which_nothing_waits_is_run_through_and_says_nothing(council):
    assert said("--on", "2022-04-21") == said("--on", "2022-04-21") == ""
    row = DailyRun.objects.get()
    assert (row.day, row.attempt, row.failures) == (DAY, 2, [])


@pytest.mark.parametrize("bad", [Postman(Done("first"), fault=ValueError("x")), Postman(NotDone("no stamp"))])
def test_one_that_fails_is_named_and_does_not_stop_the_rest(timers, bad, caplog):
    before, after = Postman(), Postman(Done("Parcel sent."))
    timers(milk=before, letters=bad, parcels=after)
    out = StringIO()
    with pytest.raises(CommandError, match=r"letters\. The other tasks were done"), caplog.at_level(logging.ERROR):
        call_command("daily", "--on", "2022-04-21", stdout=out, stderr=out)
    assert (len(before.moments), len(after.moments)) == (1, 1)
    assert "Parcel sent." in out.getvalue()
    assert "letters" in caplog.text
    assert DailyRun.objects.get().failures == [FAILED]


def test_another_day_is_acted_as_if_it_were_its_morning_and_today_as_it_is_now(timers, time_machine):
    postman = Postman()
    timers(letters=postman)
    time_machine.move_to(SIX + dt.timedelta(hours=8), tick=False)
    said("--on", "2022-02-03")
    said()
    assert [f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in postman.moments] == [
        "2022-02-03 09:00", "2022-04-21 14:00",
    ]  # fmt: skip
    DailyRun.objects.update(ended_at=None)
    assert "running the tasks of Thursday 3 February 2022" in said("--on", "2022-02-03")


def test_the_workers_run_it_from_six_in_london_on_once_a_day(timers):
    postman = Postman()
    timers(letters=postman)
    summer, winter = SIX, dt.datetime(2022, 12, 1, 6, 0, tzinfo=LONDON)
    for six in (summer, winter):
        assert daily.run_when_due(clock=clock(six - dt.timedelta(minutes=1))) is None
        assert daily.run_when_due(clock=clock(six)) is not None
        assert daily.run_when_due(clock=clock(six + dt.timedelta(hours=9))) is None
    assert postman.moments == [summer, winter]


def test_a_worker_that_was_ended_is_taken_over_and_writes_no_more(timers):
    late = SIX + SILENCE + dt.timedelta(seconds=1)

    class Slow(Postman):
        def __call__(self, *, at):
            if not self.moments:
                self.moments.append(at)
                assert daily.run_when_due(clock=clock(SIX + SILENCE)) is not None
                raise OSError("the disk of a machine that hangs")
            return super().__call__(at=at)

    slow, after = Slow(), Postman()
    timers(letters=slow, parcels=after)
    assert daily.run_when_due(clock=clock(SIX)) is None
    assert len(after.moments) == 1
    row = DailyRun.objects.get()
    assert (row.attempt, row.failures, row.ended_at) == (2, [], SIX + SILENCE)
    assert not row.is_going(late)


@both
@pytest.mark.django_db(transaction=True)
def test_of_six_workers_one_runs_it(timers):
    postman = Postman()
    timers(letters=postman)
    ends = together(*[lambda: daily.run_when_due(clock=clock()) for _ in range(6)])
    assert [end for end in ends if end is not None] == [[]], ends
    assert (len(postman.moments), DailyRun.objects.get().attempt) == (1, 1)


@both
@pytest.mark.django_db(transaction=True)
def test_six_commands_at_once_run_it_one_after_another_or_leave_it_to_whoever_does(timers):
    postman = Postman(Done("Letter posted."))
    timers(letters=postman)
    ends = together(*[lambda: said("--on", "2022-04-21") for _ in range(6)])
    assert {end.strip() for end in ends} <= {
        "Letter posted.", "Another process is running the tasks of Thursday 21 April 2022, so this one has stopped.",
    }  # fmt: skip
    assert DailyRun.objects.get().attempt == len(postman.moments) == ends.count("Letter posted.\n")


def test_the_desks_front_says_when_it_last_ran_and_what_failed(timers, clerk, council, time_machine):
    desk = client_of(clerk)

    def line() -> str:
        page = desk.get(reverse("desk:front")).content.decode()
        return page.partition("Daily tasks (reminders, alerts and deletions) ")[2].partition("</p>")[0]

    time_machine.move_to(SIX + dt.timedelta(minutes=2))
    assert line() == "have not run yet."
    timers(letters=Postman())
    daily.run_when_due(clock=clock())
    assert line() == "last ran on Thursday 21 April 2022, 06:00."
    timers(letters=Postman(fault=OSError("disk")))
    daily.run(DAY, clock=clock(), again=True, tell=print)
    assert FAILED in line() and "disk" not in line()
    DailyRun.objects.update(ended_at=None)
    assert "still running" in line()
    time_machine.move_to(SIX + dt.timedelta(hours=3))
    desk = client_of(clerk)
    assert daily.UNFINISHED in line()
