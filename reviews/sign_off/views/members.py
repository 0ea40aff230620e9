"""The front page of a Cabinet Member: recommendations to their portfolios, days left, and the answers to sign off."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.models import PortfolioHolding
from committee.permissions import cabinet
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from reviews.models import AnswerDraft, DraftState
from reviews.sign_off import verbs
from reviews.sign_off.forms import SignOffForm
from reviews.sign_off.waiting import answers_of_portfolio, is_to_sign, waiting_of
from reviews.sign_off.who_may import signs


@cabinet
def portfolio(request: SignedInRequest) -> HttpResponse:
    """What is recommended to this Cabinet Member, how long they have, and what waits for their signature."""
    today = timezone.localdate()
    found = answers_of_portfolio(request.user, today)
    held = PortfolioHolding.objects.executive().on(today).filter(person=request.user.person)
    about = {
        "portfolios": [holding.portfolio for holding in held.select_related("portfolio")],
        "to_sign": [one for one in found if is_to_sign(one)],
        "open": [one for one in found if one.response is None and not is_to_sign(one)],
        # Of those that name no portfolio anybody of the executive may sign an answer, and nobody need read all.
        "answered": [one for one in found if one.response is not None and one.addressee.portfolio_id],
    }
    return render(request, "members/reviews/portfolio.html", about)


@cabinet
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """An answer that waits for this Cabinet Member: sign it off, or send it back with a reason."""
    today = timezone.localdate()
    rows = AnswerDraft.objects.readable_by(request.user, today).filter(state__in=(DraftState.SENT, DraftState.READY))
    rows = rows.select_related("addressee__notice", "addressee__recommendation__review", "writer", "signed_by")
    draft = rows.filter(pk=pk).first()
    if draft is None or not signs(request.user, today, draft):
        raise Http404
    form = SignOffForm(typed(request))

    def act(data: Data) -> str:
        if data["decision"] == "sign":
            verbs.sign_off(draft, at=timezone.now(), by=request.user)
            return "Answer signed off. The scrutiny officer publishes it next."
        verbs.send_back(draft, reason=data["reason"], at=timezone.now(), by=request.user)
        return f"Answer sent back to {draft.writer} with your reason."

    return ask(
        request, form, act, then=reverse("members:portfolio"), template="members/reviews/answer.html", field="reason",
        draft=draft, waiting=waiting_of(draft.addressee, today), recommendation=draft.addressee.recommendation,
        is_open=draft.state == DraftState.SENT,
    )  # fmt: skip
