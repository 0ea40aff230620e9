"""Issue a review's report: freeze it as a version, and queue its printing. Drafts are printed here too."""

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.tasks import task

from committee.access.permissions import plans_scrutiny
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.files import files
from committee.models import User
from committee.printing import PrintingError
from committee.search import index
from committee.wording import wording
from meetings.packs.part_store import take_in_ours
from reviews import leak_check
from reviews.findings.missing import missing
from reviews.findings.recommendation_verbs import hand_down
from reviews.locking import hold_review
from reviews.models import DRAFTED, PaperPurpose, ReportVersion, Review, ReviewStep, State
from reviews.prints import frozen, sending
from reviews.prints.content import Document
from reviews.report import left_out, report_content
from reviews.steps.verbs import record_step


def freeze(review: Review, step: ReviewStep, *, at: dt.datetime, by: User | None) -> ReportVersion:
    """Save the present report as the next version, with its hash. The caller has locked the review."""
    document = frozen.to_json(report_content.document(review, on=min(step.on, day_of(at))))
    version = ReportVersion(
        review=review, number=review.report_versions.count() + 1, step=step, document=document,
        sha256=frozen.digest(document), made_at=at, made_by=by,
    )  # fmt: skip
    save(version)
    return version


def latest_public(slug: str) -> ReportVersion | None:
    """Return the latest issued version of the report of the public review with that slug; None without one."""
    rows = ReportVersion.objects.public().filter(review__slug=slug).select_related("review", "step")
    return rows.order_by("number").last()


def document_of(version: ReportVersion) -> Document:
    """Return the frozen document of a version."""
    return frozen.from_json(version.document)


logger = logging.getLogger(__name__)
AGAIN_SECONDS = 300  # seconds before printing of the same file is queued again
KINDS = {"pdf": "PDF", "docx": "Word document"}


def issued(version: ReportVersion, document: Document, suffix: str, *, instead: tuple[str, str] | None = None) -> bytes:
    """Return the file of an issued version. Raises files.Unavailable until a worker has printed the file."""
    ask = partial(print_report.enqueue, version.pk)
    return _made_file(document, suffix, version.sha256, ask, instead)


def drafted(review: Review, document: Document, suffix: str) -> bytes:
    """Return the file of a review's present report. Raises files.Unavailable until a worker has printed the file."""
    ask = partial(print_draft.enqueue, review.pk, str(document.on), suffix)
    return _made_file(document, suffix, _digest(document), ask)


def as_it_stands(review: Review, on: dt.date) -> Document:
    """Return the present report, dated `on`. A report that is not issued is marked as a draft."""
    return report_content.document(review, on=on, draft=review.is_before_report)


def _made_file(
    document: Document, suffix: str, digest: str, ask: Callable[[], object], instead: tuple[str, str] | None = None
) -> bytes:
    """
    Return the stored file. Without a stored file, queue the printing with `ask`, at most once in AGAIN_SECONDS.

    Raises files.Unavailable until the file is stored. The error has the reason where printing failed, or a link to a
    page to read `instead`.
    """
    data = sending.kept(document, suffix)
    if data is None and cache.add(f"review-report-printed:{digest}:{suffix}", True, AGAIN_SECONDS):
        ask()
        data = sending.kept(document, suffix)  # an immediate task backend has printed the file already
    if data is not None:
        return data
    if instead is None and (failed := cache.get(_failed(digest, suffix))):
        raise files.Unavailable(failed)
    raise files.BeingPrepared(KINDS[suffix], instead=instead)


def _digest(document: Document) -> str:
    return frozen.digest(frozen.to_json(document))


def _failed(digest: str, suffix: str) -> str:
    return f"review-report-failed:{digest}:{suffix}"


@task()
@wording.read_once()
def print_report(version_id: int) -> None:
    """Print an issued report as PDF and as Word document, unless the files are stored already."""
    version = ReportVersion.objects.select_related("review").filter(pk=version_id).first()
    if version is None:
        return
    document = document_of(version)
    made = {suffix: _made(document, suffix, version.sha256) for suffix in sending.CONTENT_TYPES}
    if made["pdf"]:
        with suppress(Refused):  # the person who puts the report on an agenda sees the refusal
            take_in_ours(made["pdf"], files.file_name(PaperPurpose.REPORT, version.review.slug))


@task()
@wording.read_once()
def print_draft(review_id: int, on: str, suffix: str) -> None:
    """Print a review's present report with the date `on`, unless the file is stored already."""
    review = Review.objects.filter(pk=review_id).first()
    if review is not None:
        document = as_it_stands(review, dt.date.fromisoformat(on))
        _made(document, suffix, _digest(document))


def _made(document: Document, suffix: str, digest: str) -> bytes | None:
    """Return the document's file. If printing fails, cache the failure for AGAIN_SECONDS and return None."""
    try:
        return sending.made(document, suffix)
    except PrintingError as error:
        logger.exception("the report %s could not be printed", digest)
        cache.set(_failed(digest, suffix), str(error), AGAIN_SECONDS)
        return None


def the_report(review: Review) -> object:
    """
    Return the hash of the present report, and the list of what is missing.

    The report is hashed with the date `proposed_on` in place of its own date, so that the hash is the same every day.
    """
    return _digest(report_content.document(review, on=review.proposed_on)), missing(review)


@verb(may=plans_scrutiny, seen=the_report)
def issue_report(
    review: Review, *, on: dt.date, reason: str = "", proof: str = "", seen: str, at: dt.datetime, by: User
) -> ReportVersion:
    """
    Issue the present report of a review: freeze the report, and move the review to "reported".

    Both happen in one transaction, so that nobody reads an issued report that is not frozen. The trail records what was
    missing from the report. The form asks for a reason if anything is missing. Raises Refused where

    - the review is not being drafted, or `record_step` refuses the step;
    - the review would reveal anything withheld (R16);
    - the grounds for withholding evidence, or the statement on the omitted evidence, are missing (R11, R41);
    - `on` is not today, and there is no `proof`.
    """
    locked = hold_review(review)
    refuse_unseen(locked, seen)
    if locked.state not in DRAFTED:
        raise Refused(f"The review is at “{State(locked.state).label}”: a report is issued once it is drafted.")
    if finding := left_out.untold(locked):
        raise Refused(f"{finding.text} ({finding.source})", rule=finding.rule)
    leak_check.refuse_telling_in(locked, leak_check.of_everything(locked))
    facts = {"missing": missing(locked), "proof": proven(proof, on, at)}
    step = record_step(locked, State.REPORTED, on=on, reason=reason, at=at, by=by, **facts)
    hand_down(locked, step.number, at)
    version = freeze(locked, step, at=at, by=by)
    index.changed(locked)
    # `robust`: if the queue is down, the first request for the file queues the printing.
    transaction.on_commit(partial(print_report.enqueue, version.pk), robust=True)
    return version
