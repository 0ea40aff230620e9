"""The addresses that meetings left when they were moved to another day, on the sides behind a sign-in."""

from django.http import Http404

from committee.permissions import Moved
from meetings.models.meeting import MeetingQuerySet


def none_at(committee: str, slug: str, known: MeetingQuerySet) -> Http404:
    """
    The exception to raise where no meeting is at an address: Moved where one left it, else Http404.

    SECURITY: a new address tells that there is such a meeting, and when; `known` are those that this reader may know
    of.
    """
    moved = known.moved_from(committee, slug).first()
    return Moved(meeting=moved.slug) if moved else Http404()
