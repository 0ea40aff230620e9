"""Roles by groups of the council's directory: an administrator enters a group, the proper officer approves it."""

import logging
from collections.abc import Collection
from datetime import date, datetime

from committee.access.permissions import administers, decides_on_roles, is_proper_officer
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, as_part, verb
from committee.models import DirectoryGroup, Role, RoleGrant, User
from committee.register.lawful import hold, hold_register, save_lawful
from committee.register.roles_told import tell_after_commit
from committee.register.sign_ins import end_role, grant_role
from committee.sign_in.directories import Directory

logger = logging.getLogger(__name__)
PAGE = "register:directory-groups"


@verb(may=administers)
def ask_for_group(key: str, group: str, role: str, *, on: date, by: User) -> DirectoryGroup:
    """
    Ask the proper officer to approve that members of `group`, of the directory `key`, have `role`.

    Raises Refused where the group has that role or was asked for already, or where nobody else is proper officer.
    """
    hold_register()
    group = group.strip()
    if DirectoryGroup.objects.lasting().filter(directory=key, group=group, role=role).exists():
        raise Refused("That group has that role already, or it is waiting for approval.")
    others = RoleGrant.objects.on(on).filter(role=Role.PROPER_OFFICER).exclude(user=by)
    to = list(User.objects.who_may_sign_in().filter(role_grants__in=others).distinct())
    if not to:
        raise Refused("Nobody else is proper officer, who must approve it. Grant that role first.")
    row = save_lawful(DirectoryGroup(directory=key, group=group, role=role, asked_by=by))
    audit.record(by, "asked for the role of members of", row)
    sentence = f"{by.told_apart()} asks that everybody in the directory’s group {group} is {_as_role(row)}. Approve it."
    tell_after_commit(sentence, to, subject="A role for a group of the directory", page=PAGE)
    return row


@verb(may=is_proper_officer)
def approve_group(row: DirectoryGroup, *, by: User) -> DirectoryGroup:
    """
    Approve the role of a group: whoever is in it has the role from their next sign-in.

    Raises Refused where `by` asked for it, or where it was approved or removed already.
    """
    hold(row)
    if by == row.asked_by:
        raise Refused("You asked for it yourself. Another proper officer must approve it.")
    if row.ended_at or row.approved_by:
        raise Refused("It was approved or removed already.")
    row.approved_by = by
    save_lawful(row)
    audit.record(by, "approved the role of members of", row)
    return row


@verb(may=decides_on_roles)
def end_group(row: DirectoryGroup, *, at: datetime, on: date, by: User) -> DirectoryGroup:
    """
    Remove the role of a group, and end the roles that came by it, with their holders' sessions.

    Raises Refused where it was removed already, or where it made the last administrator.
    """
    hold_register()
    hold(row)
    if row.ended_at:
        raise Refused("It was removed already.")
    row.ended_at = at
    save_lawful(row)
    audit.record(by, "removed the role of members of", row)
    for grant in row.grants.on(on).select_related("user").order_by("user"):
        as_part(end_role)(grant, on=on, at_once=True, by=by)
    return row


def roles_of(served_by: Directory, groups: Collection[str]) -> dict[str, DirectoryGroup]:
    """Return the approved roles of `groups` of a directory, each with a row that gives it."""
    rows = DirectoryGroup.objects.lasting().filter(directory=served_by.key, approved_by__isnull=False)
    return {row.role: row for row in rows if row.group in groups}


def follow_groups(user: User, served_by: Directory, groups: Collection[str], *, on: date) -> None:
    """
    Grant `user` the roles of their groups, and end those that groups gave and no longer give.

    Roles that an administrator granted stay as they are. The role of the last administrator stays too.
    """
    wanted = roles_of(served_by, groups)
    for grant in user.role_grants.on(on).filter(group__directory=served_by.key).exclude(role__in=wanted):
        try:
            end_role(grant, on=on, at_once=True, by=PORTAL)
        except Refused as refusal:
            logger.warning("a role stays although its group is gone: %s", refusal)
    current_roles = set(user.role_grants.overlapping(on, None).values_list("role", flat=True))
    for role, row in wanted.items():
        if role not in current_roles:
            grant_role(user, role, since=on, by=PORTAL, group=row)


def _as_role(row: DirectoryGroup) -> str:
    return row.get_role_display().lower()
