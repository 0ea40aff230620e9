"""A joint review in a browser, from the proposal to a late answer; its pages fit, pass axe and are valid HTML."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.browser.acts import Acts, on
from tests.reviews import reported as reported_review
from tests.reviews import world as joint_review
from tests.staging import staged
from tests.workprogramme import world as published_programme

pytestmark = pytest.mark.browser
PROPOSED, REPORT, CHANGED, LATE = (
    dt.date(2021, 6, 17), dt.date(2021, 9, 14), dt.date(2021, 10, 5), dt.date(2022, 1, 10),
)  # fmt: skip


@staged
def made(site, cast, safeguarding, planning, year, clerk, officer, scrutiny):
    """A review that was handed down with two recommendations, and is endorsed."""
    programme = published_programme.make(safeguarding, year, clerk, officer)
    return reported_review.make(joint_review.make(programme, scrutiny), scrutiny)


def test_its_pages_are_accessible(sized_page, site, made, scrutiny, sign_in, accessible, fits_the_width, html_is_valid):
    slug, parent = made.review.slug, made.review.parents.first().pk
    sign_in(sized_page, scrutiny)
    of_one = (
        *("", "step/", "notices/new/", "panel/new/", f"committees/{parent}/decision/"),
        f"addressees/{made.cabinet.pk}/answer/",
    )
    for path in ("", "new/", *(f"{slug}/{act}" for act in of_one)):
        sized_page.goto(f"{site}/desk/reviews/{path}")
        accessible(sized_page)
        fits_the_width(sized_page)
        html_is_valid(sized_page)


class Reviewing(Acts):
    """What a scrutiny officer does on the page of a review."""

    def step(self, state: str, day: dt.date) -> None:
        """Record a step from the review's page."""
        self.follow("Record a step")
        self.page.get_by_label(state, exact=True).check()
        self.page.get_by_label("On which day did that come about?").fill(str(day))
        self.press("Record the step")

    def decided(self, committee: str, decision: str, day: dt.date, comments: str = "") -> None:
        """Record what a committee decided."""
        self.follow(re.compile(f"^Record what it decided.*{committee}"))
        self.page.get_by_label(decision, exact=True).check()
        self.page.get_by_label("At the meeting of which day?").fill(str(day))
        self.page.get_by_label("What does the committee say with it?").fill(comments)
        self.press("Record the decision")


def test_a_joint_review_from_the_proposal_to_a_late_answer(
    page, site, cast, safeguarding, year, scrutiny, sign_in, accessible
):
    other = joint_review.other_committee()
    acts = Reviewing(page)
    with on(PROPOSED, 9):
        sign_in(page, scrutiny)
        propose(acts, site)
        seat_the_panel(acts)
        acts.follow("Add a recommendation")
        page.get_by_label("What does the review recommend?").fill("Ask every pupil who cares for somebody.")
        acts.press("Add the recommendation")
        expect(page.get_by_text("does not say to whom it is made")).to_be_visible()
        acts.follow(re.compile("^Say to whom it is made|^say to whom it is made"))
        page.get_by_label("To whom is it made?").fill("Cabinet Member for Education")
        page.get_by_label("The executive, or a Cabinet Member").check()
        acts.press("Add the addressee")
        acts.follow("Publish the review")
        acts.press("Publish the review")
    with on(CHANGED, 12):
        sign_in(page, scrutiny)
        page.goto(f"{site}/desk/reviews/young-carers-in-schools/")
        for state in ("Scoping", "Scope agreed", "Gathering evidence", "Drafting the report", "Reported"):
            acts.step(state, REPORT)
        acts.decided(str(safeguarding), "Endorsed", REPORT)
        acts.decided(str(other), "Changes asked for", REPORT, "Say who asks them.")
        acts.decided(str(other), "Endorsed with comments", CHANGED, "Every year.")
        expect(page.locator("main .govuk-tag").first).to_have_text("Endorsed")
        serve(acts)
        expect(page.locator("main .govuk-tag").first).to_have_text("With the executive")
    with on(LATE, 9):
        page.goto(f"{site}/reviews/young-carers-in-schools/")
        expect(page.get_by_text("Due Saturday 4 December 2021, 37 days late.")).to_be_visible()
        accessible(page)
        sign_in(page, scrutiny)
        page.goto(f"{site}/desk/reviews/young-carers-in-schools/")
        acts.follow(re.compile("^Record the answer.*Cabinet Member for Education"))
        page.get_by_label("Rejected").check()
        page.get_by_label("Why?").fill("Schools ask already.")
        acts.press("Record the answer")
        page.goto(f"{site}/recommendations/")
        expect(page.get_by_text("37 days late")).to_be_visible()
        expect(page.get_by_text("Why: Schools ask already.")).to_be_visible()
        accessible(page)
    assert Review.objects.get().state == "responded"


def propose(acts: Reviewing, site: str) -> None:
    """Propose a review of two committees."""
    page = acts.page
    page.goto(f"{site}/desk/reviews/")
    acts.follow("Propose a review")
    page.get_by_label("What is the review called?").fill("Young carers in schools")
    acts.choose("Which committee commissions it?", "Safeguarding")
    page.get_by_label("Prosperous Overview and Scrutiny Committee").check()
    page.get_by_label("What is it to find out?").fill("Do schools know who cares for somebody at home?")
    page.get_by_label("Why does the committee look into it now?").fill("Members heard that few schools ask.")
    acts.press("Propose the review")


def seat_the_panel(acts: Reviewing) -> None:
    """Put the Chairman of the committee on the panel, as its chairman."""
    acts.follow("Put somebody on the panel")
    acts.choose("Who?", "Chair, Charles")
    acts.page.get_by_label("Chairman", exact=True).check()
    acts.choose("For which committee?", "Safeguarding")
    acts.page.get_by_label("From", exact=True).fill(str(PROPOSED))
    acts.press("Put them on the panel")


def serve(acts: Reviewing) -> None:
    """Serve the notice on the Leader, who received it on the same day."""
    acts.follow("Record a notice")
    acts.page.get_by_label("Recommendation 1: Cabinet Member for Education").check()
    acts.page.get_by_label("On whom was it served?").fill("The Leader of the Council")
    acts.page.get_by_label("By hand").check()
    acts.press("Record the notice")
    acts.follow(re.compile("^record the receipt"))
    acts.press("Record the receipt")
