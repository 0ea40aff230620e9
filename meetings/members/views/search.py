"""The members' search: withheld papers with the typed words, of those that the law lets each member read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString

from committee.access.permissions import kept_to_itself, members
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.search import terms
from committee.search.queries import LONGEST, Query, read
from committee.search.results import as_html, excerpt
from meetings.access import papers as access
from meetings.agendas.views.reading_page import Reading
from meetings.members.search import find
from meetings.models import Paper, PublishedPaper, WithheldPage
from meetings.sending import noted, own_words

A_PAGE, MOST_PLACES = 10, 5


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A paper that was found. `places` are pages with the words as (number, address), the first of which `words` quotes.

    Where only the title has the words, `places` and `words` are empty.
    """

    published: PublishedPaper
    paper: Paper
    url: str
    title: SafeString
    words: SafeString
    places: list[tuple[int, str]]


@kept_to_itself
def search(request: HttpRequest) -> HttpResponseBase:
    """
    Show the withheld papers that this member may read and that have the typed words.

    SECURITY: a visitor who has to sign in first loses the words, because the address of the sign-in page is logged.
    """
    if request.GET and not request.user.is_authenticated:
        return redirect("members:search")
    return _search(request)


@members
def _search(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    query = read(request.GET.get("q", "")[: LONGEST * 2], terms.equal(), on=today)
    if not query.terms:
        return render(request, "members/search.html", {"query": query, "nothing_to_find": bool(query.text)})
    pages, is_cut = find(query, request.user, today)
    page = Paginator(list(pages.items()), A_PAGE).get_page(request.GET.get("page"))
    hits = _hits(request, query, dict(page.object_list))
    context = {
        "query": query,
        "hits": hits,
        "is_cut": is_cut,
        "page": page,
        "keep": f"{urlencode({'q': query.text})}&",
        "copy_of": _record(request, [hit.paper for hit in hits if hit.words and hit.paper.is_withheld]),
        "has_words": any(hit.words for hit in hits),
    }
    return render(request, "members/search.html", context)


def _hits(request: SignedInRequest, query: Query, pages: Mapping[int, Sequence[int]]) -> list[Hit]:
    """Return the hits of these pages (numbers by file). SECURITY: only of papers that the member may read now."""
    today, stems = timezone.localdate(), query.stems
    rows = PublishedPaper.objects.readable_by(request.user, today).filter(paper_file__in=pages)
    rows = rows.select_related("paper_file__paper__item__meeting__committee").defer("paper_file__fingerprint")
    published = {row.paper_file_id: row for row in rows.order_by("version__number")}
    firsts = {file: next(filter(None, numbers), 0) for file, numbers in pages.items()}
    texts = {
        (row.file_id, row.page): row.text
        for row in WithheldPage.objects.readable_by(request.user, today).filter(
            file__in=pages, page__in=set(firsts.values())
        )
    }
    hits = []
    for file, row in ((file, published[file]) for file in pages if file in published):
        paper = row.paper_file.paper
        reading = Reading("members", paper.item.meeting, row)
        stamped = [(number + reading.shift, number) for number in pages[file] if number][:MOST_PLACES]
        places = [(shown, f"{reading.address(number)}#page-{shown}") for shown, number in stamped]
        title = as_html(excerpt(paper.title, stems, max(1, len(paper.title))))
        words = as_html(excerpt(texts.get((file, firsts[file]), ""), stems))
        hits.append(Hit(row, paper, places[0][1] if places else reading.address(), title, words, places))
    return hits


def _record(request: SignedInRequest, papers: Sequence[Paper]) -> str:
    """Record that words of these papers are shown; return the reader's name and the time, to show with the words."""
    at = timezone.now()
    words = own_words(request.user, at) if papers else ""
    for paper in papers:
        right = access.may_read(request.user, paper, timezone.localdate(at)).why
        audit.record_reading(request.user, paper, noted(f"A search showed words of it. {right}", words))
    return words
