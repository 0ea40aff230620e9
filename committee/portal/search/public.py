"""The search for everybody: a page that works as a link, the same as data, and as a feed of what is newest."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from committee.models import Council, EntryKind
from committee.portal.feeds import send_feed
from committee.portal.search.asked import Address, key_of
from committee.search import excerpts, results
from committee.search.databases import TooLong
from committee.search.results import A_PAGE, Entry, Hit, Results
from committee.sign_in.rate_limit import is_flood
from committee.wording.dates import full_date

FRUITLESS_AN_HOUR = 30  # searches of one connection that are noted for finding nothing


def search(request: HttpRequest) -> HttpResponse:
    """Show the public search: best results first, words marked, filters as links."""
    address, answer = _search_or_404(request)
    if not address.asked.query.terms:
        context: dict[str, Any] = {"query": address.asked.query, "nothing_to_find": bool(address.asked.query.text)}
        return render(request, "public/search/search.html", context)
    # Counted, or else one machine puts its words in the place of everybody's.
    if address.asked.page == 1 and not answer.total and not is_flood(request, "fruitless", FRUITLESS_AN_HOUR):
        results.note_fruitless(answer, on=timezone.localdate())
    page = Paginator(range(min(answer.total, answer.pages * A_PAGE)), A_PAGE).get_page(address.asked.page)
    context = {
        "query": address.asked.query,
        "found": answer,
        "shown": [_line(hit) for hit in answer.hits],
        "page": page,
        "keep": f"{address.query()}&",
        "narrowed": address.narrowed(answer),
        "widened": address.widened(),
        "meant_url": f"?{address.query(q=answer.meant)}",
        "order_url": f"?{address.query(order=None if address.asked.newest else 'newest')}",
        "everything_url": f"?{address.query(kind=None, committee=None, year=None, person=None)}",
        "data_url": f"{reverse('public:search-json')}?{address.query()}",
        "atom_url": f"{reverse('public:search-atom')}?{address.query(order=None)}",
        "follow_key": key_of(address),
        "first": (address.asked.page - 1) * A_PAGE + 1,
    }
    response = render(request, "public/search/search.html", context)
    response["X-Robots-Tag"] = "noindex"  # an answer to somebody's question, not a page of its own
    return response


def _line(hit: Hit) -> tuple[str, SafeString, str, SafeString, list[Entry]]:
    """Return a result for the page: address, title, kind, excerpt, and its other places."""
    entry, place = hit.entry, hit.entry.place
    what = [hit.kind, place.lower() if entry.kind == EntryKind.PAPER else place]
    of = hit.committee.name if hit.committee and entry.kind != EntryKind.COMMITTEE else ""
    about = ". ".join(filter(None, [", ".join(filter(None, what)), of]))
    if entry.day:
        about = f"{about}, {full_date(entry.day)}"
    return entry.address, excerpts.as_html(hit.title), about, excerpts.as_html(hit.words), hit.also


def _search_or_404(request: HttpRequest) -> tuple[Address, Results]:
    """Run the search. 404 for a page after the last."""
    address = Address.of(request)
    answer = results.search(address.asked, on=timezone.localdate())
    if address.asked.page > max(1, answer.pages):
        raise Http404
    return address, answer


def search_json(request: HttpRequest) -> JsonResponse:
    """Return the same search as data, with the address of the next page."""
    address, answer = _search_or_404(request)
    here = f"{settings.SITE_URL}{reverse('public:search-json')}"
    page = address.asked.page
    data = {
        "query": address.asked.query.text,
        "matches": "any word" if answer.any_word else "all words",
        "did_you_mean": answer.meant,
        "total": answer.total,
        "at_least": answer.is_cut,
        "page": page,
        "next": f"{here}?{address.query(page=str(page + 1))}" if page < answer.pages else "",
        "results": [_as_data(hit) for hit in answer.hits],
        "filters": {
            name: [{"value": str(choice.value), "label": choice.label, "count": choice.count} for choice in choices]
            for name, choices in answer.choices.items()
        },
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["X-Robots-Tag"] = "noindex"
    return response


def _as_data(hit: Hit) -> dict[str, Any]:
    return {
        "type": hit.entry.kind,
        "title": hit.entry.title,
        "place": hit.entry.place,
        "url": settings.SITE_URL + hit.entry.address,
        "committee": hit.committee.name if hit.committee else "",
        "date": hit.entry.day.isoformat() if hit.entry.day else "",
        "excerpt": excerpts.as_text(hit.words),
        "also": [{"place": other.place, "url": settings.SITE_URL + other.address} for other in hit.also],
    }


def search_atom(request: HttpRequest) -> HttpResponse:
    """Return a feed of the newest results with all of the words, for people who follow a search."""
    address = Address.of(request)
    site = settings.SITE_URL
    text = address.asked.query.text
    try:
        hits = results.latest(address.asked, on=timezone.localdate())
    except TooLong:
        hits = []
    entries = [
        {
            "title": f"{hit.entry.title}, {hit.entry.place}" if hit.entry.place else hit.entry.title,
            "link": site + hit.entry.address,
            "description": excerpts.as_text(hit.words),
            "unique_id": site + hit.entry.address,
            "updateddate": hit.entry.since,
            "categories": [hit.kind],
        }
        for hit in sorted(hits, key=lambda hit: hit.entry.since, reverse=True)
    ]
    response = send_feed(
        request,
        entries,
        title=f"Search: {text}" if text else "Search",
        link=f"{site}{reverse('public:search')}?{address.query(order='newest')}",
        description=f"What {Council.current().name} has published with these words, newest first",
        feed_url=f"{site}{reverse('public:search-atom')}?{address.query()}",
    )
    response["X-Robots-Tag"] = "noindex"
    return response
