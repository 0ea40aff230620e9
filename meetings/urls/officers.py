"""The officers' side: papers asked of them."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.papers.views import officers, officers_texts
from meetings.urls import members_minutes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("meetings.urls.officers_owed")),
    path("papers/<id:pk>/", officers.paper, name="paper"),
    path("papers/<id:pk>/received/", officers.received, name="received"),
    path("papers/<id:pk>/file.pdf", officers.paper_file, name="paper_file"),
    path("papers/<id:pk>/text/", officers_texts.texts, name="texts"),
    path("papers/<id:pk>/text/<id:page>/", officers_texts.text_page, name="text_page"),
    path("papers/<id:pk>/text/<id:page>/remove/", officers_texts.text_remove, name="text_remove"),
    path("papers/<id:pk>/text/<id:page>.png", officers_texts.text_picture, name="text_picture"),
    *members_minutes.officers,
]
