"""The way to a directory and back: allauth's views, behind a limit and with a sentence where the directory fails."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views
from django.http import Http404, HttpRequest, HttpResponseBase
from requests import RequestException

from committee.sign_in.directories import directory
from committee.sign_in.rate_limit import is_flood

AN_HOUR = 3000  # of one address, which a whole council may share


def _guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        if directory(provider_id) is None:
            raise Http404
        flood = is_flood(request, "directory", AN_HOUR)
        failure: Any = "too many requests" if flood else None
        try:
            if not flood:
                return view(request, provider_id)
        except (RequestException, KeyError, ValueError) as error:  # it does not answer, or not what the standard says
            failure = error
        return cast(HttpResponseBase, get_adapter(request).failed(request, failure))

    return guarded


to_directory, from_directory = _guarded(views.login), _guarded(views.callback)
