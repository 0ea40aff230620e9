"""Verbs of progress: an officer reports, the committee judges, the desk publishes what was reported."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef

from committee.access.permissions import is_officer, plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import long_date
from reviews import leak_check
from reviews.locking import hold_addressee, hold_review
from reviews.models import (
    LATE,
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
def report_progress(
    addressee: Addressee,
    *,
    status: str,
    evidence: str = "",
    reason: str = "",
    expected_on: dt.date | None = None,
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> ProgressEntry:
    """
    Say how far an accepted recommendation is done, as its officer; scrutiny officers alone read it until they publish.

    What was said before stays; of what is not published yet, this replaces it. `expected_on`: of what is late, by when
    it is expected now, beside the day first promised. Raises Refused where nothing was accepted, for a day to come or
    before the answer, without a reason where it is no longer needed, and for a new date that has passed or of what is
    not late.
    """
    locked = _hold_accepted(addressee)
    if expected_on and status not in LATE:
        raise Refused("Enter a new date only for what is at risk or off track.")
    if expected_on and expected_on < day_of(at):
        raise Refused("The new date has passed: choose a later month.")
    values = {"status": status, "evidence": evidence, "reason": reason, "expected_on": expected_on}
    return _enter(locked, ProgressSide.OFFICER, values, on, None, at=at, by=by)


def waiting(review: Review) -> list[tuple[str, str]]:
    """Return what officers have reported of a review and nobody has published, label and words."""
    entries = unpublished(review).select_related("addressee__recommendation")
    return [_words(entry) for entry in entries.order_by("addressee__recommendation__number", "pk")]


def reported(addressee: Addressee) -> list[tuple[str, str]]:
    """Return what is recommended, and what its officer reported last, label and words."""
    last = addressee.progress.filter(side=ProgressSide.OFFICER).order_by("-on", "-pk").first()
    return [("Recommendation", addressee.recommendation.told.text), *([_words(last)] if last else [])]


def _words(entry: ProgressEntry) -> tuple[str, str]:
    expected = f"Expected by {long_date(entry.expected_on)}." if entry.expected_on else ""
    words = [f"{entry.get_status_display()}.", entry.evidence, entry.reason, expected]
    number = entry.addressee.recommendation.number
    return f"Recommendation {number}, {entry.addressee}", "\n".join(filter(None, words))


@verb(may=plans_scrutiny, seen=reported)
def judge_progress(
    addressee: Addressee,
    *,
    status: str,
    evidence: str = "",
    reason: str = "",
    on: dt.date,
    seen: str,
    at: dt.datetime,
    by: User,
) -> ProgressEntry:
    """
    Record what the committee that monitors the review makes of it, beside the officer's status; anybody reads it.

    Raises Refused as `report_progress` does, and for words that tell what is withheld (R16).
    """
    locked = _hold_accepted(addressee)
    refuse_unseen(locked, seen)
    texts = [("the evidence", [evidence]), ("the reason", [reason])]
    leak_check.refuse_telling_in(locked.recommendation.review, texts)
    said_of_it = {"status": status, "evidence": evidence, "reason": reason}
    return _enter(locked, ProgressSide.COMMITTEE, said_of_it, on, at, at=at, by=by)


@verb(may=plans_scrutiny, seen=waiting)
def publish_progress(review: Review, *, seen: str, at: dt.datetime, by: User) -> int:
    """
    Let anybody read what officers have reported so far; returns how many reports were published.

    Raises Refused where there is none, and where one tells what is withheld (R16).
    """
    locked = hold_review(review)
    entries = list(unpublished(locked))
    if not entries:
        raise Refused("Every report is published already.")
    refuse_unseen(locked, seen)
    for entry in entries:
        words = [("the evidence", [entry.evidence]), ("the reason", [entry.reason])]
        leak_check.refuse_telling_in(locked, words)
        entry.published_at = at
        save(entry)
    audit.record(by, "published the progress of", locked, reports=len(entries))
    return len(entries)


def unpublished(*reviews: Review) -> ProgressEntryQuerySet:
    """Return what officers have reported of reviews and nobody has published, without what a later report replaces."""
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


def _enter(
    addressee: Addressee,
    side: ProgressSide,
    values: dict[str, Any],
    on: dt.date,
    published_at: dt.datetime | None,
    *,
    at: dt.datetime,
    by: User,
) -> ProgressEntry:
    words = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if words["status"] not in ProgressStatus.values:
        raise Refused("Choose the status.")
    if on > day_of(at):
        raise Refused("That date is in the future: give the status as of today.")
    if on < addressee.response.received_on:
        raise Refused("It was not accepted by that day: choose the day of the answer, or a later one.")
    if words["status"] == ProgressStatus.NOT_NEEDED and not words["reason"]:
        raise Refused("Enter why it is no longer needed.")
    entry = ProgressEntry(
        addressee=addressee, side=side, **words, on=on, published_at=published_at, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    save(entry)
    number = addressee.recommendation.number
    did = "reported progress of" if side == ProgressSide.OFFICER else "recorded the committee’s view of the progress of"
    facts = {"status": entry.status}
    if entry.expected_on:
        promised = addressee.response.target_on
        facts |= {"expected_on": entry.expected_on.isoformat(), "promised": promised.isoformat() if promised else ""}
    audit.record(by, did, addressee.recommendation.review, number=number, to=addressee.name, **facts)
    return entry
