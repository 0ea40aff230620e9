"""
Public pages as data: where `/reviews/` is a page, `/reviews.json` has the same for machines.

One view answers both: it finds, and asks who may read, once, and gives what it found to a template or to a function
that says it as data. So the data pass the page's own gate and are kept under its stamp (`committee.page_stamp`), and
hold nothing that the page was not to be filled with.
"""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

Data = dict[str, Any]
Page = dict[str, Any]
ENDING = ".json"
ONLY_WHETHER = "committee.page_data.only_whether"  # in META of a request that wants no words
OF_THE_FRONT = "home"  # the front page has no name of its own in its address


def page_and_data(
    route: str, view: Callable[..., HttpResponseBase], *, name: str, kwargs: dict[str, Any] | None = None
) -> list[URLPattern]:
    """The addresses of a public page and of its data, whose name ends in "-json"; both are answered by its view."""
    data = f"{route.removesuffix('/') or OF_THE_FRONT}{ENDING}"
    return [path(route, view, kwargs, name=name), path(data, view, kwargs, name=f"{name}-json")]


def asks_for_data(request: HttpRequest) -> bool:
    """Whether what is asked for is the data of a page. No page's own address ends so."""
    return request.path.endswith(ENDING)


def page_or_data(
    request: HttpRequest, template: str, page: Page, said: Callable[[Page], Mapping[str, Any]]
) -> HttpResponse:
    """The page, or the same as data, as `said` says it."""
    return as_data(request, said(page)) if asks_for_data(request) else render_page(request, template, page)


def render_page(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """
    The page, with the address of its data for its head and its foot.

    Nothing is written where it is only asked whether there is such a page: to come here it had to pass its gate.
    """
    if request.META.get(ONLY_WHETHER):
        return HttpResponse()
    return render(request, template, page | {"data_url": _address_of_data(request)})


def as_data(request: HttpRequest, said: Mapping[str, Any]) -> HttpResponse:
    """
    What is said, as JSON, with the address of the page that says the same.

    SECURITY: pages of any site may read it, without credentials, because nothing in it hangs on who asks.
    """
    here = {"address": absolute(_address_of_page(request))}
    response = JsonResponse(
        {**here, **said, **here},
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def problem(status: int, detail: str) -> HttpResponse:
    """What is wrong, as data (RFC 9457), for pages of any site."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    response = HttpResponse(json.dumps(said), status=status, content_type="application/problem+json")
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def absolute(url: str) -> str | None:
    """An address of ours as others ask for it; None for none."""
    return f"{settings.SITE_URL}{url}" if url else None


def named(committee: Any) -> Data:
    """A committee as whatever is of it names it."""
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
