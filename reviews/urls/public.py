"""URLs of the public pages of reviews."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from committee.public_pages.page_data import page_and_data
from reviews.evidence.views import public as evidence
from reviews.findings.views import public as recommendations
from reviews.lookup import unless_down
from reviews.proposing.views import public as reviews
from reviews.report.views import public as reports

ONE = "reviews/<slug:slug>/"
PIECE = f"{ONE}evidence/<id:number>/"
REPORT, CALL = f"{ONE}report", f"{ONE}call-for-evidence/"

urlpatterns: list[URLPattern] = [
    *page_and_data("reviews/", reviews.reviews, name="reviews"),
    *page_and_data(ONE, unless_down(reviews.review), name="review"),
    *page_and_data(
        f"{ONE}recommendations/<id:number>/", unless_down(recommendations.recommendation), name="recommendation"
    ),
    *page_and_data(f"{ONE}figures/", unless_down(recommendations.figures), name="review-figures"),
    *page_and_data(f"{REPORT}/", unless_down(reports.report), name="review-report"),
    path(f"{REPORT}.pdf", unless_down(reports.report_pdf), name="review-report-pdf"),
    path(f"{REPORT}.docx", unless_down(reports.report_docx), name="review-report-docx"),
    *page_and_data(PIECE, unless_down(evidence.evidence), name="review-evidence"),
    path(f"{PIECE}file/", unless_down(evidence.evidence_file), name="review-evidence-file"),
    path(CALL, unless_down(evidence.call), name="review-call"),
    path(f"{CALL}received/", unless_down(evidence.received), name="review-call-received"),
    *page_and_data("recommendations/", reviews.recommendations, name="recommendations"),
    path("recommendations/recommendations.csv", reviews.recommendations_csv, name="recommendations-csv"),
    path(
        "recommendations/recommendations.json",
        RedirectView.as_view(pattern_name="public:recommendations-json", query_string=True),
        name="recommendations-json-before",
    ),
]
