"""A column for the user who did an act."""

from typing import Any

from django.db import models

from committee.models.user import User


def acted_by(help_text: str = "", **options: Any) -> models.ForeignKey[User | None, User | None]:
    """Return a column for the user who did an act; null until the act is done, unless `help_text` says otherwise."""
    return models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", help_text=help_text, **options
    )
