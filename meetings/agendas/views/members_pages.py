"""Single pages, texts and joined files for members, as far as the law lets each member read them."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.views.lookup import or_404
from committee.wording.dates import full_date
from meetings.access import papers as access
from meetings.access import taken_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import page_index, print_choice, reading_page
from meetings.agendas.views.members import members_meeting, published
from meetings.members import marks
from meetings.members.notes import encryption
from meetings.members.notes.beside import beside_pages
from meetings.models import Edition, Meeting, MemberNote, Paper, PublishedPaper
from meetings.packs import collated, paper_files, published_files
from meetings.packs import snapshot as snapshots
from meetings.packs.join import Joined
from meetings.packs.watermark import NoPlace, reader_copy
from meetings.sending import in_a_sentence, noted, own_words

RIGHT = "Member of the committee."


def reader_of(request: SignedInRequest, row: Meeting) -> page_index.Reader:
    """Return this member's view of the pages of a meeting. Raises Http404 where no version has been published."""
    latest = or_404(row.versions.order_by("-number").first())
    today = timezone.localdate()
    whole = access.may_read_in_full(request.user, row, today)
    volumes = published_files.of(row, Edition.MEMBERS)
    opened = frozenset(volume.supplement for volume in volumes if not volume.pack.emptied) if whole else frozenset()
    may = access.answers(request.user, snapshots.files_of(latest.snapshot), today)
    items = agenda_lines.for_member(latest.snapshot, row, may, in_full=whole)
    return page_index.Reader("members", row, items, volumes, opened)


def _leaf(reader: page_index.Reader, number: int) -> page_index.Leaf | None:
    """Return the page numbered `number`. SECURITY: None where this member may not know of the page."""
    leaf = page_index.leaf(reader, number)
    return leaf if leaf and (leaf.paper.url or leaf.paper.is_withheld) else None


@members_meeting
def page(request: SignedInRequest, row: Meeting, number: int) -> HttpResponse:
    """Show one page of the agenda: its item and paper, and links that open the page in the files that hold it."""
    reader = reader_of(request, row)
    leaf = _leaf(reader, number)
    if leaf is None:
        return page_index.none_such(request, reader, number)
    if not leaf.alone:
        return render(request, "page_of_agenda.html", page_index.page_of(reader, leaf, None))
    file, right = published(request.user, row, leaf.paper.file)
    marks.keep_place(request.user, file.paper_file, [leaf.in_paper])
    context = page_index.page_of(reader, leaf, file) | {"has_notes": encryption.has_key()}
    return render(request, "page_of_agenda.html", context | {"copy_of": opened(request, file, right)})


@members_meeting
def page_file(request: SignedInRequest, row: Meeting, number: int) -> HttpResponse:
    """Redirect to the page in the pack or supplement; if that may not be opened, to the page in the paper's file."""
    reader = reader_of(request, row)
    leaf = _leaf(reader, number)
    where = leaf and (leaf.in_pack or leaf.alone)
    return redirect(where) if where else page_index.none_such(request, reader, number)


@members_meeting
def go_to_page(request: SignedInRequest, row: Meeting) -> HttpResponse:
    """Redirect to the page whose number was typed. For any other text, show the form again with an error."""
    return page_index.go_to_page(request, reader_of(request, row))


@members_meeting
def item_file(request: SignedInRequest, row: Meeting, number: int) -> HttpResponseBase:
    """
    Send the papers of an item that this member may read, in one file, with the page numbers of the pack.

    SECURITY: the member's right is checked for every paper. Each withheld paper in the file is logged as read, and its
    pages are marked.
    """
    reader = reader_of(request, row)
    line = next((item for item in reader.items if item.number == number), None)
    allowed = {paper.first: paper for paper in line.papers if paper.url and paper.first} if line else {}
    if line is None or not allowed:
        taken_down.refuse_item(row, number)
        raise Http404
    title = f"Item {number}, {line.title}: {row.committee.name}, {full_date(row.date)}"
    chosen = {first: paper.title for first, paper in allowed.items()}
    with in_a_sentence(page_index.NOT_NOW):
        joined, papers = paper_files.of_papers(reader.held, Edition.MEMBERS, chosen, title=title)
    return _send_joined(request, joined, papers, files.file_name(row.committee.slug, row.slug, f"item {number}"))


def _send_joined(request: SignedInRequest, joined: Joined, papers: list[Paper], name: str) -> HttpResponseBase:
    """Send a file joined of `papers`, marked with the reader's name and logged where any of them is withheld."""
    withheld = [paper for paper in papers if paper.is_withheld]
    words = own_words(request.user, timezone.now()) if withheld else ""
    for paper in withheld:
        right = access.may_read(request.user, paper, timezone.localdate()).why
        audit.record_reading(request.user, paper, noted(right, words))
    return _send(joined.pdf, joined.reader_slots, words, name)


@members_meeting
def choose_print(request: SignedInRequest, row: Meeting) -> HttpResponse:
    """Show the papers that this member may read, to choose what to print."""
    return print_choice.page(request, reader_of(request, row))


@members_meeting
def print_file(request: SignedInRequest, row: Meeting) -> HttpResponseBase:
    """
    Send the chosen papers and pages in one file, with the page numbers of the pack.

    SECURITY: as for `item_file`, the member's right is checked for every paper, and readings are logged.
    """
    reader = reader_of(request, row)
    choice = print_choice.choice_of(reader, request.GET)
    if choice.fault:
        return print_choice.refused(request, reader, choice)
    with in_a_sentence(page_index.NOT_NOW):
        joined, papers = paper_files.of_papers(reader.held, Edition.MEMBERS, **print_choice.to_join(row, choice))
    return _send_joined(request, joined, papers, files.file_name(row.committee.slug, row.slug, "chosen pages"))


@members_meeting
def everything(request: SignedInRequest, row: Meeting, order: str) -> HttpResponseBase:
    """Send the members' pack and its supplements in one file. SECURITY: only to readers of the whole agenda."""
    volumes = published_files.of(row, Edition.MEMBERS)
    may = access.may_read_in_full(request.user, row, timezone.localdate())
    if not (may and published_files.has_supplements(volumes)):
        raise Http404
    with in_a_sentence(page_index.NOT_NOW):
        made = collated.everything(row, volumes, Edition.MEMBERS, order)
    words = own_words(request.user, timezone.now())
    for volume in volumes:
        audit.record_reading(request.user, volume.pack, noted(RIGHT, words))
    name = files.file_name(row.committee.slug, row.slug, f"members everything by {order}")
    return _send(made.pdf, made.reader_slots, words, name)


def _send(pdf: bytes, reader_slots: dict[str, Any], words: str, name: str) -> HttpResponseBase:
    try:
        return files.send_copy(reader_copy(pdf, reader_slots, words) if words else pdf, name)
    except NoPlace as error:
        raise Http404("The file has changed since.") from error


@members_meeting
def reading(request: SignedInRequest, row: Meeting, pk: int, slug: str, page: int | None = None) -> HttpResponse:
    """
    Show the words of a published paper: the part that begins with `page`.

    Access is checked, and reading logged, as for the paper's file.
    """
    file, right = published(request.user, row, pk)
    subject = file.paper_file.paper
    shown = reading_page.Reading("members", row, file)
    if moved := reading_page.elsewhere(request, shown, slug, page):
        if page:
            marks.keep_place(request.user, file.paper_file, [page])
        return moved
    context = reading_page.page_of(shown, subject.title if subject.is_withheld else subject.title_for_public, page)
    context |= beside_pages(request.user, row, file, context["leaves"], timezone.localdate())
    numbers = [leaf.number for leaf in context["leaves"]]
    mark = marks.keep_place(request.user, file.paper_file, numbers, moves=bool(page))
    context |= {"mark_url": f"{shown.address()}mark/", "is_read": mark.is_read}
    if not mark.is_read and mark.page > 1 and mark.page not in numbers:
        context |= {"place": mark.page + shown.shift, "place_url": shown.address(mark.page)}
    if earlier := marks.earlier_edition(request.user, subject):
        readable = PublishedPaper.objects.readable_by(request.user, timezone.localdate())
        context["has_changes"] = readable.filter(version__meeting=row, paper_file=earlier.file_id).exists()
    return render(request, "reading.html", context | {"copy_of": opened(request, file, right)})


@members_meeting
def page_picture(request: SignedInRequest, row: Meeting, pk: int, slug: str, page: int) -> HttpResponseBase:
    """
    Send the picture of one page of a published paper; no cache stores it.

    Access is checked as for the paper's file. The opening is recorded, unless the page with the picture recorded it.
    """
    file, right = published(request.user, row, pk)
    picture = reading_page.picture_of(file.paper_file, page, copy_of=opened(request, file, right))
    return files.send_copy(picture, f"page-{page}.webp", content_type="image/webp")


def opened(request: SignedInRequest, file: PublishedPaper | MemberNote, right: str) -> str:
    """Record that a withheld paper is opened; return the reader's name and the time, to show with it."""
    paper, now = file.paper_file.paper, timezone.now()
    if not paper.is_withheld:
        return ""
    words = own_words(request.user, now)
    audit.record_opening(request.user, paper, noted(right, words), at=now)
    return words
