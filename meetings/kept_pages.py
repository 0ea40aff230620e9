"""Public pages of one meeting, which are kept until something of it changes (`committee.public_pages`)."""

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
    """Return SQL that finds the meeting of an address, like `MeetingQuerySet.at`; None if it is no meeting's."""
    day, sequence = read_slug(address["meeting"])
    return (_AT, [address["committee"], day, sequence]) if sequence else None


# SECURITY: where a re-arranged meeting was, another may be: that changes everything, so its page is not kept longer.
kept_page_of_meeting = kept_page(meeting=_meeting_at)
# SECURITY: these tell too what was answered to what other meetings asked for, as far as that may be read now.
kept_page_with_answers = kept_page(MINUTED, meeting=_meeting_at)
