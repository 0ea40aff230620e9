"""What is answered at an address of the old site: the page of ours in its place, where anybody may read that now."""

import re
from copy import copy

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict

from committee.files import files
from committee.models import OldAddress
from committee.old_addresses.keys import candidates, host_of, match_of
from committee.public_pages.page_data import ONLY_WHETHER

MOST_WORDS = 100  # characters
WORD = re.compile(r"[^\W\d_]{3,}")


def redirect_of(request: HttpRequest) -> HttpResponse | None:
    """
    Redirect from an old address with no page of ours; None if the table has none, or its page is not public.

    It is asked for anew each time: browsers keep such an answer for ever otherwise, and a page can be withdrawn.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    paths = candidates(request.path, request.META.get("QUERY_STRING", ""))
    rows = OldAddress.objects.filter(host=host_of(request.get_host()), path__in=paths) if paths else ()
    row = min(rows, key=lambda row: paths.index(row.path), default=None)
    if row is None or not is_public(request, row.target):
        return None
    response = HttpResponsePermanentRedirect(f"{settings.SITE_URL}{row.target}")
    response["Cache-Control"] = "no-cache"
    return response


def is_public(request: HttpRequest, path: str) -> bool:
    """
    Return whether a path of ours answers a visitor who has not signed in.

    SECURITY: the page itself is rendered, as for a visitor: the address alone of a page that is not public reveals a
    title, or that there is such a meeting. So the old address answers as that page does: 404.
    """
    match = match_of(path)
    if match is None:
        return False
    probe = copy(request)
    probe.__dict__.pop("_messages", None)  # what the visitor is to be told is not used up
    probe.method, probe.path, probe.path_info, probe.resolver_match = "GET", path, path, match
    probe.META = {**request.META, "QUERY_STRING": "", "REQUEST_METHOD": "GET", "PATH_INFO": path}
    probe.META[ONLY_WHETHER] = True
    probe.META.pop("HTTP_RANGE", None)
    probe.__dict__.pop("headers", None)
    probe.__dict__.update(GET=QueryDict(), user=AnonymousUser())
    try:
        response = match.func(probe, *match.args, **match.kwargs)
    except (Http404, files.Lost, files.Altered, files.Unavailable):
        return False
    if file := getattr(response, "file_to_stream", None):
        file.close()
    return bool(response.status_code < 400)


def words_of(path: str) -> str:
    """Return the words of an address's last part, to search for: a pack's name, say; "" for a program's."""
    name = path[-1000:].rstrip("/").rpartition("/")[2]
    name, _, ending = name.rpartition(".") if "." in name else (name, "", "")
    if ending.casefold() in ("aspx", "asmx", "php", "asp"):
        return ""
    words = ""
    for word in WORD.findall(name):
        if len(words) + len(word) > MOST_WORDS:
            break
        words = f"{words} {word}".strip()
    return words
