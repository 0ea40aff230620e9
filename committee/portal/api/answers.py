"""Responses of the API: checks before each view, headers after it, and errors as in RFC 9457."""

import hashlib
import json
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from committee.public_pages.page_data import FOR_ANY_SITE, problem
from committee.sign_in import rate_limit

View = Callable[..., HttpResponseBase]
METHODS = "GET, HEAD, OPTIONS"
MOST = 6000  # requests an hour from one network; reading a large council's records, 100 a page, takes about 1,200
MOST_NAMED, LONGEST_NAME = 5, 40  # unknown parameters named in a refusal
ABOUT_MOST = f"More than {MOST} requests have come from your network in an hour. Wait an hour, or read whole files."


def as_json(data: Any, content_type: str = "application/json") -> HttpResponse:
    """Return data as a JSON response."""
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type=content_type)


def open_to_anybody(view: View, parameters: Collection[str] = ()) -> View:
    """
    Return `view` wrapped for the API: read only, open to any origin, limited per hour, revalidated by its ETag.

    A request with a query parameter that is not among `parameters` is refused.

    SECURITY: the view is open to every origin, without credentials, because no answer depends on the client.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return for_any_origin(_answer(request, view, parameters, *args, **kwargs))

    answer.csrf_exempt = True  # type: ignore[attr-defined] # other methods get 405, not a CSRF failure
    return answer


def for_any_origin[Answer: HttpResponseBase](response: Answer) -> Answer:
    """Add the headers that let pages of any site read the response, and return it."""
    for name, value in FOR_ANY_SITE.items():
        response[name] = value
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response.is_the_same_for_all = True  # type: ignore[attr-defined] # the middleware then removes Vary: Cookie
    return response


def _answer(
    request: HttpRequest, view: View, parameters: Collection[str], *args: Any, **kwargs: Any
) -> HttpResponseBase:
    method = request.method
    if method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
                "Access-Control-Max-Age": "86400",
            },
        )
    if method not in ("GET", "HEAD"):
        refused = problem(405, "This interface is read only.")
        refused["Allow"] = METHODS
        return refused
    if rate_limit.is_flood(request, "open_data", MOST):
        refused = problem(429, ABOUT_MOST)
        refused["Retry-After"] = "3600"
        return refused
    if unknown := [name for name in request.GET if name not in parameters]:
        return problem(422, _unknown(unknown, parameters))
    request.method = "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = method
    return _conditional(request, response)


def _unknown(names: list[str], parameters: Collection[str]) -> str:
    listed = ", ".join(f"“{name[:LONGEST_NAME]}”" for name in names[:MOST_NAMED])
    known = f"Its parameters are {', '.join(parameters)}." if parameters else "It has no parameters."
    return f"This address does not know {listed}. {known}"


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the response, or 304 where the client already has the same bytes."""
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = etag
    conditional = get_conditional_response(request, etag, None, response)
    return conditional if conditional is not None else response
