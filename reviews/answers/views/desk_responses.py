"""The notice and the answers of a review, as scrutiny officers record them."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.views.acting import carry_out, typed
from reviews.answers import response_verbs as verbs
from reviews.answers.response_forms import NoticeDaysForm, NoticeForm, ReceiptForm, ResponseForm
from reviews.lookup import act_on_recommendation, find_addressee, of_review
from reviews.models import Notice, Response, Review, State

UNSIGNED = " The public page says that it is not signed off yet. We have asked the Cabinet Member to sign it."


@of_review
def notice_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Record a notice that asks for answers."""
    today = timezone.localdate()
    reported = next((step.on for step in review.steps.all() if step.to_state == State.REPORTED), today)
    form = NoticeForm(typed(request), review=review, initial={"served_on": today, "report_on": reported})

    def message(notice: Notice) -> str:
        return f"Recorded: the notice to {notice.recipient}. When you know when it was received, record that."

    return carry_out(
        request, verbs.serve_notice, review, form, message=message, field="addressees",
        lead="A written notice asks for a response. The council and its executive have two months to respond. "
        "This runs from the day the notice is received, or the day the report is received if that is later "
        "(LGA 2000 s.9FE).",
        **act_on_recommendation(review, "Record a notice"),
    )  # fmt: skip


@of_review
def notice_receipt(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record when a notice was received."""
    notice = get_object_or_404(review.notices, pk=pk)
    form = ReceiptForm(typed(request), row=notice)
    if notice.received_on is None:
        form.initial["received_on"] = notice.served_on
    page = act_on_recommendation(review, f"When was the {notice} received?", field="received_on")
    return carry_out(request, verbs.record_receipt, notice, form, message="The receipt is recorded.", **page)


@of_review
def notice(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Put right on which day a notice was served, and the date of the report."""
    served = get_object_or_404(review.notices, pk=pk)
    return carry_out(
        request, verbs.correct_notice, served, NoticeDaysForm(typed(request), row=served),
        message="The dates of the notice are saved.", field="served_on",
        lead="All dates for answers are recalculated. If the date of receipt is wrong, correct the receipt instead.",
        **act_on_recommendation(review, f"Correct the dates of the {served}"),
    )  # fmt: skip


@of_review
def response(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what an addressee answers, or put right what is recorded."""
    addressee = find_addressee(review, pk)
    answer = Response.objects.filter(addressee=addressee).first()
    form = ResponseForm(typed(request), addressee=addressee, response=answer, on=timezone.localdate())

    def message(now: Response) -> str:
        saved = "Saved." if answer else f"The answer of {addressee} is recorded."
        return f"{saved}{UNSIGNED if now.is_unsigned else ''}"

    heading = f"{addressee}: answer to recommendation {addressee.recommendation.number}"
    page = act_on_recommendation(review, heading, lead=addressee.recommendation.told.text)
    if answer:
        return carry_out(request, verbs.correct_response, answer, form, message=message, **page)
    return carry_out(request, verbs.record_response, addressee, form, message=message, **page)


@of_review
def notice_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a notice that was recorded wrongly."""
    notice = get_object_or_404(review.notices, pk=pk)
    form = ReasonForm(
        typed(request), button="Remove the notice", label="Why is it removed?", warning=True,
        hint="Kept in the history with the notice.",
    )  # fmt: skip
    return carry_out(
        request, verbs.remove_notice, notice, form, message="The notice is removed. You can record it again.",
        field="reason", follows=["Its addressees are no longer counted as notified.", "Recorded answers stay."],
        **act_on_recommendation(review, f"Remove the {notice}?"),
    )  # fmt: skip


@of_review
def response_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove an answer that was recorded by mistake."""
    addressee = find_addressee(review, pk)
    answer = get_object_or_404(Response, addressee=addressee)
    form = ReasonForm(
        typed(request), button="Remove the answer", label="Why is it removed?", warning=True,
        hint="Kept in the history with the answer.",
    )  # fmt: skip
    heading = f"Remove the answer of {addressee} to recommendation {addressee.recommendation.number}?"
    page = act_on_recommendation(review, heading, field="reason", message=f"The answer of {addressee} is removed.")
    return carry_out(request, verbs.remove_response, answer, form, **page)
