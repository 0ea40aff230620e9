"""Addresses of the work programme: what is suggested, and how it is weighed; under /desk/work-programme/."""

from django.urls import URLPattern, path

from workprogramme.suggestions.views import desk as suggestions
from workprogramme.suggestions.views import desk_acts as suggestion_acts

ONE = "<slug:committee>/suggestions/<id:pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:committee>/suggestions/", suggestions.suggestions, name="programme-suggestions"),
    path("<slug:committee>/suggestions/new/", suggestion_acts.new, name="programme-suggestion-new"),
    path("<slug:committee>/suggestions/questions/", suggestions.questions, name="programme-weighing-questions"),
    path(ONE, suggestions.suggestion, name="programme-suggestion"),
    path(f"{ONE}take-up/", suggestion_acts.take_up, name="programme-suggestion-take-up"),
    path(f"{ONE}turn-down/", suggestion_acts.turn_down, name="programme-suggestion-turn-down"),
    path(f"{ONE}restore/", suggestion_acts.restore, name="programme-suggestion-restore"),
    path(f"{ONE}merge/", suggestion_acts.merge, name="programme-suggestion-merge"),
    path(f"{ONE}acknowledge/", suggestion_acts.acknowledge, name="programme-suggestion-acknowledge"),
    path(f"{ONE}forget/", suggestion_acts.forget, name="programme-suggestion-forget"),
]
