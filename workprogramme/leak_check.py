"""
The leak check of programmes: free text that a verb makes public is checked before it is saved (R16).

A programme belongs to no single meeting. The text is therefore checked against everything that the committee's meetings
withhold, from a year before the municipal year to the last day on which an item may have its meeting. LGA 1972
s.100A(2), s.100B(2).

SECURITY: a suggestion that nobody has accepted is never checked, because a refusal would reveal to its author what is
hidden.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from committee.models import Committee
from meetings.models import Meeting
from meetings.packs.leak_check import public_words
from meetings.packs.leak_check.public_words import Said
from workprogramme.dates import A_YEAR, last_day
from workprogramme.document.document import all_rows, take
from workprogramme.models import PROPOSED, Briefing, Origin, Programme, ProgrammeItem

OF_A_PROGRAMME = {
    "introduction": "the introduction", "outcome": "the priority outcome", "venues": "where the committee meets",
}  # fmt: skip
OF_AN_ITEM = {"title": "the title", "details": "the details", "brief": "the brief", "origin_words": "who suggested it"}
OF_A_BRIEFING = {"body": "the body", "attended": "who attended", "note": "the note"}


def of_programme(programme: Programme, changed: Collection[str] = tuple(OF_A_PROGRAMME)) -> Said:
    """Return the public texts of a programme among the fields `changed`."""
    return [(what, [getattr(programme, name)]) for name, what in OF_A_PROGRAMME.items() if name in changed]


def of_item(item: ProgrammeItem, changed: Collection[str] = tuple(OF_AN_ITEM)) -> Said:
    """Return the public texts of an item among the fields `changed`; [] while the item is only proposed."""
    if item.state in PROPOSED:
        return []
    names = {"origin_words", *changed} if "origin" in changed else set(changed)
    if item.origin == Origin.RESIDENT:  # the public never reads which resident made the suggestion
        names -= {"origin_words"}
    return [(what, [getattr(item, name)]) for name, what in OF_AN_ITEM.items() if name in names]


def of_leads(item: ProgrammeItem, names: Iterable[str]) -> Said:
    """Return the names of an item's leads; [] while the item is only proposed."""
    return [] if item.state in PROPOSED else [("who leads it", names)]


def of_reason(to_state: str, reason: str) -> Said:
    """Return the reason for a step to `to_state`; [] if the item is then only proposed, so not public."""
    return [] if to_state in PROPOSED else [("the reason", [reason])]


def of_briefing(briefing: Briefing, changed: Collection[str]) -> Said:
    """Return the public texts of a briefing among the fields `changed`."""
    return [(what, [getattr(briefing, name)]) for name, what in OF_A_BRIEFING.items() if name in changed]


def of_publication(programme: Programme, *, on: dt.date) -> Said:
    """Return all free text that a programme makes public once it is published, as of the day `on`."""
    document = take(programme, on=on)
    items = programme.items.taken_up().in_order()
    words = ("title", "why", "details", "moved", "outcome")
    return [
        *of_programme(programme),
        ("a note", [note["text"] for note in document["notes"]]),
        *(("an item", [*(row[name] for name in words), *row["who"]]) for row in all_rows(document)),
        *(("a brief", [brief]) for brief in items.values_list("brief", flat=True)),
    ]


def refuse_telling(programme: Programme, texts: Said, *, public: Sequence[str] = ()) -> None:
    """Raise Refused where `texts` of a programme reveal something withheld. `texts` may repeat texts in `public`."""
    year = programme.year
    near = withholding(programme.committee).filter(date__range=(year.starts - A_YEAR, last_day(year)))
    public_words.refuse_telling_of_any(texts, near, public=public)


def refuse_telling_of(committee: Committee, texts: Said) -> None:
    """Raise Refused as `refuse_telling` does, for texts that a programme of any year may show."""
    public_words.refuse_telling_of_any(texts, withholding(committee))


def withholding(committee: Committee) -> QuerySet[Meeting]:
    """Return the committee's meetings that withhold anything or hide a title. Usually there are none."""
    return public_words.withholding().filter(committee=committee)
