"""Make the papers of a review as documents: the report as last issued, any other paper from the present data."""

from hashlib import sha256

from committee.acts.refusal import Refused
from meetings.models import Meeting
from reviews.agenda_papers import answer_papers
from reviews.models import PaperPurpose, Parent, ProgressEntry, ReportVersion, Response, State
from reviews.prints import pdf, sending
from reviews.prints.content import Document
from reviews.proposing import scope as scoping_paper
from reviews.report import covering, issuing, report_content

NOT_YET = {
    PaperPurpose.SCOPE: "The scope of this review has no points yet, or is agreed already.",
    PaperPurpose.COVERING: "The report has not been issued yet: issue it on the Report page first.",
    PaperPurpose.REPORT: "The report has not been issued yet: issue it on the Report page first.",
    PaperPurpose.RESPONSE: "No one has answered a recommendation yet.",
    PaperPurpose.PROGRESS: "There is no progress of its recommendations to report yet.",
}


def is_ready(parent: Parent, purpose: str) -> bool:
    """Return whether the review has the content for a paper of that purpose, so that the paper can go on an agenda."""
    review = parent.review
    if purpose in (PaperPurpose.COVERING, PaperPurpose.REPORT):
        return review.last_report is not None and not review.is_before_report
    if purpose == PaperPurpose.RESPONSE:
        return Response.objects.filter(addressee__recommendation__review=review).exists()
    if purpose == PaperPurpose.PROGRESS:
        return ProgressEntry.objects.public().filter(addressee__recommendation__review=review).exists()
    return review.state in (State.PROPOSED, State.SCOPING) and review.scope_points.exists()


def issued(parent: Parent) -> ReportVersion | None:
    """Return the version of the report that was issued last. A committee gets this version. None before any issue."""
    return ReportVersion.objects.filter(step=parent.review.last_report).first()


def document(parent: Parent, purpose: str, meeting: Meeting) -> Document:
    """
    Return the document for a committee at a meeting. Raises Refused where the paper cannot be made yet.

    A report is the version that was issued last. Any other paper bears the day of the meeting.
    """
    if not is_ready(parent, purpose):
        raise Refused(NOT_YET[PaperPurpose(purpose)])
    review = parent.review
    if purpose == PaperPurpose.COVERING:
        return covering.covering_report(parent, on=meeting.date)
    if purpose == PaperPurpose.REPORT:
        version = issued(parent)
        return issuing.document_of(version) if version else report_content.document(review, on=review.last_report.on)
    if purpose == PaperPurpose.SCOPE:
        return scoping_paper.scoping_paper(review, meeting.date)
    content = answer_papers.response_paper if purpose == PaperPurpose.RESPONSE else answer_papers.progress_paper
    return content(review, meeting.date)


def printed(parent: Parent, purpose: str, document: Document) -> bytes:
    """
    Return the document as PDF. Raises committee.printing.PrintingError.

    A report may have many pages, so a worker prints the report when it is issued, and no request waits for the printer.
    Raises files.Unavailable where the worker has not printed the report yet.
    """
    version = issued(parent) if purpose == PaperPurpose.REPORT else None
    return issuing.issued(version, document, "pdf") if version else sending.made(document, "pdf")


def title_of(parent: Parent, purpose: str) -> str:
    """Return the title of the paper. An agenda item that is added for the paper has the same title."""
    return f"{PaperPurpose(purpose).label}: {parent.review.title_for_public}"


def source_of(parent: Parent, purpose: str, meeting: Meeting) -> str:
    """Return the HTML that the paper is printed from. Raises Refused as `document` does."""
    return pdf.source(document(parent, purpose, meeting))


def digest_of(source: str) -> str:
    """Return a hash of a paper's HTML, to compare two prints."""
    return sha256(source.encode()).hexdigest()
