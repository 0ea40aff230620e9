"""
A frozen agenda as plain data.

`take` turns rows into a dictionary. A version stores the dictionary. The front sheet and the public page are made from
the dictionary, not from the rows, so later changes of the rows do not show. `take` and its helpers list the keys; dates
are ISO strings. Only `for_public` removes the words that the public may not read; no template does this.
"""

import copy
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from committee.law import exemption
from committee.models import Committee, Council, LegalKind, Post, Seat, WithheldPapers
from committee.wording import filming, wording
from meetings import outstanding_actions as asked
from meetings.models import Access, AgendaItem, AgendaVersion, Meeting, Pack, Paper, PaperState, Upload, UploadState
from meetings.models.agenda import DETAILS
from meetings.packs.page_numbers import Span, label_of, span_of

Snapshot = dict[str, Any]
# Pages on which each file is bound, by PaperFile id; see `take`.
Placed = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Ground:
    """Rows that an agenda is printed from, read once and passed to all code that plans or checks the agenda."""

    meeting: Meeting
    items: list[AgendaItem]
    council: Council
    officer: dict[str, str]
    membership: list[Seat]
    withheld_papers: str = WithheldPapers.LAST
    asked: dict[int, list[dict[str, Any]]] = field(default_factory=dict)  # lines on earlier actions, by item id
    latest: AgendaVersion | None = None  # the version that the public reads now

    @classmethod
    def of(cls, meeting: Meeting, on: date) -> "Ground":
        """Return the present rows, with the proper officer of the day `on`. More items do not make more queries."""
        members = meeting.seated()
        council = Council.current()
        latest = meeting.versions.order_by("-number").first()
        shown = withheld_papers_of(meeting) if latest else council.withheld_papers
        items = items_of(meeting)
        lines = asked.lines_for(meeting, items, on, latest.snapshot["items"] if latest else None)
        return cls(meeting, items, council, proper_officer(on), members, shown, lines, latest)

    @cached_property
    def packs(self) -> dict[str, Pack]:
        """Newest pack of each edition, by edition, even if stale. Supplements and large print are left out."""
        newest = self.meeting.packs.filter(edition=OuterRef("edition"), supplement=0, large_print=False)
        rows = self.meeting.packs.filter(pk=Subquery(newest.order_by("-built_at", "-pk").values("pk")[:1]))
        packs = {pack.edition: pack for pack in rows.select_related("stored")}
        for pack in packs.values():
            pack.meeting = self.meeting
        return packs

    @cached_property
    def uploads(self) -> dict[int, Upload]:
        """Uploads that are refused or not yet decided, by paper id; a new upload deletes the paper's earlier one."""
        rows = Upload.objects.filter(paper__item__meeting=self.meeting).exclude(state=UploadState.TAKEN)
        return {row.paper_id: row for row in rows.order_by("pk")}

    def with_items(self, items: list[AgendaItem]) -> "Ground":
        """Return the ground with only these items."""
        return replace(self, items=items)


def withheld_papers_of(meeting: Meeting) -> str:
    """
    Return where the packs of a published `meeting` bind withheld papers (a `WithheldPapers`).

    The first published version decides for ever, because published pages are never renumbered. Before the first
    publication, `Ground.of` uses the council's setting and does not call this function.
    """
    versions = meeting.versions.order_by("number").values_list("snapshot__withheld_papers", flat=True)
    return versions.first() or WithheldPapers.LAST


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the meeting's items in order, with their papers and files prefetched."""
    # A fingerprint is long, and only the leak check uses it.
    papers = Paper.objects.select_related("owner", "file__stored").defer("file__fingerprint").order_by("position", "pk")
    items = meeting.items.in_order().select_related("owner", "ruling__chairman", "minutes_of")
    return list(items.prefetch_related(Prefetch("papers", papers)))


def take(ground: Ground, *, issued_on: date, placed: Placed) -> Snapshot:
    """
    Return a snapshot of the present agenda.

    `placed` gives the pages of each bound file, by PaperFile id: {"first": 7, "last": 18, "pack": 0}. Received papers
    without an entry are not part of the agenda yet and are left out. Where a corrected paper has replaced the file's
    paper, the entry also has "replaced_on", the day of the replacement.
    """
    meeting, council = ground.meeting, ground.council
    items = [_item(item, placed, issued_on) for item in ground.items]
    for item, entry in zip(ground.items, items, strict=True):
        if meeting.committee.kind == LegalKind.COUNCIL:  # whether each member's vote is recorded by name (R59)
            entry["by_name"] = item.is_by_name(meeting.committee.kind)
        if asked_lines := ground.asked.get(item.pk):  # the actions under the item of the minutes, and their state
            entry["asked"] = asked_lines
    lines = exclusion_lines(items)
    grounds = {number for numbers in exempt_grounds(items).values() for number in numbers}
    moved_from, moved_words = meeting.rearranged
    return {
        "committee": {"name": meeting.committee.name, "slug": meeting.committee.slug},
        "council": council.name,
        "date": meeting.date.isoformat(),
        "starts": f"{meeting.starts:%H:%M}",
        "venue": meeting.venue.name if meeting.venue else "",
        "webcast_url": meeting.webcast_address,
        "informal": meeting.informal,
        "rearranged_from": moved_from.isoformat() if moved_from else None,
        "rearranged_words": moved_words,
        "proper_officer": ground.officer,
        "issued_on": issued_on.isoformat(),
        "items": items,
        # The law itself excludes the public for confidential papers, so without exempt matter no motion is moved (R18).
        "exclusion_motion": "" if lines and not grounds else exemption.exclusion_motion(grounds),
        "exclusion_lines": lines,
        "withheld_papers": str(ground.withheld_papers),
        "part_two": "" if any(item["part"] == 2 and not item["withdrawn"] for item in items) else "nil",
        "membership": [
            {"name": seat.printed, "role": seat.role_label, "slug": seat.person.slug} for seat in ground.membership
        ],
        "contact": _contact(meeting, council),
        # An informal session is not open to the press and the public.
        "filming": filming.notice(meeting.committee, council) if meeting.is_formal else "",
        "filming_notice": council.filming_notice if meeting.is_formal else "",
        "demonstration_notice": council.demonstration_notice,
        **{name: text for name, text in _profile(meeting.committee) if text},
        **wording.to_freeze(council.wording),
    }


def _profile(committee: Committee) -> list[tuple[str, str]]:
    """Return what the register says of the front sheets of this body. Snapshots of before lack these keys."""
    return [("opening", committee.printed_opening), ("public_notes", committee.public_notes)]


def proper_officer(on: date) -> dict[str, str]:
    """Return {"name", "title"} of the proper officer of the day `on`; the values are "" where there was none."""
    post = Post.objects.on(on).filter(is_proper_officer=True).select_related("person").first()
    return {"name": post.person.name, "title": post.title} if post else {"name": "", "title": ""}


def _contact(meeting: Meeting, council: Council) -> dict[str, str]:
    officer = meeting.committee.contact_officer
    return {"name": officer.name if officer else "", "email": council.email, "telephone": council.telephone}


def _item(item: AgendaItem, placed: Placed, issued_on: date) -> dict[str, Any]:
    rows = [
        paper
        for paper in item.papers.all()
        if paper.state == PaperState.TO_FOLLOW or (paper.state == PaperState.RECEIVED and paper.file_id in placed)
    ]
    corrected = {paper.replaces_id: paper for paper in rows if paper.replaces_id and paper.file_id}
    files = {paper.pk: paper.file_id for paper in rows}
    papers = []
    for paper in rows:
        place = placed.get(paper.file_id) if paper.file_id else None
        papers.append(_paper(paper, place))
        if after := corrected.get(paper.pk):
            on = (place or {}).get("replaced_on") or issued_on.isoformat()
            papers[-1]["replaced"] = {"on": on, "because": after.late_reason, "by": after.pk}
        if paper.replaces_id and (before := placed.get(files.get(paper.replaces_id) or 0)):
            papers[-1]["replaces"] = {name: before[name] for name in ("first", "last", "pack")}
    ruling = getattr(item, "ruling", None)
    return {
        "pk": item.pk,
        "number": item.number,
        "kind": item.kind,
        "part": item.part,
        "title": item.title,
        "public_title": item.title_for_public,
        **item.lines,
        "withdrawn": {"reason": item.withdrawn_reason, "on": item.withdrawn_at.date().isoformat()}
        if item.withdrawn_at
        else None,
        "urgent": {"chairman": ruling.chairman.name, "circumstances": ruling.circumstances} if ruling else None,
        "to_follow": any(paper["state"] == PaperState.TO_FOLLOW for paper in papers),
        "papers": papers,
        **({"paragraphs": item.paragraphs} if item.part == 2 and item.paragraphs else {}),
    }


def _paper(paper: Paper, place: dict[str, int] | None) -> dict[str, Any]:
    file = paper.file
    return {
        "pk": paper.pk,
        "file": file.pk if file else None,
        "title": paper.title,
        "public_title": paper.title_for_public,
        "kind": paper.kind,
        "access": paper.access,
        "paragraphs": paper.paragraphs,
        "marking": paper.marking,
        "state": paper.state,
        "pages": file.pages if file else 0,
        "size": file.stored.size if file else 0,
        "first": place["first"] if place else None,
        "last": place["last"] if place else None,
        "pack": place["pack"] if place else None,
    }


def exclusion_lines(items: list[dict[str, Any]]) -> list[str]:
    """
    Return the lines below the motion to exclude the public, from the agenda's items and their papers (s.100A(5)).

    A line names the whole item if the item is in Part Two or has no paper that the public may read. For any other item,
    the line names only the withheld papers (s.100B(2): the part, not the whole). For a confidential paper, the
    line says that no resolution is needed (R18).
    """
    confidential = [
        f"{_named(item)} – {exemption.CONFIDENTIAL_EXCLUSION}"
        for item in items
        if any(paper["access"] == Access.CONFIDENTIAL for paper in withheld_papers(item))
    ]
    return exemption.exclusion_lines(exempt_grounds(items)) + confidential


def exempt_grounds(items: list[dict[str, Any]]) -> dict[str, tuple[int, ...]]:
    """Return the grounds of each item with exempt matter, by the item's name in the motion to exclude the public."""
    exempt: dict[str, tuple[int, ...]] = {}
    for item in items:
        grounds = [] if item["withdrawn"] else [item.get("paragraphs", "")]
        grounds += [paper["paragraphs"] for paper in withheld_papers(item)]
        if numbers := sorted({int(number) for ground in grounds for number in ground.split(",") if number}):
            exempt[_named(item)] = tuple(numbers)
    return exempt


def _named(item: dict[str, Any]) -> str:
    whole = item["part"] == 2 or len(withheld_papers(item)) == len(item["papers"])
    return f"Item {item['number']}" + ("" if whole else ", its papers that are not for publication")


def withheld_papers(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the withheld papers of an item of a snapshot; none for a withdrawn item."""
    return [] if item["withdrawn"] else [paper for paper in item["papers"] if paper["access"] != Access.OPEN]


def private_words(snapshot: Snapshot) -> dict[str, str]:
    """
    Return the agenda's two sentences on withheld papers: keys "reports" and "part_one".

    - "reports": a sentence that says whether the reports of Part Two are exempt, or confidential, or partly open.
    - "part_one": a sentence that names the items of Part One with withheld papers; "" without such items.
    """
    second = [paper for item in snapshot["items"] if item["part"] == 2 for paper in item["papers"]]
    if any(paper["access"] == Access.OPEN for paper in second):
        reports = "Reports in this section are exempt or confidential, except those that are not marked so"
    elif any(paper["access"] == Access.CONFIDENTIAL for paper in second):
        reports = "All reports in this section are exempt or confidential"
    else:
        reports = "All reports in this section are exempt"
    numbers = [str(item["number"]) for item in snapshot["items"] if item["part"] == 1 and withheld_papers(item)]
    named = ", ".join(numbers[:-1]) + " and " + numbers[-1] if len(numbers) > 1 else "".join(numbers)
    part_one = (
        f"Papers of item{'s' if len(numbers) > 1 else ''} {named} in Part One are not for publication: the public are "
        "likely to be excluded while they are considered."
    )
    return {"reports": reports, "part_one": part_one if numbers else ""}


def without_groundless(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot without papers that lack grounds (`Access.WITHHELD`), which no publication may mention."""
    items = [
        {**item, "papers": [paper for paper in item["papers"] if paper["access"] != Access.WITHHELD]}
        for item in snapshot["items"]
    ]
    for item in items:
        item["to_follow"] = any(paper["state"] == PaperState.TO_FOLLOW for paper in item["papers"])
    return {**snapshot, "items": items}


def placed_by(spans: dict[int, Span], papers: dict[int, Paper], pack: int) -> dict[int, dict[str, int]]:
    """Return the argument `placed` of `take`, from the spans and papers (by paper id) of the pack numbered `pack`."""
    files = ((papers[pk].file_id, span) for pk, span in spans.items())
    return {file: {"first": span.first, "last": span.last, "pack": pack} for file, span in files if file}


def files_of(snapshot: Snapshot) -> list[int]:
    """Return the ids of the files of a snapshot's papers."""
    return [paper["file"] for item in snapshot["items"] for paper in item["papers"] if paper["file"]]


def placed_in(snapshot: Snapshot) -> Placed:
    """Return the argument `placed` of `take`, from an earlier snapshot."""
    return {
        paper["file"]: {"first": paper["first"], "last": paper["last"], "pack": paper["pack"]}
        | ({"replaced_on": paper["replaced"]["on"]} if "replaced" in paper else {})
        for item in snapshot["items"]
        for paper in item["papers"]
        if paper["file"] and paper["pack"] is not None
    }


def for_public(snapshot: Snapshot) -> Snapshot:
    """
    Return the public copy of a snapshot: withheld titles, files, sizes and page numbers are removed.

    Where the public pack has holder pages in place of withheld papers, their page numbers stay, because the holder
    pages are printed. SECURITY: for items and withheld papers the code lists the keys that stay, so a key added later
    is removed until somebody adds it to the list.
    """
    public = {name: [] if name == "items" else copy.deepcopy(value) for name, value in snapshot.items()}
    public["items"] = [_public_item(item, has_holders(snapshot)) for item in snapshot["items"]]
    return public


def has_holders(snapshot: Snapshot) -> bool:
    """Return whether the public pack has holder pages in place of withheld papers."""
    return snapshot.get("withheld_papers") == WithheldPapers.HOLDERS


def hiding_as(earlier: Snapshot, latest: Snapshot) -> Snapshot:
    """Return an earlier snapshot with the public titles of `latest` for all items whose titles `latest` hides."""
    hidden = {item["pk"]: item["public_title"] for item in latest["items"] if item["public_title"] != item["title"]}
    items = [{**item, "public_title": hidden.get(item["pk"], item["public_title"])} for item in earlier["items"]]
    return {**earlier, "items": items}


def lines_of(item: dict[str, Any]) -> dict[str, Any]:
    """
    Return the texts under an item's title, by column, and what the item is; "" for a column that the snapshot lacks.

    Empty details and an empty `business` are left out, as in `AgendaItem.lines`.
    """
    names = (*AgendaItem.printed, "business")
    return {name: item.get(name, "") for name in names if item.get(name) or name not in (*DETAILS, "business")}


def texts_of(item: dict[str, Any]) -> list[str]:
    """Return the texts under an item's title in order, each bullet separately."""
    lines = lines_of(item)
    texts = [lines.get(name, "") for name in AgendaItem.printed]
    return [text for line in texts for text in (line if isinstance(line, list) else [line])]


def _public_item(item: dict[str, Any], numbered: bool) -> dict[str, Any]:
    public = {key: item[key] for key in ("pk", "number", "kind", "part", "withdrawn", "urgent", "to_follow")}
    public["title"] = public["public_title"] = item["public_title"]
    hides_something = item["public_title"] != item["title"]
    public |= {name: type(line)() if hides_something else line for name, line in lines_of(item).items()}
    if item.get("asked"):
        # The lines name public actions only (asked.agenda_lines). Readers need no ids of actions.
        public["asked"] = [{"text": line["text"]} for line in item["asked"]]
    public["papers"] = [_public_paper(paper, numbered) for paper in item["papers"]]
    return public


def _public_paper(paper: dict[str, Any], numbered: bool) -> dict[str, Any]:
    replaced = {"replaced": {**paper["replaced"], "by": None}} if "replaced" in paper else {}
    if paper["access"] == "open":
        return {**paper, **replaced, "title": paper["public_title"]}
    facts = {key: paper[key] for key in ("kind", "access", "paragraphs", "marking", "state", "public_title")} | replaced
    place = {key: paper[key] if numbered else None for key in ("first", "last", "pack")}
    return {**facts, **place, "pk": None, "file": None, "title": paper["public_title"], "pages": 0, "size": 0}


def range_of(item: dict[str, Any], pack: int = 0) -> str:
    """Return `(Pages 7–18)` for an item's open papers in one pack, `(To Follow)` for papers still to come, or ""."""
    spans = spans_of(item, pack, withheld=False)
    return label_of(spans) or ("(To Follow)" if item["to_follow"] else "")


def spans_of(item: dict[str, Any], pack: int = 0, *, withheld: bool) -> list[Span]:
    """Return the spans of an item's open or withheld papers in one pack; a blank back counts as a page."""
    return [
        span_of(paper)
        for paper in item["papers"]
        if paper["pack"] == pack and paper["first"] is not None and (paper["access"] != "open") == withheld
    ]


def digest(snapshot: Snapshot) -> str:
    """Return the SHA-256 (hexadecimal) of a snapshot's canonical JSON: the same agenda gives the same digest."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
