"""URLs of reviews for members, under /members/: sign-off by a Cabinet Member, and the pages of a panel."""

from django.urls import URLPattern, path

from reviews.answers.views import members as sign_off
from reviews.evidence.views import members as bundle
from reviews.report.views import members as reports

urlpatterns: list[URLPattern] = [
    path("portfolio/", sign_off.portfolio, name="portfolio"),
    path("portfolio/answers/<id:pk>/", sign_off.answer, name="portfolio-answer"),
    path("portfolio/recorded/<id:pk>/", sign_off.recorded, name="portfolio-response"),
    path("reviews/<slug:slug>/report/", reports.draft, name="review-report"),
    path("reviews/", bundle.reviews, name="reviews"),
    path("reviews/<slug:slug>/", bundle.review, name="review"),
    path("reviews/<slug:slug>/figures/", bundle.figures, name="review-figures"),
    path("reviews/<slug:slug>/evidence/<id:number>/", bundle.evidence, name="review-evidence"),
    path("reviews/<slug:slug>/evidence/<id:number>/file/", bundle.evidence_file, name="review-evidence-file"),
]
