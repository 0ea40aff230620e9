"""The words of a report as it is drafted now, as plain text: for a check of its facts and of its figures."""

from committee.richtext import cleaning
from reviews.figures.kept import for_public, notes_of
from reviews.models import Review, SectionKind


def draft_text(review: Review) -> str:
    """Headings, sections in the house order, recommendations and findings; figures as anybody reads them."""
    written = {section.kind: cleaning.plain(section.text).strip() for section in review.sections.all()}
    parts: list[str] = []
    for kind in SectionKind:
        if text := written.get(kind):
            parts += [kind.label.upper(), text]
        if kind == SectionKind.CONCLUSIONS:
            standing = review.recommendations.filter(withdrawn_reason="").order_by("number")
            parts += [f"Recommendation {row.number}: {row.text}" for row in standing]
        if kind == SectionKind.FINDINGS:
            parts += [f"Finding {row.number}: {row.text}" for row in review.findings.order_by("number")]
            parts += _tables(review)
    return "\n\n".join(parts)


def _tables(review: Review) -> list[str]:
    tables = [for_public(figures) for figures in review.figures.filter(published_at__isnull=False)]
    lines = [
        [f"Table {shown.number}: {shown.title}", "; ".join(shown.headings)]
        + [f"{row.label}; {'; '.join(cell.text for cell in row.cells)}" for row in shown.rows]
        + notes_of(shown)
        for shown in tables
    ]
    return ["\n".join(table) for table in lines]
