"""What anybody may read of a paper in words, where the paper itself shows pictures."""

from django.http import Http404, HttpRequest, HttpResponse

from committee.page_data import page_or_data
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import public_data as data
from meetings.agendas.views.public_files import open_paper
from meetings.agendas.views.public_meeting import of_meeting
from meetings.kept_pages import kept_page_of_meeting
from meetings.models import Meeting
from meetings.papers.views import text_page


@kept_page_of_meeting
@of_meeting
def text(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """The text version of an open paper; as open as the paper, and no longer."""
    paper = open_paper(meeting, pk)
    page = text_page.page_of(paper)
    if not page["pages"]:
        raise Http404
    title = paper.paper_file.paper.title_for_public
    page |= {"meeting": meeting, "title": title, "pdf": agenda_lines.paper_address("public", meeting, pk, title)}
    return page_or_data(request, "public/paper_text.html", page, data.text)
