"""The political balance of committees, as the register has seats and groups on a day (R66)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from committee.law import political_balance
from committee.law.findings import Finding
from committee.law.notice import Kind as LegalKind
from committee.law.political_balance import UNGROUPED, Share
from committee.models import Committee, Function, Seat, Term

# Committees and sub-committees of the council (s.15(1), Sch 1); scrutiny bodies too (LGA 2000 s.9FA(6)).
KINDS = (LegalKind.COMMITTEE, LegalKind.SUB_COMMITTEE)


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one committee: the share of each group, and what departs from the principles; no committee: of all."""

    committee: Committee | None
    shares: list[Share]
    findings: list[Finding]


def is_ordinary(committee: Committee) -> bool:
    """Return whether the groups share its seats: not the Council's, nor the executive's."""
    return committee.kind in KINDS and committee.function != Function.EXECUTIVE


def on(
    day: date, bodies: Iterable[Committee], sitting: Iterable[tuple[int, int]] | None = None
) -> tuple[Balance, list[Balance]]:
    """
    Return the balance of all ordinary committees of `bodies` together, and of each: two queries.

    Only seats filled by councillors count, without substitutes; `sitting` has them as ids of committee and person,
    where the caller has them already.
    """
    ordinary = [body for body in bodies if is_ordinary(body)]
    path = "person__group_memberships"
    still = Q(**{f"{path}__until__isnull": True}) | Q(**{f"{path}__until__gte": day})
    then = FilteredRelation(path, condition=Q(**{f"{path}__since__lte": day}) & still)
    terms = Term.objects.on(day).annotate(then=then).order_by("then__since", "then__pk")
    group_of = dict(terms.values_list("person", "then__group__name"))
    strengths = political_balance.grouped(Counter(name for name in group_of.values() if name), len(group_of))
    seats_held: dict[int, Counter[str]] = {body.pk: Counter() for body in ordinary}
    if sitting is None:
        seats = Seat.objects.on(day).full_members().filter(committee__in=list(seats_held)).order_by()
        sitting = seats.values_list("committee", "person")
    for committee, person in sitting:
        if person in group_of:
            name = group_of[person] or UNGROUPED
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
