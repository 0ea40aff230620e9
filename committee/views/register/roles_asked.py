"""Roles that administrators ask for themselves, and the decision of somebody else."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from committee.access.permissions import decides_on_roles, gate, proved_again
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.models import RoleGrant, RoleRequest
from committee.register import role_requests as verbs
from committee.register.roles_told import from_day
from committee.views.acting import done_already, typed
from committee.views.register.breadcrumbs import Step, act, trail

deciders = gate(decides_on_roles)


def _requests_step() -> Step:
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

    def tell(made: RoleGrant) -> str:
        return f"{who} is {role} {from_day(made.since, made.until)}."

    form = ConfirmForm(typed(request), button="Approve this role")
    title = f"Approve that {who} becomes {role}?"
    days = from_day(role_request.since, role_request.until)
    ask_for = f"They sign in with {who.email}. They asked for the role {days}."
    lead = f"{ask_for} They can then read restricted papers. It stands in the record as your decision."
    return act(request, verbs.approve_role, role_request, form, _requests_step(), said=tell, title=title, lead=lead)


@deciders
def role_decline(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then decline the role that another user requested."""
    role_request = RoleRequest.objects.select_related("user").filter(pk=pk).first()
    if role_request is None:
        return done_already(request, RoleRequest, pk, then=_requests_step()[1])
    who = role_request.user
    form = ConfirmForm(typed(request), button="Decline this role", warning=False)
    about = {
        "said": f"{who} was told that you declined.",
        "title": f"Decline that {who} becomes {role_request.get_role_display().lower()}?",
        "lead": "They are emailed, and can ask again.",
    }
    return act(request, verbs.decline_role, role_request, form, _requests_step(), **about)
