"""The invented review of this year: something to write, to sign off, to publish and to report on for every role."""

import datetime as dt
import re

import pytest
import time_machine

from committee.models import User
from committee.portal.demo import people, review_now
from committee.portal.demo.papers import facts_of
from reviews.answers.waiting import answers_of_portfolio, answers_of_writer, is_to_sign
from reviews.findings.recommendation_status import progress_of
from reviews.models import AnswerDraft, DraftState, Response
from reviews.steps.story import story

TODAY = dt.date(2026, 11, 27)


@pytest.mark.django_db
def test_each_role_finds_what_waits_for_it(settings, mailoutbox, client):
    settings.DEMO = True
    upcoming = facts_of("upcoming")
    people.load_council(facts_of("council"))
    people.load_committees({"committees": [{**entry, "contact": ""} for entry in facts_of("committees")["committees"]]})
    people.load_sign_ins(upcoming["sign_ins"], upcoming["password"], dt.date(2026, 5, 1))
    planner = User.objects.get(email="scrutiny@demo.example")
    assert planner.check_password(upcoming["password"])
    facts = facts_of("review-now")
    review = review_now.load_review_now(facts, TODAY, planner)
    assert review_now.load_review_now(facts, TODAY, planner) == review
    told = [step.text for step in story(review, public=True)]
    assert [text for text in told if text] == [review_now.INVENTED], "once, for all of it"
    officer, cabinet = (User.objects.get(email=f"{name}@demo.example") for name in ("officer", "cabinet"))
    assert [one.addressee.recommendation.number for one in answers_of_writer(officer, TODAY)[0]] == [3]
    assert [one.addressee.recommendation.number for one in answers_of_portfolio(cabinet, TODAY) if is_to_sign(one)] == [
        2
    ]
    told, due = progress_of(review, TODAY, public=True)
    assert (told.officer.status, told.committee.status, due.entries) == ("on_track", "at_risk", [])
    assert {str(response.signed_off_by) for response in Response.objects.all()} == {"Ruth Ainsley"}
    partner = AnswerDraft.objects.get(addressee__name="Ashdown School (invented)")
    assert (partner.state, partner.mailbox) == (DraftState.ASKED, "partner@demo.example")
    asked = {mail.subject: mail for mail in mailoutbox if "sign off" not in mail.subject}
    which = "recommendation {} of the review “Short breaks for young carers”"
    assert {subject: mail.to for subject, mail in asked.items()} == {
        f"Please answer {which.format(3)}": [officer.email],
        f"Please answer {which.format(4)}": ["partner@demo.example"],
        f"Please report progress on {which.format(5)}": [officer.email],
    }
    (link,) = re.findall(r"/links/\S+", asked[f"Please answer {which.format(4)}"].body)
    (report,) = re.findall(r"/officers/\S+", asked[f"Please report progress on {which.format(5)}"].body)
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10), dt.UTC), tick=False):
        assert "Ask in every school register" in client.get(link).content.decode()
        client.force_login(officer)
        assert "Tell every head teacher" in client.get(report).content.decode()
