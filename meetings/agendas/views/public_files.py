"""Files and texts of a meeting that anybody may open: packs, supplements, the notice, papers, background documents."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from committee.files import files
from committee.public_pages.page_data import page_or_data
from committee.views.lookup import or_404
from meetings.access import taken_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import public_data as data
from meetings.agendas.views.public_meeting import bound, main_pack, numbered, of_meeting, published_versions
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
from meetings.packs.large_print import edition as large_print
from meetings.papers.views import text_page


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
    """Return the public edition of the pack as it was at one version."""
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
    # SECURITY: a pack is frozen, so one that holds a paper withheld since is not sent at all.
    if not {entry["file"] for entry in pack.manifest if entry["file"]} <= bound(meeting):
        return render(request, "public/withheld_since.html", {"meeting": meeting}, status=410)
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
    Return the last published file with that id, if anybody may read it.

    SECURITY: the gate is the queryset. A withheld paper answers as one that never was. Raises TakenDown (R60).
    """
    taken_down.refuse_file(meeting, pk)
    return or_404(
        PublishedPaper.objects.public()
        .filter(version__meeting=meeting, paper_file=pk)
        .select_related("paper_file__stored", "paper_file__paper")
        .order_by("-version__number")
        .first()
    )


@of_meeting
def paper(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    One open paper.

    SECURITY: the name of the file is made of the public title, never of the name that it was uploaded under.
    """
    paper = open_paper(meeting, pk)
    title = paper.paper_file.paper.title_for_public
    name = files.file_name(meeting.committee.slug, meeting.slug, f"item {paper.item_number}", title)
    return files.send(request, paper.paper_file.stored, name, private=False)


@of_meeting
def answer_file(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    Return the document of an answer.

    SECURITY: the gate is the queryset. A withheld answer answers as one that never was, and so does a document that
    is the very file of a withheld paper (R16). While its minute is down, so is what was answered to it (R60).
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
    row = BackgroundDocument.objects.filter(pk=pk, paper__item__meeting=meeting).first()
    if row:
        taken_down.refuse(TakedownSubject.BACKGROUND, row.pk)
        taken_down.refuse(TakedownSubject.PAPER, row.paper_id)
    documents = BackgroundDocument.objects.public().filter(pk=pk, paper__item__meeting=meeting)
    document = or_404(documents.select_related("stored").defer("fingerprint").first())
    name = files.file_name(meeting.committee.slug, meeting.slug, "background", document.title)
    return files.send(request, document.stored, name, private=False)


@kept_page_of_meeting
@of_meeting
def text(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Show the text version of a paper, as long as the paper is open."""
    paper = open_paper(meeting, pk)
    page = text_page.page_of(paper)
    if not page["pages"]:
        raise Http404
    title = paper.paper_file.paper.title_for_public
    page |= {"meeting": meeting, "title": title, "pdf": agenda_lines.paper_address("public", meeting, pk, title)}
    return page_or_data(request, "public/paper_text.html", page, data.text)
