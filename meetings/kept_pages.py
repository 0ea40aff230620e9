"""Cached public pages of one meeting, each valid until something of the meeting changes (`committee.public_pages`)."""

from collections.abc import Sequence
from typing import Any

from committee.public_pages import stamps
from committee.public_pages.areas import MINUTED
from committee.public_pages.marking import kept_page
from meetings.models import read_slug

_AT = (
    "SELECT m.id FROM meetings_meeting m JOIN committee_committee c ON c.id = m.committee_id "
    "WHERE c.slug = %s AND m.date = %s AND m.sequence = %s"
)


def _meeting_at(address: stamps.Address) -> tuple[str, Sequence[Any]] | None:
    """Return SQL that finds the meeting that a URL names, as `MeetingQuerySet.at` does; None for any other URL."""
    day, sequence = read_slug(address["meeting"])
    return (_AT, [address["committee"], day, sequence]) if sequence else None


# SECURITY: a move can change the meeting at a URL; it makes every page stale, and so the page cached for that URL.
kept_page_of_meeting = kept_page(meeting=_meeting_at)
# SECURITY: these pages also show answers to other meetings' requests, as far as the answers may be read now.
kept_page_with_answers = kept_page(MINUTED, meeting=_meeting_at)
