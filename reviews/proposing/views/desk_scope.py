"""Desk pages of a review's scope and of the committees' agreements to it."""

from functools import partial

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.views.acting import press_to, typed
from reviews.act_pages import Page, act_page, give_reason, page
from reviews.locking import review_of
from reviews.lookup import address_of, of_parent, of_review, of_row, page_of
from reviews.models import Parent, PointKind, Review, ScopeAgreement, ScopePoint
from reviews.prints.sending import send_private
from reviews.proposing import scope as paper
from reviews.proposing import scope_verbs as verbs
from reviews.proposing.scope import agreements_of, by_kind, current_agreements, method_of
from reviews.proposing.scope_forms import (
    AgreementForm,
    CorrectAgreementForm,
    MethodForm,
    PointForm,
    PointsForm,
    RemovePointForm,
)

AGREED = "A committee has agreed this scope. You are changing what was agreed."


of_point = of_row(lambda review: review.scope_points)


of_agreement = of_row(
    lambda review: ScopeAgreement.objects.filter(parent__review=review, mistake="").select_related(
        "parent__committee", "parent__review"
    )
)


@of_review
def scope(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show the points of the scope, the method and days of the review, and the committees that agreed."""
    agreements = agreements_of(review)
    context = {
        **page_of(review, "scope"),
        "groups": by_kind(review.scope_points.all()),
        "kinds": PointKind,
        "method": method_of(review),
        "agreements": agreements,
        "is_agreed": any(row.agreement for row in agreements),
    }
    return render(request, "desk/reviews/scope.html", context)


def _is_agreed(review: Review) -> bool:
    return bool(current_agreements(review))


def _about(row: Review | ScopePoint) -> Page:
    """Return the context of every page that changes the scope: a warning once a committee has agreed the scope."""
    return {"insets": [AGREED] if _is_agreed(review_of(row)) else []}


scope_page = partial(act_page, section="scope", about=_about)


@scope_page(of_review, verbs.add_points)
def points_new(request: SignedInRequest, review: Review) -> Page:
    """Add points to the scope. `?kind=` chooses the kind of point in the empty form."""
    kind = request.GET.get("kind", "")
    initial = {"kind": kind} if kind in PointKind.values else {}
    form = PointsForm(typed(request), is_agreed=_is_agreed(review), initial=initial)

    def message(points: list[ScopePoint]) -> str:
        return "The point is added." if len(points) == 1 else f"{len(points)} points are in the scope."

    return page(form, "Add to the scope", message=message, field="text")


@scope_page(of_point, verbs.edit_point)
def point(request: SignedInRequest, point: ScopePoint) -> Page:
    """Change the words of a point."""
    form = PointForm(typed(request), row=point, is_agreed=_is_agreed(point.review))
    return page(form, point.get_kind_display(), field="text")


@scope_page(of_point, verbs.remove_point)
def point_remove(request: SignedInRequest, point: ScopePoint) -> Page:
    """Remove a point from the scope."""
    form = RemovePointForm(typed(request), is_agreed=_is_agreed(point.review))
    message = "The point is removed from the scope."
    return page(form, "Remove this point?", message=message, field="reason", prose=point.text)


@of_point
@require_POST
def point_up(request: SignedInRequest, point: ScopePoint) -> HttpResponseBase:
    """Move a point before the point above it."""
    then = f"{address_of(point.review, 'scope')}#point-{point.pk}"
    return press_to(request, verbs.move_point_up, point, message="", then=then)


@scope_page(of_review, verbs.describe_method)
def method(request: SignedInRequest, review: Review) -> Page:
    """Set the method and the days of the review."""
    method = method_of(review)
    form = MethodForm(typed(request), is_agreed=_is_agreed(review), row=method)
    return page(form, "Method and days", field="report_on")


@of_review
def scope_paper(request: HttpRequest, review: Review, suffix: str) -> HttpResponseBase:
    """Return the scoping paper as a file."""
    return send_private(paper.scoping_paper(review, timezone.localdate()), suffix, "scoping paper", review.slug)


@act_page(of_parent, verbs.record_agreement, "scope")
def agreement_new(request: SignedInRequest, parent: Parent) -> Page:
    """Record that a committee agreed the scope."""
    return page(
        AgreementForm(typed(request), parent=parent), f"The {parent} agreed the scope", field="on",
        message=f"Recorded: the {parent} agreed the scope.",
        points=[point.text for point in parent.review.scope_points.all()], prose=method_of(parent.review).method,
        follows=["The current scope is saved as what the committee agreed.",
                 "Once every committee has agreed, the review moves to “Scope agreed”."],
    )  # fmt: skip


@act_page(of_agreement, verbs.correct_agreement, "scope")
def agreement(request: SignedInRequest, agreement: ScopeAgreement) -> Page:
    """Correct the day on which a committee agreed, or the minute that records it."""
    form = CorrectAgreementForm(typed(request), parent=agreement.parent, row=agreement)
    return page(form, str(agreement), field="on")


@act_page(of_agreement, verbs.strike_out_agreement, "scope")
def agreement_strike_out(request: SignedInRequest, agreement: ScopeAgreement) -> Page:
    """Mark an agreement as recorded by mistake."""
    return give_reason(
        request, "Mark as a mistake", "Why was it a mistake?", f"The {agreement.parent} did not agree the scope?",
        hint="Kept in the history of the review.", warns=True, message="The agreement is removed.",
        follows=["The agreement no longer counts.", "The review stays at its current step."],
    )  # fmt: skip
