"""Texts that stand in the code before any council is known, such as labels of fields, and are worded when shown."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.functional import lazy

from committee.wording.wording import worded

worded_later = lazy(worded, str)


def worded_choices(choices: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    """Return a form field's choices, worded anew for each form."""
    return lambda: [(value, worded(str(label))) for value, label in choices.choices]
