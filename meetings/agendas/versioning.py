"""
Freezing an agenda as its next version.

This is the last step of every act of publication, inside the transaction of that act.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import verb
from committee.files import files
from committee.law.clear_days import publication_day
from committee.models import User
from committee.printing import PrintingError
from committee.search import index
from meetings import outstanding_actions
from meetings.agendas import notifying
from meetings.agendas.certificate import begin_certificate
from meetings.models import (
    Access,
    AgendaItem,
    AgendaVersion,
    Edition,
    LeaveToOpen,
    Meeting,
    Pack,
    PublishedPaper,
    VersionKind,
)
from meetings.packs import large_print, notices_pdf
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import tasks
from meetings.packs.leak_check import meeting_check, public_words
from meetings.packs.leak_check.titles import repeats


@verb(may=runs_the_desk, in_one_transaction=False)
def freeze(
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
    """
    Add the next version with its hash, notice and certificate, record the act, and email people after the commit.

    The caller has locked the meeting in a transaction. Raises Refused:

    - where the meeting is cancelled, unless the version announces the cancellation
    - where a withheld paper has no grounds, or an open paper in Part Two has no leave (R11, R16)
    - where public words would repeat a hidden title or disclose withheld matter (R16)
    - where the notice cannot be printed
    """
    if meeting.is_cancelled and kind != VersionKind.CANCELLED:
        raise Refused("The meeting is cancelled: its agenda stays as it was published.")
    _refuse_without_grounds(meeting, snapshot)
    _refuse_repeating(meeting, snapshot, note)
    number = meeting.versions.count() + 1
    officer = snapshot["proper_officer"]
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=number,
        kind=kind,
        change_note=note[:500],
        published_at=at,
        published_by=by,
        acting_for=", ".join(part for part in (officer["name"], officer["title"]) if part)[:200],
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
    outstanding_actions.mark_reported(meeting, snapshot)
    begin_certificate(version, at=at)
    index.changed(meeting)
    did = "published the agenda of" if kind == VersionKind.FIRST else f"published version {number} of the agenda of"
    audit.record(by, did, meeting, acting_for=version.acting_for, note=note, sha256=version.sha256, kind=str(kind))
    transaction.on_commit(lambda: notifying.tell_everybody.enqueue(version.pk))
    # The agenda stays published even where the request for large print fails.
    transaction.on_commit(partial(_ask_for_large_print, meeting, at, by), robust=True)
    return version


def _refuse_without_grounds(meeting: Meeting, snapshot: snapshots.Snapshot) -> None:
    """
    R11, R16: raise Refused where a paper without grounds would be listed, or an open paper under Part Two would
    be published for the first time without the proper officer's leave.

    SECURITY: pre-flight checks the same before the lock, but the access of a paper may have changed since.
    """
    opened = []
    for item in snapshot["items"]:
        for paper in item["papers"]:
            if paper["access"] == Access.WITHHELD:
                text = f"A paper of item {item['number']} is withheld, and its grounds are still to be given."
                raise Refused(text, rule="R11")
            if paper["access"] == Access.OPEN and item["part"] == 2 and paper["file"] and not item["withdrawn"]:
                opened.append((item["number"], paper["file"]))
    if not opened:
        return
    files_ = [file for _, file in opened]
    allowed = set(LeaveToOpen.objects.filter(file__in=files_, like=None).values_list("file", flat=True))
    earlier = PublishedPaper.objects.filter(version__meeting=meeting, paper_file__in=files_)
    allowed |= set(earlier.values_list("paper_file", flat=True))
    for number, file in opened:
        if file not in allowed:
            text = f"A paper of item {number} in Part Two is open without the proper officer’s permission."
            raise Refused(text, rule="R16")


def _ask_for_large_print(meeting: Meeting, at: datetime, by: User) -> None:
    for edition in large_print.EDITIONS:
        tasks.request_build(meeting, edition, at=at, by=by, large_print=True)


def _refuse_repeating(meeting: Meeting, snapshot: snapshots.Snapshot, note: str) -> None:
    """
    R16: raise Refused where public words repeat a hidden title or disclose withheld matter (s.100A(2), s.100B(2)).

    The words are the note, reasons, rulings, and new texts of items.
    """
    items = snapshot["items"]
    words = [note, *((item["withdrawn"] or {}).get("reason", "") for item in items)]
    words += [(item["urgent"] or {}).get("circumstances", "") for item in items]
    words += [paper["replaced"]["because"] for item in items for paper in item["papers"] if "replaced" in paper]
    named = [paper["pk"] for item in items for paper in item["papers"] if paper["access"] == Access.OPEN]
    # The certificate prints these reasons.
    leaves = list(LeaveToOpen.objects.filter(paper__in=named).values_list("reason", flat=True))
    withheld = [paper for item in items for paper in item["papers"] if paper["access"] != Access.OPEN]
    for hidden in [*items, *withheld]:
        if any(repeats(text, hidden["title"], hidden["public_title"]) for text in [*words, *leaves]):
            raise public_words.refusal([f"The words repeat “{hidden['title']}”, which is hidden from the public."])
    public_words.refuse_telling([("a reason", leaves)], meeting, known_by=public_words.KnownBy.RUNNING)
    _refuse_telling(meeting, snapshot, words)


def _refuse_telling(meeting: Meeting, snapshot: snapshots.Snapshot, words: list[str]) -> None:
    """
    R16: raise Refused where new public words disclose withheld matter: `words` (notes, rulings), or an item's text.

    The check includes papers that are not in the snapshot (due or withdrawn papers). The texts of items are checked
    here only after the first publication. At the first publication the leak check of the pack reads these texts.
    """
    last = meeting.versions.order_by("-number").first()
    shown = [last.snapshot if last else _without_remarks(snapshot)]
    public_words.refuse_telling([("a note, a reason or a ruling", words)], meeting, shown=shown)
    if last is None:
        return
    earlier = {item["pk"]: item for item in snapshots.for_public(last.snapshot)["items"]}
    hidden = [item for item in last.snapshot["items"] if item["title"] != item["public_title"]]
    for item in snapshots.for_public(snapshot)["items"]:
        texts = _words_of(item)
        if item["pk"] in earlier and texts == _words_of(earlier[item["pk"]]):
            continue
        for other in hidden:
            if any(repeats(text, other["title"], other["public_title"]) for text in texts):
                raise public_words.refusal(
                    [f"Item {item['number']} has the title of item {other['number']}, which is hidden from the public."]
                )
        besides = None if item["pk"] in {other["pk"] for other in hidden} else item["pk"]
        public_words.refuse_telling([(f"item {item['number']}", texts)], meeting, shown=shown, besides=besides)


def _without_remarks(snapshot: snapshots.Snapshot) -> snapshots.Snapshot:
    """Return the snapshot without remarks on its items: reasons for withdrawal and urgency."""
    return {**snapshot, "items": [{**item, "withdrawn": None, "urgent": None} for item in snapshot["items"]]}


def _words_of(item: dict[str, Any]) -> list[str]:
    return [item["title"], *snapshots.texts_of(item)]


def _notice(meeting: Meeting, snapshot: snapshots.Snapshot, at: datetime, kind: str, note: str) -> bytes:
    try:
        made = notices_pdf.notice(meeting, snapshot, at=at, kind=kind, note=note)
    except PrintingError as error:
        raise Refused(f"The notice of meeting could not be printed: {error}") from error
    meeting_check.refuse_leaks(made, meeting, shown=[snapshot], said=[note], what="The notice of meeting")
    return made


def latest_version(meeting: Meeting) -> AgendaVersion:
    """Return the version that the public reads now. Raises Refused where no version has been published."""
    last = meeting.versions.order_by("-number").first()
    if last is None:
        raise Refused("The agenda has not been published yet.")
    return last


def listed_items(version: AgendaVersion) -> set[int]:
    """Return the ids of the items in a version, withdrawn items included."""
    return {item["pk"] for item in version.snapshot["items"]}


def already_listed(items: list[AgendaItem], last: AgendaVersion, adding: AgendaItem | None = None) -> list[AgendaItem]:
    """Return those of `items` that the version `last` lists, and `adding`. Other items are not published yet."""
    listed = listed_items(last) | ({adding.pk} if adding else set())
    return [item for item in items if item.pk in listed]


@verb(may=runs_the_desk, in_one_transaction=False)
def republish(
    meeting: Meeting, kind: str, note: str, *, ground: snapshots.Ground | None = None, at: datetime, by: User
) -> AgendaVersion:
    """
    Freeze the next version of a published agenda, without building a pack. Call it inside a transaction.

    Pass `ground` where the caller has read the agenda since its last change.
    """
    last = latest_version(meeting)
    # Without a new pack, papers keep their page numbers. Papers received since the last pack wait for a supplement.
    ground = ground or snapshots.Ground.of(meeting, publication_day(at))
    snapshot = snapshots.take(
        ground.with_items(already_listed(ground.items, last)),
        issued_on=publication_day(at),
        placed=snapshots.placed_in(last.snapshot),
    )
    # Papers without grounds are left out, so that the new version need not wait until the grounds are given.
    snapshot = snapshots.without_groundless(snapshot)
    return freeze(meeting, kind, note, snapshot, at=at, by=by, packs={})
