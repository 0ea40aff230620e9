"""Verbs by which an answer that was sent counts: sign it off, send it back, publish it."""

import datetime as dt
from functools import partial

from django.db import transaction

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, reasoned, save
from committee.seen import refuse_unseen, shows
from committee.verbs import verb
from reviews.locking import hold_addressee, hold_draft
from reviews.models import AnswerDraft, DraftState, Response
from reviews.responses import verbs as responses
from reviews.responses.mailing import tell_returned
from reviews.responses.who_may import signs
from reviews.sign_off.writing import WORDS, end_links, hold_links, refuse_unasked

SENT_BACK = "sent back the"  # on the trail
ANSWER = shows("addressee.recommendation.told.text", "writer", *WORDS)


@verb(may_this=signs, seen=ANSWER)
def sign_off(draft: AnswerDraft, *, seen: str, at: dt.datetime, by: User) -> AnswerDraft:
    """
    Sign an answer off as the Cabinet Member whose portfolio it is; the scrutiny officer publishes it.

    Raises Refused where it was not sent, or is signed off already.
    """
    held = _hold_sent(draft)
    refuse_unseen(held, seen)
    if held.state != DraftState.SENT:
        raise Refused("The answer is already signed off.")
    held.state, held.signed_at, held.signed_by = DraftState.READY, at, by.person
    save(held)
    audit.record(by, "signed off the", held, answer=held.answer)
    return held


@verb(may_this=signs, seen=shows("addressee.recommendation.told.text", *WORDS))
def sign_response(response: Response, *, seen: str, at: dt.datetime, by: User) -> Response:
    """
    Sign off, as the Cabinet Member, what the desk recorded or corrected of an answer.

    Raises Refused where it is signed, or was removed.
    """
    held = _hold_recorded(response)
    refuse_unseen(held, seen)
    if not held.is_unsigned:
        raise Refused("The answer is already signed off.")
    held.signed_off_by, held.signed_off_on, held.is_unsigned = by.person, day_of(at), False
    held.returned_reason = ""
    save(held)
    _record(held, "signed off the recorded answer to a recommendation of", by, answer=held.answer)
    return held


@verb(may_this=signs)
def send_back_response(response: Response, *, reason: str, at: dt.datetime, by: User) -> Response:
    """
    Send back, as the Cabinet Member, what the desk recorded: the scrutiny officers are told, and correct it.

    It stays public as not signed off. Raises Refused without a reason, where it is signed, or was removed.
    """
    held = _hold_recorded(response)
    if not held.is_unsigned:
        raise Refused("The answer is already signed off.")
    held.returned_reason = reasoned(reason, "why it is sent back")
    save(held)
    _record(held, "sent back the recorded answer to a recommendation of", by, reason=held.returned_reason)
    return held


def _hold_recorded(response: Response) -> Response:
    addressee = hold_addressee(response.addressee)
    held = Response.objects.filter(addressee=addressee).first()
    if held is None:
        raise Refused("Someone has removed that answer.")
    held.addressee = addressee
    return held


def _record(response: Response, did: str, by: User, **facts: str) -> None:
    recommendation = response.addressee.recommendation
    audit.record(by, did, recommendation.review, number=recommendation.number, to=response.addressee.name, **facts)


@verb(may=plans_scrutiny, may_this=signs)
def send_back(draft: AnswerDraft, *, reason: str, at: dt.datetime, by: User) -> AnswerDraft:
    """
    Send an answer back to its writer, who is told the `reason`; a signature on it is gone.

    Raises Refused without a reason, where it was not sent, or where it is published.
    """
    held = _hold_sent(draft)
    held.returned_reason = reasoned(reason, "why it is sent back")
    held.state, held.signed_at, held.signed_by = DraftState.RETURNED, None, None
    save(held)
    audit.record(by, SENT_BACK, held, reason=held.returned_reason)
    transaction.on_commit(partial(tell_returned, held, at=at, by=by), robust=True)
    return held


@verb(may=plans_scrutiny, seen=ANSWER)
def publish_answer(draft: AnswerDraft, *, received_on: dt.date, seen: str, at: dt.datetime, by: User) -> Response:
    """
    Record an answer that is signed off as the response of its addressee: from now on it counts, and anybody reads it.

    `received_on` is the day by which it is late or not. The mailbox of a partner is deleted, and their links end.
    Raises Refused before the sign-off, for a day before it, and as `record_response` does (R16, R40).
    """
    hold_links(draft.addressee)
    held = _hold_sent(draft)
    refuse_unseen(held, seen)
    if held.state != DraftState.READY:
        raise Refused("The Cabinet Member has not signed the answer off yet.")
    whole = held.signed_at or held.sent_at
    if whole and received_on < day_of(whole):
        raise Refused("The answer was not signed off by that day: choose the day of the sign-off, or a later one.")
    words = {name: getattr(held, name) for name in WORDS}
    signed_on = day_of(held.signed_at) if held.signed_at else None
    response = responses.record_response(
        held.addressee, **words, received_on=received_on, proof="Written and sent here", signed_by=held.signed_by,
        signed_on=signed_on, at=at, by=by,
    )  # fmt: skip
    end_links(held, at=at, by=by)
    held.mailbox = ""
    save(held)
    audit.record(by, "published the", held, received_on=received_on.isoformat())
    return response


def _hold_sent(draft: AnswerDraft) -> AnswerDraft:
    held = hold_draft(draft)
    refuse_unasked(held.addressee)
    if hasattr(held.addressee, "response"):
        raise Refused("The answer is already published. Correct it instead.")
    if held.is_open:
        raise Refused("The answer is still being written.")
    return held
