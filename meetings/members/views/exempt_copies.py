"""
Exempt papers that a member keeps on a device, encrypted by the device (`static/js/device/exempt.js`).

SECURITY: the papers are given to a POST alone, because each is entered in the reading log. The page that shows them has
no word of any paper, as the device keeps that page in clear. The four words that open them never reach the portal.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.http import Http404, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import TAKEN, Council
from committee.views.lookup import or_404
from meetings.access import papers as access
from meetings.agendas.views import reading_page
from meetings.agendas.views.members import members_meeting
from meetings.members.device import DAYS_WITHOUT_CONTACT, exempt_papers
from meetings.members.notes.beside import beside_pages
from meetings.members.notes.listing import ShownNote
from meetings.members.views.device import MOST_PICTURES, latest_version
from meetings.models import Access, Meeting, PublishedPaper
from meetings.sending import noted, own_words


@members_meeting
def exempt(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show the page that keeps, shows and removes exempt papers on this device. 404 unless the council lets members."""
    if not Council.current().exempt_on_devices:
        raise Http404
    latest_version(meeting)
    get_token(request)  # the script sends the cookie's
    return render(request, "members/device_exempt.html", {"meeting": meeting, "days": DAYS_WITHOUT_CONTACT})


@members_meeting
@require_POST
def exempt_paper(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Return all pages of an exempt paper with the member's own notes, and record that they are taken to a device."""
    published, right, words = _to_take(request, meeting, pk)
    paper, reading = published.paper_file.paper, reading_page.Reading("members", meeting, published)
    leaves, pictured = [], 0
    for number, page in enumerate(or_404(reading.pages), 1):
        leaf = reading.leaf(page, number, top=3)
        if leaf.picture:
            pictured += 1
            here = [meeting.committee.slug, meeting.slug, pk, number]
            picture = replace(leaf.picture, url=reverse("members:device-exempt-picture", args=here))
            leaf = replace(leaf, picture=picture if pictured <= MOST_PICTURES else None)
        leaves.append(leaf)
    context = {"leaves": leaves} | beside_pages(request.user, meeting, published, leaves, timezone.localdate())
    context["leaves"] = [replace(leaf, notes=_own_notes(leaf.notes)) for leaf in context["leaves"]]
    context["notes_without_page"] = _own_notes(context.get("notes_without_page", []))
    about = {"paper": paper, "file": published.paper_file, "item_number": published.item_number, "copy_of": words}
    audit.record_reading(request.user, paper, right)
    response = render(request, "members/exempt_copy.html", context | about | {"copied_at": timezone.now()})
    response["Cache-Control"] = "private, no-store"
    return response


@members_meeting
@require_POST
def exempt_picture(request: SignedInRequest, meeting: Meeting, pk: int, page: int) -> HttpResponseBase:
    """Send the picture of a page of an exempt paper. It counts with the paper, which was taken just before."""
    published, right, words = _to_take(request, meeting, pk)
    picture = reading_page.picture_of(published.paper_file, page, copy_of=words)
    audit.record_opening(request.user, published.paper_file.paper, right, at=timezone.now())
    return files.send_copy(picture, f"page-{page}.webp", content_type="image/webp")


def _own_notes(notes: Sequence[ShownNote]) -> list[ShownNote]:
    """SECURITY: shared notes may be taken back, and words of a confidential paper never go to a device."""
    return [note for note in notes if note.is_mine and note.row.paper_file.paper.access != Access.CONFIDENTIAL]


def _to_take(request: SignedInRequest, meeting: Meeting, pk: int) -> tuple[PublishedPaper, str, str]:
    """
    Return an exempt paper, the right for the reading log, and the words on the reader's own copy.

    SECURITY: raises Http404 where this member may not take the paper to a device now.
    """
    today = timezone.localdate()
    papers = exempt_papers(request.user, meeting, latest_version(meeting), today)
    published = or_404(next((row for row in papers if row.paper_file_id == pk), None))
    words = own_words(request.user, timezone.now())
    right = access.may_read(request.user, published.paper_file.paper, today).why
    return published, noted(f"{TAKEN}{right}", words), words
