"""
Limits of clerks: an administrator may limit a clerk to the business of some committees.

A limit applies to acts and to the desk's pages. A limited clerk is still an officer of the council, and may read on the
portal's other pages whatever an officer may read.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet

from committee.acts.requests import SignedInRequest
from committee.models import Committee, User, Visitor, standing_of
from committee.models.part_of import steps_up


def limits_of(user: Visitor, on: date) -> frozenset[int] | None:
    """Return ids of the committees that a clerk is limited to on the day `on`; None for a user without limits."""
    return standing_of(user, on).limited_to


def may_work_on(user: object, on: date, *things: object) -> bool:
    """
    Return whether every row among `things` belongs to a committee within the user's limits, or to no committee.

    Always True for a user without limits.
    """
    limits = limits_of(user, on) if isinstance(user, User) else None
    return limits is None or all(not limits.isdisjoint(ids) for row in _rows(things) if (ids := committees_of(row)))


def _rows(thing: object) -> Iterator[Model]:
    """Yield the rows in an act's argument: a row itself, rows in a collection, rows in the fields of a dataclass."""
    if isinstance(thing, Model):
        yield thing
    elif isinstance(thing, Mapping):
        yield from _rows([*thing, *thing.values()])
    elif isinstance(thing, Collection | QuerySet) and not isinstance(thing, str | bytes):
        for part in thing:
            yield from _rows(part)
    elif is_dataclass(thing):
        yield from _rows([getattr(thing, field.name) for field in fields(thing)])


def within[Row: Model](rows: QuerySet[Row], user: object, on: date) -> QuerySet[Row]:
    """
    Return the rows of a query that belong to a committee within the limits of `user`, or to no committee.

    All rows are returned if the user has no limits, or if `part_of` does not lead from the model up to a committee.
    """
    limits = limits_of(user, on) if isinstance(user, User) else None
    path, top = _way(rows.model)
    if limits is None or not path or top is not Committee:
        return rows
    return rows.filter(Q(**{f"{path}__in": limits}) | Q(**{path: None}))


def committees_of(thing: Model) -> frozenset[int]:
    """Return the ids of the committees that a row belongs to, found by following `part_of` upwards."""
    if isinstance(thing, Committee):
        return frozenset({thing.pk})
    if ids := getattr(thing, "committee_ids", None):
        return frozenset(ids)
    path, top = _way(type(thing))
    if not path or thing.pk is None:
        return frozenset()
    pks = type(thing)._base_manager.filter(pk=thing.pk).values_list(path, flat=True)
    if top is Committee:
        return frozenset(pk for pk in pks if pk is not None)
    # The topmost parent is not a committee. Its attribute `committee_ids` has the ids of its committees.
    return frozenset(pk for parent in top._base_manager.filter(pk__in=pks) for pk in committees_of(parent))


def _way(model: type[Model]) -> tuple[str, type[Model]]:
    """Return (lookup from a row to its topmost parent, model of the parent), or ("", `model`) without a parent."""
    steps = list(steps_up(model))
    return "__".join(key.name for key, _ in steps), steps[-1][1] if steps else model


@dataclass(frozen=True, slots=True)
class Scope:
    """
    The committees that a list shows.

    - `bodies`: the committees shown; empty where the list shows all committees
    - `mine`: the committees that the clerk chose, without those outside the clerk's limits
    - `every`: True where the list shows all committees
    - `is_limited`: True where an administrator has limited the clerk, so that other committees cannot be shown
    """

    bodies: list[Committee]
    mine: list[Committee]
    every: bool
    is_limited: bool

    @property
    def of(self) -> Collection[int] | None:
        """Ids of the committees shown; None for all."""
        return None if self.every else {body.pk for body in self.bodies}

    @property
    def shown(self) -> Collection[Committee] | None:
        """The committees shown; None for all."""
        return None if self.every else self.bodies


def scope_of(request: SignedInRequest, on: date) -> Scope:
    """
    Return the scope of a list on the desk: the committees that the clerk chose and that are within the clerk's limits.

    If there are none, or if the address has `?committees=all`, the scope has all committees within the limits.
    """
    limits = limits_of(request.user, on)
    chosen = standing_of(request.user, on).chosen
    mine = _by_name(chosen if limits is None else chosen & limits)
    wants_all = request.GET.get("committees") == "all"
    if mine and not wants_all:
        return Scope(mine, mine, every=False, is_limited=limits is not None)
    if limits is not None:
        return Scope(_by_name(limits), mine, every=False, is_limited=True)
    return Scope([], mine, every=True, is_limited=False)


def _by_name(ids: Collection[int]) -> list[Committee]:
    """Return the committees with these ids, sorted by name; no query where there are no ids."""
    return list(Committee.objects.filter(pk__in=ids).order_by("name")) if ids else []
