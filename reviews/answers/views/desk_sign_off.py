"""The response to a review on the desk: who writes each answer, how far it is, and its publication."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.acts.saving import day_of
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.models import SignedLink
from committee.views.acting import Data, ask, carry_out, press, typed
from reviews.agenda_papers.notice_letter import letters_to_write
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.sign_off_forms import PublishForm, WriterForm
from reviews.answers.waiting import ACT, Waiting, needs_sign_off, sent_of, waiting_of
from reviews.lookup import act_on, address_of, find_addressee, of_review, page_of
from reviews.models import Addressee, AnswerDraft, Review

REVOKED = [
    "The link in the last email opens nothing.",
    "If they are writing an answer now, it cannot be sent. They see what they wrote, to copy.",
    "They are not emailed. To send a new link, ask for the answer again.",
]


@of_review
def answers(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show the notices that ask for answers, and for each addressee the answer's writer and state."""
    now = timezone.now()
    rows = Addressee.objects.filter(recommendation__review=review, recommendation__withdrawn_reason="").select_related(
        "recommendation", "notice", "response", "draft__writer", "draft__signed_by", "portfolio"
    )
    waiting = [waiting_of(row, day_of(now)) for row in rows.order_by("recommendation__number", "pk")]
    drafts = [item.draft.pk for item in waiting if item.draft]
    links = SignedLink.objects.live(now).filter(act=ACT, subject_id__in=drafts)
    context = {
        **page_of(review, "answers"),
        "found": waiting,
        "live_links": {link.subject_id for link in links},
        "notices": review.notices.all(),
        "letters": letters_to_write(review),
        "is_drafting": review.is_before_report,
    }
    return render(request, "desk/reviews/answers.html", context)


def _draft(addressee: Addressee) -> AnswerDraft:
    draft = get_object_or_404(AnswerDraft.objects.select_related("writer"), addressee=addressee)
    draft.addressee = addressee
    return draft


def _about(review: Review, addressee: Addressee, heading: str) -> dict[str, Any]:
    """Return the context shared by the pages of these acts."""
    recommendation = addressee.recommendation
    return act_on(review, heading, "answers", lead=recommendation.told.text or recommendation.text)


@of_review
def writer(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Say who writes the answer of an addressee; they are asked by email at once."""
    addressee = find_addressee(review, pk)
    form = WriterForm(typed(request), addressee=addressee)

    named: list[AnswerDraft] = []

    def name(data: Data) -> str:
        named.append(verbs.name_writer(addressee, **data, at=timezone.now(), by=request.user))
        return ""

    heading = f"Who answers for {addressee}: recommendation {addressee.recommendation.number}"
    page = ask(request, form, name, field="writer", **_about(review, addressee, heading))
    if named and page.status_code == HTTPStatus.FOUND:  # saved: no lock is held while an email is sent
        _ask_writer(request, named[0])
    return page


def _ask_writer(request: SignedInRequest, draft: AnswerDraft) -> None:
    """Email whoever has just been named, and say so; whose answer is recorded is asked for nothing."""
    if hasattr(draft.addressee, "response"):
        message = f"{draft.writer} reports on the progress from now on."
    elif why_not := verbs.ask_if_possible(draft, at=timezone.now(), by=request.user):
        messages.warning(request, why_not)
        message = f"{draft.writer} has been chosen."
    else:
        message = f"{draft.writer} has been emailed."
    messages.success(request, message)


@of_review
@require_POST
def writer_ask(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Ask the writer again; a partner gets a new link."""
    draft = _draft(find_addressee(review, pk))

    def again() -> str:
        verbs.ask_for_answer(draft, at=timezone.now(), by=request.user)
        return f"{draft.writer} has been emailed."

    return press(request, again, then=address_of(review, "answers"))


@of_review
def link_revoke(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Make the link of a partner good for nothing."""
    addressee = find_addressee(review, pk)
    draft = _draft(addressee)
    heading = f"Revoke the link of {draft.writer}: recommendation {addressee.recommendation.number}"
    form, page = ConfirmForm(typed(request), button="Revoke the link"), _about(review, addressee, heading)
    message = f"The link of {draft.writer} no longer works."
    return carry_out(request, verbs.revoke_link, draft, form, message=message, follows=REVOKED, **page)


@of_review
def answer_return(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Send an answer back to its writer."""
    addressee = find_addressee(review, pk)
    draft = _draft(addressee)
    again = " The answer must be signed off again." if needs_sign_off(addressee) else ""
    form = ReasonForm(
        typed(request), button="Send the answer back", label="Why are you sending it back?",
        hint=f"{draft.writer} reads this.{again}",
    )  # fmt: skip
    message = f"Answer sent back to {draft.writer} with your reason."
    page = _about(review, addressee, f"Send back the {draft}?")
    return carry_out(request, verbs.send_back, draft, form, message=message, field="reason", **page)


@of_review
def answer_publish(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Publish an answer that is signed off: from then on it counts."""
    addressee = find_addressee(review, pk)
    draft = _draft(addressee)
    whole = draft.signed_at or draft.sent_at
    form = PublishForm(typed(request), on=day_of(whole) if whole else timezone.localdate())
    return carry_out(
        request, verbs.publish_answer, draft, form, message=f"The answer of {addressee} is published.",
        field="received_on", facts=_facts(draft, waiting_of(addressee, timezone.localdate())),
        follows=["It is public, with the recommendation.", "The date below decides whether it is late."],
        **_about(review, addressee, f"Publish the {draft}?"),
    )  # fmt: skip


def _facts(draft: AnswerDraft, waiting: Waiting) -> list[tuple[str, str]]:
    facts = [
        *sent_of(draft),
        ("Written by", str(draft.writer)),
        ("Signed off by", str(draft.signed_by or "") if needs_sign_off(draft.addressee) else ""),
        ("Deadline", waiting.clock.text),
    ]
    return [(label, words) for label, words in facts if words]
