"""Who sits on a panel: nobody of the executive (R37), one chairman, and whoever left stays in the membership."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from committee.acts.refusal import Refused
from committee.models import Portfolio, PortfolioHolding
from committee.register import people as portfolios
from reviews.models import Panellist, PanelRole
from reviews.proposing import panel_verbs as verbs
from tests.reviews.world import ON

LATER = ON + dt.timedelta(days=30)


def holds_a_portfolio(person) -> PortfolioHolding:
    education = Portfolio.objects.create(name="Education")
    return PortfolioHolding.objects.create(portfolio=education, person=person, role="cabinet_member", since=ON)


@pytest.mark.both_databases("triggers: the executive and panels apart")
def test_nobody_of_the_executive_sits_on_a_panel(review, scrutiny, other_member):
    holds_a_portfolio(other_member.person)
    with pytest.raises(Refused, match="Education") as refused:
        verbs.add_panellist(review.review, other_member.person, since=LATER, role=PanelRole.EXPERT, by=scrutiny)
    assert refused.value.rule == "R37"
    row = Panellist(review=review.review, person=other_member.person, since=LATER, role=PanelRole.EXPERT)
    with pytest.raises(DatabaseError, match="Nobody can be of the executive"), transaction.atomic():
        row.save()


@pytest.mark.both_databases("triggers: the executive and panels apart")
def test_nobody_on_a_panel_becomes_of_the_executive(review, clerk):
    education = Portfolio.objects.create(name="Education")
    with pytest.raises(Refused, match="Nobody can be of the executive and sit on overview and scrutiny"):
        portfolios.hold_portfolio(education, review.expert.person, since=LATER, by=clerk)


@pytest.mark.both_databases("constraints: one at a time")
def test_a_panel_has_one_chairman_at_a_time(review, scrutiny, member):
    sits = {"since": ON, "represents": review.safeguarding.committee, "role": PanelRole.CHAIRMAN}
    with pytest.raises(Refused, match="Charles Chair is the Chairman of the panel in that time"):
        verbs.add_panellist(review.review, member.person, **sits, by=scrutiny)
    row = Panellist(review=review.review, person=member.person, **sits)
    with pytest.raises(DatabaseError, match=r"one_chairman_of_a_panel|one Chairman at a time"), transaction.atomic():
        row.save()
    verbs.end_panellist(review.chairman, on=ON, by=scrutiny)
    verbs.add_panellist(review.review, member.person, **sits | {"since": LATER}, by=scrutiny)
    assert [one.person.surname for one in review.review.panel.in_order()] == ["Chair", "Member", "Expert"]


def test_an_expert_may_be_the_chairman(review, scrutiny):
    verbs.end_panellist(review.chairman, on=ON, by=scrutiny)
    verbs.correct_panellist(review.expert, role=PanelRole.CHAIRMAN, since=LATER, by=scrutiny)
    assert review.review.panel.get(pk=review.expert.pk).represents is None


def test_a_member_represents_one_of_the_committees_and_sits_on_it(review, scrutiny, member, planning):
    def put(committee):
        verbs.add_panellist(review.review, member.person, since=ON, represents=committee, by=scrutiny)

    with pytest.raises(Refused, match="Choose the committee that this member represents"):
        put(None)
    with pytest.raises(Refused, match="not one of this review’s committees"):
        put(planning)
    with pytest.raises(Refused, match="does not sit on the Prosperous"):
        put(review.prosperous.committee)


def test_nobody_is_on_a_panel_twice_and_whoever_left_stays_in_it(review, scrutiny):
    expert = review.expert
    with pytest.raises(Refused, match="is on the panel in that time already"):
        verbs.add_panellist(review.review, expert.person, since=LATER, role=PanelRole.EXPERT, by=scrutiny)
    verbs.end_panellist(expert, on=LATER, by=scrutiny)
    with pytest.raises(Refused, match="left the panel on"):
        verbs.end_panellist(expert, on=LATER, by=scrutiny)
    assert review.review.panel.filter(person=expert.person, until=LATER).exists()


def test_a_mistake_is_removed(review, scrutiny):
    verbs.remove_panellist(review.expert, by=scrutiny)
    with pytest.raises(Refused, match="removed them from the panel"):
        verbs.correct_panellist(review.expert, interest="A governor.", by=scrutiny)
