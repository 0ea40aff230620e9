"""
Sign-ins that a directory creates, changes and suspends by itself (SCIM 2.0: RFC 7643 and RFC 7644).

A directory sees and changes only sign-ins with addresses of its own domains, and only their name, address and whether
they are active. It deletes nothing, because what a sign-in has done stays.
"""

from datetime import date
from typing import Annotated, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from scim2_models import URN, Meta, Required, Resource, Uniqueness, UniquenessException
from scim2_models.exceptions import InvalidValueException, MutabilityException

from committee.acts.audit import trail_of
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import User
from committee.models.user_standing import leavers
from committee.register import sign_ins
from committee.register.lawful import hold, hold_register
from committee.sign_in.directories import Directory

BY_DIRECTORY = "The directory suspended it."
NOT_VOUCHED_FOR = "userName must be an email address of a domain in DIRECTORY_DOMAINS."
LEFT = "Their last post has ended. Record their new post in the register first."
NOT_BY_DIRECTORY = "An administrator of the portal suspended this sign-in, and can restore it there."


class DirectoryUser(Resource[Any]):
    """A sign-in as SCIM describes it; `user_name` is the address for signing in."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    display_name: str | None = None
    active: bool | None = None


def users_of(served_by: Directory) -> QuerySet[User]:
    """Return the sign-ins with an address of the directory's domains."""
    of_a_domain = Q(pk=None)
    for domain in served_by.domains:
        of_a_domain |= Q(email__endswith=f"@{domain}")
    return User.objects.filter(of_a_domain, is_demo=False).order_by("pk")


def described(users: QuerySet[User], address: str, *, on: date) -> list[DirectoryUser]:
    """Return `users` as resources; `address` is that of the list. A user whose last post has ended is not active."""
    gone = set(leavers(on).filter(is_active=True).values_list("pk", flat=True))
    return [
        DirectoryUser(
            id=str(user.pk),
            external_id=user.external_id or None,
            user_name=user.email,
            display_name=user.name,
            active=user.is_active and user.pk not in gone,
            meta=Meta(resource_type="User", created=user.joined, location=f"{address}/{user.pk}"),
        )
        for user in users
    ]


@transaction.atomic
def create(resource: DirectoryUser, served_by: Directory, *, on: date) -> User:
    """
    Create the sign-in of a resource, without a role and without an email. Groups give it roles when its owner signs in.

    Raises UniquenessException where the address has a sign-in, InvalidValueException where it is of no domain of the
    directory or cannot be read.
    """
    address = _address(resource, served_by)
    hold_register()
    if User.objects.filter(email__iexact=address).exists():
        raise UniquenessException(detail=f"{address} has a sign-in already.")
    try:
        user = sign_ins.invite_user(email=address, name=_name(resource), on=on, by=PORTAL, send=False)
        _store_external_id(user, resource)
        if resource.active is False:
            sign_ins.suspend(user, on=on, by=PORTAL, why=BY_DIRECTORY)
    except Refused as refusal:
        raise InvalidValueException(detail=str(refusal)) from refusal
    return user


@transaction.atomic
def change(user: User, resource: DirectoryUser, served_by: Directory, *, on: date) -> User:
    """
    Change a sign-in to what a resource says.

    Raises InvalidValueException for an address of no domain of the directory, UniquenessException for another's, and
    MutabilityException where the portal refuses: it keeps its last administrator, lets nobody in whose last post has
    ended, and restores only what the directory suspended.
    """
    address, name = _address(resource, served_by), _name(resource)
    hold_register()
    hold(user)
    if User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists():
        raise UniquenessException(detail=f"{address} has a sign-in already.")
    try:
        if address != user.email:
            sign_ins.change_address(user, address, on=on, by=PORTAL)
        if name != user.name:
            sign_ins.rename_user(user, name, by=PORTAL)
        _store_external_id(user, resource)
        if resource.active is False and user.is_active:
            sign_ins.suspend(user, on=on, by=PORTAL, why=BY_DIRECTORY)
        elif resource.active and leavers(on).filter(pk=user.pk).exists():
            raise Refused(LEFT)
        elif resource.active and not user.is_active:
            _restore(user, on)
    except Refused as refusal:
        raise MutabilityException(detail=str(refusal)) from refusal
    return user


def _store_external_id(user: User, resource: DirectoryUser) -> None:
    external_id = (resource.external_id or "")[:250]
    if external_id != user.external_id:
        user.external_id = external_id
        user.save(update_fields=["external_id"])


def _restore(user: User, on: date) -> None:
    last = trail_of(user).filter(did=sign_ins.SUSPENDED).order_by("-pk").first()
    if last is None or last.facts.get("why") != BY_DIRECTORY:
        raise Refused(NOT_BY_DIRECTORY)
    sign_ins.restore(user, on=on, by=PORTAL)


def _address(resource: DirectoryUser, served_by: Directory) -> str:
    address = (resource.user_name or "").strip().lower()
    if not served_by.vouches_for(address):
        raise InvalidValueException(detail=NOT_VOUCHED_FOR)
    return address


def _name(resource: DirectoryUser) -> str:
    return (resource.display_name or "").strip()[:120] or (resource.user_name or "").strip()[:120]
