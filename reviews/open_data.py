"""Open data of reviews, of their recommendations, and of the answers."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.urls import reverse

from committee.open_data.records import Data, Record, iso
from committee.search.sources import Source, among
from reviews import search
from reviews.models import Addressee, Recommendation, ReportVersion, Response, Review


def _rows(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    for review in Review.objects.public().filter(pk__in=units):
        about = review.monitored_by_id
        yield review.pk, Record("review", review.pk, _review(review), committee=about)
        for made in review.recommendations.public().with_told_answers():
            page = reverse("public:recommendation", args=[review.slug, made.number])
            data = {"review_id": review.pk, "organization_id": about, **_recommendation(made), "page": page}
            yield review.pk, Record("recommendation", made.pk, data, committee=about)
            for addressee in made.addressees.all() if not made.told.is_withdrawn else ():
                if response := getattr(addressee, "response", None):
                    data = {"review_id": review.pk, "organization_id": about, "recommendation_id": made.pk}
                    data |= {**_response(response, addressee), "page": page}
                    yield review.pk, Record("response", response.pk, data, committee=about)


def _review(review: Review) -> Data:
    versions = ReportVersion.objects.public().filter(review=review).select_related("step")
    version = versions.order_by("number").last()
    return {
        "organization_id": review.monitored_by_id,
        "title": review.title_for_public,
        "classification": review.get_kind_display(),
        "question": review.question,
        "description": review.why,
        "measures_of_success": review.success,
        "proposed": iso(review.proposed_on),
        "reported": iso(version.step.on) if version else None,
        "report": reverse("public:review-report", args=[review.slug]) if version else None,
        "page": reverse("public:review", args=[review.slug]),
    }


def _recommendation(made: Recommendation) -> Data:
    """
    Return the recommendation as data.

    SECURITY: the data contain only the words of the last report that was handed down.
    """
    handed_down = made.told
    return {
        "number": made.number,
        "text": handed_down.text,
        "measure": handed_down.measure or "",
        "minority_view": handed_down.minority_view or "",
        "wanted_by": iso(handed_down.wanted_on),
        "wanted_in_months": handed_down.wanted_months,
        "withdrawn_because": handed_down.withdrawn_reason or "",
        "made_to": [] if handed_down.is_withdrawn else [addressee.name for addressee in made.addressees.all()],
    }


def _response(response: Response, addressee: Addressee) -> Data:
    return {
        "from": addressee.name,
        "answer": response.answer,
        "reasons": response.reasons,
        "action": response.action,
        "target_date": iso(response.target_on),
        "goes_on_from": iso(response.goes_on_from),
        "date": iso(response.received_on),
    }


def _public_responses() -> QuerySet[Response]:
    responses = Response.objects.filter(addressee__in=Addressee.objects.told())
    return responses.filter(addressee__recommendation__in=Recommendation.objects.public())


SOURCE = Source(
    "reviews",
    search.REVIEWS.ways,
    search.REVIEWS.units,
    _rows,
    {
        "review": among(Review.objects.public),
        "recommendation": among(Recommendation.objects.public),
        "response": among(_public_responses),
    },
)
