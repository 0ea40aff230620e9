"""What every verb of a session does first: hold the review, and see that the row is still there."""

from typing import Any

from django.db import models

from reviews.locking import hold_review, still_there
from reviews.models import Review


def hold[Row: models.Model](row: Row, review: Review, called: str) -> tuple[Review, Row]:
    """The review, locked, and a row of it as it is now. Raises Refused where somebody has removed the row."""
    held = hold_review(review)
    gone = f"Someone has removed that {called}."
    return held, still_there(type(row)._default_manager, row, gone)


def put(row: models.Model, changes: dict[str, Any], allowed: set[str]) -> set[str]:
    """Set what differs, and return its names. Raises TypeError for what a row does not have."""
    if unknown := set(changes) - allowed:
        raise TypeError(f"{type(row).__name__} has no such fields: {', '.join(sorted(unknown))}.")
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, changes[name])
    return changed
