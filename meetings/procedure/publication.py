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

from committee import audit, files
from committee.law.clear_days import publication_day
from committee.law.findings import Severity
from committee.models import User
from committee.printing import PrintingError
from committee.refusal import Refused
from meetings import notifying, preflight, printed
from meetings import snapshot as snapshots
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Edition,
    Meeting,
    Pack,
    PublishedPaper,
    VersionKind,
)
from meetings.packs import build
from meetings.procedure.certifying import begin_certificate
from meetings.procedure.keeping import save

CORRECTABLE = ("title", "public_title", "lead_line", "bullets", "presenter")


def publish_agenda(meeting: Meeting, *, at: datetime, by: User) -> AgendaVersion:
    """
    Publish the agenda of `meeting` for the first time, as of `at`: version 1, both packs, certificate and notice.

    Raises Refused where pre-flight blocks (each rule with its source), where it has been published already, or where
    something was changed while it was being published.
    """
    _refuse_published(meeting)
    day = publication_day(at)
    _refuse_blocks(meeting, day, preflight.PUBLISH)
    packs: dict[str, Pack] = {edition: _ready(meeting, edition, at) for edition in (Edition.PUBLIC, Edition.MEMBERS)}
    with transaction.atomic():
        meeting = _locked(meeting)
        _refuse_published(meeting)
        if meeting.is_cancelled:
            raise Refused("The meeting has just been cancelled, so its agenda is not published.", rule="R55")
        ground = snapshots.Ground.of(meeting, day)
        if any(build.is_stale(pack, ground) for pack in packs.values()):
            raise Refused("The agenda was changed while it was being published. Build the pack again, then publish.")
        planned = build.plan(meeting, Edition.MEMBERS, issued_on=day, ground=ground)
        return _freeze(meeting, VersionKind.FIRST, "", planned.snapshot, at=at, by=by, packs=packs)


def publish_supplement(meeting: Meeting, *, reason: str, at: datetime, by: User) -> AgendaVersion:
    """
    Publish the papers that came in since, as the next supplement; the numbering carries on (R07).

    Raises Refused where the agenda has not been published, the reason is empty or nothing new has come in.
    """
    note = _needed(reason, "Say why the papers come after the agenda: it is printed with the supplement.")
    return _publish_change(meeting, VersionKind.SUPPLEMENT, note, at=at, by=by, needs_papers=True)


def publish_urgent_item(item: AgendaItem, *, at: datetime, by: User) -> AgendaVersion:
    """
    Publish an item added after the agenda, on the chairman's ruling (R03, LGA 1972 s.100B(4)(b)).

    Raises Refused without a ruling that names the chairman and the special circumstances.
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
    """Withdraw a published item: it keeps its number and is shown as withdrawn, with the reason (R57)."""
    reason = _needed(reason, "Say why the item is withdrawn: it is shown with the item.")
    with transaction.atomic():
        meeting = _locked(item.meeting)
        listed = _listed(_published(meeting))
        item = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item.pk).first() or item
        if item.pk not in listed:
            raise Refused("That item has not been published: remove it from the agenda instead.")
        if item.is_withdrawn:
            raise Refused(f"Item {item.number} has been withdrawn already.")
        item.withdrawn_at, item.withdrawn_by, item.withdrawn_reason = at, by, reason
        item.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        note = f"Item {item.number} withdrawn: {reason}"
        return republish(meeting, VersionKind.WITHDRAWAL, note, at=at, by=by)


def correct(
    meeting: Meeting, *, note: str, at: datetime, by: User, items: Mapping[int, Mapping[str, Any]]
) -> AgendaVersion:
    """
    Correct the words of published items: `items` gives, by item id, the fields to set (those of CORRECTABLE).

    Raises Refused without a change note, for a field or item that cannot be corrected, or where nothing changes.
    """
    note = _needed(note, "Say what is corrected and why: the note is public.")
    with transaction.atomic():
        meeting = _locked(meeting)
        listed = _listed(_published(meeting))
        changed = False
        for item in meeting.items.filter(pk__in=items):
            if item.pk not in listed or item.is_withdrawn:
                raise Refused(f"Item {item.number} is not on the published agenda, so there is nothing to correct.")
            for field, value in items[item.pk].items():
                if field not in CORRECTABLE:
                    raise Refused(f"The {field} of a published item cannot be corrected.")
                changed = changed or getattr(item, field) != value
                setattr(item, field, value)
            save(item)
        if not changed:
            raise Refused("Nothing was changed, so there is nothing to publish.")
        _refuse_blocks(meeting, publication_day(at), preflight.CORRECTION)
        return republish(meeting, VersionKind.CORRECTION, note, at=at, by=by)


def republish(meeting: Meeting, kind: str, note: str, *, at: datetime, by: User) -> AgendaVersion:
    """Freeze the next version of a published agenda without a pack of its own: call inside a transaction."""
    last = _published(meeting)
    # A change of words takes the pages as they were bound; what came in since waits for a supplement.
    ground = snapshots.Ground.of(meeting, publication_day(at))
    snapshot = snapshots.take(
        ground.with_items(_already_listed(ground.items, last)),
        issued_on=publication_day(at),
        placed=snapshots.placed_in(last.snapshot),
    )
    return _freeze(meeting, kind, note, snapshot, at=at, by=by, packs={})


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
    kind: str,
    note: str,
    *,
    at: datetime,
    by: User,
    adding: AgendaItem | None = None,
    needs_papers: bool = False,
) -> AgendaVersion:
    """Publish new papers as a supplement, those of `adding` alone where an item is added."""
    last = _published(meeting)
    ground = snapshots.Ground.of(meeting, publication_day(at))
    if adding:
        _refuse_not_addable(adding, ground.items, last)
    items = _already_listed(ground.items, last, adding)
    ground = ground.with_items(items)
    belonging = {
        paper.file_id for item in items if adding is None or item.pk == adding.pk for paper in item.papers.all()
    }
    new = pending_files(meeting) & belonging
    if needs_papers and not new:
        raise Refused("No paper has come in since the agenda was published, so there is nothing for a supplement.")
    act = preflight.URGENT if adding else preflight.SUPPLEMENT
    _refuse_blocks(meeting, publication_day(at), act, adding)
    number = max(version.supplement for version in meeting.versions.all()) + 1 if new else 0
    earlier = snapshots.placed_in(last.snapshot)
    packs: dict[str, Pack] = {}
    if new:
        for edition in (Edition.PUBLIC, Edition.MEMBERS):
            packs[edition] = build.build(
                meeting, edition, at=at, supplement=number, only_files=new, placed_before=earlier, ground=ground
            )
    with transaction.atomic():
        meeting = _locked(meeting)
        if _published(meeting).pk != last.pk:
            raise Refused("Somebody else has just published a change to this agenda. Look at it, then try again.")
        placed = earlier | {
            entry["file"]: {"first": entry["first"], "last": entry["last"], "pack": number}
            for entry in (packs[Edition.MEMBERS].manifest if packs else [])
        }
        snapshot = snapshots.take(ground, issued_on=publication_day(at), placed=placed)
        if snapshot != _now(meeting, last, adding, at=at, placed=placed):
            raise Refused("The agenda was changed while this was being published. Look at it, then try again.")
        return _freeze(meeting, kind, note, snapshot, at=at, by=by, packs=packs, supplement=number)


def _refuse_not_addable(item: AgendaItem, items: list[AgendaItem], last: AgendaVersion) -> None:
    """Raise Refused for an item that the agenda lists already, or that is no longer there (pressed twice, removed)."""
    if item.pk in _listed(last):
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
    items = _already_listed(ground.items, last, adding)
    return snapshots.take(ground.with_items(items), issued_on=publication_day(at), placed=placed)


def _already_listed(items: list[AgendaItem], last: AgendaVersion, adding: AgendaItem | None = None) -> list[AgendaItem]:
    """The items of the last version, and the one being added: a clerk's unfinished urgent item stays unpublished."""
    listed = _listed(last) | ({adding.pk} if adding else set())
    return [item for item in items if item.pk in listed]


def _listed(version: AgendaVersion) -> set[int]:
    """Ids of the items that a version holds."""
    return {item["pk"] for item in version.snapshot["items"]}


def _freeze(
    meeting: Meeting,
    kind: str,
    note: str,
    snapshot: snapshots.Snapshot,
    *,
    at: datetime,
    by: User,
    packs: Mapping[str, Pack],
    supplement: int = 0,
) -> AgendaVersion:
    number = meeting.versions.count() + 1
    officer = snapshot["proper_officer"]
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=number,
        kind=kind,
        change_note=note[:500],
        published_at=at,
        published_by=by,
        acting_for=", ".join(part for part in (officer["name"], officer["title"]) if part),
        snapshot=snapshot,
        sha256=snapshots.digest(snapshot),
        supplement=supplement,
        public_pack=packs.get(Edition.PUBLIC),
        members_pack=packs.get(Edition.MEMBERS),
        notice=files.keep(_notice(meeting, snapshot, at, kind, note)),
    )
    PublishedPaper.objects.bulk_create(
        PublishedPaper(
            version=version,
            paper_file_id=paper["file"],
            item_number=item["number"],
            access=paper["access"],
            title=paper["public_title"],
            first_page=paper["first"],
            last_page=paper["last"],
        )
        for item in snapshot["items"]
        for paper in item["papers"]
        if paper["file"] and paper["pack"] is not None and not item["withdrawn"]
    )
    begin_certificate(version, at=at)
    did = "published the agenda of" if kind == VersionKind.FIRST else f"published version {number} of the agenda of"
    audit.record(by, did, meeting, acting_for=version.acting_for, note=note, sha256=version.sha256, kind=str(kind))
    transaction.on_commit(lambda: notifying.tell_everybody.enqueue(version.pk))
    return version


def _notice(meeting: Meeting, snapshot: snapshots.Snapshot, at: datetime, kind: str, note: str) -> bytes:
    try:
        return printed.notice(meeting, snapshot, at=at, kind=kind, note=note)
    except PrintingError as error:
        raise Refused(f"The notice of meeting could not be printed: {error}") from error


def _ready(meeting: Meeting, edition: str, at: datetime) -> Pack:
    """The pack of that edition if it is current and bears the day of publication, else a new one."""
    pack = build.current_pack(meeting, edition)
    if pack and publication_day(pack.built_at) == publication_day(at) and not build.is_stale(pack):
        return pack
    return build.build(meeting, edition, at=at)


def _refuse_blocks(meeting: Meeting, day: date, act: str, item: AgendaItem | None = None) -> None:
    """Raise Refused with every block of the pre-flight for this act on that day."""
    found = preflight.preflight(meeting, on=day, for_=act, item=item)
    blocks = [check for check in found if check.severity == Severity.BLOCK]
    if blocks:
        raise Refused(" ".join(check.text for check in blocks), rule=blocks[0].rule)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("committee", "venue").get(pk=meeting.pk)


def _refuse_published(meeting: Meeting) -> None:
    version = meeting.versions.select_related("published_by").first()
    if version:
        raise Refused(
            f"{version.published_by} has already published this agenda, on {version.published_at:%d %B %Y}. "
            "Later changes are made by a supplement, an urgent item, a withdrawal or a correction."
        )


def _published(meeting: Meeting) -> AgendaVersion:
    last = meeting.versions.order_by("-number").first()
    if last is None:
        raise Refused("The agenda has not been published yet.")
    return last


def _needed(words: str, otherwise: str) -> str:
    words = words.strip()
    if not words:
        raise Refused(otherwise)
    return words
