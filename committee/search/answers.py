"""
Entries to show before all others, because the search asks for just them.

- the meetings of a day or month: 21 April 2022; safeguarding December 2026
- the next or latest meeting: next cabinet meeting; cabinet agenda
- a committee, a member or an information page by name: councillor Lyle; how do I complain

Only words that name nothing else lead to an answer: "care leavers meeting" does not, as no committee has that name.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from committee.models import Committee, EntryKind, SearchEntry
from committee.search import vocabulary
from committee.search.databases import Found
from committee.search.days import Days
from committee.search.queries import Query
from committee.search.stemming import COMMON, stems, words

CANCELLED = "Cancelled"  # `place` of the entry of a cancelled meeting
MOST, MOST_LOOKED_AT = 10, 1000  # entries to show first, and members and pages among which they are looked for
FEW = 3  # committees, meetings and members that a few words may mean
LONGEST_NAME = 4  # words of a name that is compared with the members' names
NEXT = frozenset(stems("next upcoming forthcoming coming future"))
LATEST = frozenset(stems("last latest previous recent minutes"))
OF_MEETINGS = frozenset(stems("meeting meet agenda date time calendar")) | NEXT | LATEST
OF_COMMITTEES = frozenset(stems("committee member chair chairman"))
TITLES = frozenset(stems("councillor cllr mr mrs ms miss dr"))
OF_MEMBERS = frozenset(stems("vote voting voted attendance attended contact email profile"))
_COMMON = frozenset(stem for word in COMMON for stem in stems(word))


class Guide(NamedTuple):
    """The entry of a member or an information page, its title, and the stems of its title and text."""

    entry: Found
    title: str
    stems: frozenset[str]


def first(query: Query, bodies: Collection[Committee], on: dt.date, *, is_lost: bool) -> list[Found]:
    """
    Return the entries to show first, the best first; none for a query with quotation marks or excluded words.

    `bodies` are the council's committees. With `is_lost`, no entry has all words, and a name spelt nearly counts too.
    """
    wanted = frozenset(stem for term in query.terms if not term.is_date for stem in term.phrases[0])
    if not query.is_plain or not (wanted or query.days):
        return []
    named = _committees(wanted - OF_MEETINGS - OF_COMMITTEES, bodies)
    asks_meetings = bool(query.days or wanted & OF_MEETINGS) and (bool(named) or wanted <= OF_MEETINGS | OF_COMMITTEES)
    meetings = list(_meetings(query.days, wanted, named, on)) if asks_meetings else []
    guides = _guides() if wanted else []
    names = {body.pk: (_stems_of(body.short_name), _stems_of(body.name)) for body in named}
    exact = [pk for pk, (short, whole) in names.items() if asks_meetings or short <= wanted or whole <= wanted]
    committees = SearchEntry.objects.filter(kind=EntryKind.COMMITTEE, thing__in=exact)
    others = [*(_entries(committees) if 0 < len(exact) <= FEW else ()), *_pages(wanted, guides)]
    is_certain = named or query.days or wanted & (NEXT | LATEST)  # "meetings" alone asks for the calendar
    entries = [*meetings, *others] if is_certain else [*others, *meetings]
    entries += _members(query, wanted, guides, is_lost=is_lost)
    return list(dict.fromkeys(entries))[:MOST]


def _stems_of(name: str) -> frozenset[str]:
    return frozenset(stems(name)) - _COMMON


def _committees(wanted: frozenset[str], bodies: Collection[Committee]) -> list[Committee]:
    """Return the committees with all stems of `wanted` in their names; none for no stem."""
    return [body for body in bodies if wanted and wanted <= _stems_of(f"{body.name} {body.short_name}")]


def _meetings(days: Days | None, wanted: frozenset[str], named: Sequence[Committee], on: dt.date) -> Iterator[Found]:
    """Yield the meetings of the typed days, or the next and the latest, of the committees `named` or of all."""
    rows = SearchEntry.objects.filter(kind=EntryKind.MEETING)
    if named:
        rows = rows.filter(committee__in=[body.pk for body in named])
    if days:
        yield from _entries(rows.filter(day__range=days.range).order_by("day", "pk")[:MOST])
        return
    rows = rows.exclude(place=CANCELLED)
    many = FEW if len(named) != 1 or wanted & NEXT else 1
    if not wanted & LATEST:
        yield from _entries(rows.filter(day__gte=on).order_by("day", "pk")[:many])
    if not wanted & NEXT:
        yield from _entries(rows.filter(day__lt=on).order_by("-day", "-pk")[:many])


def _entries(rows: QuerySet[SearchEntry]) -> list[Found]:
    return list(rows.values_list("pk", "kind", "thing", "committee", "day", "minute"))


def _guides() -> list[Guide]:
    """Return the members and information pages. One query."""
    rows = SearchEntry.objects.filter(kind__in=[EntryKind.PAGE, EntryKind.PERSON]).order_by("kind", "-pk")
    fields = rows.values_list("pk", "kind", "thing", "committee", "title", "title_stems", "text_stems")
    return [
        Guide(
            (pk, kind, thing, committee, None, None),
            title,
            frozenset(f"{title_stems} {text_stems}".split() if kind == EntryKind.PAGE else title_stems.split()),
        )
        for pk, kind, thing, committee, title, title_stems, text_stems in fields[:MOST_LOOKED_AT]
    ]


def _pages(wanted: frozenset[str], guides: Collection[Guide]) -> list[Found]:
    """Return the information pages that have all stems of `wanted`, those with the most in their titles first."""
    pages = [guide for guide in guides if guide.entry[1] == EntryKind.PAGE and wanted <= guide.stems]
    pages.sort(key=lambda guide: -len(wanted & _stems_of(guide.title)))
    return [guide.entry for guide in pages[:FEW]]


def _members(query: Query, wanted: frozenset[str], guides: Collection[Guide], *, is_lost: bool) -> list[Found]:
    """Return the members whose names have the asked words, or words spelt nearly so; none where many have them."""
    name = wanted - TITLES - OF_MEMBERS
    members = [guide for guide in guides if guide.entry[1] == EntryKind.PERSON] if name else []
    matches = [guide for guide in members if name <= guide.stems]
    if not matches and (is_lost or wanted & TITLES) and len(name) <= LONGEST_NAME:
        spelt = [word.spelt for term in query.terms for word in words(term.shown) if word.stem in name]
        matches = [guide for guide in members if vocabulary.is_near(spelt, guide.title)]
    return [guide.entry for guide in matches] if len(matches) <= FEW else []
