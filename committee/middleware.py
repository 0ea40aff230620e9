"""Middleware before every view."""

import logging
from collections.abc import Callable
from typing import Any
from unicodedata import is_normalized

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
SENDING = "committee.sending"  # where a request keeps its row of SentForm
Next = Callable[[HttpRequest], HttpResponse]


class Middleware:
    """The base of each: the next one answers."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)


class ReadTheCouncilOnce(Middleware):
    """Each request reads the council's record once, and whatever it prints is worded as the council words it."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with nothing read yet."""
        with wording.read_once(only_reads=request.method in ("GET", "HEAD")):
            return self.get_response(request)


class NothingHangsOnWhoAsks(Middleware):
    """
    Take back that an answer of the open data varies by cookie, which whatever looks for a session says of every answer.

    So a cache has one copy of it for all. Stands before the session's, which says it last.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; of one that is the same for all, and brings no cookie, drop the header."""
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
    Answer 400 to addresses that hold a NUL, and forget cookies that do: PostgreSQL fails on it.

    Stands before the session's, whose cookie is looked up in the database.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the path, the query string and the cookies."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in name + value]:
            del request.COOKIES[name]
        if "\0" in request.path or any("\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])):
            raise BadRequest("The web address contains a character that cannot be read.")
        return self.get_response(request)


class ComposeWhatIsTyped(Middleware):
    """
    Give forms and searches every letter and its accent as one character, so that what looks alike is alike, and no
    control character: a calendar and a feed may hold none.

    SECURITY: a password is taken as it was typed, or nobody who set one in two characters could sign in again.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Rewrite the query string and what was sent, where anything in them is in pieces."""
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
        whole.setlist(key, [CONTROLS.sub(" ", composed(value)) for value in values])
    whole._mutable = False
    return whole


def _is_clean(value: str) -> bool:
    return is_normalized("NFC", value) and not CONTROLS.search(value)


class SayWhatIsWrong(Middleware):
    """
    Answer with a sentence, and a status that tells a client to come again, where storage or the database fail a page,
    or too many files are being read; with 404 where a verb says that its caller may not (`committee.acts.verbs`).

    Views put refusals beside the form; this is for what fails where there is no form, or before it is read.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take in what is sent, which may not fit on the disk, before anybody looks at it."""
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
        """Say what is wrong, where it is one of these."""
        if isinstance(error, files.BeingPrepared):
            answer = _to_come_again(request, "being_prepared.html", {"title": error.title, "instead": error.instead})
            # Logged here, Django does not log it as an error: whoever has an alarm on errors is not called for it.
            log_response("%s: %s", error.title, request.path, response=answer, request=request, level="info")
            return answer
        if isinstance(error, files.Unavailable | Busy):
            return in_trouble(request, error.text)
        if isinstance(error, files.Lost | files.Altered):
            return in_trouble(request, files.LOST, status=404)
        if isinstance(error, NotAllowed):
            # The gate asked the same, so whoever comes here lost a role meanwhile, or a page asks less than its verb.
            logger.warning("a page let through what its verb did not: %s", error)
            raise Http404 from error
        if isinstance(error, NO_DATABASE) and not settings.DEBUG:
            logger.error("the database failed a page", exc_info=error)
            return in_trouble(request, BUSY)
        return None


def in_trouble(request: HttpRequest, sentence: str, status: int = 503) -> HttpResponse:
    """Return a page with one sentence, which no cache keeps; a client is told to come again in a minute."""
    return _to_come_again(request, "503.html", {"sentence": sentence}, status)


def _to_come_again(request: HttpRequest, template: str, about: dict[str, object], status: int = 503) -> HttpResponse:
    response = render(request, template, about, status=status)
    response["Cache-Control"] = "private, no-store"
    if status == 503:
        response["Retry-After"] = "60"
    return response


class AskForProof(Middleware):
    """
    Lead whoever must prove to be themselves to where they do it, and back to the page that they asked for.

    SECURITY: what they sent is not done with the proof, it comes back in its form. allauth keeps it in the session and
    does it after the next proof at that address, whoever sent it: somebody with a stolen session has the owner prove
    it, and what its sender thought better of is done hours later.
    """

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Ask, before allauth does."""
        return kept_forms.to_proof(request) if isinstance(error, ReauthenticationRequired) else None


class PrivatePagesAreNotKept(Middleware):
    """
    Tell every cache not to keep a page that was made for somebody who has signed in.

    SECURITY: else the desk, with its exempt titles, is still there for whoever presses Back after the sign-out.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say so where the view has said nothing itself (public files are kept and asked for again)."""
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if (signed_in or request.user.is_authenticated) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class WhoeverIsAtWorkStaysSignedIn(Middleware):
    """
    Put off the end of the session of whoever asks for something; an idle one ends (SESSION_IDLE_HOURS).

    What a page that lies open asks for by itself puts off nothing: one that waits for a worker asks for ever.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then look at the session: whoever has just signed out has none."""
        response = self.get_response(request)
        by_itself = request.method == "GET" and "HX-Request" in request.headers
        if request.user.is_authenticated and not by_itself:
            sessions.keep_awake(request, at=timezone.now())
        return response


class DoOnceWhatIsSentTwice(Middleware):
    """
    Lead whoever sends a form for the second time to the page of the first (`committee.forms.sent_forms`).
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep where an act led to."""
        response = self.get_response(request)
        if sending := request.META.get(SENDING):
            sent_forms.answered(sending, response.get("HX-Redirect") or response.get("Location") or "")
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Look whether a twin of this form came first: its view might find nothing left to do it to."""
        sender = request.user if isinstance(request.user, User) else None
        key = sent_forms.key_of(request, sender)
        while key and not (sending := sent_forms.begin(key, sender=sender, at=timezone.now())):
            where = sent_forms.where_it_led(key)
            if where is not None:  # else it was refused, and this one is to be told why
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
