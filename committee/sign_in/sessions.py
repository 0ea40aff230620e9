"""End sessions: idle sessions, sessions that a user or an administrator ends, sessions of a user who lost a role."""

from datetime import date, datetime

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest

from committee.acts import audit
from committee.models import User, standing_of

SEEN = "committee.acts.seen"  # key of the session: when the session was last extended, in seconds since 1970
SIGNED_IN_AS = "committee.signed_in_as"  # key of the session: the user's roles and seats when it began
# Idle time counts from the last save. A save at every request is too slow, so a session may end this much too early.
SAVED_EVERY_MINUTES = 10


def begin(request: HttpRequest, user: User, *, at: datetime, on: date) -> None:
    """Store in the new session of `user` the moment `at`, and the user's roles and seats on the day `on`."""
    request.session[SEEN] = at.timestamp()
    request.session[SIGNED_IN_AS] = sorted(_words(user, on))


def keep_awake(request: HttpRequest, *, at: datetime) -> None:
    """Extend a session in use: a session ends SESSION_IDLE_HOURS after its last request."""
    last = request.session.get(SEEN)
    if last is None or at.timestamp() - last < min(SAVED_EVERY_MINUTES * 60, settings.SESSION_COOKIE_AGE / 2):
        return
    request.session[SEEN] = at.timestamp()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)


def has_lost_a_role(request: HttpRequest, on: date) -> bool:
    """Return whether the user has lost a role, a seat or the membership of the council since the session began."""
    user, began_with = request.user, request.session.get(SIGNED_IN_AS) or []
    return bool(began_with) and isinstance(user, User) and not _words(user, on).issuperset(began_with)


def _words(user: User, on: date) -> set[str]:
    """Return a string for each role and seat of `user` on the day `on`, and for membership of the council."""
    standing = standing_of(user, on)
    councillor = {"councillor"} if standing.is_councillor else set()
    return {*standing.roles, *(f"seat {pk}" for pk in standing.seats), *councillor}


def end_all(user: User) -> int:
    """End every session of `user`. Return the number ended."""
    sessions = UserSession.objects.filter(user=user)
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def end_others(request: HttpRequest, user: User) -> None:
    """End every session of `user` except the session of `request`. The lock waits for sign-ins in progress."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()


def count(user: User) -> int:
    """Return the number of browsers in which `user` is signed in."""
    return len(UserSession.objects.purge_and_list(user))


class Adapter(DefaultUserSessionsAdapter):
    """allauth's adapter; it also records on the trail that a user ended sessions."""

    def end_sessions(self, sessions: list[UserSession]) -> None:
        """End `sessions`: all sessions of a user except the session that this request belongs to."""
        super().end_sessions(sessions)
        if sessions and not isinstance(sessions[0].user, AnonymousUser):
            user = sessions[0].user
            audit.record(user, "ended the other sessions of", user, sessions=len(sessions))
