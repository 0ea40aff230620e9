"""
The committees to which an administrator has limited a clerk: other committees' business is not theirs to do.

It limits acts and the desk's pages, not reading: a clerk stays an officer of the council, who finds whatever an officer
may read on the other sides of the portal.
"""

from collections import deque
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Model, Q, QuerySet

from committee.models import Committee, Person, User, Venue, Visitor, standing_of

NOT_A_WAY = (Person, User, Venue)


def limits_of(user: Visitor, on: date) -> frozenset[int] | None:
    """Ids of the committees that a clerk is limited to on that day; None where they work for every committee."""
    return standing_of(user, on).limited_to


def may_work_on(user: object, on: date, *things: object) -> bool:
    """Return whether each thing is a committee's within the limits of `user`; a thing of no committee is."""
    limits = limits_of(user, on) if isinstance(user, User) else None
    if limits is None:
        return True
    rows = [row for thing in things for row in (thing if isinstance(thing, list | tuple | set) else [thing])]
    bodies = [ids for row in rows if isinstance(row, Model) and (ids := committees_of(row))]
    return all(not limits.isdisjoint(ids) for ids in bodies)


def within[Row: Model](rows: QuerySet[Row], user: object, on: date) -> QuerySet[Row]:
    """Return those of the rows that are within the limits of `user`, as `may_work_on` says of each."""
    limits = limits_of(user, on) if isinstance(user, User) else None
    way = _way(rows.model)
    if limits is None or way is None or way[-1] == "":
        return rows
    path = "__".join(way)
    return rows.filter(Q(**{f"{path}__in": limits}) | Q(**{path: None}))


def committees_of(thing: Model) -> frozenset[int]:
    """Return the ids of the committees whose business a row is, found by the rows that it belongs to."""
    if isinstance(thing, Committee):
        return frozenset({thing.pk})
    if ids := getattr(thing, "committee_ids", None):
        return frozenset(ids)
    way = _way(type(thing))
    if way is None or thing.pk is None:
        return frozenset()
    *steps, last = way
    if last == "":  # to a row that says by itself whose it is
        parent: Any = thing
        for step in steps:
            parent = getattr(parent, step)
        return frozenset(parent.committee_ids)
    pks = type(thing)._base_manager.filter(pk=thing.pk).values_list("__".join(way), flat=True)
    return frozenset(pk for pk in pks if pk is not None)


@cache
def _way(model: type[Model]) -> tuple[str, ...] | None:
    """Return the shortest path of foreign keys from a model to a committee, preferably of required keys."""
    return _shortest(model, empty=False) or _shortest(model, empty=True)


def _shortest(model: type[Model], *, empty: bool) -> tuple[str, ...] | None:
    waiting: deque[tuple[type[Model], tuple[str, ...]]] = deque([(model, ())])
    seen = {model}
    while waiting:
        here, way = waiting.popleft()
        for name, to in _ties(here, empty=empty):
            if to is Committee:
                return (*way, name)
            if hasattr(to, "committee_ids"):
                return (*way, name, "")
            if to not in seen:
                seen.add(to)
                waiting.append((to, (*way, name)))
    return None


def _ties(model: type[Model], *, empty: bool) -> Iterable[tuple[str, type[Model]]]:
    for field in model._meta.concrete_fields:
        to = field.related_model
        if isinstance(to, type) and issubclass(to, Model) and to not in NOT_A_WAY and (empty or not field.null):
            yield field.name, to
