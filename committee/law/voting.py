"""Decisions on a question put to a meeting: quorum, majority, and the second or casting vote."""

import re
from collections.abc import Iterable

from committee.law.notice import Kind

WORD = re.compile(r"\w+")
FOR, AGAINST, DECLINED = "for", "against", "declined"
CARRIED, LOST, UNDETERMINED = "carried", "lost", "undetermined"


def outcome(votes_for: int, votes_against: int, casting: str = "") -> str:
    """
    Return `carried`, `lost` or `undetermined`: a majority of those voting decides (LGA 1972 Sch 12 para 39(1)).

    On a tie the person presiding has a second or casting vote (para 39(2)). `casting` is "for" or "against" where the
    vote is given; with "declined" or "" the question is undetermined (R30). Abstentions are no votes. Raises ValueError
    where a count is negative, where `casting` has another value, or where there is a casting vote without a tie.
    """
    if votes_for < 0 or votes_against < 0:
        raise ValueError("There are no fewer votes than none.")
    if casting not in ("", FOR, AGAINST, DECLINED):
        raise ValueError(f"A casting vote is for, against or declined, not {casting!r}.")
    if votes_for != votes_against:
        if casting:
            raise ValueError("There is a casting vote only if votes are equal.")
        return CARRIED if votes_for > votes_against else LOST
    return {FOR: CARRIED, AGAINST: LOST}.get(casting, UNDETERMINED)


# Words by which agendas name the calculations and the precept of SI 2014/165 reg 2.
BUDGET_WORDS = ("budget", "council tax", "precept")


def is_by_name(kind: Kind | str, title: str, decides_budget: bool | None) -> bool:
    """
    Return whether each member's vote under an item is recorded by name (R59, SI 2014/165 reg 2).

    True at the Council where the item decides on the budget, the council tax or a precept: by the clerk's answer
    (`decides_budget`) or, without an answer (None), by its title.
    """
    if kind != Kind.COUNCIL:
        return False
    if decides_budget is not None:
        return decides_budget
    return _speaks_of(BUDGET_WORDS, [title])


# Words of reports and recommendations that name a decision on the budget where the title does not.
FINANCE_WORDS = (
    *BUDGET_WORDS,
    "financial plan",
    "financial strategy",
    "revenue estimates",
    "tax base",
    "levies",
    "levying",
    "band d",
    "section 31a",
)


def may_be_by_name(kind: Kind | str, texts: Iterable[str]) -> bool:
    """Return whether an item's texts suggest that the item decides on the budget, so that the clerk is asked (R59)."""
    return kind == Kind.COUNCIL and _speaks_of(FINANCE_WORDS, texts)


def _speaks_of(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    """Return whether a term of `wanted` is in the texts, with hyphens or blanks: “council-tax” is council tax."""
    words = " ".join(WORD.findall(" ".join(texts).casefold()))
    return any(term in words for term in wanted)


def quorum(constitution: int, council_members: int = 0) -> int:
    """
    Return how many members must be present: the constitution's number, and never fewer than one (R64).

    For the Council, the quorum is at least a quarter of the whole number of its members, `council_members` (LGA 1972
    Sch 12 para 6).
    """
    return max(1, constitution, -(-council_members // 4))


def is_quorate(here: int, needed: int) -> bool:
    """Return whether `here` members present are enough to decide (R29); 0 members are never enough (R64)."""
    return here >= max(1, needed)
