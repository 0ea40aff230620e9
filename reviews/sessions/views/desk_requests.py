"""What a panel asks for on its own account, as scrutiny officers record it."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import find_review
from reviews.sessions import request_verbs as verbs
from reviews.sessions.request_forms import AnswerForm, RequestForm
from reviews.sessions.views.desk_finding import about, find_request


@planners
def request_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record what the panel asked somebody for."""
    review = find_review(slug)
    form = RequestForm(typed(request), review=review, initial={"asked_on": timezone.localdate()})

    def record(data: Data) -> str:
        verbs.ask_for_information(review, **data, at=timezone.now(), by=request.user)
        return "The request is recorded."

    return ask(request, form, record, field="what", **about(review, "Request for information"))


@planners
def information_request(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record what came of a request for information."""
    review = find_review(slug)
    asked_for = find_request(review, pk)

    def change(data: Data) -> str:
        verbs.edit_information_request(asked_for, **data, at=timezone.now(), by=request.user)
        return "Saved."

    form = AnswerForm(typed(request), request=asked_for)
    return ask(request, form, change, field="answered_on", **about(review, "Request for information"))


@planners
def request_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take off a request that was recorded by mistake."""
    review = find_review(slug)
    asked_for = find_request(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_information_request(asked_for, by=request.user)
        return "The request is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the request"), remove,
        **about(review, "Remove this request?"), prose=asked_for.what,
    )  # fmt: skip
