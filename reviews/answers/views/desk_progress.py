"""The progress of a review on the desk: officer's status and committee's judgement side by side."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.forms.shown import showing
from committee.views.acting import Data, ask, carry_out, typed
from reviews.answers import progress_verbs as verbs
from reviews.answers.progress_forms import JudgementForm, ReportForm
from reviews.answers.standing import last_report, progress_of
from reviews.lookup import act_on, find_addressee, of_review, page_of
from reviews.models import Review
from reviews.privacy import personal_data_in

REPLACES = "This is the last report, not published yet. A new one replaces it."


@of_review
def progress(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Every accepted recommendation, with what its officer and the committee say, and what waits to be published."""
    look_back = getattr(review, "look_back", None)
    context = {
        **page_of(review, "progress"),
        "found": progress_of(review, timezone.localdate(), public=False),
        "takes_down": review.is_public and runs_the_desk(request.user, timezone.localdate()),
        "unpublished": verbs.unpublished(review).count(),
        "look_back": look_back.item if look_back else None,
    }
    return render(request, "desk/reviews/progress.html", context)


@of_review
def judge(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what the committee makes of it."""
    addressee = find_addressee(review, pk)
    form = JudgementForm(typed(request), initial={"on": timezone.localdate()})
    showing(form, verbs.judge_progress, addressee)

    def record(data: Data) -> str:
        verbs.judge_progress(addressee, **data, at=timezone.now(), by=request.user)
        return "The committee’s view is recorded."

    heading = f"What is the committee’s view of recommendation {addressee.recommendation.number}?"
    return ask(
        request, form, record, **act_on(review, heading, "progress"), field="status", facts=verbs.reported(addressee),
        follows=["It is public immediately, beside the officer’s report.", "Earlier records stay."],
    )  # fmt: skip


@of_review
def report(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what an officer or a partner reported by another way than the portal."""
    addressee = find_addressee(review, pk)
    last = last_report(addressee)
    form = ReportForm(typed(request), addressee=addressee, last=last, today=timezone.localdate())
    return carry_out(
        request, verbs.report_progress, addressee, form, field=lambda refusal: "" if form.kept_now else "status",
        message="The report is recorded. Publish it when you have read it.", lead=addressee.recommendation.told.text,
        intro=REPLACES if last and last.published_at is None else "",
        **act_on(review, f"{addressee}: progress of recommendation {addressee.recommendation.number}", "progress"),
    )  # fmt: skip


@of_review
def progress_publish(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Let anybody read what officers have reported."""

    def publish(data: Data) -> str:
        count = verbs.publish_progress(review, **data, at=timezone.now(), by=request.user)
        return "The report is published." if count == 1 else f"{count} reports are published."

    form = ConfirmForm(typed(request), button="Publish the progress", warning=False)
    entries = list(verbs.unpublished(review).select_related("addressee__recommendation"))
    texts = [text for entry in entries for text in (entry.evidence, entry.reason) if text]
    return ask(
        request, showing(form, verbs.publish_progress, review), publish,
        **act_on(review, "Publish the progress?", "progress"), facts=verbs.waiting(review),
        points=personal_data_in("What officers reported", texts),
        follows=["Anyone can read what officers have reported up to now.", "Earlier reports do not change."],
    )  # fmt: skip
