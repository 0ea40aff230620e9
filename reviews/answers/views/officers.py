"""Pages of an officer: the answer to a recommendation, and progress reports on an accepted recommendation."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate, officers
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.reassigned import not_asked_of
from committee.forms.shown import SEEN, showing
from committee.forms.typed import typed_into
from committee.models import User
from committee.views.acting import Data, Done, ask, carry_out, typed
from committee.wording.dates import end_of_month
from reviews.answers import progress_verbs
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.progress_forms import OfficerProgressForm, ReportForm
from reviews.answers.sign_off_forms import OfficerAnswerForm, OfficerQuestions
from reviews.answers.waiting import answers_of_writer, needs_sign_off, sent_of, waiting_of
from reviews.findings.recommendation_status import so_far
from reviews.models import AnswerDraft, DraftState

NOTHING_ACCEPTED = (
    "The recommendation is no longer accepted, or has been withdrawn, so there is no progress to report. "
    "Ask the scrutiny officer if you think that is wrong."
)


def find_draft(user: User, pk: int) -> AnswerDraft | None:
    """Return an answer whose writer is this officer; None for any other answer."""
    rows = AnswerDraft.objects.readable_by(user, timezone.localdate()).filter(writer=user.person)
    rows = rows.select_related("addressee__notice", "addressee__recommendation__review__monitored_by", "writer")
    return rows.filter(pk=pk).first()


@officers
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show the recommendation, the due day of the answer, and the form."""
    draft = find_draft(request.user, pk)
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
    """Show the sent answer without a form, below any words that were sent too late from another tab."""
    draft: AnswerDraft = about["draft"]
    about["sent"] = sent_of(draft)
    if request.method != "POST":
        return render(request, "officers/reviews/answer.html", about)
    last = audit.trail_of(draft).filter(did=verbs.SENT).select_related("by").first()
    about["unsent"] = typed_into(form)
    about["sent_last"], about["was_you"] = last, bool(last and last.by == request.user)
    return render(request, "officers/reviews/answer.html", about, status=422)


@officers
def answer_sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank the officer. Show what happens next, and the other answers that the officer has to write."""
    draft = find_draft(request.user, pk)
    if draft is None or draft.is_open:
        raise Http404
    others, _ = answers_of_writer(request.user, timezone.localdate())
    recommendation = draft.addressee.recommendation
    about = {
        "draft": draft, "others": others, "signed_off": needs_sign_off(draft.addressee),
        "sent": [(f"Recommendation {recommendation.number}", recommendation.told.text), *sent_of(draft)],
    }  # fmt: skip
    return render(request, "officers/reviews/sent.html", about)


@officers
def progress(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show the accepted recommendation, earlier reports, and the form of a new report."""
    today = timezone.localdate()
    draft = find_draft(request.user, pk)
    if draft is None:
        form = OfficerProgressForm(typed(request))
        raise not_asked_of(request.user, AnswerDraft, pk, form, asked_now=lambda draft: draft.writer)
    addressee, progress = draft.addressee, so_far(draft.addressee, today)
    if progress is None:
        raise TooLate(
            NOTHING_ACCEPTED, OfficerProgressForm(typed(request)), back=reverse("officers:front"),
            back_text="My reports and actions", told=("There is no progress to report", NOTHING_ACCEPTED),
        )  # fmt: skip
    form = ReportForm(typed(request), addressee=addressee, last=progress.officer, today=today)
    return carry_out(
        request, progress_verbs.report_progress, addressee, form, message="",
        field=lambda refusal: "" if form.kept_now else "status",
        then=reverse("officers:review-progress-sent", args=[pk]), template="officers/reviews/progress.html",
        progress=progress, recommendation=addressee.recommendation,
    )  # fmt: skip


@officers
def progress_sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank the officer. Show what happens next and a copy of the sent report."""
    draft = find_draft(request.user, pk)
    progress = so_far(draft.addressee, timezone.localdate()) if draft else None
    last = progress.officer if progress else None
    if progress is None or last is None or last.recorded_by_id != request.user.pk:
        raise Http404
    recommendation = progress.addressee.recommendation
    facts = [
        (f"Recommendation {recommendation.number}", recommendation.told.text),
        ("Status", last.get_status_display()), ("New date expected", end_of_month(last.expected_on)),
        ("Evidence", last.evidence), ("Why it is no longer needed", last.reason),
    ]  # fmt: skip
    about = {
        "sent": [(label, words) for label, words in facts if words], "pk": pk,
        "next_on": None if progress.is_over else progress.next_on, "is_published": last.published_at is not None,
    }  # fmt: skip
    return render(request, "officers/reviews/sent.html", about)
