"""The parent of a row: `part_of` of each model names the foreign key to its parent, up to a committee or a review."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model


def steps_up(model: type[Model]) -> Iterator[tuple[Any, type[Model]]]:
    """Yield the foreign key that `part_of` names and the model of its parent; then the parent's own, up to the top."""
    while name := getattr(model, "part_of", ""):
        key: Any = model._meta.get_field(name)
        model = key.related_model
        yield key, model


def way_up(model: type[Model], top: type[Model]) -> str:
    """Return the lookup from a model's rows to their ancestor in the model `top`; "" where they have none."""
    keys = []
    for key, parent in steps_up(model):
        keys.append(key.name)
        if parent is top:
            return "__".join(keys)
    return ""
