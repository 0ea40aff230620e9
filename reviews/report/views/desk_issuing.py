"""The page on which the desk issues the report of a review."""

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html

from committee.forms.shown import showing
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews import leak_check
from reviews.findings.missing import missing
from reviews.lookup import act_on, address_of, crumbs, find_review
from reviews.models import DRAFTED, Review
from reviews.privacy import personal_data_in
from reviews.report import from_rows, left_out
from reviews.report.forms import IssueForm, LeftOutForm
from reviews.report.issuing import issue_report

MISSING = "Something is missing. Complete it first, or enter under “Why?” why the report is issued without it."
UNTOLD = "It cannot be issued before the report says what it leaves out: see “Information left out” on its page."
NOT_DRAFTED = "A report is issued while the review is at “Drafting the report” or “Fact check”."
FOLLOWS = "The report can no longer be changed. For a new version, return the review to “Drafting the report”."
NUMBERS = "Its recommendations keep their numbers."
PUBLIC = "Anyone can read it on the page of the review."
NOT_PUBLIC = "Anyone can read it once the review is published."


@planners
def issue(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Issue the report: what it recommends and a link to the whole; what is missing is listed, and what follows."""
    review = find_review(slug)
    is_drafted = review.state in DRAFTED
    lacks = missing(review) if is_drafted else []
    untold = left_out.untold(review) if is_drafted else None
    form = IssueForm(typed(request), lacks=bool(lacks), initial={"on": timezone.localdate()})
    if is_drafted:
        showing(form, issue_report, review)
    back = address_of(review, "report")

    def act(data: Data) -> str:
        version = issue_report(review, **data, at=timezone.now(), by=request.user)
        return f"Version {version.number} of the report is issued."

    return ask(
        request, form, act, **act_on(review, "Issue the report", back, trail=[*crumbs(review), ("Report", back)]),
        lead=f"The review is at “{review.get_state_display()}”.", field="on",
        points=[*([untold.text] if untold else []), *lacks, *_personal_data(review)],
        insets=_recommended(review) if is_drafted else [], text=_whole(review) if is_drafted else "",
        warning=UNTOLD if untold else MISSING if lacks else "" if is_drafted else NOT_DRAFTED,
        follows=[FOLLOWS, NUMBERS, PUBLIC if review.is_public else NOT_PUBLIC],
    )  # fmt: skip


def _recommended(review: Review) -> list[str]:
    return [f"Recommendation {row.number}: {row.text}" for row in from_rows.standing(review)]


def _whole(review: Review) -> str:
    return format_html(
        '<a class="govuk-link" href="{}">Read the whole report as it will be issued</a>',
        address_of(review, "report-draft"),
    )


def _personal_data(review: Review) -> list[str]:
    return personal_data_in("The report", [text for _, texts in leak_check.of_everything(review) for text in texts])


@planners
def say_left_out(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Say whether the report would mislead without the evidence that it leaves out."""
    review = find_review(slug)
    pieces = left_out.withheld_evidence(review)
    back = address_of(review, "report")

    def act(data: Data) -> str:
        left_out.say_left_out(review, **data, at=timezone.now(), by=request.user)
        return "Saved. The report says what it leaves out."

    return ask(
        request, LeftOutForm(typed(request), review=review), act,
        **act_on(review, "Information left out", back, trail=[*crumbs(review), ("Report", back)]), field="summary",
        points=[f"{piece}: {piece.marking}" for piece in pieces],
        lead="The report leaves out this evidence, and says so." if pieces else "No evidence is withheld.",
    )  # fmt: skip
