"""Addresses of the work programme: what is suggested, and how it is weighed; under /desk/work-programme/."""

from django.urls import URLPattern, path

from workprogramme.suggestions.views import desk as suggestions
from workprogramme.suggestions.views import desk_acts as suggestion_acts
from workprogramme.suggestions.views import desk_questions as questions

ONE = "<slug:committee>/suggestions/<id:pk>/"

urlpatterns: list[URLPattern] = [
    path("<slug:committee>/suggestions/", suggestions.suggestions, name="programme_suggestions"),
    path("<slug:committee>/suggestions/new/", suggestion_acts.new, name="programme_suggestion_new"),
    path("<slug:committee>/suggestions/questions/", questions.questions, name="programme_questions"),
    path(ONE, suggestions.suggestion, name="programme_suggestion"),
    path(f"{ONE}take-up/", suggestion_acts.take_up, name="programme_suggestion_take_up"),
    path(f"{ONE}turn-down/", suggestion_acts.turn_down, name="programme_suggestion_turn_down"),
    path(f"{ONE}restore/", suggestion_acts.restore, name="programme_suggestion_restore"),
    path(f"{ONE}merge/", suggestion_acts.merge, name="programme_suggestion_merge"),
    path(f"{ONE}acknowledge/", suggestion_acts.acknowledge, name="programme_suggestion_acknowledge"),
    path(f"{ONE}forget/", suggestion_acts.forget, name="programme_suggestion_forget"),
]
