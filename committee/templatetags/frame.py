"""The parts of the frame that all pages have, kept for whoever is not signed in: {% load frame %}."""

from typing import Any

from django import template
from django.template import RequestContext
from django.utils.safestring import SafeString

from committee.public_pages.pieces import piece

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: RequestContext, name: str) -> SafeString:
    """
    Return a template rendered with `council`, `navigation` and `user` only.

    SECURITY: with whoever has signed in it is made each time; without, what it is filled with is what it is kept by.
    """
    user = context.get("user")
    if user is None or user.is_authenticated:
        page: Any = context.template
        made: SafeString = page.engine.get_template(name).render(context)
        return made
    filled = {"council": context["council"], "navigation": list(context["navigation"])}
    return piece(name, (filled["council"].shown, filled["navigation"]), lambda: filled)
