"""The reviews that grew from an item of a work programme, told in its story: their steps, and the answers they got."""

from collections.abc import Sequence

from django.urls import reverse

from reviews.models import Recommendation, Review
from workprogramme.history.facts import Fact
from workprogramme.models import ProgrammeItem

PROPOSED, STEP, ANSWERED = 62, 63, 64  # their order among what came about on one day


def of_reviews(chain: Sequence[ProgrammeItem], public: bool) -> list[Fact]:
    """
    How each of these reviews went: one query where there is none.

    SECURITY: for every reader what is published alone; of recommendations those that were handed down, of their
    answers those of whom a report names.
    """
    tied = {"parents__items__item__in": [item.pk for item in chain], "parents__items__brings": ""}
    reviews = Review.objects.public().filter(**tied).distinct().prefetch_related("steps").order_by("pk")
    return [fact for review in reviews for fact in _facts(review, public)]


def _facts(review: Review, public: bool) -> list[Fact]:
    name = "public:review" if public else "desk:review"
    url = reverse(name, args=[review.slug])
    facts = [Fact(review.proposed_on, PROPOSED, "Review proposed", review.title_for_public, url)]
    facts += [
        Fact(step.on, STEP, f"Review: {step.get_to_state_display().lower()}", step.reason, url)
        for step in sorted(review.steps.all(), key=lambda step: step.number)
    ]
    for recommendation in Recommendation.objects.public().with_told_answers().filter(review=review).order_by("number"):
        there = reverse("public:recommendation", args=[review.slug, recommendation.number])
        for addressee in recommendation.addressees.all():
            response = getattr(addressee, "response", None)
            if response is not None and not recommendation.told.is_withdrawn:
                text = f"{response.get_answer_display()}, by {addressee.name}"
                word = f"Recommendation {recommendation.number} answered"
                facts.append(Fact(response.received_on, ANSWERED, word, text, there))
    return facts
