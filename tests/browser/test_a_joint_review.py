"""
A joint review of three committees in a browser, from the proposal to what came of it a year later.

One committee endorses the report, one asks for a change, one puts it off; a later report asks again only because a
recommendation changed. The answers come late, one of them a rejection.
"""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from committee.models import Committee, Function, LegalKind, Portfolio, PortfolioHolding, User
from reviews import daily
from reviews.models import Review
from tests.browser.acts import Acts, on
from tests.reviews.world import other_committee
from tests.staging import staged
from tests.workprogramme import world as published_programme

pytestmark = pytest.mark.browser
PROPOSED, REPORT, CHANGED, SERVED = (
    dt.date(2021, 6, 17), dt.date(2021, 9, 14), dt.date(2021, 10, 5), dt.date(2021, 10, 6),
)  # fmt: skip
# Two months beginning with 6 October 2021 end on 5 December (R38).
AFTER_DUE, LATE, HALF_YEAR = dt.date(2021, 12, 7), dt.date(2022, 1, 11), dt.date(2022, 3, 14)
SLUG = "young-carers-in-schools"
ASK, PAY = "Ask every pupil who cares for someone.", "Pay for a worker in every school."


class Reviewing(Acts):
    """What a scrutiny officer does on the pages of a review."""

    def __init__(self, page: Page, site: str) -> None:
        super().__init__(page)
        self.front = f"{site}/desk/reviews/{SLUG}/"

    def step(self, state: str, day: dt.date, reason: str = "") -> None:
        """Record a step from the review's page."""
        self.page.goto(self.front)
        self.follow("Record a step")
        self.page.get_by_label(state, exact=True).check()
        self.page.get_by_label("When did it happen?").fill(str(day))
        self.page.get_by_label("Why?").fill(reason)
        self.press("Record the step")

    def issue(self, day: dt.date, reason: str) -> None:
        """Issue the report, from what is next."""
        self.page.goto(self.front)
        self.follow("Issue the report")
        self.page.get_by_label("When was it issued?").fill(str(day))
        self.page.get_by_label("Which letter, email or receipt shows the date?").fill("The minutes of that day")
        self.page.get_by_label("Why?").fill(reason)
        self.press("Issue report")

    def recommend(self, number: int, text: str) -> None:
        """Add a recommendation to the Cabinet Member for Education."""
        self.follow("Add a recommendation")
        self.page.get_by_label("What does the review recommend?").fill(text)
        self.press("Add the recommendation")
        self.follow(re.compile(rf"^choose who it is made to ?\(recommendation {number}\)", re.IGNORECASE))
        self.page.get_by_label("Who is it made to?").fill("Cabinet Member for Education")
        self.page.get_by_label("The executive, or a Cabinet Member").check()
        self.choose("Whose portfolio is it?", "Education")
        self.press("Add the addressee")

    def decided(self, committee: Committee, decision: str, day: dt.date, comments: str = "") -> None:
        """Record what a committee decided, from what is next."""
        self.page.goto(self.front)
        self.follow(re.compile(f"^Record what the {committee} decided"))
        self.page.get_by_label(decision, exact=True).check()
        self.page.get_by_label("Date of the meeting").fill(str(day))
        self.page.get_by_label("Which letter, email or receipt shows the date?").fill("The minutes of that day")
        self.page.get_by_label("Comments of the committee").fill(comments)
        self.press("Record the decision")

    def stands_at(self, state: str) -> None:
        """Check where the review stands by what was recorded."""
        self.page.goto(self.front)
        expect(self.page.locator("main .govuk-tag").first).to_have_text(state)


@staged
def commissioned(site, cast, safeguarding, planning, year, clerk, officer, scrutiny, other_member):
    """Safeguarding's work programme, two committees more, and Oscar, who holds the portfolio of Education."""
    published_programme.make(safeguarding, year, clerk, officer)
    portfolio = Portfolio.objects.create(name="Education")
    PortfolioHolding.objects.create(person=other_member.person, portfolio=portfolio, since=PROPOSED)
    health = Committee.objects.create(
        name="Health and Care Overview and Scrutiny Committee", short_name="Health", slug="health",
        kind=LegalKind.COMMITTEE, function=Function.SCRUTINY, since=dt.date(2020, 5, 1),
    )  # fmt: skip
    return safeguarding, other_committee(), health


def test_a_joint_review_of_three_committees_from_the_proposal_to_its_look_back(
    page, site, commissioned, officer, scrutiny, other_member, sign_in, accessible, mailoutbox
):
    acts = Reviewing(page, site)
    with on(PROPOSED, 9):
        sign_in(page, scrutiny)
        propose(acts, site)
        seat_the_panel(acts)
        acts.recommend(1, ASK)
        acts.recommend(2, PAY)
        acts.follow("Publish the review")
        acts.press("Publish the review")
    with on(CHANGED, 12):
        sign_in(page, scrutiny)
        page.goto(acts.front)
        decide_about_two_reports(acts, *commissioned)
    with on(SERVED, 9):
        sign_in(page, scrutiny)
        serve(acts)
        acts.stands_at("With the executive")
        name_the_writer(acts)
    with on(AFTER_DUE, 9):
        assert len(list(daily.remind_of_answers(at=now()))) == 2
        assert list(daily.remind_of_answers(at=now())) == []
        assert {"olive@borsetshire.example"} <= {to for mail in mailoutbox for to in mail.to}
        page.goto(f"{site}/reviews/{SLUG}/")
        expect(page.get_by_text("Due Sunday 5 December 2021, 2 days late.").first).to_be_visible()
        accessible(page)
    with on(LATE, 9):
        write_the_answers(acts, site, officer, sign_in)
        sign_off(acts, site, other_member, sign_in)
        sign_in(page, scrutiny)
        publish_the_answers(acts)
        page.goto(acts.front)
        acts.stands_at("Responded")
        assert list(daily.plan_look_backs(at=now())) == []  # it was planned with the last answer
        page.goto(f"{site}/recommendations/")
        expect(page.get_by_text("37 days late").first).to_be_visible()
        expect(page.get_by_text("Reasons: The council has no money for it.")).to_be_visible()
        accessible(page)
    with on(HALF_YEAR, 9):
        report_progress(acts, site, officer, scrutiny, sign_in)
        page.goto(f"{site}/reviews/{SLUG}/recommendations/1/")
        expect(page.get_by_text("Ten schools ask.").first).to_be_visible()
        expect(page.get_by_text("Only ten of ninety.").first).to_be_visible()
        accessible(page)
    review = Review.objects.get()
    assert review.state == "responded"
    assert review.look_back.item.programme.committee == review.monitored_by


def now() -> dt.datetime:
    """Return the present moment, as set by the story."""
    return dt.datetime.now(dt.UTC)


def propose(acts: Reviewing, site: str) -> None:
    """Propose a review of three committees."""
    page = acts.page
    page.goto(f"{site}/desk/reviews/")
    acts.follow("Propose a review")
    page.get_by_label("What is the review called?").fill("Young carers in schools")
    acts.choose("Which committee commissions it?", "Safeguarding")
    for name in ("Prosperous", "Health and Care"):
        page.get_by_label(f"{name} Overview and Scrutiny Committee").check()
    page.get_by_label("What is the review to find out?").fill("Do schools know who cares for someone at home?")
    page.get_by_label("Why is the committee looking into it now?").fill("Members heard that few schools ask.")
    acts.press("Propose the review")


def seat_the_panel(acts: Reviewing) -> None:
    """Put the Chairman of the committee on the panel, as its chairman."""
    acts.follow("Add a panel member")
    acts.choose("Who?", "Chair, Charles")
    acts.page.get_by_label("Chairman", exact=True).check()
    acts.choose("For which committee?", "Safeguarding")
    acts.page.get_by_label("From", exact=True).fill(str(PROPOSED))
    acts.press("Add panel member")


def decide_about_two_reports(
    acts: Reviewing, safeguarding: Committee, prosperous: Committee, health: Committee
) -> None:
    """Hand a report down, which one committee wants changed; hand the changed one down, which all endorse."""
    page = acts.page
    for state in ("Scoping", "Scope agreed", "Gathering evidence", "Drafting the report"):
        acts.step(state, REPORT, "The panel goes on." if state == "Scope agreed" else "")
    acts.issue(REPORT, "The panel goes on.")
    acts.decided(safeguarding, "Endorsed", REPORT)
    acts.decided(prosperous, "Changes asked for", REPORT, "Say who pays.")
    acts.decided(health, "Deferred", REPORT)
    acts.step("Drafting the report", CHANGED, "One committee asked who pays.")
    page.goto(acts.front)
    acts.follow(re.compile("^Change recommendation 2"))
    page.get_by_label("What does the review recommend?").fill(f"{PAY} The council pays.")
    acts.press("Save the recommendation")
    acts.issue(CHANGED, "With one recommendation changed.")
    page.goto(acts.front)
    expect(page.get_by_text("which changes recommendation 2 since it endorsed one")).to_be_visible()
    acts.decided(safeguarding, "Endorsed", CHANGED)
    acts.decided(prosperous, "Endorsed with comments", CHANGED, "Every year.")
    acts.stands_at("Reported")
    acts.decided(health, "Endorsed", CHANGED)
    acts.stands_at("Endorsed")


def serve(acts: Reviewing) -> None:
    """Serve the notice on the Leader, who received it on the same day."""
    page = acts.page
    page.goto(acts.front)
    acts.follow("Serve the notice on the executive and record it")
    for number in (1, 2):
        page.get_by_label(f"Recommendation {number}: Cabinet Member for Education").check()
    page.get_by_label("Who was it served on?").fill("The Leader of the Council")
    page.get_by_label("By hand").check()
    acts.press("Record the notice")
    page.goto(acts.front)
    acts.follow(re.compile("^Record when The Leader of the Council received the notice"))
    acts.press("Record the receipt")


def name_the_writer(acts: Reviewing) -> None:
    """Olive writes both answers, and is asked by email."""
    acts.page.goto(f"{acts.front}response/")
    for number in (1, 2):
        acts.follow(re.compile(f"^Choose who writes it.*recommendation {number}"))
        acts.choose("Who writes the answer?", "Officer, Olive")
        acts.press("Save and send request")


def write_the_answers(acts: Reviewing, site: str, officer: User, sign_in) -> None:
    """Olive accepts the first recommendation and rejects the second, with one reason."""
    page = acts.page
    sign_in(page, officer)
    for number in (1, 2):
        page.goto(f"{site}/officers/")
        acts.follow(re.compile(f"recommendation {number}"))
        if number == 1:
            page.get_by_label("Accept", exact=True).check()
            page.get_by_label("What will you do?").fill("Every school asks.")
            page.get_by_label("Which post or body is responsible?").fill("Assistant Director for Education")
            page.get_by_role("textbox", name="Month").fill("3")
            page.get_by_role("textbox", name="Year").fill("2022")
        else:
            page.get_by_label("Reject", exact=True).check()
            page.get_by_label("If not in full, why not?").fill("The council has no money for it.")
        acts.press("Send for sign-off")


def sign_off(acts: Reviewing, site: str, cabinet_member: User, sign_in) -> None:
    """Oscar signs both answers."""
    page = acts.page
    sign_in(page, cabinet_member)
    for number in (1, 2):
        page.goto(f"{site}/members/portfolio/")
        acts.follow(re.compile(f"recommendation {number}", re.IGNORECASE))
        page.get_by_label("Yes, sign it off").check()
        acts.press("Send your decision")


def publish_the_answers(acts: Reviewing) -> None:
    """Publish what is signed off as the scrutiny officer."""
    for number in (1, 2):
        acts.page.goto(f"{acts.front}response/")
        acts.follow(re.compile(f"^Publish the answer.*recommendation {number}"))
        acts.press("Publish the answer")


def report_progress(acts: Reviewing, site: str, officer: User, scrutiny: User, sign_in) -> None:
    """Olive says how far the first is done, the committee judges it, and both are published."""
    page = acts.page
    sign_in(page, officer)
    page.goto(f"{site}/officers/")
    acts.follow(re.compile("recommendation 1"))
    page.get_by_label("On track").check()
    page.get_by_label("What is the evidence?").fill("Ten schools ask.")
    acts.press("Send the report")
    sign_in(page, scrutiny)
    page.goto(f"{site}/desk/reviews/{SLUG}/progress/")
    acts.follow(re.compile("^Record the committee’s view"))
    page.get_by_label("At risk").check()
    page.get_by_label("What is the evidence?").fill("Only ten of ninety.")
    page.get_by_label("When did the committee decide this?").fill(str(HALF_YEAR))
    acts.press("Record the view")
    acts.follow("Publish the progress")
    acts.press("Publish the progress")
