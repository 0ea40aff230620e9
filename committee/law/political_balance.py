"""Shares of political groups in the seats of committees (LGHA 1989 ss.15-17, R66)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from committee.law.findings import Finding, Severity

SOURCE = "LGHA 1989 s.15(5)"
# Two or more councillors make a group (SI 1990/1553 reg 8).
SMALLEST_GROUP = 2
# The name for councillors without a group, whose share is the seats that the groups leave.
UNGROUPED = "No group"


@dataclass(frozen=True, slots=True)
class Share:
    """
    A group's share of seats.

    - `members`: number of councillors of the group
    - `held`, `entitled`: seats that the group has, and seats that it should have
    - `exact`: the share before rounding
    """

    group: str
    members: int
    held: int
    entitled: int
    exact: float

    @property
    def difference(self) -> int:
        """Number of seats that a group holds above its share; negative below it."""
        return self.held - self.entitled


def grouped(strengths: Mapping[str, int], council: int) -> dict[str, int]:
    """
    Return the strength of each group of lawful size, the largest first, and of all other councillors together.
    """
    groups = {name: count for name, count in strengths.items() if count >= SMALLEST_GROUP and name != UNGROUPED}
    ordered = dict(sorted(groups.items(), key=lambda group: (-group[1], group[0])))
    rest = council - sum(ordered.values())
    return ordered | ({UNGROUPED: rest} if rest > 0 else {})


def allocate(seats: int, strengths: Mapping[str, int]) -> dict[str, int]:
    """
    Return the seats of each group, shared in proportion to `strengths` (number of councillors by group).

    Each group gets its whole shares, and the largest remainders get the remaining seats; of equal remainders, the
    larger group comes first. This is the usual method: the Act asks for proportion as far as is reasonably practicable
    and names no method.
    """
    council = sum(strengths.values())
    if council == 0 or seats <= 0:
        return dict.fromkeys(strengths, 0)
    # Whole numbers, not fractions, so that equal remainders compare as equal.
    allocated = {name: seats * count // council for name, count in strengths.items()}
    by_remainder = sorted(strengths, key=lambda name: (-(seats * strengths[name] % council), -strengths[name], name))
    for name in by_remainder[: seats - sum(allocated.values())]:
        allocated[name] += 1
    return allocated


def shares(by_group: Mapping[str, int], strengths: Mapping[str, int]) -> list[Share]:
    """Return the share of each group, in the order of `strengths`; `by_group` are the seats that each group holds."""
    seats, council = sum(by_group.values()), sum(strengths.values())
    due = allocate(seats, strengths)
    return [
        Share(name, count, by_group.get(name, 0), due[name], round(seats * count / council, 2) if council else 0)
        for name, count in strengths.items()
    ]


def of_committee(body: str, by_group: Mapping[str, int], strengths: Mapping[str, int]) -> list[Finding]:
    """
    Return a warning for each principle of s.15(5)(a), (b) and (d) from which one committee's seats depart (R66).

    There are no warnings where the council has fewer than two groups, because s.15 does not apply then. The council may
    have decided otherwise with nobody voting against (s.17), so these are only warnings.
    """
    groups = [name for name in strengths if name != UNGROUPED]
    seats, council = sum(by_group.values()), sum(strengths.values())
    if len(groups) < 2 or seats == 0:
        return []
    findings = []
    if seats > 1 and (alone := next((name for name in groups if by_group.get(name, 0) == seats), None)):
        findings.append(_warn("a", f"Every seat on the {body} is held by one group, {alone}."))
    majority = next((name for name in groups if strengths[name] * 2 > council), None)
    if majority and by_group.get(majority, 0) * 2 <= seats:
        text = (
            f"{majority} has a majority of the council and {by_group.get(majority, 0)} of {seats} seats on the {body}."
        )
        findings.append(_warn("b", text))
    if words := _differences(shares(by_group, strengths)):
        findings.append(_warn("d", f"The seats on the {body} are not in proportion: {words}."))
    return findings


def overall(bodies: Sequence[Mapping[str, int]], strengths: Mapping[str, int]) -> tuple[list[Share], list[Finding]]:
    """
    Return each group's seats on all ordinary committees together, and a warning where a group's seats differ from its
    share (R66, s.15(5)(c)).
    """
    by_group = {name: sum(body.get(name, 0) for body in bodies) for name in strengths}
    totals = shares(by_group, strengths)
    groups = [name for name in strengths if name != UNGROUPED]
    words = _differences(totals) if len(groups) > 1 else ""
    return totals, [_warn("c", f"All seats together are not in proportion: {words}.")] if words else []


def _differences(shares_held: Sequence[Share]) -> str:
    """Return in words which groups hold more or fewer seats than their share; UNGROUPED takes the rest (s.16(2A))."""
    parts = [
        f"{share.group} has {share.held} of the {share.entitled} that it is entitled to"
        for share in shares_held
        if share.difference and share.group != UNGROUPED
    ]
    return "; ".join(parts)


def _warn(principle: str, text: str) -> Finding:
    return Finding("R66", Severity.WARN, text, f"{SOURCE}({principle})")
