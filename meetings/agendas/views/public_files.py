"""Files, texts and single pages of a meeting that anybody may open; and several papers or packs joined in one file."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from committee.acts.refusal import Busy
from committee.files import files
from committee.public_pages.page_data import asks_for_data, page_or_data, problem
from committee.sign_in.rate_limit import is_flood
from committee.views.lookup import or_404
from committee.wording.dates import full_date
from meetings.access import taken_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import page_index, print_choice, reading_page
from meetings.agendas.views import public_data as data
from meetings.agendas.views.public_meeting import bound, main_pack, numbered, of_meeting, published_versions, readable
from meetings.kept_pages import kept_page_of_meeting
from meetings.models import (
    AgendaVersion,
    Answer,
    BackgroundDocument,
    Edition,
    Meeting,
    Minute,
    Pack,
    PublishedPaper,
    TakedownSubject,
)
from meetings.packs import collated, large_print, page_pictures, paper_files, published_files
from meetings.sending import in_a_sentence

CUTS_AN_HOUR = 60  # files with single pages from one connection, because taking papers apart takes a child process


@of_meeting
def pack(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the public edition of the pack."""
    versions = published_versions(meeting)
    return _send_pack(request, meeting, _pack_of(main_pack(versions, versions[-1].number)), "agenda pack")


@of_meeting
def large_print_pack(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the large-print edition of the agenda and papers as they are published now."""
    pack = large_print.of_version(published_versions(meeting)[-1], Edition.PUBLIC)
    if pack is None and meeting.packs.filter(large_print=True, emptied=True).exists():
        taken_down.refuse_made(meeting)
    return _send_pack(request, meeting, pack, "agenda pack large print")


@of_meeting
def version_pack(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponseBase:
    """Return the public edition of the pack that was current at version `number`."""
    versions = published_versions(meeting)
    version = main_pack(versions, numbered(versions, number).number)
    return _send_pack(request, meeting, _pack_of(version), f"agenda pack version {number}")


@of_meeting
def supplement(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponseBase:
    """Return a supplement of the pack."""
    versions = [row for row in published_versions(meeting) if row.supplement == number and row.public_pack]
    return _send_pack(request, meeting, _pack_of(versions[-1] if number and versions else None), f"supplement {number}")


def _pack_of(version: AgendaVersion | None) -> Pack | None:
    return version.public_pack if version else None


def _send_pack(request: HttpRequest, meeting: Meeting, pack: Pack | None, what: str) -> HttpResponseBase:
    if pack is None:
        raise Http404
    if pack.emptied:
        taken_down.refuse_made(meeting)
    # SECURITY: a pack is frozen, so a pack with a paper that was withheld after publication is not sent at all.
    if not {entry["file"] for entry in pack.manifest if entry["file"]} <= bound(meeting):
        return render(request, "public/taken_down.html", {"meeting": meeting}, status=410)
    name = files.file_name(meeting.committee.slug, meeting.slug, what)
    return files.send(request, pack.stored, name, private=False)


@of_meeting
def notice_file(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the notice of the meeting, to print."""
    version = next((row for row in reversed(published_versions(meeting)) if row.notice), None)
    if version is None or version.notice is None:
        taken_down.refuse_made(meeting)
        raise Http404
    return files.send(
        request, version.notice, files.file_name(meeting.committee.slug, meeting.slug, "notice"), private=False
    )


def open_paper(meeting: Meeting, pk: int) -> PublishedPaper:
    """
    Return the latest publication of the file with the id `pk`, if anybody may read the file.

    SECURITY: the queryset is the check. A withheld paper gets the same 404 as an unknown id. Raises TakenDown (R60).
    """
    rows = PublishedPaper.objects.public().filter(version__meeting=meeting, paper_file=pk)
    rows = rows.select_related("paper_file__stored", "paper_file__paper").order_by("-version__number")
    paper = rows.first()
    if paper is None:
        taken_down.refuse_file(meeting, pk)
        raise Http404
    return paper


@of_meeting
def paper(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    Send one open paper.

    SECURITY: the file is named after the paper's public title, never after the uploaded file.
    """
    paper = open_paper(meeting, pk)
    title = paper.paper_file.paper.title_for_public
    name = files.file_name(meeting.committee.slug, meeting.slug, f"item {paper.item_number}", title)
    return files.send(request, paper.paper_file.stored, name, private=False)


@of_meeting
def answer_file(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    Return the document of an answer.

    SECURITY: the queryset is the check. A withheld answer gets the same 404 as an unknown id, and so does a document
    with the same file as a withheld paper (R16). While the minute that asked for the answer is taken down, the document
    cannot be opened either (R60).
    """
    if Answer.objects.filter(pk=pk, action__meeting=meeting).exists():
        taken_down.refuse(TakedownSubject.ANSWER, pk)
        asked_by = Q(resolutions__limbs__action__answers=pk) | Q(item__actions_beside__answers=pk)
        for minute in Minute.objects.filter(asked_by):
            taken_down.refuse_minutes(meeting, minute.number)
    answers = Answer.objects.public().with_open_document().filter(pk=pk, action__meeting=meeting)
    answer = answers.select_related("stored").first()
    if answer is None or answer.stored is None:
        raise Http404
    name = files.file_name(meeting.committee.slug, meeting.slug, "answer", answer.document_title)
    return files.send(request, answer.stored, name, private=False)


@of_meeting
def background_file(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """Return a background document of an open, published paper (LGA 1972 s.100D)."""
    here = {"pk": pk, "paper__item__meeting": meeting}
    row = BackgroundDocument.objects.filter(**here).select_related("paper").defer("fingerprint").first()
    if row and row.is_down:
        taken_down.refuse(TakedownSubject.BACKGROUND, row.pk)
    if row and row.paper.is_down:
        taken_down.refuse(TakedownSubject.PAPER, row.paper_id)
    documents = BackgroundDocument.objects.public().filter(**here)
    document = or_404(documents.select_related("stored").defer("fingerprint").first())
    name = files.file_name(meeting.committee.slug, meeting.slug, "background", document.title)
    return files.send(request, document.stored, name, private=False)


@kept_page_of_meeting
@of_meeting
def reading(request: HttpRequest, meeting: Meeting, pk: int, slug: str, page: int | None = None) -> HttpResponse:
    """Show the words of a paper, as long as the paper is open: the part that begins with `page`."""
    paper = open_paper(meeting, pk)
    shown = reading_page.Reading("public", meeting, paper)
    if moved := reading_page.elsewhere(request, shown, slug, page):
        return moved
    context = reading_page.page_of(shown, paper.paper_file.paper.title_for_public, page)
    return _until_read(page_or_data(request, "reading.html", context, data.reading), is_unread=context["is_unread"])


@of_meeting
def page_picture(request: HttpRequest, meeting: Meeting, pk: int, slug: str, page: int) -> HttpResponseBase:
    """Send the picture of one page of a paper, as long as the paper is open."""
    file = open_paper(meeting, pk).paper_file
    picture, key = reading_page.picture_of(file, page), page_pictures.key(file.stored, page)
    return files.send_made(request, picture, f"page-{page}.webp", key=key, content_type="image/webp")


def _until_read(response: HttpResponse, *, is_unread: bool) -> HttpResponse:
    """Return the response, which is not kept while a paper has not been read: nothing stamps the end of that."""
    if is_unread:
        response["Cache-Control"] = "no-store"
    return response


def reader_of(meeting: Meeting) -> page_index.Reader:
    """Return the public's view of the pages of a meeting. Raises Http404 where no version has been published."""
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
    """Show one page of the agenda: its item and paper, and links that open the page in the files that hold it."""
    reader = reader_of(meeting)
    leaf = page_index.leaf(reader, number)
    if leaf is None or not (leaf.paper.url or leaf.paper.is_withheld):
        return _not_there(request, reader, number)
    paper = open_paper(meeting, leaf.paper.file) if leaf.alone else None
    context = page_index.page_of(reader, leaf, paper)
    return _until_read(page_or_data(request, "page_of_agenda.html", context, data.leaf), is_unread=context["is_unread"])


@of_meeting
def page_file(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Redirect to the page in the pack or supplement; if that may not be opened, to the page in the paper's file."""
    reader = reader_of(meeting)
    leaf = page_index.leaf(reader, number)
    where = leaf and (leaf.in_pack or leaf.alone)
    return redirect(where) if where else _not_there(request, reader, number)


def _not_there(request: HttpRequest, reader: page_index.Reader, number: int) -> HttpResponse:
    """Answer 410 for a page that was open once and may not be read now; 404 for a page that never was open."""
    volume = published_files.holding(reader.held, number)
    entry = volume.entry_of(number) if volume else None
    if entry is None or not entry["file"]:
        if asks_for_data(request):
            raise Http404
        return page_index.none_such(request, reader, number)
    taken_down.refuse(TakedownSubject.PAPER, entry["paper"])
    if asks_for_data(request):
        return problem(410, "The page contains something that can no longer be published.")
    return render(request, "public/taken_down.html", {"meeting": reader.meeting}, status=410)


@of_meeting
def go_to_page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Redirect to the page whose number was typed. For any other text, show the form again with an error."""
    return page_index.go_to_page(request, reader_of(meeting))


@of_meeting
def item_file(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponseBase:
    """Send the open papers of an item in one file, with the page numbers of the pack."""
    reader = reader_of(meeting)
    line = next((item for item in reader.items if item.number == number), None)
    chosen = {paper.first: paper.title for paper in line.papers if paper.url and paper.first} if line else {}
    if line is None or not chosen:
        taken_down.refuse_item(meeting, number)
        raise Http404
    title = f"Item {number}, {line.title}: {meeting.committee.name}, {full_date(meeting.date)}"
    with in_a_sentence(page_index.NOT_NOW):
        made = paper_files.public_item(meeting, reader.held, chosen, title=title)
    name = files.file_name(meeting.committee.slug, meeting.slug, f"item {number}", line.title)
    return files.send_made(request, made.pdf, name, key=made.key)


@of_meeting
def choose_print(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the open papers, to choose what to print."""
    return print_choice.page(request, reader_of(meeting))


@of_meeting
def print_file(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Send the chosen open papers and pages in one file, with the page numbers of the pack; no cache stores it."""
    reader = reader_of(meeting)
    choice = print_choice.choice_of(reader, request.GET)
    if choice.fault:
        return print_choice.refused(request, reader, choice)
    if choice.runs and is_flood(request, "single-pages", CUTS_AN_HOUR):
        raise Busy("Too many files of single pages were made from your network. Tick whole papers, or try again later.")
    with in_a_sentence(page_index.NOT_NOW):
        joined, _ = paper_files.of_papers(reader.held, Edition.PUBLIC, **print_choice.to_join(meeting, choice))
    return files.send_copy(joined.pdf, files.file_name(meeting.committee.slug, meeting.slug, "chosen pages"))


@of_meeting
def everything(request: HttpRequest, meeting: Meeting, order: str) -> HttpResponseBase:
    """Send the pack and its supplements in one file, by item or by date; 404 where there is no supplement."""
    volumes = published_files.of(meeting, Edition.PUBLIC)
    if not published_files.has_supplements(volumes):
        raise Http404
    # SECURITY: as with a pack, a file with a paper that was withheld after publication is not sent at all.
    if not published_files.files_in(volumes) <= bound(meeting):
        return render(request, "public/taken_down.html", {"meeting": meeting}, status=410)
    with in_a_sentence(page_index.NOT_NOW):
        made = collated.everything(meeting, volumes, Edition.PUBLIC, order)
    name = files.file_name(meeting.committee.slug, meeting.slug, f"everything by {order}")
    return files.send_made(request, made.pdf, name, key=made.key)
