"""To which committees a clerk is limited: the administrator's to say, not the clerk's own."""

from collections.abc import Sequence

from committee import audit
from committee.models import Committee, User
from committee.permissions import administers
from committee.refusal import Refused
from committee.register.lawful import hold
from committee.verbs import verb


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
