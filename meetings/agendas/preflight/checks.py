"""A finding of the pre-flight, with the page on which to put it right; and headings for findings of one kind."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from committee.law.findings import Finding, Severity
from meetings.lookup import args_of
from meetings.models import AgendaItem, Meeting, Paper

Where = tuple[str, dict[str, Any]]  # name and arguments of a URL
HIDDEN = "LGA 1972 s.100A(2), s.100B(2)"  # rule against disclosing withheld matter


@dataclass(frozen=True)
class Check:
    """
    One finding about a publication.

    - `rule`: R01-R66 of the law, or P01-P12 where practice alone asks for the check
    - `text`: one plain sentence
    - `source`: the section of law behind the finding
    - `where`: name and arguments of the page on which to put it right, or None
    - `label`: the words of the link to that page
    - `press`: an act that puts it right in one press: the words of its button, and its page; or None
    - `kind`: the key in `GROUPS` where findings of this kind are shown together, else ""
    - `of_pack`: the finding is about a built pack, so a new build may settle it
    """

    severity: Severity
    rule: str
    text: str
    source: str
    where: Where | None = None
    label: str = ""
    kind: str = ""
    of_pack: bool = False
    press: tuple[str, Where] | None = None

    @property
    def blocks(self) -> bool:
        """True where publishing may not go on."""
        return self.severity is Severity.BLOCK


# Functions that make a Check: `block` stops publication, `warn` warns, `inform` only informs.
block, warn, inform = (partial(Check, severity) for severity in (Severity.BLOCK, Severity.WARN, Severity.INFO))


def from_law(finding: Finding, where: Where | None = None, label: str = "") -> Check:
    """Return a check from a finding of `committee.law`, with the page on which to put it right."""
    return Check(finding.severity, finding.rule, finding.text, finding.source, where, label)


def softened(check: Check, text: str, kind: str = "") -> Check:
    """Return the check as a warning, with another text and kind."""
    return replace(check, severity=Severity.WARN, text=text, kind=kind)


def at(thing: Meeting | AgendaItem | Paper, page: str = "") -> Where:
    """Return the name and arguments of a desk page about a meeting, item or paper; without `page`, its main page."""
    if isinstance(thing, Meeting):
        return f"desk:{page or 'meeting'}", args_of(thing)
    meeting, own = (thing.item.meeting, "paper") if isinstance(thing, Paper) else (thing.meeting, "item")
    return f"desk:{page or own}", args_of(meeting, pk=thing.pk)


@dataclass(frozen=True, slots=True)
class Group:
    """
    The heading and advice for several findings of one kind.

    In `heading`, `{n}` is the number of findings. `by_name` shows each finding as the name of its subject.
    """

    heading: str
    to_do: str
    by_name: bool = True


GROUPS = {
    "missing": Group("{n} papers have not been received", "Upload each paper, or mark it as to follow."),
    "unchecked": Group(
        "{n} files are still being checked", "Wait until each is accepted or rejected, or remove its paper."
    ),
    "unaccepted": Group(
        "{n} papers made from Word files and the like are not accepted yet",
        "Not all of each file is in its PDF. Open each, look at what is left out, and accept it or upload another.",
    ),
    "no-grounds": Group(
        "{n} papers are withheld without grounds",
        "For each, enter the paragraphs of Schedule 12A, enter what makes it confidential, or make it open.",
    ),
    "to-follow": Group(
        "{n} papers are to follow",
        "When received, each is published in a supplement, to members and the public at the same time.",
    ),
    "no-paper": Group("{n} items have no paper", "Upload each paper, unless the item is taken orally."),
    "uncompared": Group(
        "{n} papers made from Word files and the like have been compared by no one", "Compare each with its file."
    ),
    "withheld-listed": Group(
        "{n} listed background papers may be exempt or confidential",
        "Such a document need not, or may not, be listed.",
        by_name=False,
    ),
    "review-due": Group("{n} exemptions are due for review", "Check whether each paper is still exempt."),
    "no-paragraph": Group(
        "{n} items in Part Two have no paper that says which paragraph of Schedule 12A applies", "Check each item."
    ),
    "late-report": Group("{n} reports are late", "They go out as a supplement. Enter why each is late."),
    "still-to-follow": Group("{n} papers are still to follow", "Send a reminder to their authors."),
    "untagged": Group(
        "{n} papers are not tagged",
        "Screen readers cannot tell their headings. Ask each author to save from Word or PowerPoint with “Document "
        "structure tags for accessibility” ticked, then replace the file. You can still publish them.",
    ),
    "no-text-version": Group(
        "{n} papers have scanned pages without a text version",
        "They are not searchable and not accessible. Write the text versions, or ask for the documents that the pages "
        "were made from.",
    ),
    "no-background": Group(
        "{n} reports have no list of background papers", "Enter what each report relies on, or “None”."
    ),
    "background-none": Group("{n} reports state that there are no background papers", "Check with each author."),
    "published-work": Group(
        "{n} background papers look like published works",
        "Published works do not need to be listed. Remove them.",
        by_name=False,
    ),
    "withheld-in-part-one": Group(
        "{n} withheld papers are under items in Part One",
        "Move each item to Part Two, or link the paper to the open paper it belongs to.",
    ),
    "shown-title": Group(
        "The public will read the titles of {n} withheld papers",
        "Enter a title for the public if a paper’s title would disclose exempt information.",
    ),
    "personal-data": Group(
        "{n} places may hold personal data",
        "Check each one. Remove anything that does not need to be public.",
        by_name=False,
    ),
}
