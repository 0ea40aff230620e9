"""The notice and the answers of a review, as scrutiny officers record them."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee.forms.fields import ReasonForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.lookup import address_of, crumbs, find_addressee, find_review
from reviews.models import Response, State
from reviews.responses import verbs
from reviews.responses.forms import NoticeForm, ReceiptForm, ResponseForm


@planners
def notice_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record a notice that asks for answers."""
    review, today = find_review(slug), timezone.localdate()
    reported = next((step.on for step in review.steps.all() if step.to_state == State.REPORTED), today)
    form = NoticeForm(typed(request), review=review, initial={"served_on": today, "report_on": reported})

    def serve(data: Data) -> str:
        notice = verbs.serve_notice(review, **data, at=timezone.now(), by=request.user)
        return f"Recorded: the notice to {notice.recipient}. Record when it was received as soon as you know."

    back = f"{address_of(review)}#recommendations"
    return ask(
        request, form, serve, then=back, template="desk/act.html", caption=review.title,
        heading="Record a notice", trail=crumbs(review), back=back, field="addressees",
        lead="The notice in writing that asks for a response. The two months of the council and its executive begin "
        "with the day on which it or, if later, the report is received (LGA 2000 s.9FE).",
    )  # fmt: skip


@planners
def notice_receipt(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record when a notice was received."""
    review = find_review(slug)
    notice = review.notices.filter(pk=pk).first()
    if notice is None:
        raise Http404
    form = ReceiptForm(typed(request), row=notice, holds=review)
    if notice.received_on is None:
        form.initial["received_on"] = notice.served_on

    def receive(data: Data) -> str:
        verbs.record_receipt(notice, **data, at=timezone.now(), by=request.user)
        return "The receipt is recorded."

    back = f"{address_of(review)}#recommendations"
    return ask(
        request, form, receive, then=back, template="desk/act.html", caption=review.title,
        heading=f"When was the {notice} received?", trail=crumbs(review), back=back, field="received_on",
    )  # fmt: skip


@planners
def response(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record what an addressee answers, or put right what is recorded."""
    review = find_review(slug)
    addressee = find_addressee(review, pk)
    there = Response.objects.filter(addressee=addressee).first()
    form = ResponseForm(typed(request), addressee=addressee, response=there, on=timezone.localdate())

    def record(data: Data) -> str:
        if there:
            verbs.correct_response(there, **data, at=timezone.now(), by=request.user)
            return "Saved."
        verbs.record_response(addressee, **data, at=timezone.now(), by=request.user)
        return f"The answer of {addressee} is recorded."

    back = f"{address_of(review)}#recommendations"
    number = addressee.recommendation.number
    return ask(
        request, form, record, then=back, template="desk/act.html", caption=review.title, trail=crumbs(review),
        heading=f"{addressee}: answer to recommendation {number}", lead=addressee.recommendation.text, back=back,
    )  # fmt: skip


@planners
def notice_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove a notice that was recorded wrongly."""
    review = find_review(slug)
    notice = review.notices.filter(pk=pk).first()
    if notice is None:
        raise Http404
    form = ReasonForm(
        typed(request), button="Remove the notice", label="Why is it removed?", warning=True,
        hint="It stays on the trail with the notice.",
    )  # fmt: skip

    def remove(data: Data) -> str:
        verbs.remove_notice(notice, reason=data["reason"], at=timezone.now(), by=request.user)
        return "The notice is removed: record it anew as it was."

    back = f"{address_of(review)}#recommendations"
    return ask(
        request, form, remove, then=back, template="desk/act.html", caption=review.title,
        heading=f"Remove the {notice}?", trail=crumbs(review), back=back, field="reason",
        follows=["Nobody counts as asked by it any more.", "Answers that are recorded stay."],
    )  # fmt: skip


@planners
def response_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Remove an answer that was recorded by mistake."""
    review = find_review(slug)
    addressee = find_addressee(review, pk)
    there = Response.objects.filter(addressee=addressee).first()
    if there is None:
        raise Http404
    form = ReasonForm(
        typed(request), button="Remove the answer", label="Why is it removed?", warning=True,
        hint="It stays on the trail with the answer.",
    )  # fmt: skip

    def remove(data: Data) -> str:
        verbs.remove_response(there, reason=data["reason"], at=timezone.now(), by=request.user)
        return f"The answer of {addressee} is removed."

    back = f"{address_of(review)}#recommendations"
    number = addressee.recommendation.number
    return ask(
        request, form, remove, then=back, template="desk/act.html", caption=review.title, trail=crumbs(review),
        heading=f"Remove the answer of {addressee} to recommendation {number}?", back=back, field="reason",
    )  # fmt: skip
