"""Verbs of an answer: name its writer; ask for, draft, send, sign off, send back or publish the answer."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import having_read, refuse_unseen, shows
from committee.acts.verbs import LinkHolder, Portal, as_part, verb
from committee.models import Person, SignedLink, User
from committee.register.people import add_person
from committee.sign_in import signed_links
from reviews.answers import response_verbs as responses
from reviews.answers.mailing import NOT_TAKEN, claimed, mail_writer, tell_signers
from reviews.answers.response_verbs import refuse_evasive, refuse_unfinished
from reviews.answers.waiting import ACT, needs_sign_off, officer_of, signs, writes, writes_either_way
from reviews.deadlines import due_on
from reviews.locking import hold_addressee, hold_draft, hold_response, put
from reviews.models import ENDED, Addressee, Answer, AnswerDraft, DraftState, Response

SENT = "sent the"  # name of the act on the trail
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
    Name the writer of an addressee's answer: an officer who signs in, or a partner, who answers by a signed link.

    A writer who is not in the register is added with `forename` and `surname`. A link of an earlier writer, or to an
    earlier mailbox, is revoked. Raises Refused where the report is not issued yet, the review has ended, nobody is
    named, or a partner has no email address.
    """
    if writer is None:
        if not (forename.strip() and surname.strip()):
            raise Refused("Choose who writes the answer, or enter their first name and surname.")
        writer = as_part(add_person)(forename=forename.strip(), surname=surname.strip(), by=by)  # locks the register
    hold_links(addressee)
    row = hold_addressee(addressee)
    refuse_unasked(row)
    by_link = officer_of(writer, day_of(at)) is None
    address = signed_links.address_of(writer) or mailbox.strip()
    if by_link and not address:
        raise Refused(f"Enter an email address for {writer}, who has no sign-in: the link to the form is sent there.")
    mailbox = address if by_link else ""
    draft = AnswerDraft.objects.filter(addressee=row).first() or AnswerDraft(addressee=row)
    before = draft.writer_id
    if draft.pk and (before, draft.mailbox.casefold()) != (writer.pk, mailbox.casefold()):
        end_links(draft, at=at, by=by)
        draft.asked_at = None
    draft.writer, draft.mailbox = writer, mailbox
    save(draft)
    if before not in (None, writer.pk):
        audit.record(by, "reassigned the", draft, owner=str(writer), asked_before=before)
    responses.record_of(row, "chose who responds to a recommendation of", by, writer=str(writer))
    return draft


@verb(may=plans_scrutiny, may_this=writes)
def keep_draft(draft: AnswerDraft, *, by: User, **words: Any) -> AnswerDraft:
    """Save the draft of an answer. Only its writer and scrutiny officers read a draft."""
    locked = _hold_open(draft)
    _say(locked, words)
    save(locked)
    audit.record(by, "saved a draft of the", locked)
    return locked


@verb(may=plans_scrutiny, may_this=writes_either_way, seen=shows("addressee.recommendation.told.text"))
def send_answer(draft: AnswerDraft, *, seen: str, at: dt.datetime, by: User | LinkHolder, **words: Any) -> AnswerDraft:
    """
    Send an answer. An answer of the executive goes to the Cabinet Member for sign-off, any other answer to the desk.

    Raises Refused where the answer is not one of `Answer`, is evasive ("noted", "in principle"), lacks the reasons or
    the action, or was sent already, or where the day by which the action will be done has passed.
    """
    locked = _hold_open(draft)
    refuse_unseen(locked, seen)
    _say(locked, words)
    refuse_unfinished(locked.answer, locked.reasons, locked.action)
    refuse_evasive(locked.reasons, locked.action)
    if locked.target_on and locked.target_on < day_of(at):
        raise Refused("The day by which it will be done has passed: choose a later month.")
    locked.state = DraftState.SENT if needs_sign_off(locked.addressee) else DraftState.READY
    locked.sent_at, locked.returned_reason = at, ""
    save(locked)
    audit.record(by, SENT, locked, answer=locked.answer)
    if locked.state == DraftState.SENT:
        transaction.on_commit(partial(tell_signers, locked, on=day_of(at)), robust=True)
    return locked


def end_links(draft: AnswerDraft, *, at: dt.datetime, by: User) -> None:
    """Revoke the valid links for an answer."""
    for link in SignedLink.objects.about(draft, ACT).live(at):
        as_part(signed_links.revoke)(link, at=at, by=by)


def hold_links(addressee: Addressee) -> None:
    """
    Lock the links for an addressee's answer.

    Call this before the review is locked, because the use of a link also locks the link first.
    """
    drafts = AnswerDraft.objects.filter(addressee=addressee)
    about = {"subject_type": AnswerDraft._meta.label_lower, "subject_id__in": list(drafts.values_list("pk", flat=True))}
    list(SignedLink.objects.filter(**about, act=ACT).select_for_update(of=("self",)))


def refuse_unasked(addressee: Addressee) -> None:
    """Raise Refused where the report is not issued yet, or the review has ended. The caller locks the addressee."""
    if addressee.recommendation.handed_down_at is None:
        raise Refused("The report has not been issued yet, so no one can answer it yet.")
    if addressee.recommendation.review.state in ENDED:
        raise Refused("The review has ended, so no answer is needed.")


def _hold_open(draft: AnswerDraft) -> AnswerDraft:
    locked = hold_draft(draft)
    _refuse_answered(locked, "The answer is already recorded: tell the scrutiny officer if something in it is wrong.")
    if not locked.is_open:
        raise Refused("The answer has already been sent. It can be changed if it is sent back.")
    return locked


def _say(draft: AnswerDraft, words: dict[str, Any]) -> None:
    put(draft, words, WORDS)
    if draft.answer and draft.answer not in Answer.values:
        raise Refused("Choose accepted, accepted in part, or rejected: “noted” and “in principle” are not answers.")


BEFORE = dt.timedelta(days=14)  # time before the due day in which the first reminder is sent
PAUSE = dt.timedelta(minutes=10)  # shortest time between two emails that ask for the same answer


@verb(may=plans_scrutiny, in_one_transaction=False)
def ask_for_answer(draft: AnswerDraft, *, at: dt.datetime, by: User) -> AnswerDraft:
    """
    Email the writer of an answer. An officer gets the URL of the page, a partner a new link that replaces the old link.

    Raises Refused where the answer was sent, the writer was asked in the last ten minutes, or the email failed.
    """

    def refuse(locked: AnswerDraft) -> None:
        _refuse_answered(locked)
        if locked.asked_at and at < locked.asked_at + PAUSE:
            raise Refused(f"{locked.writer} has just been asked. Wait ten minutes before you ask again.")
        if not locked.is_open:
            raise Refused("The answer has already been sent.")

    with claimed(draft, "asked_at", at, refuse) as locked:
        if not mail_writer(locked, at=at, by=by):
            raise Refused(NOT_TAKEN)
    audit.record(by, "asked for the", locked, of=str(locked.writer))
    return locked


def ask_if_possible(draft: AnswerDraft, *, at: dt.datetime, by: User) -> str:
    """Run `ask_for_answer` for a newly named writer. Return the text of the refusal; "" where the email was sent."""
    try:
        ask_for_answer(draft, at=at, by=by)
    except Refused as refusal:
        return refusal.text
    return ""


@verb(may=plans_scrutiny)
def revoke_link(draft: AnswerDraft, *, at: dt.datetime, by: User) -> AnswerDraft:
    """Revoke the link of a partner. Raises Refused where no link is valid."""
    hold_links(draft.addressee)
    locked = hold_draft(draft)
    if not SignedLink.objects.about(locked, ACT).live(at).exists():
        raise Refused("There is no working link.")
    end_links(locked, at=at, by=by)
    audit.record(by, "revoked the link for the", locked)
    return locked


@verb(may=plans_scrutiny, in_one_transaction=False)
def remind(draft: AnswerDraft, *, at: dt.datetime, by: User | Portal) -> list[str]:
    """
    Remind the writer or the signers of an answer: once in the 14 days before the due day, and once after that day.

    Return the names of the people reminded. Raises Refused where no reminder is due, or no email was sent.
    """
    which = wanted_reminder(draft, day_of(at))
    if which is None:
        raise Refused("No reminder is due.")

    def refuse(locked: AnswerDraft) -> None:
        _refuse_answered(locked)
        if getattr(locked, which):
            raise Refused("They have just been reminded.")

    with claimed(draft, which, at, refuse) as locked:
        if locked.is_open:
            reached = [str(locked.writer)] if mail_writer(locked, at=at, by=by, reminder=True) else []
        else:
            reached = [str(user) for user in tell_signers(locked, on=day_of(at), reminder=True)]
        if not reached:
            raise Refused(NOT_TAKEN)
    audit.record(by, "reminded of the", locked, of=", ".join(reached))
    return reached


def wanted_reminder(draft: AnswerDraft, on: dt.date) -> str | None:
    """
    Return the column that stores the time of the reminder due on a day.

    Return None where no reminder is due, or the writer was asked for the answer on that day.
    """
    due = due_on(draft.addressee.kind, draft.addressee.notice)
    if due is None or draft.state == DraftState.READY or (draft.asked_at and day_of(draft.asked_at) == on):
        return None
    if on > due:
        return None if draft.reminded_after_at else "reminded_after_at"
    return "reminded_before_at" if on >= due - BEFORE and not draft.reminded_before_at else None


def to_remind(on: dt.date) -> Iterator[AnswerDraft]:
    """Return the answers for which a reminder is due on a day."""
    rows = AnswerDraft.objects.filter(
        addressee__response=None, addressee__recommendation__withdrawn_reason="", addressee__notice__isnull=False,
    ).exclude(addressee__recommendation__review__state__in=ENDED)  # fmt: skip
    rows = rows.select_related("writer", "addressee__notice", "addressee__recommendation__review").order_by("pk")
    return (draft for draft in rows if wanted_reminder(draft, on))


def _refuse_answered(draft: AnswerDraft, text: str = "The answer is already recorded.") -> None:
    refuse_unasked(draft.addressee)
    if hasattr(draft.addressee, "response"):
        raise Refused(text)


SENT_BACK = "sent back the"  # name of the act on the trail
ANSWER = shows("addressee.recommendation.told.text", "writer", *WORDS)


@verb(may_this=signs, seen=ANSWER)
def sign_off(draft: AnswerDraft, *, seen: str, at: dt.datetime, by: User) -> AnswerDraft:
    """
    Sign an answer off, as the Cabinet Member of the portfolio. A scrutiny officer publishes the answer later.

    Raises Refused where the answer was not sent, or is signed off or published already.
    """
    locked = _hold_sent(draft)
    refuse_unseen(locked, seen)
    if locked.state != DraftState.SENT:
        raise Refused("The answer is already signed off.")
    locked.state, locked.signed_at, locked.signed_by = DraftState.READY, at, by.person
    save(locked)
    audit.record(by, "signed off the", locked, answer=locked.answer)
    return locked


@verb(may_this=signs, seen=shows("addressee.recommendation.told.text", *WORDS))
def sign_response(response: Response, *, seen: str, at: dt.datetime, by: User) -> Response:
    """
    Sign off, as the Cabinet Member, an answer that the desk recorded or corrected.

    Raises Refused where the answer is signed off already, or was removed.
    """
    locked = hold_response(response)
    refuse_unseen(locked, seen)
    if not locked.is_unsigned:
        raise Refused("The answer is already signed off.")
    locked.signed_off_by, locked.signed_off_on, locked.is_unsigned = by.person, day_of(at), False
    locked.returned_reason = ""
    save(locked)
    did = "signed off the recorded answer to a recommendation of"
    responses.record_of(locked.addressee, did, by, answer=locked.answer)
    return locked


@verb(may_this=signs)
def send_back_response(response: Response, *, reason: str, at: dt.datetime, by: User) -> Response:
    """
    Send back, as the Cabinet Member, an answer that the desk recorded. The scrutiny officers then correct the answer.

    The answer stays public, marked as not signed off. Raises Refused where no reason is given, or the answer is signed
    off already or was removed.
    """
    locked = hold_response(response)
    if not locked.is_unsigned:
        raise Refused("The answer is already signed off.")
    locked.returned_reason = reasoned(reason, "why it is sent back")
    save(locked)
    did = "sent back the recorded answer to a recommendation of"
    responses.record_of(locked.addressee, did, by, reason=locked.returned_reason)
    return locked


@verb(may=plans_scrutiny, may_this=signs)
def send_back(draft: AnswerDraft, *, reason: str, at: dt.datetime, by: User) -> AnswerDraft:
    """
    Send an answer back to its writer and undo the sign-off. The writer is emailed, and reads the `reason` on the page.

    Raises Refused where no reason is given, or the answer was not sent or is published.
    """
    locked = _hold_sent(draft)
    locked.returned_reason = reasoned(reason, "why it is sent back")
    locked.state, locked.signed_at, locked.signed_by = DraftState.RETURNED, None, None
    save(locked)
    audit.record(by, SENT_BACK, locked, reason=locked.returned_reason)
    transaction.on_commit(partial(mail_writer, locked, at=at, by=by), robust=True)
    return locked


@verb(may=plans_scrutiny, seen=ANSWER)
def publish_answer(draft: AnswerDraft, *, received_on: dt.date, seen: str, at: dt.datetime, by: User) -> Response:
    """
    Record a signed-off answer as the response of its addressee. From then on the answer counts and is public.

    `received_on` decides whether the answer is late. The mailbox of a partner is deleted, and their links are revoked.
    Raises Refused where the answer is not signed off, or `received_on` is before the sign-off (or, without a sign-off,
    before the answer was sent), and as `record_response` does (R16, R40).
    """
    hold_links(draft.addressee)
    locked = _hold_sent(draft)
    refuse_unseen(locked, seen)
    if locked.state != DraftState.READY:
        raise Refused("The Cabinet Member has not signed the answer off yet.")
    completed_at = locked.signed_at or locked.sent_at
    if completed_at and received_on < day_of(completed_at):
        raise Refused("The answer was not signed off by that day: choose the day of the sign-off, or a later one.")
    words = {name: getattr(locked, name) for name in WORDS}
    signed_on = day_of(locked.signed_at) if locked.signed_at else None
    response = having_read(responses.record_response)(
        locked.addressee, **words, received_on=received_on, proof="Written and sent here", signed_by=locked.signed_by,
        signed_on=signed_on, at=at, by=by,
    )  # fmt: skip
    end_links(locked, at=at, by=by)
    locked.mailbox = ""
    save(locked)
    audit.record(by, "published the", locked, received_on=received_on.isoformat())
    return response


def _hold_sent(draft: AnswerDraft) -> AnswerDraft:
    locked = hold_draft(draft)
    _refuse_answered(locked, "The answer is already published. Correct it instead.")
    if locked.is_open:
        raise Refused("The answer is still being written.")
    return locked
