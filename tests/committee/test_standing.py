"""What somebody is on a day: roles, terms and seats, each on its own days, in one query."""

import datetime as dt

import pytest

from committee.access.permissions import committees_sat_on, has_role, is_cabinet_member, is_councillor, is_member
from committee.models import (
    Committee,
    LegalKind,
    Portfolio,
    PortfolioHolding,
    Role,
    RoleGrant,
    Seat,
    Term,
    User,
    executive_members,
    standing_of,
)
from committee.models.user_standing import signed_in
from tests.conftest import LONG_AGO, person, user

pytestmark = pytest.mark.both_databases("ordering: who is what on a day")

DAY = dt.date(2022, 4, 21)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def again(who: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=who.pk)


@pytest.fixture
def mary(safeguarding, planning):
    who = user(person("Mary", "Many"), "mary@council.example", Role.OFFICER)
    Term.objects.create(person=who.person, since=LONG_AGO, until=DAY)
    Seat.objects.create(person=who.person, committee=safeguarding, since=DAY, voting=False)
    Seat.objects.create(person=who.person, committee=planning, role="substitute", since=LONG_AGO, until=BEFORE)
    return again(who)


def test_each_counts_on_its_first_and_its_last_day_and_not_beside_them(mary, safeguarding, planning):
    said = {day: standing_of(mary, day) for day in (BEFORE, DAY, AFTER)}
    assert [said[day].is_councillor for day in (BEFORE, DAY, AFTER)] == [True, True, False]
    assert [said[day].seats for day in (BEFORE, DAY, AFTER)] == [{planning.pk}, {safeguarding.pk}, {safeguarding.pk}]
    assert all(found.roles == {"officer"} for found in said.values())


def test_one_query_a_day_and_what_is_kept_of_one_day_is_not_told_of_another(mary, django_assert_num_queries):
    with django_assert_num_queries(2):
        for _ in range(2):
            for day in (DAY, AFTER):
                assert is_member(mary, day) and has_role(mary, day, Role.OFFICER)
                assert not is_cabinet_member(mary, day)
                assert is_councillor(mary, day) == (day == DAY)
                assert len(committees_sat_on(mary, day)) == 1


def test_a_number_is_taken_for_nothing_else(mary, planning):
    """The ids of terms, committees and people may be the same numbers."""
    other = user(person("Otto", "Other"), "otto@council.example")
    Term.objects.filter(person=mary.person).delete()
    Term.objects.create(pk=planning.pk, person=other.person, since=LONG_AGO)
    said = standing_of(again(other), DAY)
    assert (said.roles, said.is_councillor, said.seats) == (frozenset(), True, frozenset())


def test_a_role_that_has_ended_and_a_sign_in_that_is_shut_give_nothing(mary):
    RoleGrant.objects.filter(user=mary).update(until=BEFORE)
    assert not has_role(again(mary), DAY, Role.OFFICER)
    User.objects.filter(pk=mary.pk).update(is_active=False)
    assert not is_member(again(mary), DAY)


def test_a_seat_on_the_cabinet_makes_a_member_of_the_executive_as_a_portfolio_does(mary, safeguarding):
    cabinet = Committee.objects.create(
        name="Cabinet", short_name="Cabinet", slug="cabinet", kind=LegalKind.EXECUTIVE, since=LONG_AGO
    )
    holder, supporter = person("Paul", "Portfolio"), person("Susan", "Support")
    families = Portfolio.objects.create(name="Families")
    PortfolioHolding.objects.create(person=holder, portfolio=families, since=LONG_AGO, until=DAY)
    PortfolioHolding.objects.create(person=supporter, portfolio=families, role="support_member", since=LONG_AGO)
    assert not is_cabinet_member(mary, AFTER)
    Seat.objects.filter(person=mary.person, committee=safeguarding).delete()
    Seat.objects.create(person=mary.person, committee=cabinet, since=AFTER, voting=False)
    assert set(executive_members(DAY, DAY)) == {holder}
    assert set(executive_members(AFTER, None)) == {mary.person}
    now = again(mary)
    assert is_cabinet_member(now, AFTER) and not is_cabinet_member(now, DAY)


def test_whoever_is_signed_in_is_read_with_what_they_are_that_day(mary, django_assert_num_queries):
    nobody = user(None, "portal@council.example", Role.CLERK, name="Portal")
    for who in (mary, nobody):
        with django_assert_num_queries(1):
            found = signed_in(who.pk, DAY)
            said = standing_of(found, DAY)
        assert found == who and said == standing_of(again(who), DAY)
    assert standing_of(found, DAY).roles == {"clerk"}
    assert not has_role(found, LONG_AGO - dt.timedelta(days=1), Role.CLERK)
    assert signed_in(max(mary.pk, nobody.pk) + 1, DAY) is None
