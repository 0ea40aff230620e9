"""The addresses that meetings left when they were moved to another day, on the sides behind a sign-in."""

from collections.abc import Callable

from django.http import Http404

from committee.permissions import Moved
from meetings.models import Meeting


def none_at(committee: str, slug: str, may_know_of: Callable[[Meeting], bool] = lambda moved: True) -> Http404:
    """
    The exception to raise where no meeting is at an address: Moved where one left it, else Http404.

    SECURITY: a new address tells that there is such a meeting, and when; `may_know_of` says whether this reader may.
    """
    moved = Meeting.objects.moved_from(committee, slug).select_related("committee").first()
    return Moved(meeting=moved.slug) if moved and may_know_of(moved) else Http404()
