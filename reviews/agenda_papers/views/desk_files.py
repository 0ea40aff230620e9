"""The papers of a response as PDF or Word, for scrutiny officers; whatever is public in them is what is published."""

import datetime as dt
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reviews.agenda_papers import look_back_paper, notice_letter, progress_paper, response_paper
from reviews.agenda_papers.notice_letter import unserved
from reviews.lookup import of_review
from reviews.models import Review, State
from reviews.prints.content import Document
from reviews.prints.sending import send_private

PAPERS: dict[str, Callable[[Review, dt.date], Document]] = {
    "response": response_paper.content,
    "progress": progress_paper.content,
    "look-back": look_back_paper.content,
}


@of_review
def paper(request: HttpRequest, review: Review, kind: str, suffix: str) -> HttpResponseBase:
    """Send today's response, progress or look-back paper as a file."""
    if kind not in PAPERS or not review.is_public:
        raise Http404
    return send_private(PAPERS[kind](review, timezone.localdate()), suffix, kind, review.slug)


@of_review
def letter(request: HttpRequest, review: Review, kind: str, suffix: str) -> HttpResponseBase:
    """Send today's notice letter to addressees of one kind who have none yet."""
    today = timezone.localdate()
    addressees = unserved(review, kind)
    reported = next((step.on for step in reversed(review.steps.all()) if step.to_state == State.REPORTED), None)
    if not addressees or reported is None:
        raise Http404
    recipient = ", ".join(dict.fromkeys(addressee.name for addressee in addressees))
    document = notice_letter.content(review, addressees, recipient=recipient, report_on=reported, on=today)
    return send_private(document, suffix, "notice", kind, review.slug)


@of_review
def served(request: HttpRequest, review: Review, pk: int, suffix: str) -> HttpResponseBase:
    """Send the letter of a served notice, as of its day."""
    notice = get_object_or_404(review.notices, pk=pk)
    addressees = list(notice.addressees.select_related("recommendation").order_by("recommendation__number", "pk"))
    if not addressees:
        raise Http404
    document = notice_letter.content(
        review, addressees, recipient=notice.recipient, report_on=notice.report_on, on=notice.served_on, notice=notice
    )
    return send_private(document, suffix, "notice", review.slug)
