"""Addresses of the officers' pages of outcomes."""

from django.urls import URLPattern, path

from workprogramme.outcomes.views import officers as officers_outcomes

urlpatterns: list[URLPattern] = [
    path("outcomes/<id:pk>/", officers_outcomes.outcome, name="outcome"),
    path("outcomes/<id:pk>/done/", officers_outcomes.outcome_done, name="outcome-done"),
    path("outcomes/<id:pk>/reopen/", officers_outcomes.outcome_reopen, name="outcome-reopen"),
]
