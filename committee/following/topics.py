"""
Topics that can be followed, each with its news, made of what anybody may read now.

An app registers each kind of topic once, in its `ready()`.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from committee.models import Subscription

MOST = 50  # news of a topic that anybody is told of, the latest ones


def fingerprint_of(news: str) -> str:
    """Return what is kept in a subscription of the news that has this key."""
    return hashlib.sha256(news.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class News:
    """
    One thing that came about: a `title` in words of ours, its public address without the host, and when.

    SECURITY: an email cannot be called back, so a title holds names and dates that the register holds, and no words of
    papers, minutes or answers: those are read on the page. `key` tells it from all others of its topic for good.
    """

    title: str
    url: str
    at: dt.datetime
    key: str

    @property
    def fingerprint(self) -> str:
        """Hash of the news, as stored in a subscription."""
        return fingerprint_of(self.key)


@dataclass(frozen=True, slots=True)
class Topic:
    """
    Something that can be followed: its name, its public address without the host.

    SECURITY: `unconfirmed` is what an email calls it before its mailbox has confirmed: anybody may ask in the name of
    any address, and a search is named by whatever words they typed.
    """

    kind: str
    key: str
    name: str
    url: str
    thing: Any
    unconfirmed: str

    def news(self) -> list[News]:
        """Return the latest news of the topic, newest first, as the public may read it now."""
        return self.known()[:MOST]

    def known(self) -> list[News]:
        """Return the latest and the earlier news, so that withdrawing one of the latest makes no old item new again."""
        items = sorted(_KINDS[self.kind].news(self.thing), key=lambda news: news.at, reverse=True)
        return items[: 4 * MOST]


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of topic: `find(key)` gives what anybody may read of it, or None, and `news` what came about.

    `unconfirmed` is for a kind whose topics a stranger names.
    """

    name: str
    find: Callable[[str], Any]
    topic_name: Callable[[Any], str]
    url: Callable[[Any], str]
    news: Callable[[Any], list[News]]
    unconfirmed: str = ""


_KINDS: dict[str, Kind] = {}


def is_told(kind: str, key: str, news: str) -> bool:
    """Return whether any follower of a topic has been emailed the news that has this key."""
    fingerprint = fingerprint_of(news)
    lists = Subscription.objects.filter(kind=kind, topic=key).values_list("told", flat=True)
    return any(fingerprint in each for each in lists)


def register(kind: Kind) -> None:
    """Make a kind of topic known; once, when the app is ready."""
    _KINDS[kind.name] = kind


def find(kind: str, key: str) -> Topic | None:
    """Return the topic of that kind and key, where the public may read it now."""
    topic_kind = _KINDS.get(kind)
    thing = topic_kind.find(key) if topic_kind else None
    if topic_kind is None or thing is None:
        return None
    name = topic_kind.topic_name(thing)
    return Topic(kind, key, name, topic_kind.url(thing), thing, topic_kind.unconfirmed or name)
