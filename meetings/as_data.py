"""What the data of public pages (`committee.page_data`) say of a meeting, on its own page and on others."""

from typing import Any

from django.urls import reverse

from committee.page_data import Data, absolute, named


def of_meeting(meeting: Any) -> Data:
    """A meeting, or the row of one in a list: whose, when, where, and how it stands where the page found that out."""
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
    """The path of one of the public pages of a meeting."""
    return address_at(meeting.committee.slug, meeting.slug, page, *more)


def address_at(committee: str, meeting: str, page: str, *more: object) -> str:
    """The same by the slugs of committee and meeting."""
    return reverse(f"public:{page}", args=[committee, meeting, *more])
