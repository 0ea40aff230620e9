"""
Copies of minutes on other agendas, which are taken down with the minutes (R60):

- the draft minutes that wait on the next agenda to be confirmed;
- an agenda's report of an action that a minute asked for;
- a correction, quoted by the meeting that confirmed the minutes.

A draft that has been published on the next agenda is a paper of that agenda, and gets a takedown of its own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Correction,
    ItemKind,
    Meeting,
    Minutes,
    MinutesVersion,
    Pack,
    Paper,
    PaperFile,
    PaperKind,
    Resolution,
)
from meetings.models.confirming import carried_by, quoted
from meetings.takedowns.papers import of_file
from meetings.takedowns.values import LEAST, Sheets, Value, emptied, fields_of, repeated, repeats, unprinted


def papers(minutes: Minutes) -> QuerySet[Paper]:
    """Return the papers with these minutes, on every agenda with an item to confirm the minutes."""
    items = {"item__kind": ItemKind.MINUTES, "item__minutes_of": minutes.meeting_id}
    return Paper.objects.filter(kind=PaperKind.MINUTES, **items).select_related("item__meeting")


def waiting_files(minutes: Minutes) -> QuerySet[PaperFile]:
    """Return the files of the papers with these minutes, except papers with a published file."""
    return not_out(papers(minutes).values("pk"))


def not_out(papers: Collection[int] | QuerySet[Any, Any]) -> QuerySet[PaperFile]:
    """Return the files of these papers (ids), except papers with a published file."""
    out = PaperFile.objects.filter(published__isnull=False, paper__in=papers).values("paper")
    return PaperFile.objects.filter(paper__in=papers).exclude(paper__in=out).order_by("pk")


def waiting_copies(hashes: Iterable[str]) -> QuerySet[PaperFile]:
    """Return the unpublished files with these hashes, of any paper."""
    return PaperFile.objects.filter(stored__sha256__in=hashes, published__isnull=True).order_by("pk")


def of_waiting(
    files: Collection[PaperFile], items: Collection[AgendaItem], like: AgendaItem | None, sheets: Sheets
) -> Iterator[Value]:
    """
    Yield the values of copies that are not published yet:

    - the `files`;
    - the fields of `items` that repeat the title of the item `like`;
    - the unpublished packs and draft supplements of meetings that have one of these files or items.
    """
    for file in files:
        yield from of_file(file, sheets)
    titles = [like.title, like.public_title] if like else []
    for item in items if titles else ():
        yield from repeated(item, titles, sheets.note)
    meetings = {file.paper.item.meeting_id for file in files} | {item.meeting_id for item in items}
    yield from emptied(Pack.objects.filter(meeting__in=meetings).exclude(pk__in=Pack.objects.published()), sheets)


def asked_under(item: AgendaItem) -> list[Action]:
    """
    Return the actions requested under an item, on its own agenda or on an agenda that continues the item.

    An action's `asked_in` is a programme and a title, such as "Work programme 2021/22: Young Carers". That title may
    repeat the item's title.
    """
    titles = [title for title in (item.title, item.public_title) if title]
    of_committee = Action.objects.exclude(asked_in="").filter(meeting__committee=item.meeting.committee_id)
    return [
        action
        for action in of_committee
        if action.item_id == item.pk or repeats(action.asked_in.partition(": ")[2], titles)
    ]


def of_asked_under(item: AgendaItem, sheets: Sheets) -> Iterator[Value]:
    """Yield values for the item's actions: `asked_in`, fields that repeat the item's title, lines of later agendas."""
    actions, titles = asked_under(item), [item.title, item.public_title]
    for action in actions:
        yield from fields_of(action, asked_in=sheets.note)
        yield from (value for value in repeated(action, titles, sheets.note) if value.field != "asked_in")
    places = {action.pk: action.asked_in for action in actions}

    def put(line: dict[str, Any]) -> str:
        rest = line["text"].replace(places[line["action"]], sheets.note)
        return sheets.note if repeats(rest, titles) else rest

    yield from of_asked(item.meeting, set(places), sheets, put)


def of_asked(
    meeting: Meeting,
    actions: Collection[int],
    sheets: Sheets,
    put: Callable[[dict[str, Any]], str] | None = None,
) -> Iterator[Value]:
    """
    Yield values for lines of later agendas that report these actions (ids), and for those agendas' notices and packs.

    `put` takes a line and returns the text that replaces it; without `put`, the note replaces the line.
    """
    if not actions:
        return
    meetings: set[int] = set()
    for version in AgendaVersion.objects.filter(meeting__in=later(meeting)).order_by("pk"):
        for place, item in enumerate(version.snapshot["items"]):
            for at, line in enumerate(item.get("asked", [])):
                if line["action"] in actions:
                    path = f"items/{place}/asked/{at}/text"
                    text = put(line) if put else sheets.note
                    yield Value("meetings_agendaversion", version.pk, "snapshot", path, text)
                    meetings.add(version.meeting_id)
    for version in AgendaVersion.objects.filter(meeting__in=meetings):
        yield from fields_of(version, notice_id=None)
    yield from emptied(Pack.objects.filter(meeting__in=meetings), sheets)


def confirming(minutes: Minutes, entries: Collection[int]) -> Resolution | None:
    """Return the resolution that confirmed the minutes, if any Minute of `entries` (ids) was corrected; else None."""
    corrected = Correction.objects.filter(minute__in=entries).exists()
    return carried_by(minutes) if corrected else None


def of_corrections(minutes: Minutes, entries: Collection[int], note: str) -> Iterator[Value]:
    """Yield values for the confirming meeting's texts that quote a correction, with the quotation replaced."""
    resolution = confirming(minutes, entries)
    if resolution is None:
        return
    rows = list(Correction.objects.filter(minute__in=entries).select_related("minute"))
    theirs = resolution.minute.minutes
    for version in theirs.versions.all():
        for place, entry in enumerate(version.document["entries"]):
            for at, row in enumerate(entry["resolutions"]):
                if row["pk"] == resolution.pk:
                    path = f"entries/{place}/resolutions/{at}"
                    yield from _unquoted(version, path, row, rows, note)
                    for number, limb in enumerate(row["limbs"]):
                        yield from _unquoted(version, f"{path}/limbs/{number}", limb, rows, note)
                    yield from unprinted(version)
    for limb in resolution.limbs.all():
        if (put := _without(limb.text, rows, note)) != limb.text:
            yield from fields_of(limb, text=put)


def _unquoted(
    version: MinutesVersion, path: str, part: dict[str, Any], rows: list[Correction], note: str
) -> Iterator[Value]:
    for key in ("lead", "words", "text"):
        text = part.get(key) or ""
        if (put := _without(text, rows, note)) != text:
            yield Value("meetings_minutesversion", version.pk, "document", f"{path}/{key}", put)


def _without(text: str, rows: list[Correction], note: str) -> str:
    """
    Return the text with each quoted correction replaced by words such as "a correction of minute 7".

    Return only the note where the text has a correction's words without the quotation.
    """
    for correction in rows:
        if (quote := quoted(correction)) in text:
            text = text.replace(quote, f"a correction of minute {correction.minute.printed_number}")
        elif any(len(words) >= LEAST and words in text for words in (correction.old_words, correction.new_words)):
            return note
    return text


def later(meeting: Meeting) -> QuerySet[Meeting]:
    """Return the meetings that confirm the minutes of `meeting`, and later meetings with a published agenda."""
    confirming = Q(items__kind=ItemKind.MINUTES, items__minutes_of=meeting)
    after = Q(date__gt=meeting.date, versions__isnull=False)
    return Meeting.objects.filter(pk__in=Meeting.objects.filter(confirming | after).exclude(pk=meeting.pk).values("pk"))
