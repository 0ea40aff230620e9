"""
All-in-one packs: the main pack and the supplements of one agenda in one file, by item or by date.

Every page keeps the number that it has in its pack. A gathered file publishes nothing new, because its papers are
published. The file is stored under a hash of its sources and may be deleted at any time.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgpack
from django.db import models

from committee import printing
from committee.acts.refusal import Refused
from committee.models import Council
from committee.wording import wording
from meetings.models import AgendaVersion, Edition, Meeting, Paper
from meetings.packs import contents, derived_store, front_sheet, join
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build, faulty_part
from meetings.packs.leak_check import meeting_check
from meetings.packs.page_numbers import Span, label_of, runs_of, span_of
from meetings.packs.pdf.compile import prepare
from meetings.packs.published_files import Entry, PublishedFile

RECIPE = 1  # increase when gathered files are made differently
WHAT = "The file"
TITLES = {"item": "Agenda and supplements by item", "date": "Agenda and supplements by date"}


class Order(models.TextChoices):
    """Order of an all-in-one pack."""

    ITEM = "item", "by item"
    DATE = "date", "by date"


@dataclass(frozen=True)
class CollatedFile:
    """A gathered file; `key` is a hash of its sources, `reader_slots` has the same form as `Pack.reader_slots`."""

    pdf: bytes
    key: str
    reader_slots: dict[str, Any]


@dataclass(frozen=True)
class _Piece:
    """One paper's plan, and the published file that binds the paper."""

    volume: PublishedFile
    plan: contents.PartPlan


def everything(meeting: Meeting, volumes: Sequence[PublishedFile], edition: str, order: str) -> CollatedFile:
    """
    Return the main pack and all supplements of one edition in one file; a file that is not stored is made now.

    By item: the present agenda, then each item's papers with their published page numbers. By date: the main
    pack as it was published, then each supplement behind its cover.
    SECURITY: the caller first checks that the public may still read every paper in the public edition.
    Raises Refused where a part cannot be read, printed or joined, or where the file fails its check (R50, R51).
    """
    work = _Work(meeting, volumes, edition, order)
    made = msgpack.unpackb(derived_store.derived("gathered", work.key, lambda: msgpack.packb(work.made())))
    return CollatedFile(made["pdf"], work.key, made["slots"])


class _Work:
    """Plan of an all-in-one pack, or of one pack to join again; `key` is a hash of its sources."""

    def __init__(self, meeting: Meeting, volumes: Sequence[PublishedFile], edition: str, order: str) -> None:
        self._meeting, self._volumes, self._edition, self._order = meeting, volumes, edition, order
        self._council = Council.current()
        latest = meeting.versions.order_by("-number").first()
        if latest is None:
            raise Refused("The agenda has not been published yet.")
        self._latest, self._versions = latest, [latest, *(volume.version for volume in volumes)]
        # One query for all snapshots, instead of one per volume.
        snapshots_of = dict(meeting.versions.values_list("pk", "snapshot"))
        for volume in volumes:
            volume.version.snapshot = snapshots_of[volume.version.pk]
        self._pieces = pieces(volumes)
        if order == Order.ITEM:
            places = {item["pk"]: place for place, item in enumerate(latest.snapshot["items"])}
            self._pieces.sort(key=lambda piece: (places[piece.plan.item.pk], piece.plan.span.first))
        self.key = self._key()

    def _key(self) -> str:
        facts = {
            "recipe": [RECIPE, build.RECIPE],
            "edition": self._edition,
            "order": self._order,
            # A version's stored hash does not change when a takedown removes words from the snapshot (R60).
            "versions": [snapshots.digest(version.snapshot) for version in self._versions],
            "reasons": [volume.reason for volume in self._volumes],
            "parts": [
                (entry.plan.key, build.made_of(entry.plan), entry.plan.paper.marking, entry.plan.span.first)
                for entry in self._pieces
            ],
            "duplex": self._council.duplex_padding,
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def made(self) -> dict[str, Any]:
        """Print the sheets, join and check the file; return the data to store: {"pdf": bytes, "slots": dict}."""
        bound = build.parts_of((piece.plan for piece in self._pieces), self._edition)
        title = _title_of(self._shown(self._latest), self._order)
        if self._order == Order.ITEM:
            keys = {part.span.first: part.key for part in bound}
            front = _by_item_sheet(self._shown(self._latest), keys, self._edition, self._council)
        else:
            front, bound = self._by_date(bound)
        joined = self._joined(front, bound, title)
        self._refuse_leaks(joined, self._versions, title, "The file of everything")
        return {"pdf": joined.pdf, "slots": joined.reader_slots}

    def joined_again(self, volume: PublishedFile) -> join.Joined:
        """Join one volume again with its front sheet or cover, and check the result. Redacted copies may lack tags."""
        bound = build.parts_of((piece.plan for piece in self._pieces), self._edition)
        title = front_sheet.title_of(self._shown(volume.version), volume.supplement)
        joined = self._joined(self._sheet(volume, bound), bound, title, ours_are_tagged=False)
        self._refuse_leaks(joined, [volume.version], title, "The pack")
        return joined

    def _joined(self, front: bytes, bound: list[join.Part], title: str, ours_are_tagged: bool = True) -> join.Joined:
        return faulty_part.sound(
            front,
            bound,
            title=title,
            what=WHAT,
            consecutive=False,
            ours_are_tagged=ours_are_tagged,
            pad_front=self._council.duplex_padding,
            reader_slots=self._edition != Edition.PUBLIC,
        )

    def _refuse_leaks(self, joined: join.Joined, versions: Iterable[AgendaVersion], title: str, what: str) -> None:
        if self._edition == Edition.PUBLIC:
            shown = [self._shown(version) for version in versions]
            meeting_check.refuse_leaks(joined.pdf, self._meeting, shown=shown, said=[title], what=what)

    def _shown(self, version: AgendaVersion) -> snapshots.Snapshot:
        """Return the snapshot for a sheet. For the public, titles hidden in the latest version are hidden in all."""
        snapshot = snapshots.hiding_as(version.snapshot, self._latest.snapshot)
        return snapshots.for_public(snapshot) if self._edition == Edition.PUBLIC else version.snapshot

    def _by_date(self, bound: list[join.Part]) -> tuple[bytes, list[join.Part]]:
        sheets = [self._sheet(volume, bound) for volume in self._volumes]
        parts = []
        for volume, sheet in zip(self._volumes, sheets, strict=True):
            parts += [self._cover(volume, sheet)] if volume.supplement else []
            parts += self._within(volume, bound)
        return sheets[0], parts

    def _within(self, volume: PublishedFile, bound: list[join.Part]) -> list[join.Part]:
        return [part for piece, part in zip(self._pieces, bound, strict=True) if piece.volume is volume]

    def _sheet(self, volume: PublishedFile, bound: list[join.Part]) -> bytes:
        return front_sheet.render(
            self._shown(volume.version),
            edition=self._edition,
            supplement=volume.supplement,
            keys={part.span.first: part.key for part in self._within(volume, bound)},
            council=self._council,
            reason=volume.reason,
        )

    def _cover(self, volume: PublishedFile, sheet: bytes) -> join.Part:
        prepared = prepare(sheet)
        pages = len(prepared.pages)
        blank = self._council.duplex_padding and pages % 2 == 1
        name = f"Supplement {volume.supplement}"
        span = Span(1, pages + blank, pages, blank)
        return join.Part(f"supplement-{volume.supplement}", name, prepared, span, cover=True)


def again(meeting: Meeting, volume: PublishedFile, edition: str) -> join.Joined:
    """
    Join a published pack again from its agenda and papers as they are now (R60).

    A takedown may have changed the agenda or the papers. Every paper keeps its page numbers. Raises Refused where
    `everything` does.
    """
    return _Work(meeting, [volume], edition, Order.DATE).joined_again(volume)


def pieces(volumes: Sequence[PublishedFile]) -> list[_Piece]:
    """Return every paper of the volumes in the order of binding. Makes one query."""
    entries = [(volume, entry) for volume in volumes for entry in volume.pack.manifest]
    wanted = {entry["paper"] for _, entry in entries}
    papers = {row.pk: row for row in Paper.objects.filter(pk__in=wanted).select_related("item", "file__stored")}
    return [_Piece(volume, _plan(entry, papers[entry["paper"]])) for volume, entry in entries]


def _plan(entry: Entry, paper: Paper) -> contents.PartPlan:
    if entry["file"] and entry["file"] != paper.file_id:
        raise Refused(f"Item {entry['item']}, {paper.title}: its file is not the one that was published.")
    first, last = entry["first"], entry["last"]
    pages = min(paper.file.pages if paper.file else last, last - first + 1)
    span = Span(first, last, pages, blank=last - first + 1 > pages)
    return contents.PartPlan(paper.item, paper, span, holder=bool(entry.get("holder")), label=entry.get("label", ""))


def _title_of(snapshot: snapshots.Snapshot, order: str) -> str:
    """Return the title of the PDF; `order` is "item" or "date"."""
    return f"{TITLES[order]}: {front_sheet.title_of(snapshot, 0).partition(': ')[2]}"


def _by_item_sheet(snapshot: snapshots.Snapshot, keys: dict[int, str], edition: str, council: Council) -> bytes:
    """
    Return the front sheet of the all-in-one pack by item, from the snapshot of the present agenda.

    `keys` gives the link target of each paper by the paper's first page. Raises Refused where printing fails.
    """
    items = [_item(item, keys) for item in snapshot["items"]]
    context = front_sheet.context_of(snapshot, items, edition=edition, council=council) | {"gathered": True}
    with wording.as_frozen(snapshot), front_sheet.refused_unless_printed():
        return printing.print_template("print/front_sheet.html", context, _title_of(snapshot, Order.ITEM))


def _item(item: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    """Return an item with the pages of its papers in every volume; each run of pages links to the run's first paper."""
    shown = front_sheet.with_links(item, "first", keys, lambda paper: span_of(paper).label())
    opened = sorted(shown["opened"], key=lambda paper: paper["first"])
    spans = [span_of(paper) for paper in opened]
    return shown | {
        "range": label_of(spans) or ("(To Follow)" if item["to_follow"] else ""),
        "runs": [{"key": keys[run.first], "pages": run.said()} for run in runs_of(spans)],
        "runs_word": "Page" if label_of(spans).startswith("(Page ") else "Pages",
        "elsewhere": [
            f"Supplement {paper['pack']}: {paper['title']} {paper['range']}" for paper in opened if paper["pack"]
        ],
    }
