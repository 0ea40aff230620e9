"""Roles by groups of the council's directory: administrators enter them, the proper officer approves them."""

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import (
    administers,
    administration,
    decides_on_roles,
    gate,
    is_proper_officer,
    proved_again,
)
from committee.acts.requests import SignedInRequest
from committee.models import DirectoryGroup, RoleGrant
from committee.register import directory_groups as verbs
from committee.register.forms.sign_ins import GroupForm
from committee.register.views.breadcrumbs import Step, act, confirm, trail
from committee.sign_in.directories import directory
from committee.views.acting import Data, typed
from committee.views.lookup import find_or_done

deciders, proper_officers = gate(decides_on_roles), gate(is_proper_officer)


def _step() -> Step:
    return ("Groups of the directory", reverse("register:directory-groups"))


def _find(pk: int) -> DirectoryGroup:
    rows = DirectoryGroup.objects.lasting().select_related("asked_by", "approved_by")
    return find_or_done(rows, pk, then=_step()[1])


@deciders
def groups(request: SignedInRequest) -> HttpResponseBase:
    """Show which groups of the directory give a role, and which wait for approval."""
    today = timezone.localdate()
    holders = Count("grants", filter=Q(grants__in=RoleGrant.objects.on(today)))
    rows = DirectoryGroup.objects.lasting().select_related("asked_by", "approved_by").annotate(holders=holders)
    context = {
        "rows": [(row, directory(row.directory)) for row in rows],
        "several": len(settings.DIRECTORIES) > 1,
        "may_ask": administers(request.user, today),
        "may_approve": is_proper_officer(request.user, today),
        "trail": trail(),
    }
    return render(request, "register/directory_groups.html", context)


@administration
@proved_again
def group_new(request: SignedInRequest) -> HttpResponseBase:
    """Ask the proper officer to approve the role of a group."""
    about: Data = {
        "message": lambda row: f"The proper officer was asked to approve: {row}.",
        "title": "Give a role to a group",
        "lead": "Everybody in the group has the role from their next sign-in, and loses it at the first sign-in after "
        "they leave the group.",
    }
    form = GroupForm(typed(request), directories=settings.DIRECTORIES)
    return act(request, verbs.ask_for_group, None, form, _step(), **about)


@proper_officers
@proved_again
def group_approve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then approve the role of a group."""
    row = _find(pk)
    serving = directory(row.directory)
    where = f" of {serving.name}" if serving else ""
    about: Data = {
        "message": f"Approved: {row}.",
        "title": f"Approve that everybody in {row.group} is {row.get_role_display().lower()}?",
        "lead": f"{row.asked_by} asked for it. Whoever runs the directory then decides who is in the group{where}, and "
        "so who has this role. It stands in the record as your decision.",
    }
    return confirm(request, verbs.approve_group, row, "Approve this group", _step(), **about)


@deciders
@proved_again
def group_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then remove the role of a group."""
    row = _find(pk)
    about: Data = {
        "message": f"Removed: {row}.",
        "title": f"Remove the role of the group {row.group}?",
        "lead": f"Whoever is {row.get_role_display().lower()} because of this group loses that role immediately and is "
        "signed out. They get it back at the next sign-in if another group gives it.",
    }
    return confirm(request, verbs.end_group, row, "Remove this group", _step(), **about)
