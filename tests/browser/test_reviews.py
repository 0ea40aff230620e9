"""Pages of a review and its answers in a browser: they fit, pass axe and are valid HTML."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committee.acts.verbs import PORTAL
from committee.models import Person, Portfolio, PortfolioHolding, User
from committee.sign_in import signed_links
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.linked import ANSWER
from reviews.findings import figure_verbs as figures
from reviews.findings import finding_verbs as findings
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import BEFORE_REPORT, FactCheck, FactChecker, FactComment, Response
from reviews.proposing import verbs as proposing
from tests.acts.review_evidence import TEXT
from tests.browser.acts import until
from tests.browser.conftest import PHONE
from tests.reviews import addresses, given, stepping
from tests.reviews import reported as reported_review
from tests.reviews import world as joint_review
from tests.reviews.reported import ANSWERED, AT
from tests.reviews.reported import REPORT as ON
from tests.staging import staged
from tests.workprogramme import world as published_programme

pytestmark = pytest.mark.browser
PROPOSED, REPORT, CHANGED, LATE = (
    dt.date(2021, 6, 17), dt.date(2021, 9, 14), dt.date(2021, 10, 5), dt.date(2022, 1, 10),
)  # fmt: skip


def write(world: joint_review.World, scrutiny: User) -> None:
    """Draft a table with small numbers and a changed definition, a finding and a fact check."""
    table = figures.add_figures(world.review, title="Carers by school", text=TEXT, by=scrutiny)
    figures.mark_definition(table, before="South", words="Counted again.", by=scrutiny)
    figures.publish_figures(table, at=joint_review.AT, by=scrutiny)
    findings.add_finding(world.review, text="Few schools ask.", evidence_words="E1", by=scrutiny)
    check = FactCheck.objects.create(
        review=world.review, number=1, text="Few ask.\n\nNobody counts.", last_day=LATE, opened_at=joint_review.AT
    )
    for name, answered in (("Paula", None), ("Petra", joint_review.AT)):
        who = Person.objects.create(forename=name, surname="Police", slug=name.casefold())
        checker = FactChecker.objects.create(fact_check=check, person=who, mailbox="p@p.example", answered_at=answered)
    FactComment.objects.create(checker=checker, passage=1, text="Six ask.", made_at=joint_review.AT)


@staged
def made(site, cast, safeguarding, planning, year, clerk, officer, scrutiny):
    """Return a review that was issued with two recommendations, and is endorsed."""
    world = joint_review.make(published_programme.make(safeguarding, year, clerk, officer), scrutiny)
    addresses.scope_values(world, scrutiny)
    write(world, scrutiny)
    return reported_review.make(world, scrutiny)


def test_its_pages_are_accessible(page, site, made, scrutiny, sign_in, look_at):
    slug, parent, session = made.review.slug, made.review.parents.first().pk, made.review.sessions.get().pk
    table, said = made.review.figures.get().pk, FactComment.objects.get().pk
    sign_in(page, scrutiny)
    of_one = (
        *("", "step/", "notices/new/", f"committees/{parent}/decision/"),
        f"addressees/{made.cabinet.pk}/answer/",
        *("report/", "report/draft/", "report/images/new/"),
        *(f"report/sections/findings/{act}" for act in ("", "who/", "history/")),
        *("scope/", "scope/points/new/", "sessions/", "witnesses/new/"),
        *(f"sessions/{session}/{act}" for act in ("", "came/")),
        *("figures/", "figures/new/", "figures/check/", f"figures/{table}/", f"figures/{table}/definition/"),
        *(f"figures/{table}/numbers/", "findings/", "findings/recommendations/"),
        *("fact-check/", "fact-check/people/new/", f"fact-check/comments/{said}/"),
    )
    for path in ("", "new/", *(f"{slug}/{act}" for act in of_one)):
        look_at(f"{site}/desk/reviews/{path}")


def test_what_others_read_of_it_is_accessible(page, site, made, scrutiny, chairman, sign_in, look_at):
    given.call(made.review, scrutiny, closes_on=timezone.localdate() + dt.timedelta(days=9))
    slug = made.review.slug
    sign_in(page, chairman)
    for path in (f"reviews/{slug}/figures/", f"reviews/{slug}/call-for-evidence/", f"members/reviews/{slug}/figures/"):
        look_at(f"{site}/{path}")


def test_a_button_puts_a_footnote_into_the_text(page, site, cast, review, scrutiny, sign_in):
    for state in BEFORE_REPORT[1:]:
        stepping.take_step(review.review, state, reason="It goes on.", on=REPORT, at=reported_review.AT, by=scrutiny)
    sign_in(page, scrutiny)
    page.goto(f"{site}/desk/reviews/{review.review.slug}/report/sections/findings/")
    # The plain box has the same name until the editor has begun.
    page.get_by_role("textbox", name="What the section says").and_(page.locator("[contenteditable]")).click()
    page.keyboard.type("Few ask.")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type("Heard on one day.")
    page.get_by_role("button", name="Save now").click()
    saved = review.review.sections.filter(kind="findings", text__contains="Few ask.^[Heard on one day.]")
    until(saved.exists)


PARTNER = {"forename": "Pat", "surname": "Partner", "mailbox": "pat@police.example"}


@staged
def answering(site, cast, safeguarding, planning, year, clerk, officer, scrutiny, other_member):
    """Olive writes two answers: one waits for Oscar of the executive, one is accepted and has its progress."""
    world = joint_review.make(published_programme.make(safeguarding, year, clerk, officer), scrutiny)
    reported = reported_review.make(world, scrutiny)
    portfolio = Portfolio.objects.create(name="Education")
    PortfolioHolding.objects.create(person=other_member.person, portfolio=portfolio, since=ON)
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    for addressee in (reported.cabinet, reported.own, reported.police):
        verbs.name_writer(addressee, writer=officer.person, at=AT, by=scrutiny)
    verbs.send_answer(reported.cabinet.draft, answer="accepted", action="Schools ask.", at=AT, by=officer)
    responses.record_response(reported.own, **ANSWERED, by=scrutiny)
    told = {"status": "on_track", "evidence": "Ten schools ask.", "on": ON, "at": AT}
    progress.report_progress(reported.own, **told, by=officer)
    progress.judge_progress(reported.own, **told, by=scrutiny)
    leader = recommendations.name_addressee(reported.second, kind="executive", name="The Leader", by=scrutiny)
    responses.record_response(leader, **ANSWERED | {"target_on": ON}, by=scrutiny)
    given.answer(given.call(reported.review, scrutiny), is_suspect=True)
    return reported


def test_their_pages_are_accessible(page, site, answering, officer, other_member, scrutiny, sign_in, look_at):
    slug, cabinet, own, police = answering.review.slug, answering.cabinet, answering.own, answering.police
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


def test_a_partner_answers_on_a_phone(page, site, answering, scrutiny, look_here):
    """The page of the link, what it says of a fault, and the thanks with a copy."""
    draft = verbs.name_writer(answering.police, **PARTNER, at=timezone.now(), by=scrutiny)
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
    page, site, answering, officer, scrutiny, sign_in, look_at, settings, monkeypatch
):
    monkeypatch.setattr("reviews.prints.sending.kept", lambda document, suffix: None)
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    draft, review = answering.police.draft, answering.review
    verbs.name_writer(answering.police, **PARTNER, at=timezone.now(), by=scrutiny)
    sign_in(page, officer)
    for path, heading in (
        (f"officers/recommendations/{draft.pk}/", "This is no longer assigned to you"),
        (f"reviews/{review.slug}/report.pdf", "The PDF is being prepared"),
    ):
        look_at(f"{site}/{path}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
