"""The public news of a review: its steps, and the answers to its recommendations."""

from collections.abc import Iterator

from django.urls import reverse

from committee.following.topics import Kind, News
from committee.wording.dates import full_date, start_of
from reviews.models import Recommendation, Response, Review
from reviews.steps.story import story


def find(slug: str) -> Review | None:
    """Return the public review with that slug; None if there is none."""
    return Review.objects.public().filter(slug=slug).first()


def url(review: Review) -> str:
    """Return the URL of the review's public page."""
    return reverse("public:review", args=[review.slug])


def news(review: Review) -> list[News]:
    """Return news of the steps and of answered recommendations, without reasons and without the words of answers."""
    return [*_steps(review), *_answers(review)]


def _steps(review: Review) -> Iterator[News]:
    for step in story(review, public=True):
        yield News(f"{step.word}: {full_date(step.on)}", url(review), start_of(step.on), f"{step.on} {step.word}")


def _answers(review: Review) -> Iterator[News]:
    recommendations = Recommendation.objects.public().filter(review=review)
    rows = Response.objects.filter(addressee__recommendation__in=recommendations, is_down=False)
    for row in rows.select_related("addressee__recommendation"):
        number = row.addressee.recommendation.number
        yield News(f"Recommendation {number} answered", url(review), row.recorded_at, f"response {row.pk}")


REVIEW = Kind("review", find=find, topic_name=lambda review: review.title_for_public, url=url, news=news)
