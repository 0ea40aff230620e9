"""
Record which users have a text open, and which window saved the text last, in the cache that all processes share.

A `text` is a row with a `revision` that counts its saves, such as a minute or a section of a report. `which` names the
text within the row: a minute has a text and a public summary.

A `hand` is a random word that names a window. Two windows of one clerk have different hands. If a window did not get
the answer to its last save (the server died, the connection dropped), the hand shows that this window made the save.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Model

from committee.models import User

SILENCE = timedelta(seconds=30)  # a window that sent nothing for so long counts as closed
A_WEEK = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Writer:
    """A user who has a text open in a window; `since` is when that window last sent something."""

    user: int
    name: str
    since: datetime


def here(text: Model, which: str, user: User, hand: str, *, at: datetime, was: str = "") -> list[Writer]:
    """
    Record that `user` has the text open in the window `hand`. Return the writers in all other windows.

    `was` is the hand of the same window before a reload, or of a window whose unsaved text the window `hand` took over.
    """
    writers = _recent_writers(text, which, user, was, at)
    writers[hand] = Writer(user.pk, str(user), at)
    cache.set(_open(text, which), writers, SILENCE.total_seconds())
    return [writer for other, writer in writers.items() if other != hand]


def gone(text: Model, which: str, user: User, hand: str, *, at: datetime) -> None:
    """Record that `user` no longer has the text open in the window `hand`."""
    cache.set(_open(text, which), _recent_writers(text, which, user, hand, at), SILENCE.total_seconds())


def _recent_writers(text: Model, which: str, user: User, but: str, at: datetime) -> dict[str, Writer]:
    """Return the writers of the last SILENCE by their hands, without the hand `but` where that window is `user`'s."""
    writers: dict[str, Writer] = cache.get(_open(text, which)) or {}
    if but in writers and writers[but].user == user.pk:
        del writers[but]
    return {hand: writer for hand, writer in writers.items() if timedelta(0) <= at - writer.since < SILENCE}


def _open(text: Model, which: str) -> str:
    return f"writers-{text._meta.label_lower}-{text.pk}-{which}"


def remember(text: Model, hand: str, turn: int) -> None:
    """
    Record that the window `hand` saved the present revision of `text`, as its save number `turn`.

    Call this in the transaction of that save.
    """
    if hand:
        cache.set(_key(text), (hand, turn), A_WEEK)


def goes_on(text: Model, hand: str, turn: int) -> bool:
    """
    Return whether the window `hand` saved the current revision of `text`, with a number below `turn`.

    A save with a lower number than the last save arrived late, and has no new text.
    """
    wrote = cache.get(_key(text)) if hand else None
    return wrote is not None and wrote[0] == hand and turn > wrote[1]


def _key(text: Any) -> str:
    return f"hand-{text._meta.label_lower}-{text.pk}-{text.revision}"
