"""A member's own calendar by a secret link: make one, which ends the one before, and end it."""

import datetime as dt
import hashlib
import secrets

from committee.access.permissions import is_member
from committee.acts import audit
from committee.acts.verbs import verb
from committee.models import CalendarLink, User


@verb(may=is_member)
def make_calendar_link(*, at: dt.datetime, by: User) -> str:
    """Make the link of whoever acts, in place of the one before; the token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    link, _ = CalendarLink.objects.update_or_create(user=by, defaults={"token_hash": _hash(token), "made_at": at})
    audit.record(by, "made a", link)
    return token


@verb(may=is_member)
def end_calendar_link(*, by: User) -> None:
    """End the link of whoever acts; ended already, it says nothing."""
    link = CalendarLink.objects.select_for_update(of=("self",)).filter(user=by).first()
    if link:
        audit.record(by, "ended the", link)
        link.delete()


def owner_of(token: str, on: dt.date) -> User | None:
    """
    Return the owner of a calendar link; None for no link, or an owner who cannot sign in or is no member on that day.

    SECURITY: checked at each request, so that a link shows no more than its owner would see.
    """
    link = CalendarLink.objects.filter(token_hash=_hash(token), user__in=User.objects.who_may_sign_in())
    owned_link = link.select_related("user").first()
    return owned_link.user if owned_link and is_member(owned_link.user, on) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
