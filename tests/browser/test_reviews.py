"""The pages of a review in a browser: they fit, pass axe and are valid HTML."""

import datetime as dt

import pytest
from django.utils import timezone

from committee.models import Person, User
from reviews.findings import figure_verbs as figures
from reviews.findings import finding_verbs as findings
from reviews.models import BEFORE_REPORT, FactCheck, FactChecker, FactComment
from tests.acts.review_figures import TEXT
from tests.browser.acts import until
from tests.reviews import given, scope_addresses, stepping
from tests.reviews import reported as reported_review
from tests.reviews import world as joint_review
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
    scope_addresses.values(world, scrutiny)
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
