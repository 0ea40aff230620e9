"""What a member may read of a paper in words, where the paper itself shows pictures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from committee import audit
from committee.permissions import members
from committee.requests import SignedInRequest
from meetings.access.taken_down_note import notes_what_is_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views.members import find, published
from meetings.papers.views import text_page


@members
@notes_what_is_down
def text(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponse:
    """The text version of a published paper; gated, and its reading recorded, as the paper itself is."""
    row = find(request, committee, meeting)
    found, right = published(request.user, row, pk)
    page = text_page.page_of(found)
    if not page["pages"]:
        raise Http404
    subject = found.paper_file.paper
    if subject.is_withheld:
        audit.record_reading(request.user, subject, right)
    page |= {
        "meeting": row,
        "paper": subject,
        "title": subject.title if subject.is_withheld else subject.title_for_public,
        "pdf": agenda_lines.paper_address("members", row, pk, subject.title_for_public),
    }
    return render(request, "members/paper_text.html", page)
