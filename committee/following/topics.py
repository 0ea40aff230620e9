"""
Topics that can be followed, each with its news, made only from data that is public now.

An app registers each kind of topic once, in its `ready()`.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from committee.models import Subscription

MOST = 50  # latest news of a topic that are emailed or in its feed
ONLY_ONE = "all"  # key of the topic of a kind that has one topic only


def fingerprint_of(news: str) -> str:
    """Return the hash of a news item's key, as a subscription stores it."""
    return hashlib.sha256(news.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class News:
    """
    One news item: its `title`, its public address without the host, and its time; `key` is unique within the topic.

    SECURITY: an email cannot be called back, so a title contains only the portal's own words, with names and dates of
    the register, and no text of papers, minutes or answers.
    """

    title: str
    url: str
    at: dt.datetime
    key: str

    @property
    def fingerprint(self) -> str:
        """Hash of the key, as stored in a subscription."""
        return fingerprint_of(self.key)


@dataclass(frozen=True, slots=True)
class Topic:
    """
    Something that can be followed, with its name and its public address without the host.

    `thing` is what the function `find` of the topic's `Kind` returned.

    SECURITY: emails to an unconfirmed address use the name `unconfirmed`. Anybody may enter a stranger's address, and
    the name of a search contains words that the sender typed.
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
        """
        Return up to four times MOST news, the newest first.

        A subscription stores all of them as known. When a newer item is withdrawn, an older item moves up into the
        first MOST, and must not look new.
        """
        items = sorted(_KINDS[self.kind].news(self.thing), key=lambda news: news.at, reverse=True)
        return items[: 4 * MOST]


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of topic.

    - `find` returns the thing with a given key (a committee, a search ...), or None where the thing is not public.
    - `topic_name` and `url` take the result of `find`, and return its name and its public address without the host.
    - `news` takes the result of `find`, and returns its news.
    - `unconfirmed` is the name for emails to unconfirmed addresses, if the topic's name contains typed words; else "".
    """

    name: str
    find: Callable[[str], Any]
    topic_name: Callable[[Any], str]
    url: Callable[[Any], str]
    news: Callable[[Any], list[News]]
    unconfirmed: str = ""


_KINDS: dict[str, Kind] = {}


def is_told(news: str, **followed: str) -> bool:
    """
    Return whether any follower has been emailed about the news item with the key `news`.

    `followed` are the topics with this news: the key of each, by its kind.
    """
    fingerprint = fingerprint_of(news)
    subscriptions = (Subscription.objects.filter(kind=kind, topic=key) for kind, key in followed.items())
    return any(fingerprint in told for rows in subscriptions for told in rows.values_list("told", flat=True))


def register(kind: Kind) -> None:
    """Register a kind of topic; each app calls this once, in `ready()`."""
    _KINDS[kind.name] = kind


def find(kind: str, key: str) -> Topic | None:
    """Return the topic with this kind and key; None where it is not public."""
    topic_kind = _KINDS.get(kind)
    thing = topic_kind.find(key) if topic_kind else None
    if topic_kind is None or thing is None:
        return None
    name = topic_kind.topic_name(thing)
    return Topic(kind, key, name, topic_kind.url(thing), thing, topic_kind.unconfirmed or name)
