"""Middleware that runs around every view."""

import logging
import re
from collections.abc import Callable
from typing import Any
from unicodedata import is_normalized
from uuid import uuid4

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.log import log_response
from django_htmx.http import HttpResponseClientRedirect

from committee.acts.refusal import Busy
from committee.acts.verbs import NotAllowed
from committee.files import files
from committee.forms import kept_forms, sent_forms
from committee.log_lines import REQUEST_ID
from committee.models import User
from committee.sign_in import sessions
from committee.wording import wording
from committee.wording.unprintable import CONTROLS, composed

logger = logging.getLogger(__name__)
BUSY = (
    "Nothing was saved because the database is busy or not available. Try again in a minute. If "
    "it happens again, tell the portal’s administrator."
)
NO_DATABASE = (OperationalError, InterfaceError)
STILL_AT_IT = "You have already sent this form and it is still being processed. Check again in a minute."
REQUEST_ID_SENT = re.compile(r"[0-9a-zA-Z-]{8,64}", re.ASCII)
SENDING = "committee.sending"  # key of request.META: the row of SentForm for this request
Next = Callable[[HttpRequest], HttpResponse]


class Middleware:
    """Base class of our middleware, which passes the request on."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response of the next middleware or the view."""
        return self.get_response(request)


class NameRequestInLog(Middleware):
    """Give each request an id, which every line has that is logged meanwhile: the proxy's own where it sends one."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        sent = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
        # Not reset, because Django logs a failed request after all middleware. The thread's next request sets its own.
        REQUEST_ID.set(sent if REQUEST_ID_SENT.fullmatch(sent) else uuid4().hex)
        return self.get_response(request)


class ReadTheCouncilOnce(Middleware):
    """Read the council's record once per request, and use the council's wording for all that the request prints."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, made with a cache of the council's record for this request."""
        with wording.read_once(only_reads=request.method in ("GET", "HEAD")):
            return self.get_response(request)


class NothingHangsOnWhoAsks(Middleware):
    """
    Remove `Vary: Cookie` from responses of the open data, so that a cache stores one copy for all readers.

    The session middleware adds the header to each response for which any code has read the session. This middleware
    must come before the session middleware in MIDDLEWARE, so that the response already has the header.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, without the header where the response is the same for all and sets no cookie."""
        response = self.get_response(request)
        if (
            getattr(response, "is_the_same_for_all", False)
            and not response.cookies
            and response.get("Vary") == "Cookie"
        ):
            del response["Vary"]
        return response


class RefuseUnreadableInput(Middleware):
    """
    Answer 400 to an address with a NUL, and drop cookies with a NUL, because PostgreSQL fails on a NUL.

    This middleware must come before the session middleware, which looks up its cookie in the database.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the path, the query string and the cookies."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in name + value]:
            del request.COOKIES[name]
        if "\0" in request.path or any("\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])):
            raise BadRequest("The web address contains a character that cannot be read.")
        return self.get_response(request)


class ComposeWhatIsTyped(Middleware):
    """
    Join each letter and its accent in forms and searches into one character, so that equal-looking texts are equal.

    Also write each line end as one newline, so that unchanged lines compare as equal, and remove control characters,
    which calendars and feeds may not contain. SECURITY: a password is left as typed; otherwise a user who set a
    password with separate accents could not sign in again.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Rewrite the query string and the form's data where they have a separate accent or a control character."""
        taken: Any = request
        taken.GET = _composed(request.GET)
        if request.method == "POST":
            taken.POST = _composed(request.POST)
        return self.get_response(request)


def _composed(sent: QueryDict) -> QueryDict:
    typed = [(key, values) for key, values in sent.lists() if "password" not in key]
    apart = {key: values for key, values in typed if not all(map(_is_clean, values))}
    if not apart:
        return sent
    whole = sent.copy()
    for key, values in apart.items():
        lines = [value.replace("\r\n", "\n").replace("\r", "\n") for value in values]
        whole.setlist(key, [CONTROLS.sub(" ", composed(value)) for value in lines])
    whole._mutable = False
    return whole


def _is_clean(value: str) -> bool:
    return is_normalized("NFC", value) and "\r" not in value and not CONTROLS.search(value)


class SayWhatIsWrong(Middleware):
    """
    Answer with a sentence where storage or the database fails, where too many files are being read, or where a verb
    raises NotAllowed (`committee.acts.verbs`).

    The status is 404 for NotAllowed and for a lost or altered file, else 503. Views show refusals beside their form.
    This middleware handles failures without a form, or before the form is read.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the request's body, which may not fit on the disk, before any view reads it."""
        if request.method == "POST":
            try:
                request.POST  # noqa: B018
            except OSError as error:
                if error.errno not in files.NO_ROOM:
                    raise
                logger.error("an upload does not fit on the disk: %s", error)
                return in_trouble(request, files.FULL)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return a page with a sentence for the errors named above; None for others. Raise Http404 for NotAllowed."""
        if isinstance(error, files.BeingPrepared):
            answer = _to_come_again(request, "being_prepared.html", {"title": error.title, "instead": error.instead})
            # Logged here at INFO, so that Django does not log an error, which would set off a server's alarm.
            log_response("%s: %s", error.title, request.path, response=answer, request=request, level="info")
            return answer
        if isinstance(error, files.Unavailable | Busy):
            return in_trouble(request, error.text)
        if isinstance(error, files.Lost | files.Altered):
            return in_trouble(request, files.LOST, status=404)
        if isinstance(error, NotAllowed):
            # The page's gate checks the same right, so the user has just lost a role, or the gate checks too little.
            logger.warning("a page let through what its verb did not: %s", error)
            raise Http404 from error
        if isinstance(error, NO_DATABASE) and not settings.DEBUG:
            logger.error("the database failed a page", exc_info=error)
            return in_trouble(request, BUSY)
        return None


def in_trouble(request: HttpRequest, sentence: str, status: int = 503) -> HttpResponse:
    """Return an uncached page with one sentence. With status 503, `Retry-After` tells clients to wait a minute."""
    return _to_come_again(request, "503.html", {"sentence": sentence}, status)


def _to_come_again(request: HttpRequest, template: str, about: dict[str, object], status: int = 503) -> HttpResponse:
    response = render(request, template, about, status=status)
    response["Cache-Control"] = "private, no-store"
    if status == 503:
        response["Retry-After"] = "60"
    return response


class AskForProof(Middleware):
    """
    Redirect a user who must prove their identity again to the page for that, and then back to the requested page.

    SECURITY: after the proof, the form is shown again, and not carried out. allauth would store the form in the session
    and carry it out after the next proof at that address, whoever sent the form. Then a thief of a session could have
    the owner confirm the thief's form, and a form that its sender gave up could be carried out hours later.
    """

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Redirect to the proof before allauth does."""
        return kept_forms.to_proof(request) if isinstance(error, ReauthenticationRequired) else None


class PrivatePagesAreNotKept(Middleware):
    """
    Tell every cache not to store a page that was made for a signed-in user.

    SECURITY: otherwise anybody who presses Back after the sign-out still sees the desk with its exempt titles.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response. Add the header unless the view set its own, as for public files, which may be cached."""
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if (signed_in or request.user.is_authenticated) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class WhoeverIsAtWorkStaysSignedIn(Middleware):
    """
    Extend a session at each request of its user; an idle session ends after SESSION_IDLE_HOURS.

    A request that an open page makes by itself does not extend the session, because a page that waits for a worker
    repeats its request for ever.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, and extend the session unless the user has just signed out."""
        response = self.get_response(request)
        by_itself = request.method == "GET" and "HX-Request" in request.headers
        if request.user.is_authenticated and not by_itself:
            sessions.keep_awake(request, at=timezone.now())
        return response


class DoOnceWhatIsSentTwice(Middleware):
    """Redirect a form that is sent twice to the page that the first sending led to (`committee.forms.sent_forms`)."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, and store the address that the form led to."""
        response = self.get_response(request)
        if sending := request.META.get(SENDING):
            sent_forms.answered(sending, response.get("HX-Redirect") or response.get("Location") or "")
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Redirect a form that was sent before, because the view might no longer find the row of the act."""
        sender = request.user if isinstance(request.user, User) else None
        key = sent_forms.key_of(request, sender)
        while key and not (sending := sent_forms.begin(key, sender=sender, at=timezone.now())):
            where = sent_forms.where_it_led(key)
            if where is not None:  # None: the first sending was refused, so this one is processed to show the reason
                return _lead(request, where)
        if key:
            request.META[SENDING] = sending
        return None


def _lead(request: HttpRequest, where: str) -> HttpResponse:
    messages.info(request, sent_forms.SENT_BEFORE if where else STILL_AT_IT)
    where = where or _came_from(request)
    return HttpResponseClientRedirect(where) if request.headers.get("HX-Request") else redirect(where)


def _came_from(request: HttpRequest) -> str:
    where = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure())
    return where if ours else "/"
