"""The way to a directory and back: allauth's views, behind a limit and with a sentence where the directory fails."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import unquote

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views
from django.http import Http404, HttpRequest, HttpResponseBase
from requests import RequestException

from committee.sign_in.directories import PROMPT, directory
from committee.sign_in.rate_limit import is_flood

AN_HOUR = 3000  # of one address, which a whole council may share


def _guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        # SECURITY: allauth would take any parameter of the directory's address from here, and any use of an account.
        asks_more = view is views.login and not (
            request.GET.keys() <= {"next", "auth_params"} and request.GET.get("auth_params") in (None, unquote(PROMPT))
        )
        if asks_more or directory(provider_id) is None:
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
