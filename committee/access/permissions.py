"""
Who may: sentences about a user, and the gates that views stand behind.

A gate answers a stranger with the sign-in page and everybody else without the right with 404: what you may not see
does not exist.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, Protocol, cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
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
from committee.models import AuditEntry, Committee, Role, Visitor, standing_of
from committee.sign_in import sessions


def has_role(user: Visitor, on: date, *roles: Role) -> bool:
    """Return whether `user` holds one of `roles` on that day."""
    return standing_of(user, on).holds(*roles)


def runs_the_desk(user: Visitor, on: date) -> bool:
    """Clerks, and the proper officer whose acts the desk's are."""
    return standing_of(user, on).runs_the_desk


def plans_scrutiny(user: Visitor, on: date) -> bool:
    """Scrutiny officers, and the desk: they plan work programmes and see what is not public of them."""
    return standing_of(user, on).plans_scrutiny


def administers(user: Visitor, on: date) -> bool:
    """Administrators keep sign-ins, roles and the council's settings; they have no right to exempt papers."""
    return has_role(user, on, Role.ADMINISTRATOR)


def keeps_the_register(user: Visitor, on: date) -> bool:
    """Clerks and administrators keep people, seats and calendars."""
    return runs_the_desk(user, on) or administers(user, on)


def is_proper_officer(user: Visitor, on: date) -> bool:
    """
    Return whether `user` is the proper officer, in whose name agendas and notices are issued and reports withheld.
    """
    return has_role(user, on, Role.PROPER_OFFICER)


def reads_the_reading_log(user: Visitor, on: date) -> bool:
    """Return whether `user` reads the reading log: the monitoring or proper officer, as titles may be exempt."""
    return has_role(user, on, Role.MONITORING_OFFICER, Role.PROPER_OFFICER)


def decides_on_roles(user: Visitor, on: date) -> bool:
    """Return whether `user` may approve a role that an administrator requests for themselves."""
    return administers(user, on) or is_proper_officer(user, on)


def has_second_step(user: Visitor) -> bool:
    """
    Return whether `user` signs in with a second step: an app or a key.

    SECURITY: recovery codes alone do not count, and can remain after the last key is removed.
    """
    return cast(bool, is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def is_officer(user: Visitor, on: date) -> bool:
    """Anybody who may be given papers to write."""
    return standing_of(user, on).is_officer


def is_councillor(user: Visitor, on: date) -> bool:
    """Return whether `user` is a member of the council on that day."""
    return standing_of(user, on).is_councillor


def committees_sat_on(user: Visitor, on: date) -> frozenset[int]:
    """Ids of the committees on which `user` sits on that day, substitutes' included."""
    return standing_of(user, on).seats


def sits_on(user: Visitor, committee: Committee, on: date) -> bool:
    """Return whether `user` sits on `committee` on that day."""
    return committee.pk in committees_sat_on(user, on)


def is_member(user: Visitor, on: date) -> bool:
    """Return whether `user` is a councillor or a co-optee, with a members' side of the portal."""
    return standing_of(user, on).is_member


def is_cabinet_member(user: Visitor, on: date) -> bool:
    """Return whether `user` is a member of the executive on that day."""
    return standing_of(user, on).is_in_cabinet


class Moved(Http404):
    """The thing at this address has moved to another; `now` are the arguments that differ."""

    def __init__(self, **now: object) -> None:
        super().__init__()
        self.now = now


class TooLate(Http404):
    """
    A form that came too late: its sender sees it again; `why` says what happened and who did it.

    `form`, bound, holds what was typed; `back` is where they go on, called `back_text`. Whoever only reads gets 404, or
    what is `told` to them under a title of its own: (title, sentence).
    SECURITY: to whom the address is nothing, `why` says the same whatever is there, and `status` is 404.
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
    """The thing at this address has been removed: its last `entry` on the trail is told on the page `then`."""

    def __init__(self, entry: AuditEntry, then: str) -> None:
        super().__init__()
        self.sentence, self.then = f"This has already been done: {entry}.", then


type Sentence = Callable[[Visitor, date], bool]
type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
type ViewBehindAGate[**P] = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


class Gate(Protocol):
    """A decorator of views for people who have signed in: anybody may ask for the decorated view."""

    def __call__[**P](self, view: ViewBehindAGate[P]) -> View[P]: ...


def gate(may: Sentence) -> Gate:
    """
    Decorate a view so that only those of whom `may(user, today)` is true reach it.

    SECURITY: where the council asks for a second factor it is asked for here, of everybody whom a gate lets through:
    all of them may read what is exempt, or plan what is not public. One address can be spelt in many ways. A session
    that began with a role or a seat that has ended since ends here, whatever else its owner is.

    Where the view raises Moved, whoever reads is sent on, and what is sent is taken as if it were sent to the new
    address: a form that was open while its meeting was moved loses nothing typed. Where it raises TooLate, whoever sent
    something sees it again, with what happened; whoever reads is told that alone, where anything is for them. Where it
    raises DoneAlready, everybody is told so and led on.
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
            if settings.SECOND_FACTOR_NEEDED and not has_second_step(request.user):
                kept_forms.keep_sent(request)
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
    Decorate a view, within its gate, so that only whoever has just proved to be themselves reaches it.

    SECURITY: for what makes somebody else's sign-in one's own. A session that was stolen is not enough for it; what is
    sent before the proof is not done with it, but comes back in its form (`committee.middleware.AskForProof`).
    """

    @wraps(view)
    def proved(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if settings.SECOND_FACTOR_NEEDED:
            raise_if_reauthentication_required(request, app="committee")
        return view(request, *args, **kwargs)

    return proved


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    messages.info(request, "You were signed out because one of your roles or seats has ended. Sign in again.")
    return kept_forms.to_sign_in(request)


def _answer_too_late(request: HttpRequest, late: TooLate) -> HttpResponse:
    """Answer with what happened: to a POST the form again, to a GET a page where there is one, else 404."""
    if request.method == "POST":
        return shown_back(request, late)
    if late.told is None:
        raise late
    title, sentence = late.told
    page = {"title": title, "sentence": sentence, "back": late.back, "back_text": late.back_text}
    return render(request, "no_longer_here.html", page, status=410)


def shown_back(request: HttpRequest, late: TooLate) -> HttpResponse:
    """Return the page on which whoever sent something sees it again, with what happened."""
    page = {"why": late.why, "typed": typed_into(late.form), "back": late.back, "back_text": late.back_text}
    return render(request, "too_late.html", page, status=late.status)


def _moved_to(request: HttpRequest, moved: Moved) -> str:
    """Return the new address of the requested page, with its query."""
    match = request.resolver_match
    assert match is not None  # a view is being answered
    path = reverse(match.view_name, args=match.args, kwargs={**match.kwargs, **moved.now})
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


# Whose pages about another committee do not exist for a clerk who is limited to some.
OF_THE_DESK = (runs_the_desk, keeps_the_register, plans_scrutiny)


def _is_beyond(user: Visitor, on: date, slug: object) -> bool:
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
    Decorate a page whose address is a secret: no cache keeps it, no search engine lists it, no site is told of it.

    SECURITY: "strict-origin" and not "no-referrer": with that a browser sends a form with "Origin: null", which the
    check against forgery refuses. Either way no address leaves the page.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept
