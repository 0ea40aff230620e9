"""Search sources of reviews: the review itself, the sections of its report, its recommendations."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model
from django.urls import reverse

from committee.models import EntryKind, Person
from committee.richtext.cleaning import plain
from committee.richtext.tree import Listing, Table, Text, render
from committee.search.sources import Row, Source, Way, among
from reviews.models import Addressee, Panellist, Parent, Recommendation, ReportVersion, Response, Review, ReviewStep
from reviews.prints.content import Document, Heading
from reviews.prints.layout import laid_out
from reviews.report.issuing import document_of, latest_public


def _rows(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    for review in Review.objects.public().filter(pk__in=units).prefetch_related("panel"):
        address, title = reverse("public:review", args=[review.slug]), review.title_for_public
        text = "\n".join(filter(None, [review.question, review.why, review.success]))
        about: dict[str, Any] = {
            "committee": review.monitored_by_id,
            "day": review.proposed_on,
            "people": _panel(review),
        }
        yield review.pk, Row(EntryKind.REVIEW, review.pk, address, title, text, **about)
        for made in review.recommendations.public().with_told_answers():
            yield review.pk, _recommendation(made, review)


def _panel(review: Review) -> tuple[int, ...]:
    return tuple(member.person_id for member in review.panel.all())


def _recommendation(made: Recommendation, review: Review) -> Row:
    handed_down = made.told
    texts = [handed_down.text, handed_down.measure, handed_down.minority_view, handed_down.withdrawn_reason]
    for addressee in made.addressees.all() if not handed_down.is_withdrawn else ():
        response = getattr(addressee, "response", None)
        texts += [addressee.name, *([response.reasons, response.action] if response else [])]
    address, title = reverse("public:recommendation", args=[review.slug, made.number]), review.title_for_public
    about: dict[str, Any] = {"committee": review.monitored_by_id, "day": review.proposed_on}
    text, heading = "\n".join(filter(None, texts)), f"Recommendation {made.number}"
    return Row(EntryKind.RECOMMENDATION, made.pk, address, title, text, heading, **about)


def _report_rows(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    for review in Review.objects.public().filter(pk__in=units).prefetch_related("panel"):
        version = latest_public(review.slug)
        if version is None:
            continue
        report, title = reverse("public:review-report", args=[review.slug]), review.title_for_public
        about: dict[str, Any] = {"committee": review.monitored_by_id, "day": version.step.on, "people": _panel(review)}
        for anchor, heading, text in _sections(document_of(version)):
            yield review.pk, Row(EntryKind.REVIEW, review.pk, f"{report}#{anchor}", title, text, heading, **about)


def _sections(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield (anchor, heading, text) of each part of a report that has text."""
    anchor, heading = "main-content", "Report"
    text: list[str] = []
    for part in laid_out(document):
        if isinstance(part, Heading):
            if text:
                yield anchor, heading, "\n".join(text)
            anchor, heading, text = part.anchor, part.words, []
        elif isinstance(part, Text | Listing | Table):
            text.append(plain(render([part])))
    if text:
        yield anchor, heading, "\n".join(text)


# Models whose changes change the sections of a report; later steps and answers do not.
_OF_REPORTS: dict[type[Model], Way] = {
    Review: "pk",
    Parent: "review",
    ReportVersion: "review",
    Panellist: "review",
    Person: lambda person: Panellist.objects.filter(person=person).values_list("review", flat=True),
}


REPORTS = Source("reports of reviews", _OF_REPORTS, Review, _report_rows)
REVIEWS = Source(
    "reviews",
    {
        **_OF_REPORTS,
        ReviewStep: "review",
        Recommendation: "review",
        Addressee: "recommendation__review",
        Response: "addressee__recommendation__review",
    },
    Review,
    _rows,
    {
        EntryKind.REVIEW: among(Review.objects.public),
        EntryKind.RECOMMENDATION: among(Recommendation.objects.public),
    },
)
SOURCES = (REVIEWS, REPORTS)
