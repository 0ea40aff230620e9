"""
Who has a minute open, and which window wrote last: kept in the cache, which all processes share.

A `hand` is a word that a window makes up for itself. It tells two windows of one clerk apart, and a save whose answer
was lost (the server died, the line dropped) from somebody else's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from committee.models import User
from meetings.models import Minute

SILENCE = timedelta(seconds=30)
A_WEEK = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who has a minute open in a window."""

    user: int
    name: str
    since: datetime


def here(minute: Minute, which: str, user: User, hand: str, *, at: datetime) -> list[Writer]:
    """Note that `user` has the text open in the window `hand`; who else has, in other windows."""
    key = f"minute-writers-{minute.pk}-{which}"
    known: dict[str, Writer] = cache.get(key) or {}
    known = {other: writer for other, writer in known.items() if timedelta(0) <= at - writer.since < SILENCE}
    known[hand] = Writer(user.pk, str(user), at)
    cache.set(key, known, SILENCE.total_seconds())
    return [writer for other, writer in known.items() if other != hand]


def remember(minute: Minute, hand: str, turn: int) -> None:
    """Note which window wrote the revision at which `minute` stands; in the transaction that writes it."""
    if hand:
        cache.set(_key(minute), (hand, turn), A_WEEK)


def goes_on(minute: Minute, hand: str, turn: int) -> bool:
    """
    Whether that window wrote the revision at which `minute` stands, and this is a later turn of it.

    An earlier one is a save that was held up on its way until after its successor: it has nothing new to say.
    """
    wrote = cache.get(_key(minute)) if hand else None
    return wrote is not None and wrote[0] == hand and turn > wrote[1]


def _key(minute: Minute) -> str:
    return f"minute-hand-{minute.pk}-{minute.revision}"
