"""The scope of a review and which committees agreed it, as scrutiny officers keep them."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.forms.fields import ReasonForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, press, typed
from reviews.lookup import act_on, address_of, crumbs, find_parent, find_review, sections_of
from reviews.models import PointKind, Review, ScopeAgreement, ScopePoint
from reviews.prints.sending import send_private
from reviews.scope import paper, verbs
from reviews.scope.forms import AgreementForm, CorrectAgreementForm, MethodForm, PointForm, PointsForm, RemovePointForm
from reviews.scope.points import agreements_of, by_kind, current_agreements, method_of

AGREED = "A committee has agreed this scope. You are changing what was agreed."


@planners
def scope(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the points of the scope, the method and days of the review, and the committees that agreed."""
    review = find_review(slug)
    agreements = agreements_of(review)
    context = {
        "review": review,
        "groups": by_kind(review.scope_points.all()),
        "kinds": PointKind,
        "method": method_of(review),
        "agreements": agreements,
        "is_agreed": any(row.agreement for row in agreements),
        "sections": sections_of(review, "desk:review-scope"),
        "trail": crumbs(review),
    }
    return render(request, "desk/reviews/scope.html", context)


@planners
def points_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Add points to the scope; `?kind=` chooses what they are."""
    review = find_review(slug)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind} if kind in PointKind.values else {}
    form = PointsForm(typed(request), is_agreed=_is_agreed(review), initial=initial)

    def add(data: Data) -> str:
        points = verbs.add_points(review, **data, by=request.user)
        return "The point is added." if len(points) == 1 else f"{len(points)} points are in the scope."

    return ask(request, form, add, field="text", **_about(review, "Add to the scope"))


@planners
def point(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Change the words of a point."""
    review = find_review(slug)
    point = _find_point(review, pk)
    form = PointForm(typed(request), point=point, is_agreed=_is_agreed(review))

    def change(data: Data) -> str:
        verbs.edit_point(point, **data, by=request.user)
        return "Saved."

    return ask(request, form, change, field="text", **_about(review, point.get_kind_display()))


@planners
def point_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take a point off the scope."""
    review = find_review(slug)
    point = _find_point(review, pk)
    form = RemovePointForm(typed(request), is_agreed=_is_agreed(review))

    def remove(data: Data) -> str:
        verbs.remove_point(point, **data, by=request.user)
        return "The point is removed from the scope."

    return ask(request, form, remove, field="reason", prose=point.text, **_about(review, "Remove this point?"))


@planners
@require_POST
def point_up(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Move a point before the one above it."""
    review = find_review(slug)
    point = _find_point(review, pk)

    def move() -> str:
        verbs.move_point_up(point, by=request.user)
        return ""

    return press(request, move, then=f"{address_of(review, 'scope')}#point-{point.pk}")


@planners
def method(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Say how the review is carried out, and when."""
    review = find_review(slug)
    method = method_of(review)
    initial = {name: getattr(method, name) for name in ("method", "evidence_on", "report_on")}
    form = MethodForm(typed(request), is_agreed=_is_agreed(review), initial=initial)

    def describe(data: Data) -> str:
        verbs.describe_method(review, **data, by=request.user)
        return "Saved."

    return ask(request, form, describe, field="report_on", **_about(review, "Method and days"))


@planners
def scope_paper(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """Return the scoping paper as a file."""
    review = find_review(slug)
    return send_private(paper.content(review, timezone.localdate()), suffix, "scoping paper", review.slug)


def _find_point(review: Review, pk: int) -> ScopePoint:
    point = get_object_or_404(review.scope_points, pk=pk)
    point.review = review
    return point


def _is_agreed(review: Review) -> bool:
    return bool(current_agreements(review))


def _about(review: Review, heading: str) -> dict[str, Any]:
    """Return the context of the page of an act on the scope."""
    return {**_about_agreement(review, heading), "insets": [AGREED] if _is_agreed(review) else []}


@planners
def agreement_new(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record that a committee agreed the scope."""
    review = find_review(slug)
    parent = find_parent(review, pk)
    form = AgreementForm(typed(request), parent=parent)

    def record(data: Data) -> str:
        verbs.record_agreement(parent, **data, at=timezone.now(), by=request.user)
        return f"Recorded: the {parent} agreed the scope."

    return ask(
        request, form, record, field="on", **_about_agreement(review, f"The {parent} agreed the scope"),
        follows=["The current scope is saved as what the committee agreed.",
                 "Once every committee has agreed, the review moves to “Scope agreed”."],
    )  # fmt: skip


@planners
def agreement(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Put right on which day a committee agreed, or under which minute."""
    review = find_review(slug)
    agreement = _find_agreement(review, pk)

    def correct(data: Data) -> str:
        verbs.correct_agreement(agreement, **data, at=timezone.now(), by=request.user)
        return "Saved."

    return ask(
        request,
        CorrectAgreementForm(typed(request), agreement=agreement),
        correct,
        field="on",
        **_about_agreement(review, str(agreement)),
    )


@planners
def agreement_strike_out(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Say that an agreement was recorded by mistake."""
    review = find_review(slug)
    agreement = _find_agreement(review, pk)
    form = ReasonForm(
        typed(request), button="Mark as a mistake", label="Why was it a mistake?",
        hint="Kept in the history of the review.", warning=True,
    )  # fmt: skip

    def strike_out(data: Data) -> str:
        verbs.strike_out_agreement(agreement, **data, by=request.user)
        return "The agreement is removed."

    heading = f"The {agreement.parent} did not agree the scope?"
    return ask(
        request, form, strike_out, field="reason", **_about_agreement(review, heading),
        follows=["The agreement no longer counts.", "The review stays at its current step."],
    )  # fmt: skip


def _find_agreement(review: Review, pk: int) -> ScopeAgreement:
    agreements = ScopeAgreement.objects.filter(parent__review=review, mistake="").select_related("parent__committee")
    agreement = get_object_or_404(agreements, pk=pk)
    agreement.parent.review = review
    return agreement


def _about_agreement(review: Review, heading: str) -> dict[str, Any]:
    page = address_of(review, "scope")
    return act_on(review, heading, page, trail=[*crumbs(review), ("Scope", page)])
