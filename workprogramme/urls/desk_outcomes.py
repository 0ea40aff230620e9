"""Addresses of the work programme: desk outcomes."""

from django.urls import URLPattern, path

from workprogramme.outcomes.views import desk as outcomes

ITEM = "<slug:committee>/<slug:year>/items/<id:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{ITEM}outcome/", outcomes.outcome, name="programme_outcome"),
    path(f"{ITEM}outcome/ask/", outcomes.outcome_ask, name="programme_outcome_ask"),
    path(f"{ITEM}outcome/reopen/", outcomes.outcome_reopen, name="programme_outcome_reopen"),
    path(f"{ITEM}ask/", outcomes.ask, name="programme_ask"),
]
