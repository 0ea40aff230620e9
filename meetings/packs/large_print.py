"""
The large-print edition of the latest published version: front sheet and papers written in the portal, in 18 point.

Equality Act 2010 ss.20 and 29: where information is provided, reasonable steps include providing it in an accessible
format. An uploaded paper is replaced by a page that says whom to ask for it.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet

from committee import printing
from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Council
from committee.printing import Job, PrintingError
from committee.public_pages.compiled import compiled
from committee.wording import wording
from meetings.access import taken_down
from meetings.models import Access, AgendaVersion, Edition, Meeting, Pack, PaperFile, PublishedPaper
from meetings.packs import front_sheet, join
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import faulty_part
from meetings.packs.join import A4
from meetings.packs.leak_check import meeting_check
from meetings.packs.page_numbers import Span, label_of, number, span_of
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import PageGeometry, Prepared
from meetings.packs.pdf.stamp import BOLD, MARGIN, Pen

Progress = Callable[[str, int, int], None]
EDITIONS = (Edition.PUBLIC, Edition.MEMBERS)
# Increase when large print is made differently, so that older editions are no longer offered.
RECIPE = 1
STAMPS = 1.9  # size of stamps relative to an ordinary pack, so that stamps have at least 18 point
HEAD, TOP = 9.5, 22  # points of a stamped marking before scaling: the size of its letters, and the space above it
POINTS = 72 / 25.4  # points in a millimetre
NAME, WHAT = "Large print", "The large-print edition"


@dataclass(frozen=True)
class Piece:
    """One paper of the edition: its item and the paper, both as in the snapshot, and its file."""

    item: dict[str, Any]
    paper: dict[str, Any]
    file: PaperFile

    @property
    def key(self) -> str:
        """Name by which the front sheet links to the paper."""
        return f"item-{self.item['number']}-paper-{self.file.paper_id}"

    @property
    def title(self) -> str:
        """Bookmark of the paper: the item's number and title, and the paper's title where it differs."""
        item, paper = self.item["title"], self.paper["title"]
        return f"{self.item['number']}. {item if paper == item else f'{item}: {paper}'}"

    @property
    def marking(self) -> str:
        """Marking for every page of a paper withheld now or when published (R15); "" for any other paper."""
        return self.file.paper.marking or self.paper["marking"]


def key_of(version: AgendaVersion, edition: str) -> str:
    """
    Return a hash of the recipe, the edition and the version's snapshot.

    The snapshot is hashed afresh, because a takedown removes words from the frozen snapshot, and undoing the takedown
    puts the words back. The version's stored hash stays the same in both cases (R60).
    """
    digest = snapshots.digest(version.snapshot)
    return hashlib.sha256(f"large print {RECIPE} {edition} {digest}".encode()).hexdigest()


def of_version(version: AgendaVersion, edition: str, among: QuerySet[Pack] | None = None) -> Pack | None:
    """Return the large-print edition of a version; None where it is not built, or is not in the queryset `among`."""
    wanted = {"meeting": version.meeting_id, "edition": edition, "plan_key": key_of(version, edition)}
    if among is not None:
        return _built(among, **wanted).first()
    packs = _of_version(**wanted)
    return packs[0] if packs else None


@compiled(meeting=BigIntegerField(), edition=CharField(), plan_key=CharField())
def _of_version(**asked: Any) -> QuerySet[Pack]:
    return _built(Pack.objects.all(), **asked).order_by("pk")[:1]


def _built(packs: QuerySet[Pack], **asked: Any) -> QuerySet[Pack]:
    return packs.filter(**asked, large_print=True, emptied=False).select_related("stored")


def current(meeting: Meeting, edition: str, among: QuerySet[Pack] | None = None) -> Pack | None:
    """Return the large-print edition of the published agenda; None where `of_version` returns None."""
    version = meeting.versions.order_by("-number").first()
    return of_version(version, edition, among) if version else None


def build(meeting: Meeting, edition: str, *, at: datetime, progress: Progress = lambda step, done, total: None) -> Pack:
    """
    Build the large-print edition of the latest published version, save it and return it.

    Raises Refused where nothing has been published, or where a part cannot be read, printed or joined.
    """
    begun, down = time.monotonic(), taken_down.mark_of(meeting)
    version = meeting.versions.order_by("-number").first()
    if version is None:
        raise Refused(
            "The agenda has not been published yet. The large-print edition is built from the published agenda."
        )
    public = edition == Edition.PUBLIC
    snapshot = snapshots.for_public(version.snapshot) if public else version.snapshot
    pieces = _pieces(version, snapshot, edition)
    title = f"{NAME}: {front_sheet.title_of(snapshot, 0)}"
    progress(f"Printing {len(pieces)} papers in large print", 0, 3)
    bound = _bound(pieces, _printed([_job(piece, snapshot, edition) for piece in pieces]))
    progress("Printing the front sheet", 1, 3)
    front = _front(snapshot, pieces, [part.span for part in bound], title=title, edition=edition)
    progress("Joining the parts and numbering the pages", 2, 3)
    joined = faulty_part.sound(front, bound, title=title, what=WHAT, pad_front=False, reader_slots=not public)
    if public:
        meeting_check.refuse_leaks(joined.pdf, meeting, shown=[version.snapshot], what=WHAT)
    taken_down.refuse_changed(meeting, down)
    pack = Pack.objects.create(
        meeting=meeting,
        edition=edition,
        large_print=True,
        stored=files.keep(joined.pdf),
        plan_key=key_of(version, edition),
        pages=joined.pages,
        first_page=1,
        last_page=joined.spans[-1].last if joined.spans else 0,
        manifest=[_entry(piece, part) for piece, part in zip(pieces, bound, strict=True)],
        reader_slots=joined.reader_slots,
        built_at=at,
        seconds=round(time.monotonic() - begun, 3),
    )
    progress("Built", 3, 3)
    return pack


def _pieces(version: AgendaVersion, snapshot: snapshots.Snapshot, edition: str) -> list[Piece]:
    """
    Return the published papers of the edition in order.

    SECURITY: papers of the public edition pass the same check as at their own public addresses, so a paper withheld
    since publication stops the build. For the public edition, `snapshot` is the public copy, where withheld papers
    have no file (R16).
    """
    papers = [
        (item, paper)
        for item in snapshot["items"]
        if not item["withdrawn"]
        for paper in item["papers"]
        if paper["file"] and paper["pack"] is not None
    ]
    published = PublishedPaper.objects.filter(version__meeting=version.meeting)
    if edition == Edition.PUBLIC:
        published = published.bound_for_public()
    wanted = {paper["file"] for _, paper in papers}
    paper_files = PaperFile.objects.filter(pk__in=wanted & set(published.values_list("paper_file", flat=True)))
    rows = {row.pk: row for row in paper_files.select_related("paper", "source", "stored")}
    if set(rows) != wanted:
        raise Refused("A paper has been withheld since publication, so there is no large-print edition.", rule="R16")
    return [Piece(item, paper, rows[paper["file"]]) for item, paper in papers]


def _job(piece: Piece, snapshot: snapshots.Snapshot, edition: str) -> Job:
    # SECURITY: the last line of defence of R16, because the source printed here has the paper's full text.
    if edition == Edition.PUBLIC and (piece.paper["access"] != Access.OPEN or piece.file.paper.is_withheld):
        raise Refused(f"Item {piece.item['number']}: a withheld paper cannot go into the public edition.", rule="R16")
    html = _in_its_place(piece, snapshot) if piece.file.source is None else _source(piece)
    language = piece.file.language or "en-GB"
    return Job(html, piece.paper["title"], language, large=True, headroom=_headroom(piece.marking))


def _headroom(marking: str) -> float:
    """Return the height in millimetres that the stamper needs for the marking at the head of a page."""
    if not marking:
        return 0
    width = A4[0] - 2 * MARGIN * STAMPS
    lines = Pen(BOLD, [marking]).wrapped(marking, HEAD * STAMPS, width)
    return (TOP + len(lines) * HEAD * 1.5) * STAMPS / POINTS


def _source(piece: Piece) -> str:
    source = piece.file.source
    assert source is not None
    try:
        return files.read(source).decode()
    except files.Unavailable:
        raise
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            f"Item {piece.item['number']}, {piece.paper['title']}: what it was printed from is missing from storage or "
            "damaged. Tell the portal’s administrator."
        ) from error


def _printed(jobs: list[Job]) -> list[Prepared]:
    """Print all documents in parallel; return the prepared parts, to be stamped in letters of at least 18 point."""
    try:
        pdfs = printing.print_all(jobs)
    except PrintingError as error:
        raise Refused(f"The large-print edition could not be printed: {error}") from error
    return [_with_large_stamps(prepare(pdf, prefix=f"part{place}")) for place, pdf in enumerate(pdfs)]


@dataclass(frozen=True)
class _LargeLie(PageGeometry):
    @property
    def scale(self) -> float:
        return super().scale * STAMPS

    @property
    def head_sizes(self) -> tuple[float, float]:
        return HEAD, HEAD


def _with_large_stamps(prepared: Prepared) -> Prepared:
    return replace(prepared, pages=[leaf._replace(lie=_LargeLie(**vars(leaf.lie))) for leaf in prepared.pages])


def _bound(pieces: list[Piece], printed: list[Prepared]) -> list[join.Part]:
    """
    Return the parts, numbered for this edition.

    There are no blank backs, because large print is heavy and a copy is for one reader.
    """
    spans = number([len(part.pages) for part in printed], duplex=False)
    return [
        join.Part(piece.key, piece.title, part, span, marking=piece.marking)
        for piece, part, span in zip(pieces, printed, spans, strict=True)
    ]


def _entry(piece: Piece, part: join.Part) -> dict[str, Any]:
    return {
        "item": piece.item["number"],
        "paper": piece.file.paper_id,
        "file": piece.file.pk,
        "title": piece.title,
        "access": piece.paper["access"],
        "first": part.span.first,
        "last": part.span.last,
    }


def _in_its_place(piece: Piece, snapshot: snapshots.Snapshot) -> str:
    """Return the HTML of a page in place of an uploaded paper: the paper's title, and whom to ask for it."""
    context = {
        "item": piece.item,
        "paper": piece.paper,
        "contact": snapshot["contact"],
        "place": _place([piece.paper]),
    }
    return printing.template_html("print/not_in_large_print.html", context, piece.paper["title"])


def _front(
    snapshot: snapshots.Snapshot, pieces: Sequence[Piece], spans: Sequence[Span], *, title: str, edition: str
) -> bytes:
    """Return the PDF of the front sheet: each item's pages in this edition and in the packs. Raises Refused."""
    placed = {piece.paper["file"]: span for piece, span in zip(pieces, spans, strict=True)}
    keys = {piece.paper["file"]: piece.key for piece in pieces}
    items = [_item(item, placed, keys) for item in snapshot["items"]]
    context = front_sheet.context_of(snapshot, items, edition=edition, council=Council.current())
    context |= {"large_print": True, "uploads": sum(1 for piece in pieces if piece.file.source is None)}
    with wording.as_frozen(snapshot), front_sheet.refused_unless_printed():
        return printing.print_template("print/front_sheet.html", context, title, large=True)


def _item(item: dict[str, Any], spans: dict[int, Span], keys: dict[int, str]) -> dict[str, Any]:
    """Return an item with its pages in this edition and in the packs."""
    shown = front_sheet.with_links(item, "file", keys, lambda paper: _pages([spans[paper["file"]]]))
    opened = [spans[paper["file"]] for paper in shown["opened"]]
    packs = {paper["pack"] for paper in item["papers"] if paper["pack"] is not None}
    return shown | {
        "range": _pages(opened) if opened else "(To follow)" if item["to_follow"] else "",
        "elsewhere": [_place([paper for paper in item["papers"] if paper["pack"] == pack]) for pack in sorted(packs)],
    }


def _pages(spans: Sequence[Span]) -> str:
    first, last = spans[0].first, spans[-1].last
    return f"(Page {first})" if first == last else f"(Pages {first} to {last})"


def _place(papers: list[dict[str, Any]]) -> str:
    """Return “In the agenda pack: pages 7 to 18.” for papers of one pack; "" where the snapshot gives no pages."""
    placed = [paper for paper in papers if paper["first"] is not None]
    if not placed:
        return ""
    where = f"supplement {placed[0]['pack']}" if placed[0]["pack"] else "the agenda pack"
    label = label_of([span_of(paper) for paper in placed])
    return f"In {where}: {label.strip('()').replace('–', ' to ').lower()}."
