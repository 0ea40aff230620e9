"""Verbs of progress: ask an officer by email, record the report and the committee's judgement, publish reports."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from committee.access.permissions import is_officer, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import Portal, verb
from committee.models import User
from committee.wording.dates import end_of_month, long_date
from reviews import leak_check
from reviews.answers.mailing import NOT_TAKEN, Letter, claimed, write_to
from reviews.answers.waiting import officer_of
from reviews.findings.recommendation_status import Progress, in_an_email, new_date, progress_of, so_far
from reviews.locking import hold_addressee, hold_review
from reviews.models import (
    ENDED,
    Addressee,
    Answer,
    AnswerDraft,
    ProgressEntry,
    ProgressEntryQuerySet,
    ProgressSide,
    ProgressStatus,
    Review,
)


def _writes(who: Any, on: dt.date, /, addressee: Addressee, *args: object, **about: object) -> bool:
    mine = AnswerDraft.objects.filter(addressee=addressee)
    return is_officer(who, on) and mine.filter(writer=who.person_id).exists()


@verb(may=plans_scrutiny, may_this=_writes)
def report_progress(addressee: Addressee, *, on: dt.date, at: dt.datetime, by: User, **words: Any) -> ProgressEntry:
    """
    Record the officer's report of how far an accepted recommendation is done.

    The report is not public until a scrutiny officer publishes the report. `words` are fields of ProgressEntry;
    `expected_on` is the new date of late work, beside the day first promised. An earlier unpublished report stays, but
    the desk publishes only the latest report. Raises Refused where

    - the recommendation was not accepted;
    - the day is in the future or before the answer;
    - a reason is missing for "no longer needed";
    - a new date has passed, or is given for a status other than "at risk" or "off track".
    """
    locked = _hold_accepted(addressee)
    if (expected_on := words.get("expected_on")) and expected_on < day_of(at):
        raise Refused("The new date has passed: choose a later month.")
    return _enter(ProgressEntry(addressee=locked, side=ProgressSide.OFFICER, on=on, **words), at=at, by=by)


def waiting(review: Review) -> list[tuple[str, str]]:
    """Return the officers' unpublished reports on a review as (label, words)."""
    entries = unpublished(review).select_related("addressee__recommendation")
    return [_words(entry) for entry in entries.order_by("addressee__recommendation__number", "pk")]


def reported(addressee: Addressee) -> list[tuple[str, str]]:
    """Return the recommendation and its officer's last report as (label, words)."""
    last = addressee.progress.filter(side=ProgressSide.OFFICER).order_by("-on", "-pk").first()
    return [("Recommendation", addressee.recommendation.told.text), *([_words(last)] if last else [])]


def _words(entry: ProgressEntry) -> tuple[str, str]:
    expected = f"Expected by {long_date(entry.expected_on)}." if entry.expected_on else ""
    words = [f"{entry.get_status_display()}.", entry.evidence, entry.reason, expected]
    number = entry.addressee.recommendation.number
    return f"Recommendation {number}, {entry.addressee}", "\n".join(filter(None, words))


@verb(may=plans_scrutiny, seen=reported)
def judge_progress(
    addressee: Addressee, *, on: dt.date, seen: str, at: dt.datetime, by: User, **words: Any
) -> ProgressEntry:
    """
    Record the monitoring committee's judgement of progress.

    The judgement is public at once, beside the officer's status.

    Raises Refused as `report_progress` does, and where the words reveal something withheld (R16).
    """
    locked = _hold_accepted(addressee)
    refuse_unseen(locked, seen)
    entry = ProgressEntry(addressee=locked, side=ProgressSide.COMMITTEE, on=on, published_at=at, **words)
    _refuse_telling(locked.recommendation.review, entry)
    return _enter(entry, at=at, by=by)


@verb(may=plans_scrutiny, seen=waiting)
def publish_progress(review: Review, *, seen: str, at: dt.datetime, by: User) -> int:
    """
    Publish the officers' reports on a review. Return how many were published.

    Raises Refused where every report is published already, or a report reveals something withheld (R16).
    """
    locked = hold_review(review)
    entries = list(unpublished(locked))
    if not entries:
        raise Refused("Every report is published already.")
    refuse_unseen(locked, seen)
    for entry in entries:
        _refuse_telling(locked, entry)
        entry.published_at = at
        save(entry)
    audit.record(by, "published the progress of", locked, reports=len(entries))
    return len(entries)


def _refuse_telling(review: Review, entry: ProgressEntry) -> None:
    leak_check.refuse_telling_in(review, [("the evidence", [entry.evidence]), ("the reason", [entry.reason])])


def unpublished(*reviews: Review) -> ProgressEntryQuerySet:
    """Return the unpublished reports on reviews, without reports that a later report replaces."""
    later = ProgressEntry.objects.filter(addressee=OuterRef("addressee"), side=OuterRef("side"), pk__gt=OuterRef("pk"))
    return ProgressEntry.objects.filter(
        ~Exists(later), addressee__recommendation__review__in=reviews, published_at=None
    )


def _hold_accepted(addressee: Addressee) -> Addressee:
    locked = hold_addressee(addressee)
    answer = getattr(locked, "response", None)
    if answer is None or answer.answer == Answer.REJECTED:
        raise Refused(f"{locked} has not accepted the recommendation, so there is no progress to report.")
    return locked


def _enter(entry: ProgressEntry, *, at: dt.datetime, by: User) -> ProgressEntry:
    addressee = entry.addressee
    entry.evidence, entry.reason = entry.evidence.strip(), entry.reason.strip()
    entry.recorded_at, entry.recorded_by = at, by
    if entry.status not in ProgressStatus.values:
        raise Refused("Choose the status.")
    if entry.on > day_of(at):
        raise Refused("That date is in the future: give the status as of today.")
    if entry.on < addressee.response.received_on:
        raise Refused("It was not accepted by that day: choose the day of the answer, or a later one.")
    if entry.status == ProgressStatus.NOT_NEEDED and not entry.reason:
        raise Refused("Enter why it is no longer needed.")
    save(entry)
    is_report, number = entry.side == ProgressSide.OFFICER, addressee.recommendation.number
    did = "reported progress of" if is_report else "recorded the committee’s view of the progress of"
    facts = {"status": entry.status}
    if entry.expected_on:
        promised = addressee.response.target_on
        facts |= {"expected_on": entry.expected_on.isoformat(), "promised": promised.isoformat() if promised else ""}
    audit.record(by, did, addressee.recommendation.review, number=number, to=addressee.name, **facts)
    return entry


PROGRESS: Letter = ("email/review_progress.txt", "officers:review-progress")


def to_ask(on: dt.date) -> Iterator[AnswerDraft]:
    """Yield the drafts of accepted answers for which the officer's next report of progress is due (`is_due`)."""
    accepted = Review.objects.filter(recommendations__addressees__response__isnull=False).exclude(state__in=ENDED)
    for review in accepted.distinct().order_by("pk"):
        for progress in progress_of(review, on, public=False):
            draft = AnswerDraft.objects.select_related("writer").filter(addressee=progress.addressee).first()
            if draft and is_due(draft, progress, on) and officer_of(draft.writer, on):
                draft.addressee = progress.addressee
                yield draft


def is_due(draft: AnswerDraft, progress: Progress, on: dt.date) -> bool:
    """Return whether the next report is due, counted from the latest of three days: answer, last report, last email."""
    since = [progress.addressee.response.received_on]
    since += [progress.officer.on] if progress.officer else []
    since += [day_of(draft.progress_asked_at)] if draft.progress_asked_at else []
    return not progress.is_over and on >= progress.next_report(max(since))


@verb(may=plans_scrutiny, in_one_transaction=False)
def ask_for_progress(draft: AnswerDraft, *, at: dt.datetime, by: User | Portal) -> AnswerDraft:
    """
    Email the officer who wrote an answer, to ask how far the recommendation is done.

    An email is due every half year, and on the day by which the work is to be done. Raises Refused where no report is
    due, or no email was sent.

    SECURITY: an email passes through many hands. The email contains only the number and the public words of the
    recommendation (`quoted`), the public title of the review, the day first promised, and the published new date.
    """
    on = day_of(at)

    def refuse(locked: AnswerDraft) -> None:
        progress = so_far(locked.addressee, on)
        ended = locked.addressee.recommendation.review.state in ENDED
        if progress is None or ended or not is_due(locked, progress, on):
            raise Refused("No report is due: it was accepted, reported on or requested in the last six months.")

    with claimed(draft, "progress_asked_at", at, refuse) as locked:
        officer, addressee, progress = officer_of(locked.writer, on), locked.addressee, so_far(locked.addressee, on)
        subject = f"Please report progress on {addressee.recommendation.named_for_public}"
        # The new date as the public reads it: from published reports only.
        expected_on = new_date(entry for entry in progress.entries if entry.published_at) if progress else None
        days = {"to_be_done_by": addressee.response.target_on, "expected_by": expected_on}
        words = in_an_email(addressee.recommendation) | {name: end_of_month(day) for name, day in days.items()}
        if officer is None or not write_to(locked, officer, subject, PROGRESS, by, **words):
            raise Refused(NOT_TAKEN)
    audit.record(by, "asked for a progress report on the recommendation to the", locked, of=str(locked.writer))
    return locked
