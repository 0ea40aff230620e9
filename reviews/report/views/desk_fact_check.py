"""Desk pages of the fact check: send the draft, and decide about the comments."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.acts.saving import day_of
from committee.models import LinkStanding, SignedLink
from committee.views.acting import press_to, typed
from committee.wording.dates import long_date
from reviews.act_pages import Page, act, act_page, page
from reviews.findings.figure_sentences import warnings
from reviews.findings.figures_shown import table_of
from reviews.locking import review_of
from reviews.lookup import address_of, of_review, of_row, page_of
from reviews.models import FactCheck, FactChecker, FactComment, Review
from reviews.report import fact_check_verbs as verbs
from reviews.report.forms import CheckerForm, CommentsForm, DecisionForm, DraftForm
from reviews.report.from_rows import draft_text

WORDS = {
    None: "Not sent yet",
    LinkStanding.LIVE: "Waiting for comments",
    LinkStanding.USED: "Answered",
    LinkStanding.REVOKED: "Link revoked",
    LinkStanding.EXPIRED: "Link expired",
}


of_checker = of_row(
    lambda review: FactChecker.objects.filter(fact_check__review=review).select_related("fact_check__review", "person")
)
of_comment = of_row(
    lambda review: FactComment.objects.filter(checker__fact_check__review=review).select_related(
        "checker__person", "checker__fact_check__review"
    )
)


def _latest(review: Review) -> FactCheck:
    check = review.fact_checks.order_by("number").last()
    if check is None:
        raise Http404
    return check


@of_review
def fact_check(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show the latest fact check of a review (answers, comments, figures in the draft) and earlier checks."""
    now = timezone.now()
    checks = list(review.fact_checks.order_by("-number"))
    standing = [_standing(check, now) for check in checks]
    context = {
        **page_of(review, "fact-check"),
        "standing": standing[0] if checks else None,
        "earlier": standing[1:],
        "warnings": warnings(checks[0].text, [table_of(table) for table in review.figures.all()]) if checks else [],
        "may_open": review.state in verbs.FROM,
    }
    return render(request, "desk/reviews/fact_check.html", context)


def _standing(check: FactCheck, at: dt.datetime) -> dict[str, Any]:
    """Return a check with its checkers, the states of their links, and comments with passages, in three queries."""
    checkers = check.checkers.select_related("person")
    kind, keys = FactChecker._meta.label_lower, [checker.pk for checker in checkers]
    links = SignedLink.objects.filter(act=verbs.ACT, subject_type=kind, subject_id__in=keys).order_by("made_at", "pk")
    latest = {link.subject_id: link.standing(at) for link in links}
    texts = dict(enumerate(verbs.passages(check.text), 1))
    comments = FactComment.objects.filter(checker__fact_check=check).select_related("checker__person")
    return {
        "check": check,
        "is_over": day_of(at) > check.last_day,
        "checkers": [
            (checker, "Answered" if checker.answered_at else WORDS[link], link is LinkStanding.LIVE)
            for checker in checkers
            for link in [latest.get(checker.pk)]
        ],
        "remarks": [(comment, texts.get(comment.passage, "")) for comment in comments],
        "undecided": sum(not comment.decision for comment in comments),
    }


@act_page(of_review, verbs.open_fact_check, "fact-check")
def fact_check_new(request: SignedInRequest, review: Review) -> Page:
    """Open a fact check of a draft."""
    return page(
        DraftForm(typed(request), initial={"text": draft_text(review)}), "Open a fact check", field="text",
        message="The fact check is open. Add the people to check it, then send them the draft.",
    )  # fmt: skip


@of_review
def checker_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Add a person who checks the facts."""
    content = page(
        CheckerForm(typed(request)), "Who checks the facts?", field="person",
        message=lambda checker: f"{checker.person} is added. Send them the draft.",
    )  # fmt: skip
    return act(request, verbs.name_checker, _latest(review), content, "fact-check")


@of_checker
@require_POST
def checker_send(request: SignedInRequest, checker: FactChecker) -> HttpResponseBase:
    """Email a checker a link to the draft."""
    check = checker.fact_check

    def message(sent: bool) -> str:
        if sent:
            return f"Emailed to {checker.person}: comments are open until the end of {long_date(check.last_day)}."
        return f"The email to {checker.person} could not be sent. Try again later."

    return press_to(request, verbs.send_draft, checker, message=message, then=address_of(check.review, "fact-check"))


@of_checker
@require_POST
def checker_revoke(request: SignedInRequest, checker: FactChecker) -> HttpResponseBase:
    """Revoke a checker's link."""
    message, then = f"The link of {checker.person} no longer works.", address_of(review_of(checker), "fact-check")
    return press_to(request, verbs.revoke_draft, checker, message=message, then=then)


@act_page(of_checker, verbs.comment, "fact-check")
def checker_comments(request: SignedInRequest, checker: FactChecker) -> Page:
    """Enter comments that a checker made outside the portal."""
    form, message = CommentsForm(typed(request), checker=checker), f"The comments of {checker.person} are recorded."
    return page(form, f"Comments by {checker.person}", message=message)


@act_page(of_comment, verbs.decide_comment, "fact-check")
def comment_decide(request: SignedInRequest, remark: FactComment) -> Page:
    """Accept or decline a comment."""
    form = DecisionForm(typed(request), row=remark)
    return page(form, f"A comment by {remark.checker.person}", insets=[remark.text])
