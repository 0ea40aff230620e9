"""
What every public address of one review answers where it is down: 410, with when and why (R60).

SECURITY: no view finds what is down (`Review.objects.public()` and what hangs on it), so it is asked for only where
nothing was found.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponseBase

from meetings.access import taken_down
from meetings.access.taken_down_note import note
from meetings.models import TakedownSubject
from reviews.models import Recommendation, Review

TEMPLATE = "public/reviews/taken_down.html"

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def unless_down[**P](view: View[P]) -> View[P]:
    """Let a page of a review be asked for by its slug; where it, or what the page is of, is down the note answers."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return _answer(view, request, *args, **kwargs)
        except taken_down.TakenDown as down:
            return note(request, down.takedown, TEMPLATE)

    return asked


def _answer[**P](view: View[P], request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    """Return the view's response. Raises TakenDown in place of 404 where the review is down."""
    slug: Any = kwargs.get("slug")
    try:
        return view(request, *args, **kwargs)
    except Http404:
        taken_down.refuse_any(TakedownSubject.REVIEW, Review.objects.filter(slug=slug))
        raise


def refuse_recommendation(slug: str, number: int) -> None:
    """Raise TakenDown where the words of a recommendation are down, by the slug of its review and its number."""
    asked_for = Recommendation.objects.filter(review__slug=slug, number=number)
    taken_down.refuse_any(TakedownSubject.RECOMMENDATION, asked_for)
