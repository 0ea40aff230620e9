"""What public pages say of themselves to machines, in the words of schema.org: data, without a word of its own."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from committee.files import calendar_files
from committee.models import Council

# SECURITY: no word of anybody ends the element, or begins one.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def block(data: dict[str, Any]) -> SafeString:
    """
    Return an element with the data; browsers run no script of this type, so the content security policy allows it.

    Empty values are left out.
    """
    content = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    text = json.dumps(content, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def organization(council: Council, site: str) -> dict[str, Any]:
    """Return the council."""
    return {
        "@type": "GovernmentOrganization",
        "name": council.name,
        "url": council.website or f"{site}/",
        "email": council.email,
        "telephone": council.telephone,
        "address": " ".join(council.address.split()),
    }


def breadcrumbs(trail: Sequence[tuple[str, str]], site: str) -> dict[str, Any]:
    """Return the pages above a page, from the top down, as (name, path)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{site}{path}"}
            for place, (name, path) in enumerate(trail, 1)
        ],
    }


def event(meeting: Any, council: Council, url: str) -> dict[str, Any]:
    """Return a meeting: when, where, whose, and whether it is cancelled or was moved to another day."""
    moved_from: dt.date | None = meeting.rearranged_from
    status = "EventCancelled" if meeting.is_cancelled else "EventRescheduled" if moved_from else "EventScheduled"
    venue = meeting.venue
    address = " ".join(venue.address.split()) if venue else ""
    return {
        "@type": "Event",
        "name": meeting.committee.name,
        "startDate": calendar_files.begins(meeting.date, meeting.starts).isoformat(),
        "previousStartDate": moved_from.isoformat() if moved_from and not meeting.is_cancelled else "",
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": venue.name, "address": address or venue.name} if venue else None,
        "organizer": {"@type": "GovernmentOrganization", "name": council.name},
        "isAccessibleForFree": True,
        "url": url,
    }
