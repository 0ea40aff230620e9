"""Who may sign in, and the roles they hold: for administrators."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from committee import sessions
from committee.audit import trail_of
from committee.dates import full_date
from committee.forms.committees import LimitForm
from committee.forms.fields import ConfirmForm
from committee.forms.sign_ins import AddressForm, EndRoleForm, GrantForm, InviteForm
from committee.models import Role, RoleGrant, User
from committee.permissions import administers, administration, proved_again, runs_the_desk
from committee.register import sign_ins as verbs
from committee.register.limits import limit_clerk
from committee.register.role_requests import ask_for_role
from committee.register.roles_told import RESTRICTED
from committee.requests import SignedInRequest
from committee.views.acting import Done, ask, typed
from committee.views.register.breadcrumbs import trail


def _users() -> tuple[str, str]:
    return ("Sign-ins and roles", reverse("register:sign-ins"))


def _page_of(user: User) -> str:
    return reverse("register:sign-in", kwargs={"pk": user.pk})


def _with_factor() -> Exists:
    ways = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=ways))


@administration
def users(request: SignedInRequest) -> HttpResponseBase:
    """Show everybody who may sign in, by role."""
    today = timezone.localdate()
    everybody = User.objects.select_related("person").annotate(second_factor=_with_factor())
    everyone = list(everybody.prefetch_related(Prefetch("role_grants", RoleGrant.objects.on(today), "roles_now")))
    active = [user for user in everyone if user.is_active]
    context = {
        "groups": [
            (label, [user for user in active if role in {grant.role for grant in user.roles_now}])
            for role, label in Role.choices
        ],
        "others": [user for user in active if not user.roles_now],
        "suspended": [user for user in everyone if not user.is_active],
        "trail": trail(),
    }
    return render(request, "register/users.html", context)


@administration
def user(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One sign-in: roles now and before, and what its owner did."""
    everybody = User.objects.select_related("person").annotate(second_factor=_with_factor())
    who = get_object_or_404(everybody, pk=pk)
    today = timezone.localdate()
    grants = list(who.role_grants.select_related("granted_by").order_by("-since", "role"))
    context = {
        "who": who,
        "now": [grant for grant in grants if grant.held_on(today)],
        "other": [grant for grant in grants if not grant.held_on(today)],
        "needs_factor": runs_the_desk(who, today) or administers(who, today),
        "is_clerk": runs_the_desk(who, today),
        "limits": list(who.limited_to.order_by("name")),
        "done": trail_of(who)[:20],
        "itself": who == request.user,
        "browsers": sessions.count(who),
        "trail": trail(_users()),
    }
    return render(request, "register/user.html", context)


@administration
@proved_again
def invite(request: SignedInRequest) -> HttpResponseBase:
    """Create a sign-in and mail its owner a link."""

    def act(typed_in: dict[str, Any]) -> Done:
        made = verbs.invite_with_role(**typed_in, on=timezone.localdate(), by=request.user)
        message = f"{made} can sign in as soon as they have chosen a password: the link went to {made.email}."
        return Done(message, _page_of(made))

    lead = "They choose their own password with the link in the email, which works once, within three days."
    title = "Create a sign-in"
    form = InviteForm(typed(request))
    return ask(request, form, act, title=title, lead=lead, trail=trail(_users()))


@administration
def limits(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Limit a clerk to some committees."""
    who = get_object_or_404(User, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        chosen = limit_clerk(who, list(typed_in["committees"]), by=request.user)
        names = ", ".join(body.short_name for body in chosen)
        return f"{who} is limited to {names}." if chosen else f"{who} may work on every committee."

    form = LimitForm(typed(request), today=timezone.localdate(), initial={"committees": who.limited_to.all()})
    lead = (
        "A clerk who is limited finds no pages of other committees on the desk and can change nothing of theirs. What "
        "officers may read elsewhere stays open to them. It does not count for a proper officer, a scrutiny officer or "
        "an administrator."
    )
    steps = trail(_users(), (str(who), _page_of(who)))
    return ask(
        request, form, act, then=_page_of(who), title="Limit to some committees", caption=str(who), lead=lead,
        trail=steps,
    )  # fmt: skip


@administration
def invite_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the link once more."""
    who = get_object_or_404(User, pk=pk, is_active=True, is_demo=False)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.invite_again(who, by=request.user)
        return f"A new link has been sent to {who.email}."

    form = ConfirmForm(typed(request), button="Send the link", warning=False)
    title = f"Send {who} a new link?"
    lead = f"It is sent to {who.email}, to choose a new password. It works once, within three days."
    steps = trail(_users(), (str(who), _page_of(who)))
    return ask(request, form, act, then=_page_of(who), title=title, lead=lead, trail=steps)


@administration
@proved_again
def address(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change the address that somebody signs in with."""
    who = get_object_or_404(User, pk=pk, is_demo=False)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.change_address(who, typed_in["email"], on=timezone.localdate(), by=request.user)
        return f"{who} signs in with {typed_in['email']} now. Both addresses were told."

    lead = f"{who} signs in with {who.email}. Both addresses are sent a message, and it stands in the record."
    steps = trail(_users(), (str(who), _page_of(who)))
    form = AddressForm(typed(request))
    return ask(
        request, form, act, then=_page_of(who), title="Change the address", caption=str(who), lead=lead, trail=steps
    )


@administration
@proved_again
def grant(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Grant a role."""
    who = get_object_or_404(User, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        if who == request.user and typed_in["role"] in RESTRICTED:
            role_request = ask_for_role(**typed_in, by=request.user)
            return f"Another administrator or the proper officer was asked to approve: {role_request}."
        made = verbs.grant_role(who, **typed_in, by=request.user)
        return f"{who} is {made.get_role_display().lower()} from {full_date(made.since)}."

    form = GrantForm(typed(request), today=timezone.localdate())
    approval_needed = (
        "Roles that give access to restricted papers need the approval of another administrator or the proper officer."
    )
    steps = trail(_users(), (str(who), _page_of(who)))
    return ask(
        request,
        form,
        act,
        then=_page_of(who),
        title="Grant a role",
        caption=str(who),
        trail=steps,
        lead=approval_needed if who == request.user else "",
    )


@administration
def role_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record the last day of a role."""
    role_grant = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk)
    who = role_grant.user

    def act(typed_in: dict[str, Any]) -> str:
        role = role_grant.get_role_display().lower()
        if typed_in["when"] == "now":
            verbs.end_role(role_grant, on=timezone.localdate(), at_once=True, by=request.user)
            return f"{who} is {role} no more, and was signed out everywhere."
        verbs.end_role(role_grant, on=typed_in["on"], by=request.user)
        return f"{who} is {role} until {full_date(typed_in['on'])}."

    form = EndRoleForm(typed(request))
    lead = f"{role_grant.get_role_display()} since {full_date(role_grant.since)}."
    steps = trail(_users(), (str(who), _page_of(who)))
    title = "When does the role end?"
    return ask(request, form, act, then=_page_of(who), title=title, caption=str(who), lead=lead, trail=steps)


def _ask_once(
    request: SignedInRequest, who: User, act: Callable[[dict[str, Any]], str], *, button: str, title: str, lead: str
) -> HttpResponseBase:
    """Ask whether something is to be done to a sign-in, do it, and go back to its page."""
    form = ConfirmForm(typed(request), button=button)
    steps = trail(_users(), (str(who), _page_of(who)))
    return ask(request, form, act, then=_page_of(who), title=title, lead=lead, trail=steps)


@administration
def suspend(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask once, then let somebody sign in no more."""
    who = get_object_or_404(User, pk=pk)
    if not who.is_active:
        messages.info(request, f"The sign-in of {who} is suspended already.")
        return redirect(_page_of(who))

    def act(typed_in: dict[str, Any]) -> str:
        verbs.suspend(who, on=timezone.localdate(), by=request.user)
        return f"{who} cannot sign in any more."

    title = f"Suspend the sign-in of {who}?"
    lead = "They are signed out immediately. Their history stays on record, and you can restore the sign-in later."
    return _ask_once(request, who, act, button="Suspend this sign-in", title=title, lead=lead)


@administration
@proved_again
def step_reset(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask once, then take away a second step that was lost."""
    who = get_object_or_404(User, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.reset_second_step(who, on=timezone.localdate(), by=request.user)
        return f"{who} sets up a new second step at the next sign-in. They were told."

    title = f"Reset the second step of {who}?"
    lead = (
        "Only do this if they have lost their phone, keys and recovery codes. Call them first on a "
        "number you know, because anyone with their password and email account could then set up a "
        "new second step. They are emailed and signed out everywhere."
    )
    return _ask_once(request, who, act, button="Reset the second step", title=title, lead=lead)


@administration
def sessions_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask once, then sign somebody out everywhere."""
    who = get_object_or_404(User, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        ended = verbs.end_sessions(who, by=request.user)
        return f"{who} was signed out of {ended} browser{'' if ended == 1 else 's'}."

    title = f"Sign {who} out everywhere?"
    lead = "For a device that was lost or left signed in. They can sign in again. To stop that, suspend the sign-in."
    return _ask_once(request, who, act, button="End their sessions", title=title, lead=lead)


@administration
@proved_again
def restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let a suspended user sign in again."""
    who = get_object_or_404(User, pk=pk)
    if who.is_active:
        messages.info(request, f"The sign-in of {who} is not suspended: they can sign in.")
        return redirect(_page_of(who))

    def act(typed_in: dict[str, Any]) -> str:
        verbs.restore(who, on=timezone.localdate(), by=request.user)
        return f"{who} can sign in again."

    form = ConfirmForm(typed(request), button="Restore this sign-in", warning=False)
    steps = trail(_users(), (str(who), _page_of(who)))
    return ask(request, form, act, then=_page_of(who), title=f"Restore the sign-in of {who}?", trail=steps)
