"""The parent of a row: each model names the key to its parent by `part_of`, up to a committee or a review."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model


def steps_up(model: type[Model]) -> Iterator[tuple[Any, type[Model]]]:
    """Yield the key that `part_of` names and the model that it leads to, then the same of that model."""
    while name := getattr(model, "part_of", ""):
        key: Any = model._meta.get_field(name)
        model = key.related_model
        yield key, model


def way_up(model: type[Model], top: type[Model]) -> str:
    """Return the lookup from a model's rows to the row of `top` that they are part of; "" where they are of none."""
    keys = []
    for key, parent in steps_up(model):
        keys.append(key.name)
        if parent is top:
            return "__".join(keys)
    return ""
