"""The political balance of committees on a day, computed from the register's seats and groups (R66)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committee.law import political_balance
from committee.law.findings import Finding
from committee.law.notice import Kind as LegalKind
from committee.law.political_balance import UNGROUPED, Share
from committee.models import Committee, Function, GroupMembership, Seat, Term

# Committees and sub-committees of the council (s.15(1), Sch 1); scrutiny bodies too (LGA 2000 s.9FA(6)).
KINDS = (LegalKind.COMMITTEE, LegalKind.SUB_COMMITTEE)


@dataclass(frozen=True, slots=True)
class Balance:
    """
    The political balance of one `committee`, or of all committees together where `committee` is None.

    `shares` has the seats of each group and of ungrouped members, `findings` the departures from the law's principles.
    """

    committee: Committee | None
    shares: list[Share]
    findings: list[Finding]


def on(day: date, bodies: Iterable[Committee]) -> tuple[Balance, list[Balance]]:
    """
    Return the balance of all ordinary committees of `bodies` together, and a list with the balance of each.

    Only seats filled by councillors count, without substitutes. A committee without such a seat is not in the list.
    Three queries.
    """
    # The groups do not share the seats of the Council, of the executive, and of bodies that an enactment exempts.
    shared = [body for body in bodies if body.kind in KINDS and not body.outside_balance]
    ordinary = [body for body in shared if body.function != Function.EXECUTIVE]
    councillors = set(Term.objects.on(day).values_list("person", flat=True))
    memberships = GroupMembership.objects.on(day).filter(person__in=councillors).order_by("since", "pk")
    group_of = dict(memberships.values_list("person", "group__name"))
    strengths = political_balance.grouped(Counter(group_of.values()), len(councillors))
    seats_held: dict[int, Counter[str]] = {body.pk: Counter() for body in ordinary}
    seats = Seat.objects.on(day).full_members().filter(committee__in=seats_held, person__in=councillors).order_by()
    for committee, person in seats.values_list("committee", "person"):
        name = group_of.get(person, UNGROUPED)
        seats_held[committee][name if name in strengths else UNGROUPED] += 1
    each = [
        Balance(
            body,
            political_balance.shares(seats_held[body.pk], strengths),
            political_balance.of_committee(body.name, seats_held[body.pk], strengths),
        )
        for body in ordinary
        if seats_held[body.pk]
    ]
    together, findings = political_balance.overall(list(seats_held.values()), strengths)
    return Balance(None, together, findings), each
