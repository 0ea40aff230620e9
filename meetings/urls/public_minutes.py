"""What anybody may read of the minutes; included in the namespace `public` by the portal, under /committees/."""

from django.urls import URLPattern, URLResolver, path

from meetings.minutes.publication.views import public as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:committee>/<slug:meeting>/minutes/", views.minutes, name="minutes"),
    path("<slug:committee>/<slug:meeting>/minutes.json", views.minutes_json, name="minutes-json"),
    path("<slug:committee>/<slug:meeting>/minutes.pdf", views.minutes_file, name="minutes-file"),
    path("<slug:committee>/<slug:meeting>/minutes.docx", views.minutes_word, name="minutes-word"),
    path("<slug:committee>/<slug:meeting>/minutes/<id:number>/", views.minute, name="minute"),
    path("<slug:committee>/<slug:meeting>/minutes/<id:number>.json", views.minute_json, name="minute-json"),
    path("<slug:committee>/<slug:meeting>/decisions/", views.decisions, name="decisions"),
    path("<slug:committee>/<slug:meeting>/decisions.json", views.decisions_json, name="decisions-json"),
    path("<slug:committee>/<slug:meeting>/decisions.pdf", views.decisions_file, name="decisions-file"),
]
