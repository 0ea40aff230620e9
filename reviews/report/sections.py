"""The sections of a report as a page lists them: who writes each, how far it is, and what is made without anybody."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from committee.models import Person
from committee.richtext import cleaning
from reviews.models import CommentState, ReportSection, Review, SectionKind

# What stands in a section without anybody typing it.
MADE = {
    SectionKind.FOREWORD: "The signature is filled in from the panel.",
    SectionKind.CONCLUSIONS: "The recommendations are filled in from the list of recommendations.",
    SectionKind.SCOPE: "The points of the scope, and who agreed them, are filled in from the Scope page.",
    SectionKind.FINDINGS: "The findings and the published tables are filled in from the Findings and Figures pages.",
    SectionKind.MEMBERSHIP: "The table of members and their interests is filled in from the panel.",
    SectionKind.METHODS: "The review’s dates are filled in from its steps, and who was heard from the Sessions page.",
}


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """A section of a report: `words` are counted, `comments` are those that nobody has dealt with; `section` its id."""

    kind: SectionKind
    words: int
    comments: int
    assigned_to: Person | None
    written_at: dt.datetime | None
    made: str
    section: int | None = None

    @property
    def label(self) -> str:
        """Label of the section's kind."""
        return self.kind.label


def statuses(review: Review) -> list[SectionStatus]:
    """Every section in the house order, whether anybody has touched it or not: one query."""
    open_ones = Count("comments", filter=Q(comments__state=CommentState.OPEN))
    rows: Iterable[ReportSection] = review.sections.select_related("assigned_to").annotate(open_comments=open_ones)
    by_kind = {section.kind: section for section in rows}
    return [_status(kind, by_kind.get(kind)) for kind in SectionKind]


def _status(kind: SectionKind, section: ReportSection | None) -> SectionStatus:
    made = MADE.get(kind, "")
    if section is None:
        return SectionStatus(kind, 0, 0, None, None, made)
    count = len(cleaning.plain(section.text).split())
    return SectionStatus(
        kind, count, getattr(section, "open_comments", 0), section.assigned_to, section.written_at, made,
        section.pk,
    )  # fmt: skip
