"""The scope of a review: points, method, days and agreements, for the public page and for print."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.urls import reverse

from committee.wording.dates import full_date, long_date
from committee.wording.wording import worded
from reviews.models import Parent, PointKind, Review, ReviewMethod, ScopeAgreement, ScopePoint
from reviews.prints.content import Document, Front, Heading, Node, bullets, labelled, paragraph, table


class Points(NamedTuple):
    """The points of one kind, in their order."""

    kind: PointKind
    points: Sequence[ScopePoint]


class CommitteeAgreement(NamedTuple):
    """
    A committee and its agreement to the scope.

    `agreement`: the latest agreement; None where the committee has not agreed.
    `is_changed`: the scope has changed since the agreement.
    """

    parent: Parent
    agreement: ScopeAgreement | None
    is_changed: bool


def by_kind(points: Iterable[ScopePoint]) -> list[Points]:
    """Return points by kind, in the order of the scoping paper, without kinds that have no point."""
    rows = list(points)
    groups = [Points(kind, [point for point in rows if point.kind == kind]) for kind in PointKind]
    return [group for group in groups if group.points]


def method_of(review: Review) -> ReviewMethod:
    """Return the method of a review; an unsaved, empty row where nobody has entered a method."""
    return ReviewMethod.objects.filter(review=review).first() or ReviewMethod(review=review)


def words_of(review: Review) -> dict[str, Any]:
    """Return the present scope as data. An agreement stores the data, to be compared with the later scope."""
    method = method_of(review)
    return {
        "points": {kind.value: [] for kind in PointKind}
        | {group.kind.value: [point.text for point in group.points] for group in by_kind(review.scope_points.all())},
        "method": method.method,
        "evidence_on": method.evidence_on.isoformat() if method.evidence_on else "",
        "report_on": method.report_on.isoformat() if method.report_on else "",
    }


def agreements_of(review: Review) -> list[CommitteeAgreement]:
    """Return every committee of the review with its latest agreement to the scope."""
    current = {row.parent_id: row for row in current_agreements(review)}
    words = words_of(review) if current else {}
    agreements = []
    for parent in review.parents.select_related("committee").order_by("committee__name"):
        agreement = current.get(parent.pk)
        agreements.append(CommitteeAgreement(parent, agreement, agreement is not None and agreement.agreed != words))
    return agreements


def current_agreements(review: Review) -> list[ScopeAgreement]:
    """Return the latest agreement of each committee of a review, without agreements recorded by mistake."""
    rows = ScopeAgreement.objects.filter(parent__review=review).current()
    return list(rows.select_related("parent__committee", "minute__minutes__meeting").order_by("on", "pk"))


def published_scope(review: Review) -> dict[str, Any]:
    """
    Return the agreed scope of a published review: `points` by heading, `method`, and `agreed` (the agreements).

    `points` is empty where the scope is not agreed or the review is not published.
    """
    groups = by_kind(ScopePoint.objects.public().filter(review=review))
    method = ReviewMethod.objects.public().filter(review=review).first()
    return {
        "points": [{"heading": kind.label, "points": [point.text for point in points]} for kind, points in groups],
        "method": method.method if method else "",
        "agreed": [_published(agreement) for agreement in current_agreements(review)] if groups else [],
    }


def _published(agreement: ScopeAgreement) -> dict[str, Any]:
    """
    Return the agreement as the public reads it.

    SECURITY: the number and URL of the minute are left out where the minute is withheld or taken down (R60).
    """
    committee, minute = agreement.parent.committee, agreement.open_minute
    about = {"committee": committee.name, "date": agreement.on}
    if minute is None:
        return about | {"minute": "", "address": ""}
    address = reverse("public:minute", args=[committee.slug, minute.minutes.meeting.slug, minute.number])
    return about | {"minute": minute.printed_number, "address": address}


def scoping_paper(review: Review, on: dt.date) -> Document:
    """Return the scoping paper with the date `on`. The paper becomes public with the agenda."""
    committees = [parent.committee.name for parent in review.parents.select_related("committee")]
    title = review.title_for_public
    front = Front("Scoping paper", title, (review.kind_words, ", ".join(committees)))
    points = _points(by_kind(review.scope_points.all()), level=2)
    body = (*_why(review), *points, *_how(review), *_who(review), *_agreed(review))
    return Document(f"Scoping paper: {title}", front, body, on, running=f"Scoping paper: {title}")


def _why(review: Review) -> list[Node]:
    made: list[Node] = [Heading("The question"), paragraph(review.question), Heading("Why now")]
    made += _paragraphs(review.why)
    made += [labelled("Priority of the strategic plan:", review.priority)] if review.priority else []
    return made


def _paragraphs(text: str) -> list[Node]:
    return [paragraph(part) for part in text.split("\n\n") if part.strip()]


def _points(groups: Iterable[Points], *, level: int) -> list[Node]:
    made: list[Node] = []
    for kind, points in groups:
        made += [Heading(str(kind.label), level), bullets([point.text for point in points])]
    return made


def _how(review: Review) -> list[Node]:
    method = method_of(review)
    made: list[Node] = [Heading("Method and days")]
    made += _paragraphs(method.method)
    made += [labelled("Evidence is gathered from:", long_date(method.evidence_on))] if method.evidence_on else []
    made += [labelled("The panel plans to report by:", long_date(method.report_on))] if method.report_on else []
    if review.involves_service_users:
        made.append(paragraph("Children or people who use services take part."))
    made += [paragraph("The method and dates are not decided yet.")] if len(made) == 1 else []
    made += [Heading("Equality"), paragraph(review.equality)] if review.equality else []
    made += [Heading("Measures of success"), paragraph(review.success)] if review.success else []
    return made


def _who(review: Review) -> list[Node]:
    places = []
    for row in review.panel.in_order():
        committee = row.represents.name if row.represents else "Co-opted by the panel"
        places.append((row.person.printed_name, worded(row.get_role_display()), committee))
    made: list[Node] = [Heading("Panel"), paragraph("There are no panel members yet.")]
    if places:
        made[1] = table("Panel members", ("Name", "Role", "For which committee"), places)
    made += [labelled("Contact:", str(review.contact))] if review.contact else []
    return made


def _agreed(review: Review) -> list[Node]:
    rows = []
    for parent, agreement, _ in agreements_of(review):
        # SECURITY: the paper becomes public with an agenda, so it contains no withheld minute.
        minute = agreement.open_minute if agreement else None
        day = long_date(agreement.on) if agreement else "Not yet"
        rows.append((parent.committee.name, day, minute.printed_number if minute else "–"))
    return [Heading("Agreed by"), table("When each committee agreed the scope", ("Committee", "Day", "Minute"), rows)]


PRINTED = (PointKind.PURPOSE, PointKind.IN_SCOPE, PointKind.OUT_OF_SCOPE, PointKind.LINE)


def scope_section(review: Review) -> list[Node]:
    """Return the report's section on the scope: its points and agreements; empty without points."""
    made = _points(by_kind(review.scope_points.filter(kind__in=PRINTED)), level=3)
    agreements = current_agreements(review) if made else []
    agreed = [f"the {agreement.parent.committee.name} on {full_date(agreement.on)}" for agreement in agreements]
    if agreed:
        *first, last = agreed
        made.append(paragraph(f"The scope was agreed by {', '.join(first)}{' and ' if first else ''}{last}."))
    return made
