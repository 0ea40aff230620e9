"""
Checks whether a requested paper, file or minute is taken down, and the note shown at its address (R60).

The public, members' and desk views all use these checks. A takedown stands until it is undone.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from committee.acts.refusal import Refused
from committee.models import StoredFile
from committee.public_pages.page_data import asks_for_data, problem
from committee.wording.dates import long_date
from meetings.models import (
    Meeting,
    Minute,
    Minutes,
    Paper,
    PaperFile,
    Takedown,
    TakedownState,
    TakedownSubject,
    TakedownWords,
)
from meetings.models.takedown import ways_to_meeting
from meetings.packs.pdf.fingerprint import Fingerprint

NOTE = "public/taken_down.html"
# Tables and fields with files that somebody wrote; packs are left out, because they are made from many files.
WRITTEN = {
    "of_table__in": ("meetings_paperfile", "meetings_backgrounddocument", "meetings_answer", "meetings_minutesversion"),
    "field__in": ("stored_id", "public_file_id", "members_file_id"),
}


class TakenDown(Exception):
    """Raised where the requested row is taken down and cannot be shown; `takedown` says when and why."""

    def __init__(self, takedown: Takedown) -> None:
        super().__init__(takedown.note)
        self.takedown = takedown


def _refuse_any(takedowns: QuerySet[Takedown]) -> None:
    """Raise TakenDown if any of these takedowns is not undone, with the latest such takedown."""
    if takedown := takedowns.exclude(state=TakedownState.UNDONE).first():
        raise TakenDown(takedown)


def refuse(subject: str, pk: int | None) -> None:
    """Raise TakenDown where the row (a TakedownSubject and an id) is taken down without a redacted copy."""
    if pk:
        _refuse_any(Takedown.objects.filter(subject=subject, subject_id=pk, redacted__isnull=True))


def refuse_file(meeting: Meeting, file: int) -> None:
    """Raise TakenDown as `refuse` does, for the meeting's paper that has the file with this id."""
    paper = PaperFile.objects.filter(pk=file, paper__item__meeting=meeting).values_list("paper", flat=True).first()
    refuse(TakedownSubject.PAPER, paper)


def refuse_any(subject: str, rows: QuerySet[Any, Any]) -> None:
    """Raise TakenDown where any of these rows is taken down without a redacted copy. Makes one query."""
    pks = rows.order_by().values("pk")
    _refuse_any(Takedown.objects.filter(subject=subject, subject_id__in=pks, redacted__isnull=True))


def refuse_item(meeting: Meeting, number: int) -> None:
    """Raise TakenDown as `refuse_any` does, for the papers of the item with this number."""
    refuse_any(TakedownSubject.PAPER, Paper.objects.filter(item__meeting=meeting, item__number=number))


def refuse_minutes(meeting: Meeting, number: int | None = None) -> None:
    """
    Raise TakenDown where the meeting's minutes or, with `number`, that minute are taken down. Makes one query.

    With `number`, minutes published again since the takedown may be read: their `is_down` is False.
    """
    minutes, entries = Minutes.objects.filter(meeting=meeting), Minute.objects.none()
    if number is not None:
        minutes = minutes.filter(is_down=True)
        entries = Minute.objects.filter(minutes__meeting=meeting, number=number, is_down=True)
    down = Q(subject=TakedownSubject.MINUTES, subject_id__in=minutes.values("pk"))
    down |= Q(subject=TakedownSubject.MINUTE, subject_id__in=entries.values("pk"))
    _refuse_any(Takedown.objects.filter(down))


def copy_of_minutes(meeting: Meeting) -> StoredFile | None:
    """Return the redacted copy that replaces the meeting's signed minutes, or None."""
    rows = Takedown.objects.standing().filter(meeting=meeting, subject=TakedownSubject.MINUTES)
    down = rows.select_related("redacted").first()
    return down.redacted if down else None


def touched_by(takedown: Takedown) -> list[int]:
    """Return the ids of the takedown's meeting, and of meetings from which it removes values, in order of locking."""
    meetings = {takedown.meeting_id} if takedown.meeting_id else set()
    for model, way in ways_to_meeting():
        rows = takedown.words.filter(of_table=model._meta.db_table).values("row_id")
        meetings |= set(model._base_manager.filter(pk__in=rows).values_list(way, flat=True))
    return sorted(meetings)


def refuse_made(meeting: Meeting) -> None:
    """Raise TakenDown where a takedown touches the meeting; views call this if a file of the agenda is missing."""
    _refuse_any(Takedown.objects.touching(meeting))


def files_down(stored: Iterable[int]) -> dict[int, Takedown]:
    """
    Return the standing takedowns of these files, by StoredFile id; a file taken down must not be published again.

    A file whose bytes are erased is still found, because the takedown keeps a hash of the file's id.
    """
    wanted = {digest({"was": pk}): pk for pk in stored}
    if not wanted:
        return {}
    words = TakedownWords.objects.filter(takedown__in=Takedown.objects.standing(), sha256__in=wanted, **WRITTEN)
    return {wanted[row.sha256]: row.takedown for row in words.select_related("takedown__meeting")}


def known_by(fingerprint: bytes) -> bytes:
    """
    Return the part of a `fingerprint` to store for a file taken down, packed; b"" for an unreadable fingerprint.

    The part has a hash of every eight words that follow each other, and of every picture. It has no hash of a name.
    """
    whole = Fingerprint.read(fingerprint or b"")
    return Fingerprint(shingles=whole.shingles, streams=whole.streams).packed() if whole else b""


def fingerprints_down() -> dict[int, Fingerprint]:
    """Return the fingerprints of papers' files that standing takedowns removed, by PaperFile id."""
    words = TakedownWords.objects.filter(
        takedown__in=Takedown.objects.standing(), of_table=PaperFile._meta.db_table, placed__has_key="known_by"
    )
    encoded = {row.row_id: (row.placed or {})["known_by"]["base64"] for row in words.only("row_id", "placed")}
    return {pk: Fingerprint.unpack(base64.b64decode(packed)) for pk, packed in encoded.items()}


def down_as(file: int) -> Takedown | None:
    """Return the latest standing takedown of the PaperFile with this id; None if the file is not taken down."""
    rows = Takedown.objects.standing().filter(words__of_table=PaperFile._meta.db_table, words__row_id=file)
    return rows.select_related("meeting__committee").first()


def digest(original: dict[str, Any]) -> str:
    """Return the hash of a removed value, {"was": value}. The hash identifies the value after the value is erased."""
    return hashlib.sha256(json.dumps(original, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def mark_of(meeting: Meeting) -> str:
    """Return a hash of the takedowns that touch the meeting, "" for none. Files made under another hash are stale."""
    facts = list(Takedown.objects.touching(meeting).order_by("pk").values_list("pk", "state", "redacted"))
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest() if facts else ""


def refuse_changed(meeting: Meeting, before: str) -> None:
    """
    Raise Refused where a takedown was made or undone since `before`, an earlier result of `mark_of`.

    SECURITY: a file begun before a takedown contains the removed words, so the file must not be saved.
    """
    if mark_of(meeting) != before:
        raise Refused("Part of this agenda was taken down while the file was being built. Build it again.")


def note(request: HttpRequest, takedown: Takedown, template: str = NOTE) -> HttpResponse:
    """
    Return a page, or data, with status 410 that gives the day and ground of the takedown.

    SECURITY: the response contains no word of what was taken down.
    """
    if asks_for_data(request):
        response = problem(410, f"Removed on {long_date(takedown.day)}, because of {takedown.get_ground_display()}.")
    else:
        page = {"meeting": takedown.meeting, "takedown": takedown}
        response = render(request, template, page, status=410)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def notes_what_is_down(view: Callable[..., HttpResponseBase], template: str = NOTE) -> Callable[..., HttpResponseBase]:
    """Return a view that answers as `view` does, but with the note where `view` raises TakenDown."""

    @wraps(view)
    def noted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TakenDown as down:
            return note(request, down.takedown, template)

    return noted
