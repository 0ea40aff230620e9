"""The secret link to a member's own calendar. A member has one link: making a new link ends the earlier link."""

import datetime as dt
import hashlib
import secrets

from committee.access.permissions import is_member
from committee.acts import audit
from committee.acts.verbs import verb
from committee.models import CalendarLink, User


@verb(may=is_member)
def make_calendar_link(*, at: dt.datetime, by: User) -> str:
    """Make a calendar link for `by` in place of the earlier link. Return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    link, _ = CalendarLink.objects.update_or_create(user=by, defaults={"token_hash": _hash(token), "made_at": at})
    audit.record(by, "made a", link)
    return token


@verb(may=is_member)
def end_calendar_link(*, by: User) -> None:
    """End the calendar link of `by`; do nothing where there is none."""
    link = CalendarLink.objects.select_for_update(of=("self",)).filter(user=by).first()
    if link:
        audit.record(by, "ended the", link)
        link.delete()


def owner_of(token: str, on: dt.date) -> User | None:
    """
    Return the owner of a calendar link; None where there is no such link, or its owner may not use it.

    SECURITY: each request checks that the owner may sign in and is a member on the day `on`, so that a link shows no
    more than its owner would see.
    """
    link = CalendarLink.objects.filter(token_hash=_hash(token), user__in=User.objects.who_may_sign_in())
    owned_link = link.select_related("user").first()
    return owned_link.user if owned_link and is_member(owned_link.user, on) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
