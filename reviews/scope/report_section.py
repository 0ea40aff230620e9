"""The scope of a review as its report prints it: made from rows, never typed."""

from committee.dates import full_date
from reviews.models import PointKind, Review
from reviews.prints.content import Heading, Node, bullets, paragraph
from reviews.scope.points import by_kind, current_agreements

PRINTED = (PointKind.PURPOSE, PointKind.IN_SCOPE, PointKind.OUT_OF_SCOPE, PointKind.LINE)


def scope_section(review: Review) -> list[Node]:
    """Purpose, what is in scope and out of it, lines of enquiry, and who agreed them; nothing without points."""
    made: list[Node] = []
    for group in by_kind(review.scope_points.filter(kind__in=PRINTED)):
        made += [Heading(group.heading, 3), bullets([point.text for point in group.points])]
    if not made:
        return []
    agreed = [
        f"the {agreement.parent.committee.name} on {full_date(agreement.on)}"
        for agreement in current_agreements(review)
    ]
    if agreed:
        *first, last = agreed
        made.append(paragraph(f"The scope was agreed by {', '.join(first)}{' and ' if first else ''}{last}."))
    return made
