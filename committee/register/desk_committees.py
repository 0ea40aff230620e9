"""Which committees a clerk's desk shows first."""

from collections.abc import Sequence

from committee import audit
from committee.models import Committee, User
from committee.permissions import runs_the_desk
from committee.verbs import verb


@verb(may=runs_the_desk)
def choose_desk_committees(committees: Sequence[Committee], *, by: User) -> list[Committee]:
    """
    Have the desk of `by` show the business of these committees first; none: of every committee.

    It changes no right and is no limit: that is an administrator's to set (`limits.limit_clerk`).
    """
    chosen = sorted(committees, key=lambda body: body.name)
    by.desk_committees.set(chosen)
    audit.record(by, "chose the committees shown first to", by, committees=[body.name for body in chosen])
    return chosen
