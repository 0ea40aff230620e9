"""Committees: how they are set up, changed and succeeded."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from committee import audit
from committee.models import Committee, PortfolioHolding, User
from committee.refusal import Refused
from committee.register.lawful import save_lawful


def _free_slug(short_name: str) -> str:
    base = slugify(short_name)[:50] or "committee"
    taken = set(Committee.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


@transaction.atomic
def add_committee(*, by: User | None, predecessors: Iterable[Committee] = (), **fields: Any) -> Committee:
    """
    Set up a body; its address is made from its short name and never changes.

    `fields` are those of Committee (name, short_name, kind, function, since, ...). Raises Refused.
    """
    committee = save_lawful(Committee(slug=_free_slug(str(fields.get("short_name", ""))), **fields))
    committee.predecessors.set(predecessors)
    audit.record(by, "set up", committee)
    return committee


@transaction.atomic
def edit_committee(
    committee: Committee, *, by: User | None, predecessors: Iterable[Committee] | None = None, **changes: Any
):
    """
    Change a body's name, kind, remit and so on; its address stays.

    Raises Refused, also where it would become a scrutiny body with a member of the executive on it (R37), or would
    be dissolved while somebody's seat has no end.
    """
    changed = [name for name, value in changes.items() if getattr(committee, name) != value]
    for name, value in changes.items():
        setattr(committee, name, value)
    _refuse_executive_members(committee)
    if committee.until and committee.seats.overlapping(committee.until, None).exclude(until=committee.until).exists():
        raise Refused("Some seats last beyond that day. End them first: Record who has left.")
    if predecessors is not None:
        predecessors = list(predecessors)
        if committee in predecessors:
            raise Refused("A committee cannot be its own predecessor.")
        committee.predecessors.set(predecessors)
    save_lawful(committee)
    if changed:
        audit.record(by, "changed the particulars of", committee, changed=changed)
    return committee


def _refuse_executive_members(committee: Committee) -> None:
    if not committee.is_scrutiny:
        return
    for seat in committee.seats.select_related("person"):
        if PortfolioHolding.objects.executive().filter(person=seat.person).overlapping(seat.since, seat.until):
            raise Refused(
                f"{seat.person} sits on it and is a member of the executive, so it cannot be an overview and scrutiny "
                "committee (LGA 2000 s.9FA)."
            )
