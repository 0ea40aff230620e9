"""Which committees agreed the scope of a review, as scrutiny officers record it."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ReasonForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import act_on, address_of, crumbs, find_parent, find_review
from reviews.models import Review, ScopeAgreement
from reviews.scope import agreement_verbs as verbs
from reviews.scope.forms import AgreementForm, CorrectAgreementForm


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
        request, form, record, field="on", **_about(review, f"The {parent} agreed the scope"),
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
        **_about(review, str(agreement)),
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
        request, form, strike_out, field="reason", **_about(review, heading),
        follows=["The agreement no longer counts.", "The review stays at its current step."],
    )  # fmt: skip


def _find_agreement(review: Review, pk: int) -> ScopeAgreement:
    agreements = ScopeAgreement.objects.filter(parent__review=review, mistake="").select_related("parent__committee")
    agreement = agreements.filter(pk=pk).first()
    if agreement is None:
        raise Http404
    agreement.parent.review = review
    return agreement


def _about(review: Review, heading: str) -> dict[str, Any]:
    page = address_of(review, "scope")
    return act_on(review, heading, page, trail=[*crumbs(review), ("Scope", page)])
