"""The register by days: one at a time, and who is what on a day; verbs save what is valid or refuse it in words."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.access.permissions import committees_sat_on, has_role, is_cabinet_member, is_councillor, is_member
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.models import (
    Committee,
    GroupMembership,
    LegalKind,
    MunicipalYear,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Post,
    Role,
    RoleGrant,
    Seat,
    Term,
    User,
    executive_members,
    standing_of,
)
from committee.models.triggers import one_at_a_time
from committee.models.triggers.one_at_a_time import ONLY
from committee.models.user_standing import signed_in
from meetings.models import AgendaItem
from tests.conftest import LONG_AGO, person, user

pytestmark = pytest.mark.both_databases("constraints: exclusion constraints there, triggers here; who is what on a day")
MAY, DAY = dt.date(2021, 5, 20), dt.timedelta(1)
BY_NAME = {one.name: one for one in ONLY}


@pytest.fixture
def two(planning, clerk):
    """By rule: rows that cannot stand beside each other, made from the days that are given."""
    ann, bob = person("Ann", "Able"), person("Bob", "Baker")
    for who in (ann, bob):
        Term.objects.create(person=who, since=LONG_AGO, until=MAY - DAY)
    care, group = Portfolio.objects.create(name="Care"), PoliticalGroup.objects.create(name="Independent")
    vote = {"committee": planning, "voting": False}
    held = {"portfolio": care}
    return {
        "one_chairman_of_a_body_at_a_time": (Seat, [{"person": who, "role": "chairman", **vote} for who in (ann, bob)]),
        "one_seat_of_a_person_on_a_body_at_a_time": (Seat, [{"person": ann, **vote}] * 2),
        "one_cabinet_member_for_a_portfolio_at_a_time": (PortfolioHolding, [{"person": w, **held} for w in (ann, bob)]),
        "a_person_has_a_portfolio_once_at_a_time": (
            PortfolioHolding,
            [{"person": ann, "role": "support_member", **held}] * 2,
        ),
        "one_term_of_a_councillor_at_a_time": (Term, [{"person": ann}] * 2),
        "one_group_of_a_councillor_at_a_time": (GroupMembership, [{"person": ann, "group": group}] * 2),
        "one_monitoring_officer_at_a_time": (
            Post,
            [{"person": who, "title": "Solicitor", "is_monitoring_officer": True} for who in (ann, bob)],
        ),
        "a_role_is_held_once_at_a_time": (RoleGrant, [{"user": clerk, "role": Role.OFFICER}] * 2),
        "municipal_years_do_not_overlap": (MunicipalYear, [{}] * 2),
    }


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_two_on_one_day_are_refused_in_the_same_words_and_two_one_after_the_other_are_not(name, two):
    model, (first, second) = two[name]
    begins, ends = BY_NAME[name].days
    start = MAY + 5 * 365 * DAY  # beyond what the cast holds
    model.objects.bulk_create([model(**first, **{begins: start, ends: start + 9 * DAY})])
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        model.objects.bulk_create([model(**second, **{begins: start + 9 * DAY, ends: start + 20 * DAY})])
    assert one_at_a_time.sentence_of(refused.value) == BY_NAME[name].says
    (after,) = model.objects.bulk_create([model(**second, **{begins: start + 10 * DAY, ends: start + 20 * DAY})])
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        model.objects.filter(pk=after.pk).update(**{begins: start + DAY})
    assert one_at_a_time.sentence_of(refused.value) == BY_NAME[name].says
    assert model.objects.filter(pk=after.pk).update(**{ends: start + 12 * DAY}) == 1


def test_all_of_them_stand_after_all_migrations(db):
    assert one_at_a_time.constraints(connection) == {one.name for one in (*ONLY, *one_at_a_time.ABOVE)}


def test_a_row_that_breaks_constraints_is_refused_with_each_of_them_and_work_goes_on(agenda):
    item = agenda.items.first()
    was, item.title = item.title, "Renamed"
    item.part, item.withdrawn_reason = 2, "No one says when"
    with pytest.raises(Refused, match="A withdrawn item has its reason"):
        save(item)
    assert AgendaItem.objects.get(pk=item.pk).title == was, "the transaction can be gone on with"
    item.withdrawn_reason = ""
    save(item)
    assert AgendaItem.objects.get(pk=item.pk).title == "Renamed"


def test_faults_of_fields_and_of_constraints_are_said_together(agenda):
    item = agenda.items.first()
    item.title, item.withdrawn_reason = "", "No one says when"
    with pytest.raises(Refused, match=r"Enter the title.*A withdrawn item has its reason"):
        save(item)


def test_a_new_row_that_is_refused_stays_new(agenda):
    item = AgendaItem(meeting=agenda, position=99, number=99, title="Late", withdrawn_reason="No one says when")
    with pytest.raises(Refused):
        save(item)
    assert item.pk is None and item._state.adding


A_DAY = dt.date(2022, 4, 21)
BEFORE, AFTER = A_DAY - dt.timedelta(days=1), A_DAY + dt.timedelta(days=1)


def again(who: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=who.pk)


@pytest.fixture
def mary(safeguarding, planning):
    who = user(person("Mary", "Many"), "mary@council.example", Role.OFFICER)
    Term.objects.create(person=who.person, since=LONG_AGO, until=A_DAY)
    Seat.objects.create(person=who.person, committee=safeguarding, since=A_DAY, voting=False)
    Seat.objects.create(person=who.person, committee=planning, role="substitute", since=LONG_AGO, until=BEFORE)
    return again(who)


def test_each_counts_on_its_first_and_its_last_day_and_not_beside_them(mary, safeguarding, planning):
    said = {day: standing_of(mary, day) for day in (BEFORE, A_DAY, AFTER)}
    assert [said[day].is_councillor for day in (BEFORE, A_DAY, AFTER)] == [True, True, False]
    assert [said[day].seats for day in (BEFORE, A_DAY, AFTER)] == [{planning.pk}, {safeguarding.pk}, {safeguarding.pk}]
    assert all(found.roles == {"officer"} for found in said.values())


def test_one_query_a_day_and_what_is_kept_of_one_day_is_not_told_of_another(mary, django_assert_num_queries):
    with django_assert_num_queries(2):
        for _ in range(2):
            for day in (A_DAY, AFTER):
                assert is_member(mary, day) and has_role(mary, day, Role.OFFICER)
                assert not is_cabinet_member(mary, day)
                assert is_councillor(mary, day) == (day == A_DAY)
                assert len(committees_sat_on(mary, day)) == 1


def test_a_number_is_taken_for_nothing_else(mary, planning):
    """The ids of terms, committees and people may be the same numbers."""
    other = user(person("Otto", "Other"), "otto@council.example")
    Term.objects.filter(person=mary.person).delete()
    Term.objects.create(pk=planning.pk, person=other.person, since=LONG_AGO)
    said = standing_of(again(other), A_DAY)
    assert (said.roles, said.is_councillor, said.seats) == (frozenset(), True, frozenset())


def test_a_role_that_has_ended_and_a_sign_in_that_is_shut_give_nothing(mary):
    RoleGrant.objects.filter(user=mary).update(until=BEFORE)
    assert not has_role(again(mary), A_DAY, Role.OFFICER)
    User.objects.filter(pk=mary.pk).update(is_active=False)
    assert not is_member(again(mary), A_DAY)


def test_a_seat_on_the_cabinet_makes_a_member_of_the_executive_as_a_portfolio_does(mary, safeguarding):
    cabinet = Committee.objects.create(
        name="Cabinet", short_name="Cabinet", slug="cabinet", kind=LegalKind.EXECUTIVE, since=LONG_AGO
    )
    holder, supporter = person("Paul", "Portfolio"), person("Susan", "Support")
    families = Portfolio.objects.create(name="Families")
    PortfolioHolding.objects.create(person=holder, portfolio=families, since=LONG_AGO, until=A_DAY)
    PortfolioHolding.objects.create(person=supporter, portfolio=families, role="support_member", since=LONG_AGO)
    assert not is_cabinet_member(mary, AFTER)
    Seat.objects.filter(person=mary.person, committee=safeguarding).delete()
    Seat.objects.create(person=mary.person, committee=cabinet, since=AFTER, voting=False)
    assert set(executive_members(A_DAY, A_DAY)) == {holder}
    assert set(executive_members(AFTER, None)) == {mary.person}
    now = again(mary)
    assert is_cabinet_member(now, AFTER) and not is_cabinet_member(now, A_DAY)


def test_whoever_is_signed_in_is_read_with_what_they_are_that_day(mary, django_assert_num_queries):
    nobody = user(None, "portal@council.example", Role.CLERK, name="Portal")
    for who in (mary, nobody):
        with django_assert_num_queries(1):
            found = signed_in(who.pk, A_DAY)
            said = standing_of(found, A_DAY)
        assert found == who and said == standing_of(again(who), A_DAY)
    assert standing_of(found, A_DAY).roles == {"clerk"}
    assert not has_role(found, LONG_AGO - dt.timedelta(days=1), Role.CLERK)
    assert signed_in(max(mary.pk, nobody.pk) + 1, A_DAY) is None
