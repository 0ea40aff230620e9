"""
The users who have a text open, and the window that wrote last, stored in the cache, which all processes share.

A text is a row with a `revision` that counts its saves: a minute, a section of a report.

A `hand` is a random word that names a window. The hand tells two windows of one clerk apart, and a save whose answer
was lost (the server died, the connection dropped) from another user's save.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Model

from committee.models import User

SILENCE = timedelta(seconds=30)
A_WEEK = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who has a text open in a window."""

    user: int
    name: str
    since: datetime


def here(text: Model, which: str, user: User, hand: str, *, at: datetime, was: str = "") -> list[Writer]:
    """
    Record that `user` has the text open in the window `hand`. Return writers in other windows.

    `was` is the hand of the same window before a reload, or of the window whose unsaved text this window took over.
    """
    writers = _recent_writers(text, which, user, was, at)
    writers[hand] = Writer(user.pk, str(user), at)
    cache.set(_open(text, which), writers, SILENCE.total_seconds())
    return [writer for other, writer in writers.items() if other != hand]


def gone(text: Model, which: str, user: User, hand: str, *, at: datetime) -> None:
    """Note that the window `hand` of `user` has been left."""
    cache.set(_open(text, which), _recent_writers(text, which, user, hand, at), SILENCE.total_seconds())


def _recent_writers(text: Model, which: str, user: User, but: str, at: datetime) -> dict[str, Writer]:
    """Return recently seen writers by their hands, without `but` of `user`."""
    writers: dict[str, Writer] = cache.get(_open(text, which)) or {}
    if but in writers and writers[but].user == user.pk:
        del writers[but]
    return {hand: writer for hand, writer in writers.items() if timedelta(0) <= at - writer.since < SILENCE}


def _open(text: Model, which: str) -> str:
    return f"writers-{text._meta.label_lower}-{text.pk}-{which}"


def remember(text: Model, hand: str, turn: int) -> None:
    """Record the window that wrote the present revision of `text`; call in the transaction of that save."""
    if hand:
        cache.set(_key(text), (hand, turn), A_WEEK)


def goes_on(text: Model, hand: str, turn: int) -> bool:
    """
    Return whether that window wrote the current revision of `text`, and this is a later turn of it.

    A save with an earlier turn arrived after a later save, and has no new text.
    """
    wrote = cache.get(_key(text)) if hand else None
    return wrote is not None and wrote[0] == hand and turn > wrote[1]


def _key(text: Any) -> str:
    return f"hand-{text._meta.label_lower}-{text.pk}-{text.revision}"
