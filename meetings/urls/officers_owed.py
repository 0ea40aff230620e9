"""What is asked of somebody, and their answer; included in the namespace `officers` under /officers/."""

from django.urls import URLPattern, URLResolver, path

from meetings.actions.views import officers as officers_actions

urlpatterns: list[URLPattern | URLResolver] = [
    path("actions/<id:pk>/", officers_actions.action, name="action"),
    path("actions/<id:pk>/answered/", officers_actions.answered, name="action-answered"),
    path("answers/<id:pk>.pdf", officers_actions.answer_file, name="answer-file"),
]
