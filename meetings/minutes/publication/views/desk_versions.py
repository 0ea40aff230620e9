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


def _find(minutes: Minutes, number: int) -> MinutesVersion:
    version = minutes.versions.filter(number=number).select_related("made_by", "public_file", "members_file").first()
    if version is None:
        raise Http404
    version.minutes = minutes
    return version


@desk
def version(request: SignedInRequest, committee: str, meeting: str, number: int) -> HttpResponse:
    """One version as it was."""
    minutes = find_minutes(committee, meeting)
    found = _find(minutes, number)
    sent = Circulation.objects.filter(version=found).prefetch_related("sent_to").first()
    context = {"version": found, "circulation": sent, "versions": versions_of(minutes)}
    return render(request, "desk/minutes/version.html", shown(found.document, minutes) | frame(minutes) | context)


@desk
def version_file(request: SignedInRequest, committee: str, meeting: str, number: int, edition: str) -> HttpResponseBase:
    """The PDF of a version, public or members' edition."""
    minutes = find_minutes(committee, meeting)
    found = _find(minutes, number)
    stored = getattr(found, EDITIONS[edition]) if edition in EDITIONS else None
    if stored is None:
        raise Http404
    name = files.file_name(
        minutes.meeting.committee.slug, minutes.meeting.slug, "minutes", f"version {number}", edition
    )
    return files.send(request, stored, name, private=True)


@desk
def compare(request: SignedInRequest, committee: str, meeting: str, old: int, new: int) -> HttpResponse:
    """Two versions, word by word."""
    minutes = find_minutes(committee, meeting)
    return _compared(request, minutes, _find(minutes, old), _find(minutes, new).document, f"version {new}", new)


@desk
def compare_now(request: SignedInRequest, committee: str, meeting: str, old: int) -> HttpResponse:
    """A version and the current draft, word by word."""
    minutes = find_minutes(committee, meeting)
    return _compared(request, minutes, _find(minutes, old), take(minutes, at=timezone.now()), "the current draft", 0)


def _compared(
    request: SignedInRequest, minutes: Minutes, old: MinutesVersion, new: Document, new_name: str, new_number: int
) -> HttpResponse:
    parts = compared(old.document, new)
    context = {
        "old": old,
        "new_name": new_name,
        "new_number": new_number,
        "changed": [part for part in parts if part.changed],
        "same": [part for part in parts if not part.changed],
        "versions": versions_of(minutes),
    }
    return render(request, "desk/minutes/compare.html", frame(minutes) | context)
