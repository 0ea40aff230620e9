"""
Data about a meeting (`committee.public_pages.page_data`), for its own public page and for other pages.
"""

from typing import Any

from django.urls import reverse

from committee.public_pages.page_data import Data, absolute, named


def of_meeting(meeting: Any) -> Data:
    """Return the data of a Meeting or of a `calendar_rows.Row`; "state" only if the object has a `standing`."""
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
    """Return the path of a meeting's public page with the URL name `page`; `more` are further URL arguments."""
    return address_at(meeting.committee.slug, meeting.slug, page, *more)


def address_at(committee: str, meeting: str, page: str, *more: object) -> str:
    """Return the path as `address_of` does, from the slugs of committee and meeting."""
    return reverse(f"public:{page}", args=[committee, meeting, *more])
