"""Versions of minutes: each as it was sent or published, its files, and two of them compared word by word."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee import files
from committee.permissions import desk
from committee.requests import SignedInRequest
from meetings.minutes.document.comparing import compared
from meetings.minutes.document.document import Document, take
from meetings.minutes.lookup import find_minutes, frame, shown, versions_of
from meetings.models import Circulation, Minutes, MinutesVersion

EDITIONS = {"public": "public_file", "members": "members_file"}


def _find(row: Minutes, number: int) -> MinutesVersion:
    version = row.versions.filter(number=number).select_related("made_by", "public_file", "members_file").first()
    if version is None:
        raise Http404
    version.minutes = row
    return version


@desk
def version(request: SignedInRequest, committee: str, meeting: str, number: int) -> HttpResponse:
    """One version as it was."""
    row = find_minutes(committee, meeting)
    found = _find(row, number)
    sent = Circulation.objects.filter(version=found).prefetch_related("sent_to").first()
    context = {"version": found, "circulation": sent, "versions": versions_of(row)}
    return render(request, "desk/minutes/version.html", shown(found.document, row) | frame(row) | context)


@desk
def version_file(request: SignedInRequest, committee: str, meeting: str, number: int, edition: str) -> HttpResponseBase:
    """The PDF of a version, public or members' edition."""
    row = find_minutes(committee, meeting)
    found = _find(row, number)
    stored = getattr(found, EDITIONS[edition]) if edition in EDITIONS else None
    if stored is None:
        raise Http404
    name = files.file_name(row.meeting.committee.slug, row.meeting.slug, "minutes", f"version {number}", edition)
    return files.send(request, stored, name, private=True)


@desk
def compare(request: SignedInRequest, committee: str, meeting: str, old: int, new: int) -> HttpResponse:
    """Two versions, word by word."""
    row = find_minutes(committee, meeting)
    return _compared(request, row, _find(row, old), _find(row, new).document, f"version {new}", new)


@desk
def compare_now(request: SignedInRequest, committee: str, meeting: str, old: int) -> HttpResponse:
    """A version and the minutes as they stand, word by word."""
    row = find_minutes(committee, meeting)
    return _compared(request, row, _find(row, old), take(row, at=timezone.now()), "the minutes as they stand", 0)


def _compared(
    request: SignedInRequest, row: Minutes, old: MinutesVersion, new: Document, new_name: str, new_number: int
) -> HttpResponse:
    parts = compared(old.document, new)
    context = {
        "old": old,
        "new_name": new_name,
        "new_number": new_number,
        "changed": [part for part in parts if part.changed],
        "same": [part for part in parts if not part.changed],
        "versions": versions_of(row),
    }
    return render(request, "desk/minutes/compare.html", frame(row) | context)
