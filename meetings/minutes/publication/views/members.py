"""The minutes as a member reads them: the members' edition, or as much of it as the law opens to this reader."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import members
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import StoredFile
from meetings.access import taken_down
from meetings.access.taken_down_note import notes_what_is_down
from meetings.agendas.views.members import find
from meetings.minutes.document import template_context
from meetings.minutes.publication import published
from meetings.minutes.publication.member_view import Reader, reader_of
from meetings.minutes.publication.published import asked_in
from meetings.models import Meeting, MinutesVersion
from meetings.packs import part_store
from meetings.packs.watermark import marked
from meetings.sending import in_a_sentence, noted, own_words

MARKING = "Not for publication"


def _find_published(request: SignedInRequest, committee: str, meeting: str) -> tuple[Meeting, MinutesVersion, Reader]:
    """Return the meeting, its published minutes and the reader's view. SECURITY: 404 for unpublished minutes."""
    row = find(request, committee, meeting)
    version = published.latest(row)
    if version is None:
        taken_down.refuse_minutes(row)
        raise Http404
    return row, version, reader_of(request.user, version, timezone.localdate())


@members
@notes_what_is_down
def minutes(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """Show the published minutes; reading those withheld from the public is logged, with the right to it."""
    row, version, reader = _find_published(request, committee, meeting)
    draft = published.is_draft(version)
    public = reverse("public:minutes", args=[committee, row.slug]) if row.is_formal else ""
    shown = template_context.context(version.document, draft=draft, address=public, opened=reader.opened)
    for entry in shown["entries"]:
        entry["url"] = "" if entry["withheld"] else entry["url"]
    if reader.opened:
        audit.record_reading(request.user, version.minutes, reader.right)
    page = {
        "meeting": row,
        "version": version,
        "is_draft": draft,
        "on_page": True,
        "reader": reader,
        "public": public,
        "certified": "",
        "asked": asked_in(shown["entries"]),
        "facts": published.members_facts(version) if reader.in_full else {},
        "public_facts": {} if reader.in_full else published.file_facts(version),
    }
    return render(request, "members/minutes.html", shown | page)


@members
@notes_what_is_down
def minutes_file(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Return the members' PDF. SECURITY: it holds every withheld minute, so it is for those who may read them all."""
    row, version, reader = _find_published(request, committee, meeting)
    if not reader.in_full or version.members_file is None:
        raise Http404
    name = files.file_name(committee, row.slug, "members minutes" if reader.opened else "minutes")
    if not reader.opened:
        return files.send(request, version.members_file, name, private=True)
    words = own_words(request.user, timezone.now())
    if words:
        copy = _own_copy(version.members_file, version.document["title"], words)
    audit.record_reading(request.user, version.minutes, noted(reader.right, words))
    return files.send_copy(copy, name) if words else files.send(request, version.members_file, name, private=True)


def _own_copy(file: StoredFile, title: str, words: str) -> bytes:
    """Return the file with the reader's name across each page; only the council's own file has the seal."""
    with in_a_sentence():
        return marked(part_store.prepared(file), MARKING, title=title, copy_of=words)
