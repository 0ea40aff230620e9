"""
Papers and pages that a reader chose to print: the page on which the reader chooses, and the choice itself.

The choice is in the query of the address, so that it can be linked: `paper` (first page of a paper, for each ticked
paper), `pages` (numbers as typed, such as "1-4, 57") and `front` (with the front sheet).
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from committee.models import Council
from committee.wording.dates import full_date
from meetings.access import taken_down
from meetings.agendas.views import page_index
from meetings.agendas.views.lines import ItemLine, PaperLine
from meetings.models import Access, Edition, Meeting, TakedownSubject
from meetings.packs import front_sheet, published_files
from meetings.packs import snapshot as snapshots
from meetings.packs.page_numbers import Span, runs_of

MOST_PAGES, MOST_RUNS, LONGEST = 500, 20, 200
NOTHING = "Tick a paper, or enter the numbers of pages that are not blank."
LOST = "A paper that you chose cannot be opened now. Check what is ticked."
TOO_MANY = f"Enter at most {MOST_RUNS} ranges of pages, or tick whole papers."
TO_RANGE = str.maketrans({"–": "-", "—": "-", ";": ","})


@dataclass(frozen=True)
class Choice:
    """
    What one reader chose.

    - `ticked`: first pages of the ticked papers; `lost`: numbers in the address that begin no paper for this reader
    - `typed`: the page numbers as typed
    - `with_front`: True where the front sheet is wanted
    - `bookmarks`: the bookmark of each paper to print, by the paper's first page
    - `runs`: the runs of pages to print, by the first page of a paper that is not printed whole
    - `fault`: what is wrong with the choice, in a sentence; "" where the file can be made
    - `about`: id of the control that `fault` is about
    """

    ticked: set[int]
    lost: set[int]
    typed: str
    with_front: bool
    bookmarks: dict[int, str]
    runs: dict[int, list[Span]]
    fault: str
    about: str


def printable(item: ItemLine) -> list[PaperLine]:
    """Return the papers of an item that the reader of this line may open."""
    return [paper for paper in item.papers if paper.first and paper.url]


def choice_of(reader: page_index.Reader, query: QueryDict) -> Choice:
    """Return what `query` chooses. SECURITY: only papers of `printable` are chosen."""
    papers = [(item, paper) for item in reader.items for paper in printable(item)]
    firsts = {paper.first for _, paper in papers}
    numbers = {int(word) for word in query.getlist("paper") if word.isascii() and word.isdigit() and len(word) <= 9}
    ticked, lost = numbers & firsts, numbers - firsts
    typed, with_front = query.get("pages", ""), "front" in query
    wanted, fault = _numbers(typed, papers)
    bookmarks, runs, pages = dict[int, str](), dict[int, list[Span]](), 0
    for item, paper in papers:
        own = range(paper.first, paper.first + paper.pages)  # without a blank back
        some = [number for number in own if number in wanted]
        is_whole = paper.first in ticked or len(some) == len(own)
        if is_whole or some:
            bookmarks[paper.first] = f"{item.number}. {paper.title}"
            pages += len(paper.numbers) if is_whole else len(some)
        if some and not is_whole:
            runs[paper.first] = runs_of([Span(number, number, 1) for number in some])
    about = "pages" if fault or not papers else f"paper-{papers[0][1].first}"
    fault = fault or _fault_in(bookmarks, runs, pages, is_lost=bool(lost))
    return Choice(ticked, lost, typed, with_front, bookmarks, runs, fault, about)


def _fault_in(bookmarks: dict[int, str], runs: dict[int, list[Span]], pages: int, *, is_lost: bool) -> str:
    if is_lost or not bookmarks:
        return LOST if is_lost else NOTHING
    if pages > MOST_PAGES:
        return f"Choose at most {MOST_PAGES} pages. You have chosen {pages}."
    if sum(map(len, runs.values())) > MOST_RUNS:
        return TOO_MANY
    return ""


def _numbers(typed: str, papers: list[tuple[ItemLine, PaperLine]]) -> tuple[set[int], str]:
    """Return the page numbers in a text such as "1-4, 57", and what is wrong with the text; "" for nothing."""
    spans = [Span(paper.first, paper.last, len(paper.numbers)) for _, paper in papers]
    if len(typed) > LONGEST:
        return set(), TOO_MANY
    known, wanted = {number for _, paper in papers for number in paper.numbers}, set[int]()
    for piece in filter(None, map(str.strip, typed.lower().translate(TO_RANGE).replace(" to ", "-").split(","))):
        first, dash, last = map(str.strip, page_index.BEFORE_NUMBER.sub("", piece, count=1).partition("-"))
        ends = [first, last if dash else first]
        if not all(end.isascii() and end.isdigit() and len(end) <= 9 for end in ends):
            return set(), f"“{piece[:20]}” is not a page number. Enter numbers and ranges, such as 1-4, 57."
        chosen = range(min(map(int, ends)), max(map(int, ends)) + 1)
        missing = next((number for number in chosen if number not in known), None)
        if missing is not None:
            listed = page_index.in_words(runs_of(sorted(spans, key=lambda span: span.first)))
            return set(), f"There is no page {missing} that you can print. The pages are {listed or 'none'}."
        wanted.update(chosen)
    return wanted, ""


def page(request: HttpRequest, reader: page_index.Reader) -> HttpResponse:
    """Show the papers to tick and the field for page numbers; a choice in the address is kept."""
    choice = choice_of(reader, request.GET)
    is_chosen = bool({"paper", "pages"} & request.GET.keys())
    fault = choice.fault if is_chosen else ""
    context = {
        "meeting": reader.meeting,
        "side": reader.side,
        "home": reader.address("meeting"),
        "print_file": reader.address("print-file"),
        "items": [(item, papers) for item in reader.items if (papers := printable(item))],
        "choice": choice,
        "fault": fault,
        "faults": [(choice.about, fault)] if fault else [],
    }
    response = render(request, "print_choice.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def refused(request: HttpRequest, reader: page_index.Reader, choice: Choice) -> HttpResponse:
    """Redirect to the page with the same choice, which shows its fault. Raises TakenDown for an open paper (R60)."""
    for number in choice.lost:
        volume = published_files.holding(reader.held, number)
        entry = volume.entry_of(number) if volume else None
        if entry and entry["access"] == Access.OPEN:
            taken_down.refuse(TakedownSubject.PAPER, entry["paper"])
    return redirect(f"{reader.address('print')}?{request.GET.urlencode()}")


def to_join(meeting: Meeting, choice: Choice) -> dict[str, Any]:
    """
    Return the arguments by which `paper_files` joins a choice. Raises Refused where the front sheet cannot be printed.

    SECURITY: the front sheet is always the public's, so that a copy left at the printer shows no withheld title.
    """
    front = None
    if choice.with_front:
        snapshot = snapshots.for_public(meeting.versions.latest("number").snapshot)
        front = front_sheet.render(snapshot, edition=Edition.PUBLIC, supplement=0, keys={}, council=Council.current())
    title = f"Chosen pages: {meeting.committee.name}, {full_date(meeting.date)}"
    return {"chosen": choice.bookmarks, "runs": choice.runs, "title": title, "front": front}
