"""Find reviews by their title for the desk's find box."""

from collections.abc import Iterable

from django.urls import reverse

from committee.search.finding import Group, Hit, Typed, group
from reviews.models import Review


def find(typed: Typed) -> Iterable[Group]:
    """Return reviews whose title matches; nothing for a typed date. One query."""
    if typed.days or not typed.words:
        return
    rows = Review.objects.readable_by(typed.user, typed.today).filter(typed.in_words("title"))
    yield group("Reviews", rows.order_by("-pk"), lambda row: Hit(row.title, reverse("desk:review", args=[row.slug])))
