"""
Public pages as data: where `/reviews/` is a page, `/reviews.json` has the same facts for machines.

One view answers both addresses. The view looks up the rows, checks who may read the rows, and passes the page's context
to a template or to a function that returns data. The data therefore pass the page's access check, are cached under the
page's stamp (`committee.public_pages`), and contain nothing that is not in the page's context.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

Data = dict[str, Any]
Page = dict[str, Any]
ENDING = ".json"
ONLY_WHETHER = "committee.public_pages.page_data.only_whether"  # key of META: check only that the page exists
FOR_ANY_SITE = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
OF_THE_FRONT = "home"  # the data of the front page "/" are at "/home.json"


def page_and_data(
    route: str, view: Callable[..., HttpResponseBase], *, name: str, kwargs: dict[str, Any] | None = None
) -> list[URLPattern]:
    """Return two URL patterns for one view: the public page `name`, and its data, `name` with "-json"."""
    data = f"{route.removesuffix('/') or OF_THE_FRONT}{ENDING}"
    return [path(route, view, kwargs, name=name), path(data, view, kwargs, name=f"{name}-json")]


def asks_for_data(request: HttpRequest) -> bool:
    """Return whether a request is for the data of a page: its address ends in ".json", as no page's address does."""
    return request.path.endswith(ENDING)


def page_or_data(
    request: HttpRequest, template: str, page: Page, build: Callable[[Page], Mapping[str, Any]]
) -> HttpResponse:
    """Return the page rendered by `template`; for a request for data, the data that `build` makes of the context."""
    return as_data(request, build(page)) if asks_for_data(request) else render_page(request, template, page)


def render_page(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """
    Render a page; the context gets `data_url`, the address of the page's data.

    With ONLY_WHETHER the response is empty: the view has passed its access check, so the page exists.
    """
    if request.META.get(ONLY_WHETHER):
        return HttpResponse()
    return render(request, template, page | {"data_url": _address_of_data(request)})


def as_data(request: HttpRequest, content: Mapping[str, Any]) -> HttpResponse:
    """
    Return `content` as JSON, with the address of the page that has the same content.

    SECURITY: pages of any site may read the JSON, without credentials, because nothing in it depends on the user.
    """
    here = {"address": absolute(_address_of_page(request))}
    return JsonResponse(
        {**here, **content, **here},
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers=FOR_ANY_SITE,
    )


def stream_data(request: HttpRequest, name: str, rows: Iterable[Data]) -> StreamingHttpResponse:
    """Return the same as `as_data` of {name: rows}, which sends each row as soon as it is there."""

    def made() -> Iterator[str]:
        here = json.dumps({"address": absolute(_address_of_page(request))})
        yield f'{here.removesuffix("}")}, "{name}": ['
        for number, row in enumerate(rows):
            yield (",\n" if number else "\n") + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        yield "\n]}"

    encoded = (piece.encode() for piece in made())
    return StreamingHttpResponse(encoded, content_type="application/json", headers=FOR_ANY_SITE)


def problem(status: int, detail: str) -> HttpResponse:
    """Return an error as data (RFC 9457), which pages of any site may read."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return HttpResponse(
        json.dumps(content), status=status, content_type="application/problem+json", headers=FOR_ANY_SITE
    )


def absolute(url: str) -> str | None:
    """Return the full address of a path of the portal; None for ""."""
    return f"{settings.SITE_URL}{url}" if url else None


def named(committee: Any) -> Data:
    """Return the name and address of a committee, in the form that all data use."""
    return {"name": committee.name, "address": absolute(reverse("public:committee", args=[committee.slug]))}


def _address_of_data(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    path = f"{request.path.removesuffix('/') or f'/{OF_THE_FRONT}'}{ENDING}"
    return f"{path}?{query}" if query else path


def _address_of_page(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    path = request.path.removesuffix(ENDING)
    path = "/" if path == f"/{OF_THE_FRONT}" else f"{path}/"
    return f"{path}?{query}" if query else path
