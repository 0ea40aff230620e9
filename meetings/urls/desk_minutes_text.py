"""The desk's page for writing one minute; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, path

from meetings.minutes.document.views import desk as minute_text

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "meetings/<slug:committee>/<slug:meeting>/minutes/text/<id:pk>/",
        minute_text.minute_text,
        name="minute-text",
    ),
]
