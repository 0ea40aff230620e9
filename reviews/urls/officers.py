"""Addresses of reviews for officers: the answers that they write and the progress that they report."""

from django.urls import URLPattern, path

from reviews.answers.views import officers_answer as answers
from reviews.answers.views import officers_progress as progress

urlpatterns: list[URLPattern] = [
    path("recommendations/<id:pk>/", answers.answer, name="review-answer"),
    path("recommendations/<id:pk>/sent/", answers.sent, name="review-answer-sent"),
    path("recommendations/<id:pk>/progress/", progress.report, name="review-progress"),
    path("recommendations/<id:pk>/progress/sent/", progress.sent, name="review-progress-sent"),
]
