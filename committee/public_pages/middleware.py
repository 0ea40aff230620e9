"""Middleware that answers visitors without a session from the cache, while nothing on the page has changed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from committee.public_pages import stamps
from committee.public_pages.marking import mark_of, may_be_compressed
from committee.public_pages.store import SMALLEST, Key, Page, Store
from committee.wording import wording

STAMP = "committee.public_pages"  # key of request.META: (stamp, day) as read before the view ran
MAY_VARY = {"cookie", "accept-encoding"}
# Headers that are not cached: outer middleware sets them, or they depend on how the body is sent.
NOT_KEPT = {"content-length", "etag", "vary", "cache-control"}
store = Store(settings.KEPT_PAGES_MB * 1024 * 1024)
Next = Callable[[HttpRequest], HttpResponse]


class KeepPublicPages:
    """
    Cache marked pages (`committee.public_pages.marking`) whole, compress them and give them an ETag.

    SECURITY: a request that begins after a change is committed never gets a page from before the change: a page's stamp
    is read before anything else, and the page is cached under that stamp. Requests with a session neither fill nor read
    the cache. This middleware comes after RefuseUnreadableInput and before the session middleware.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the cached page; where there is none, call the view and cache its page."""
        if not _is_anybodys(request):
            return self.get_response(request)
        key = (request.scheme or "", request.get_host(), request.path)
        if not _may_keep():
            return _made(request, self.get_response(request))
        if page := _find(key):
            return _answer(request, page)
        return _made(request, self.get_response(request), key)

    def process_view(self, request: HttpRequest, view: Any, args: object, kwargs: dict[str, Any]) -> None:
        """
        Read the stamp of a marked page, before its view reads anything.

        SECURITY: with a stamp read after the data, a change between the two would be missed, and the old page would be
        shown for ever.
        """
        mark = mark_of(view)
        if not may_be_compressed(view) or not _is_anybodys(request):
            return
        day = timezone.localdate()  # read first, so that a page made at midnight counts for the day that ends
        try:
            stamp = mark.stamp(kwargs) if mark and _may_keep() else None
        except DatabaseError:
            return  # the view reports the error
        request.META[STAMP] = (stamp, day)
        if stamp is not None and store.council and store.council[0] == stamp.everything:
            wording.read_before(store.council[1])


def _is_anybodys(request: HttpRequest) -> bool:
    """Return whether a request has no session, no pending message, no query string, no htmx and no login header."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
        and "HTTP_HX_REQUEST" not in request.META
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _may_keep() -> bool:
    """
    Return whether pages may be cached: the cache is on, and every row that is read now has been committed.

    Inside an open transaction (a test's) a page shows changes that may be rolled back. A developer's templates change
    without a stamp.
    """
    return settings.KEPT_PAGES_MB > 0 and not settings.DEBUG and not connection.in_atomic_block


def _find(key: Key) -> Page | None:
    """Return the cached page; None where there is none, or its stamp or day has changed."""
    page = store.find(key)
    if page is None or page.stamp is None or page.day != timezone.localdate():
        return None
    try:
        stamp = stamps.read(page.stamp.keys)
    except DatabaseError:
        return None  # the view then reports the error
    return page if stamp == page.stamp else None


def _made(request: HttpRequest, response: HttpResponse, key: Key | None = None) -> HttpResponse:
    """Return the response, compressed. Where it is the same for everybody, cache it under `key`."""
    if not _is_the_same_for_everybody(request, response):
        return response
    stamp, day = request.META[STAMP]
    page = Page(stamp, day, _headers(response), response.content)
    if key and stamp is not None and _may_keep():
        store.keep(key, page)
        store.council = (stamp.everything, wording.read_already())
    return _answer(request, page)


def _is_the_same_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether a response is the whole page of a marked view, without a cookie, CSRF token or nonce."""
    return (
        STAMP in request.META
        and request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        and {name.strip().lower() for name in response.get("Vary", "").split(",") if name} <= MAY_VARY
        and not getattr(request, "_csp_nonce", None)
    )


def _headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.items() if name.lower() not in NOT_KEPT}


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    """Return the page in an encoding that the browser accepts, or 304 where the browser's copy is current."""
    encoding = _encoding(request.META.get("HTTP_ACCEPT_ENCODING", "")) if len(page.body) >= SMALLEST else ""
    body, tag = page.ready(encoding)
    response = HttpResponse(body, headers=page.headers)
    response["Cache-Control"] = "no-cache"  # browsers may store the page, but must revalidate it each time
    response["Vary"] = "Cookie, Accept-Encoding"
    response["ETag"] = tag
    response["Content-Length"] = str(len(body))
    if encoding:
        response["Content-Encoding"] = encoding
    return get_conditional_response(request, etag=tag, response=response) or response


def _encoding(accepted: str) -> str:
    """Return the best of our encodings that an Accept-Encoding header allows: "br", "gzip" or "" for none."""
    taken = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((encoding for encoding in ("br", "gzip") if taken.get(encoding)), "")
