"""The check of facts of a review, as scrutiny officers send the draft and answer the comments."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.acts.saving import day_of
from committee.models import LinkStanding, SignedLink
from committee.views.acting import carry_out, press_to, typed
from committee.wording.dates import long_date
from reviews.findings.figure_sentences import warnings
from reviews.findings.figures_shown import table_of
from reviews.lookup import act_on, address_of, of_review, page_of
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


def _find_checker(review: Review, pk: int) -> FactChecker:
    checkers = FactChecker.objects.filter(fact_check__review=review).select_related("fact_check__review", "person")
    return get_object_or_404(checkers, pk=pk)


def _latest(review: Review) -> FactCheck:
    check = review.fact_checks.order_by("number").last()
    if check is None:
        raise Http404
    return check


@of_review
def fact_check(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show the latest check of a review: who has answered, the comments, the draft's figures; and earlier."""
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
    """Return a check with every checker, where their link stands, and every comment with its passage: three queries."""
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


@of_review
def fact_check_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Put a draft to a check of its facts."""
    return carry_out(
        request, verbs.open_fact_check, review, DraftForm(typed(request), initial={"text": draft_text(review)}),
        message="The fact check is open. Add the people to check it, then send them the draft.", field="text",
        **act_on(review, "Open a fact check", "fact-check"),
    )  # fmt: skip


@of_review
def checker_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Name somebody who is to check the facts."""
    return carry_out(
        request, verbs.name_checker, _latest(review), CheckerForm(typed(request)), field="person",
        message=lambda checker: f"{checker.person} is added. Send them the draft.",
        **act_on(review, "Who checks the facts?", "fact-check"),
    )  # fmt: skip


@of_review
@require_POST
def checker_send(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Mail somebody a link to the draft."""
    checker = _find_checker(review, pk)
    last_day = long_date(checker.fact_check.last_day)

    def message(sent: bool) -> str:
        if sent:
            return f"Emailed to {checker.person}: comments are open until the end of {last_day}."
        return f"The email to {checker.person} could not be sent. Try again later."

    return press_to(request, verbs.send_draft, checker, message=message, then=address_of(review, "fact-check"))


@of_review
@require_POST
def checker_revoke(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Let somebody's link open nothing more."""
    checker = _find_checker(review, pk)
    message = f"The link of {checker.person} no longer works."
    return press_to(request, verbs.revoke_draft, checker, message=message, then=address_of(review, "fact-check"))


@of_review
def checker_comments(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Enter what somebody said of the draft in another way."""
    checker = _find_checker(review, pk)
    form, message = CommentsForm(typed(request), checker=checker), f"The comments of {checker.person} are recorded."
    page = act_on(review, f"Comments by {checker.person}", "fact-check")
    return carry_out(request, verbs.comment, checker, form, message=message, **page)


@of_review
def comment_decide(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Accept or decline a comment."""
    comments = FactComment.objects.filter(checker__fact_check__review=review)
    remark = get_object_or_404(comments.select_related("checker__person", "checker__fact_check__review"), pk=pk)
    form = DecisionForm(typed(request), row=remark)
    page = act_on(review, f"A comment by {remark.checker.person}", "fact-check", insets=[remark.text])
    return carry_out(request, verbs.decide_comment, remark, form, **page)
