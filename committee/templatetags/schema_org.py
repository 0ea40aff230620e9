"""Data of schema.org on public pages, and their canonical address: {% load schema_org %}."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from committee.public_pages import schema_org
from committee.public_pages.marking import mark_of

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
    return schema_org.block(schema_org.organization(context["council"], settings.SITE_URL))


@register.simple_tag(takes_context=True)
def event_data(context: RequestContext, meeting: Any) -> SafeString:
    """Return a meeting, as data, on its own page."""
    url = f"{settings.SITE_URL}{context['request'].path}"
    return schema_org.block(schema_org.event(meeting, context["council"], url))


@register.simple_tag
def breadcrumb_data(*trail: str) -> SafeString:
    """Return the breadcrumbs as data, from names and paths in turn, top down; a name without a path ends them."""
    pairs = [(name, path) for name, path in zip(trail[::2], trail[1::2], strict=True) if path]
    return schema_org.block(schema_org.breadcrumbs(pairs, settings.SITE_URL))
