"""
The things that are taken down, by kind: what each is called, whether it was published, and what it is made of (R60).

A thing is the row of a paper, an item, a background document, minutes, one minute or an answer; or of what was said of
a meeting: its own note and reasons, a re-arrangement, an urgency ruling, the note of a version, the notice that it is
held in private. A storey above adds its own (`add`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from committee.models import User
from committee.wording.dates import long_date
from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    BackgroundDocument,
    Meeting,
    MeetingMove,
    Minute,
    Minutes,
    MinutesVersionKind,
    Paper,
    PaperFile,
    PrivateNotice,
    TakedownSubject,
    UrgencyRuling,
)
from meetings.models.takedown import MayBeDown
from meetings.papers.withholding import is_published
from meetings.takedowns import copies_elsewhere, papers, reasons, values

Thing = (
    Paper
    | AgendaItem
    | BackgroundDocument
    | Minutes
    | Minute
    | Answer
    | Meeting
    | MeetingMove
    | UrgencyRuling
    | AgendaVersion
    | PrivateNotice
)
SUBJECTS: dict[type[models.Model], TakedownSubject] = {
    Paper: TakedownSubject.PAPER,
    AgendaItem: TakedownSubject.ITEM,
    BackgroundDocument: TakedownSubject.BACKGROUND,
    Minutes: TakedownSubject.MINUTES,
    Minute: TakedownSubject.MINUTE,
    Answer: TakedownSubject.ANSWER,
    Meeting: TakedownSubject.MEETING,
    MeetingMove: TakedownSubject.MOVE,
    UrgencyRuling: TakedownSubject.RULING,
    AgendaVersion: TakedownSubject.VERSION,
    PrivateNotice: TakedownSubject.NOTICE,
}
MODELS = {subject: model for model, subject in SUBJECTS.items()}


@dataclass(frozen=True, slots=True)
class Kind:
    """
    What a storey above has taken down, of no meeting: its rows, what one is called, whether it was published.

    `values` is given the row and the note that stands in the place of its words, `papers` are those that tell it;
    `desk_page` and `public_page` are names of addresses without arguments. `confirmed` erases what is no word, on a day
    and by whom the takedown is confirmed.
    """

    rows: Callable[[], models.QuerySet[Any, Any]]
    label: Callable[[Any], str]
    was_published: Callable[[Any], bool]
    values: Callable[[Any, str], Iterable[values.Value]]
    papers: Callable[[Any], Iterable[Paper]]
    desk_page: str
    public_page: str
    confirmed: Callable[[Any, dt.date, User], None] | None = None


ABOVE: dict[type[models.Model], Kind] = {}


def add(model: type[models.Model], subject: TakedownSubject, kind: Kind) -> None:
    """Have the rows of a model of a storey above taken down."""
    SUBJECTS[model], MODELS[subject], ABOVE[model] = subject, model, kind


def pages_of(subject: str, meeting: Meeting | None) -> tuple[str, str]:
    """Return the desk's page for taking down a thing of that subject, and the public page that showed it."""
    if meeting is not None:
        args = [meeting.committee.slug, meeting.slug]
        return reverse("desk:meeting", args=args), reverse("public:meeting", args=args)
    kind = ABOVE[MODELS[TakedownSubject(subject)]]
    return reverse(kind.desk_page), reverse(kind.public_page)


def meeting_of(thing: Thing) -> Meeting | None:
    """Return the meeting that a thing belongs to; None if it belongs to none."""
    if type(thing) in ABOVE:
        return None
    if isinstance(thing, Meeting):
        return thing
    if isinstance(thing, Paper | UrgencyRuling):
        return thing.item.meeting
    if isinstance(thing, BackgroundDocument):
        return thing.paper.item.meeting
    if isinstance(thing, Minute):
        return thing.minutes.meeting
    return thing.action.meeting if isinstance(thing, Answer) else thing.meeting


def label_of(thing: Thing) -> str:
    """Return the label of the thing, without a word of its content."""
    if kind := ABOVE.get(type(thing)):
        return kind.label(thing)
    if isinstance(thing, Paper):
        return f"Paper {thing.position} of item {thing.item.number}"
    if isinstance(thing, AgendaItem):
        return f"The words of item {thing.number}"
    if isinstance(thing, BackgroundDocument):
        return f"Background paper {thing.pk} of item {thing.paper.item.number}"
    if isinstance(thing, Minute):
        return f"Minute {thing.number}"
    if isinstance(thing, Meeting):
        return "The note and the reasons of the meeting"
    if isinstance(thing, MeetingMove):
        return f"The reason why the meeting was re-arranged on {long_date(timezone.localdate(thing.moved_at))}"
    if isinstance(thing, UrgencyRuling):
        return f"The ruling that item {thing.item.number} is urgent"
    if isinstance(thing, AgendaVersion):
        return f"The note of version {thing.number} of the agenda"
    if isinstance(thing, PrivateNotice):
        return f"Notice {thing.pk} of a private meeting"
    return "The minutes" if isinstance(thing, Minutes) else f"Answer {thing.pk} to an action"


def was_published(thing: Thing) -> bool:
    """Return whether anybody could read the thing before anything was taken down."""
    if kind := ABOVE.get(type(thing)):
        return kind.was_published(thing)
    if isinstance(thing, Paper):
        return is_published(thing)
    if isinstance(thing, AgendaItem):
        version = thing.meeting.versions.order_by("-number").first()
        return version is not None and any(item["pk"] == thing.pk for item in version.snapshot["items"])
    if isinstance(thing, BackgroundDocument):
        return is_published(thing.paper)
    if isinstance(thing, Minutes):
        return thing.versions.public().exists()
    if isinstance(thing, Minute):
        # Also where all the minutes are down: the proper officer then opens the rest by undoing that.
        return thing.minutes.versions.exclude(kind=MinutesVersionKind.CIRCULATED).exists()
    if isinstance(thing, UrgencyRuling):
        return was_published(thing.item)
    if isinstance(thing, PrivateNotice):
        return thing.is_public
    if isinstance(thing, Meeting):
        return bool(thing.note or thing.cancelled_reason or thing.shorter_notice_reason)
    if isinstance(thing, MeetingMove | AgendaVersion):
        return isinstance(thing, MeetingMove) or bool(thing.change_note)
    return Action.objects.public().filter(pk=thing.action_id).exists() and not thing.withheld


def page_counts(thing: Thing, with_item: bool) -> list[int]:
    """Return the number of pages of each of its files, and of files that would publish it later."""
    counts = [file.pages for file in waiting_files(thing, with_item)]
    if isinstance(thing, Paper):
        counts += thing.files.filter(published__isnull=False).values_list("pages", flat=True)
    return counts


def hashes_of(thing: Thing) -> set[str]:
    """Return the hashes of the files that a thing was published as."""
    if isinstance(thing, Paper):
        return set(thing.files.filter(published__isnull=False).values_list("stored__sha256", flat=True))
    stored = thing.stored if isinstance(thing, BackgroundDocument | Answer) else None
    return {stored.sha256} if stored else set()


def copies(thing: Thing, with_item: bool) -> list[Thing]:
    """Return other published things with the same file, or with the same title in what continues it."""
    same = {"stored__sha256__in": hashes_of(thing)}
    rows = PaperFile.objects.filter(published__isnull=False, **same).distinct().select_related("paper__item__meeting")
    things: list[Thing] = [file.paper for file in rows]
    things += BackgroundDocument.objects.filter(**same).select_related("paper__item__meeting")
    things += Answer.objects.filter(**same).select_related("action__meeting")
    things += items_alike(thing, with_item)
    return [other for other in things if other != thing and was_published(other)]


def items_alike(thing: Thing, with_item: bool) -> list[AgendaItem]:
    """Return the items of other agendas with the title that is removed: they continue the item there."""
    item = item_of(thing, with_item)
    return [alike for storey in values.ABOVE for alike in storey.items_alike(item)] if item else []


def items_waiting(thing: Thing, with_item: bool) -> list[AgendaItem]:
    """Return the alike items that no agenda has published yet."""
    return [item for item in items_alike(thing, with_item) if not was_published(item)]


def waiting_files(thing: Thing, with_item: bool) -> list[PaperFile]:
    """Return the files of other papers that would publish it later: drafts of its minutes, and copies of its file."""
    drafts = [
        file
        for minutes in telling(thing, with_item)
        for file in copies_elsewhere.waiting_files(minutes).select_related("paper__item")
    ]
    printed = copies_elsewhere.not_out(printed_of(thing, with_item)).select_related("paper__item")
    return [*drafts, *printed, *copies_elsewhere.waiting_copies(hashes_of(thing)).select_related("paper__item")]


def values_of(thing: Thing, put: values.Sheets, with_item: bool) -> Iterable[values.Value]:
    """Return what a takedown of the thing removes from which rows, with what it has left on other agendas."""
    waiting = copies_elsewhere.of_waiting(waiting_files(thing, with_item), put)
    alike = copies_elsewhere.of_items_waiting(items_waiting(thing, with_item), item_of(thing, with_item), put)
    found = [*_own_values(thing, put, with_item), *waiting, *alike]
    return [*found, *values.scans(found, put), *_marks(thing)]


def _marks(thing: Thing) -> Iterator[values.Value]:
    """Yield `is_down` of the rows that public querysets leave out (`MayBeDown`)."""
    if not isinstance(thing, MayBeDown):
        return
    # Nothing of a minute is out before the whole minutes: a note of decisions has its note in the minute's place.
    if isinstance(thing, Minute) and not thing.minutes.versions.whole().exists():
        return
    for row in (thing, *thing.versions.all()) if isinstance(thing, Minutes) else (thing,):
        yield values.Value(row._meta.db_table, row.pk, "is_down", "", True)


def _own_values(thing: Thing, put: values.Sheets, with_item: bool) -> Iterable[values.Value]:
    if kind := ABOVE.get(type(thing)):
        return kind.values(thing, put.note)
    if isinstance(thing, PrivateNotice):
        return values.words_of(thing, put.note)
    if isinstance(thing, Paper):
        removed = papers.of_paper(thing, put, with_item=with_item)
        return [*removed, *copies_elsewhere.of_asked_under(thing.item, put)] if with_item else removed
    if isinstance(thing, AgendaItem):
        return [*values.of_item(thing, put), *copies_elsewhere.of_asked_under(thing, put)]
    if isinstance(thing, BackgroundDocument):
        return values.of_background(thing, put)
    if isinstance(thing, Minutes):
        return [*values.of_minutes(thing, put), *_told_elsewhere(thing, _entries_of(thing), put)]
    if isinstance(thing, Minute):
        later = _told_elsewhere(thing.minutes, _entries_of(thing), put)
        return [*values.of_minutes(thing.minutes, put, only=thing), *later]
    if isinstance(thing, Answer):
        return values.of_answer(thing, put)
    return reasons.of(thing, put)


def _told_elsewhere(minutes: Minutes, entries: list[Minute], put: values.Sheets) -> Iterable[values.Value]:
    pks = [entry.pk for entry in entries]
    actions = set(copies_elsewhere.asked_by(entries).values_list("pk", flat=True))
    return [
        *copies_elsewhere.of_asked(minutes.meeting, actions, put),
        *copies_elsewhere.of_corrections(minutes, pks, put.note),
    ]


def _entries_of(thing: Minutes | Minute) -> list[Minute]:
    return [thing] if isinstance(thing, Minute) else list(thing.entries.all())


def telling(thing: Thing, with_item: bool) -> list[Minutes]:
    """Return the minutes that repeat what is taken down, and the meeting's minutes that quoted a correction."""
    minutes = minutes_of(thing, with_item)
    if minutes is None:
        return []
    pks = [entry.pk for entry in _entries_of(thing)] if isinstance(thing, Minutes | Minute) else []
    resolution = copies_elsewhere.confirming(minutes, pks)
    return [minutes, resolution.minute.minutes] if resolution else [minutes]


def item_of(thing: Thing, with_item: bool) -> AgendaItem | None:
    """Return the item whose words are taken down: the thing itself, or the item of a paper with it."""
    if isinstance(thing, Paper) and with_item:
        return thing.item
    return thing if isinstance(thing, AgendaItem) else None


def is_told_later(thing: Thing, with_item: bool) -> bool:
    """Return whether agendas of later meetings may repeat it: in minutes, or in actions."""
    if minutes_of(thing, with_item):
        return True
    item = item_of(thing, with_item)
    return item is not None and bool(copies_elsewhere.asked_under(item))


def minutes_of(thing: Thing, with_item: bool) -> Minutes | None:
    """Return the published minutes that repeat what is taken down: themselves, or under the item's heading."""
    if isinstance(thing, Minutes):
        return thing
    if isinstance(thing, Minute):
        return thing.minutes
    item = item_of(thing, with_item)
    if item is None:
        return None
    rows = Minutes.objects.filter(meeting=item.meeting_id, entries__item=item, versions__isnull=False)
    return rows.select_related("meeting").first()


def papers_of_minutes(thing: Thing, with_item: bool) -> list[Paper]:
    """Return the published papers that hold the minutes: drafts on later agendas, and upper storeys' prints."""
    wanted = {paper.pk for minutes in telling(thing, with_item) for paper in copies_elsewhere.papers(minutes)}
    if isinstance(thing, Minutes | Minute):
        wanted |= printed_of(thing, with_item)
    rows = Paper.objects.filter(pk__in=wanted, files__published__isnull=False)
    return list(rows.select_related("item__meeting").distinct())


def papers_of_item(thing: Thing, with_item: bool) -> list[Paper]:
    """Return published papers of the upper apps that print the item's title, if its words are taken down."""
    if isinstance(thing, Minutes | Minute):
        return []
    rows = Paper.objects.filter(pk__in=printed_of(thing, with_item), files__published__isnull=False)
    return list(rows.select_related("item__meeting").distinct())


def printed_of(thing: Thing, with_item: bool) -> set[int]:
    """Ids of the papers that upper storeys printed with it: with a minute, or with the title of an item."""
    if isinstance(thing, Minutes | Minute):
        return {paper.pk for entry in _entries_of(thing) for storey in values.ABOVE for paper in storey.papers(entry)}
    if kind := ABOVE.get(type(thing)):
        return {paper.pk for paper in kind.papers(thing)}
    item = item_of(thing, with_item)
    if item is None:
        return set()
    return {paper.pk for storey in values.ABOVE for paper in storey.item_papers(item)}
