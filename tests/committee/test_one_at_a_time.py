"""The database keeps some things to one at a time, and verbs save what is valid or refuse it in words."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.models import (
    GroupMembership,
    MunicipalYear,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Post,
    Role,
    RoleGrant,
    Seat,
    Term,
)
from committee.models.triggers import one_at_a_time
from committee.models.triggers.one_at_a_time import ONLY
from meetings.models import AgendaItem
from tests.conftest import LONG_AGO, person

pytestmark = pytest.mark.both_databases("constraints: exclusion constraints there, triggers here")
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
