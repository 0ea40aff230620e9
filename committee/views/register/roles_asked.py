"""Roles that administrators ask for themselves, and the decision of somebody else."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.models import RoleRequest
from committee.permissions import decides_on_roles, gate, proved_again
from committee.register import role_requests as verbs
from committee.register.roles_told import from_day
from committee.requests import SignedInRequest
from committee.views.acting import ask, done_already, typed
from committee.views.register.breadcrumbs import trail

deciders = gate(decides_on_roles)


def _requests_step() -> tuple[str, str]:
    return ("Role requests", reverse("register:role-requests"))


@deciders
def roles_asked(request: SignedInRequest) -> HttpResponseBase:
    """Every role that waits for a decision."""
    waiting = RoleRequest.objects.select_related("user")
    return render(request, "register/roles_asked.html", {"waiting": waiting, "trail": trail()})


@deciders
@proved_again
def role_approve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then grant the role that another user requested."""
    role_request = RoleRequest.objects.select_related("user").filter(pk=pk).first()
    if role_request is None:
        return done_already(request, RoleRequest, pk, then=_requests_step()[1])
    who, role = role_request.user, role_request.get_role_display().lower()

    def act(typed_in: dict[str, Any]) -> str:
        made = verbs.approve_role(role_request, on=timezone.localdate(), by=request.user)
        return f"{who} is {role} {from_day(made.since, made.until)}."

    form = ConfirmForm(typed(request), button="Approve this role")
    title = f"Approve that {who} becomes {role}?"
    days = from_day(role_request.since, role_request.until)
    ask_for = f"They sign in with {who.email}. They asked for the role {days}."
    lead = f"{ask_for} They can then read restricted papers. It stands in the record as your decision."
    return ask(request, form, act, then=_requests_step()[1], title=title, lead=lead, trail=trail(_requests_step()))


@deciders
def role_decline(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then decline the role that another user requested."""
    role_request = RoleRequest.objects.select_related("user").filter(pk=pk).first()
    if role_request is None:
        return done_already(request, RoleRequest, pk, then=_requests_step()[1])
    who = role_request.user

    def act(typed_in: dict[str, Any]) -> str:
        verbs.decline_role(role_request, on=timezone.localdate(), by=request.user)
        return f"{who} was told that you declined."

    form = ConfirmForm(typed(request), button="Decline this role", warning=False)
    title = f"Decline that {who} becomes {role_request.get_role_display().lower()}?"
    lead = "They are emailed, and can ask again."
    return ask(request, form, act, then=_requests_step()[1], title=title, lead=lead, trail=trail(_requests_step()))
