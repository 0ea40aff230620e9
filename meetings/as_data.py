"""
What the data of public pages (`committee.public_pages.page_data`) say of a meeting, on its own page and on others.
"""

from typing import Any

from django.urls import reverse

from committee.public_pages.page_data import Data, absolute, named


def of_meeting(meeting: Any) -> Data:
    """Return a meeting, or a row of a list of meetings: committee, day, place, and state if known."""
    standing = getattr(meeting, "standing", None)
    return {
        "committee": named(meeting.committee),
        "date": meeting.date,
        "starts": meeting.starts.isoformat("minutes"),
        "venue": getattr(meeting.venue, "name", meeting.venue or ""),
        **({"state": standing.word} if standing else {}),
        "cancelled_because": meeting.cancelled_reason,
        "note": meeting.note,
        "address": absolute(address_of(meeting)),
    }


def address_of(meeting: Any, page: str = "meeting", *more: object) -> str:
    """Return the path of a public page of a meeting."""
    return address_at(meeting.committee.slug, meeting.slug, page, *more)


def address_at(committee: str, meeting: str, page: str, *more: object) -> str:
    """Return the path of a public page of a meeting, from the slugs of committee and meeting."""
    return reverse(f"public:{page}", args=[committee, meeting, *more])
