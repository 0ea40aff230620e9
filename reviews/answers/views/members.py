"""Pages of a Cabinet Member: recommendations to their portfolios with the days left, and answers to sign off."""

import datetime as dt
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate, cabinet
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.reassigned import NOT_YOURS
from committee.forms.shown import showing
from committee.models import PortfolioHolding, User
from committee.views.acting import Data, ask, typed
from committee.wording.dates import date_time
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.sign_off_forms import SignOffForm
from reviews.answers.waiting import answers_of_portfolio, is_signed, is_to_sign, signs, waiting_of
from reviews.models import Addressee, AnswerDraft, DraftState

RETURNED = "This answer has been sent back"


@cabinet
def portfolio(request: SignedInRequest) -> HttpResponse:
    """Show the recommendations to this Cabinet Member with the days left, and the answers to sign off."""
    today = timezone.localdate()
    answers = answers_of_portfolio(request.user, today)
    holdings = PortfolioHolding.objects.executive().on(today).filter(person=request.user.person)
    about = {
        "portfolios": [holding.portfolio for holding in holdings.select_related("portfolio")],
        "to_sign": [row for row in answers if is_to_sign(row)],
        "open": [row for row in answers if row.response is None and not is_to_sign(row) and not is_signed(row)],
        "signed": [row for row in answers if is_signed(row)],
        # A recommendation without a portfolio is left out, because every executive member may sign its answer.
        "answered": [
            row for row in answers if row.response is not None and not is_to_sign(row) and row.addressee.portfolio_id
        ],
    }
    return render(request, "members/reviews/portfolio.html", about)


@cabinet
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Sign off an answer as its Cabinet Member, or send it back with a reason."""
    today = timezone.localdate()
    rows = AnswerDraft.objects.readable_by(request.user, today).filter(state__in=(DraftState.SENT, DraftState.READY))
    rows = rows.select_related(
        "addressee__notice", "addressee__response", "addressee__recommendation__review", "writer", "signed_by"
    )
    draft = rows.filter(pk=pk).first()
    form = SignOffForm(typed(request))
    if draft is not None:
        showing(form, verbs.sign_off, draft)
    if draft is None or not signs(request.user, today, draft):
        raise _not_to_sign(request.user, pk, form, today)
    if draft.state != DraftState.SENT and form.is_bound:
        raise TooLate(_why_closed(draft), form, back=request.path, back_text="Read the answer")

    def act(data: Data) -> str:
        if data["decision"] == "sign":
            verbs.sign_off(draft, seen=data["seen"], at=timezone.now(), by=request.user)
            return "Answer signed off. The scrutiny officer publishes it next."
        verbs.send_back(draft, reason=data["reason"], at=timezone.now(), by=request.user)
        return f"Answer sent back to {draft.writer} with your reason."

    return ask(
        request, form, act, then=reverse("members:portfolio"), template="members/reviews/answer.html", field="reason",
        draft=draft, waiting=waiting_of(draft.addressee, today), recommendation=draft.addressee.recommendation,
        is_open=draft.state == DraftState.SENT,
    )  # fmt: skip


@cabinet
def recorded(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Sign off an answer that the desk recorded or corrected without a signature, or send it back."""
    today = timezone.localdate()
    rows = Addressee.objects.signed_off_by(request.user.person_id or 0, today).filter(response=pk)
    addressee = get_object_or_404(rows.select_related("notice", "response", "recommendation__review"))
    response = addressee.response
    form = SignOffForm(typed(request), to="scrutiny officer")
    showing(form, verbs.sign_response, response)

    def act(data: Data) -> str:
        if data["decision"] == "sign":
            verbs.sign_response(response, seen=data["seen"], at=timezone.now(), by=request.user)
            return "Answer signed off. The public page says so."
        verbs.send_back_response(response, reason=data["reason"], at=timezone.now(), by=request.user)
        return "Answer sent back to the scrutiny officer with your reason."

    return ask(
        request, form, act, then=reverse("members:portfolio"), template="members/reviews/answer.html", field="reason",
        draft=response, waiting=waiting_of(addressee, today), recommendation=addressee.recommendation,
        is_open=response.is_unsigned, is_recorded=True,
    )  # fmt: skip


def _not_to_sign(user: User, pk: int, form: SignOffForm, on: dt.date) -> TooLate:
    """
    Return the exception that tells a Cabinet Member that the answer does not wait for their signature.

    SECURITY: only a Cabinet Member who may sign this answer off is shown that somebody has sent the answer back.
    """
    about: dict[str, Any] = {"back": reverse("members:portfolio"), "back_text": "My portfolio"}
    addressee = Addressee.objects.readable_by(user, on).select_related("draft").filter(draft=pk).first()
    if addressee is None or addressee.draft.state != DraftState.RETURNED or not signs(user, on, addressee.draft):
        return TooLate(NOT_YOURS, form, **about, status=404)
    last = audit.trail_of(addressee.draft).filter(did=verbs.SENT_BACK).first()
    who, when = (last.by_name, f" on {date_time(last.at)}") if last else ("Someone", "")
    why = f"{who} sent the answer back to its writer{when}."
    return TooLate(why, form, **about, told=(RETURNED, f"{why} We email you when it is sent again."))


def _why_closed(draft: AnswerDraft) -> str:
    if hasattr(draft.addressee, "response"):
        return "The answer is published already."
    by = draft.signed_by or "Someone"
    return f"{by} signed the answer off already{f', on {date_time(draft.signed_at)}' if draft.signed_at else ''}."
