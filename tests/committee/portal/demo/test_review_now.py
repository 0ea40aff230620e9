"""The invented review of this year: something to write, to sign off, to publish and to report on for every role."""

import datetime as dt

import pytest

from committee.models import User
from committee.portal.demo import load, people, review_now
from reviews.models import AnswerDraft, DraftState, Response
from reviews.progress.standing import progress_of
from reviews.sign_off.waiting import answers_of_portfolio, answers_to_write, is_to_sign

TODAY = dt.date(2026, 11, 27)


@pytest.mark.django_db
def test_each_role_finds_what_waits_for_it(settings):
    settings.DEMO = True
    upcoming = load._facts("upcoming")
    people.load_council(load._facts("council"))
    people.load_committees(
        {"committees": [{**entry, "contact": ""} for entry in load._facts("committees")["committees"]]}
    )
    people.load_sign_ins(upcoming["sign_ins"], upcoming["password"], dt.date(2026, 5, 1))
    planner = User.objects.get(email="scrutiny@demo.example")
    review = review_now.load_review_now(TODAY, planner)
    assert review_now.load_review_now(TODAY, planner) == review
    officer, cabinet = (User.objects.get(email=f"{name}@demo.example") for name in ("officer", "cabinet"))
    assert [one.addressee.recommendation.number for one in answers_to_write(officer, TODAY)] == [3]
    assert [one.addressee.recommendation.number for one in answers_of_portfolio(cabinet, TODAY) if is_to_sign(one)] == [
        2
    ]
    (told,) = progress_of(review, TODAY, public=True)
    assert (told.officer.word, told.committee.word) == ("On track", "At risk")
    assert str(Response.objects.get().signed_off_by) == "Ruth Ainsley"
    partner = AnswerDraft.objects.get(addressee__name="Ashdown School (invented)")
    assert (partner.state, partner.mailbox) == (DraftState.ASKED, "partner@demo.example")
