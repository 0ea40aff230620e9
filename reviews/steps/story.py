"""The history of a review: its events from the suggestion to the last step, with the days between the events."""

from collections.abc import Iterator

from django.urls import reverse

from reviews.models import Review, ReviewItem
from workprogramme.history.facts import Fact
from workprogramme.history.story import Step, with_days
from workprogramme.models import ProgrammeItem


def story(review: Review, *, public: bool) -> list[Step]:
    """
    Return the history of a review, oldest first: when it was suggested and proposed, then its steps.

    `public`: only what the public may read. SECURITY: an item of an unpublished programme is then left out.
    """
    facts = [*_suggested(review, public), Fact(review.proposed_on, 0, "Proposed", "")]
    facts += [Fact(step.on, 0, step.get_to_state_display(), step.reason) for step in review.steps.all()]
    # The sort is stable: on one day a suggestion comes first, then the proposal, then the steps in their order.
    return with_days(sorted(facts, key=lambda fact: fact.on))


def _suggested(review: Review, public: bool) -> Iterator[Fact]:
    tied = ReviewItem.objects.filter(parent__review=review, brings="", item__origin_on__isnull=False)
    if public:
        tied = tied.filter(item__in=ProgrammeItem.objects.public())
    tied = tied.select_related("item__programme__committee", "item__programme__year").order_by("item__origin_on", "pk")
    name = "public:programme-item" if public else "desk:programme-item"
    for item in (origin.item for origin in tied):
        committee, year = item.programme.committee, item.programme.year
        assert item.origin_on is not None  # filtered above
        text, url = f"{item.title}, work programme of the {committee}", [committee.slug, year.slug, item.pk]
        yield Fact(item.origin_on, 0, "Suggested", text, reverse(name, args=url))
