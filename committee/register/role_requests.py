"""Administrators' requests for a restricted role: another administrator or the proper officer decides."""

from datetime import date

from committee.access.permissions import administers, decides_on_roles
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import as_part, verb
from committee.models import Role, RoleGrant, RoleRequest, User
from committee.register.lawful import hold, hold_row, save_lawful
from committee.register.roles_told import DECIDERS, RESTRICTED, deciders, tell_after_commit
from committee.register.sign_ins import grant_role

PAGE = "register:role-requests"
NOBODY = (
    "There is no other administrator and no proper officer to approve it. The person who runs the "
    "portal’s server can grant it: ./script/manage grant_role."
)


@verb(may=administers)
def ask_for_role(role: str, *, since: date, by: User, until: date | None = None) -> RoleRequest:
    """
    Request a role for the user `by`, and email the users who may decide.

    Raises Refused where the role needs no approval, where `by` has or requested the role already, or where nobody else
    could decide.
    """
    by = User.objects.get(pk=by.pk)  # `request.user` is a lazy object, and cannot be locked
    hold(by)
    if role not in RESTRICTED:
        raise Refused("That role does not need approval.")
    if by.role_grants.filter(role=role).overlapping(since, until):
        raise Refused(f"{by} holds that role in that time already.")
    if RoleRequest.objects.filter(user=by, role=role).exists():
        raise Refused("You have already requested that role. It is waiting for approval.")
    to = deciders(since, by)
    if not to:
        raise Refused(NOBODY)
    role_request = save_lawful(RoleRequest(user=by, role=role, since=since, until=until))
    audit.record(by, "asked for the role of", role_request, since=since.isoformat())
    role = role_request.get_role_display().lower()
    sentence = f"{by.told_apart()} asks to be {role} {role_request.period}. Approve or decline it."
    tell_after_commit(sentence, to, subject=f"{by} asks for a role", page=PAGE)
    return role_request


@verb(may=decides_on_roles)
def approve_role(asked: RoleRequest, *, on: date, by: User) -> RoleGrant:
    """
    Grant the requested role, from `on` at the earliest.

    Raises Refused where:

    - the request is decided already, or `by` made the request;
    - the last day requested has passed;
    - the requester is suspended, or no longer an administrator.
    """
    who = _hold(asked, on, by)
    if asked.until is not None and asked.until < on:
        raise Refused("The last day requested has passed. Decline it.")
    if not who.is_active:
        raise Refused(f"The sign-in of {who} is suspended.")
    if not who.role_grants.on(on).filter(role=Role.ADMINISTRATOR).exists():
        raise Refused(f"{who} is no administrator any more. Decline it; an administrator can still grant the role.")
    audit.record(by, "approved the request for the role of", asked)
    # Call `grant_role` as a part of this act: a proper officer may approve a role, but not grant one.
    granted = as_part(grant_role)(who, asked.role, since=max(asked.since, on), until=asked.until, by=by)
    asked.delete()
    return granted


@verb(may=decides_on_roles)
def decline_role(asked: RoleRequest, *, on: date, by: User) -> None:
    """
    Decline the request, and email the requester.

    Raises Refused where the request is decided already, or where `by` made the request.
    """
    who = _hold(asked, on, by)
    audit.record(by, "declined the request for the role of", asked)
    sentence = f"{by} has declined your request to be {asked.get_role_display().lower()}."
    tell_after_commit(sentence, [who], subject="The role you requested", page=PAGE)
    asked.delete()


def _hold(role_request: RoleRequest, on: date, by: User) -> User:
    hold_row(role_request)
    if by == role_request.user:
        raise Refused("Someone else must decide on it: another administrator or the proper officer.")
    # SECURITY: query the user again, because they may have been suspended while this act waited for a lock.
    at_work = User.objects.who_may_sign_in().filter(pk=by.pk).exists()
    if not (at_work and by.role_grants.on(on).filter(role__in=DECIDERS).exists()):
        raise Refused("Only an administrator or the proper officer decides on it.")
    return role_request.user
