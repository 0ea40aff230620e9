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

from committee.access import permissions
from committee.forms import kept_forms, sent_forms
from committee.middleware import BUSY, NO_DATABASE, in_trouble
from committee.portal import old_addresses
from committee.portal.api.answers import for_any_origin
from committee.public_pages.page_data import asks_for_data, problem
from reviews.evidence.bundle import sits_on_a_panel

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
    """Show the address that the user signs in with, and who changes it."""
    return render(request, "account/email.html")


def not_from_this_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """
    Answer a form whose token is void, after another sign-in in any window or a long time open.

    The typed text is kept for the user that the form was shown to. Where they are signed in, they see it filled in
    again at once.
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


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 where the database answers: for a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness of this portal (RFC 9116); valid for half a year."""
    until = timezone.now().replace(microsecond=0) + timedelta(days=182)
    lines = (
        f"Contact: {settings.SITE_URL}{reverse('public:contact')}",
        f"Expires: {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unreadable request with 400, as data to a program."""
    return _to_a_program(request, 400, str(exception)) or bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address with 404, as data to a program; redirect an address of the old site."""
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
    Answer an unexpected error with 500, or 503 where the database is away.

    Sessions and users are read on first use, in middleware too, whose errors `process_exception` does not get.
    """
    if isinstance(sys.exc_info()[1], NO_DATABASE):
        return in_trouble(request, BUSY)
    return server_error(request)
