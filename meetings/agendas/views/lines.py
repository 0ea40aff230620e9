"""
An agenda as one reader sees it on a page: each item with its papers, and the links that this reader may follow.

Words and page ranges come from the frozen snapshot. The right to open a paper is checked for each request
(`PublishedPaper.objects.public()`, `access.answers`), so that a paper withheld after publication has no link.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from committee.law import exemption
from committee.law.access import Answer
from committee.public_pages.addresses import reverse
from committee.wording.dates import long_date
from meetings import outstanding_actions
from meetings.members.marks import PaperMark
from meetings.minutes.registers.decisions import Decision
from meetings.models import Access, Meeting, PaperKind, PaperState
from meetings.models.agenda import details_of
from meetings.models.pack import address_words
from meetings.packs import snapshot as snapshots
from meetings.packs.page_numbers import Span
from meetings.recordings.watching import Watch

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """
    One paper under its item, as one reader sees it.

    - `file`: id of the file; 0 where this reader may not open it
    - `url`, `reading_url`: addresses of the file and of its reading page; "" where this reader may not open them
    - `pages`, `size`: number of pages and of bytes of the file; 0 where this reader may not open it
    - `range`, `first`, `last`: the paper's page numbers in words, and as numbers; "" and 0 where they are hidden
    - `state`: "" for an open paper with a file; else Exempt, Confidential, To follow or Withdrawn
    - `marking`, `paragraph`: the words printed on each page of a withheld paper, and its paragraphs of Schedule 12A
    - `note`: why this reader may, or may not, open a paper that is not open to all
    - `replaced`: the day and reason of a correction, where another paper has replaced this paper
    - `mark`: whether this reader, a member, has read the paper, added by `marked`
    """

    title: str
    kind: str
    url: str = ""
    reading_url: str = ""
    file: int = 0
    pages: int = 0
    size: int = 0
    range: str = ""
    first: int = 0
    last: int = 0
    state: str = ""
    marking: str = ""
    paragraph: str = ""
    note: str = ""
    is_withheld: bool = False
    replaced: str = ""
    mark: PaperMark | None = None

    @property
    def numbers(self) -> Sequence[int]:
        """The page numbers of the paper in the pack; empty where this reader may not know them."""
        return range(self.first, self.last + 1) if self.first else ()

    @property
    def place(self) -> int:
        """The number, in the pack if the paper has one there, of the page where this reader stopped; 0 for none."""
        page = self.mark.page if self.mark else 0
        return page and page + max(self.first - 1, 0)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """An action of an earlier meeting, as the published agenda prints it; `since`: the answer after publication."""

    text: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """
    One item of the agenda.

    - `lines`: the texts under the title, by column (`AgendaItem.printed`)
    - `minute`: the item's published minute, added by `decided`
    - `watch`: the place in a recording at which the item begins, added by `watched`
    - `earlier`: public decisions of earlier meetings on the same matter, added by `with_earlier`
    """

    number: int
    title: str
    part: int
    is_exclusion: bool
    range: str
    lines: dict[str, Any]
    withdrawn: str
    withdrawn_on: dt.date | None
    urgent_by: str
    urgent_because: str
    url: str
    papers: list[PaperLine] = field(default_factory=list)
    minute: Entry | None = None
    watch: Watch | None = None
    asked: list[AskedLine] = field(default_factory=list)
    earlier: list[Decision] = field(default_factory=list)

    @property
    def details(self) -> list[tuple[str, str, list[str]]]:
        """Details of an application, motion or referral, as `details_of` returns them."""
        return details_of(self.lines)


def for_public(snapshot: snapshots.Snapshot, meeting: Meeting, readable: Collection[int]) -> list[ItemLine]:
    """
    Return the items of a snapshot as the public may read them.

    `readable` holds the ids of the files that may be opened now.
    """
    lines = []
    for entry in snapshots.for_public(snapshot)["items"]:
        papers = [_public_paper(paper, meeting, readable) for paper in entry["papers"]]
        lines.append(_item(entry, meeting, papers, "public:item"))
    return lines


def for_member(
    snapshot: snapshots.Snapshot, meeting: Meeting, answers: dict[int, Answer], *, in_full: bool
) -> list[ItemLine]:
    """
    Return the items of a snapshot as a member may read them.

    - `answers`: whether the member may read each file, and why, by file id
    - `in_full`: this member may read the whole members' edition. Any other member sees the public's words of an item,
      and under the item the papers that this member may read.
    """

    def line(entry: Entry, public: Entry) -> PaperLine:
        answer = answers.get(entry["file"])
        if entry["access"] != Access.OPEN and (answer is None or not answer.may):
            return _withheld(public, public["title"], answer.why if answer else "")
        if not in_full and entry["access"] == Access.OPEN:
            entry = {**entry, "title": entry["public_title"]}
        return _members_paper(entry, meeting, answer)

    lines = []
    for whole, public in zip(snapshot["items"], snapshots.for_public(snapshot)["items"], strict=True):
        papers = list(map(line, whole["papers"], public["papers"]))
        lines.append(_item(whole if in_full else public, meeting, papers, ""))
    return lines


def decided(items: list[ItemLine], minutes: Mapping[int, Entry]) -> list[ItemLine]:
    """
    Return the items, each with its minute; the keys of `minutes` are item numbers.

    A minute is the published minute, or the entry in the note of decisions.
    """
    return [replace(item, minute=minutes.get(item.number)) for item in items]


def watched(items: list[ItemLine], watch: Mapping[int, Watch]) -> list[ItemLine]:
    """Return the items, each with its place in a recording; the keys of `watch` are item numbers."""
    return [replace(item, watch=watch.get(item.number)) for item in items]


def marked(items: list[ItemLine], marks: Mapping[int, PaperMark]) -> list[ItemLine]:
    """
    Return the items, each paper that this reader may open with the reader's own mark; the keys of `marks` are files.

    SECURITY: a paper that this reader may not open has no file here, and so no mark.
    """
    return [
        replace(item, papers=[replace(paper, mark=marks.get(paper.file)) for paper in item.papers]) for item in items
    ]


def with_earlier(items: list[ItemLine], decisions: Mapping[str, list[Decision]]) -> list[ItemLine]:
    """Return the items, each with earlier decisions on the same matter; the keys of `decisions` are titles."""
    return [replace(item, earlier=decisions.get(item.title, [])) for item in items]


def answered_since(items: list[ItemLine], snapshot: snapshots.Snapshot) -> list[ItemLine]:
    """Return the items, each action with the answer given since publication. One query, or none without actions."""
    by_number = {entry["number"]: entry["asked"] for entry in snapshot["items"] if entry.get("asked")}
    lines = [line for entries in by_number.values() for line in entries]
    if not lines:
        return items
    shown = [pk for line in lines for pk in line["answers"]]
    later = outstanding_actions.answered_since([line["action"] for line in lines], shown)

    def with_answers(item: ItemLine) -> ItemLine:
        pairs = zip(item.asked, by_number.get(item.number, []), strict=False)
        return replace(item, asked=[replace(line, since=later.get(frozen["action"], "")) for line, frozen in pairs])

    return list(map(with_answers, items))


def _item(entry: Entry, meeting: Meeting, papers: list[PaperLine], address: str) -> ItemLine:
    withdrawn, urgent = entry["withdrawn"] or {}, entry["urgent"] or {}
    return ItemLine(
        number=entry["number"],
        title=entry["title"],
        part=entry["part"],
        is_exclusion=entry["kind"] == "exclusion",
        range=snapshots.range_of(entry).strip("()"),
        lines=snapshots.lines_of(entry),
        withdrawn=withdrawn.get("reason", ""),
        withdrawn_on=dt.date.fromisoformat(withdrawn["on"]) if withdrawn else None,
        urgent_by=urgent.get("chairman", ""),
        urgent_because=urgent.get("circumstances", ""),
        url=reverse(address, args=[meeting.committee.slug, meeting.slug, entry["number"]]) if address else "",
        papers=_replaced(entry, papers),
        asked=[AskedLine(line["text"]) for line in entry.get("asked", [])],
    )


def _replaced(entry: Entry, papers: list[PaperLine]) -> list[PaperLine]:
    """Return the lines with replaced papers last, each with the day of the replacement and its reason."""
    lines = [
        replace(line, replaced=f"Replaced on {long_date(dt.date.fromisoformat(why['on']))}: {why['because']}")
        if (why := paper.get("replaced"))
        else line
        for paper, line in zip(entry["papers"], papers, strict=True)
    ]
    return sorted(lines, key=lambda line: bool(line.replaced))


def _public_paper(entry: Entry, meeting: Meeting, readable: Collection[int]) -> PaperLine:
    title, kind = entry["title"], PaperKind(entry["kind"]).label
    if entry["access"] != Access.OPEN:
        return _withheld(entry, title)
    if entry["state"] == PaperState.TO_FOLLOW:
        return PaperLine(title, kind, state="To follow")
    if entry["file"] not in readable:
        return PaperLine(title, kind, state="Withdrawn", note="This paper is no longer published.", **_numbers(entry))
    return _open(entry, "public", meeting, title)


def _members_paper(entry: Entry, meeting: Meeting, answer: Answer | None) -> PaperLine:
    kind = PaperKind(entry["kind"]).label
    if answer is None or not answer.may:
        state = "To follow" if entry["state"] == PaperState.TO_FOLLOW else "Withdrawn"
        return PaperLine(entry["public_title"], kind, state=state)
    line = _open(entry, "members", meeting, entry["public_title"])
    return line if entry["access"] == Access.OPEN else replace(line, **_shut(entry, answer.why))


def _open(entry: Entry, side: str, meeting: Meeting, public_title: str) -> PaperLine:
    """Return the line of a paper that a reader of `side` may open."""
    return PaperLine(
        entry["title"],
        PaperKind(entry["kind"]).label,
        url=paper_address(side, meeting, entry["file"], public_title),
        reading_url=paper_address(side, meeting, entry["file"], public_title, name="reading"),
        file=entry["file"],
        pages=entry["pages"],
        size=entry["size"],
        range=_range(entry),
        **_numbers(entry),
    )


def _withheld(entry: Entry, title: str, why: str = "") -> PaperLine:
    """
    Return the line of a withheld paper.

    SECURITY: `entry` is from the public snapshot, which holds page numbers only where the public may know them.
    """
    kind = PaperKind(entry["kind"]).label
    return PaperLine(title, kind, range=_range(entry), **_numbers(entry), **_shut(entry, why))


def _shut(entry: Entry, why: str) -> dict[str, Any]:
    """Return the fields of a withheld paper's line: state (Confidential or Exempt), marking, paragraph and note."""
    state = "Confidential" if entry["access"] == Access.CONFIDENTIAL else "Exempt"
    paragraph = exemption.paragraphs_in_words([int(number) for number in entry["paragraphs"].split(",") if number])
    return {"state": state, "marking": entry["marking"], "paragraph": paragraph, "note": why, "is_withheld": True}


def _range(entry: Entry) -> str:
    """Return the paper's pages in words, with the supplement's number if the paper is in a supplement."""
    if entry["first"] is None:
        return ""
    pages = Span(entry["first"], entry["last"], 1).label().strip("()")
    return f"{pages} of supplement {entry['pack']}" if entry["pack"] else pages


def _numbers(entry: Entry) -> dict[str, Any]:
    return {"first": entry["first"] or 0, "last": entry["last"] or 0}


def paper_address(side: str, meeting: Meeting, file: int, title: str, *, name: str = "paper") -> str:
    """
    Return the address of a file, or of its page named `name`, for a reader of `side` ("public" or "members").

    SECURITY: `title` must be a title that anybody may read, because logs and browser histories store addresses.
    """
    return reverse(f"{side}:{name}", args=[meeting.committee.slug, meeting.slug, file, address_words(title)])
