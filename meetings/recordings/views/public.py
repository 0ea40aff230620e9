"""A recording for anybody: the link, the second at which each item begins, and what was said by its captions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views.public import of_meeting, readable
from meetings.models import Meeting, Recording
from meetings.recordings import private_times, watching


@of_meeting
def recording(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """One recording; 404 once it is withdrawn or no longer kept."""
    row = Recording.objects.public(timezone.localdate()).filter(meeting=meeting, pk=pk).first()
    if row is None:
        raise Http404
    row.meeting = meeting
    page = {"meeting": meeting, "recording": row, "items": _items(meeting, row), "passages": _passages(row)}
    return render(request, "public/recording.html", page)


def _items(meeting: Meeting, row: Recording) -> list[tuple[agenda_lines.ItemLine, watching.Watch]]:
    latest = meeting.versions.order_by("-number").first()
    if latest is None:
        return []
    lines = {line.number: line for line in agenda_lines.for_public(latest.snapshot, meeting, readable(meeting), {})}
    found = watching.of_items([row], watching.numbers(latest.snapshot), watching.opened(meeting))
    return [(lines[watch.item], watch) for watch in found if watch.item in lines]


def _passages(row: Recording) -> list[tuple[int, watching.Watch, str]]:
    """SECURITY: none that the room's times, as they are now, put where the public were excluded."""
    passages = list(row.passages.all())
    times = private_times.told(row.meeting) if passages else None
    if times is None:
        return []
    public = [one for one in passages if not private_times.touches(times, row, one)]
    return [(one.begins, watching.at(row, one.begins), one.text) for one in public]
