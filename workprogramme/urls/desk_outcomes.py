"""Addresses of the work programme: desk outcomes."""

from django.urls import URLPattern, path

from workprogramme.outcomes.views import desk as outcomes

ITEM = "<slug:committee>/<slug:year>/items/<id:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{ITEM}outcome/", outcomes.outcome, name="programme-outcome"),
    path(f"{ITEM}outcome/ask/", outcomes.outcome_ask, name="programme-outcome-ask"),
    path(f"{ITEM}outcome/reopen/", outcomes.outcome_reopen, name="programme-outcome-reopen"),
    path(f"{ITEM}ask/", outcomes.ask, name="programme-outcome-ask-more"),
]
