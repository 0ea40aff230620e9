"""What is down now: which takedown stands on a thing that somebody asks for. The gates of every side ask here."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from committee.models import StoredFile
from committee.refusal import Refused
from meetings.models import (
    Meeting,
    Minute,
    Minutes,
    MinutesVersion,
    Paper,
    PaperFile,
    Takedown,
    TakedownState,
    TakedownSubject,
    TakedownWords,
)
from meetings.models.takedown import anything_may_be_down, may_be_down, ways_to_meeting
from meetings.packs.pdf.fingerprint import Fingerprint

# Tables and fields whose files are what somebody wrote; the files of packs are made of many.
WRITTEN = {
    "of_table__in": ("meetings_paperfile", "meetings_backgrounddocument", "meetings_answer", "meetings_minutesversion"),
    "field__in": ("stored_id", "public_file_id", "members_file_id"),
}


class TakenDown(Exception):
    """What was asked for is down and nothing stands in its place; `takedown` says when and why."""

    def __init__(self, takedown: Takedown) -> None:
        super().__init__(takedown.note)
        self.takedown = takedown


def on(subject: str, pk: int) -> Takedown | None:
    """The takedown of a thing in whose place nothing stands, or None."""
    found = Takedown.objects.of(subject, pk)
    return found if found and not found.redacted_id else None


def refuse(subject: str, pk: int | None) -> None:
    """Raise TakenDown where the thing is down and nothing stands in its place."""
    if pk and (found := on(subject, pk)):
        raise TakenDown(found)


def refuse_file(meeting: Meeting, file: int) -> None:
    """The same of a paper of the meeting by the id of one of its files."""
    if not may_be_down(TakedownSubject.PAPER):
        return
    paper = PaperFile.objects.filter(pk=file, paper__item__meeting=meeting).values_list("paper", flat=True).first()
    refuse(TakedownSubject.PAPER, paper)


def refuse_any(subject: str, rows: QuerySet[Any, Any]) -> None:
    """The same of whichever of these rows: one query, and none where nothing of the kind is down."""
    if not may_be_down(subject):
        return
    gone = Takedown.objects.standing().filter(subject=subject, redacted__isnull=True)
    if found := gone.filter(subject_id__in=rows.order_by().values("pk")).first():
        raise TakenDown(found)


def refuse_item(meeting: Meeting, number: int) -> None:
    """The same where a paper of the item of that number is down."""
    refuse_any(TakedownSubject.PAPER, Paper.objects.filter(item__meeting=meeting, item__number=number))


def refuse_minutes(meeting: Meeting, number: int | None = None) -> None:
    """
    The same of the minutes of the meeting, or of one of them by its number: one query.

    One minute is down in the version it was taken out of: one that was published since holds what may be read.
    """
    if not may_be_down(TakedownSubject.MINUTES):
        return
    down = Q(subject=TakedownSubject.MINUTES, subject_id__in=Minutes.objects.filter(meeting=meeting).values("pk"))
    if number is not None:
        entries = Minute.objects.filter(minutes__meeting=meeting, number=number).values("pk")
        down |= Q(subject=TakedownSubject.MINUTE, subject_id__in=entries)
        down &= Q(pk__in=_of_last_version(meeting))
    if found := Takedown.objects.standing().filter(down).first():
        raise TakenDown(found)


def copy_of_minutes(meeting: Meeting) -> StoredFile | None:
    """Return the redacted copy that stands in the place of the signed minutes of the meeting."""
    if not may_be_down(TakedownSubject.MINUTES):
        return None
    rows = Takedown.objects.standing().filter(meeting=meeting, subject=TakedownSubject.MINUTES)
    down = rows.select_related("redacted").first()
    return down.redacted if down else None


def _of_last_version(meeting: Meeting) -> QuerySet[Any, Any]:
    """The takedowns that took words out of the minutes as last published."""
    latest = MinutesVersion.objects.whole().filter(minutes__meeting=meeting).order_by("-number").values("pk")[:1]
    words = TakedownWords.objects.filter(of_table=MinutesVersion._meta.db_table, row_id__in=latest)
    return words.values("takedown")


def touched_by(takedown: Takedown) -> list[int]:
    """Ids of the meetings out of whose papers it took words, its own among them, in the order of locking."""
    found = {takedown.meeting_id} if takedown.meeting_id else set()
    for model, way in ways_to_meeting():
        rows = takedown.words.filter(of_table=model._meta.db_table).values("row_id")
        found |= set(model._base_manager.filter(pk__in=rows).values_list(way, flat=True))
    return sorted(found)


def last(meeting: Meeting) -> Takedown | None:
    """The last takedown that stands on anything of the meeting: why a file that was made of all of it is not sent."""
    return Takedown.objects.touching(meeting).exclude(state=TakedownState.UNDONE).first()


def refuse_made(meeting: Meeting) -> None:
    """Raise TakenDown where a file that is made of a whole agenda is not there because of a takedown."""
    if found := last(meeting):
        raise TakenDown(found)


def files_down(stored: Iterable[int]) -> dict[int, Takedown]:
    """
    By the id of its record, the takedown that stands on a file, anywhere: it must not come back by another road.

    The hash of what was taken out outlives its erasure, and so do the records of files.
    """
    wanted = {digest({"was": pk}): pk for pk in stored}
    if not wanted or not anything_may_be_down():
        return {}
    words = TakedownWords.objects.filter(takedown__in=Takedown.objects.standing(), sha256__in=wanted, **WRITTEN)
    return {wanted[one.sha256]: one.takedown for one in words.select_related("takedown__meeting")}


def known_by(fingerprint: bytes) -> bytes:
    """What a file that is taken down stays known by, packed: hashes of its runs of words and pictures, of no names."""
    try:
        whole = Fingerprint.unpack(bytes(fingerprint or b""))
    except ValueError:
        return b""
    return Fingerprint(shingles=whole.shingles, streams=whole.streams).packed()


def fingerprints_down() -> dict[int, Fingerprint]:
    """By the id of the file of a paper, what it was known by before a takedown that stands took it away."""
    if not anything_may_be_down():
        return {}
    words = TakedownWords.objects.filter(
        takedown__in=Takedown.objects.standing(), of_table=PaperFile._meta.db_table, placed__has_key="known_by"
    )
    kept = {one.row_id: (one.placed or {})["known_by"]["base64"] for one in words.only("row_id", "placed")}
    return {pk: Fingerprint.unpack(base64.b64decode(packed)) for pk, packed in kept.items()}


def down_as(file: int) -> Takedown | None:
    """The takedown that stands on the file of a paper, by its id; None where none does."""
    rows = Takedown.objects.standing().filter(words__of_table=PaperFile._meta.db_table, words__row_id=file)
    return rows.select_related("meeting__committee").first()


def digest(original: dict[str, Any]) -> str:
    """The hash by which a takedown knows what it took out, {"was": value}, after that is erased."""
    return hashlib.sha256(json.dumps(original, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def mark_of(meeting: Meeting) -> str:
    """A hash of what is down now, "" for nothing: what was made before it changed is not what would be made now."""
    facts = list(Takedown.objects.touching(meeting).order_by("pk").values_list("pk", "state", "redacted"))
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest() if facts else ""


def refuse_changed(meeting: Meeting, before: str) -> None:
    """
    Raise Refused where something was taken down or put back since `before`, which `mark_of` gave.

    SECURITY: a file whose making began before a takedown holds what is down, so it is not kept.
    """
    if mark_of(meeting) != before:
        raise Refused("Part of this agenda was taken down while the file was being built. Build it again.")
