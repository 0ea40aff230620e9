"""Reports are printed by a worker: when they are issued, and when one is asked for before it is there; drafts too."""

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.core.cache import cache
from django.tasks import task

from committee.acts.refusal import Refused
from committee.files import files
from committee.printing import PrintingError
from committee.wording import wording
from meetings.packs.kept_intake import take_in_ours
from reviews.models import PaperPurpose, ReportVersion, Review
from reviews.prints import frozen, sending
from reviews.prints.content import Document
from reviews.report import report_content
from reviews.report.handing_down import document_of

logger = logging.getLogger(__name__)
AGAIN_SECONDS = 300  # before a report that is not printed yet is asked for again
KINDS = {"pdf": "PDF", "docx": "Word document"}


def kept_or_asked_for(version: ReportVersion, suffix: str) -> bytes | None:
    """Return a report that was issued as "pdf" or "docx"; None where a worker is still to make it."""
    return _kept_or_asked_for(
        document_of(version), suffix, version.sha256, partial(print_report.enqueue, version.pk)
    )  # fmt: skip


def issued(version: ReportVersion, document: Document, suffix: str) -> bytes:
    """Return an issued version's file, from its document. Raises files.Unavailable if a worker is to make it."""
    ask = partial(print_report.enqueue, version.pk)
    return _made_file(document, suffix, version.sha256, ask)


def drafted(review: Review, document: Document, suffix: str) -> bytes:
    """Return the report of a review as it stands now. Raises files.Unavailable where a worker is still to make it."""
    ask = partial(print_draft.enqueue, review.pk, str(document.on), suffix)
    return _made_file(document, suffix, _digest(document), ask)


def file_name(review: Review) -> str:
    """Return the file name of the report's PDF."""
    return files.file_name(PaperPurpose.REPORT, review.slug)


def as_it_stands(review: Review, on: dt.date) -> Document:
    """Return the report as it would be issued, marked as a draft before that."""
    return report_content.document(review, on=on, draft=review.is_before_report)


def _made_file(document: Document, suffix: str, digest: str, ask: Callable[[], object]) -> bytes:
    data = _kept_or_asked_for(document, suffix, digest, ask)
    if data is None:
        failed = cache.get(_failed(digest, suffix))
        raise files.Unavailable(failed) if failed else files.BeingPrepared(KINDS[suffix])
    return data


def _digest(document: Document) -> str:
    return frozen.digest(frozen.to_json(document))


def _failed(digest: str, suffix: str) -> str:
    return f"review-report-failed:{digest}:{suffix}"


def _kept_or_asked_for(document: Document, suffix: str, digest: str, ask: Callable[[], object]) -> bytes | None:
    """However many ask meanwhile, it is put into the queue once."""
    data = sending.kept(document, suffix)
    if data is None and cache.add(f"review-report-printed:{digest}:{suffix}", True, AGAIN_SECONDS):
        ask()
        data = sending.kept(document, suffix)  # a task backend may have made it at once
    return data


@task()
@wording.read_once()
def print_report(version_id: int) -> None:
    """Print a report that was issued as PDF and as Word document, where that has not been done."""
    version = ReportVersion.objects.select_related("review").filter(pk=version_id).first()
    if version is None:
        return
    document = document_of(version)
    made = {suffix: _made(document, suffix, version.sha256) for suffix in sending.CONTENT_TYPES}
    if made["pdf"]:
        with suppress(Refused):  # whoever puts it on an agenda is told
            take_in_ours(made["pdf"], file_name(version.review))


@task()
@wording.read_once()
def print_draft(review_id: int, on: str, suffix: str) -> None:
    """Print the report of a review as it stands, as of a day, where that has not been done."""
    review = Review.objects.filter(pk=review_id).first()
    if review is not None:
        document = as_it_stands(review, dt.date.fromisoformat(on))
        _made(document, suffix, _digest(document))


def _made(document: Document, suffix: str, digest: str) -> bytes | None:
    """Return the document's file; None if it cannot be printed, which is remembered for a while."""
    try:
        return sending.made(document, suffix)
    except PrintingError as error:
        logger.exception("the report %s could not be printed", digest)
        cache.set(_failed(digest, suffix), str(error), AGAIN_SECONDS)
        return None
