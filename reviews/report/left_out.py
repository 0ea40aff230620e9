"""Withheld evidence that a report leaves out, and what the report says about it (R41)."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import said
from committee.acts.verbs import verb
from committee.law.findings import Finding, Severity
from committee.law.review_reports import LEFT_OUT, left_out_untold
from committee.models import User
from meetings.models import WITHHELD
from reviews import leak_check
from reviews.locking import hold_before_report
from reviews.models import Evidence, LeftOut, Review
from reviews.prints.content import Heading, Node, bullets, paragraph

HEADING, SUMMARY = "Information left out of this report", "Summary of what is left out"
LEAVES_OUT = (
    "This report leaves out information that is exempt or confidential (Local Government Act 2000, section 9FG). It is "
    "in this evidence:"
)
SUMMED_UP = "Without it the report would be misleading, or could not be understood. This summary stands in its place."
NOT_MISLEADING = "The report is not misleading without it, and can be understood."


def withheld_evidence(review: Review) -> list[Evidence]:
    """Return the evidence that a report leaves out: all withheld evidence, even with a public redacted copy."""
    return list(review.evidence.standing().filter(access__in=WITHHELD).order_by("number"))


def untold(review: Review) -> Finding | None:
    """Return a finding where grounds, statement or summary on omitted evidence are missing (R41); else None."""
    pieces = withheld_evidence(review)
    if bare := [piece.reference for piece in pieces if piece.lacks_grounds]:
        text = f"The grounds on which {', '.join(bare)} is withheld are still to be given."
        return Finding("R11", Severity.BLOCK, text, LEFT_OUT)
    references = [piece.reference for piece in pieces]
    statement = LeftOut.objects.filter(review=review, references=", ".join(references)).first()
    would_mislead, summary = (statement.would_mislead, statement.summary) if statement else (None, "")
    return left_out_untold(references, would_mislead, summary)


@verb(may=plans_scrutiny)
def say_left_out(review: Review, *, would_mislead: bool, summary: str = "", at: dt.datetime, by: User) -> LeftOut:
    """
    Record whether the report would mislead without the withheld evidence, with a summary if it would (R41).

    Raises Refused where no evidence is withheld, the report is issued, a needed summary is missing, or the summary
    reveals something withheld (R16).
    """
    locked = hold_before_report(review)
    references = ", ".join(piece.reference for piece in withheld_evidence(locked))
    if not references:
        raise Refused("No evidence of the review is withheld, so the report leaves nothing out.")
    summary = said(summary, "a summary of what is left out", 4000) if would_mislead else ""
    leak_check.refuse_telling_in(locked, [("the summary", [summary])])
    about = {"would_mislead": would_mislead, "summary": summary, "said_at": at, "said_by": by}
    statement, _ = LeftOut.objects.update_or_create(review=locked, defaults=about | {"references": references})
    audit.record(by, "said what is left out of the report of", locked, evidence=references, misleading=would_mislead)
    return statement


def section(review: Review) -> list[Node]:
    """Return the section of the report on omitted evidence; [] if no evidence is withheld."""
    pieces = withheld_evidence(review)
    if not pieces:
        return []
    statement = LeftOut.objects.filter(review=review).first()
    nodes: list[Node] = [paragraph(LEAVES_OUT), bullets([f"{piece.reference}. {piece.marking}" for piece in pieces])]
    if statement is None:
        return nodes
    if not statement.would_mislead:
        return [*nodes, paragraph(NOT_MISLEADING)]
    summary = [paragraph(line) for line in statement.summary.splitlines() if line.strip()]
    return [*nodes, paragraph(SUMMED_UP), Heading(SUMMARY, 3), *summary]
