"""The story of a review: from the suggestion to what came of it, with the days between."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from reviews.models import Review, ReviewItem
from workprogramme.models import ProgrammeItem


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One step as it is told: `days` since the one before, None for the first; `url` is "" where nothing is to read."""

    on: dt.date
    word: str
    text: str
    url: str
    days: int | None = None


def story(review: Review, *, public: bool) -> list[StoryStep]:
    """
    Return the history of a review, oldest first: when it was suggested and proposed, then its steps.

    `public`: only what the public may read. SECURITY: an item of an unpublished programme is then left out.
    """
    steps = [*_suggested(review, public), StoryStep(review.proposed_on, "Proposed", "", "")]
    steps += [StoryStep(step.on, step.get_to_state_display(), step.reason, "") for step in review.steps.all()]
    # The steps stay in their own order on one day; what was suggested after the proposal was recorded comes before.
    steps.sort(key=lambda told: told.on)
    gaps = [None, *((after.on - before.on).days for before, after in pairwise(steps))]
    return [StoryStep(event.on, event.word, event.text, event.url, gap) for event, gap in zip(steps, gaps, strict=True)]


def _suggested(review: Review, public: bool) -> list[StoryStep]:
    tied = ReviewItem.objects.filter(parent__review=review, brings="", item__origin_on__isnull=False)
    if public:
        tied = tied.filter(item__in=ProgrammeItem.objects.public())
    tied = tied.select_related("item__programme__committee", "item__programme__year").order_by("item__origin_on", "pk")
    return [_suggestion(origin.item, public) for origin in tied]


def _suggestion(item: ProgrammeItem, public: bool) -> StoryStep:
    assert item.origin_on is not None  # asked for
    name = "public:programme-item" if public else "desk:programme-item"
    url = reverse(name, args=[item.programme.committee.slug, item.programme.year.slug, item.pk])
    return StoryStep(
        item.origin_on, "Suggested", f"{item.title}, work programme of the {item.programme.committee}", url
    )
