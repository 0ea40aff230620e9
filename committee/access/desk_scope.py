"""Whose business a list of the desk shows: all of it, that of a clerk's committees first, or that of their limits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from committee.access.limits import limits_of
from committee.acts.requests import SignedInRequest
from committee.models import Committee, standing_of


@dataclass(frozen=True, slots=True)
class Scope:
    """
    The committees that a list shows, `every` where that is all; `mine` are those that the clerk chose.

    `is_limited`: an administrator has limited the clerk to these, so that no other is to be had.
    """

    bodies: list[Committee]
    mine: list[Committee]
    every: bool
    is_limited: bool

    @property
    def of(self) -> Collection[int] | None:
        """Their ids; None: of all."""
        return None if self.every else {body.pk for body in self.bodies}

    @property
    def shown(self) -> Collection[Committee] | None:
        """Committees shown on the desk; None for all."""
        return None if self.every else self.bodies


def scope_of(request: SignedInRequest, on: date) -> Scope:
    """
    Return the clerk's chosen committees within their limits; without a choice, or by `?committees=all`, all in them.
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
    """Return the committees with these ids, by name; no query where there are no ids."""
    return list(Committee.objects.filter(pk__in=ids).order_by("name")) if ids else []
