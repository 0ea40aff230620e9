"""Where a signed-in person starts, and whether the portal is up."""

import logging
import sys
from datetime import UTC, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, page_not_found, server_error

from committee import kept_forms, permissions, sent_forms
from committee.middleware import BUSY, NO_DATABASE, in_trouble
from committee.page_data import asks_for_data, problem
from committee.portal import old_addresses
from committee.portal.api.answers import for_any_origin
from reviews.bundle.reading import sits_on_a_panel

logger = logging.getLogger(__name__)


@login_required
def start(request: HttpRequest) -> HttpResponseBase:
    """Send each person to the page where their work is."""
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
    """The address that somebody signs in with, and who changes it."""
    return render(request, "account/email.html")


def not_from_this_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """
    A form whose token is void: another sign-in came between, in this window or another, or it was open for too long.

    What was typed is kept for whom the form was shown to. Where they are signed in they see it filled again at once.
    """
    person = kept_forms.shown_to(request)
    if person and not request.user.is_authenticated:
        return kept_forms.to_sign_in(request)
    if person == request.user and (led := kept_forms.led_before(request)):
        messages.info(request, sent_forms.SENT_BEFORE)
        return redirect(led)
    kept = person is not None and kept_forms.keep(request, person, at=timezone.now())
    if kept and person == request.user:
        return redirect(kept_forms.page_of(request))
    return render(request, "403_csrf.html", {"kept": kept}, status=403)


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database answers: for a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of this portal (RFC 9116); what is said holds for half a year."""
    until = timezone.now().replace(microsecond=0) + timedelta(days=182)
    lines = (
        f"Contact: {settings.SITE_URL}{reverse('public:contact')}",
        f"Expires: {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, as 400: as data to whoever asks for data."""
    return _to_a_program(request, 400, str(exception)) or bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, as 404: as data to whoever asks for data; an address of the old site leads on."""
    lost = "There is nothing at this address. /api/v1/ lists what there is."
    if answer := _to_a_program(request, 404, lost):
        return answer
    if request.resolver_match is not None:
        return page_not_found(request, exception)
    if answer := old_addresses.redirect_of(request):
        return answer
    query = {"text": old_addresses.words_of(request.path)}
    return render(request, "404.html", {"query": query}, status=404)


def _to_a_program(request: HttpRequest, status: int, detail: str) -> HttpResponse | None:
    if not (request.path.startswith("/api/v1/") or (request.resolver_match and asks_for_data(request))):
        return None
    return for_any_origin(problem(status, detail))


def fault(request: HttpRequest) -> HttpResponse:
    """
    What nobody expected, as 500; as 503 where the database is away, wherever on its way a request asked it.

    Sessions and who is signed in are read by whatever asks first, middleware too, where `process_exception` hears of
    nothing.
    """
    if isinstance(sys.exc_info()[1], NO_DATABASE):
        return in_trouble(request, BUSY)
    return server_error(request)
