"""The line of an item's story, and its words: {% load story %}."""

import re
from collections.abc import Sequence

from django import template

from workprogramme.history.timeline import Timeline, Told, draw

register = template.Library()
MARKER = re.compile(r"\(?\w{1,4}[).]")  # a) (a) 1. of a limb


@register.simple_tag
def timeline(steps: Sequence[Told], width: int) -> Timeline | None:
    """Return the timeline of the steps, `width` units wide, or None if there are too few."""
    return draw(steps, width)


@register.filter
def begun(text: str) -> str:
    """`text` as a sentence begins, with a capital; what begins with the marker of a limb stays as it was resolved."""
    return text if MARKER.match(text) else text[:1].upper() + text[1:]
