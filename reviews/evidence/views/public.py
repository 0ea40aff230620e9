"""Public pages of published evidence and of the call for evidence: its text, its form while open, the thanks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate, shown_back
from committee.acts.refusal import Refused
from committee.forms.from_anybody import thanked, thanks
from committee.forms.shown import showing
from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import Data, Page, absolute, page_or_data
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import Done, ask, chosen, typed
from reviews.evidence import evidence_files
from reviews.evidence.call_forms import AnswerForm
from reviews.evidence.call_verbs import NOT_TAKEN, answer_call
from reviews.models import CallForEvidence, Evidence, Review


def _find_piece(slug: str, number: int) -> Evidence:
    rows = Evidence.objects.public().select_related("review", "file__stored", "redacted__stored")
    return get_object_or_404(rows, review__slug=slug, number=number)


@kept_page(REVIEWS)
def evidence(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one published piece of evidence."""
    piece = _find_piece(slug, number)
    review = piece.review
    page = {"evidence": piece, "review": review, "trail": _trail(review)}
    return page_or_data(request, "public/reviews/evidence.html", page, _as_data)


def _trail(review: Review) -> list[tuple[str, str]]:
    here = (review.title_for_public, reverse("public:review", args=[review.slug]))
    return [("Reviews", reverse("public:reviews")), here]


def _as_data(page: Page) -> Data:
    piece, review = page["evidence"], page["review"]
    file = reverse("public:review-evidence-file", args=[review.slug, piece.number]) if piece.public_file else ""
    return {
        "review": review.title_for_public,
        "reference": piece.reference,
        "title": piece.title,
        "kind": piece.get_kind_display(),
        "from": piece.from_whom_in_public,
        "received": piece.received_on,
        "is_redacted": piece.has_redacted_copy,
        "text": "" if file else piece.public_text,
        "file": absolute(file),
    }


def evidence_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Send the public file of a published piece of evidence."""
    piece = _find_piece(slug, number)
    return evidence_files.send(request, piece.public_file, slug, piece.reference, private=False)


# Most answers in an hour: AN_HOUR from one address, OF_A_NETWORK from one network. Answers over these limits are set
# aside as suspect, not refused, because a whole school may answer from one connection. Answers over A_FLOOD from one
# network are refused.
AN_HOUR, OF_A_NETWORK, A_FLOOD = 20, 60, 300
TOO_MANY = (
    "Too many forms have been sent from your connection in the last hour. Keep a copy of what you "
    "wrote and send it later."
)


def _find_call(slug: str) -> CallForEvidence:
    """Return the call of a published review from its first day on. Raises Http404 for any other call."""
    rows = CallForEvidence.objects.begun(timezone.localdate()).select_related("review")
    return get_object_or_404(rows, review__slug=slug)


def call(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the call for evidence with its form. After the last day, say that the call is closed."""
    try:
        evidence_call = _find_call(slug)
    except Http404:
        if request.method != "POST":
            raise
        return _given_back(request, slug)
    if not evidence_call.is_open_on(timezone.localdate()) and request.method != "POST":
        return render(request, "public/reviews/call.html", _about(evidence_call))
    form = showing(AnswerForm(typed(request), chosen(request)), answer_call, evidence_call)

    def send(data: Data) -> Done:
        received = reverse("public:review-call-received", args=[slug])
        if form.is_from_a_program:
            return Done("", received)
        if is_flood(request, "evidence-flood", A_FLOOD, wide=True):
            raise Refused(TOO_MANY)
        many = is_flood(request, "evidence-network", OF_A_NETWORK, wide=True)
        is_suspect = is_flood(request, "evidence-sent", AN_HOUR) or many
        values = {name: data[name] for name in data if name not in ("website", "shown", "attached")}
        sent = [(upload.name or "file.pdf", upload.read()) for upload in data["attached"]]
        answer = answer_call(evidence_call, files=sent, **values, is_suspect=is_suspect, at=timezone.now())
        return Done("", thanks(received, reference=answer.reference))

    return ask(request, form, send, template="public/reviews/call.html", field="text", **_about(evidence_call))


def _given_back(request: HttpRequest, slug: str) -> HttpResponseBase:
    """
    Return a page with the sender's own words, because the call is not public or its review is taken down.

    SECURITY: the page contains no word of the review, and has the same text if there never was a call.
    """
    once = CallForEvidence.objects.filter(review__slug=slug, review__published_at__isnull=False)
    status = 410 if once.filter(opens_on__lte=timezone.localdate()).exists() else 404
    form = AnswerForm(typed(request), chosen(request))
    return shown_back(request, TooLate(NOT_TAKEN.format(when="is closed"), form, status=status))


def received(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show thanks, the reference and what happens next, but no words of the answer."""
    return render(request, "public/reviews/call_received.html", {**thanked(request), **_about(_find_call(slug))})


def _about(evidence_call: CallForEvidence) -> dict[str, Any]:
    review = evidence_call.review
    return {"call": evidence_call, "review": review, "trail": _trail(review)}
