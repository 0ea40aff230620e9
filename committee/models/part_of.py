"""The parent of a row: `part_of` of each model names the foreign key to its parent, up to a committee or a review."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model


def steps_up(model: type[Model]) -> Iterator[tuple[Any, type[Model]]]:
    """Yield (the foreign key that `part_of` names, the parent's model) for `model`, its parent, and so on upwards."""
    while name := getattr(model, "part_of", ""):
        key: Any = model._meta.get_field(name)
        model = key.related_model
        yield key, model


def way_up(model: type[Model], top: type[Model]) -> str:
    """Return the lookup from rows of `model` to their ancestor in `top`; "" where `top` is no ancestor of `model`."""
    keys = []
    for key, parent in steps_up(model):
        keys.append(key.name)
        if parent is top:
            return "__".join(keys)
    return ""
