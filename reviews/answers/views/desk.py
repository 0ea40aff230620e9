"""The response to a review on the desk: notices and recorded answers, answers on their way, progress."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.acts.saving import day_of
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.models import SignedLink
from committee.views.acting import Data, ask, carry_out, press_to, typed
from reviews.agenda_papers.notice_letter import letters_to_write
from reviews.answers import progress_verbs as progresses
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as drafts
from reviews.answers.progress_forms import JudgementForm, ReportForm
from reviews.answers.response_forms import NoticeDaysForm, NoticeForm, ReceiptForm, ResponseForm
from reviews.answers.sign_off_forms import PublishForm, WriterForm
from reviews.answers.waiting import ACT, needs_sign_off, sent_of, waiting_of
from reviews.findings.recommendation_status import last_report, progress_of
from reviews.lookup import act_on, act_on_recommendation, address_of, find_addressee, of_review, page_of
from reviews.models import Addressee, AnswerDraft, Notice, Response, Review, State
from reviews.privacy import personal_data_in

UNSIGNED = " The public page says that it is not signed off yet. We have asked the Cabinet Member to sign it."
REVOKED = [
    "The link in the last email opens nothing.",
    "If they are writing an answer now, it cannot be sent. They see what they wrote, to copy.",
    "They are not emailed. To send a new link, ask for the answer again.",
]
REPLACES = "This is the last report, not published yet. A new one replaces it."


@of_review
def notice_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Record a notice that asks for answers."""
    today = timezone.localdate()
    reported = next((step.on for step in review.steps.all() if step.to_state == State.REPORTED), today)
    form = NoticeForm(typed(request), review=review, initial={"served_on": today, "report_on": reported})

    def message(notice: Notice) -> str:
        return f"Recorded: the notice to {notice.recipient}. When you know when it was received, record that."

    return carry_out(
        request, responses.serve_notice, review, form, message=message, field="addressees",
        lead="A written notice asks for a response. The council and its executive have two months to respond. "
        "This runs from the day the notice is received, or the day the report is received if that is later "
        "(LGA 2000 s.9FE).",
        **act_on_recommendation(review, "Record a notice"),
    )  # fmt: skip


@of_review
def notice_receipt(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record when a notice was received."""
    notice = get_object_or_404(review.notices, pk=pk)
    form = ReceiptForm(typed(request), row=notice)
    if notice.received_on is None:
        form.initial["received_on"] = notice.served_on
    page = act_on_recommendation(review, f"When was the {notice} received?", field="received_on")
    return carry_out(request, responses.record_receipt, notice, form, message="The receipt is recorded.", **page)


@of_review
def notice(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Put right on which day a notice was served, and the date of the report."""
    served = get_object_or_404(review.notices, pk=pk)
    return carry_out(
        request, responses.correct_notice, served, NoticeDaysForm(typed(request), row=served),
        message="The dates of the notice are saved.", field="served_on",
        lead="All dates for answers are recalculated. If the date of receipt is wrong, correct the receipt instead.",
        **act_on_recommendation(review, f"Correct the dates of the {served}"),
    )  # fmt: skip


@of_review
def notice_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove a notice that was recorded wrongly."""
    notice = get_object_or_404(review.notices, pk=pk)
    form = ReasonForm(
        typed(request), button="Remove the notice", label="Why is it removed?", warning=True,
        hint="Kept in the history with the notice.",
    )  # fmt: skip
    return carry_out(
        request, responses.remove_notice, notice, form, message="The notice is removed. You can record it again.",
        field="reason", follows=["Its addressees are no longer counted as notified.", "Recorded answers stay."],
        **act_on_recommendation(review, f"Remove the {notice}?"),
    )  # fmt: skip


@of_review
def response(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what an addressee answers, or put right what is recorded."""
    addressee = find_addressee(review, pk)
    answer = Response.objects.filter(addressee=addressee).first()
    form = ResponseForm(typed(request), addressee=addressee, response=answer, on=timezone.localdate())

    def message(now: Response) -> str:
        saved = "Saved." if answer else f"The answer of {addressee} is recorded."
        return f"{saved}{UNSIGNED if now.is_unsigned else ''}"

    heading = f"{addressee}: answer to recommendation {addressee.recommendation.number}"
    page = act_on_recommendation(review, heading, lead=addressee.recommendation.told.text)
    if answer:
        return carry_out(request, responses.correct_response, answer, form, message=message, **page)
    return carry_out(request, responses.record_response, addressee, form, message=message, **page)


@of_review
def response_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Remove an answer that was recorded by mistake."""
    addressee = find_addressee(review, pk)
    answer = get_object_or_404(Response, addressee=addressee)
    form = ReasonForm(
        typed(request), button="Remove the answer", label="Why is it removed?", warning=True,
        hint="Kept in the history with the answer.",
    )  # fmt: skip
    heading = f"Remove the answer of {addressee} to recommendation {addressee.recommendation.number}?"
    page = act_on_recommendation(review, heading, field="reason", message=f"The answer of {addressee} is removed.")
    return carry_out(request, responses.remove_response, answer, form, **page)


@of_review
def answers(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show the notices that ask for answers, and for each addressee the answer's writer and state."""
    now = timezone.now()
    rows = Addressee.objects.filter(recommendation__review=review, recommendation__withdrawn_reason="").select_related(
        "recommendation", "notice", "response", "draft__writer", "draft__signed_by", "portfolio"
    )
    waiting = [waiting_of(row, day_of(now)) for row in rows.order_by("recommendation__number", "pk")]
    drafted = [item.draft.pk for item in waiting if item.draft]
    links = SignedLink.objects.live(now).filter(act=ACT, subject_id__in=drafted)
    context = {
        **page_of(review, "answers"),
        "found": waiting,
        "live_links": {link.subject_id for link in links},
        "notices": review.notices.all(),
        "letters": letters_to_write(review),
        "is_drafting": review.is_before_report,
    }
    return render(request, "desk/reviews/answers.html", context)


def _find_draft(review: Review, pk: int) -> AnswerDraft:
    """Return the drafted answer of an addressee of the review; 404 where nobody is named to write it."""
    addressee = find_addressee(review, pk)
    draft = get_object_or_404(AnswerDraft.objects.select_related("writer"), addressee=addressee)
    draft.addressee = addressee
    return draft


def _about(addressee: Addressee, heading: str) -> dict[str, Any]:
    """Return the context shared by the pages of acts on an answer on its way."""
    recommendation = addressee.recommendation
    return act_on(recommendation.review, heading, "answers", lead=recommendation.told.text or recommendation.text)


@of_review
def writer(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Say who writes the answer of an addressee; they are asked by email at once."""
    addressee = find_addressee(review, pk)
    form = WriterForm(typed(request), addressee=addressee)
    named: list[AnswerDraft] = []

    def name(data: Data) -> str:
        named.append(drafts.name_writer(addressee, **data, at=timezone.now(), by=request.user))
        return ""

    heading = f"Who answers for {addressee}: recommendation {addressee.recommendation.number}"
    page = ask(request, form, name, field="writer", **_about(addressee, heading))
    if named and page.status_code == HTTPStatus.FOUND:  # saved: no lock is held while an email is sent
        _ask_writer(request, named[0])
    return page


def _ask_writer(request: SignedInRequest, draft: AnswerDraft) -> None:
    """Email whoever has just been named, and say so; whose answer is recorded is asked for nothing."""
    if hasattr(draft.addressee, "response"):
        message = f"{draft.writer} reports on the progress from now on."
    elif why_not := drafts.ask_if_possible(draft, at=timezone.now(), by=request.user):
        messages.warning(request, why_not)
        message = f"{draft.writer} has been chosen."
    else:
        message = f"{draft.writer} has been emailed."
    messages.success(request, message)


@of_review
@require_POST
def writer_ask(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Ask the writer again; a partner gets a new link."""
    draft = _find_draft(review, pk)
    message, then = f"{draft.writer} has been emailed.", address_of(review, "answers")
    return press_to(request, drafts.ask_for_answer, draft, message=message, then=then)


@of_review
def link_revoke(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Make the link of a partner good for nothing."""
    draft = _find_draft(review, pk)
    heading = f"Revoke the link of {draft.writer}: recommendation {draft.addressee.recommendation.number}"
    form, page = ConfirmForm(typed(request), button="Revoke the link"), _about(draft.addressee, heading)
    message = f"The link of {draft.writer} no longer works."
    return carry_out(request, drafts.revoke_link, draft, form, message=message, follows=REVOKED, **page)


@of_review
def answer_return(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Send an answer back to its writer."""
    draft = _find_draft(review, pk)
    again = " The answer must be signed off again." if needs_sign_off(draft.addressee) else ""
    form = ReasonForm(
        typed(request), button="Send the answer back", label="Why are you sending it back?",
        hint=f"{draft.writer} reads this.{again}",
    )  # fmt: skip
    message = f"Answer sent back to {draft.writer} with your reason."
    page = _about(draft.addressee, f"Send back the {draft}?")
    return carry_out(request, drafts.send_back, draft, form, message=message, field="reason", **page)


@of_review
def answer_publish(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Publish an answer that is signed off: from then on it counts."""
    draft, today = _find_draft(review, pk), timezone.localdate()
    whole = draft.signed_at or draft.sent_at
    facts = [*sent_of(draft), ("Written by", str(draft.writer))]
    if draft.signed_by and needs_sign_off(draft.addressee):
        facts.append(("Signed off by", str(draft.signed_by)))
    return carry_out(
        request, drafts.publish_answer, draft, PublishForm(typed(request), on=day_of(whole) if whole else today),
        message=f"The answer of {draft.addressee} is published.", field="received_on",
        facts=[*facts, ("Deadline", waiting_of(draft.addressee, today).clock.text)],
        follows=["It is public, with the recommendation.", "The date below decides whether it is late."],
        **_about(draft.addressee, f"Publish the {draft}?"),
    )  # fmt: skip


@of_review
def progress(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Every accepted recommendation, with what its officer and the committee say, and what waits to be published."""
    look_back = getattr(review, "look_back", None)
    context = {
        **page_of(review, "progress"),
        "found": progress_of(review, timezone.localdate(), public=False),
        "takes_down": review.is_public and runs_the_desk(request.user, timezone.localdate()),
        "unpublished": progresses.unpublished(review).count(),
        "look_back": look_back.item if look_back else None,
    }
    return render(request, "desk/reviews/progress.html", context)


@of_review
def judge(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what the committee makes of it."""
    addressee = find_addressee(review, pk)
    facts = SimpleLazyObject(partial(progresses.reported, addressee))  # read once the mark of the page is taken
    heading = f"What is the committee’s view of recommendation {addressee.recommendation.number}?"
    return carry_out(
        request, progresses.judge_progress, addressee,
        JudgementForm(typed(request), initial={"on": timezone.localdate()}),
        message="The committee’s view is recorded.", field="status", facts=facts,
        follows=["It is public immediately, beside the officer’s report.", "Earlier records stay."],
        **act_on(review, heading, "progress"),
    )  # fmt: skip


@of_review
def report(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what an officer or a partner reported by another way than the portal."""
    addressee = find_addressee(review, pk)
    last = last_report(addressee)
    form = ReportForm(typed(request), addressee=addressee, last=last, today=timezone.localdate())
    return carry_out(
        request, progresses.report_progress, addressee, form, field=lambda refusal: "" if form.kept_now else "status",
        message="The report is recorded. Publish it when you have read it.", lead=addressee.recommendation.told.text,
        intro=REPLACES if last and last.published_at is None else "",
        **act_on(review, f"{addressee}: progress of recommendation {addressee.recommendation.number}", "progress"),
    )  # fmt: skip


@of_review
def progress_publish(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Let anybody read what officers have reported."""
    texts = [text for entry in progresses.unpublished(review) for text in (entry.evidence, entry.reason) if text]
    facts = SimpleLazyObject(partial(progresses.waiting, review))  # read once the mark of the page is taken
    return carry_out(
        request, progresses.publish_progress, review,
        ConfirmForm(typed(request), button="Publish the progress", warning=False),
        message=lambda count: "The report is published." if count == 1 else f"{count} reports are published.",
        facts=facts, points=personal_data_in("What officers reported", texts),
        follows=["Anyone can read what officers have reported up to now.", "Earlier reports do not change."],
        **act_on(review, "Publish the progress?", "progress"),
    )  # fmt: skip
