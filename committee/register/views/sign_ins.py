"""Sign-ins and the roles of their owners: for administrators."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import (
    administers,
    administration,
    decides_on_roles,
    gate,
    proved_again,
    runs_the_desk,
)
from committee.acts.audit import trail_of
from committee.acts.requests import SignedInRequest
from committee.models import Committee, Role, RoleGrant, RoleRequest, User
from committee.register import role_requests
from committee.register import sign_ins as verbs
from committee.register.forms.committees import LimitForm
from committee.register.forms.sign_ins import AddressForm, EndRoleForm, GrantForm, InviteForm, NamePersonForm
from committee.register.role_requests import ask_for_role
from committee.register.roles_told import RESTRICTED
from committee.register.sign_ins import limit_clerk
from committee.register.views.breadcrumbs import Step, act, below, confirm, trail
from committee.sign_in import sessions
from committee.sign_in.directories import directory_of
from committee.views.acting import Data, Done, ask, typed
from committee.views.lookup import find_or_done
from committee.wording.dates import full_date


def _users() -> Step:
    return ("Sign-ins and roles", reverse("register:sign-ins"))


def _page_of(user: User) -> str:
    return reverse("register:sign-in", kwargs={"pk": user.pk})


def _step(user: User) -> Step:
    return (str(user), _page_of(user))


def _with_factor() -> Exists:
    ways = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=ways))


@administration
def users(request: SignedInRequest) -> HttpResponseBase:
    """Show all sign-ins: by role, without a role, and suspended."""
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
    """Show one sign-in: present and past roles, and the acts of its owner."""
    everybody = User.objects.select_related("person").annotate(second_factor=_with_factor())
    who = get_object_or_404(everybody, pk=pk)
    today = timezone.localdate()
    grants = list(who.role_grants.select_related("granted_by", "group").order_by("-since", "role"))
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
        "directory": directory_of(who),
        "trail": trail(_users()),
    }
    return render(request, "register/user.html", context)


@administration
@proved_again
def invite(request: SignedInRequest) -> HttpResponseBase:
    """Create a sign-in, and email its owner a link to choose a password."""

    def tell(made: User) -> Done:
        message = f"{made} can sign in as soon as they have chosen a password: the link went to {made.email}."
        return Done(message, _page_of(made))

    lead = "They choose their own password with the link in the email, which works once, within three days."
    about: Data = {"message": tell, "title": "Create a sign-in", "lead": lead}
    return act(request, verbs.invite_with_role, None, InviteForm(typed(request)), _users(), **about)


def _act(
    request: SignedInRequest, verb: Callable[..., Any], who: User, form: forms.Form, **page: Any
) -> HttpResponseBase:
    """Carry out an act on a sign-in, and go back to its page."""
    return act(request, verb, who, form, _users(), _step(who), **page)


def _confirm(
    request: SignedInRequest, verb: Callable[..., Any], who: User, button: str, **page: Any
) -> HttpResponseBase:
    """Ask for confirmation, carry out an act on a sign-in, and go back to its page."""
    return confirm(request, verb, who, button, _users(), _step(who), **page)


@administration
def limits(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Limit a clerk to some committees."""
    who = get_object_or_404(User, pk=pk)

    def tell(chosen: list[Committee]) -> str:
        names = ", ".join(body.short_name for body in chosen)
        return f"{who} is limited to {names}." if chosen else f"{who} may work on every committee."

    form = LimitForm(typed(request), today=timezone.localdate(), row=who)
    lead = (
        "A clerk who is limited finds no pages of other committees on the desk and can change nothing of theirs. What "
        "officers may read elsewhere stays open to them. It does not count for a proper officer, a scrutiny officer or "
        "an administrator."
    )
    about = {"title": "Limit to some committees", "caption": str(who), "lead": lead}
    return _act(request, limit_clerk, who, form, message=tell, **about)


@administration
def invite_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then email a new link to choose a password."""
    who = get_object_or_404(User, pk=pk, is_active=True, is_demo=False)
    about: Data = {
        "message": f"A new link has been sent to {who.email}.",
        "title": f"Send {who} a new link?",
        "lead": f"It is sent to {who.email}, to choose a new password. It works once, within three days.",
    }
    return _confirm(request, verbs.invite_again, who, "Send the link", warning=False, **about)


@administration
@proved_again
def address(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change the address that somebody signs in with."""
    who = get_object_or_404(User, pk=pk, is_demo=False)
    form = AddressForm(typed(request))
    return _act(
        request,
        verbs.change_address,
        who,
        form,
        message=lambda _: f"{who} signs in with {form.cleaned_data['email']} now. Both addresses are sent a message.",
        title="Change the address",
        caption=str(who),
        lead=f"{who} signs in with {who.email}. Both addresses are sent a message, and it stands in the record.",
    )


@administration
@proved_again
def name_person(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record which person of the register a sign-in belongs to."""
    who = get_object_or_404(User, pk=pk, person=None, is_demo=False)
    form = NamePersonForm(typed(request))
    lead = f"{who} signs in with {who.email}."
    about: Data = {"title": "Link to a person in the register", "caption": str(who), "lead": lead}
    return _act(request, verbs.name_person, who, form, message=lambda made: f"It is {made.person}’s sign-in.", **about)


@administration
@proved_again
def grant(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Grant a role, or request a restricted role for oneself."""
    who = get_object_or_404(User, pk=pk)

    def give(typed_in: Data) -> str:
        if who == request.user and typed_in["role"] in RESTRICTED:
            role_request = ask_for_role(**typed_in, by=request.user)
            return f"Another administrator or the proper officer was asked to approve: {role_request}."
        made = verbs.grant_role(who, **typed_in, by=request.user)
        return f"{who} is {made.get_role_display().lower()} from {full_date(made.since)}."

    form = GrantForm(typed(request))
    approval_needed = (
        "Roles that give access to restricted papers need the approval of another administrator or the proper officer."
    )
    lead = approval_needed if who == request.user else ""
    about = {"title": "Grant a role", "caption": str(who), "lead": lead}
    return ask(request, form, give, **about, **below(_users(), _step(who)))


@administration
def role_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record the last day of a role, or end the role at once."""
    role_grant = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk)
    who = role_grant.user

    def end(typed_in: Data) -> str:
        role = role_grant.get_role_display().lower()
        if typed_in["when"] == "now":
            verbs.end_role(role_grant, on=timezone.localdate(), at_once=True, by=request.user)
            return f"{who} is {role} no more, and was signed out everywhere."
        verbs.end_role(role_grant, on=typed_in["on"], by=request.user)
        return f"{who} is {role} until {full_date(typed_in['on'])}."

    form = EndRoleForm(typed(request))
    lead = f"{role_grant.get_role_display()} since {full_date(role_grant.since)}."
    about = {"title": "When does the role end?", "caption": str(who), "lead": lead}
    return ask(request, form, end, **about, **below(_users(), _step(who)))


@administration
def suspend(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then suspend a sign-in."""
    who = get_object_or_404(User, pk=pk)
    if not who.is_active:
        messages.info(request, f"The sign-in of {who} is suspended already.")
        return redirect(_page_of(who))
    return _confirm(
        request,
        verbs.suspend,
        who,
        "Suspend this sign-in",
        message=f"{who} cannot sign in any more.",
        title=f"Suspend the sign-in of {who}?",
        lead="They are signed out immediately. Their history stays on record, and you can restore the sign-in later.",
    )


@administration
@proved_again
def step_reset(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then remove a second step that its owner has lost."""
    who = get_object_or_404(User, pk=pk)
    return _confirm(
        request,
        verbs.reset_second_step,
        who,
        "Reset the second step",
        message=f"{who} sets up a new second step at the next sign-in. They were told.",
        title=f"Reset the second step of {who}?",
        lead="Only do this if they have lost their phone, keys and recovery codes. Call them first on a "
        "number you know, because anyone with their password and email account could then set up a "
        "new second step. They are emailed and signed out everywhere.",
    )


@administration
def sessions_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then sign a user out everywhere."""
    who = get_object_or_404(User, pk=pk)
    return _confirm(
        request,
        verbs.end_sessions,
        who,
        "End their sessions",
        message=lambda ended: f"{who} was signed out of {ended} browser{'' if ended == 1 else 's'}.",
        title=f"Sign {who} out everywhere?",
        lead="For a device that was lost or left signed in. They can sign in again. To stop that, suspend the sign-in.",
    )


@administration
@proved_again
def restore(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then let a suspended user sign in again."""
    who = get_object_or_404(User, pk=pk)
    if who.is_active:
        messages.info(request, f"The sign-in of {who} is not suspended: they can sign in.")
        return redirect(_page_of(who))
    about: Data = {"message": f"{who} can sign in again.", "title": f"Restore the sign-in of {who}?"}
    return _confirm(request, verbs.restore, who, "Restore this sign-in", warning=False, **about)


deciders = gate(decides_on_roles)


def _requests_step() -> Step:
    return ("Role requests", reverse("register:role-requests"))


def _find_request(pk: int) -> RoleRequest:
    return find_or_done(RoleRequest.objects.select_related("user"), pk, then=_requests_step()[1])


@deciders
def roles_asked(request: SignedInRequest) -> HttpResponseBase:
    """Show every request for a role that waits for a decision."""
    waiting = RoleRequest.objects.select_related("user")
    return render(request, "register/roles_asked.html", {"waiting": waiting, "trail": trail()})


@deciders
@proved_again
def role_approve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then grant the role that another user requested."""
    role_request = _find_request(pk)
    who, role = role_request.user, role_request.get_role_display().lower()
    about: Data = {
        "message": lambda made: f"{who} is {role} {made.period}.",
        "title": f"Approve that {who} becomes {role}?",
        "lead": f"They sign in with {who.email}. They asked for the role {role_request.period}. They can then read "
        "restricted papers. It stands in the record as your decision.",
    }
    return confirm(request, role_requests.approve_role, role_request, "Approve this role", _requests_step(), **about)


@deciders
def role_decline(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then decline the role that another user requested."""
    role_request = _find_request(pk)
    who = role_request.user
    about: Data = {
        "message": f"{who} was told that you declined.",
        "title": f"Decline that {who} becomes {role_request.get_role_display().lower()}?",
        "lead": "They are emailed, and can ask again.",
        "warning": False,
    }
    return confirm(request, role_requests.decline_role, role_request, "Decline this role", _requests_step(), **about)
