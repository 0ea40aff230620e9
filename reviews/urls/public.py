"""Addresses of reviews for everybody."""

from django.urls import URLPattern, path

from reviews.proposing.views import public as reviews

urlpatterns: list[URLPattern] = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<slug:slug>/", reviews.review, name="review"),
]
