"""The report is frozen when it is issued: from then on that is what anybody reads, until the next report."""

import datetime as dt

from committee.acts.saving import day_of, save
from committee.models import User
from reviews.models import ReportVersion, Review, ReviewStep
from reviews.prints import frozen
from reviews.prints.content import Document
from reviews.report import report_content


def freeze(review: Review, step: ReviewStep, *, at: dt.datetime, by: User | None) -> ReportVersion:
    """Keep the report of a held review as it stands now, under the next number, with its hash."""
    document = frozen.to_json(report_content.document(review, on=min(step.on, day_of(at))))
    version = ReportVersion(
        review=review, number=review.report_versions.count() + 1, step=step, document=document,
        sha256=frozen.digest(document), made_at=at, made_by=by,
    )  # fmt: skip
    save(version)
    return version


def latest_public(slug: str) -> ReportVersion | None:
    """Return the report version that was issued last, of the public review at an address."""
    rows = ReportVersion.objects.public().filter(review__slug=slug).select_related("review", "step")
    return rows.order_by("number").last()


def document_of(version: ReportVersion) -> Document:
    """Return the version of the report that was issued."""
    return frozen.from_json(version.document)
