"""The notice and the answers of a review, as scrutiny officers record them."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.forms.fields import ReasonForm
from committee.forms.shown import showing
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import act_on, address_of, find_addressee, find_review
from reviews.models import Response, Review, State
from reviews.responses import verbs
from reviews.responses.forms import NoticeDaysForm, NoticeForm, ReceiptForm, ResponseForm

UNSIGNED = " The public page says that it is not signed off yet. We have asked the Cabinet Member to sign it."


def _about(review: Review, heading: str) -> dict[str, Any]:
    return act_on(review, heading, f"{address_of(review)}#recommendations")


@planners
def notice_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record a notice that asks for answers."""
    review, today = find_review(slug), timezone.localdate()
    reported = next((step.on for step in review.steps.all() if step.to_state == State.REPORTED), today)
    form = NoticeForm(typed(request), review=review, initial={"served_on": today, "report_on": reported})
    showing(form, verbs.serve_notice, review)

    def serve(data: Data) -> str:
        notice = verbs.serve_notice(review, **data, at=timezone.now(), by=request.user)
        return f"Recorded: the notice to {notice.recipient}. When you know when it was received, record that."

    return ask(
        request, form, serve, **_about(review, "Record a notice"), field="addressees",
        lead="A written notice asks for a response. The council and its executive have two months to respond. "
        "This runs from the day the notice is received, or the day the report is received if that is later "
        "(LGA 2000 s.9FE).",
    )  # fmt: skip


@planners
def notice_receipt(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record when a notice was received."""
    review = find_review(slug)
    notice = get_object_or_404(review.notices, pk=pk)
    form = ReceiptForm(typed(request), row=notice)
    if notice.received_on is None:
        form.initial["received_on"] = notice.served_on

    def receive(data: Data) -> str:
        verbs.record_receipt(notice, **data, at=timezone.now(), by=request.user)
        return "The receipt is recorded."

    return ask(request, form, receive, **_about(review, f"When was the {notice} received?"), field="received_on")


@planners
def notice(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Put right on which day a notice was served, and the date of the report."""
    review = find_review(slug)
    served = get_object_or_404(review.notices, pk=pk)
    form = NoticeDaysForm(typed(request), row=served)

    def correct(data: Data) -> str:
        verbs.correct_notice(served, **data, at=timezone.now(), by=request.user)
        return "The dates of the notice are saved."

    return ask(
        request, form, correct, **_about(review, f"Correct the dates of the {served}"), field="served_on",
        lead="All dates for answers are recalculated. If the date of receipt is wrong, correct the receipt instead.",
    )  # fmt: skip


@planners
def response(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record what an addressee answers, or put right what is recorded."""
    review = find_review(slug)
    addressee = find_addressee(review, pk)
    answer = Response.objects.filter(addressee=addressee).first()
    form = ResponseForm(typed(request), addressee=addressee, response=answer, on=timezone.localdate())
    showing(form, verbs.correct_response if answer else verbs.record_response, answer or addressee)

    def record(data: Data) -> str:
        if answer:
            now = verbs.correct_response(answer, **data, at=timezone.now(), by=request.user)
            return f"Saved.{UNSIGNED if now.is_unsigned else ''}"
        now = verbs.record_response(addressee, **data, at=timezone.now(), by=request.user)
        return f"The answer of {addressee} is recorded.{UNSIGNED if now.is_unsigned else ''}"

    number = addressee.recommendation.number
    return ask(
        request, form, record, **_about(review, f"{addressee}: answer to recommendation {number}"),
        lead=addressee.recommendation.told.text,
    )  # fmt: skip


@planners
def notice_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove a notice that was recorded wrongly."""
    review = find_review(slug)
    notice = get_object_or_404(review.notices, pk=pk)
    form = ReasonForm(
        typed(request), button="Remove the notice", label="Why is it removed?", warning=True,
        hint="Kept in the history with the notice.",
    )  # fmt: skip

    def remove(data: Data) -> str:
        verbs.remove_notice(notice, reason=data["reason"], at=timezone.now(), by=request.user)
        return "The notice is removed. You can record it again."

    return ask(
        request, form, remove, **_about(review, f"Remove the {notice}?"), field="reason",
        follows=["Its addressees are no longer counted as notified.", "Recorded answers stay."],
    )  # fmt: skip


@planners
def response_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove an answer that was recorded by mistake."""
    review = find_review(slug)
    addressee = find_addressee(review, pk)
    answer = get_object_or_404(Response, addressee=addressee)
    form = ReasonForm(
        typed(request), button="Remove the answer", label="Why is it removed?", warning=True,
        hint="Kept in the history with the answer.",
    )  # fmt: skip

    def remove(data: Data) -> str:
        verbs.remove_response(answer, reason=data["reason"], at=timezone.now(), by=request.user)
        return f"The answer of {addressee} is removed."

    number = addressee.recommendation.number
    return ask(
        request, form, remove, **_about(review, f"Remove the answer of {addressee} to recommendation {number}?"),
        field="reason",
    )  # fmt: skip
