"""
Changes to a published agenda: a supplement with late papers, and items added, withdrawn or corrected.

Each change publishes a new version (R03, R05-R07, R57). Files are built first. Then one transaction locks the meeting,
checks that the agenda has not changed since the build, and publishes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.law import clear_days
from committee.law.clear_days import publication_day
from committee.models import User
from committee.wording.wording import chair
from meetings import notice_period
from meetings.agendas import preflight
from meetings.agendas.listed_items import as_listed, keep_by_name, keep_to_its_business, refuse_taken
from meetings.agendas.publishing import needed, refuse_blocks
from meetings.agendas.versioning import already_listed, freeze, latest_version, listed_items, republish
from meetings.locking import hold, refuse_while_hidden
from meetings.models import AgendaItem, AgendaVersion, Edition, Meeting, Pack, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.packs.supplement import NOTHING_NEW, pending_files
from meetings.papers.minute_access import followed

CORRECTABLE = ("title", "public_title", *AgendaItem.printed)
# The values that the pages show of an item and of a paper, which `refuse_unseen` compares.
PAPERS = ("title", "title_for_public", "access", "paragraphs", "file_id", "state")
ITEM = shows(
    *("title", "public_title", *AgendaItem.printed, "part", "kind"),
    *("ruling.chairman", "ruling.circumstances", *(f"papers.{name}" for name in PAPERS)),
)
PAPER = shows("item_id", *PAPERS)


def pending(meeting: Meeting) -> object:
    """Return the values that the page shows of each paper in the next supplement."""
    listed = meeting.items.filter(pk__in=listed_items(latest_version(meeting)))
    new = pending_files(meeting, list(listed))
    return [PAPER(paper) for item in listed for paper in item.papers.order_by("pk") if paper.file_id in new]


@verb(may=runs_the_desk, in_one_transaction=False, seen=pending)
def publish_supplement(meeting: Meeting, *, reason: str, seen: str, at: datetime, by: User) -> AgendaVersion:
    """
    Publish the papers received since publication as the next supplement; page numbers continue (R07).

    Raises Refused where the agenda has not been published, the reason is empty, or no new paper has been received.
    """
    note = needed(reason, "Enter why the papers are late. This is printed with the supplement.")
    return _publish_change(meeting, VersionKind.SUPPLEMENT, note, seen=seen, at=at, by=by, needs_papers=True)


@verb(may=runs_the_desk, in_one_transaction=False, seen=ITEM)
def publish_added_item(item: AgendaItem, *, seen: str, at: datetime, by: User) -> AgendaVersion:
    """
    Publish an added item of which lawful notice can still be given, as a new version of the agenda.

    The item's papers are published as the next supplement. No ruling is needed (LGA 1972 s.100B(3)-(4)). Raises Refused
    once the clear days can no longer be given (R03, R05, R06), and while the item has a ruling of urgency.
    """
    note = f"Item {item.number} added{_notice_given(item.meeting, publication_day(at))}."
    return _publish_change(item.meeting, VersionKind.ADDED, note, seen=seen, at=at, by=by, adding=item)


def _notice_given(meeting: Meeting, on: date) -> str:
    """Return the end of the version's note: the notice given of an item published on `on`; "" if none is required."""
    due = notice_period.deadline(meeting)
    if due is None:
        return ""
    counted = clear_days.count(on, meeting.date, due.days, due.required)
    return f" with {counted.clear} clear days’ notice" if counted.lawful else " as the meeting is convened"


@verb(may=runs_the_desk, in_one_transaction=False, seen=ITEM)
def publish_urgent_item(item: AgendaItem, *, seen: str, at: datetime, by: User) -> AgendaVersion:
    """
    Publish an item as urgent, on the chairman's ruling, after the agenda was published (R03, LGA 1972 s.100B(4)(b)).

    Raises Refused without a ruling that names the chairman and the special circumstances, and while there is time for
    lawful notice, because the item is not urgent then.
    """
    ruling = getattr(item, "ruling", None)
    if ruling is None or not ruling.circumstances.strip():
        raise Refused(
            f"An item added after the agenda needs the {chair().lower()}’s ruling, with the special circumstances "
            "(LGA 1972 s.100B(4)(b)).",
            rule="R03",
        )
    note = f"Item {item.number} added as urgent by ruling of {ruling.chairman}."
    return _publish_change(item.meeting, VersionKind.URGENT, note, seen=seen, at=at, by=by, adding=item)


def _publish_change(
    meeting: Meeting,
    kind: VersionKind,
    note: str,
    *,
    seen: str,
    at: datetime,
    by: User,
    adding: AgendaItem | None = None,
    needs_papers: bool = False,
) -> AgendaVersion:
    """
    Publish a new version of the agenda: with the item `adding` and its papers, else with the new papers of all items.

    The papers become a supplement. Raises Refused in the cases that the calling verbs name, and where the agenda
    changes during the build.
    """
    refuse_while_hidden(meeting)
    last = latest_version(meeting)
    whole = snapshots.Ground.of(meeting, publication_day(at))
    if adding:
        _refuse_not_addable(adding, whole.items, last)
    items = already_listed(whole.items, last, adding)
    ground = whole.with_items(items)
    belonging = {
        paper.file_id for item in items if adding is None or item.pk == adding.pk for paper in item.papers.all()
    }
    new = pending_files(meeting, items) & belonging
    if needs_papers and not new:
        raise Refused(NOTHING_NEW)
    act = {VersionKind.ADDED: preflight.ADDED, VersionKind.URGENT: preflight.URGENT}.get(kind, preflight.SUPPLEMENT)
    refuse_blocks(meeting, publication_day(at), act, adding, whole)
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
        refuse_unseen(meeting.items.get(pk=adding.pk) if adding else meeting, seen)
        refuse_while_hidden(meeting)
        if latest_version(meeting).pk != last.pk:
            raise Refused("Someone else has just published a change to this agenda. Check it, then try again.")
        placed = earlier | {
            entry["file"]: {"first": entry["first"], "last": entry["last"], "pack": number}
            for entry in (packs[Edition.MEMBERS].manifest if packs else [])
        }
        snapshot = snapshots.take(ground, issued_on=publication_day(at), placed=placed)
        if snapshot != _now(meeting, last, adding, at=at, placed=placed):
            raise Refused("The agenda was changed while this was being published. Check it, then try again.")
        return freeze(meeting, kind, note, snapshot, at=at, by=by, packs=packs, supplement=number)


def _refuse_not_addable(item: AgendaItem, items: list[AgendaItem], last: AgendaVersion) -> None:
    """Raise Refused for an item that is on the published agenda already (a second press), or has been removed."""
    if item.pk in listed_items(last):
        raise Refused(f"Item {item.number} is published already.")
    if item.pk not in {row.pk for row in items if not row.is_withdrawn}:
        raise Refused("Someone has removed that item from the agenda.")


def _now(
    meeting: Meeting, last: AgendaVersion, adding: AgendaItem | None, *, at: datetime, placed: dict[int, dict[str, int]]
) -> snapshots.Snapshot:
    """
    Return the snapshot of the agenda as it would be frozen now, under the lock.

    SECURITY: packs are built before the lock. A paper that was withheld, replaced or removed during the build must not
    be published from the earlier state.
    """
    ground = snapshots.Ground.of(meeting, publication_day(at))
    items = already_listed(ground.items, last, adding)
    return snapshots.take(ground.with_items(items), issued_on=publication_day(at), placed=placed)


@verb(may=runs_the_desk, in_one_transaction=False)
def withdraw_item(item: AgendaItem, *, reason: str, at: datetime, by: User) -> AgendaVersion:
    """
    Withdraw a published item: it keeps its number, and is shown as withdrawn with the reason (R57).

    Raises Refused once the meeting has considered the item, or is over.
    """
    reason = needed(reason, "Enter why the item is withdrawn: it is shown with the item.")
    with transaction.atomic():
        meeting = hold(item.meeting)
        refuse_while_hidden(meeting)
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


@verb(may=runs_the_desk, in_one_transaction=False)
def correct(
    meeting: Meeting, *, note: str, at: datetime, by: User, items: Mapping[int, Mapping[str, Any]]
) -> AgendaVersion:
    """
    Correct the words of published items: `items` gives, by item id, the fields to set (see CORRECTABLE).

    An item that becomes other business counts as added now. Raises Refused:

    - where the note gives no reason, a field or item cannot be corrected, or no value changes
    - once the meeting has considered the item, or is over (R57)
    - for other business of which notice can no longer be given in time (R03, R05, R06)
    - where the pre-flight blocks the correction
    """
    note = needed(note, "Enter what is corrected and why: the note is public.")
    with transaction.atomic():
        meeting = hold(meeting)
        refuse_while_hidden(meeting)
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
                    raise Refused(f"You cannot correct the {field} of a published item.")
                changed = changed or getattr(item, field) != value
                setattr(item, field, value)
            keep_to_its_business(item, listed[item.pk], at=at)
            keep_by_name(item, was=by_name)
            with followed(item):
                save(item)
        if not changed:
            raise Refused("Nothing was changed, so there is nothing to publish.")
        ground = snapshots.Ground.of(meeting, publication_day(at))
        refuse_blocks(meeting, publication_day(at), preflight.CORRECTION, ground=ground)
        return republish(meeting, VersionKind.CORRECTION, note, ground=ground, at=at, by=by)
