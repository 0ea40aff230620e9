"""The header, the footer and other parts of every page; a visitor's parts are cached: {% load frame %}."""

from typing import Any

from django import template
from django.template import RequestContext
from django.utils.safestring import SafeString

from committee.public_pages.pieces import piece

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: RequestContext, name: str) -> SafeString:
    """
    Return the rendered template `name`; for a visitor who is not signed in, from the cache.

    SECURITY: a signed-in user's parts are rendered each time. A visitor's parts are rendered from `council` and
    `navigation` only, and the key of the cache is made of both.
    """
    user = context.get("user")
    if user is None or user.is_authenticated:
        page: Any = context.template
        made: SafeString = page.engine.get_template(name).render(context)
        return made
    filled = {"council": context["council"], "navigation": list(context["navigation"])}
    return piece(name, (filled["council"].shown, filled["navigation"]), lambda: filled)
