"""What public pages say to machines in the words of schema.org, and their canonical address: {% load schema_org %}."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from committee.files import calendar_files
from committee.models import Council
from committee.public_pages.marking import mark_of

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


register = template.Library()
# What makes another page of an address; whatever else stands behind it is somebody's own.
OF_THE_PAGE = ("committee", "year", "month", "page")


@register.simple_tag(takes_context=True)
def canonical(context: RequestContext) -> SafeString | str:
    """Return the link to a public page's one address; "" on every other page: some are secrets."""
    request = context.get("request")
    match = request.resolver_match if request else None
    if (
        request is None
        or match is None
        or match.namespace != "public"
        or (mark_of(match.func) is None and match.url_name != "programme")
    ):
        return ""
    params = [(name, request.GET[name]) for name in OF_THE_PAGE if request.GET.get(name)]
    query = f"?{urlencode(params)}" if params else ""
    return format_html('<link rel="canonical" href="{}">', f"{settings.SITE_URL}{request.path}{query}")


@register.simple_tag(takes_context=True)
def organization_data(context: RequestContext) -> SafeString:
    """Return the council, as data."""
    return block(organization(context["council"], settings.SITE_URL))


@register.simple_tag(takes_context=True)
def event_data(context: RequestContext, meeting: Any) -> SafeString:
    """Return a meeting, as data, on its own page."""
    url = f"{settings.SITE_URL}{context['request'].path}"
    return block(event(meeting, context["council"], url))


@register.simple_tag
def breadcrumb_data(*trail: str) -> SafeString:
    """Return the breadcrumbs as data, from names and paths in turn, top down; a name without a path ends them."""
    pairs = [(name, path) for name, path in zip(trail[::2], trail[1::2], strict=True) if path]
    return block(breadcrumbs(pairs, settings.SITE_URL))
