"""The check of facts of a review, as scrutiny officers send the draft and answer the comments."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.dates import long_date
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, press, typed
from reviews.fact_check import verbs
from reviews.fact_check.forms import CheckerForm, CommentsForm, DecisionForm, DraftForm
from reviews.fact_check.standing import standing
from reviews.figures.kept import table_of
from reviews.figures.sentences import warnings
from reviews.lookup import act_on, address_of, crumbs, find_review, sections_of
from reviews.models import FactCheck, FactChecker, FactComment, Review
from reviews.report.words import draft_text


def _about(review: Review, heading: str, **more: Any) -> dict[str, Any]:
    """Return the context shared by the pages of these acts."""
    return act_on(review, heading, address_of(review, "fact-check"), back_text="Back to the fact check", **more)


def _find_checker(review: Review, pk: int) -> FactChecker:
    checkers = FactChecker.objects.filter(fact_check__review=review).select_related("fact_check__review", "person")
    return get_object_or_404(checkers, pk=pk)


def _latest(review: Review) -> FactCheck:
    check = review.fact_checks.order_by("number").last()
    if check is None:
        raise Http404
    check.review = review
    return check


@planners
def fact_check(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the latest check of a review: who has answered, the comments, the draft's figures; and earlier."""
    review, now = find_review(slug), timezone.now()
    check, *before = review.fact_checks.order_by("-number") or [None]
    context = {
        "review": review,
        "standing": standing(check, now) if check else None,
        "earlier": [standing(earlier_check, now) for earlier_check in before if earlier_check],
        "warnings": warnings(check.text, [table_of(table) for table in review.figures.all()]) if check else [],
        "may_open": review.state in verbs.FROM,
        "sections": sections_of(review, "desk:review-fact-check"),
        "trail": crumbs(review),
    }
    return render(request, "desk/reviews/fact_check.html", context)


@planners
def fact_check_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Put a draft to a check of its facts."""
    review = find_review(slug)

    def put(data: Data) -> str:
        verbs.open_fact_check(review, **data, at=timezone.now(), by=request.user)
        return "The fact check is open. Add the people to check it, then send them the draft."

    form = DraftForm(typed(request), initial={"text": draft_text(review)})
    return ask(request, form, put, field="text", **_about(review, "Open a fact check"))


@planners
def checker_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Name somebody who is to check the facts."""
    review = find_review(slug)
    check = _latest(review)

    def name(data: Data) -> str:
        checker = verbs.name_checker(check, **data, at=timezone.now(), by=request.user)
        return f"{checker.person} is added. Send them the draft."

    return ask(request, CheckerForm(typed(request)), name, field="person", **_about(review, "Who checks the facts?"))


@planners
@require_POST
def checker_send(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Mail somebody a link to the draft."""
    review = find_review(slug)
    checker = _find_checker(review, pk)

    def send() -> str:
        if verbs.send_draft(checker, at=timezone.now(), by=request.user):
            return f"Emailed to {checker.person}: comments are open until the end of {_last_day(checker)}."
        return f"The email to {checker.person} could not be sent. Try again later."

    return press(request, send, then=address_of(review, "fact-check"))


@planners
@require_POST
def checker_revoke(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Let somebody's link open nothing more."""
    review = find_review(slug)
    checker = _find_checker(review, pk)

    def revoke() -> str:
        verbs.revoke_draft(checker, at=timezone.now(), by=request.user)
        return f"The link of {checker.person} no longer works."

    return press(request, revoke, then=address_of(review, "fact-check"))


@planners
def checker_comments(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Enter what somebody said of the draft in another way."""
    review = find_review(slug)
    checker = _find_checker(review, pk)
    form = CommentsForm(typed(request), checker=checker)

    def enter(data: Data) -> str:
        verbs.comment(checker, comments=form.comments(), at=timezone.now(), by=request.user)
        return f"The comments of {checker.person} are recorded."

    return ask(request, form, enter, **_about(review, f"Comments by {checker.person}"))


@planners
def comment_decide(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Accept or decline a comment."""
    review = find_review(slug)
    comments = FactComment.objects.filter(checker__fact_check__review=review)
    remark = get_object_or_404(comments.select_related("checker__person", "checker__fact_check__review"), pk=pk)

    def decide(data: Data) -> str:
        verbs.decide_comment(remark, **data, at=timezone.now(), by=request.user)
        return "Saved."

    form = DecisionForm(typed(request), initial={"decision": remark.decision, "reason": remark.reason})
    heading = f"A comment by {remark.checker.person}"
    return ask(request, form, decide, insets=[remark.text], **_about(review, heading))


def _last_day(checker: FactChecker) -> str:
    return long_date(checker.fact_check.last_day)
