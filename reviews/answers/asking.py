"""The email that asks an officer twice a year how far an accepted recommendation is done."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import Portal, verb
from committee.models import User
from committee.wording.dates import end_of_month
from reviews.answers.mailing import Letter, write_to
from reviews.answers.standing import Progress, is_over, next_report, progress_of
from reviews.answers.waiting import officer_of
from reviews.findings.recommendation_status import in_an_email, new_date
from reviews.locking import hold_draft
from reviews.models import ENDED, AnswerDraft, Review

PROGRESS: Letter = ("email/review_progress.txt", "officers:review-progress")


def to_ask(on: dt.date) -> Iterator[AnswerDraft]:
    """Yield the answers due for another report, counted from the answer, the last report or the last email."""
    accepted = Review.objects.filter(recommendations__addressees__response__isnull=False).exclude(state__in=ENDED)
    for review in accepted.distinct().order_by("pk"):
        for progress in progress_of(review, on, public=False):
            draft = AnswerDraft.objects.select_related("writer").filter(addressee=progress.addressee).first()
            if draft and is_due(draft, progress, on) and officer_of(draft.writer, on):
                draft.addressee = progress.addressee
                yield draft


def is_due(draft: AnswerDraft, progress: Progress, on: dt.date) -> bool:
    """Return whether the next report is due, counted from the answer, the officer's last report and the last email."""
    since = [progress.addressee.response.received_on]
    since += [progress.officer.entry.on] if progress.officer else []
    since += [day_of(draft.progress_asked_at)] if draft.progress_asked_at else []
    return not is_over(progress) and on >= next_report(progress, max(since))


@verb(may=plans_scrutiny, in_one_transaction=False)
def ask_for_progress(draft: AnswerDraft, *, at: dt.datetime, by: User | Portal) -> AnswerDraft:
    """
    Email the officer who wrote an answer to report how far it is done: once in half a year, and when it is to be done.

    SECURITY: an email passes through many hands: it says which by number and public title, in words that anybody may
    read (`quoted`), and by when it was to be done. Raises Refused where no report is due, and where no email went.
    """
    locked, before, expected_on = _claim(draft, at)
    officer = officer_of(locked.writer, day_of(at))
    subject = f"Please report progress on {locked.addressee.recommendation.named_for_public}"
    words = in_an_email(locked.addressee.recommendation) | {
        "to_be_done_by": end_of_month(locked.addressee.response.target_on), "expected_by": end_of_month(expected_on),
    }  # fmt: skip
    if officer is None or not write_to(locked, officer, subject, PROGRESS, by, **words):
        AnswerDraft.objects.filter(pk=locked.pk).update(progress_asked_at=before)
        raise Refused("The email could not be sent. Try again later.")
    audit.record(by, "asked for a progress report on the recommendation to the", locked, of=str(locked.writer))
    return locked


@transaction.atomic
def _claim(draft: AnswerDraft, at: dt.datetime) -> tuple[AnswerDraft, dt.datetime | None, dt.date | None]:
    """
    Mark the answer before the email goes, so that parallel runs send one. Return it and the earlier mark.

    The third value is the day by which it is expected now, as the public reads it.
    """
    locked, on = hold_draft(draft), day_of(at)
    recommendation = locked.addressee.recommendation
    rows = progress_of(recommendation.review, on, public=False, number=recommendation.number)
    progress = next((row for row in rows if row.addressee.pk == locked.addressee_id), None)
    if progress is None or recommendation.review.state in ENDED or not is_due(locked, progress, on):
        raise Refused("No report is due: it was accepted, reported on or requested in the last six months.")
    before = locked.progress_asked_at
    locked.progress_asked_at = at
    AnswerDraft.objects.filter(pk=locked.pk).update(progress_asked_at=at)
    return locked, before, new_date(report.entry for report in progress.entries if report.entry.published_at)
