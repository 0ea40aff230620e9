"""The public report: the latest issued version, as a page with anchors and as files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from committee.public_pages.areas import REVIEWS
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import Data, Page, page_or_data
from reviews.models import ReportVersion
from reviews.prints import page
from reviews.prints.frozen import digest
from reviews.prints.sending import send_public
from reviews.report import issuing
from reviews.report.issuing import document_of, latest_public


@kept_page(REVIEWS)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the issued report of a review. SECURITY: the draft of a later report is never shown."""
    version = _find(slug)
    document = document_of(version)
    context = {
        "review": version.review,
        "version": version,
        "front": document.front,
        "body": page.body_html(document),
        "earlier": version.number > 1,
    }
    return page_or_data(request, "public/reviews/report.html", context, _as_data)


def _as_data(page: Page) -> Data:
    """Return the report as data, with the document from which its files are printed."""
    version = page["version"]
    about = {"review": version.review.title_for_public, "version": version.number, "issued": version.step.on}
    return about | {"sha256": digest(version.document), "document": version.document}


def report_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the report as PDF/UA-1."""
    return _send(request, slug, "pdf")


def report_docx(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the report as a Word document."""
    return _send(request, slug, "docx")


def _send(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    version = _find(slug)
    page = (reverse("public:review-report", args=[slug]), "Read the report as a web page")
    data = issuing.issued(version, document_of(version), suffix, instead=page)
    return send_public(request, data, suffix, "report", slug, key=digest(version.document))


def _find(slug: str) -> ReportVersion:
    version = latest_public(slug)
    if version is None:
        raise Http404
    return version
