"""The public search: a page whose address has the whole search, the results as data, and a feed of the newest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.safestring import SafeString

from committee.models import Committee, Council, EntryKind, Person, SearchEntry
from committee.portal.following import send_feed
from committee.public_pages.page_data import problem
from committee.search import results
from committee.search.databases import TooLong
from committee.search.queries import LONGEST
from committee.search.results import A_PAGE, Asked, Choice, Hit, Results
from committee.sign_in.rate_limit import is_flood
from committee.wording.dates import full_date

FILTERS = ("kind", "committee", "year", "person")
LABELS = {"kind": "Type", "committee": "Committee", "year": "Year", "person": "Person"}
FIRST_YEAR, LAST_YEAR = 1889, 2199
LONGEST_KEY = 120  # characters that a subscription can store


@dataclass(frozen=True)
class Address:
    """
    The address of a search, with its valid parameters only.

    `asked` is the search, `words` the parameters by name, `labels` the active filters' values in words, and `unknown`
    the values that are not known, by the label of their filter.
    """

    asked: Asked
    words: dict[str, str]
    labels: dict[str, str]
    unknown: dict[str, str]

    @classmethod
    def read(cls, params: QueryDict) -> "Address":
        """Return the address of the search that these parameters describe. Unknown filter values are ignored."""
        filters, labels, unknown = dict[str, Any](), dict[str, str](), dict[str, str]()
        for name in FILTERS:
            if value := params.get(name, "").replace("\0", "")[:100]:
                for value_read, label in _READ[name](value):
                    filters[name], labels[name] = value_read, label
                if name not in filters:
                    unknown[LABELS[name]] = value
        newest = params.get("order") == "newest"
        page = params.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) <= 4 else 1
        typed, today = params.get("q", "")[: LONGEST * 2], timezone.localdate()
        wanted = results.ask(typed, filters, on=today, newest=newest, page=max(1, number))
        words = {"q": wanted.query.text} | {name: str(params[name])[:100] for name in FILTERS if name in filters}
        return cls(wanted, words | ({"order": "newest"} if newest else {}), labels, unknown)

    def query(self, **other: str | None) -> str:
        """Return the query string of the search. Parameters in `other` are replaced, or left out where None."""
        return urlencode({name: value for name, value in (self.words | other).items() if value is not None})

    def narrowed(self, answer: Results) -> list[tuple[str, list[tuple[str, str, int]]]]:
        """Return (label, choices) for each filter that can be added. A choice is (label, address, number of hits)."""
        return [
            (LABELS[name], [self._link(choice) for choice in choices])
            for name, choices in answer.choices.items()
            if choices
        ]

    def _link(self, choice: Choice) -> tuple[str, str, int]:
        return choice.label, f"?{self.query(**{choice.name: str(choice.value)})}", choice.count

    def widened(self) -> list[tuple[str, str]]:
        """Return (label, address of the search without this filter) for each active filter."""
        return [(f"{LABELS[name]}: {label}", f"?{self.query(**{name: None})}") for name, label in self.labels.items()]


def _kind(value: str) -> Iterator[tuple[str, str]]:
    if value in EntryKind.values:
        yield value, str(EntryKind(value).label)


def _committee(value: str) -> Iterator[tuple[int, str]]:
    yield from Committee.objects.filter(slug=value).values_list("pk", "name")


def _person(value: str) -> Iterator[tuple[int, str]]:
    for person in Person.objects.filter(slug=value):
        yield person.pk, person.printed_name


def _year(value: str) -> Iterator[tuple[int, str]]:
    if value.isascii() and value.isdigit() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR:
        yield int(value), value


_READ: dict[str, Any] = {"kind": _kind, "committee": _committee, "year": _year, "person": _person}


def key_of(address: Address) -> str:
    """Return a key for following the search, made of its parameters; "" without search terms or for a long key."""
    query = address.query(order=None).encode()
    key = urlsafe_base64_encode(query)
    return key if address.asked.query.terms and len(key) <= LONGEST_KEY else ""


def of_key(key: str) -> Address | None:
    """Return the search of a key that `key_of` made; None for any other key."""
    try:
        query = urlsafe_base64_decode(key).decode()
    except ValueError:
        return None
    address = Address.read(QueryDict(query))
    return address if key and key_of(address) == key else None


FRUITLESS_AN_HOUR = 30  # searches without results that are recorded from one connection


def search(request: HttpRequest) -> HttpResponse:
    """Show the public search: best results first, words marked, filters as links."""
    address, answer = _search_or_404(request)
    context: dict[str, Any] = {"query": address.asked.query, "unknown": address.unknown.items()}
    if not address.asked.query.terms:
        context |= {"nothing_to_find": bool(address.asked.query.text)}
        return render(request, "public/search/search.html", context)
    # SECURITY: a user who is signed in may search for words of a withheld paper, so their searches are not recorded.
    is_counted = address.asked.page == 1 and not answer.total and not request.user.is_authenticated
    # Limited, so that one machine cannot fill the list of searches that found nothing.
    if is_counted and not is_flood(request, "fruitless", FRUITLESS_AN_HOUR):
        results.note_fruitless(answer, on=timezone.localdate())
    page = Paginator(range(min(answer.total, answer.pages * A_PAGE)), A_PAGE).get_page(address.asked.page)
    context |= {
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
    response["X-Robots-Tag"] = "noindex"  # search engines should list the pages found, not this list
    response["Referrer-Policy"] = "strict-origin"  # the address of this page has the words
    return response


def _line(hit: Hit) -> tuple[str, SafeString, str, SafeString, list[SearchEntry]]:
    """Return (address, title, kind with committee and day, excerpt, other entries of the result) for the page."""
    entry, place = hit.entry, hit.entry.place
    what = [hit.kind, place.lower() if entry.kind in (EntryKind.PAPER, EntryKind.MEETING) else place]
    of = hit.committee.name if hit.committee and entry.kind not in (EntryKind.COMMITTEE, EntryKind.MEETING) else ""
    about = ". ".join(filter(None, [", ".join(filter(None, what)), of]))
    if entry.day and entry.kind != EntryKind.MEETING:  # its title has both
        about = f"{about}, {full_date(entry.day)}"
    return entry.address, results.as_html(hit.title), about, results.as_html(hit.words), hit.also


def _search_or_404(request: HttpRequest) -> tuple[Address, Results]:
    """Return the search of the request, and its results. Raise Http404 for a page after the last."""
    address = Address.read(request.GET)
    answer = results.search(address.asked, on=timezone.localdate())
    if address.asked.page > max(1, answer.pages):
        raise Http404
    return address, answer


def search_json(request: HttpRequest) -> HttpResponse:
    """Return the results of a search as JSON, with the address of the next page; 404 for an unknown filter value."""
    address, answer = _search_or_404(request)
    for label, value in address.unknown.items():
        return problem(404, f"{label} “{value}” is not known here.")
    here = f"{settings.SITE_URL}{reverse('public:search-json')}"
    page = address.asked.page
    data = {
        "query": address.asked.query.text,
        "matches": "any word" if answer.any_word else "did you mean" if answer.is_corrected else "all words",
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
        "excerpt": results.as_text(hit.words),
        "also": [{"place": other.place, "url": settings.SITE_URL + other.address} for other in hit.also],
    }


def search_atom(request: HttpRequest) -> HttpResponse:
    """Return an Atom feed of the newest results that have all of the words."""
    address = Address.read(request.GET)
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
            "description": results.as_text(hit.words),
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
