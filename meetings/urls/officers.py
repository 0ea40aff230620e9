"""The officers' side: papers asked of them."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.papers.views import officers
from meetings.urls import members_minutes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("meetings.urls.officers_owed")),
    path("papers/<id:pk>/", officers.paper, name="paper"),
    path("papers/<id:pk>/received/", officers.received, name="paper-received"),
    path("papers/<id:pk>/accept/<id:number>/", officers.accept, name="paper-accept"),
    path("papers/<id:pk>/original/", officers.original, name="paper-original"),
    path("papers/<id:pk>/file.pdf", officers.paper_file, name="paper-file"),
    path("papers/<id:pk>/text/", officers.texts, name="paper-texts"),
    path("papers/<id:pk>/text/<id:page>/", officers.text_page, name="paper-text-page"),
    path("papers/<id:pk>/text/<id:page>/remove/", officers.text_remove, name="paper-text-remove"),
    path("papers/<id:pk>/text/<id:page>.png", officers.text_picture, name="paper-text-picture"),
    *members_minutes.officers,
]
