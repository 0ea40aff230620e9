"""Start page after sign-in, health check, answers to errors, and redirects from addresses of the old site."""

import logging
import re
import sys
from copy import copy
from datetime import UTC, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, page_not_found, server_error

from committee.access import permissions
from committee.files import files
from committee.forms import kept_forms, sent_forms
from committee.middleware import BUSY, NO_DATABASE, in_trouble
from committee.models import OldAddress
from committee.old_addresses.keys import candidates, host_of, match_of
from committee.portal.api.answers import for_any_origin
from committee.public_pages.page_data import ONLY_WHETHER, asks_for_data, problem
from committee.sign_in.directories import directory_of
from reviews.evidence.bundle import sits_on_a_panel

MOST_WORDS = 100  # characters of the words taken from an address
WORD = re.compile(r"[^\W\d_]{3,}")


def redirect_of(request: HttpRequest) -> HttpResponse | None:
    """
    Return a redirect from an address of the old site; None where the address is unknown, or its target not public.

    The redirect is sent with no-cache. Browsers would otherwise cache it for ever, although a page can be withdrawn.
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
    Return whether a visitor who has not signed in gets the portal's page at `path`.

    SECURITY: the page is rendered as for a visitor, because a redirect to a page that is not public reveals a title, or
    that the meeting exists.
    """
    match = match_of(path)
    if match is None:
        return False
    probe = copy(request)
    probe.__dict__.pop("_messages", None)  # rendering the probe must not consume the visitor's messages
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
    """Return the words in the last part of an address, to search for them; "" for names such as index.php."""
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


logger = logging.getLogger(__name__)


@login_required
def start(request: HttpRequest) -> HttpResponseBase:
    """Send each person to the page that they opened before they had a second step, else to where their work is."""
    if page := request.session.pop(permissions.PAGE_ASKED_FOR, ""):
        return redirect(page)
    user, today = request.user, timezone.localdate()
    if permissions.runs_the_desk(user, today):
        return redirect("desk:front")
    if permissions.is_member(user, today):
        return redirect("members:front")
    if permissions.plans_scrutiny(user, today):
        return redirect("desk:scrutiny-front")
    if permissions.is_officer(user, today):
        return redirect("officers:front")
    if permissions.administers(user, today):
        return redirect("register:front")
    if sits_on_a_panel(user, today):
        return redirect("members:reviews")
    return redirect("public:home")


@require_safe
@login_required
def own_address(request: HttpRequest) -> HttpResponseBase:
    """Show the email address that the user signs in with, and who can change the address."""
    return render(request, "account/email.html", {"directory": directory_of(request.user)})


def not_from_this_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """
    Answer a form with an invalid CSRF token: the user signed in from another window, or the form was open for too long.

    The typed text is stored for the user to whom the form was shown. If that user is signed in, the response leads to
    the filled-in form.
    """
    person = kept_forms.shown_to(request)
    if person and not request.user.is_authenticated:
        return kept_forms.to_sign_in(request)
    if person == request.user and (led := kept_forms.led_before(request)):
        messages.info(request, sent_forms.SENT_BEFORE)
        return redirect(led)
    is_kept = person is not None and kept_forms.keep(request, person, at=timezone.now())
    if is_kept and person == request.user:
        return redirect(kept_forms.page_of(request))
    return render(request, "403_csrf.html", {"kept": is_kept}, status=403)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Return security.txt (RFC 9116): where to report a weakness of this portal; valid for half a year."""
    until = timezone.now().replace(microsecond=0) + timedelta(days=182)
    lines = (
        f"Contact: {settings.SITE_URL}{reverse('public:contact')}",
        f"Expires: {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unreadable request with 400; a request for data gets JSON."""
    return _to_a_program(request, 400, str(exception)) or bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address with 404; a request for data gets JSON. Redirect an address of the old site."""
    lost = "There is nothing at this address. /api/v1/ lists what there is."
    if answer := _to_a_program(request, 404, lost):
        return answer
    if request.resolver_match is not None:
        return page_not_found(request, exception)
    if answer := redirect_of(request):
        return answer
    query = {"text": words_of(request.path)}
    return render(request, "404.html", {"query": query}, status=404)


def _to_a_program(request: HttpRequest, status: int, detail: str) -> HttpResponse | None:
    if not (request.path.startswith("/api/v1/") or (request.resolver_match and asks_for_data(request))):
        return None
    return for_any_origin(problem(status, detail))


def fault(request: HttpRequest) -> HttpResponse:
    """
    Answer an unexpected error with 500, or 503 where the database cannot be reached.

    For errors of views, the middleware `SayWhatIsWrong` answers 503. Django does not pass errors of other middleware to
    `SayWhatIsWrong`, but to this view.
    """
    if isinstance(sys.exc_info()[1], NO_DATABASE):
        return in_trouble(request, BUSY)
    return server_error(request)
