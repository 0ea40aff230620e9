"""Titles compared: what a row calls an item, what the agenda calls it, what another row calls it (R48)."""

import re
from collections.abc import Iterable

from committee.models import Committee
from meetings.models import Access, AgendaItem, ItemKind, Meeting

SMALL = {"a", "an", "and", "the", "of", "on", "for", "in", "to", "with", "by", "from", "report", "update"}
ENOUGH = 0.6


def agenda_titles(committee: Committee, meetings: Iterable[Meeting]) -> dict[int, list[tuple[int, str, list[str]]]]:
    """
    By meeting: number, title and titles of papers of each item of business on its agenda.

    SECURITY: as the public has them, for a scrutiny officer may not know what an exempt item is about.
    """
    rows = AgendaItem.objects.filter(
        meeting__in=list(meetings), meeting__committee=committee, kind=ItemKind.BUSINESS, withdrawn_at__isnull=True
    )
    found: dict[int, list[tuple[int, str, list[str]]]] = {}
    for item in rows.order_by("meeting", "position").prefetch_related("papers"):
        papers = [paper.title for paper in item.papers.all() if paper.access == Access.OPEN]
        found.setdefault(item.meeting_id, []).append((item.number, item.title_for_public, papers))
    return found


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for capitals, blanks and points."""
    return _plain(one) == _plain(other)


def alike(one: str, other: str) -> float:
    """
    How much two titles are about the same thing, from 0 to 1: the share of the shorter one's words found in the other.

    A word may be shortened (incl, Dom), and initials stand for their words (DoLS).
    """
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0
    if _initials(one, other) or _initials(other, one):
        return 1
    short, long = sorted((words, others), key=len)
    found = sum(any(_shortened(word, another) for another in long) for word in short)
    return found / len(short) * (1 if len(short) > 1 else 0.5)


def nearest(title: str, others: Iterable[str]) -> str:
    """The one of `others` that is about the same thing; "" for none."""
    best = max(others, key=lambda other: alike(title, other), default="")
    return best if best and alike(title, best) >= ENOUGH else ""


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold().replace("’", "").replace("'", "")))


def _words(title: str) -> list[str]:
    return [word for word in _plain(title).split() if word not in SMALL]


def _shortened(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return word == other or (len(short) > 2 and long.startswith(short))


def _initials(short: str, long: str) -> bool:
    letters = "".join(word[0] for word in re.findall(r"\w+", long) if len(word) > 2 or word.casefold() == "of")
    return len(letters) > 2 and _plain(short) == letters.casefold()
