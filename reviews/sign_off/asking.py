"""Verbs that ask for an answer by email: the desk's button, and the daily timer before and after the due day."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from committee import audit
from committee.models import SignedLink, User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of
from committee.verbs import Portal, verb
from reviews.deadlines import due_on
from reviews.locking import hold_draft
from reviews.models import ENDED, AnswerDraft, DraftState
from reviews.responses.mailing import mail_writer, tell_signers
from reviews.responses.who_may import ACT
from reviews.sign_off.writing import end_links, hold_links, refuse_unasked

BEFORE = dt.timedelta(days=14)
PAUSE = dt.timedelta(minutes=10)  # between two emails that ask the same
NOT_TAKEN = "The email could not be sent. Try again later."


@verb(may=plans_scrutiny, in_one_transaction=False)
def ask_for_answer(draft: AnswerDraft, *, at: dt.datetime, by: User) -> AnswerDraft:
    """
    Ask its writer for an answer by email: an officer at their page, a partner by a new link; the earlier one ends.

    Raises Refused where it was sent, where they were asked in the last ten minutes, and where no mail went.
    """
    held, before = _claim(draft, "asked_at", at, again_after=PAUSE)
    if not held.is_open:
        _undo(held, "asked_at", before)
        raise Refused("The answer has already been sent.")
    try:
        sent = mail_writer(held, at=at, by=by)
    except Refused:
        _undo(held, "asked_at", before)
        raise
    if not sent:
        _undo(held, "asked_at", before)
        raise Refused(NOT_TAKEN)
    audit.record(by, "asked for the", held, of=str(held.writer))
    return held


def ask_if_possible(draft: AnswerDraft, *, at: dt.datetime, by: User) -> str:
    """As `ask_for_answer`; returns why nobody was asked, "" where they were. For whoever has just named a writer."""
    try:
        ask_for_answer(draft, at=at, by=by)
    except Refused as refusal:
        return refusal.text
    return ""


@verb(may=plans_scrutiny)
def revoke_link(draft: AnswerDraft, *, at: dt.datetime, by: User) -> AnswerDraft:
    """Make the link of a partner good for nothing. Raises Refused where none could be used."""
    hold_links(draft.addressee)
    held = hold_draft(draft)
    if not SignedLink.objects.about(held, ACT).live(at).exists():
        raise Refused("There is no working link.")
    end_links(held, at=at, by=by)
    audit.record(by, "revoked the link for the", held)
    return held


@verb(may=plans_scrutiny, in_one_transaction=False)
def remind(draft: AnswerDraft, *, at: dt.datetime, by: User | Portal) -> list[str]:
    """
    Remind whoever has to act on an answer, once in the fourteen days before its due day and once after it.

    Returns whom: its writer, or those who sign it off. Raises Refused where no reminder is due, or no mail went.
    """
    which = wanted_reminder(draft, day_of(at))
    if which is None:
        raise Refused("No reminder is due.")
    held, before = _claim(draft, which, at)
    try:
        if held.is_open:
            reached = [str(held.writer)] if mail_writer(held, at=at, by=by, reminder=True) else []
        else:
            reached = [str(user) for user in tell_signers(held, on=day_of(at), reminder=True)]
    except Refused:
        _undo(held, which, before)
        raise
    if not reached:
        _undo(held, which, before)
        raise Refused(NOT_TAKEN)
    audit.record(by, "reminded of the", held, of=", ".join(reached))
    return reached


def wanted_reminder(draft: AnswerDraft, on: dt.date) -> str | None:
    """The column that keeps the reminder that is wanted on a day; None where none is, and on the day of the request."""
    due = due_on(draft.addressee.kind, draft.addressee.notice)
    if due is None or draft.state == DraftState.READY or (draft.asked_at and day_of(draft.asked_at) == on):
        return None
    if on > due:
        return None if draft.reminded_after_at else "reminded_after_at"
    return "reminded_before_at" if on >= due - BEFORE and not draft.reminded_before_at else None


def to_remind(on: dt.date) -> Iterator[AnswerDraft]:
    """The answers about which somebody is to be reminded on a day."""
    rows = AnswerDraft.objects.filter(
        addressee__response=None, addressee__recommendation__withdrawn_reason="", addressee__notice__isnull=False,
    ).exclude(addressee__recommendation__review__state__in=ENDED)  # fmt: skip
    rows = rows.select_related("writer", "addressee__notice", "addressee__recommendation__review").order_by("pk")
    return (draft for draft in rows if wanted_reminder(draft, on))


@transaction.atomic
def _claim(
    draft: AnswerDraft, column: str, at: dt.datetime, *, again_after: dt.timedelta | None = None
) -> tuple[AnswerDraft, dt.datetime | None]:
    """The answer, marked before the email goes so that twelve at once send one, and what the mark was before."""
    held = hold_draft(draft)
    refuse_unasked(held.addressee)
    if hasattr(held.addressee, "response"):
        raise Refused("The answer is already recorded.")
    before: dt.datetime | None = getattr(held, column)
    if before and (again_after is None or at < before + again_after):
        raise Refused(f"{held.writer} has just been asked. Wait ten minutes before you ask again.")
    AnswerDraft.objects.filter(pk=held.pk).update(**{column: at})
    setattr(held, column, at)
    return held, before


def _undo(draft: AnswerDraft, column: str, before: dt.datetime | None) -> None:
    AnswerDraft.objects.filter(pk=draft.pk).update(**{column: before})
