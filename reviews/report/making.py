"""The public report is printed by a worker: when it is issued, and when it is asked for before it is there."""

import logging

from django.core.cache import cache
from django.tasks import task

from committee import wording
from committee.printing import PrintingError
from reviews.models import ReportVersion
from reviews.prints import sending
from reviews.report.handing_down import document_of

logger = logging.getLogger(__name__)
AGAIN_SECONDS = 300  # before a report that is not printed yet is asked for again


def kept_or_asked_for(version: ReportVersion, suffix: str) -> bytes | None:
    """
    The public report as "pdf" or "docx"; None where a worker is still to make it.

    However many ask meanwhile, it is put into the queue once.
    """
    document = document_of(version)
    data = sending.kept(document, suffix)
    if data is None and cache.add(f"review-report-printed:{version.sha256}", True, AGAIN_SECONDS):
        print_report.enqueue(version.pk)
        data = sending.kept(document, suffix)  # a task backend may have made it at once
    return data


@task()
@wording.read_once()
def print_report(version_id: int) -> None:
    """Print a report that was issued as PDF and as Word document, where that has not been done."""
    version = ReportVersion.objects.filter(pk=version_id).first()
    if version is None:
        return
    document = document_of(version)
    try:
        for suffix in sending.CONTENT_TYPES:
            sending.made(document, suffix)
    except PrintingError:
        logger.exception("report %s could not be printed", version_id)
