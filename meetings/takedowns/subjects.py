"""
Kinds of things that can be taken down, each with its label, its values and a check that a thing was public (R60).

A thing is the row of a paper, an item, a background document, minutes, one minute or an answer. A thing can also be a
meeting's own words: its note and reasons, a re-arrangement, an urgency ruling, the note of a version, or the notice
that the meeting is held in private. An upper app adds its own kinds to `KINDS`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from committee.models import User
from committee.models.part_of import way_up
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

OF_A_MEETING = ("desk:meeting", "public:meeting")


@dataclass(frozen=True, slots=True)
class Kind:
    """
    One kind of thing that is taken down.

    - `label` names the thing without a word of its content.
    - `was_published` returns whether anybody could read the thing before anything was taken down.
    - `values` returns the values to remove, given the thing and the `Sheets` to put in their place.
    - `papers` returns the papers that repeat the thing's words.
    - `pages` are URL names: the desk's page from which to take the thing down, and the public page that showed it. A
      kind whose pages are not a meeting's pages belongs to no meeting.
    - `confirmed` erases data other than words when the takedown is confirmed, given the thing, the day and the user.
    """

    subject: TakedownSubject
    label: Callable[[Any], str]
    was_published: Callable[[Any], bool]
    values: Callable[[Any, values.Sheets], Iterable[values.Value]]
    papers: Callable[[Any], Iterable[Paper]] | None = None
    pages: tuple[str, str] = OF_A_MEETING
    confirmed: Callable[[Any, dt.date, User], None] | None = None


def _is_listed(item: AgendaItem) -> bool:
    version = item.meeting.versions.order_by("-number").first()
    return version is not None and any(entry["pk"] == item.pk for entry in version.snapshot["items"])


def _is_told(minute: Minute) -> bool:
    # True even while all the minutes are taken down: a clerk may hide this minute, then undo the takedown of the whole
    # minutes, so that the other minutes are public again.
    return minute.minutes.versions.exclude(kind=MinutesVersionKind.CIRCULATED).exists()


def _is_answered(answer: Answer) -> bool:
    return Action.objects.public().filter(pk=answer.action_id).exists() and not answer.withheld


def _moved(move: MeetingMove) -> str:
    return f"The reason why the meeting was re-arranged on {long_date(timezone.localdate(move.moved_at))}"


def _of_item(item: AgendaItem, put: values.Sheets) -> Iterable[values.Value]:
    return [*values.of_item(item, put), *copies_elsewhere.of_asked_under(item, put)]


def _of_minutes(thing: Minutes | Minute, put: values.Sheets) -> Iterable[values.Value]:
    minutes, only = (thing.minutes, thing) if isinstance(thing, Minute) else (thing, None)
    entries = _entries_of(thing)
    actions = set(values.asked_by(entries).values_list("pk", flat=True))
    return [
        *values.of_minutes(minutes, put, only=only),
        *copies_elsewhere.of_asked(minutes.meeting, actions, put),
        *copies_elsewhere.of_corrections(minutes, [entry.pk for entry in entries], put.note),
    ]


KINDS: dict[type[Model], Kind] = {
    Paper: Kind(
        TakedownSubject.PAPER,
        lambda paper: f"Paper {paper.position} of item {paper.item.number}",
        is_published,
        papers.of_paper,
    ),
    AgendaItem: Kind(TakedownSubject.ITEM, lambda item: f"The words of item {item.number}", _is_listed, _of_item),
    BackgroundDocument: Kind(
        TakedownSubject.BACKGROUND,
        lambda document: f"Background paper {document.pk} of item {document.paper.item.number}",
        lambda document: is_published(document.paper),
        values.of_background,
    ),
    Minutes: Kind(
        TakedownSubject.MINUTES,
        lambda _: "The minutes",
        lambda minutes: minutes.versions.public().exists(),
        _of_minutes,
    ),
    Minute: Kind(TakedownSubject.MINUTE, lambda minute: f"Minute {minute.printed_number}", _is_told, _of_minutes),
    Answer: Kind(
        TakedownSubject.ANSWER, lambda answer: f"Answer {answer.pk} to an action", _is_answered, values.of_answer
    ),
    Meeting: Kind(
        TakedownSubject.MEETING,
        lambda _: "The note and the reasons of the meeting",
        lambda meeting: bool(values.instead(meeting, "")),
        reasons.of_meeting,
    ),
    MeetingMove: Kind(TakedownSubject.MOVE, _moved, lambda _: True, reasons.of_move),
    UrgencyRuling: Kind(
        TakedownSubject.RULING,
        lambda ruling: f"The ruling that item {ruling.item.number} is urgent",
        lambda ruling: _is_listed(ruling.item),
        reasons.of_ruling,
    ),
    AgendaVersion: Kind(
        TakedownSubject.VERSION,
        lambda version: f"The note of version {version.number} of the agenda",
        lambda version: bool(version.change_note),
        reasons.of_version,
    ),
    PrivateNotice: Kind(
        TakedownSubject.NOTICE,
        lambda notice: f"Notice {notice.pk} of a private meeting",
        lambda notice: notice.is_public,
        lambda notice, put: values.words_of(notice, put.note),
    ),
}


def kind_of(thing: Model) -> Kind:
    """Return the kind of a thing."""
    return KINDS[type(thing)]


def _way(model: type[Model]) -> str:
    """Return the lookup from a model to its meeting; "" for Meeting itself, and for a model without a meeting."""
    return way_up(model, Meeting) if KINDS[model].pages == OF_A_MEETING else ""


def model_of(subject: str) -> type[Model]:
    """Return the model whose rows a takedown of that subject hides. Raises StopIteration for an unknown subject."""
    return next(model for model, kind in KINDS.items() if kind.subject == subject)


def rows_of(subject: str) -> QuerySet[Any, Any] | None:
    """Return the rows of the subject's model (for Meeting, only public meetings); None for an unknown subject."""
    if subject not in {kind.subject for kind in KINDS.values()}:
        return None
    model = model_of(subject)
    if model is Meeting:
        return Meeting.objects.public().select_related("committee")
    rows, way = model._default_manager.all(), _way(model)
    return rows.select_related(f"{way}__committee") if way else rows


def pages_of(subject: str, meeting: Meeting | None) -> tuple[str, str]:
    """Return the desk's page for taking down a thing of that subject, and the public page that showed it."""
    args = [meeting.committee.slug, meeting.slug] if meeting else []
    desk, public = KINDS[model_of(subject)].pages
    return reverse(desk, args=args), reverse(public, args=args)


def meeting_of(thing: Model) -> Meeting | None:
    """Return the meeting that a thing belongs to; None for a thing without a meeting."""
    if isinstance(thing, Meeting):
        return thing
    way = _way(type(thing)).replace("__", ".")
    meeting: Meeting | None = attrgetter(way)(thing) if way else None
    return meeting


def was_published(thing: Model) -> bool:
    """Return whether anybody could read the thing before anything was taken down."""
    return kind_of(thing).was_published(thing)


def page_counts(thing: Model, with_item: bool) -> list[int]:
    """Return the page counts of the thing's published files, and of unpublished files that repeat the thing."""
    counts = [file.pages for file in waiting_files(thing, with_item)]
    if isinstance(thing, Paper):
        counts += thing.files.filter(published__isnull=False).values_list("pages", flat=True)
    return counts


def hashes_of(thing: Model) -> set[str]:
    """Return the hashes of the files that a thing was published as."""
    if isinstance(thing, Paper):
        return set(thing.files.filter(published__isnull=False).values_list("stored__sha256", flat=True))
    stored = thing.stored if isinstance(thing, BackgroundDocument | Answer) else None
    return {stored.sha256} if stored else set()


def published_too(thing: Model, with_item: bool) -> list[Model]:
    """
    Return other published things to take down too.

    These are things with the same file, items that continue the thing's item, and papers that repeat the thing's words.
    """
    same = {"stored__sha256__in": hashes_of(thing)}
    rows = PaperFile.objects.filter(published__isnull=False, **same).distinct().select_related("paper__item__meeting")
    things: list[Model] = [file.paper for file in rows]
    things += BackgroundDocument.objects.filter(**same).select_related("paper__item__meeting")
    things += Answer.objects.filter(**same).select_related("action__meeting")
    things += items_alike(thing, with_item)
    things += _papers_telling(thing, with_item)
    return [other for other in things if other != thing and was_published(other)]


def items_alike(thing: Model, with_item: bool) -> list[AgendaItem]:
    """Return the items of other agendas that continue the removed item under the same title."""
    item = item_of(thing, with_item)
    return [alike for copies in values.ABOVE for alike in copies.items_alike(item)] if item else []


def items_waiting(thing: Model, with_item: bool) -> list[AgendaItem]:
    """Return the items of `items_alike` that no agenda has published yet."""
    return [item for item in items_alike(thing, with_item) if not was_published(item)]


def waiting_files(thing: Model, with_item: bool) -> list[PaperFile]:
    """Return unpublished files of other papers that repeat the thing: draft minutes, prints, copies of its file."""
    drafts = [
        file
        for minutes in telling(thing, with_item)
        for file in copies_elsewhere.waiting_files(minutes).select_related("paper__item")
    ]
    printed = copies_elsewhere.not_out(printed_of(thing, with_item)).select_related("paper__item")
    return [*drafts, *printed, *copies_elsewhere.waiting_copies(hashes_of(thing)).select_related("paper__item")]


def values_of(thing: Model, put: values.Sheets, with_item: bool) -> Iterable[values.Value]:
    """Return all values that a takedown of the thing removes, including its copies on other agendas."""
    files, items = waiting_files(thing, with_item), items_waiting(thing, with_item)
    waiting = copies_elsewhere.of_waiting(files, items, item_of(thing, with_item), put)
    taken = [*kind_of(thing).values(thing, put), *waiting]
    if isinstance(thing, Paper) and with_item:
        taken += [*values.item_words(thing.item, put), *copies_elsewhere.of_asked_under(thing.item, put)]
    return [*taken, *values.scans(taken, put), *_marks(thing)]


def _marks(thing: Model) -> Iterator[values.Value]:
    """Yield the value True for `is_down` of the thing's rows, so that public querysets leave them out (`MayBeDown`)."""
    if not isinstance(thing, MayBeDown):
        return
    # Before the whole minutes are published, a minute is public only in a note of decisions. The takedown's note
    # replaces the minute there, so `is_down` of the minute's row stays False.
    if isinstance(thing, Minute) and not thing.minutes.versions.whole().exists():
        return
    for row in (thing, *thing.versions.all()) if isinstance(thing, Minutes) else (thing,):
        yield from values.replaced(row, is_down=True)


def _entries_of(thing: Minutes | Minute) -> list[Minute]:
    return [thing] if isinstance(thing, Minute) else list(thing.entries.all())


def telling(thing: Model, with_item: bool) -> list[Minutes]:
    """Return the minutes that repeat the thing, and the minutes of the meeting that quoted its corrections."""
    minutes = minutes_of(thing, with_item)
    if minutes is None:
        return []
    pks = [entry.pk for entry in _entries_of(thing)] if isinstance(thing, Minutes | Minute) else []
    resolution = copies_elsewhere.confirming(minutes, pks)
    return [minutes, resolution.minute.minutes] if resolution else [minutes]


def item_of(thing: Model, with_item: bool) -> AgendaItem | None:
    """Return the item to be taken down: the thing itself, or with `with_item` the item of a paper; else None."""
    if isinstance(thing, Paper) and with_item:
        return thing.item
    return thing if isinstance(thing, AgendaItem) else None


def is_told_later(thing: Model, with_item: bool) -> bool:
    """Return whether agendas of later meetings may repeat the thing's words: in minutes, or in actions."""
    item = item_of(thing, with_item)
    return bool(minutes_of(thing, with_item) or (item and copies_elsewhere.asked_under(item)))


def minutes_of(thing: Model, with_item: bool) -> Minutes | None:
    """Return the minutes concerned: the thing, a minute's minutes, or minutes with a version on the item; else None."""
    if isinstance(thing, Minutes):
        return thing
    if isinstance(thing, Minute):
        return thing.minutes
    item = item_of(thing, with_item)
    if item is None:
        return None
    rows = Minutes.objects.filter(meeting=item.meeting_id, entries__item=item, versions__isnull=False)
    return rows.select_related("meeting").first()


def _papers_telling(thing: Model, with_item: bool) -> QuerySet[Paper]:
    """Return papers that repeat the thing: draft minutes on later agendas, and papers printed by upper apps."""
    wanted = {paper.pk for minutes in telling(thing, with_item) for paper in copies_elsewhere.papers(minutes)}
    wanted |= printed_of(thing, with_item)
    return Paper.objects.filter(pk__in=wanted).select_related("item__meeting")


def printed_of(thing: Model, with_item: bool) -> set[int]:
    """Return the ids of papers that upper apps printed with the words of the thing: a minute, or an item's title."""
    if isinstance(thing, Minutes | Minute):
        return {paper.pk for entry in _entries_of(thing) for copies in values.ABOVE for paper in copies.papers(entry)}
    if told_in := kind_of(thing).papers:
        return {paper.pk for paper in told_in(thing)}
    item = item_of(thing, with_item)
    if item is None:
        return set()
    return {paper.pk for copies in values.ABOVE for paper in copies.item_papers(item)}
