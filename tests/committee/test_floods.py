"""How much may come from one place in an hour."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache

from committee.sign_in.rate_limit import NEIGHBOURS, came_from, is_flood

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("locks: counts that several requests raise at once")]
NOW = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def one_from(rf, address: str = "192.0.2.1", **headers: str):
    return rf.post("/", REMOTE_ADDR=address, headers=headers)


def test_an_hour_is_an_hour(rf):
    with time_machine.travel(NOW, tick=False) as clock:
        assert [is_flood(one_from(rf), "letters", 2) for _ in range(3)] == [False, False, True]
        clock.move_to(NOW + dt.timedelta(minutes=59))
        assert is_flood(one_from(rf), "letters", 2)
        assert not is_flood(one_from(rf), "suggestions", 2)
        clock.move_to(NOW + dt.timedelta(minutes=61))
        assert not is_flood(one_from(rf), "letters", 2)


def test_those_in_one_household_are_one_and_others_are_not(rf):
    for last in ("1", "2:3:4"):
        assert not is_flood(one_from(rf, f"2001:db8:1:2::{last}"), "letters", 2)
    assert is_flood(one_from(rf, "2001:db8:1:2:ffff::9"), "letters", 2)
    assert not is_flood(one_from(rf, "2001:db8:1:3::1"), "letters", 2)
    assert came_from(one_from(rf, "::ffff:192.0.2.1")) == came_from(one_from(rf)) == "192.0.2.1"


def test_behind_a_proxy_visitors_are_told_apart_by_what_the_proxy_says_and_by_nothing_that_they_say(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert came_from(one_from(rf, "10.0.0.1", x_forwarded_for="203.0.113.9")) == "203.0.113.9"
    assert came_from(one_from(rf, "10.0.0.1", x_forwarded_for="198.51.100.1, 203.0.113.9")) == "203.0.113.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert came_from(one_from(rf, "192.0.2.1", x_forwarded_for="203.0.113.9")) == "192.0.2.1"


@pytest.mark.parametrize("address", ["", "nonsense"])
def test_where_there_is_no_address_all_are_one(rf, address):
    assert came_from(one_from(rf, address)) == ""


def test_many_others_do_not_make_it_forget(rf):
    """Django's cache in the database forgets a third of everything once it holds 300 things."""
    assert [is_flood(one_from(rf), "letters", 1) for _ in range(2)] == [False, True]
    for number in range(200):
        cache.add(f"a{number}", 1, timeout=3600)
        cache.add(f"z{number}", 1, timeout=3600)
    assert is_flood(one_from(rf), "letters", 1)


def test_one_network_is_not_as_many_visitors_as_it_has_households(rf):
    homes = [one_from(rf, f"2001:db8:5:{number:x}::1") for number in range(NEIGHBOURS + 1)]
    assert [is_flood(home, "letters", 1) for home in homes] == [False] * NEIGHBOURS + [True]
    assert [is_flood(homes[0], "suggestions", 1) for _ in range(9)] == [False] + [True] * 8
    assert not is_flood(homes[1], "suggestions", 1), "whoever is stopped does not use up what others may send"
