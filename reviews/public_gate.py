"""
What every public address of one review answers where it is down: 410, with when and why (R60).

SECURITY: no view finds what is down (`Review.objects.public()` and what hangs on it), so it is asked for only where
nothing was found.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from meetings.access import taken_down
from meetings.access.taken_down import notes_what_is_down
from meetings.models import TakedownSubject
from reviews.models import Recommendation, Review


def unless_down(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page of a review be asked for by its slug; where it, or what the page is of, is down the note answers."""

    @partial(notes_what_is_down, template="public/reviews/taken_down.html")
    @wraps(view)
    def asked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, slug=slug, **kwargs)
        except Http404:
            taken_down.refuse_any(TakedownSubject.REVIEW, Review.objects.filter(slug=slug))
            raise

    return asked


def refuse_recommendation(slug: str, number: int) -> None:
    """Raise TakenDown where the words of a recommendation are down, by the slug of its review and its number."""
    asked_for = Recommendation.objects.filter(review__slug=slug, number=number)
    taken_down.refuse_any(TakedownSubject.RECOMMENDATION, asked_for)
