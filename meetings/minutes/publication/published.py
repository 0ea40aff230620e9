"""Published minutes and notes of decisions, in the words that anybody may read."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import pikepdf
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from committee.files import files
from committee.models import Council, User
from committee.public_pages.compiled import Several, compiled
from meetings import outstanding_actions
from meetings.access import papers as access
from meetings.minutes.document import document, printing, template_context, word_export, wording
from meetings.models import Access, Edition, Meeting, MinutesVersion, MinutesVersionKind
from meetings.models.minutes import PUBLISHED_STATES
from meetings.models.minutes_version import MinutesVersionQuerySet
from meetings.packs import derived_store

MOST_FACTS = 10_000
_FACTS: dict[tuple[int, str, int | None], dict[str, int]] = {}


def latest(meeting: Meeting) -> MinutesVersion | None:
    """Return the minutes as last published, draft or confirmed; None where they are not public."""
    versions = _latest(meeting=meeting.pk)
    return versions[0] if versions else None


@compiled(meeting=BigIntegerField())
def _latest(meeting: int) -> QuerySet[MinutesVersion]:
    return _versions(meeting).whole().filter(minutes__state__in=PUBLISHED_STATES)[:1]


def latest_words(minutes: Collection[int]) -> dict[int, document.Document]:
    """Return the public words last published of these minutes (ids), by the id of the minutes. Makes one query."""
    return {row.minutes_id: words(row) for row in _last_versions(minutes=minutes)} if minutes else {}


@compiled(minutes=Several(BigIntegerField()))
def _last_versions(minutes: list[int]) -> MinutesVersionQuerySet:
    """
    Return the last published version of each of these minutes.

    Before the minutes are published, this is the note of decisions. No note is published after the minutes.
    """
    rows = MinutesVersion.objects.public()
    last = rows.filter(minutes=OuterRef("minutes")).order_by("-number").values("number")[:1]
    return rows.filter(minutes__pk__in=minutes, number=Subquery(last))


def decisions(meeting: Meeting) -> MinutesVersion | None:
    """
    Return the note of decisions as last published; None where there is none.

    SECURITY: None also where the minutes, published after the note, withhold an entry that is open in the note.
    """
    notes = _decisions(meeting=meeting.pk)
    note = notes[0] if notes else None
    whole = latest(meeting) if note else None
    if note is None or whole is None:
        return note
    withheld = {entry["pk"] for entry in whole.document["entries"] if entry["access"] != Access.OPEN}
    published = {entry["pk"] for entry in note.document["entries"] if entry["access"] == Access.OPEN}
    return None if published & withheld else note


@compiled(meeting=BigIntegerField())
def _decisions(meeting: int) -> QuerySet[MinutesVersion]:
    return _versions(meeting).notes()[:1]


def _versions(meeting: int) -> MinutesVersionQuerySet:
    rows = MinutesVersion.objects.public().filter(minutes__meeting=meeting)
    return rows.select_related("minutes__meeting__committee", "public_file", "members_file").order_by("-number")


def is_draft(version: MinutesVersion) -> bool:
    """Return whether the version is subject to confirmation."""
    return version.kind != MinutesVersionKind.CONFIRMED


def words(version: MinutesVersion) -> document.Document:
    """
    Return the public words of a version.

    SECURITY: public pages read a version only through this function. It leaves out withheld words and, for a note of
    decisions, the text of the minutes.
    """
    public = document.for_public(version.document)
    return document.for_decisions(public) if version.kind == MinutesVersionKind.DECISIONS else public


def pdf(version: MinutesVersion) -> bytes:
    """Return the public PDF stored at publication, else print it now. Raises PrintingError, or as `files.read` does."""
    if version.public_file:
        return files.read(version.public_file)
    if version.kind == MinutesVersionKind.DECISIONS:
        return printing.decisions_pdf(version.document)
    return printing.pdf(version.document, Edition.PUBLIC, draft=is_draft(version))


def docx(version: MinutesVersion) -> bytes:
    """Return the public Word document, made once and cached."""
    return derived_store.derived(
        "minutes-word",
        _word_key(version),
        lambda: word_export.docx(words(version), Edition.PUBLIC, draft=is_draft(version)),
    )


def _word_key(version: MinutesVersion) -> str:
    """Return a hash of all input, because a takedown removes words but does not change the stored `sha256` (R60)."""
    crest = Council.current().crest_png
    about = {"recipe": 2, "draft": is_draft(version), "crest": crest.sha256 if crest else ""}
    return document.digest({**about, **version.document})


def file_facts(version: MinutesVersion) -> dict[str, int]:
    """Return facts to show beside links: `pages` and `size` of the PDF, `word_size` (bytes). Cached in each process."""
    key = (version.pk, _word_key(version), version.public_file_id)
    return _FACTS.get(key) or _remember(key, pdf(version), word_size=len(docx(version)))


def _remember(key: tuple[int, str, int | None], printed: bytes, **more: int) -> dict[str, int]:
    if len(_FACTS) >= MOST_FACTS:
        _FACTS.clear()
    with pikepdf.open(io.BytesIO(printed)) as opened:
        facts = _FACTS[key] = {"pages": len(opened.pages), "size": len(printed), **more}
    return facts  # not from the cache, which another thread may clear meanwhile


def members_facts(version: MinutesVersion) -> dict[str, int]:
    """Return `pages` and `size` of the members' PDF; {} where none is stored. Cached in each process."""
    stored = version.members_file
    if stored is None:
        return {}
    key = (version.pk, version.sha256, -stored.pk)
    return _FACTS.get(key) or _remember(key, files.read(stored))


def by_item(version: MinutesVersion, address: str) -> dict[int, dict[str, Any]]:
    """Return the context of each minute of the version, by the number of its agenda item."""
    shown = words(version)
    entries = [template_context.entry_context(entry, shown, public=True, address=address) for entry in shown["entries"]]
    return {entry["item"]["number"]: entry for entry in entries if entry["item"]}


def asked_in(entries: list[document.Entry]) -> list[outstanding_actions.PublicAction]:
    """Return the public actions that these minutes asked for, with their public answers."""
    open_ones = [entry["pk"] for entry in entries if not entry["withheld"]]
    by_minute = outstanding_actions.shown_to_public(open_ones, timezone.localdate()) if open_ones else {}
    return [action for pk in open_ones for action in by_minute.get(pk, [])]


# A member's view: all open minutes, and the withheld minutes that the law opens to that member


@dataclass(frozen=True, slots=True)
class Reader:
    """
    The ids of a version's withheld minutes that are `opened` and `closed` to one reader.

    `right` is a sentence on the reader's right to the opened minutes. `why_not` are the reasons for the closed minutes.
    """

    opened: frozenset[int]
    closed: frozenset[int]
    right: str = ""
    why_not: tuple[str, ...] = ()

    @property
    def in_full(self) -> bool:
        """True where nothing is withheld from this reader, who may then read the members' edition."""
        return not self.closed


def reader_of(user: User, version: MinutesVersion, on: date) -> Reader:
    """Return the rights of `user` in the version, from a check of each withheld minute against the law."""
    meeting = version.minutes.meeting
    withheld = [entry for entry in version.document["entries"] if entry["access"] != Access.OPEN]
    answers = [
        (entry, access.may_read_minute(user, meeting, entry["access"], _claimed(entry), on)) for entry in withheld
    ]
    opened = [entry for entry, answer in answers if answer.may]
    why = next((answer.why for _, answer in answers if answer.may), "")
    return Reader(
        opened=frozenset(entry["pk"] for entry in opened),
        closed=frozenset(entry["pk"] for entry, answer in answers if not answer.may),
        right=f"{why} {_named(opened)}." if opened else "",
        why_not=tuple(dict.fromkeys(answer.why for _, answer in answers if not answer.may)),
    )


def _claimed(entry: document.Entry) -> list[int]:
    return [int(number) for number in entry["paragraphs"].split(",") if number]


def _named(entries: list[document.Entry]) -> str:
    numbers = [document.number_of(entry) for entry in entries]
    return f"Minute{'s' if len(numbers) > 1 else ''} {wording.joined(numbers)}"
