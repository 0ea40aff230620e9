"""Erase evidence and working papers of a review. A piece of evidence keeps its reference and title."""

import datetime as dt
from typing import Any

from django.db.models import Max, Q, QuerySet

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Portal, verb
from committee.law import retention
from committee.law.findings import Finding
from committee.models import User
from meetings import withholding
from meetings.models import Paper
from reviews.evidence import evidence_files
from reviews.locking import hold_review
from reviews.models import (
    Endorsement,
    Evidence,
    EvidenceAccess,
    FactCheck,
    FactChecker,
    FactComment,
    PaperPurpose,
    Review,
    SectionComment,
    SectionRevision,
)
from reviews.models.choices import ENDED

_OLD = Q(published_at=None, forgotten_on=None)


@verb(may=plans_scrutiny)
def forget_evidence(evidence: Evidence, *, on: dt.date, by: User | Portal) -> Evidence:
    """
    Erase a piece of evidence for good, even where it is published or withdrawn, with all private details about it.

    Reference, title, kind and day stay, and post and body where the sender may be named. Raises Refused where the
    evidence is forgotten already, or while the law keeps it open to inspection (R22).
    """
    review = hold_review(evidence.review)
    locked = review.evidence.select_related("file", "redacted").get(pk=evidence.pk)
    if locked.forgotten_on:
        raise Refused(f"{locked.reference} is deleted already.")
    refuse_kept_open(locked, on)
    gone = (locked.file, locked.redacted)
    locked.file = locked.redacted = locked.published_at = None
    locked.text = locked.redacted_text = locked.contact = locked.reason = locked.agreed_how = ""
    if locked.is_withheld:
        withholding.withhold(locked, EvidenceAccess.PRIVATE)
    if not locked.is_named:
        locked.post = locked.body = ""
    locked.forgotten_on = on
    save(locked)
    evidence_files.drop_files(*gone)
    audit.record(by, "deleted evidence of", review, evidence=locked.reference)
    return locked


def refuse_kept_open(evidence: Evidence, on: dt.date) -> None:
    """Raise Refused while the law keeps evidence open to inspection (R22), unless its review is taken down (R60)."""
    if reason := _kept_open(evidence, on):
        raise Refused(reason.text, rule=reason.rule)


def due(on: dt.date) -> list[Evidence]:
    """Return the evidence to be forgotten by `on`, without evidence that must stay open to inspection (R22)."""
    rows = Evidence.objects.filter(forget_on__lte=on, forgotten_on__isnull=True).select_related("review")
    return [evidence for evidence in rows if not _kept_open(evidence, on)]


def _kept_open(evidence: Evidence, on: dt.date) -> Finding | None:
    """
    Return a finding if published evidence must stay open to inspection (R22), otherwise None.

    Published evidence is a background paper of the report, so its four years count from the last meeting on the report
    (s.100D). Nothing of a review that is taken down is open to inspection (R60).
    """
    is_down = evidence.review.is_published and not evidence.review.is_public
    last = last_meeting(evidence.review) if evidence.published_at and not is_down else None
    return retention.may_remove_background(last, on) if last else None


def last_meeting(review: Review) -> dt.date | None:
    """Return the day of the last meeting that considered the report of a review; None without such a meeting."""
    papers = Paper.objects.filter(of_review__parent__review=review, of_review__purpose=PaperPurpose.REPORT)
    decided = Endorsement.objects.standing().filter(parent__review=review).aggregate(last=Max("on"))["last"]
    met = papers.standing().aggregate(last=Max("item__meeting__date"))["last"]
    return max((day for day in (decided, met) if day), default=None)


@verb(may=plans_scrutiny)
def forget_working_papers(review: Review, *, on: dt.date, by: User | Portal) -> int:
    """
    Erase drafts, comments, fact checks and unpublished evidence of a review that ended more than five years ago.

    Return the number of rows erased. Raises Refused before those five years are over.
    """
    review = hold_review(review)
    ended = review.steps.order_by("number").last()
    if review.state not in ENDED or ended is None or on <= retention.working_papers_kept_until(ended.on):
        raise Refused("The working papers of a review are kept for five years from the day it ends.")
    unpublished = review.evidence.filter(_OLD, Q(forget_on=None) | Q(forget_on__lte=on))
    for evidence in unpublished:
        forget_evidence(evidence, on=on, by=by)
    rows = working_papers(review)
    gone = len(unpublished) + sum(queryset.delete()[0] for queryset in rows)
    if gone:
        audit.record(by, "deleted the working papers of", review, number=gone)
    return gone


def working_papers(review: Review) -> list[QuerySet[Any]]:
    """Return the rows that only the report's writers read, in order of deletion: a row before the row it points to."""
    checks = {"checker__fact_check__review": review}
    sections = {"section__review": review}
    return [
        FactComment.objects.filter(**checks), FactChecker.objects.filter(fact_check__review=review),
        FactCheck.objects.filter(review=review), SectionComment.objects.filter(**sections),
        SectionRevision.objects.filter(**sections),
    ]  # fmt: skip


def with_old_papers(on: dt.date) -> list[Review]:
    """Return the reviews that ended more than five years before `on` and still have working papers."""
    ended = Review.objects.filter(state__in=ENDED).values_list("pk", Max("steps__on"))
    old = [pk for pk, day in ended if day and on > retention.working_papers_kept_until(day)]
    return [
        review
        for review in Review.objects.filter(pk__in=old).order_by("pk")
        if review.evidence.filter(_OLD, Q(forget_on=None) | Q(forget_on__lte=on)).exists()
        or any(queryset.exists() for queryset in working_papers(review))
    ]
