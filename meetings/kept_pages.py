"""Cached public pages about a meeting; a page is valid until data of the meeting change (`committee.public_pages`)."""

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
    """Return SQL and parameters to find a meeting as `MeetingQuerySet.at` does; None if no meeting has such a slug."""
    day, sequence = read_slug(address["meeting"])
    return (_AT, [address["committee"], day, sequence]) if sequence else None


# SECURITY: after a move, a URL may lead to another meeting. So each move makes all cached pages stale.
kept_page_of_meeting = kept_page(meeting=_meeting_at)
# SECURITY: agendas also show answers to actions of other meetings, so any change of minutes makes these pages stale.
kept_page_with_answers = kept_page(MINUTED, meeting=_meeting_at)
