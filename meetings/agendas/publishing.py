"""
Publishing an agenda, once, and the few acts that may change it afterwards.

Each act builds what it must, then in one transaction under the meeting's lock checks that nothing has moved meanwhile,
freezes a version with its snapshot and hash, and records who did it and for which proper officer. People are told
after the transaction has been committed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from committee import files
from committee.law import clear_days
from committee.law.clear_days import publication_day
from committee.law.findings import Severity
from committee.law.reasons import gives_reason
from committee.models import User
from committee.refusal import Refused
from meetings import notice_period
from meetings.agendas import budget, preflight
from meetings.agendas.altering import keep_to_its_business, refuse_taken
from meetings.agendas.listed_items import as_listed
from meetings.agendas.versioning import already_listed, freeze, latest_version, listed_items, republish
from meetings.locking import hold, save
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Edition,
    Meeting,
    Pack,
    PublishedPaper,
    VersionKind,
)
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.papers.minute_access import followed
from meetings.takedowns import undecided

CORRECTABLE = ("title", "public_title", "lead_line", "bullets", "presenter")


def publish_agenda(meeting: Meeting, *, at: datetime, by: User) -> AgendaVersion:
    """
    Publish the agenda of `meeting` for the first time, as of `at`: version 1, both packs, certificate and notice.

    Raises Refused where pre-flight blocks (each rule with its source), where it has been published already, where
    minutes that it holds are hidden and not decided (R60), or where something was changed meanwhile.
    """
    _refuse_published(meeting)
    undecided.refuse_while_waiting(meeting)
    day = publication_day(at)
    _refuse_blocks(meeting, day, preflight.PUBLISH)
    packs: dict[str, Pack] = {edition: _ready(meeting, edition, at) for edition in (Edition.PUBLIC, Edition.MEMBERS)}
    with transaction.atomic():
        meeting = hold(meeting)
        _refuse_published(meeting)
        undecided.refuse_while_waiting(meeting)
        if meeting.is_cancelled:
            raise Refused("The meeting has just been cancelled, so its agenda is not published.", rule="R55")
        ground = snapshots.Ground.of(meeting, day)
        if any(build.is_stale(pack, ground) for pack in packs.values()):
            raise Refused("The agenda was changed while it was being published. Build the pack again, then publish.")
        planned = build.plan(meeting, Edition.MEMBERS, issued_on=day, ground=ground)
        return freeze(meeting, VersionKind.FIRST, "", planned.snapshot, at=at, by=by, packs=packs)


def publish_supplement(meeting: Meeting, *, reason: str, at: datetime, by: User) -> AgendaVersion:
    """
    Publish the papers that came in since, as the next supplement; the numbering carries on (R07).

    Raises Refused where the agenda has not been published, the reason is empty or nothing new has come in.
    """
    note = _needed(reason, "Say why the papers come after the agenda: it is printed with the supplement.")
    return _publish_change(meeting, VersionKind.SUPPLEMENT, note, at=at, by=by, needs_papers=True)


def publish_added_item(item: AgendaItem, *, at: datetime, by: User) -> AgendaVersion:
    """
    Publish an item added while lawful notice of it can be given: a new version of the agenda, its notice counted.

    Its papers go out with it as the next supplement. No ruling is needed and none is printed (LGA 1972 s.100B(3)-(4)).
    Raises Refused once the clear days can no longer be given (R03, R05, R06), and while a ruling of urgency stands.
    """
    note = f"Item {item.number} added{_notice_given(item.meeting, publication_day(at))}."
    return _publish_change(item.meeting, VersionKind.ADDED, note, at=at, by=by, adding=item)


def _notice_given(meeting: Meeting, on: date) -> str:
    """How much notice an item opened on that day has, in words for the public; "" where the law asks for none."""
    due = notice_period.deadline(meeting)
    if due is None:
        return ""
    counted = clear_days.count(on, meeting.date, due.days, due.required)
    return f" with {counted.clear} clear days’ notice" if counted.lawful else " as the meeting is convened"


def publish_urgent_item(item: AgendaItem, *, at: datetime, by: User) -> AgendaVersion:
    """
    Publish an item added after the agenda, on the chairman's ruling (R03, LGA 1972 s.100B(4)(b)).

    Raises Refused without a ruling that names the chairman and the special circumstances, and while there is time for
    lawful notice: then the ruling would be false.
    """
    ruling = getattr(item, "ruling", None)
    if ruling is None or not ruling.circumstances.strip():
        raise Refused(
            "An item added after the agenda needs the chairman's ruling, with the special circumstances "
            "(LGA 1972 s.100B(4)(b)).",
            rule="R03",
        )
    note = f"Item {item.number} added as urgent by ruling of {ruling.chairman}."
    return _publish_change(item.meeting, VersionKind.URGENT, note, at=at, by=by, adding=item)


def withdraw_item(item: AgendaItem, *, reason: str, at: datetime, by: User) -> AgendaVersion:
    """
    Withdraw a published item: it keeps its number and is shown as withdrawn, with the reason (R57).

    Raises Refused once the meeting has taken it, or is over.
    """
    reason = _needed(reason, "Say why the item is withdrawn: it is shown with the item.")
    with transaction.atomic():
        meeting = hold(item.meeting)
        undecided.refuse_while_waiting(meeting)
        listed = listed_items(latest_version(meeting))
        item = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item.pk).first() or item
        if item.pk not in listed:
            raise Refused("That item has not been published: remove it from the agenda instead.")
        if item.is_withdrawn:
            raise Refused(f"Item {item.number} has been withdrawn already.")
        refuse_taken(meeting, [item], at=at, what="withdrawn")
        item.withdrawn_at, item.withdrawn_by, item.withdrawn_reason = at, by, reason
        item.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        note = f"Item {item.number} withdrawn: {reason}"
        return republish(meeting, VersionKind.WITHDRAWAL, note, at=at, by=by)


def correct(
    meeting: Meeting, *, note: str, at: datetime, by: User, items: Mapping[int, Mapping[str, Any]]
) -> AgendaVersion:
    """
    Correct the words of published items: `items` gives, by item id, the fields to set (those of CORRECTABLE).

    One that becomes other business counts as added now. Raises Refused without a change note, for a field or item that
    cannot be corrected, where nothing changes, once the meeting has taken the item or is over (R57), and for other
    business of which notice cannot be given in time (R03, R05, R06).
    """
    note = _needed(note, "Say what is corrected and why: the note is public.")
    with transaction.atomic():
        meeting = hold(meeting)
        undecided.refuse_while_waiting(meeting)
        listed = as_listed(meeting)
        changed = False
        rows = list(meeting.items.filter(pk__in=items))
        refuse_taken(meeting, rows, at=at, what="corrected")
        for item in rows:
            if item.pk not in listed or item.is_withdrawn:
                raise Refused(f"Item {item.number} is not on the published agenda, so there is nothing to correct.")
            by_name = item.is_by_name(meeting.committee.kind)
            for field, value in items[item.pk].items():
                if field not in CORRECTABLE:
                    raise Refused(f"The {field} of a published item cannot be corrected.")
                changed = changed or getattr(item, field) != value
                setattr(item, field, value)
            keep_to_its_business(item, listed[item.pk], at=at)
            budget.keep_by_name(item, was=by_name)
            with followed(item):
                save(item)
        if not changed:
            raise Refused("Nothing was changed, so there is nothing to publish.")
        _refuse_blocks(meeting, publication_day(at), preflight.CORRECTION)
        return republish(meeting, VersionKind.CORRECTION, note, at=at, by=by)


def pending_files(meeting: Meeting) -> set[int]:
    """Ids of the files of received papers that no version has published yet."""
    published = set(PublishedPaper.objects.filter(version__meeting=meeting).values_list("paper_file", flat=True))
    return {
        paper.file_id
        for item in snapshots.items_of(meeting)
        if not item.is_withdrawn
        for paper in item.papers.all()
        if paper.state == "received" and paper.file_id and paper.file_id not in published
    }


def _publish_change(
    meeting: Meeting,
    kind: VersionKind,
    note: str,
    *,
    at: datetime,
    by: User,
    adding: AgendaItem | None = None,
    needs_papers: bool = False,
) -> AgendaVersion:
    """Publish new papers as a supplement, those of `adding` alone where an item is added."""
    undecided.refuse_while_waiting(meeting)
    last = latest_version(meeting)
    ground = snapshots.Ground.of(meeting, publication_day(at))
    if adding:
        _refuse_not_addable(adding, ground.items, last)
    items = already_listed(ground.items, last, adding)
    ground = ground.with_items(items)
    belonging = {
        paper.file_id for item in items if adding is None or item.pk == adding.pk for paper in item.papers.all()
    }
    new = pending_files(meeting) & belonging
    if needs_papers and not new:
        raise Refused("No paper has come in since the agenda was published, so there is nothing for a supplement.")
    act = {VersionKind.ADDED: preflight.ADDED, VersionKind.URGENT: preflight.URGENT}.get(kind, preflight.SUPPLEMENT)
    _refuse_blocks(meeting, publication_day(at), act, adding)
    number = max(version.supplement for version in meeting.versions.all()) + 1 if new else 0
    earlier = snapshots.placed_in(last.snapshot)
    packs: dict[str, Pack] = {}
    if new:
        for edition in (Edition.PUBLIC, Edition.MEMBERS):
            packs[edition] = build.build(
                meeting,
                edition,
                at=at,
                supplement=number,
                only_files=new,
                placed_before=earlier,
                ground=ground,
                reason="" if kind == VersionKind.URGENT else note,
            )
    with transaction.atomic():
        meeting = hold(meeting)
        undecided.refuse_while_waiting(meeting)
        if latest_version(meeting).pk != last.pk:
            raise Refused("Somebody else has just published a change to this agenda. Look at it, then try again.")
        placed = earlier | {
            entry["file"]: {"first": entry["first"], "last": entry["last"], "pack": number}
            for entry in (packs[Edition.MEMBERS].manifest if packs else [])
        }
        snapshot = snapshots.take(ground, issued_on=publication_day(at), placed=placed)
        if snapshot != _now(meeting, last, adding, at=at, placed=placed):
            raise Refused("The agenda was changed while this was being published. Look at it, then try again.")
        return freeze(meeting, kind, note, snapshot, at=at, by=by, packs=packs, supplement=number)


def _refuse_not_addable(item: AgendaItem, items: list[AgendaItem], last: AgendaVersion) -> None:
    """Raise Refused for an item that the agenda lists already, or that is no longer there (pressed twice, removed)."""
    if item.pk in listed_items(last):
        raise Refused(f"Item {item.number} is published already.")
    if item.pk not in {one.pk for one in items if not one.is_withdrawn}:
        raise Refused("That item is no longer on the agenda: somebody has removed it.")


def _now(
    meeting: Meeting, last: AgendaVersion, adding: AgendaItem | None, *, at: datetime, placed: dict
) -> snapshots.Snapshot:
    """
    What would be frozen of the agenda as it stands now, under the lock.

    SECURITY: packs are built before the lock; a paper that somebody withholds, replaces or removes meanwhile must not
    go out as it was.
    """
    ground = snapshots.Ground.of(meeting, publication_day(at))
    items = already_listed(ground.items, last, adding)
    return snapshots.take(ground.with_items(items), issued_on=publication_day(at), placed=placed)


def _ready(meeting: Meeting, edition: str, at: datetime) -> Pack:
    """The pack of that edition if it is current, whole and bears the day of publication, else a new one."""
    pack, day = build.current_pack(meeting, edition), publication_day(at)
    if pack is None or publication_day(pack.built_at) != day or build.is_stale(pack):
        return build.build(meeting, edition, at=at)
    if edition == Edition.PUBLIC:  # what is withheld may have changed since it was built
        try:
            data = files.read(pack.stored)
        except (FileNotFoundError, ValueError):
            return build.build(meeting, edition, at=at)
        build.refuse_leaks(data, build.plan(meeting, edition, issued_on=day))
    return pack


def _refuse_blocks(meeting: Meeting, day: date, act: str, item: AgendaItem | None = None) -> None:
    """Raise Refused with every block of the pre-flight for this act on that day."""
    found = preflight.preflight(meeting, on=day, for_=act, item=item)
    blocks = [check for check in found if check.severity == Severity.BLOCK]
    if blocks:
        raise Refused(" ".join(check.text for check in blocks), rule=blocks[0].rule)


def _refuse_published(meeting: Meeting) -> None:
    version = meeting.versions.select_related("published_by").first()
    if version:
        raise Refused(
            f"{version.published_by} has already published this agenda, on {version.published_at:%d %B %Y}. "
            "Later changes are made by a supplement, an urgent item, a withdrawal or a correction."
        )


def _needed(words: str, otherwise: str) -> str:
    words = words.strip()
    if not gives_reason(words):
        raise Refused(f"{otherwise} One word is no reason." if words else otherwise)
    return words
