"""Who reads as a panel member, which reviews are theirs, and the way down to their pages."""

import datetime as dt

from django.shortcuts import get_object_or_404
from django.urls import reverse

from committee.models import User, Visitor, standing_of
from committee.permissions import gate
from reviews.models import Panellist, Review, ReviewQuerySet


def sits_on_a_panel(user: Visitor, on: dt.date) -> bool:
    """Return whether `user` is on any review's panel that day: a councillor, a co-optee, an expert with a sign-in."""
    person = standing_of(user, on).person
    return person is not None and Panellist.objects.on(on).filter(person=person).exists()


def reviews_of(user: User, on: dt.date) -> ReviewQuerySet:
    """Return the reviews on whose panel `user` is on that day."""
    return Review.objects.readable_by(user, on).with_panellist(user, on)


panel_members = gate(sits_on_a_panel)


def find_my_review(user: User, slug: str, on: dt.date) -> Review:
    """Return a review whose panel somebody is on that day, with all that its pages show; 404 for any other."""
    return get_object_or_404(reviews_of(user, on).with_facts(), slug=slug)


def my_crumbs(review: Review | None = None) -> list[tuple[str, str]]:
    """Return the breadcrumbs of a page about the reader's reviews, or about one of them."""
    way = [("My reviews", reverse("members:reviews"))]
    return [*way, (review.title, reverse("members:review", args=[review.slug]))] if review else way
