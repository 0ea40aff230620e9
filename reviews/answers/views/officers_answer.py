"""The answer to a recommendation, as its officer writes it: four questions, on a phone in a minute."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import officers
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.recovery.reassigned import not_asked_of
from committee.forms.shown import SEEN, showing
from committee.forms.typed import typed_into
from committee.models import User
from committee.views.acting import Data, Done, ask, typed
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.sign_off_forms import OfficerAnswerForm, OfficerQuestions
from reviews.answers.waiting import answers_to_write, sent_of, waiting_of
from reviews.answers.who_may import needs_sign_off
from reviews.models import AnswerDraft, DraftState


def find(user: User, pk: int) -> AnswerDraft | None:
    """Return an answer whose writer is this officer; None for any other."""
    if user.person_id is None:
        return None
    rows = AnswerDraft.objects.readable_by(user, timezone.localdate()).filter(writer=user.person)
    rows = rows.select_related("addressee__notice", "addressee__recommendation__review__monitored_by", "writer")
    return rows.filter(pk=pk).first()


@officers
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show what is recommended, by when the answer is due, and the form that answers it."""
    draft = find(request.user, pk)
    if draft is None:
        questions = OfficerQuestions(typed(request))
        raise not_asked_of(request.user, AnswerDraft, pk, questions, asked_now=lambda draft: draft.writer)
    today = timezone.localdate()
    waiting = waiting_of(draft.addressee, today)
    signed_off = needs_sign_off(draft.addressee)
    form = OfficerAnswerForm(typed(request), draft=draft, on=today, signed_off=signed_off)
    showing(form, verbs.send_answer, draft)
    about: dict[str, Any] = {
        "draft": draft, "waiting": waiting, "recommendation": draft.addressee.recommendation, "signed_off": signed_off,
    }  # fmt: skip
    if not (draft.is_open and waiting.response is None):
        return _sent_before(request, form, about)

    def act(data: Data) -> Done:
        if not form.is_final:
            verbs.keep_draft(draft, **{name: data[name] for name in data if name != SEEN}, by=request.user)
            message = "Draft saved. Only you and the scrutiny officers can read it."
            return Done(message, reverse("officers:review-answer", args=[draft.pk]))
        verbs.send_answer(draft, **data, at=timezone.now(), by=request.user)
        return Done("", reverse("officers:review-answer-sent", args=[draft.pk]))

    return ask(
        request, form, act, template="officers/reviews/answer.html", field="answer", is_open=True,
        is_returned=draft.state == DraftState.RETURNED, **about,
    )  # fmt: skip


def _sent_before(request: SignedInRequest, form: OfficerAnswerForm, about: dict[str, Any]) -> HttpResponse:
    """Show what was sent, without a form; above it what was typed in another tab and sent too late."""
    draft: AnswerDraft = about["draft"]
    about["sent"] = sent_of(draft)
    if request.method != "POST":
        return render(request, "officers/reviews/answer.html", about)
    last = audit.trail_of(draft).filter(did=verbs.SENT).select_related("by").first()
    about["unsent"] = typed_into(form)
    about["sent_last"], about["was_you"] = last, bool(last and last.by == request.user)
    return render(request, "officers/reviews/answer.html", about, status=422)


@officers
def sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank you, what happens next, and what else waits."""
    draft = find(request.user, pk)
    if draft is None or draft.is_open:
        raise Http404
    others = answers_to_write(request.user, timezone.localdate())
    recommendation = draft.addressee.recommendation
    about = {
        "draft": draft, "others": others, "signed_off": needs_sign_off(draft.addressee),
        "sent": [(f"Recommendation {recommendation.number}", recommendation.told.text), *sent_of(draft)],
    }  # fmt: skip
    return render(request, "officers/reviews/answer_sent.html", about)
