"""Findings of a rule: each is a sentence with its severity and its source in law."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """The severity of a finding: it stops the act, warns the user, or only informs."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One plain sentence about a breach or a doubt.

    `rule`: number of the rule, such as "R01". `text`: the sentence to show. `source`: the section of law behind it.
    """

    rule: str
    severity: Severity
    text: str
    source: str

    @property
    def blocks(self) -> bool:
        """True where the finding stops the act."""
        return self.severity is Severity.BLOCK

    def __str__(self) -> str:
        return f"{self.text} ({self.rule}: {self.source})"


def listed(names: Sequence[str]) -> str:
    """Return names joined for a sentence: "a", "a and b", "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
