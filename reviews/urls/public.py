"""Addresses of reviews for everybody."""

from django.urls import URLPattern, path

from reviews.proposing.views import public as reviews
from reviews.public_register.views import public as register
from reviews.recommendations.views import public as recommendations

urlpatterns: list[URLPattern] = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<slug:slug>/", reviews.review, name="review"),
    path("reviews/<slug:slug>/recommendations/<id:number>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/", register.recommendations, name="recommendations"),
    path("recommendations/recommendations.csv", register.recommendations_csv, name="recommendations-csv"),
    path("recommendations/recommendations.json", register.recommendations_json, name="recommendations-json"),
]
