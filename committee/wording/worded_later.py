"""Texts defined in code, such as labels of fields, that get the council's wording when they are shown."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.functional import lazy

from committee.wording.wording import worded

worded_later = lazy(worded, str)


def worded_choices(choices: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    """Return a function that returns a form field's choices in the council's wording, called for each form."""
    return lambda: [(value, worded(str(label))) for value, label in choices.choices]
