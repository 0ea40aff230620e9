"""The scope of a review and which committees agreed it, as scrutiny officers keep them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.views.acting import carry_out, press_to, typed
from reviews.lookup import act_on, address_of, of_parent, of_review, of_row, page_of
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


@of_row
def of_agreement(review: Review) -> QuerySet[ScopeAgreement]:
    """Decorate a page of an agreement that was not recorded by mistake."""
    agreements = ScopeAgreement.objects.filter(parent__review=review, mistake="")
    return agreements.select_related("parent__committee", "parent__review")


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


@of_review
def points_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Add points to the scope; `?kind=` chooses what they are."""
    kind = request.GET.get("kind", "")
    initial = {"kind": kind} if kind in PointKind.values else {}
    form = PointsForm(typed(request), is_agreed=_is_agreed(review), initial=initial)

    def message(points: list[ScopePoint]) -> str:
        return "The point is added." if len(points) == 1 else f"{len(points)} points are in the scope."

    page = _about(review, "Add to the scope")
    return carry_out(request, verbs.add_points, review, form, message=message, field="text", **page)


@of_point
def point(request: SignedInRequest, point: ScopePoint) -> HttpResponseBase:
    """Change the words of a point."""
    form = PointForm(typed(request), row=point, is_agreed=_is_agreed(point.review))
    page = _about(point.review, point.get_kind_display())
    return carry_out(request, verbs.edit_point, point, form, field="text", **page)


@of_point
def point_remove(request: SignedInRequest, point: ScopePoint) -> HttpResponseBase:
    """Take a point off the scope."""
    form = RemovePointForm(typed(request), is_agreed=_is_agreed(point.review))
    page = _about(point.review, "Remove this point?") | {"field": "reason", "prose": point.text}
    return carry_out(request, verbs.remove_point, point, form, message="The point is removed from the scope.", **page)


@of_point
@require_POST
def point_up(request: SignedInRequest, point: ScopePoint) -> HttpResponseBase:
    """Move a point before the one above it."""
    then = f"{address_of(point.review, 'scope')}#point-{point.pk}"
    return press_to(request, verbs.move_point_up, point, message="", then=then)


@of_review
def method(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Say how the review is carried out, and when."""
    method = method_of(review)
    form = MethodForm(typed(request), is_agreed=_is_agreed(review), row=method)
    page = _about(review, "Method and days")
    return carry_out(request, verbs.describe_method, review, form, field="report_on", **page)


@of_review
def scope_paper(request: HttpRequest, review: Review, suffix: str) -> HttpResponseBase:
    """Return the scoping paper as a file."""
    return send_private(paper.scoping_paper(review, timezone.localdate()), suffix, "scoping paper", review.slug)


def _is_agreed(review: Review) -> bool:
    return bool(current_agreements(review))


def _about(review: Review, heading: str) -> dict[str, Any]:
    """Return the context of the page of an act on the scope."""
    return act_on(review, heading, "scope", insets=[AGREED] if _is_agreed(review) else [])


@of_parent
def agreement_new(request: SignedInRequest, parent: Parent) -> HttpResponseBase:
    """Record that a committee agreed the scope."""
    return carry_out(
        request, verbs.record_agreement, parent, AgreementForm(typed(request), parent=parent), field="on",
        message=f"Recorded: the {parent} agreed the scope.",
        points=[point.text for point in parent.review.scope_points.all()], prose=method_of(parent.review).method,
        follows=["The current scope is saved as what the committee agreed.",
                 "Once every committee has agreed, the review moves to “Scope agreed”."],
        **act_on(parent.review, f"The {parent} agreed the scope", "scope"),
    )  # fmt: skip


@of_agreement
def agreement(request: SignedInRequest, agreement: ScopeAgreement) -> HttpResponseBase:
    """Put right on which day a committee agreed, or under which minute."""
    form = CorrectAgreementForm(typed(request), parent=agreement.parent, row=agreement)
    page = act_on(agreement.parent.review, str(agreement), "scope")
    return carry_out(request, verbs.correct_agreement, agreement, form, field="on", **page)


@of_agreement
def agreement_strike_out(request: SignedInRequest, agreement: ScopeAgreement) -> HttpResponseBase:
    """Say that an agreement was recorded by mistake."""
    form = ReasonForm(
        typed(request), button="Mark as a mistake", label="Why was it a mistake?",
        hint="Kept in the history of the review.", warning=True,
    )  # fmt: skip
    return carry_out(
        request, verbs.strike_out_agreement, agreement, form, message="The agreement is removed.", field="reason",
        follows=["The agreement no longer counts.", "The review stays at its current step."],
        **act_on(agreement.parent.review, f"The {agreement.parent} did not agree the scope?", "scope"),
    )  # fmt: skip
