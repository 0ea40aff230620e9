"""Checks that a reason is in words which the public and the courts can read (LGA 1972 s.100B(4)(b), Sch 12A)."""

import re

LEAST_WORDS = 2
LAW = re.compile(
    r"\b(?:Act|Acts|Order|Regulations|Rules|Directions|injunction|court order|order of the|section \d|s\.\d)"
)


def gives_reason(text: str) -> bool:
    """Return whether `text` has at least two words; dots and dashes are no words."""
    words = ("".join(sign for sign in word if sign.isalnum()) for word in text.split())
    return sum(1 for word in words if word) >= LEAST_WORDS


FORBIDS = re.compile(
    rf"{LAW.pattern}|\b(?:[Dd]epartment|Ministry|Home Office|Cabinet Office|Secretary of State|Treasury|[Cc]ourt"
    r"|[Oo]rder|[Gg]overnment)\b"
)


def names_law(text: str) -> bool:
    """
    Return whether `text` names an enactment or a court order.

    A reason that says that the law forbids publication must name one of these.
    """
    return LAW.search(text) is not None


def names_who_forbids(text: str) -> bool:
    """Return whether `text` names the department, the enactment or the court that forbids disclosure (s.100A(3))."""
    return gives_reason(text) and FORBIDS.search(text) is not None
