"""Emails about an answer: to its writer (a partner gets a signed link), and to the people who sign the answer off."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import PORTAL, Portal, as_part
from committee.mail import notices
from committee.models import User
from committee.sign_in import sign_in_hint, signed_links
from committee.wording.dates import long_date
from reviews.answers.waiting import ACT, officer_of, signers_of
from reviews.deadlines import due_on
from reviews.findings.recommendation_status import in_an_email
from reviews.locking import hold_draft
from reviews.models import AnswerDraft, DraftState, Response

Letter = tuple[str, str]  # the template, and the name of the URL that the email links to
ANSWER: Letter = ("email/review_answer.txt", "officers:review-answer")
SIGN_RECORDED: Letter = ("email/review_sign_off.txt", "members:portfolio-response")
SIGN_OFF: Letter = ("email/review_sign_off.txt", "members:portfolio-answer")
NOT_TAKEN = "The email could not be sent. Try again later."


@contextmanager
def claimed(
    draft: AnswerDraft, column: str, at: dt.datetime, refuse: Callable[[AnswerDraft], None]
) -> Iterator[AnswerDraft]:
    """
    Set `column` of an answer to the time `at` before an email is sent, so that parallel runs send only one email.

    `refuse` gets the locked answer and raises Refused where no email is due. The `with` block gets the answer. If the
    block raises Refused, the column gets its old value back.
    """
    with transaction.atomic():
        locked = hold_draft(draft)
        refuse(locked)
        before = getattr(locked, column)
        AnswerDraft.objects.filter(pk=locked.pk).update(**{column: at})
        setattr(locked, column, at)
    try:
        yield locked
    except Refused:
        AnswerDraft.objects.filter(pk=locked.pk).update(**{column: before})
        raise


def mail_writer(draft: AnswerDraft, *, at: dt.datetime, by: User | Portal, reminder: bool = False) -> bool:
    """
    Email the writer of an answer: an officer gets the URL of the page, a partner a new link.

    Return whether the email was sent. Raises Refused where a link cannot be sent.

    SECURITY: an email passes through many hands. The email contains no word of the answer. About the recommendation,
    the email contains only the number, the public words (`quoted`), the public title of the review, and the due day.
    """
    officer = officer_of(draft.writer, day_of(at))
    if officer is None:
        return as_part(signed_links.send)(
            ACT, draft.writer, draft, address=draft.mailbox, reminder=reminder, at=at, by=by
        )
    words = due_words(draft, day_of(at))
    return write_to(draft, officer, subject_of(draft, reminder), ANSWER, by, draft=draft, reminder=reminder, **words)


def tell_signers(draft: AnswerDraft | Response, *, on: dt.date, reminder: bool = False) -> list[User]:
    """Ask the signers of an answer by email to sign it off. Return the users whose email the mail server accepted."""
    letter = SIGN_OFF if isinstance(draft, AnswerDraft) else SIGN_RECORDED
    request = f"sign off the answer to {draft.addressee.recommendation.named_for_public}"
    subject = f"Reminder: please {request}" if reminder else f"Please {request}"
    return [
        user
        for user in signers_of(draft.addressee, on)
        if write_to(draft, user, subject, letter, PORTAL, draft=draft, reminder=reminder, **due_words(draft, on))
    ]


def subject_of(draft: AnswerDraft, reminder: bool) -> str:
    """Return the subject of an email that asks a writer to answer or to change an answer, or reminds the writer."""
    request = f"answer {draft.addressee.recommendation.named_for_public}"
    if draft.state == DraftState.RETURNED:
        request = f"change your answer: {draft.addressee.recommendation.named_for_public}"
    return f"Reminder: please {request}" if reminder else f"Please {request}"


def due_words(draft: AnswerDraft | Response, on: dt.date) -> dict[str, object]:
    """
    Return the context of an email about an answer: `which` and `recommended` (see `in_an_email`), `due` and `late`.

    `due` is the due day in words, "" where there is none. `late` is True where the due day has passed.
    """
    due = due_on(draft.addressee.kind, draft.addressee.notice)
    return in_an_email(draft.addressee.recommendation) | {
        "due": long_date(due) if due else "",
        "late": bool(due and on > due),
    }


def write_to(
    draft: AnswerDraft | Response, to: User, subject: str, letter: Letter, by: User | Portal, /, **words: object
) -> bool:
    """Email `to` about an answer, with the URL of its page. Record a failure. Return whether the email was sent."""
    template, page = letter
    words["url"] = sign_in_hint.led(settings.SITE_URL + reverse(page, args=[draft.pk]), to)
    if failure := notices.failure_of(notices.mail, to, subject, template, words):
        audit.record(by, "could not send an email about the", draft, failure=failure)
    return not failure
