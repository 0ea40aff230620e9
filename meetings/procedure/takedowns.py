"""
Verbs of takedowns: hide at once, then confirm with the reason or undo, within a working day (R60).

LGA 1972 s.100C asks for inspection of what was lawfully open, not for unlawful disclosure; UK GDPR art 5 and 17.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.db import models, transaction

from committee import audit, files, permissions
from committee.days import day_list
from committee.law.clear_days import long_date
from committee.models import User
from committee.refusal import Refused
from meetings import tasks
from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    BackgroundDocument,
    Meeting,
    Minute,
    Minutes,
    Paper,
    PaperFile,
    PublishedPaper,
    Takedown,
    TakedownGround,
    TakedownState,
    TakedownSubject,
)
from meetings.packs import gate, parts
from meetings.procedure.keeping import day_of, hold, reasoned, said, save
from meetings.procedure.withholding import is_published
from meetings.takedown import elsewhere, moving, sheets, standing, values

ONE_DAY = timedelta(days=1)
Thing = Paper | AgendaItem | BackgroundDocument | Minutes | Minute | Answer
SUBJECTS: dict[type[models.Model], TakedownSubject] = {
    Paper: TakedownSubject.PAPER,
    AgendaItem: TakedownSubject.ITEM,
    BackgroundDocument: TakedownSubject.BACKGROUND,
    Minutes: TakedownSubject.MINUTES,
    Minute: TakedownSubject.MINUTE,
    Answer: TakedownSubject.ANSWER,
}


def hide(thing: Thing, *, ground: str, why: str, at: datetime, by: User, with_item: bool = False) -> Takedown:
    """
    Hide something that is published, at once and everywhere; the proper officer decides by the next working day.

    `ground` is told to everybody, `why` to the desk alone; `with_item` hides the item of a paper with it, title and
    all. The minutes of a meeting are hidden in the agenda that confirms them too, and a file wherever else it has been
    published: each as a takedown of its own.
    Raises Refused for whoever does not run the desk, for what is not published, and for what is hidden already.
    """
    _refuse_unless(permissions.runs_the_desk(by, day_of(at)), "Those who run the desk take down what was published.")
    if ground not in TakedownGround.values:
        raise Refused("Say which kind of information it is.")
    why = reasoned(why, "what is wrong with it", 1000)
    # Printed before the lock: other clerks must not wait for it.
    blank = Takedown(subject=SUBJECTS[type(thing)], ground=ground, hidden_at=at)
    put = sheets.made(blank.note, _page_counts(thing, with_item))
    also = [*_copies(thing), *_papers_of_item(thing, with_item)]
    with transaction.atomic():
        meeting = _hold_with_later(thing, with_item)
        taken = _hide(thing, meeting, put, ground=ground, why=why, at=at, by=by, with_item=with_item)
    for other in (*_papers_of_minutes(thing, with_item), *also):
        if not Takedown.objects.of(SUBJECTS[type(other)], other.pk):
            hide(other, ground=ground, why=why, at=at, by=by)
    return taken


def _hide(
    thing: Thing,
    meeting: Meeting,
    put: values.Sheets,
    *,
    ground: str,
    why: str,
    at: datetime,
    by: User,
    with_item: bool,
) -> Takedown:
    subject = SUBJECTS[type(thing)]
    thing = type(thing)._base_manager.get(pk=thing.pk)
    _refuse_unless(_was_published(thing), "This has not been published, so there is nothing to take down: edit it.")
    _refuse_unless(not Takedown.objects.of(subject, thing.pk), "Somebody has taken this down already.")
    taken = Takedown(
        meeting=meeting,
        subject=subject,
        subject_id=thing.pk,
        label=label_of(thing),
        ground=ground,
        why=why,
        hidden_at=at,
        hidden_by=by,
        decide_by=day_list().next_working_day(day_of(at) + ONE_DAY),
    )
    save(taken)
    moving.take_out(taken, _values_of(thing, put, with_item))
    audit.record(by, "hid from the public", taken, ground=ground, why=why, decide_by=taken.decide_by.isoformat())
    _rebuild(taken)
    return taken


def _hold_with_later(thing: Thing, with_item: bool) -> Meeting:
    """The meeting of a thing held, and those whose agendas may tell of it: in one order, as every lock of several."""
    meeting = meeting_of(thing)
    wanted = {meeting.pk, *(file.paper.item.meeting_id for file in _waiting_files(thing, with_item))}
    if _minutes_of(thing, with_item):
        wanted |= set(elsewhere.later(meeting).values_list("pk", flat=True))
    list(Meeting.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    return hold(meeting)


def _rebuild(takedown: Takedown) -> None:
    """Once this is committed, have the packs and notices of every meeting that it touches made again."""
    for pk in standing.touched_by(takedown):
        transaction.on_commit(partial(tasks.rebuild_after_takedown.enqueue, pk), robust=True)


def confirm(takedown: Takedown, *, reason: str, backups: str, at: datetime, by: User) -> Takedown:
    """
    Take down for good what was hidden: the proper officer's act, with the reason, and which backups still hold it.

    Its words and the bytes of its files are erased; the hash of each, and that it was taken down, stay. Raises Refused
    for anybody else, without a reason or the backups, or where it is decided already.
    """
    reason, backups = reasoned(reason, "why it is taken down", 1000), said(backups, "which backups still hold it", 500)
    with transaction.atomic():
        takedown = _waiting(takedown, at=at, by=by)
        _decide(takedown, TakedownState.CONFIRMED, reason, at=at, by=by, backups=backups)
        audit.record(by, "took down", takedown, reason=reason, backups=backups, sha256=_hashes(takedown))
        moving.erase(takedown)
    return takedown


def undo(takedown: Takedown, *, reason: str, at: datetime, by: User) -> Takedown:
    """
    Publish again, exactly as it was, what was hidden: the proper officer's act, with the reason.

    What somebody has written in its place meanwhile stays. Raises Refused for anybody else, without a reason, where it
    is decided already, and where another takedown that is confirmed has erased all of it.
    """
    reason = reasoned(reason, "why it is published again", 1000)
    with transaction.atomic():
        takedown = _waiting(takedown, at=at, by=by)
        _refuse_unless(
            moving.keeps_anything(takedown),
            "Everything it hides was taken down for good with something else, so nothing is left to publish again: "
            "confirm this takedown too.",
        )
        moving.put_back(takedown)
        _decide(takedown, TakedownState.UNDONE, reason, at=at, by=by)
        audit.record(by, "published again", takedown, reason=reason)
        _rebuild(takedown)
    return takedown


def place_redacted_copy(takedown: Takedown, *, data: bytes, filename: str, at: datetime, by: User) -> Takedown:
    """
    Put a redacted copy in the place of a paper or background document that was taken down, with its page numbers.

    It is the proper officer's act as the decision is, or else a clerk alone could have the public read another paper.
    Blank pages make good those it has fewer. Raises Refused for anybody else, for a copy that cannot be used, has more
    pages or is what must not be read, and for what takes none.
    """
    _refuse_unless(
        permissions.is_proper_officer(by, day_of(at)), "The proper officer puts a redacted copy in the place of it."
    )
    _refuse_unless(takedown.takes_a_copy, "Nothing is down here that a redacted copy can stand for.")
    found = values.files_of(takedown)
    # Outside the transaction: reading a stranger's PDF takes seconds, and other clerks must not wait for it.
    taken = sheets.redacted(data, filename, max((pages for _, pages in found), default=0))
    gate.refuse_twin(taken, what="The redacted copy")
    with transaction.atomic():
        hold(takedown.meeting)
        takedown = Takedown.objects.select_for_update(of=("self",)).get(pk=takedown.pk)
        _refuse_unless(takedown.takes_a_copy, "It has been published again meanwhile.")
        takedown.redacted, takedown.redacted_at, takedown.redacted_by = files.keep(taken.pdf), at, by
        takedown.save(update_fields=["redacted", "redacted_at", "redacted_by"])
        moving.put_in(values.of_copy(takedown, taken))
        parts.keep(taken.sha256, taken.prepared)
        audit.record(by, "put a redacted copy in the place of", takedown, sha256=taken.sha256)
        _rebuild(takedown)
    return takedown


def refuse_while_waiting(meeting: Meeting) -> None:
    """
    Raise Refused while something of the meeting, or of minutes that its agenda holds, is hidden and not decided.

    A version published meanwhile would be frozen without its words, and undoing could not put them back.
    """
    waiting = standing.touching(meeting).filter(state=TakedownState.HIDDEN).first()
    if waiting:
        where = "" if waiting.meeting_id == meeting.pk else f" of {long_date(waiting.meeting.date)}"
        raise Refused(
            f"Hidden from the public: {waiting.label}{where}. Nothing more of this meeting is published until the "
            "proper officer has confirmed that or undone it.",
            rule="R60",
        )


@contextmanager
def words_in_place(meeting: Meeting) -> Iterator[None]:
    """
    Have what is hidden and not decided in its place while the next version is frozen, then take it out of that too.

    For what cannot wait for the proper officer (R55): undoing makes such a version whole, confirming erases its words
    as well. Call it inside the transaction that holds the meeting, so that nobody reads a word of it.
    """
    waiting = list(meeting.takedowns.waiting().filter(subject__in=(TakedownSubject.PAPER, TakedownSubject.ITEM)))
    if not waiting:
        yield
        return
    hidden = moving.lay_open(waiting)
    before = set(meeting.versions.values_list("pk", flat=True))
    yield
    made = set(meeting.versions.exclude(pk__in=before).values_list("pk", flat=True))
    listed = set(PublishedPaper.objects.filter(version__in=made).values_list("pk", flat=True))
    new = {AgendaVersion._meta.db_table: made, PublishedPaper._meta.db_table: listed}
    for takedown in waiting:
        found = [one for one in _values_again(takedown) if one.row_id in new.get(one.of_table, ())]
        moving.take_out(takedown, found)
    moving.put_in(hidden)
    transaction.on_commit(partial(tasks.rebuild_after_takedown.enqueue, meeting.pk), robust=True)


def _values_again(takedown: Takedown) -> Iterable[values.Value]:
    """What it would take out now, were it hidden again as it was; of files nothing is asked here."""
    model: type[Paper | AgendaItem] = Paper if takedown.subject == TakedownSubject.PAPER else AgendaItem
    thing = model._base_manager.get(pk=takedown.subject_id)
    with_item = takedown.words.filter(of_table=AgendaItem._meta.db_table).exists()
    return _values_of(thing, values.Sheets(takedown.note, defaultdict(int)), with_item)


def meeting_of(thing: Thing) -> Meeting:
    """The meeting whose business it is."""
    if isinstance(thing, Paper):
        return thing.item.meeting
    if isinstance(thing, BackgroundDocument):
        return thing.paper.item.meeting
    if isinstance(thing, Minute):
        return thing.minutes.meeting
    return thing.action.meeting if isinstance(thing, Answer) else thing.meeting


def label_of(thing: Thing) -> str:
    """Which one it is, without a word of it."""
    if isinstance(thing, Paper):
        return f"Paper {thing.position} of item {thing.item.number}"
    if isinstance(thing, AgendaItem):
        return f"The words of item {thing.number}"
    if isinstance(thing, BackgroundDocument):
        return f"Background document {thing.pk} of item {thing.paper.item.number}"
    if isinstance(thing, Minute):
        return f"Minute {thing.number}"
    return "The minutes" if isinstance(thing, Minutes) else f"Answer {thing.pk} to an action"


def _was_published(thing: Thing) -> bool:
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
        return thing.minutes.versions.public().exists()
    return Action.objects.public().filter(pk=thing.action_id).exists() and not thing.withheld


def _page_counts(thing: Thing, with_item: bool) -> list[int]:
    counts = [file.pages for file in _waiting_files(thing, with_item)]
    if isinstance(thing, Paper):
        counts += thing.files.filter(published__isnull=False).values_list("pages", flat=True)
    return counts


def _hashes_of(thing: Thing) -> set[str]:
    """The hashes of the files that a thing was published as."""
    if isinstance(thing, Paper):
        return set(thing.files.filter(published__isnull=False).values_list("stored__sha256", flat=True))
    stored = thing.stored if isinstance(thing, BackgroundDocument | Answer) else None
    return {stored.sha256} if stored else set()


def _copies(thing: Thing) -> list[Thing]:
    """Whatever else has been published with the same file."""
    same = {"stored__sha256__in": _hashes_of(thing)}
    rows = PaperFile.objects.filter(published__isnull=False, **same).distinct().select_related("paper__item__meeting")
    found: list[Thing] = [file.paper for file in rows]
    found += BackgroundDocument.objects.filter(**same).select_related("paper__item__meeting")
    found += Answer.objects.filter(**same).select_related("action__meeting")
    return [one for one in found if one != thing and _was_published(one)]


def _waiting_files(thing: Thing, with_item: bool) -> list[PaperFile]:
    """The files of other papers that would publish it later: drafts of its minutes, and copies of its file."""
    found = [
        file
        for minutes in _telling(thing, with_item)
        for file in elsewhere.waiting_files(minutes).select_related("paper__item")
    ]
    return found + list(elsewhere.waiting_copies(_hashes_of(thing)).select_related("paper__item"))


def _values_of(thing: Thing, put: values.Sheets, with_item: bool) -> Iterable[values.Value]:
    waiting = elsewhere.of_waiting(_waiting_files(thing, with_item), put)
    return [*_own_values(thing, put, with_item), *waiting]


def _own_values(thing: Thing, put: values.Sheets, with_item: bool) -> Iterable[values.Value]:
    if isinstance(thing, Paper):
        return values.of_paper(thing, put, with_item=with_item)
    if isinstance(thing, AgendaItem):
        return values.of_item(thing, put)
    if isinstance(thing, BackgroundDocument):
        return values.of_background(thing, put)
    if isinstance(thing, Minutes):
        return [*values.of_minutes(thing, put), *_told_elsewhere(thing, _entries_of(thing), put)]
    if isinstance(thing, Minute):
        told = _told_elsewhere(thing.minutes, _entries_of(thing), put)
        return [*values.of_minutes(thing.minutes, put, only=thing), *told]
    return values.of_answer(thing, put)


def _told_elsewhere(minutes: Minutes, entries: list[Minute], put: values.Sheets) -> Iterable[values.Value]:
    pks = [entry.pk for entry in entries]
    return [*elsewhere.of_asked(minutes, pks, put), *elsewhere.of_corrections(minutes, pks, put.note)]


def _entries_of(thing: Minutes | Minute) -> list[Minute]:
    return [thing] if isinstance(thing, Minute) else list(thing.entries.all())


def _telling(thing: Thing, with_item: bool) -> list[Minutes]:
    """The minutes that tell what is taken down, and those of the meeting that quoted a correction of it."""
    minutes = _minutes_of(thing, with_item)
    if minutes is None:
        return []
    pks = [entry.pk for entry in _entries_of(thing)] if isinstance(thing, Minutes | Minute) else []
    resolution = elsewhere.confirming(minutes, pks)
    return [minutes, resolution.minute.minutes] if resolution else [minutes]


def _minutes_of(thing: Thing, with_item: bool) -> Minutes | None:
    """The published minutes that tell what is taken down: themselves, or under the heading of the item."""
    if isinstance(thing, Minutes):
        return thing
    if isinstance(thing, Minute):
        return thing.minutes
    item = thing.item if isinstance(thing, Paper) and with_item else thing
    if not isinstance(item, AgendaItem):
        return None
    found = Minutes.objects.filter(meeting=item.meeting_id, entries__item=item, versions__isnull=False)
    return found.select_related("meeting").first()


def _papers_of_minutes(thing: Thing, with_item: bool) -> list[Paper]:
    """The published papers that hold the minutes: their draft on the next agenda, and what upper storeys printed."""
    wanted = {paper.pk for minutes in _telling(thing, with_item) for paper in elsewhere.papers(minutes)}
    if isinstance(thing, Minutes | Minute):
        wanted |= {
            paper.pk for entry in _entries_of(thing) for storey in values.ABOVE for paper in storey.papers(entry)
        }
    found = Paper.objects.filter(pk__in=wanted, files__published__isnull=False)
    return list(found.select_related("item__meeting").distinct())


def _papers_of_item(thing: Thing, with_item: bool) -> list[Paper]:
    """The published papers that upper storeys printed with the title of the item, whose words go."""
    item = thing.item if isinstance(thing, Paper) and with_item else thing
    if not isinstance(item, AgendaItem):
        return []
    printed = [paper.pk for storey in values.ABOVE for paper in storey.item_papers(item)]
    found = Paper.objects.filter(pk__in=printed, files__published__isnull=False)
    return list(found.select_related("item__meeting").distinct())


def _refuse_unless(may: bool, otherwise: str) -> None:
    if not may:
        raise Refused(otherwise, rule="R60")


def _waiting(takedown: Takedown, *, at: datetime, by: User) -> Takedown:
    """The takedown as it is now, held with its meeting. Raises Refused unless the proper officer may decide it."""
    _refuse_unless(
        permissions.is_proper_officer(by, day_of(at)), "The proper officer decides whether it is taken down."
    )
    touched = Meeting.objects.select_for_update(of=("self",)).filter(pk__in=standing.touched_by(takedown))
    list(touched.order_by("pk"))
    takedown = Takedown.objects.select_for_update(of=("self",)).get(pk=takedown.pk)
    _refuse_unless(takedown.is_waiting, f"It is decided already: {takedown.get_state_display().lower()}.")
    return takedown


def _decide(takedown: Takedown, state: str, reason: str, *, at: datetime, by: User, backups: str = "") -> None:
    takedown.state, takedown.reason, takedown.backups = state, reason, backups
    takedown.decided_at, takedown.decided_by = at, by
    save(takedown)


def _hashes(takedown: Takedown) -> list[str]:
    return [record.sha256 for record in moving.kept_files(takedown)]
