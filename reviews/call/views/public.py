"""The call for evidence for anybody: what is asked, the form while it is open, and the thanks."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.forms.shown import showing
from committee.permissions import TooLate, shown_back
from committee.rate_limit import is_flood
from committee.refusal import Refused
from committee.views.acting import Data, Done, ask, chosen, typed
from reviews.call.forms import AnswerForm
from reviews.call.verbs import NOT_TAKEN, answer_call
from reviews.models import CallForEvidence

# A school answers by one connection. Beyond these, what comes is set aside; only a flood of one network is not taken.
AN_HOUR, OF_A_NETWORK, A_FLOOD = 20, 60, 300
TOO_MANY = (
    "Too many forms have been sent from your connection in the last hour. Keep a copy of what you "
    "wrote and send it later."
)
SALT = "reviews.call"


def _find(slug: str) -> CallForEvidence:
    """The call of a published review, from its first day on; 404 before, and where there is none."""
    rows = CallForEvidence.objects.begun(timezone.localdate()).select_related("review")
    return get_object_or_404(rows, review__slug=slug)


def call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is asked, and the form; after the last day, that it is closed."""
    try:
        asked = _find(slug)
    except Http404:
        if request.method != "POST":
            raise
        return _given_back(request, slug)
    if not asked.is_open_on(timezone.localdate()) and request.method != "POST":
        return render(request, "public/reviews/call_closed.html", _about(asked))
    form = showing(AnswerForm(typed(request), chosen(request)), answer_call, asked)

    def send(data: Data) -> Done:
        received = reverse("public:review-call-received", args=[slug])
        if form.is_from_a_program:
            return Done("", received)
        if is_flood(request, "evidence-flood", A_FLOOD, wide=True):
            raise Refused(TOO_MANY)
        many = is_flood(request, "evidence-network", OF_A_NETWORK, wide=True)
        is_suspect = is_flood(request, "evidence-sent", AN_HOUR) or many
        given = {name: data[name] for name in data if name not in ("website", "shown", "attached")}
        sent = [(upload.name or "file.pdf", upload.read()) for upload in data["attached"]]
        answer = answer_call(asked, files=sent, **given, is_suspect=is_suspect, at=timezone.now())
        kept = signing.dumps({"reference": answer.reference}, salt=SALT)
        return Done("", f"{received}?{urlencode({'sent': kept})}")

    return ask(request, form, send, template="public/reviews/call.html", field="text", **_about(asked))


def _given_back(request: HttpRequest, slug: str) -> HttpResponseBase:
    """
    Return what was sent to a call that nobody may read: its review may have been hidden since the form was opened.

    SECURITY: no word of the review, and the same page where there never was a call.
    """
    once = CallForEvidence.objects.filter(review__slug=slug, review__published_at__isnull=False)
    status = 410 if once.filter(opens_on__lte=timezone.localdate()).exists() else 404
    form = AnswerForm(typed(request), chosen(request))
    return shown_back(request, TooLate(NOT_TAKEN.format(when="is closed"), form, status=status))


def received(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Thanks, the reference, and what happens next; nothing of what was sent."""
    asked = _find(slug)
    try:
        kept = signing.loads(request.GET.get("sent", ""), salt=SALT)
    except signing.BadSignature:
        kept = {}
    return render(request, "public/reviews/call_received.html", {**kept, **_about(asked)})


def _about(asked: CallForEvidence) -> dict[str, Any]:
    review = asked.review
    here = (review.title_for_public, reverse("public:review", args=[review.slug]))
    way = [("Reviews", reverse("public:reviews")), here]
    return {"call": asked, "review": review, "trail": way}
