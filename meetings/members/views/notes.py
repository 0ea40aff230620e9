"""Pages and data of a member's own notes on the papers of a meeting."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import members
from committee.acts.refusal import Conflict, Refused
from committee.acts.requests import SignedInRequest
from committee.forms.fields import fill_in
from committee.models import User
from committee.views.acting import answered, ask, carry_out, press_to, show, typed
from committee.views.lookup import or_404
from meetings.access import papers as access
from meetings.agendas.views import reading_page
from meetings.agendas.views.members import members_meeting, published
from meetings.agendas.views.members_pages import opened
from meetings.members.notes import encryption, forms, verbs
from meetings.members.notes.anchors import passages_of
from meetings.members.notes.listing import ShownNote, notes_on, shared_with
from meetings.models import Meeting, MemberNote, PublishedPaper

MOST_PASSAGES = 150  # of a page, to choose from


@members_meeting
def index(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show all notes of the member on the papers of a meeting, and those shared with them, by item and page."""
    notes = notes_on(request.user, meeting, timezone.localdate())
    papers = [
        {
            "title": _title(paper),
            "number": paper.item_number,
            "is_withheld": any(note.row.paper_file.paper.is_withheld for note in paper_notes)
            or paper.paper_file.paper.is_withheld,
            "notes": [_with_links(note, meeting) for note in paper_notes],
        }
        for paper, group in groupby(notes, key=lambda note: note.published)
        for paper_notes in [list(group)]
    ]
    _record(request, notes)
    page = {"meeting": meeting, "papers": papers, "switched_off": not encryption.has_key()}
    return render(request, "members/notes/index.html", page)


@members_meeting
def data(request: SignedInRequest, meeting: Meeting) -> JsonResponse:
    """Return the notes of the member on the papers of a meeting as JSON, for the member's own device."""
    notes = notes_on(request.user, meeting, timezone.localdate())
    _record(request, notes)
    return JsonResponse({"notes": [note.as_data for note in notes]})


@members_meeting
@require_POST
def new(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Save a note that a script sends; the same key twice makes one note."""
    form = forms.SentNoteForm(request.POST)
    if not form.is_valid():
        return _refusal(" ".join(f"{name}: {error}" for name, errors in form.errors.items() for error in errors))
    file, _ = published(request.user, meeting, form.cleaned_data["file"])
    try:
        note = verbs.write_note(file.paper_file, **form.arguments, at=timezone.now(), by=request.user)
    except Refused as refusal:
        return _refusal(refusal.text)
    if _asks_for_json(request):
        return JsonResponse(_note(request, meeting, note.key).as_data)
    return redirect(reading_page.Reading("members", meeting, file).address(note.page))


@members_meeting
def on_page(request: SignedInRequest, meeting: Meeting, file: int, page: int) -> HttpResponseBase:
    """Write a note on a page of a paper, or on one of its passages, without a script."""
    paper, right = published(request.user, meeting, file)
    reading = reading_page.Reading("members", meeting, paper)
    if not 1 <= page <= paper.paper_file.pages:
        raise Http404
    pages = reading.pages or []
    passages = list(passages_of(pages[page - 1]))[:MOST_PASSAGES] if page <= len(pages) else []
    subject = paper.paper_file.paper
    return carry_out(
        request,
        verbs.write_note,
        paper.paper_file,
        forms.PassageNoteForm(typed(request), passages, page),
        message="Note saved.",
        then=reading.address(page),
        template="members/notes/form.html",
        title=f"Note on page {page + reading.shift}",
        meeting=meeting,
        caption=_title(paper),
        paper=subject,
        copy_of=opened(request, paper, right),
        back=reading.address(page),
    )


@members_meeting
def note(request: SignedInRequest, meeting: Meeting, key: UUID) -> HttpResponseBase:
    """Show one's own note with the forms that change, share and delete it. A change by another device shows both."""
    shown = _note(request, meeting, key)
    form = forms.NoteForm(typed(request), initial={"version": shown.row.version, "text": shown.words.text})
    clash: list[Conflict] = []

    def change(sent: dict[str, Any]) -> str:
        try:
            verbs.change_note(shown.row, **sent, at=timezone.now(), by=request.user)
        except Conflict as conflict:
            clash.append(conflict)
            raise
        return "Note saved."

    if _asks_for_json(request) and request.method == "POST":
        return _change_by_script(request, meeting, shown, form)
    if answer := answered(request, form, change, then=reverse("members:notes", args=_meeting_args(meeting))):
        return answer
    saved_words = None
    if clash:  # sent again, the form replaces the version that is shown beside it
        saved_words = encryption.decrypt(clash[0].theirs)
        fill_in(form, version=str(clash[0].theirs.version))
    page = {"meeting": meeting, "note": _with_links(shown, meeting), "saved_words": saved_words, "title": "Your note"}
    return show(request, "members/notes/note.html", form=form, **page)


def _change_by_script(
    request: SignedInRequest, meeting: Meeting, shown: ShownNote, form: forms.NoteForm
) -> JsonResponse:
    if not form.is_valid():
        return _refusal("Send the version and the text of the note.")
    try:
        verbs.change_note(shown.row, **form.cleaned_data, at=timezone.now(), by=request.user)
    except Conflict as conflict:
        current, text = encryption.decrypt(conflict.theirs), form.cleaned_data["text"]
        texts = {"text": current.text if current else "", "yours": text, "version": conflict.theirs.version}
        return JsonResponse({"sentence": conflict.text, **texts}, status=409)
    except Refused as refusal:
        return _refusal(refusal.text)
    return JsonResponse(_note(request, meeting, shown.row.key).as_data)


@members_meeting
def delete(request: SignedInRequest, meeting: Meeting, key: UUID) -> HttpResponseBase:
    """Delete one's own note."""
    own_note = or_404(MemberNote.objects.filter(meeting=meeting, author=request.user, key=key).first())
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    then = reverse("members:notes", args=_meeting_args(meeting))
    if _asks_for_json(request):
        verbs.delete_note(own_note, by=request.user)
        return JsonResponse({})
    return press_to(request, verbs.delete_note, own_note, message="Note deleted.", then=then)


@members_meeting
def share(request: SignedInRequest, meeting: Meeting, key: UUID) -> HttpResponseBase:
    """Choose which members of the committee may read one's own note."""
    shown = _note(request, meeting, key)
    readers = list(shown.row.readers.values_list("reader", flat=True))
    members_of_committee = verbs.possible_readers(meeting, request.user, timezone.localdate())
    choices = members_of_committee | User.objects.filter(pk__in=readers)
    return carry_out(
        request,
        verbs.share_note,
        shown.row,
        forms.ShareForm(typed(request), choices.distinct(), readers),
        message="Saved.",
        then=reverse("members:note", args=[*_meeting_args(meeting), key]),
        template="members/notes/form.html",
        nobody=not choices.exists(),
        title="Share your note",
        meeting=meeting,
        note=_with_links(shown, meeting),
        back=reverse("members:note", args=[*_meeting_args(meeting), key]),
    )


@members
def time_kept(request: SignedInRequest) -> HttpResponseBase:
    """Find the meetings with one's notes. Choose how long notes are kept, and read whose they are in law."""
    form = forms.TimeKeptForm(typed(request), initial={"months": verbs.time_kept(request.user)})

    def choose(sent: dict[str, Any]) -> str:
        verbs.choose_time_kept(**sent, by=request.user)
        return "Saved."

    today = timezone.localdate()
    noted = MemberNote.objects.readable_by(request.user, today).values("meeting")
    meetings = Meeting.objects.readable_by(request.user, today).filter(pk__in=noted)
    meetings = meetings.select_related("committee").order_by("-date", "-starts")
    then, template = reverse("members:notes-kept"), "members/notes/kept.html"
    return ask(request, form, choose, then=then, template=template, title="My notes", meetings=meetings)


def _record(request: SignedInRequest, notes: Sequence[ShownNote]) -> None:
    """Record that words of withheld papers are shown in quotations, as an opening of the papers."""
    every = (
        place for note in notes for place in (note.row, note.published)
    )  # an open paper may replace a withheld one
    withheld = {place.paper_file_id: place for place in every if place.paper_file.paper.is_withheld}
    for place in withheld.values():
        opened(request, place, access.may_read(request.user, place.paper_file.paper, timezone.localdate()).why)


def _note(request: SignedInRequest, meeting: Meeting, key: UUID) -> ShownNote:
    """Return one's own note. Raises Http404 where there is none, or its paper may not be read now."""
    notes = notes_on(request.user, meeting, timezone.localdate(), key=key)
    _record(request, notes)
    return or_404(next(iter(notes), None))


def _with_links(note: ShownNote, meeting: Meeting) -> dict[str, Any]:
    """Return the note for a template, with the address of its page and the names of those who see it."""
    reading = reading_page.Reading("members", meeting, note.published)
    return {"shown": note, "url": reading.address(note.page), "readers": shared_with(note)}


def _title(published: PublishedPaper) -> str:
    paper = published.paper_file.paper
    return paper.title if paper.is_withheld else paper.title_for_public


def _meeting_args(meeting: Meeting) -> list[str]:
    return [meeting.committee.slug, meeting.slug]


def _asks_for_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _refusal(sentence: str) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=422)
