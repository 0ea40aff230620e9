"""Public page of a recording: the link, the second at which each item begins, and the words of the captions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committee.public_pages.page_data import Data, Page, absolute, page_or_data
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views.public_meeting import of_meeting, readable
from meetings.as_data import of_meeting as meeting_as_data
from meetings.models import Meeting, Recording
from meetings.recordings import private_times, watching


@of_meeting
def recording(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Show one recording; 404 for a draft, a withdrawn recording, and after `kept_until`."""
    row = get_object_or_404(Recording.objects.public(timezone.localdate()), meeting=meeting, pk=pk)
    row.meeting = meeting
    page = {"meeting": meeting, "recording": row, "items": _items(meeting, row), "passages": _passages(row)}
    return page_or_data(request, "public/recording.html", page, _as_data)


def _as_data(page: Page) -> Data:
    """Return the recording's page as data. SECURITY: only the passages that the page shows are included."""
    row = page["recording"]
    return {
        "meeting": meeting_as_data(page["meeting"]),
        "title": row.title,
        "recording": row.address,
        "kept_until": row.kept_until,
        "items": [
            {"number": line.number, "title": line.title, "time": watch.time, "watch_from": watch.url}
            | {"address": absolute(line.url)}
            for line, watch in page["items"]
        ],
        "captions": [
            {"second": second, "time": watch.time, "watch_from": watch.url, "text": text}
            for second, watch, text in page["passages"]
        ],
    }


def _items(meeting: Meeting, row: Recording) -> list[tuple[agenda_lines.ItemLine, watching.Watch]]:
    latest = meeting.versions.order_by("-number").first()
    if latest is None:
        return []
    lines = {line.number: line for line in agenda_lines.for_public(latest.snapshot, meeting, readable(meeting))}
    watches = watching.of_items([row], watching.numbers(latest.snapshot), watching.opened(meeting))
    return [(lines[watch.item], watch) for watch in watches if watch.item in lines]


def _passages(row: Recording) -> list[tuple[int, watching.Watch, str]]:
    return [
        (passage.begins, watching.at(row, passage.begins), passage.text)
        for passage in private_times.said_in_public(row)
    ]
