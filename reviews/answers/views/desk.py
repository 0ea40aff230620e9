"""Desk pages of the response to a review: notices, drafted and recorded answers, progress."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from committee.access.permissions import runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.acts.saving import day_of
from committee.models import SignedLink
from committee.views.acting import Data, ask, press_to, typed
from reviews.act_pages import Page, act, act_on, act_page, confirm, give_reason, page
from reviews.agenda_papers.notice_letter import letters_to_write
from reviews.answers import progress_verbs as progresses
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as drafts
from reviews.answers.progress_forms import JudgementForm, ReportForm
from reviews.answers.response_forms import NoticeDaysForm, NoticeForm, ReceiptForm, ResponseForm
from reviews.answers.sign_off_forms import PublishForm, WriterForm
from reviews.answers.waiting import ACT, needs_sign_off, sent_of, waiting_of
from reviews.findings.recommendation_status import last_report, progress_of
from reviews.locking import review_of
from reviews.lookup import address_of, of_addressee, of_review, of_row, page_of
from reviews.models import Addressee, AnswerDraft, Notice, Response, Review
from reviews.privacy import personal_data_in

UNSIGNED = " The public page says that it is not signed off yet. We have asked the Cabinet Member to sign it."
REVOKED = [
    "The link in the last email opens nothing.",
    "If they are writing an answer now, it cannot be sent. They see what they wrote, to copy.",
    "They are not emailed. To send a new link, ask for the answer again.",
]
REPLACES = "This is the last report, not published yet. A new one replaces it."


of_notice = of_row(lambda review: review.notices)
of_response = of_row(
    lambda review: Response.objects.filter(addressee__recommendation__review=review).select_related(
        "addressee__recommendation__review"
    ),
    pk="addressee",
)
of_draft = of_row(
    lambda review: AnswerDraft.objects.filter(addressee__recommendation__review=review).select_related(
        "writer", "signed_by", "addressee__notice", "addressee__recommendation__review"
    ),
    pk="addressee",
)


@act_page(of_review, responses.serve_notice, "#recommendations")
def notice_new(request: SignedInRequest, review: Review) -> Page:
    """Record a notice that asks for answers."""
    today = timezone.localdate()
    reported = review.last_report.on if review.last_report else today

    def message(notice: Notice) -> str:
        return f"Recorded: the notice to {notice.recipient}. When you know when it was received, record that."

    return page(
        NoticeForm(typed(request), review=review, initial={"served_on": today, "report_on": reported}),
        "Record a notice", message=message, field="addressees",
        lead="A written notice asks for a response. The council and its executive have two months to respond. "
        "This runs from the day the notice is received, or the day the report is received if that is later "
        "(LGA 2000 s.9FE).",
    )  # fmt: skip


@act_page(of_notice, responses.record_receipt, "#recommendations")
def notice_receipt(request: SignedInRequest, notice: Notice) -> Page:
    """Record when a notice was received."""
    form = ReceiptForm(typed(request), row=notice)
    if notice.received_on is None:
        form.initial["received_on"] = notice.served_on
    return page(form, f"When was the {notice} received?", message="The receipt is recorded.", field="received_on")


@act_page(of_notice, responses.correct_notice, "#recommendations")
def notice(request: SignedInRequest, notice: Notice) -> Page:
    """Correct the day a notice was served and the date of the report."""
    return page(
        NoticeDaysForm(typed(request), row=notice), f"Correct the dates of the {notice}", field="served_on",
        message="The dates of the notice are saved.",
        lead="All dates for answers are recalculated. If the date of receipt is wrong, correct the receipt instead.",
    )  # fmt: skip


@act_page(of_notice, responses.remove_notice, "#recommendations")
def notice_remove(request: SignedInRequest, notice: Notice) -> Page:
    """Remove a notice that was recorded wrongly."""
    return give_reason(
        request, "Remove the notice", "Why is it removed?", f"Remove the {notice}?", warns=True,
        hint="Kept in the history with the notice.", message="The notice is removed. You can record it again.",
        follows=["Its addressees are no longer counted as notified.", "Recorded answers stay."],
    )  # fmt: skip


@of_addressee
def response(request: SignedInRequest, addressee: Addressee) -> HttpResponseBase:
    """Record an addressee's answer, or correct a recorded answer."""
    answer = getattr(addressee, "response", None)
    form = ResponseForm(typed(request), addressee=addressee, response=answer, on=timezone.localdate())

    def message(now: Response) -> str:
        saved = "Saved." if answer else f"The answer of {addressee} is recorded."
        return f"{saved}{UNSIGNED if now.is_unsigned else ''}"

    heading = f"{addressee}: answer to recommendation {addressee.recommendation.number}"
    content = page(form, heading, message=message, lead=addressee.recommendation.told.text)
    if answer:
        return act(request, responses.correct_response, answer, content, "#recommendations")
    return act(request, responses.record_response, addressee, content, "#recommendations")


@act_page(of_response, responses.remove_response, "#recommendations")
def response_remove(request: SignedInRequest, response: Response) -> Page:
    """Remove an answer that was recorded by mistake."""
    addressee = response.addressee
    return give_reason(
        request, "Remove the answer", "Why is it removed?",
        f"Remove the answer of {addressee} to recommendation {addressee.recommendation.number}?", warns=True,
        hint="Kept in the history with the answer.", message=f"The answer of {addressee} is removed.",
    )  # fmt: skip


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


def _about(row: Addressee | AnswerDraft) -> Page:
    """Return the context of the pages of acts on a drafted answer."""
    recommendation = (row.addressee if isinstance(row, AnswerDraft) else row).recommendation
    return {"lead": recommendation.told.text or recommendation.text}


draft_page = partial(act_page, of_draft, section="answers", about=_about)


@of_addressee
def writer(request: SignedInRequest, addressee: Addressee) -> HttpResponseBase:
    """Name the writer of an addressee's answer, and email the writer at once."""
    form = WriterForm(typed(request), addressee=addressee)
    named: list[AnswerDraft] = []

    def name(data: Data) -> str:
        named.append(drafts.name_writer(addressee, **data, at=timezone.now(), by=request.user))
        return ""

    heading = f"Who answers for {addressee}: recommendation {addressee.recommendation.number}"
    about = act_on(addressee.recommendation.review, heading, "answers", **_about(addressee))
    answer = ask(request, form, name, field="writer", **about)
    if named and answer.status_code == HTTPStatus.FOUND:  # saved; no lock is held while the email is sent
        _ask_writer(request, named[0])
    return answer


def _ask_writer(request: SignedInRequest, draft: AnswerDraft) -> None:
    """Email a newly named writer, unless the answer is recorded already, and show a message."""
    if hasattr(draft.addressee, "response"):
        message = f"{draft.writer} reports on the progress from now on."
    elif why_not := drafts.ask_if_possible(draft, at=timezone.now(), by=request.user):
        messages.warning(request, why_not)
        message = f"{draft.writer} has been chosen."
    else:
        message = f"{draft.writer} has been emailed."
    messages.success(request, message)


@of_draft
@require_POST
def writer_ask(request: SignedInRequest, draft: AnswerDraft) -> HttpResponseBase:
    """Ask the writer again. A partner gets a new link."""
    message, then = f"{draft.writer} has been emailed.", address_of(review_of(draft), "answers")
    return press_to(request, drafts.ask_for_answer, draft, message=message, then=then)


@draft_page(drafts.revoke_link)
def link_revoke(request: SignedInRequest, draft: AnswerDraft) -> Page:
    """Revoke the link of a partner."""
    heading = f"Revoke the link of {draft.writer}: recommendation {draft.addressee.recommendation.number}"
    message = f"The link of {draft.writer} no longer works."
    return confirm(request, "Revoke the link", heading, message=message, follows=REVOKED)


@draft_page(drafts.send_back)
def answer_return(request: SignedInRequest, draft: AnswerDraft) -> Page:
    """Send an answer back to its writer."""
    again = " The answer must be signed off again." if needs_sign_off(draft.addressee) else ""
    return give_reason(
        request, "Send the answer back", "Why are you sending it back?", f"Send back the {draft}?",
        hint=f"{draft.writer} reads this.{again}", message=f"Answer sent back to {draft.writer} with your reason.",
    )  # fmt: skip


@draft_page(drafts.publish_answer)
def answer_publish(request: SignedInRequest, draft: AnswerDraft) -> Page:
    """Publish a signed-off answer."""
    today, completed_at = timezone.localdate(), draft.signed_at or draft.sent_at
    facts = [*sent_of(draft), ("Written by", str(draft.writer))]
    if draft.signed_by and needs_sign_off(draft.addressee):
        facts.append(("Signed off by", str(draft.signed_by)))
    return page(
        PublishForm(typed(request), on=day_of(completed_at) if completed_at else today), f"Publish the {draft}?",
        message=f"The answer of {draft.addressee} is published.", field="received_on",
        facts=[*facts, ("Deadline", waiting_of(draft.addressee, today).clock.text)],
        follows=["It is public, with the recommendation.", "The date below decides whether it is late."],
    )  # fmt: skip


@of_review
def progress(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show accepted recommendations with reports and judgements of progress, and reports to be published."""
    look_back = getattr(review, "look_back", None)
    context = {
        **page_of(review, "progress"),
        "found": progress_of(review, timezone.localdate(), public=False),
        "takes_down": review.is_public and runs_the_desk(request.user, timezone.localdate()),
        "unpublished": progresses.unpublished(review).count(),
        "look_back": look_back.item if look_back else None,
    }
    return render(request, "desk/reviews/progress.html", context)


@act_page(of_addressee, progresses.judge_progress, "progress")
def judge(request: SignedInRequest, addressee: Addressee) -> Page:
    """Record the committee's judgement of progress."""
    return page(
        JudgementForm(typed(request), initial={"on": timezone.localdate()}),
        f"What is the committee’s view of recommendation {addressee.recommendation.number}?",
        message="The committee’s view is recorded.", field="status",
        facts=SimpleLazyObject(partial(progresses.reported, addressee)),  # lazy: read after the mark `seen` is computed
        follows=["It is public immediately, beside the officer’s report.", "Earlier records stay."],
    )  # fmt: skip


@act_page(of_addressee, progresses.report_progress, "progress")
def report(request: SignedInRequest, addressee: Addressee) -> Page:
    """Record progress that an officer or a partner reported outside the portal."""
    last = last_report(addressee)
    form = ReportForm(typed(request), addressee=addressee, last=last, today=timezone.localdate())
    return page(
        form, f"{addressee}: progress of recommendation {addressee.recommendation.number}",
        field=lambda refusal: "" if form.kept_now else "status",
        message="The report is recorded. Publish it when you have read it.", lead=addressee.recommendation.told.text,
        intro=REPLACES if last and last.published_at is None else "",
    )  # fmt: skip


@act_page(of_review, progresses.publish_progress, "progress")
def progress_publish(request: SignedInRequest, review: Review) -> Page:
    """Publish the officers' reports of progress."""
    texts = [text for entry in progresses.unpublished(review) for text in (entry.evidence, entry.reason) if text]
    return confirm(
        request, "Publish the progress", "Publish the progress?", warns=False,
        message=lambda count: "The report is published." if count == 1 else f"{count} reports are published.",
        facts=SimpleLazyObject(partial(progresses.waiting, review)),  # lazy: read after the mark `seen` is computed
        points=personal_data_in("What officers reported", texts),
        follows=["Anyone can read what officers have reported up to now.", "Earlier reports do not change."],
    )  # fmt: skip
