"""Answers to a review in a browser: the officer's, the Cabinet Member's, a partner's and the desk's pages."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committee.acts.verbs import PORTAL
from committee.models import Portfolio, PortfolioHolding
from committee.sign_in import signed_links
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.linked import ANSWER
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import Response
from reviews.proposing import verbs as proposing
from tests.reviews import given
from tests.reviews import reported as reported_review
from tests.reviews import world as joint_review
from tests.reviews.reported import ANSWERED, AT, REPORT
from tests.staging import staged
from tests.workprogramme import world as published_programme

pytestmark = pytest.mark.browser
PHONE = {"width": 375, "height": 800}


@staged
def made(site, cast, safeguarding, planning, year, clerk, officer, scrutiny, other_member):
    """Olive writes two answers: one waits for Oscar of the executive, one is accepted and has its progress."""
    world = joint_review.make(published_programme.make(safeguarding, year, clerk, officer), scrutiny)
    reported = reported_review.make(world, scrutiny)
    portfolio = Portfolio.objects.create(name="Education")
    PortfolioHolding.objects.create(person=other_member.person, portfolio=portfolio, since=REPORT)
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    for addressee in (reported.cabinet, reported.own, reported.police):
        verbs.name_writer(addressee, writer=officer.person, at=AT, by=scrutiny)
    verbs.send_answer(reported.cabinet.draft, answer="accepted", action="Schools ask.", at=AT, by=officer)
    responses.record_response(reported.own, **ANSWERED, by=scrutiny)
    told = {"status": "on_track", "evidence": "Ten schools ask.", "on": REPORT, "at": AT}
    progress.report_progress(reported.own, **told, by=officer)
    progress.judge_progress(reported.own, **told, by=scrutiny)
    leader = recommendations.name_addressee(reported.second, kind="executive", name="The Leader", by=scrutiny)
    responses.record_response(leader, **ANSWERED | {"target_on": REPORT}, by=scrutiny)
    given.answer(given.call(reported.review, scrutiny), is_suspect=True)
    return reported


def test_their_pages_are_accessible(page, site, made, officer, other_member, scrutiny, sign_in, look_at):
    slug, cabinet, own, police = made.review.slug, made.cabinet, made.own, made.police
    answers, desk = "officers/recommendations", f"desk/reviews/{slug}"
    by_reader = {
        officer: ("officers/", f"{answers}/{police.draft.pk}/", f"{answers}/{cabinet.draft.pk}/sent/",
                  f"{answers}/{own.draft.pk}/progress/", f"{answers}/{own.draft.pk}/progress/sent/"),
        other_member: ("members/portfolio/", f"members/portfolio/answers/{cabinet.draft.pk}/",
                       f"members/portfolio/recorded/{Response.objects.get(is_unsigned=True).pk}/"),
        scrutiny: ("desk/reviews-and-programmes/", f"{desk}/", f"{desk}/evidence/call/set-aside/",
                   f"{desk}/response/", f"{desk}/progress/", f"{desk}/addressees/{police.pk}/writer/",
                   f"{desk}/addressees/{own.pk}/judgement/", f"reviews/{slug}/", f"reviews/{slug}/recommendations/2/",
                   "recommendations/"),
    }  # fmt: skip
    for reader, paths in by_reader.items():
        sign_in(page, reader)
        for path in paths:
            look_at(f"{site}/{path}")


def test_a_partner_answers_on_a_phone(page, site, made, scrutiny, look_here):
    """The page of the link, what it says of a fault, and the thanks with a copy."""
    draft = verbs.name_writer(
        made.police, forename="Pat", surname="Partner", mailbox="pat@police.example", at=timezone.now(), by=scrutiny
    )
    _, token = signed_links._make(ANSWER, draft.writer, draft, draft.mailbox, at=timezone.now(), by=PORTAL)
    page.set_viewport_size(PHONE)
    for link in ("forged", token):
        page.goto(f"{site}/links/{link}/")
        look_here(page)
    expect(page.get_by_label("If not in full, why not?")).to_be_hidden()
    page.get_by_label("Reject", exact=True).check()
    expect(page.get_by_label("What will you do?")).to_be_hidden()
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("link", name="Enter why you do not accept it in full.")).to_be_visible()
    look_here(page)
    page.get_by_label("Accept", exact=True).check()
    page.get_by_label("What will you do?").fill("Officers ask.")
    page.get_by_role("textbox", name="Month").fill("3")
    page.get_by_role("textbox", name="Year").fill(str(timezone.localdate().year + 1))
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("heading", name="What you sent")).to_be_visible()
    look_here(page)
    page.get_by_role("button", name="Email me a copy").click()
    expect(page.get_by_text("We have emailed a copy to the address that your link was sent to.")).to_be_visible()
    look_here(page)


def test_whom_a_page_was_taken_from_and_who_comes_too_early_is_told(
    page, site, made, officer, scrutiny, sign_in, look_at, settings, monkeypatch
):
    monkeypatch.setattr("reviews.prints.sending.kept", lambda document, suffix: None)
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    draft, review = made.police.draft, made.review
    verbs.name_writer(
        made.police, forename="Pat", surname="Partner", mailbox="pat@police.example", at=timezone.now(), by=scrutiny
    )
    sign_in(page, officer)
    for path, heading in (
        (f"officers/recommendations/{draft.pk}/", "This is no longer assigned to you"),
        (f"reviews/{review.slug}/report.pdf", "The PDF is being prepared"),
    ):
        look_at(f"{site}/{path}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
