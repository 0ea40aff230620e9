"""What the pre-flight says: one check, how much it matters, its source, and where it is mended."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from committee.law.findings import Finding, Severity
from meetings.models import AgendaItem, Meeting, Paper

Where = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Check:
    """
    One finding about a publication.

    `rule`: R01-R66 of the law, or P01-P12 where practice alone asks for it. `text`: one plain sentence. `source`: the
    section it rests on. `where`: name and arguments of the page that mends it, or None; `label`: the words of its link.
    `kind`: the key of its group where findings of its kind are shown together (`groups.py`). `of_pack`: whether it is
    about packs as they were built, so that a new build may mend it.
    """

    severity: Severity
    rule: str
    text: str
    source: str
    where: Where | None = None
    label: str = ""
    kind: str = ""
    of_pack: bool = False

    @property
    def blocks(self) -> bool:
        """True where publishing may not go on."""
        return self.severity is Severity.BLOCK


# A check that stops publication, one that warns, and one that only informs.
block, warn, inform = (partial(Check, severity) for severity in (Severity.BLOCK, Severity.WARN, Severity.INFO))


def from_law(finding: Finding, where: Where | None = None, label: str = "") -> Check:
    """Return a check from a finding of the law, with the page where it is put right."""
    return Check(finding.severity, finding.rule, finding.text, finding.source, where, label)


def softened(check: Check, text: str, kind: str = "") -> Check:
    """Return the check as a warning with another text."""
    return replace(check, severity=Severity.WARN, text=text, kind=kind)


def at_meeting(meeting: Meeting, page: str = "meeting") -> Where:
    """Return the desk's page about this meeting: the agenda builder unless another is named."""
    return f"desk:{page}", {"committee": meeting.committee.slug, "meeting": meeting.slug}


def at_item(meeting: Meeting, item: AgendaItem, page: str = "item") -> Where:
    """Return the desk's page about this item."""
    return f"desk:{page}", {"committee": meeting.committee.slug, "meeting": meeting.slug, "pk": item.pk}


def at_paper(meeting: Meeting, paper: Paper, page: str = "paper") -> Where:
    """Return the desk's page about this paper: the paper's own unless another is named."""
    return f"desk:{page}", {"committee": meeting.committee.slug, "meeting": meeting.slug, "pk": paper.pk}
