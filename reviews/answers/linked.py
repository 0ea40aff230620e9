"""Signed link by which a partner (a chief constable, a school) answers a recommendation of a review."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts.saving import day_of
from committee.acts.verbs import LinkHolder
from committee.forms.shown import showing
from committee.models import Person
from committee.sign_in.signed_links import LinkedAct, LinkPage
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.mailing import due_words, subject_of
from reviews.answers.sign_off_forms import PartnerAnswerForm
from reviews.answers.waiting import ACT, sent_of
from reviews.deadlines import WITHOUT_A_CLOCK, clock
from reviews.findings.recommendation_status import quoted
from reviews.models import ENDED, AnswerDraft, DraftState

GOOD_FOR = dt.timedelta(days=28)
PUBLISHED = "Your answer will be published."


def _page(draft: AnswerDraft, person: Person, at: dt.datetime) -> LinkPage:
    addressee = draft.addressee
    recommendation = addressee.recommendation
    review = recommendation.review
    by = "" if addressee.kind in WITHOUT_A_CLOCK else f"{clock(addressee, day_of(at)).text} "
    back = [("Sent back to you", draft.returned_reason)] if draft.state == DraftState.RETURNED else []
    return LinkPage(
        heading=f"Answer recommendation {recommendation.number}",
        answers_for=addressee.name,
        text=recommendation.told.text,
        facts=back,
        note=f"{by}{PUBLISHED}",
        source=f"From “{review.title_for_public}”, a review by the {review.monitored_by}.",
        closed=_closed(draft, person),
    )


def _closed(draft: AnswerDraft, person: Person) -> str:
    recommendation = draft.addressee.recommendation
    if draft.writer_id != person.pk:
        return "Someone else has since been asked for this answer."
    if recommendation.told.is_withdrawn or recommendation.is_withdrawn or recommendation.review.state in ENDED:
        return "The recommendation has been withdrawn, so no answer is needed."
    if hasattr(draft.addressee, "response") or not draft.is_open:
        return "The answer has already been sent."
    return ""


def _copy(draft: AnswerDraft, person: Person, at: dt.datetime, to: str | None) -> list[tuple[str, str]]:
    """
    Return the recommendation and the answer that a partner sent at the moment `at`, as (label, words).

    `to` is the address of an email with the copy; None for the page of thanks. Return [] where the answer was sent back
    or sent again since then, or has another writer now.

    SECURITY: the copy contains no words that other people wrote later, and no cost (`resources`), because the partner
    was not asked for the cost. An email is sent only where `to` is the partner's stored mailbox. (The mailbox is
    deleted when the answer is published.) The email quotes only public words of the recommendation.
    """
    if draft.writer_id != person.pk or draft.sent_at != at or draft.is_open:
        return []
    if to is not None and to.casefold() != draft.mailbox.casefold():
        return []
    recommendation = draft.addressee.recommendation
    answered = quoted(recommendation) if to is not None else recommendation.told.text
    facts = [(f"Recommendation {recommendation.number}", answered), *sent_of(draft, resources=False)]
    return [(label, words) for label, words in facts if words]


def _answer(draft: AnswerDraft, person: Person, words: dict[str, Any], at: dt.datetime) -> str:
    verbs.send_answer(draft, **words, at=at, by=LinkHolder(person))
    return "Thank you. The scrutiny officer will read it and publish it with the recommendation."


def _stands(draft: AnswerDraft, person: Person) -> str:
    if hasattr(draft.addressee, "response"):
        return "It is published with the recommendation."
    if draft.state == DraftState.RETURNED:
        return "It has been sent back to you since: use the link in our newer email to change it."
    return "The scrutiny officer reads it, then publishes it with the recommendation."


ANSWER = LinkedAct(
    name=ACT,
    page=_page,
    form=PartnerAnswerForm,
    form_for=lambda draft, person, data, at: showing(
        PartnerAnswerForm(data, draft=draft, on=day_of(at)), verbs.send_answer, draft
    ),
    carry_out=_answer,
    expires=lambda draft, at: at + GOOD_FOR,
    mail_subject=subject_of,
    mail_template="email/review_answer_link.txt",
    may_send=lambda who, on, draft: plans_scrutiny(who, on),
    stands=_stands,
    copy=_copy,
    copy_subject=lambda draft: f"A copy of your answer to {draft.addressee.recommendation.named_for_public}",
    mail_words=lambda draft, at: due_words(draft, day_of(at)) | {"returned": draft.state == DraftState.RETURNED},
    committee=lambda draft: draft.addressee.recommendation.review.monitored_by,
)
