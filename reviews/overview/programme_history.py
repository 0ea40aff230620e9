"""The reviews that grew from an item of a work programme, told in its story: their steps, and the answers they got."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from reviews.models import Addressee, Recommendation, Response, Review
from workprogramme.history.facts import Fact
from workprogramme.models import ProgrammeItem

PROPOSED, STEP, ANSWERED = 62, 63, 64  # their order among what came about on one day


def of_reviews(chain: Sequence[ProgrammeItem], public: bool) -> list[Fact]:
    """
    Return the history of each review that grew from the items: three queries, one where there is none.

    SECURITY: every reader gets only what is published: recommendations that were handed down, and answers of addressees
    that a report names.
    """
    tied = {"parents__items__item__in": [item.pk for item in chain], "parents__items__brings": ""}
    reviews = list(Review.objects.public().filter(**tied).distinct().prefetch_related("steps").order_by("pk"))
    if not reviews:
        return []
    answers = Response.objects.filter(
        addressee__in=Addressee.objects.told(),
        addressee__recommendation__in=Recommendation.objects.public().filter(review__in=reviews),
    ).select_related("addressee__recommendation")
    answered: dict[int, list[Response]] = defaultdict(list)
    for answer in answers.order_by("addressee__recommendation__number", "addressee"):
        answered[answer.addressee.recommendation.review_id].append(answer)
    return [fact for review in reviews for fact in _facts(review, answered[review.pk], public)]


def _facts(review: Review, answers: Sequence[Response], public: bool) -> list[Fact]:
    name = "public:review" if public else "desk:review"
    url = reverse(name, args=[review.slug])
    facts = [Fact(review.proposed_on, PROPOSED, "Review proposed", review.title_for_public, url)]
    facts += [
        Fact(step.on, STEP, f"Review: {step.get_to_state_display().lower()}", step.reason, url)
        for step in sorted(review.steps.all(), key=lambda step: step.number)
    ]
    for answer in answers:
        recommendation = answer.addressee.recommendation
        if not recommendation.told.is_withdrawn:
            answer_url = reverse("public:recommendation", args=[review.slug, recommendation.number])
            text = f"{answer.get_answer_display()}, by {answer.addressee.name}"
            word = f"Recommendation {recommendation.number} answered"
            facts.append(Fact(answer.received_on, ANSWERED, word, text, answer_url))
    return facts
