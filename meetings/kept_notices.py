"""
What the database itself refuses of private notices: to change what was published, and an agreement by the executive.

A migration that remakes the table calls `install` again; on SQLite one that remakes a table that a condition names
(seats, committees, portfolio holdings) calls `lift` first.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from committee import guards
from committee.guards import DELETE, INSERT, UPDATE, Condition

TABLE = "meetings_privatenotice"
FIRST = (
    *("id", "meeting_id", "matter", "reasons", "created_at", "created_by_id"),
    *("first_published_at", "first_published_by_id", "may_meet_from"),
)
SECOND = ("representations", "response", "second_published_at", "second_published_by_id")
AGREED = ("agreed_by_id", "agreed_as", "agreed_on", "agreed_reasons")
_SAYS = "What was published of a private meeting is not changed."
_EXECUTIVE = "No member of the executive agrees that a meeting of it is held in private."


def _changed(names: Iterable[str]) -> str:
    return "(" + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names) + ")"


def _held(table: str, more: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {table} h {more} AND h.person_id = NEW.agreed_by_id AND h.since <= NEW.agreed_on "
        "AND (h.until IS NULL OR h.until >= NEW.agreed_on))"
    )


_OF_THE_EXECUTIVE = "NEW.agreed_by_id IS NOT NULL AND ({portfolio} OR {seat})".format(
    portfolio=_held("committee_portfolioholding", "WHERE h.role = 'cabinet_member'"),
    seat=_held(
        "committee_seat",
        "JOIN committee_committee c ON c.id = h.committee_id WHERE h.role <> 'substitute' "
        "AND (c.kind = 'executive' OR c.function = 'executive')",
    ),
)
_PUBLISHED = "(was.first_published_at IS NOT NULL OR was.agreed_on IS NOT NULL)"


def _told(agreement: str) -> Condition:
    """What was published is not changed; an `agreement` that somebody read, in the SQL of when it is."""
    return Condition(
        "told", TABLE, UPDATE,
        f"(OLD.first_published_at IS NOT NULL AND {_changed(FIRST)}) "
        f"OR (OLD.second_published_at IS NOT NULL AND {_changed(SECOND)}) "
        f"OR (OLD.agreed_on IS NOT NULL AND {_changed(('matter', 'meeting_id'))}) "
        f"OR (OLD.agreed_on IS NOT NULL AND {agreement}) "
        "OR OLD.withdrawn_at IS NOT NULL",
        _SAYS,
    )  # fmt: skip


# Once struck it gives way to another agreement, and to nothing else.
CONDITIONS = (
    _told(f"(NEW.agreed_on IS NULL OR (OLD.agreement_struck_on IS NULL AND {_changed(AGREED)}))"),
    Condition("told", TABLE, DELETE, _PUBLISHED.replace("was.", "OLD."), _SAYS),
    Condition(
        "told", TABLE, INSERT, f"EXISTS (SELECT 1 FROM {TABLE} was WHERE was.id = NEW.id AND {_PUBLISHED})", _SAYS
    ),
    Condition("agreed", TABLE, INSERT, _OF_THE_EXECUTIVE, _EXECUTIVE),
    Condition("agreed", TABLE, UPDATE, _OF_THE_EXECUTIVE, _EXECUTIVE),
)  # fmt: skip


def install(connection: BaseDatabaseWrapper, *, struck: bool = True) -> None:
    """Make the database refuse it; before an agreement could be `struck` every one stayed."""
    guards.install_conditions(connection, CONDITIONS if struck else (_told(_changed(AGREED)), *CONDITIONS[1:]))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take it off, for a migration that remakes the table or a test that empties it."""
    guards.lift_conditions(connection, CONDITIONS)
