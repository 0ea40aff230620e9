"""What a report takes from the rooms that keep it: tables of figures, findings, published evidence."""

from committee.richtext.tree import Run
from reviews.figures.kept import nodes_of
from reviews.models import Review
from reviews.prints.content import Heading, Node, bullets, numbered


def figures(review: Review) -> dict[int, list[Node]]:
    """The published tables of figures by number, each with its notes and chart, as anybody may read them."""
    rows = review.figures.filter(published_at__isnull=False).order_by("number")
    return {table.number: nodes_of(table, public=True) for table in rows}


def findings(review: Review) -> list[Node]:
    """What the review found, numbered, each with the evidence it rests on."""
    rows = list(review.findings.prefetch_related("evidence").order_by("number"))
    if not rows:
        return []
    told = [(Run(row.text), *([Run(f" ({row.rests_on})", em=True)] if row.rests_on else [])) for row in rows]
    return [Heading("What we found", 3), numbered(told, start=rows[0].number)]


def published_evidence(review: Review) -> list[Node]:
    """The evidence that anybody may read, by its reference and title."""
    rows = review.evidence.public().order_by("number")
    lines = [f"{row.reference}: {row.title}" for row in rows]
    return [Heading("Published evidence", 3), bullets(lines)] if lines else []
