"""The addresses that meetings left when they were moved to another day, on the sides behind a sign-in."""

from django.http import Http404

from committee.access.permissions import Moved
from meetings.models.meeting import MeetingQuerySet


def none_at(committee: str, slug: str, readable: MeetingQuerySet) -> Http404:
    """
    Return the exception for an address without a meeting: Moved if a meeting left it, else Http404.

    SECURITY: a new address tells that there is such a meeting, and when; `readable` are those that this reader may know
    of.
    """
    moved = readable.moved_from(committee, slug).first()
    return Moved(meeting=moved.slug) if moved else Http404()
