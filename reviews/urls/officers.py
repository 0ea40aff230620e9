"""URLs of reviews for officers, under /officers/: the answers that they write, the progress that they report."""

from django.urls import URLPattern, path

from reviews.answers.views import officers as answers

urlpatterns: list[URLPattern] = [
    path("recommendations/<id:pk>/", answers.answer, name="review-answer"),
    path("recommendations/<id:pk>/sent/", answers.answer_sent, name="review-answer-sent"),
    path("recommendations/<id:pk>/progress/", answers.progress, name="review-progress"),
    path("recommendations/<id:pk>/progress/sent/", answers.progress_sent, name="review-progress-sent"),
]
