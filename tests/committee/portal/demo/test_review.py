"""The demonstration's joint spotlight review, beside the source: its facts and not its words."""

import datetime as dt

import pytest
import time_machine

from committee.models import Committee, MunicipalYear, Role
from committee.portal.demo import load, people, reviews
from reviews.models import Addressee, AddresseeKind, State
from reviews.recommendations.answers import standing
from reviews.responses import verbs as responses
from reviews.steps.story import story
from tests.conftest import person, user

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


@pytest.fixture
def review(settings):
    """The review, entered by the clerk into a register with the demonstration's committees and people."""
    settings.DEMO = True
    clerk = user(person("Clare", "Clerk"), "clare@borsetshire.example", Role.CLERK)
    facts, ground = load._facts("review-2022-04-21"), load._facts("committees")
    people.load_council(load._facts("council"))
    people.load_committees({"committees": [{**entry, "contact": ""} for entry in ground["committees"]]})
    year = MunicipalYear.objects.get(starts=dt.date(2021, 5, 20))
    people.load_people(ground["people"], year.starts, year.ends, invented=False)
    return reviews.load_review(facts, clerk)


def test_three_committees_and_a_panel_whose_chairman_is_co_opted(review):
    review.refresh_from_db()
    assert {parent.committee.slug for parent in review.parents.all()} == {
        "safeguarding",
        "prosperous",
        "health-and-care",
    }
    assert review.monitored_by == Committee.objects.get(slug="safeguarding")
    chairman, *others = review.panel.in_order()
    assert (str(chairman.person), chairman.represents.slug) == ("Michael Metcalf", "prosperous")
    assert chairman.person.seats.get(committee=chairman.represents).role == "co_optee"
    assert [str(one.person) for one in others] == ["Ann Edgeller", "Kath Perry"]


def test_the_executive_answered_301_days_after_the_report(review):
    review.refresh_from_db()
    assert review.state == State.RESPONDED
    days = {told.word: told for told in story(review, public=True)}
    assert (days["Scope agreed"].on, days["Gathering evidence"].on) == (dt.date(2021, 11, 30), dt.date(2022, 1, 14))
    assert (days["Responded"].on, days["Responded"].days) == (dt.date(2023, 2, 16), 301)


@time_machine.travel(NOW, tick=False)
def test_one_to_five_are_241_days_late_and_six_and_seven_have_no_clock(review):
    found = standing(review.recommendations.with_answers().order_by("number"), NOW.date())
    late = [{one.clock.days_late for one in asked.addressees if one.clock.due} for asked in found]
    assert late == [{241}] * 5 + [set()] * 2
    assert Addressee.objects.filter(recommendation__review=review).count() >= 10


def test_with_notice_received_on_1_june_the_answer_is_due_on_31_july(review, scrutiny):
    notice = review.notices.get()
    responses.record_receipt(notice, received_on=dt.date(2022, 6, 1), at=NOW, by=scrutiny)
    rows = review.recommendations.with_answers().filter(addressees__kind=AddresseeKind.EXECUTIVE).distinct()
    dues = {one.clock.due for asked in standing(rows, NOW.date()) for one in asked.addressees if one.clock.due}
    assert dues == {dt.date(2022, 7, 31)}
