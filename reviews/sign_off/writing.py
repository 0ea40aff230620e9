"""Verbs by which an answer is written: name its writer, keep a draft, send it to be signed off."""

import datetime as dt
from functools import partial
from typing import Any

from django.db import transaction

from committee import audit, signed_links
from committee.models import Person, SignedLink, User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.register.people import add_person
from committee.saving import day_of, save
from committee.seen import refuse_unseen, shows
from committee.verbs import LinkHolder, as_part, verb
from reviews.locking import hold_addressee, hold_draft
from reviews.models import ENDED, Addressee, Answer, AnswerDraft, DraftState
from reviews.responses.mailing import tell_signers
from reviews.responses.who_may import ACT, needs_sign_off, officer_of, writes, writes_either_way
from reviews.responses.whole_answers import refuse_evasive, refuse_unfinished

SENT = "sent the"  # on the trail
WORDS = ("answer", "reasons", "action", "officer", "resources", "target_on", "goes_on_from")


@verb(may=plans_scrutiny)
def name_writer(
    addressee: Addressee,
    *,
    writer: Person | None = None,
    forename: str = "",
    surname: str = "",
    mailbox: str = "",
    at: dt.datetime,
    by: User,
) -> AnswerDraft:
    """
    Say who writes the answer of an addressee: an officer who signs in, or a partner, who is sent a signed link.

    Somebody who is not in the register is entered by `forename` and `surname`. A link of whoever wrote before ends.
    Raises Refused before the report, for nobody, and without an email address for a partner.
    """
    if writer is None:
        if not (forename.strip() and surname.strip()):
            raise Refused("Choose who writes the answer, or enter their first name and surname.")
        writer = as_part(add_person)(forename=forename.strip(), surname=surname.strip(), by=by)  # locks the register
    hold_links(addressee)
    held = hold_addressee(addressee)
    refuse_unasked(held)
    by_link = officer_of(writer, day_of(at)) is None
    address = signed_links.address_of(writer) or mailbox.strip()
    if by_link and not address:
        raise Refused(f"Enter an email address for {writer}, who has no sign-in: the link to the form is sent there.")
    mailbox = address if by_link else ""
    draft = AnswerDraft.objects.filter(addressee=held).first() or AnswerDraft(addressee=held)
    before = draft.writer_id
    if draft.pk and (before, draft.mailbox.casefold()) != (writer.pk, mailbox.casefold()):
        end_links(draft, at=at, by=by)
        draft.asked_at = None
    draft.writer, draft.mailbox = writer, mailbox
    save(draft)
    if before not in (None, writer.pk):
        audit.record(by, "reassigned the", draft, owner=str(writer), asked_before=before)
    audit.record(
        by, "chose who responds to a recommendation of", held.recommendation.review, number=held.recommendation.number,
        to=held.name, writer=str(writer),
    )  # fmt: skip
    return draft


@verb(may=plans_scrutiny, may_this=writes)
def keep_draft(draft: AnswerDraft, *, by: User, **words: Any) -> AnswerDraft:
    """Keep the words of an answer as they are so far; nobody but its writer and scrutiny officers reads them."""
    held = _hold_open(draft)
    _say(held, words)
    save(held)
    audit.record(by, "saved a draft of the", held)
    return held


@verb(may=plans_scrutiny, may_this=writes_either_way, seen=shows("addressee.recommendation.told.text"))
def send_answer(draft: AnswerDraft, *, seen: str, at: dt.datetime, by: User | LinkHolder, **words: Any) -> AnswerDraft:
    """
    Send an answer to be signed off by the Cabinet Member; of anybody but the executive, to be published.

    Raises Refused where it is none of the three answers or evades them ("noted", "in principle"), where its reasons or
    what will be done are missing, for a day that has passed, and where it was sent already.
    """
    held = _hold_open(draft)
    refuse_unseen(held, seen)
    _say(held, words)
    refuse_unfinished(held.answer, held.reasons, held.action)
    refuse_evasive(held.reasons, held.action)
    if held.target_on and held.target_on < day_of(at):
        raise Refused("The day by which it will be done has passed: choose a later month.")
    held.state = DraftState.SENT if needs_sign_off(held.addressee) else DraftState.READY
    held.sent_at, held.returned_reason = at, ""
    save(held)
    audit.record(by, SENT, held, answer=held.answer)
    if held.state == DraftState.SENT:
        transaction.on_commit(partial(tell_signers, held, on=day_of(at)), robust=True)
    return held


def end_links(draft: AnswerDraft, *, at: dt.datetime, by: User) -> None:
    """Revoke the links that could still be used for an answer."""
    for link in SignedLink.objects.about(draft, ACT).live(at):
        as_part(signed_links.revoke)(link, at=at, by=by)


def hold_links(addressee: Addressee) -> None:
    """Lock the links for an addressee's answer, before the review: whoever uses one holds it first as well."""
    drafts = AnswerDraft.objects.filter(addressee=addressee)
    about = {"subject_type": AnswerDraft._meta.label_lower, "subject_id__in": list(drafts.values_list("pk", flat=True))}
    list(SignedLink.objects.filter(**about, act=ACT).select_for_update(of=("self",)))


def refuse_unasked(addressee: Addressee) -> None:
    """Raise Refused where nobody can answer a held addressee's recommendation: before the report, or at the end."""
    if addressee.recommendation.handed_down_at is None:
        raise Refused("The report has not been issued yet, so no one can answer it yet.")
    if addressee.recommendation.review.state in ENDED:
        raise Refused("The review has ended, so no answer is needed.")


def _hold_open(draft: AnswerDraft) -> AnswerDraft:
    held = hold_draft(draft)
    refuse_unasked(held.addressee)
    if hasattr(held.addressee, "response"):
        raise Refused("The answer is already recorded: tell the scrutiny officer if something in it is wrong.")
    if not held.is_open:
        raise Refused("The answer has already been sent. It can be changed if it is sent back.")
    return held


def _say(draft: AnswerDraft, words: dict[str, Any]) -> None:
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"An answer has no such fields: {', '.join(sorted(unknown))}.")
    for name, value in words.items():
        setattr(draft, name, value.strip() if isinstance(value, str) else value)
    if draft.answer and draft.answer not in Answer.values:
        raise Refused("Choose accepted, accepted in part, or rejected: “noted” and “in principle” are not answers.")
