"""The gate of every public address of one review: of one that is down it answers 410, with when and why (R60)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponseBase

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
        slug: Any = kwargs.get("slug")
        try:
            taken_down.refuse_any(TakedownSubject.REVIEW, Review.objects.filter(slug=slug))
            return view(request, *args, **kwargs)
        except taken_down.TakenDown as down:
            return note(request, down.takedown, TEMPLATE)

    return asked


def refuse_recommendation(slug: str, number: int) -> None:
    """Raise TakenDown where the words of a recommendation are down, by the slug of its review and its number."""
    asked_for = Recommendation.objects.filter(review__slug=slug, number=number)
    taken_down.refuse_any(TakedownSubject.RECOMMENDATION, asked_for)
