"""The line of an item's story: {% load story %}."""

from collections.abc import Sequence

from django import template

from workprogramme.timeline import Timeline, Told, draw

register = template.Library()


@register.simple_tag
def timeline(steps: Sequence[Told], width: int) -> Timeline | None:
    """The steps drawn as a line `width` units wide, or None where they make no line."""
    return draw(steps, width)
