"""Give texts that are defined in code, such as labels of fields, the council's wording when they are shown."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.functional import lazy

from committee.wording.wording import worded

worded_later = lazy(worded, str)


def worded_choices(choices: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    """Return a function, to be called for each form, that returns `choices` in the council's wording."""
    return lambda: [(value, worded(str(label))) for value, label in choices.choices]
