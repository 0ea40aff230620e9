"""
Lock rows in one order, parents first, so that no two transactions wait for each other for ever (a deadlock).

Before a row is changed, its parent is locked, such as the meeting of a paper or the review of a piece of evidence.
Forms lock the parent by `lock_first`, verbs by functions of `meetings/locking.py`, `reviews/locking.py` and similar
modules. `tests/lock_order.py` lists the order, and checks the locks of every verb.
"""

from enum import IntEnum
from typing import Any

from django.db import connection
from django.db.models import Model

from committee.models.part_of import steps_up


class Rowless(IntEnum):
    """Locks that are on no row: PostgreSQL's advisory locks, by their numbers."""

    NO_COUNCIL_YET = 7_201_889  # in place of the council's row, before that row exists
    WAITING_FILES = 7_201_890  # while files that wait for their check are counted; taken after all other locks


def held_first(row: Model) -> Model:
    """
    Return the row to lock before `row` is changed; `row` itself where no parent must be locked first.

    A model may name this parent by `locked_by`. For any other model the parent is the nearest ancestor whose model has
    `is_locked_first` (a meeting, a review, a work programme). All foreign keys on the way must be required.
    """
    if name := getattr(row, "locked_by", ""):
        return getattr(row, name) or row
    first: Any = row
    for name in _way(type(row)):
        first = getattr(first, name)
    return first  # type: ignore[no-any-return]  # a row reached by foreign keys


def lock_first(row: Model) -> None:
    """Lock the row that must be locked before `row` is changed, until the transaction ends."""
    first = held_first(row)
    type(first)._base_manager.select_for_update(of=("self",), no_key=True).filter(pk=first.pk).first()


def lock_rowless(lock: Rowless) -> None:
    """Take a lock until the transaction ends; SQLite needs none, because it has one writer at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _way(model: type[Model]) -> tuple[str, ...]:
    """Return the foreign keys that lead from `model` to its nearest ancestor with `is_locked_first`; () without one."""
    way: tuple[str, ...] = ()
    here = model
    for key, above in steps_up(model):
        if key.null or getattr(here, "is_locked_first", False):
            break
        way, here = (*way, key.name), above
    return way if getattr(here, "is_locked_first", False) else ()
