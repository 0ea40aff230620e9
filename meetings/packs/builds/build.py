"""Build a pack from its contents: read parts, print the front sheet, join, check, save. Publishes nothing."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from committee.acts.refusal import Refused
from committee.files import files
from committee.law.clear_days import publication_day
from committee.models import Council
from meetings.access import taken_down
from meetings.models import Edition, Meeting, Pack, Paper
from meetings.packs import contents, front_sheet, join, part_store
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import faulty_part, verdict
from meetings.packs.leak_check import meeting_check
from meetings.packs.pdf.compiled import Prepared

Progress = Callable[[str, int, int], None]
DRAFT, NOT_PUBLISHED = "Draft for preview", "For members only"
# Increase this number when packs are made differently, so that older packs count as stale.
RECIPE = 3


@dataclass(frozen=True)
class Plan:
    """All data that a pack is made from, gathered before any file is opened or printed."""

    contents: contents.Contents
    snapshot: snapshots.Snapshot
    council: Council
    reason: str = ""  # why the papers of a supplement come late

    @property
    def edition(self) -> str:
        """Edition of the pack: public, members' or draft."""
        return self.contents.edition

    @property
    def key(self) -> str:
        """Hash of all that the pack is made from, except the date of issue."""
        facts = {
            "recipe": RECIPE,
            "snapshot": {**self.snapshot, "issued_on": ""},
            "parts": [(part.key, made_of(part), part.paper.marking) for part in self.contents.parts],
            "edition": self.edition,
            "supplement": self.contents.supplement,
            "start": self.contents.start,
            "duplex": self.council.duplex_padding,
            "labels": [(part.key, part.label) for part in self.contents.parts if part.label],
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def plan(
    meeting: Meeting,
    edition: str,
    *,
    issued_on: date,
    supplement: int = 0,
    only_files: set[int] | None = None,
    ground: snapshots.Ground | None = None,
    placed_before: dict[int, dict[str, int]] | None = None,
    frozen: snapshots.Snapshot | None = None,
    reason: str = "",
) -> Plan:
    """
    Return the plan of the pack of `edition`; its front sheet shows the snapshot `frozen`, else the present agenda.

    - `supplement`: the number of a supplement; 0 for the main pack. `reason`: why the papers of a supplement come late.
    - `only_files`: the ids of the files to bind; None binds all received files.
    - `placed_before`: the pages on which earlier packs bind the files already published (`snapshot.placed_in`).
    - `ground`: the meeting's rows, if the caller has read them already.
    """
    ground = ground or snapshots.Ground.of(meeting, issued_on)
    planned = contents.gather(ground, edition, supplement=supplement, only_files=only_files)
    # A public agenda names the withheld papers too, by their public titles, so all papers need page numbers.
    whole = contents.gather(ground, Edition.MEMBERS, supplement=supplement, only_files=only_files)
    placed = dict(placed_before or {})
    placed |= snapshots.placed_by(whole.spans, {part.paper.pk: part.paper for part in whole.parts}, supplement)
    snapshot = frozen or snapshots.take(ground, issued_on=issued_on, placed=placed)
    if edition == Edition.PUBLIC:
        snapshot = snapshots.for_public(snapshot)
    return Plan(planned, snapshot, ground.council, reason)


def build(
    meeting: Meeting,
    edition: str,
    *,
    at: datetime,
    progress: Progress = lambda step, done, total: None,
    **planning: Any,
) -> Pack:
    """
    Build the pack of `edition`, issued on the day of `at`, save it and return it.

    Where nothing has changed since the last main pack of the same day, return that pack and build nothing. `planning`
    are arguments of `plan`. `progress` is called with each step, the number of steps done and the number of all steps.
    Earlier packs stay. Raises Refused, with the item and what to do, where

    - a part cannot be read, printed or joined;
    - a public pack leaks withheld material (R16);
    - a takedown was made or undone during the build.
    """
    begun, down = time.monotonic(), taken_down.mark_of(meeting)
    planned = plan(meeting, edition, issued_on=publication_day(at), **planning)
    supplement = planned.contents.supplement
    if planning.get("frozen") is None and (same := _same_as(planned, at)):
        return same
    total = len(planned.contents.parts) + 3
    bound: list[join.Part] = []
    seen: Counter[str] = Counter()
    for done, part in enumerate(planned.contents.parts):
        progress(f"Item {part.item.number}, {_title(part, edition)}", done, total)
        bound.append(part_of(part, edition, seen))
    progress("Printing the front sheet", total - 3, total)
    front = print_front(planned)
    progress("Joining the parts and numbering the pages", total - 2, total)
    title = front_sheet.title_of(planned.snapshot, supplement)
    joined = faulty_part.sound(
        front,
        bound,
        title=title,
        what="The pack",
        checking=partial(progress, "Checking the pack", total - 1, total),
        start=planned.contents.start,
        watermark=(DRAFT if meeting.is_formal else NOT_PUBLISHED) if edition == Edition.DRAFT else "",
        pad_front=planned.council.duplex_padding,
        reader_slots=edition != Edition.PUBLIC,
    )
    if edition == Edition.PUBLIC:
        refuse_leaks(joined.pdf, planned)
    stored = files.keep(joined.pdf)
    with transaction.atomic():  # removes the row again if `progress` raises TakenOver (another attempt has the build)
        taken_down.refuse_changed(meeting, down)
        pack = Pack.objects.create(
            meeting=meeting,
            edition=edition,
            supplement=supplement,
            stored=stored,
            plan_key=planned.key,
            pages=joined.pages,
            first_page=planned.contents.start,
            last_page=joined.spans[-1].last if joined.spans else planned.contents.start - 1,
            manifest=_manifest(planned, joined),
            untagged=[part.title for part in bound if part.key in joined.untagged],
            reader_slots=joined.reader_slots,
            # `sound` has checked the pack, so there are no faults.
            verdict=verdict.found(stored.sha256, faulty_part.promise_of(bound, joined, title), []),
            built_at=at,
            seconds=round(time.monotonic() - begun, 3),
        )
        progress("Built", total, total)
    return pack


def _same_as(planned: Plan, at: datetime) -> Pack | None:
    """
    Return the edition's last main pack if a build would make the same pack; else None.

    The pack must have the plan's key, be built on the day of `at`, and have all its files in storage.
    """
    if planned.contents.supplement:
        return None
    last = current_pack(planned.contents.meeting, planned.edition)
    if last is None or last.plan_key != planned.key or publication_day(last.built_at) != publication_day(at):
        return None
    bound = [part.paper.its_file.stored for part in planned.contents.parts if not part.holder]
    return last if all(map(files.holds, [last.stored, *bound])) else None


def made_of(part: contents.PartPlan) -> object:
    """Return the identity of a part's content: the hash of its file, or the number and text of its holder pages."""
    if part.holder:
        return ["holder", part.span.pages, contents.holder_words(part)]
    return part.paper.its_file.stored.sha256


def _title(part: contents.PartPlan, edition: str) -> str:
    """Return the bookmark of a part: the item's title, and the paper's title where it differs."""
    public = edition == Edition.PUBLIC
    item = part.item.title_for_public if public else part.item.title
    paper = part.paper.title_for_public if public else part.paper.title
    return item if paper == item else f"{item}: {paper}"


def part_of(part: contents.PartPlan, edition: str, seen: Counter[str]) -> join.Part:
    """
    Return the part that binds one paper. `seen` counts the copies of each file in the pack, and is updated here.

    Raises Refused where the file cannot be read, and for a withheld paper in the public edition (R16).
    """
    title = f"{part.item.number}. {_title(part, edition)}"
    if part.holder:
        words = tuple(contents.holder_words(part))
        return join.Part(part.key, title, None, part.span, part.paper.marking, words=words)
    # SECURITY: the last line of defence of R16; contents.collate has already left withheld papers out.
    if edition == Edition.PUBLIC and part.paper.is_withheld:
        raise Refused(f"Item {part.item.number}: a withheld paper cannot go into the public edition.", rule="R16")
    stored = part.paper.its_file.stored
    seen[stored.sha256] += 1
    prepared = prepared_for(part.paper, part.item.number, again=seen[stored.sha256] - 1)  # Refused if lost
    return join.Part(
        key=part.key,
        title=title,
        prepared=prepared,
        span=part.span,
        marking=part.paper.marking,
        label=part.label,
        free=part_store.head_of(stored) if part.label else None,
        without_tags=None if part.paper.its_file.ours else partial(part_store.prepared, stored, tags=False),
    )


def parts_of(plans: Iterable[contents.PartPlan], edition: str) -> list[join.Part]:
    """Return the part that binds each planned paper, for one pack. Raises Refused where `part_of` does."""
    seen: Counter[str] = Counter()
    return [part_of(plan, edition, seen) for plan in plans]


def prepared_for(paper: Paper, item_number: int, *, again: int = 0) -> Prepared:
    """
    Return the prepared part of a paper's file; `again` counts earlier copies of the file in the pack.

    Raises Refused, naming the item and what to do, where storage has lost or altered the file; files.Unavailable where
    storage cannot be reached.
    """
    stored = paper.its_file.stored
    try:
        if not files.holds(stored):  # readers also open the paper alone, and a prepared part is not enough for that
            raise FileNotFoundError(stored.sha256)
        # Names (/ID) of structure elements must differ between all parts of a pack, even between copies of one file.
        return part_store.prepared(stored, f"{stored.sha256[:12]}-{again}" if again else "")
    except files.Unavailable:
        raise
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            f"Item {item_number}, {paper.title}: the file is missing from storage or damaged. "
            "Upload the paper again, then build again."
        ) from error


def print_front(planned: Plan) -> bytes:
    """Return the PDF of the front sheet of a planned pack. Raises Refused where it cannot be printed."""
    keys = {part.span.first: part.key for part in planned.contents.parts}
    return front_sheet.render(
        planned.snapshot,
        edition=planned.edition,
        supplement=planned.contents.supplement,
        keys=keys,
        council=planned.council,
        reason=planned.reason,
    )


def refuse_leaks(pdf: bytes, planned: Plan) -> None:
    """Raise Refused where the finished public pack of a plan contains withheld material of the meeting (R16)."""
    number, bound = planned.contents.supplement, planned.contents.parts
    texts = [front_sheet.title_of(planned.snapshot, number)]
    texts += [f"{part.item.number}. {_title(part, Edition.PUBLIC)}" for part in bound]
    texts += [" ".join(contents.holder_words(part)) for part in bound if part.holder]
    what = f"The public supplement {number}" if number else "The public pack"
    meeting_check.refuse_leaks(pdf, planned.contents.meeting, shown=[planned.snapshot], said=texts, what=what)


def _manifest(planned: Plan, joined: join.Joined) -> list[dict[str, Any]]:
    return [
        {
            "item": part.item.number,
            "paper": part.paper.pk,
            "holder": part.holder,
            "file": None if part.holder else part.paper.file_id,
            "sha256": "" if part.holder else part.paper.its_file.stored.sha256,
            "title": _title(part, planned.edition),
            "access": part.paper.access,
            "first": part.span.first,
            "last": part.span.last,
            "tagged": part.key not in joined.untagged,
            **({"label": joined.labels[part.key]} if part.key in joined.labels else {}),
        }
        for part in planned.contents.parts
    ]


def current_pack(meeting: Meeting, edition: str, *, supplement: int = 0, large_print: bool = False) -> Pack | None:
    """Return the last pack built of that edition and supplement (0: main pack), even if stale; None without a build."""
    return (
        meeting.packs.filter(edition=edition, supplement=supplement, large_print=large_print)
        .select_related("stored", "meeting__committee__contact_officer", "meeting__venue")
        .order_by("-built_at", "-pk")
        .first()
    )


def is_stale(pack: Pack, ground: snapshots.Ground | None = None) -> bool:
    """Return whether anything that the pack was made from, except the date of issue, has changed since."""
    planned = plan(pack.meeting, pack.edition, issued_on=publication_day(pack.built_at), ground=ground)
    return planned.key != pack.plan_key
