"""
Permissions (functions that return whether a user has a right), and gates (decorators of views that check a right).

A gate shows the sign-in page to a visitor who is not signed in. A user without the right gets 404, and so does not
learn whether the page exists. "The desk" is the committee team: the clerks and the proper officer.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, Protocol, cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import limits_of
from committee.acts.requests import SignedInRequest
from committee.forms import kept_forms
from committee.forms.typed import typed_into
from committee.models import AuditEntry, Committee, Role, User, Visitor, standing_of
from committee.sign_in import sessions
from committee.sign_in.directories import SECOND_STEP_ELSEWHERE, came_lately, directory_of

PAGE_ASKED_FOR = "committee.page_asked_for"  # key of the session: the page that waits for the second step


def has_role(user: Visitor, on: date, *roles: Role) -> bool:
    """Return whether `user` has one of `roles` on the day `on`."""
    return standing_of(user, on).holds(*roles)


def runs_the_desk(user: Visitor, on: date) -> bool:
    """Return whether `user` is a clerk, or the proper officer, in whose name the desk acts."""
    return standing_of(user, on).runs_the_desk


def plans_scrutiny(user: Visitor, on: date) -> bool:
    """
    Return whether `user` is a scrutiny officer, a clerk or the proper officer.

    These users plan work programmes, and see the unpublished parts of work programmes.
    """
    return standing_of(user, on).plans_scrutiny


def administers(user: Visitor, on: date) -> bool:
    """
    Return whether `user` is an administrator, who manages sign-ins, roles and settings.

    SECURITY: an administrator has no right to exempt papers.
    """
    return has_role(user, on, Role.ADMINISTRATOR)


def keeps_the_register(user: Visitor, on: date) -> bool:
    """Return whether `user` may edit people, seats and calendars: a clerk, the proper officer, an administrator."""
    return runs_the_desk(user, on) or administers(user, on)


def is_proper_officer(user: Visitor, on: date) -> bool:
    """
    Return whether `user` is the proper officer, in whose name agendas and notices are issued and reports withheld.
    """
    return has_role(user, on, Role.PROPER_OFFICER)


def reads_the_reading_log(user: Visitor, on: date) -> bool:
    """
    Return whether `user` is the monitoring or proper officer, who may read the log of who read which paper.

    SECURITY: no other user may read the log, because titles in the log may be exempt.
    """
    return has_role(user, on, Role.MONITORING_OFFICER, Role.PROPER_OFFICER)


def decides_on_roles(user: Visitor, on: date) -> bool:
    """Return whether `user` may approve a role that an administrator requests for themselves."""
    return administers(user, on) or is_proper_officer(user, on)


def has_second_step(user: Visitor) -> bool:
    """
    Return whether `user` signs in with a second step: an app or a key.

    SECURITY: recovery codes alone do not count, because they can remain after the last key is removed.
    """
    return cast(bool, is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def is_officer(user: Visitor, on: date) -> bool:
    """Return whether `user` is an officer, who may be given papers to write."""
    return standing_of(user, on).is_officer


def is_councillor(user: Visitor, on: date) -> bool:
    """Return whether `user` is a member of the council on the day `on`."""
    return standing_of(user, on).is_councillor


def committees_sat_on(user: Visitor, on: date) -> frozenset[int]:
    """Return ids of the committees on which `user` sits on the day `on`, even as a substitute."""
    return standing_of(user, on).seats


def sits_on(user: Visitor, committee: Committee, on: date) -> bool:
    """Return whether `user` sits on `committee` on the day `on`."""
    return committee.pk in committees_sat_on(user, on)


def is_member(user: Visitor, on: date) -> bool:
    """Return whether `user` is a councillor or a co-optee, who may open the members' pages."""
    return standing_of(user, on).is_member


def is_this_member(user: object, on: date, person_id: int | None) -> bool:
    """Return whether `user` is a member, and the person with this id."""
    return isinstance(user, User) and user.person_id == person_id and is_member(user, on)


def is_cabinet_member(user: Visitor, on: date) -> bool:
    """Return whether `user` is a member of the executive on the day `on`."""
    return standing_of(user, on).is_in_cabinet


class Moved(Http404):
    """Raised where a row has another address now; `now` has the URL arguments that differ."""

    def __init__(self, **now: object) -> None:
        super().__init__()
        self.now = now


class TooLate(Http404):
    """
    Raised where a form comes too late, for example after its row was closed. The sender is shown the typed texts again.

    - `why`: what happened, and who did it
    - `form`: the bound form with the typed texts
    - `back`, `back_text`: address and text of the link onwards
    - `status`: HTTP status of the answer to the form
    - `told`: (title, sentence) for a user who only opens the page; if it is None, that user gets 404

    SECURITY: for a user without a right to the address, `why` is the same whether the row exists or not, and `status`
    is 404.
    """

    def __init__(
        self,
        why: str,
        form: BaseForm | None,
        *,
        back: str = "",
        back_text: str = "Continue",
        status: int = 422,
        told: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.why, self.form, self.back, self.back_text, self.status = why, form, back, back_text, status
        self.told = told


class DoneAlready(Http404):
    """Raised where a row has been removed. The user is redirected to `then`, and shown the last trail `entry`."""

    def __init__(self, entry: AuditEntry, then: str) -> None:
        super().__init__()
        self.sentence, self.then = f"This has already been done: {entry}.", then


# A permission: it gets a user and a day, and returns whether the user has the right on that day.
type Sentence = Callable[[Visitor, date], bool]
type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
type ViewBehindAGate[**P] = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


class Gate(Protocol):
    """A decorator of views for signed-in users; the decorated view takes any request, signed in or not."""

    def __call__[**P](self, view: ViewBehindAGate[P]) -> View[P]: ...


def gate(may: Sentence) -> Gate:
    """
    Decorate a view so that only users for whom `may(user, today)` is true reach it.

    SECURITY:

    - If the council requires a second step, no user passes a gate without a second step, here or at the directory,
      because every user who passes a gate may read exempt papers, or plan business that is not public.
    - The second step is checked here and not by a list of addresses, because one address can be spelt in many ways.
    - If a role or a seat of the user has ended since the session began, the gate ends the session, even if the user has
      other roles.

    Where the view raises:

    - Moved: a GET is redirected. A POST is handled as if it were sent to the new address, so that a user who filled in
      a form while its meeting was moved loses no typed text.
    - TooLate: a POST is answered with the typed texts and what happened, a GET with `told`, or 404 without `told`.
    - DoneAlready: the user is redirected, and shown the last act on the row.
    """

    def decorate[**P](view: ViewBehindAGate[P]) -> View[P]:
        @wraps(view)
        def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return kept_forms.to_sign_in(request)
            today = timezone.localdate()
            allowed = may(request.user, today)
            if sessions.has_lost_a_role(request, today):
                return _signed_out(request)
            if not allowed or (may in OF_THE_DESK and _is_beyond(request.user, today, kwargs.get("committee"))):
                raise Http404
            elsewhere = request.session.get(SECOND_STEP_ELSEWHERE)
            if settings.SECOND_FACTOR_NEEDED and not elsewhere and not has_second_step(request.user):
                kept_forms.keep_sent(request)
                request.session[PAGE_ASKED_FOR] = kept_forms.page_of(request)
                messages.info(request, "Set up a second step to sign in. You need one to open your pages.")
                return redirect("second-step")
            signed_in = cast(SignedInRequest, request)
            try:
                return view(signed_in, *args, **kwargs)
            except Moved as moved:
                if request.method not in ("GET", "HEAD"):
                    kwargs.update(moved.now)
                    return view(signed_in, *args, **kwargs)
                return redirect(_moved_to(request, moved))
            except TooLate as late:
                return _answer_too_late(request, late)
            except DoneAlready as done:
                messages.info(request, done.sentence)
                return redirect(done.then)

        return gated

    return decorate


def proved_again[**P](view: ViewBehindAGate[P]) -> ViewBehindAGate[P]:
    """
    Decorate a view, below its gate, so that only a user who has just proved their identity again reaches it.

    SECURITY: this is for acts by which a user could take over another user's sign-in, so that a stolen session is not
    enough. A user of a directory signs in there again. A form sent before the proof is not carried out, but shown again
    (`committee.middleware.AskForProof`).
    """

    @wraps(view)
    def proved(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if settings.SECOND_FACTOR_NEEDED:
            raise_if_reauthentication_required(request, app="committee")
            # allauth asks nothing of a user who has neither a password nor a second step here.
            if directory_of(request.user) and not has_second_step(request.user) and not came_lately(request):
                raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return proved


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    sentence = "You were signed out because one of your roles or seats has ended. Sign in again."
    messages.info(request, sentence, extra_tags="right-ended")
    return kept_forms.to_sign_in(request)


def _answer_too_late(request: HttpRequest, late: TooLate) -> HttpResponse:
    """Answer a POST with the typed texts and what happened, a GET with the page of `told`, or 404 without `told`."""
    if request.method == "POST":
        return shown_back(request, late)
    if late.told is None:
        raise late
    title, sentence = late.told
    page = {"title": title, "sentence": sentence, "back": late.back, "back_text": late.back_text}
    return render(request, "no_longer_here.html", page, status=410)


def shown_back(request: HttpRequest, late: TooLate) -> HttpResponse:
    """Return the page that shows the sender the typed texts again, with what happened."""
    page = {"why": late.why, "typed": typed_into(late.form), "back": late.back, "back_text": late.back_text}
    return render(request, "too_late.html", page, status=late.status)


def _moved_to(request: HttpRequest, moved: Moved) -> str:
    """Return the new address of the requested page, with its query."""
    match = request.resolver_match
    assert match is not None  # a view is being answered
    path = reverse(match.view_name, args=match.args, kwargs={**match.kwargs, **moved.now})
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


# Permissions of the gates before pages of a committee. A limited clerk gets 404 for pages of other committees.
OF_THE_DESK = (runs_the_desk, keeps_the_register, plans_scrutiny)


def _is_beyond(user: Visitor, on: date, slug: object) -> bool:
    """Return whether the committee `slug` of the address is outside the limits of `user`."""
    limits = limits_of(user, on)
    if limits is None or not isinstance(slug, str):
        return False
    return not Committee.objects.filter(slug=slug, pk__in=limits).exists()


desk = gate(runs_the_desk)
planners = gate(plans_scrutiny)
administration = gate(administers)
register = gate(keeps_the_register)
members = gate(is_member)
cabinet = gate(is_cabinet_member)
officers = gate(is_officer)
watchers = gate(reads_the_reading_log)


def kept_to_itself(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """
    Decorate a page with a secret address: no cache stores the page, no search engine lists it, no referrer names it.

    SECURITY: "strict-origin" and not "no-referrer", because with "no-referrer" a browser sends a form with "Origin:
    null", which the CSRF check refuses. Both policies keep the path of the page from other sites.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept
