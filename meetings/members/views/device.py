"""
Copies of a meeting that a member keeps on a device, to read without a network (`static/js/device/`).

SECURITY: a browser stores copies in clear, so a copy has only what anybody may read, and the member's own notes on it.
Copies have addresses of their own and are not the members' pages: a paper that is withheld between the list of copies
and its copy answers 404. Exempt papers have views of their own (`exempt_copies.py`).
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from committee.access.permissions import members
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import Council, User
from committee.views.lookup import or_404
from committee.wording.dates import date_time, full_date
from meetings.access import papers as access
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import reading_page
from meetings.agendas.views.members import members_meeting
from meetings.members.device import exempt_papers, last_day, last_day_of_exempt, on_agenda
from meetings.members.notes.beside import beside_pages
from meetings.members.notes.listing import ShownNote, notes_on
from meetings.members.notes.verbs import LONGEST_TEXT
from meetings.models import AgendaVersion, Meeting, PublishedPaper

MOST_PICTURES = 40  # of a paper: the server may have to draw each, and each is about 100 kB


@members
def worker(request: SignedInRequest) -> HttpResponse:
    """
    Return the service worker. Its address is its scope, so it is no static file with a hash in its name.

    `no-cache`, so that a browser asks for a new release of the worker at each update.
    """
    response = render(request, "members/device_worker.js", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    return response


@members
def app(request: SignedInRequest) -> JsonResponse:
    """Return the web app manifest, which gives the members' pages an icon on the home screen."""
    front, council = reverse("members:front"), Council.current()
    about = {
        "name": f"My meetings, {council.name}",
        "short_name": "My meetings",
        "start_url": front,
        "scope": front,
        "display": "minimal-ui",
        "theme_color": council.brand_colour,
        "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@members_meeting
def manifest(request: SignedInRequest, meeting: Meeting) -> JsonResponse:
    """
    Return the list of a meeting's copies as JSON; after the day `until` the list is empty. 404 without an agenda.

    - `user`: id of the user, whose copies no other user of the device is shown
    - `copies`: for each page its `address`, the address of its `copy`, its `edition`: "THING.DIGEST", and the versions
      of the member's `notes` on it
    - `unread`: number of open papers whose reading pages are still being made
    - `exempt`: for each exempt paper that the user may take, its `file`, the address of its `copy`, and its `edition`
    - `exempt_until`: last day on which they may be on the device without another contact
    """
    now = timezone.now()
    until = last_day(meeting)
    version = latest_version(meeting)
    readings = [reading_page.Reading("members", meeting, published) for published in _open_papers(meeting, version)]
    today = timezone.localdate(now)
    is_over = today > until
    return JsonResponse(
        {
            "title": f"{meeting.committee.name}, {full_date(meeting.date)}",
            "user": str(request.user.pk),
            "until": until.isoformat(),
            "made": date_time(now),
            "unread": sum(1 for reading in readings if reading.pages is None),
            "copies": [] if is_over else _copies(request.user, meeting, version, readings),
            "exempt": _exempt(meeting, exempt_papers(request.user, meeting, version, today)),
            "exempt_until": last_day_of_exempt(meeting, today).isoformat(),
        },
        headers={"Cache-Control": "private, no-store"},
    )


def _copies(
    user: User, meeting: Meeting, version: AgendaVersion, readings: list[reading_page.Reading]
) -> list[dict[str, str]]:
    here = [meeting.committee.slug, meeting.slug]
    meetings_page, *others = (reverse(f"members:{name}", args=here) for name in ("device", "meeting", "notes"))
    digest = sha256(json.dumps(version.snapshot, sort_keys=True, default=str).encode()).hexdigest()
    edition = f"version {version.number}.{digest}"
    notes = _own_notes(notes_on(user, meeting, timezone.localdate()))
    copies = [(address, meetings_page, edition, _versions(notes)) for address in (meetings_page, *others)]
    if Council.current().exempt_on_devices:
        exempt_page = reverse("members:device-exempt", args=here)  # has no word of any paper
        copies.append((exempt_page, exempt_page, "page.1", ""))
    for reading in readings:
        file = reading.published.paper_file
        edition = f"{file.pk}.{file.stored.sha256}"
        file_notes = [note for note in notes if file.pk in (note.row.paper_file_id, note.published.paper_file_id)]
        for start in reading.starts if reading.pages is not None else []:
            copy = reverse("members:device-paper", args=[*here, file.pk, start])
            part_notes = [note for note in file_notes if note.state == "gone" or reading.start_of(note.page) == start]
            copies.append((reading.address(start), copy, edition, _versions(part_notes)))
        numbered = enumerate(reading.pages or [], 1)
        with_picture = [(number, page) for number, page in numbered if page.source in reading_page.PICTURED]
        for number, page in with_picture[:MOST_PICTURES]:
            copy = reverse("members:device-picture", args=[*here, file.pk, number])
            copies.append((reading.picture(page, number).url, copy, edition, ""))
    return [
        {"address": address, "copy": copy, "edition": edition, "notes": versions}
        for address, copy, edition, versions in copies
    ]


def _versions(notes: list[ShownNote]) -> str:
    return " ".join(f"{note.row.pk}.{note.row.version}" for note in notes)


def _exempt(meeting: Meeting, papers: list[PublishedPaper]) -> list[dict[str, object]]:
    """SECURITY: the list is stored in clear, so it has no hash by which somebody could recognise a file they have."""
    rows = []
    for published in papers:
        file = published.paper_file
        if reading_page.Reading("members", meeting, published).pages is not None:
            copy = reverse("members:device-exempt-paper", args=[meeting.committee.slug, meeting.slug, file.pk])
            edition = salted_hmac("members-device", file.stored.sha256, algorithm="sha256").hexdigest()
            rows.append({"file": file.pk, "copy": copy, "edition": edition})
    return rows


@members_meeting
def device(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show the copy of a meeting's page: the public words of its agenda, and links to its open papers."""
    version = latest_version(meeting)
    open_files = [published.paper_file_id for published in _open_papers(meeting, version)]
    answers = access.answers(request.user, open_files, timezone.localdate())
    items = agenda_lines.for_member(version.snapshot, meeting, answers, in_full=False)
    notes = [
        note
        for note in _own_notes(notes_on(request.user, meeting, timezone.localdate()))
        if note.state != "unreadable" and note.published.paper_file_id in open_files
    ]
    page: dict[str, Any] = {"meeting": meeting, "items": items, "notes": notes, "copied_at": timezone.now()}
    page["longest_note"] = LONGEST_TEXT
    return render(request, "members/device.html", page)


@members_meeting
def paper(request: SignedInRequest, meeting: Meeting, pk: int, page: int) -> HttpResponse:
    """Show the copy of a part of an open paper, with the member's own notes: the part that begins with `page`."""
    published = _open_paper(meeting, pk)
    reading = reading_page.Reading("members", meeting, published)
    if page not in reading.starts:
        raise Http404
    context = reading_page.page_of(reading, published.paper_file.paper.title_for_public, page)
    context |= beside_pages(request.user, meeting, published, context["leaves"], timezone.localdate())
    # SECURITY: another member may take a shared note back, so it is not in the copy.
    context["leaves"] = [replace(leaf, notes=_own_notes(leaf.notes)) for leaf in context["leaves"]]
    context["notes_without_page"] = _own_notes(context.get("notes_without_page", []))
    return render(request, "reading.html", context | {"copied_at": timezone.now()})


def _own_notes(notes: Sequence[ShownNote]) -> list[ShownNote]:
    """
    Return the member's own notes that may be in a copy.

    SECURITY: a note written on a withheld paper is left out, even where an open paper has replaced that paper.
    """
    return [note for note in notes if note.is_mine and not note.row.paper_file.paper.is_withheld]


@members_meeting
def picture(request: SignedInRequest, meeting: Meeting, pk: int, page: int) -> HttpResponseBase:
    """Send the copy of the picture of a page of an open paper."""
    image = reading_page.picture_of(_open_paper(meeting, pk).paper_file, page)
    return files.send_copy(image, f"page-{page}.webp", content_type="image/webp")


def _open_paper(meeting: Meeting, pk: int) -> PublishedPaper:
    papers = _open_papers(meeting, latest_version(meeting))
    return or_404(next((published for published in papers if published.paper_file_id == pk), None))


def latest_version(meeting: Meeting) -> AgendaVersion:
    """Return the latest published version of the agenda. Raises Http404 without one."""
    return or_404(meeting.versions.order_by("-number").first())


def _open_papers(meeting: Meeting, version: AgendaVersion) -> list[PublishedPaper]:
    """Return the published papers of an agenda that anybody may read now, in the order of the agenda."""
    return on_agenda(PublishedPaper.objects.public(), meeting, version)
