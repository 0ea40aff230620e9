"""How far an accepted recommendation is done, as its officer reports it."""

import datetime as dt

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate, officers
from committee.acts.requests import SignedInRequest
from committee.forms.recovery.reassigned import not_asked_of
from committee.models import User
from committee.views.acting import carry_out, typed
from committee.wording.dates import end_of_month
from reviews.answers import progress_verbs as verbs
from reviews.answers.progress_forms import OfficerProgressForm, ReportForm
from reviews.answers.standing import Progress, is_over, progress_of
from reviews.models import Addressee, AnswerDraft

NOTHING_ACCEPTED = (
    "The recommendation is no longer accepted, or has been withdrawn, so there is no progress to report. "
    "Ask the scrutiny officer if you think that is wrong."
)


def find(user: User, pk: int, on: dt.date) -> Addressee | None:
    """Return the addressee that this officer reports on; None for anybody else's."""
    if user.person_id is None:
        return None
    rows = Addressee.objects.readable_by(user, on).filter(draft__writer=user.person)
    return rows.select_related("recommendation__review__monitored_by").filter(draft=pk).first()


def so_far(addressee: Addressee, on: dt.date) -> Progress | None:
    """Return the progress of an addressee up to a day; None where nothing is accepted."""
    recommendation = addressee.recommendation
    rows = progress_of(recommendation.review, on, public=False, number=recommendation.number)
    return next((row for row in rows if row.addressee.pk == addressee.pk), None)


@officers
def report(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show what was accepted, what was reported before, and the form of a new report."""
    today = timezone.localdate()
    addressee = find(request.user, pk, today)
    if addressee is None:
        form = OfficerProgressForm(typed(request))
        raise not_asked_of(request.user, AnswerDraft, pk, form, asked_now=lambda draft: draft.writer)
    progress = so_far(addressee, today)
    if progress is None:
        raise TooLate(
            NOTHING_ACCEPTED, OfficerProgressForm(typed(request)), back=reverse("officers:front"),
            back_text="My reports and actions", told=("There is no progress to report", NOTHING_ACCEPTED),
        )  # fmt: skip
    last = progress.officer.entry if progress.officer else None
    form = ReportForm(typed(request), addressee=addressee, last=last, today=today)
    return carry_out(
        request, verbs.report_progress, addressee, form, field=lambda refusal: "" if form.kept_now else "status",
        said="", then=reverse("officers:review-progress-sent", args=[pk]), template="officers/reviews/progress.html",
        progress=progress, recommendation=addressee.recommendation,
    )  # fmt: skip


@officers
def sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank the officer; show what happens next and a copy of what was sent."""
    today = timezone.localdate()
    addressee = find(request.user, pk, today)
    progress = so_far(addressee, today) if addressee else None
    last = progress.officer if progress else None
    if addressee is None or progress is None or last is None or last.entry.recorded_by_id != request.user.pk:
        raise Http404
    facts = [
        (f"Recommendation {addressee.recommendation.number}", addressee.recommendation.told.text),
        ("Status", last.word), ("New date expected", end_of_month(last.entry.expected_on)),
        ("Evidence", last.entry.evidence), ("Why it is no longer needed", last.entry.reason),
    ]  # fmt: skip
    about = {
        "sent": [(label, words) for label, words in facts if words], "pk": pk,
        "next_on": None if is_over(progress) else progress.next_on, "is_published": last.entry.published_at is not None,
    }  # fmt: skip
    return render(request, "officers/reviews/progress_sent.html", about)
