"""The only page of `script/bench_bare.py`."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from meetings.models import AgendaItem, Meeting

TEMPLATE = Engine().from_string(
    "<!DOCTYPE html><html lang=en><title>{{ meeting.committee.name }}</title><h1>{{ meeting.committee.name }}</h1>"
    "<p>{{ meeting.date }} {{ meeting.starts }}</p><ol>"
    "{% for item in items %}<li>{{ item.title }}</li>{% endfor %}</ol>"
)


def meeting(request: HttpRequest, committee: str, day: str) -> HttpResponse:
    """Return a bare page of a meeting and the titles of its items."""
    found = Meeting.objects.select_related("committee").get(committee__slug=committee, date=day)
    items = AgendaItem.objects.filter(meeting=found)
    return HttpResponse(TEMPLATE.render(Context({"meeting": found, "items": items})))


urlpatterns = [path("committees/<slug:committee>/<str:day>/", meeting)]
