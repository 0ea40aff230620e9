"""Compare an item's title in a row of the file with titles on the agenda and in other rows (R48)."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from committee.models import Committee
from committee.wording.dates import full_date
from meetings.models import Access, AgendaItem, ItemKind, Meeting
from workprogramme.importing.shapes import NOTES, WARNS, Line
from workprogramme.models import Table

# Words that are not compared.
SMALL = {"a", "an", "and", "the", "of", "on", "for", "in", "to", "with", "by", "from", "report", "update"}
ENOUGH = 0.6  # similarity from which an agenda's title may be the title of a row
LONGEST = 250  # characters of a title
KEPT = 4096  # titles in each cache


def agenda_titles(committee: Committee, meetings: Iterable[Meeting]) -> dict[int, list[tuple[int, str, list[str]]]]:
    """
    Return (number, title, titles of its papers) of each item of business, by the id of the meeting.

    SECURITY: only public titles are returned, because a scrutiny officer must not learn what an exempt item is about.
    """
    rows = AgendaItem.objects.filter(
        meeting__in=set(meetings), meeting__committee=committee, kind=ItemKind.BUSINESS, withdrawn_at__isnull=True
    )
    by_meeting: dict[int, list[tuple[int, str, list[str]]]] = {}
    for item in rows.order_by("meeting", "position").prefetch_related("papers"):
        papers = [paper.title for paper in item.papers.all() if paper.access == Access.OPEN]
        by_meeting.setdefault(item.meeting_id, []).append((item.number, item.title_for_public, papers))
    return by_meeting


def same(title: str, other: str) -> bool:
    """Return whether two titles are the same apart from capitals, blanks and punctuation."""
    return _plain(title) == _plain(other)


def alike(title: str, other: str) -> float:
    """
    Return the similarity of two titles, from 0 to 1: the share of the shorter title's words found in the other.

    A word may be shortened (incl, Dom), and initials stand for their words (DoLS). A title of one word counts half.
    """
    if max(len(title), len(other)) > LONGEST:
        return 0  # too long for a title; `checking` reports the length
    words, others = _words(title), _words(other)
    if not words or not others:
        return 0
    if _initials(title, other) or _initials(other, title):
        return 1
    short, long = sorted((words, others), key=len)
    whole, begun = set(long), _beginnings(long)
    matches = sum(word in begun or not whole.isdisjoint(_beginnings((word,))) for word in short)
    return matches / len(short) * (1 if len(short) > 1 else 0.5)


def nearest(title: str, others: Iterable[str]) -> str:
    """Return the title in `others` that is most similar to `title`; "" where no title is similar enough."""
    best = max(others, key=lambda other: alike(title, other), default="")
    return best if best and alike(title, best) >= ENOUGH else ""


@lru_cache(maxsize=KEPT)
def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold().replace("’", "").replace("'", "")))


# These functions are cached, because every title is compared with every other title.
@lru_cache(maxsize=KEPT)
def _words(title: str) -> tuple[str, ...]:
    return tuple(word for word in _plain(title).split() if word not in SMALL)


@lru_cache(maxsize=KEPT)
def _beginnings(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words, and every beginning of a word of three letters or more."""
    return frozenset(word[:end] for word in words for end in {len(word), *range(3, len(word))})


@lru_cache(maxsize=KEPT)
def _letters(title: str) -> str:
    """Return the initials of a title: "dols" for Deprivation of Liberty Safeguards."""
    return "".join(word[0] for word in re.findall(r"\w+", title) if len(word) > 2 or word.casefold() == "of").casefold()


def _initials(short: str, long: str) -> bool:
    letters = _letters(long)
    return len(letters) > 2 and _plain(short) == letters


ABOUT_ONE_THING = 0.85  # similarity from which two rows' titles may be of one item


def differing(committee: Committee, lines: list[Line]) -> Iterator[tuple[Line, str, str]]:
    """
    Yield (row, sentence, weight) for each difference of titles.

    A difference is

    - an agenda without a title like the row's;
    - an agenda, a paper or another row with a slightly different title, apparently for the same item.
    """
    agendas = agenda_titles(committee, [line.meeting for line in lines if line.meeting])
    for line in lines:
        agenda = agendas.get(line.meeting.pk, []) if line.meeting else []
        if line.title and agenda:
            yield from _beside_agenda(line, agenda)
    yield from _beside_each_other(lines)


def _beside_agenda(line: Line, agenda: list[tuple[int, str, list[str]]]) -> Iterator[tuple[Line, str, str]]:
    day = full_date(line.meeting.date) if line.meeting else ""
    by_title = {title: (number, papers) for number, title, papers in agenda}
    near = nearest(line.title, by_title)
    if not near:
        yield line, f"The agenda of {day} has no similar item.", NOTES
        return
    number, papers = by_title[near]
    if not same(near, line.title):
        yield line, f"The agenda of {day} calls it “{near}” (item {number}).", WARNS
    for paper in papers:
        if not same(paper, line.title) and not same(paper, near):
            yield line, f"Its paper of {day} is called “{paper}”.", WARNS


def _beside_each_other(lines: list[Line]) -> Iterator[tuple[Line, str, str]]:
    for place, line in enumerate(lines):
        for other in lines[:place]:
            if Table.STANDING in (line.table, other.table) or same(line.title, other.title):
                continue
            if alike(line.title, other.title) < ABOUT_ONE_THING or _told_apart(line.title, other.title):
                continue
            where = other.row.where[:1].lower() + other.row.where[1:]
            yield line, f"It may be what {where} calls “{other.title}”.", WARNS
            break


def _told_apart(title: str, other: str) -> bool:
    """Return whether titles count as different on purpose: both have the same number of words, six or more."""
    return len(title.split()) == len(other.split()) and len(title.split()) > 5
