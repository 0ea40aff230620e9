"""URL patterns of pages for officers: papers and answers requested from them, and drafts of minutes."""

from django.urls import URLPattern, URLResolver, path

from meetings.actions.views import officers as actions
from meetings.minutes.publication.views import members as drafts
from meetings.papers.views import officers

urlpatterns: list[URLPattern | URLResolver] = [
    path("actions/<id:pk>/", actions.action, name="action"),
    path("actions/<id:pk>/answered/", actions.answered, name="action-answered"),
    path("answers/<id:pk>.pdf", actions.answer_file, name="answer-file"),
    path("papers/<id:pk>/", officers.paper, name="paper"),
    path("papers/<id:pk>/received/", officers.received, name="paper-received"),
    path("papers/<id:pk>/accept/<id:number>/", officers.accept, name="paper-accept"),
    path("papers/<id:pk>/original/", officers.original, name="paper-original"),
    path("papers/<id:pk>/file.pdf", officers.paper_file, name="paper-file"),
    path("papers/<id:pk>/text/", officers.texts, name="paper-texts"),
    path("papers/<id:pk>/text/<id:page>/", officers.text_page, name="paper-text-page"),
    path("papers/<id:pk>/text/<id:page>/remove/", officers.text_remove, name="paper-text-remove"),
    path("papers/<id:pk>/text/<id:page>.png", officers.text_picture, name="paper-text-picture"),
    path("minutes/<slug:committee>/<slug:meeting>/draft/", drafts.for_officers, name="minutes-draft"),
]
