"""Which committees a clerk is limited to, by an administrator, and which the clerk's own desk shows first."""

from collections.abc import Sequence

from committee.access.permissions import administers, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import verb
from committee.models import Committee, User
from committee.register.lawful import hold


@verb(may=administers)
def limit_clerk(user: User, committees: Sequence[Committee], *, by: User) -> list[Committee]:
    """
    Limit a clerk to the business of these committees; none: to no committee, so that every one's is theirs again.

    Other committees' pages of the desk do not exist for them, and what they would do to those is not allowed. Raises
    Refused for one's own sign-in.
    """
    if user.pk == by.pk:
        raise Refused("Someone else limits your sign-in, or lifts the limit.")
    hold(user)
    chosen = sorted(committees, key=lambda body: body.name)
    user.limited_to.set(chosen)
    audit.record(
        by,
        "limited to some committees" if chosen else "limited to no committee any more",
        user,
        committees=[body.name for body in chosen],
    )
    return chosen


@verb(may=runs_the_desk)
def choose_desk_committees(committees: Sequence[Committee], *, by: User) -> list[Committee]:
    """
    Have the desk of `by` show the business of these committees first; none: of every committee.

    It changes no right and is no limit: that is an administrator's to set (`limit_clerk`).
    """
    chosen = sorted(committees, key=lambda body: body.name)
    by.desk_committees.set(chosen)
    audit.record(by, "chose the committees shown first to", by, committees=[body.name for body in chosen])
    return chosen
