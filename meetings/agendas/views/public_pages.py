"""Single pages and gathered files for anybody: a page by its number, one item alone, everything in one file."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from committee.files import files
from committee.public_pages.page_data import asks_for_data, page_or_data, problem
from committee.views.lookup import or_404
from committee.wording.dates import full_date
from meetings.access import taken_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import page_index
from meetings.agendas.views import public_data as data
from meetings.agendas.views.public_meeting import bound, of_meeting, readable
from meetings.kept_pages import kept_page_of_meeting
from meetings.models import Edition, Meeting, TakedownSubject
from meetings.packs import published_files
from meetings.packs.collated import files as collated


def reader_of(meeting: Meeting) -> page_index.Reader:
    """Return the public's view of the pages of a meeting; 404 where nothing has been published."""
    latest = or_404(meeting.versions.order_by("-number").first())
    may = readable(meeting)
    volumes = published_files.of(meeting, Edition.PUBLIC)
    may_be_bound = bound(meeting)
    opened = frozenset(
        volume.supplement
        for volume in volumes
        if published_files.files_in([volume]) <= may_be_bound and not volume.pack.emptied
    )
    items = agenda_lines.for_public(latest.snapshot, meeting, may)
    return page_index.Reader("public", meeting, items, volumes, opened)


@kept_page_of_meeting
@of_meeting
def page(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """One page: its item and paper, the file that holds it, and links that open it there."""
    reader = reader_of(meeting)
    leaf = page_index.leaf(reader, number)
    if leaf is None or not (leaf.paper.url or leaf.paper.is_withheld):
        return _not_there(request, reader, number)
    return page_or_data(request, "page_of_agenda.html", page_index.page_of(reader, leaf), data.leaf)


@of_meeting
def page_file(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Redirect to the file that holds the page: a reader of PDFs opens it there."""
    reader = reader_of(meeting)
    leaf = page_index.leaf(reader, number)
    where = leaf and (leaf.in_pack or leaf.alone)
    return redirect(where) if where else _not_there(request, reader, number)


def _not_there(request: HttpRequest, reader: page_index.Reader, number: int) -> HttpResponse:
    """410 for a page that was open once and may not be read now; 404 for one that never was."""
    volume = published_files.holding(reader.held, number)
    entry = volume.entry_of(number) if volume else None
    if entry is None or not entry["file"]:
        if asks_for_data(request):
            raise Http404
        return page_index.none_such(request, reader, number)
    taken_down.refuse(TakedownSubject.PAPER, entry["paper"])
    if asks_for_data(request):
        return problem(410, "The page contains something that can no longer be published.")
    return render(request, "public/withheld_since.html", {"meeting": reader.meeting}, status=410)


@of_meeting
def go_to_page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Lead to the page whose number was typed; what cannot be one is said."""
    return page_index.go_to_page(request, reader_of(meeting))


@of_meeting
def item_file(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponseBase:
    """Send the open papers of one item in one file, each page with the number that it has in the pack."""
    reader = reader_of(meeting)
    line = next((item for item in reader.items if item.number == number), None)
    chosen = {paper.first: paper.title for paper in line.papers if paper.url and paper.first} if line else {}
    if line is None or not chosen:
        taken_down.refuse_item(meeting, number)
        raise Http404
    title = f"Item {number}, {line.title}: {meeting.committee.name}, {full_date(meeting.date)}"
    with page_index.putting_together(meeting):
        made = collated.public_item(meeting, reader.held, chosen, title=title)
    name = files.file_name(meeting.committee.slug, meeting.slug, f"item {number}", line.title)
    return files.send_made(request, made.pdf, name, key=made.key)


@of_meeting
def everything(request: HttpRequest, meeting: Meeting, order: str) -> HttpResponseBase:
    """Send the pack and its supplements in one file, by item or by date; 404 where there is no supplement."""
    volumes = published_files.of(meeting, Edition.PUBLIC)
    if not published_files.has_supplements(volumes):
        raise Http404
    # SECURITY: as with the pack itself, what holds a paper withheld since is not sent at all.
    if not published_files.files_in(volumes) <= bound(meeting):
        return render(request, "public/withheld_since.html", {"meeting": meeting}, status=410)
    with page_index.putting_together(meeting):
        made = collated.everything(meeting, volumes, Edition.PUBLIC, order)
    name = files.file_name(meeting.committee.slug, meeting.slug, f"everything by {order}")
    return files.send_made(request, made.pdf, name, key=made.key)
