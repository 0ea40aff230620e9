"""Witnesses of a review, as scrutiny officers keep them."""

import datetime as dt

from django.http import HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import find_review
from reviews.sessions import witness_verbs as verbs
from reviews.sessions.views.desk_finding import about, find_witness
from reviews.sessions.witness_forms import WitnessForm

A_YEAR = dt.timedelta(days=365)


@planners
def witness_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Put somebody on the list of witnesses."""
    review = find_review(slug)
    form = WitnessForm(typed(request), initial={"forget_on": timezone.localdate() + A_YEAR})

    def add(data: Data) -> str:
        return f"{verbs.add_witness(review, **data, by=request.user)} is on the list of witnesses."

    return ask(request, form, add, field="post", **about(review, "Add a witness"))


@planners
def witness(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Correct what is kept of a witness."""
    review = find_review(slug)
    witness = find_witness(review, pk)

    def correct(data: Data) -> str:
        verbs.edit_witness(witness, **data, by=request.user)
        return "Saved."

    return ask(
        request, WitnessForm(typed(request), witness=witness), correct, field="post", **about(review, str(witness))
    )


@planners
def witness_forget(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Delete name and contact of a witness before their day."""
    review = find_review(slug)
    witness = find_witness(review, pk)

    def forget(data: Data) -> str:
        verbs.forget_witness(witness, at=timezone.now(), by=request.user)
        return "The contact details are deleted."

    stays = "The name stays, because they agreed to be named." if witness.may_be_named else "The name is deleted too."
    return ask(
        request, ConfirmForm(typed(request), button="Delete contact details"), forget,
        **about(review, "Delete contact details?"), lead=witness.named,
        follows=[stays, "Their post and organisation stay on the review’s record.", "You cannot undo this."],
    )  # fmt: skip


@planners
def witness_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take somebody off the list of witnesses."""
    review = find_review(slug)
    witness = find_witness(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_witness(witness, by=request.user)
        return "The witness is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the witness"), remove,
        **about(review, "Remove this witness?"), lead=witness.named,
        follows=["Their invitations are removed too."],
    )  # fmt: skip
