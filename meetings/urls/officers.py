"""The officers' side: papers asked of them."""

from django.urls import path

from meetings.views import officers

app_name = "officers"
urlpatterns = [
    path("", officers.front, name="front"),
    path("papers/<id:pk>/", officers.paper, name="paper"),
    path("papers/<id:pk>/received/", officers.received, name="received"),
    path("papers/<id:pk>/file.pdf", officers.paper_file, name="paper_file"),
]
