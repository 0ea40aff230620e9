"""
The head of public pages for machines: {% load schema_org %}.

- the canonical address, the description, and the tags of Open Graph, by which a shared link shows what it leads to
- data in schema.org's vocabulary

SECURITY: a title and a description are words of the page itself, so they reveal nothing that the page withholds.
"""

import datetime as dt
import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import RequestContext
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from committee.files import calendar_files
from committee.public_pages.marking import mark_of

# SECURITY: these characters are escaped, so that no text can end the script element or begin another element.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def block(data: dict[str, Any]) -> SafeString:
    """
    Return a script element with the data. Browsers do not run this type of script, so our security policy allows it.

    Empty values are left out.
    """
    content = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    text = json.dumps(content, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


register = template.Library()
# Parameters that select a page's content; all others are left out of the canonical address.
OF_THE_PAGE = ("committee", "year", "month", "page")


LONGEST_DESCRIPTION = 300  # characters
_ENDS = re.compile(r"</(?:p|li|d[dt]|h[1-6]|div|t[dh])>|<br>")  # between these, words of two lines would run together


@register.simple_block_tag(takes_context=True)
def titled(context: RequestContext, content: SafeString) -> SafeString:
    """Return the title element with the words between the tags; for a public page also its address and Open Graph."""
    site = context["council"].name
    title = format_html("<title>{} – {}</title>", content, site)
    if not (address := _address(context)):
        return title
    tags = {"title": _words_of(content), "type": "website", "url": address, "site_name": site}
    return format_html('{}\n  <link rel="canonical" href="{}">{}', title, address, _open_graph(tags))


@register.simple_block_tag(takes_context=True)
def described(context: RequestContext, content: SafeString) -> SafeString | str:
    """Return the description of a public page, made of the words between the tags; "" without words."""
    words = _words_of(content)
    if not words or not _address(context):
        return ""
    text = Truncator(words).chars(LONGEST_DESCRIPTION)
    return format_html('<meta name="description" content="{}">{}', text, _open_graph({"description": text}))


def _words_of(content: str) -> str:
    """Return the words of HTML as plain text on one line."""
    return " ".join(unescape(strip_tags(_ENDS.sub(" ", content))).split())


def _open_graph(tags: dict[str, str]) -> SafeString:
    return format_html_join("", '\n  <meta property="og:{}" content="{}">', tags.items())


def _address(context: RequestContext) -> str:
    """Return the canonical address of a public page; "" for every other page, because some addresses are secret."""
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
    return f"{settings.SITE_URL}{request.path}{query}"


@register.simple_tag(takes_context=True)
def organization_data(context: RequestContext) -> SafeString:
    """Return the council's name, address and contacts as a script element."""
    council = context["council"]
    return block(
        {
            "@type": "GovernmentOrganization",
            "name": council.name,
            "url": council.website or f"{settings.SITE_URL}/",
            "email": council.email,
            "telephone": council.telephone,
            "address": " ".join(council.address.split()),
        }
    )


@register.simple_tag(takes_context=True)
def event_data(context: RequestContext, meeting: Any) -> SafeString:
    """Return the data of a meeting for its page: day, venue, committee, and whether it is cancelled or was moved."""
    moved_from: dt.date | None = meeting.rearranged_from
    status = "EventCancelled" if meeting.is_cancelled else "EventRescheduled" if moved_from else "EventScheduled"
    venue = meeting.venue
    address = " ".join(venue.address.split()) if venue else ""
    return block(
        {
            "@type": "Event",
            "name": meeting.committee.name,
            "startDate": calendar_files.begins(meeting.date, meeting.starts).isoformat(),
            "previousStartDate": moved_from.isoformat() if moved_from and not meeting.is_cancelled else "",
            "eventStatus": f"https://schema.org/{status}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": venue.name, "address": address or venue.name} if venue else None,
            "organizer": {"@type": "GovernmentOrganization", "name": context["council"].name},
            "isAccessibleForFree": True,
            "url": f"{settings.SITE_URL}{context['request'].path}",
        }
    )


@register.simple_tag
def breadcrumb_data(*trail: str) -> SafeString:
    """Return the breadcrumbs' data. `trail` alternates names and paths, top down; a name without a path is skipped."""
    pairs = [(name, path) for name, path in zip(trail[::2], trail[1::2], strict=True) if path]
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": f"{settings.SITE_URL}{path}"}
        for place, (name, path) in enumerate(pairs, 1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": steps})
