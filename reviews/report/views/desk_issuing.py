"""The page on which the desk issues the report of a review."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.forms.shown import showing
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.findings.missing import missing
from reviews.lookup import act_on, address_of, crumbs, find_review
from reviews.models import DRAFTED
from reviews.report.forms import IssueForm
from reviews.report.issuing import issue_report

MISSING = "Something is missing. Complete it first, or enter under “Why?” why the report is issued without it."
NOT_DRAFTED = "A report is issued while the review is at “Drafting the report” or “Fact check”."
FOLLOWS = "The report can no longer be changed. For a new version, return the review to “Drafting the report”."
NUMBERS = "Its recommendations keep their numbers."
PUBLIC = "Anyone can read it on the page of the review."
NOT_PUBLIC = "Anyone can read it once the review is published."


@planners
def issue(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Issue the report; what is missing is listed, and what follows."""
    review = find_review(slug)
    is_drafted = review.state in DRAFTED
    lacks = missing(review) if is_drafted else []
    form = IssueForm(typed(request), lacks=bool(lacks), initial={"on": timezone.localdate()})
    if is_drafted:
        showing(form, issue_report, review)
    back = address_of(review, "report")

    def act(data: Data) -> str:
        version = issue_report(review, **data, at=timezone.now(), by=request.user)
        return f"Version {version.number} of the report is issued."

    return ask(
        request, form, act, **act_on(review, "Issue the report", back, trail=[*crumbs(review), ("Report", back)]),
        lead=f"The review is at “{review.get_state_display()}”.", field="on", points=lacks,
        warning=MISSING if lacks else "" if is_drafted else NOT_DRAFTED,
        follows=[FOLLOWS, NUMBERS, PUBLIC if review.is_public else NOT_PUBLIC],
    )  # fmt: skip
