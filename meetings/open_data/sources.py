"""The source of meetings: which rows lead to which meeting, and who makes and who guards its records."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from committee.models import EntryKind, MunicipalYear, Person, Venue
from committee.open_data.records import Record
from committee.search.sources import Asked, Source
from meetings.models import Meeting, MeetingMove, Vote
from meetings.open_data import actions, agendas, minutes, recordings
from meetings.search.sources import SOURCES

_WAYS = {model: way for source in SOURCES for model, way in source.ways.items()}
_GUARDS: dict[str, Asked] = {kind: asked for source in SOURCES for kind, asked in source.public.items()}


def _rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    return chain.from_iterable(part.rows_of(units) for part in (agendas, minutes, actions, recordings))


def _in_its_days(year: MunicipalYear) -> Iterable[int]:
    """Return the meetings of a year, which become public together with its calendar."""
    return Meeting.objects.filter(date__range=(year.starts, year.ends)).values_list("pk", flat=True)


def _public_meetings(things: Collection[int]) -> Iterable[int]:
    return Meeting.objects.public().filter(pk__in=things).values_list("pk", flat=True)


SOURCE = Source(
    "meetings",
    {
        **_WAYS,
        MeetingMove: "meeting",
        Vote: "resolution__minute__minutes__meeting",
        Person: "actions__meeting",
        Venue: "meetings",
        MunicipalYear: _in_its_days,
    },
    lambda: Meeting.objects.values_list("pk", flat=True),
    _rows_of,
    {
        "meeting": _public_meetings,
        "item": _GUARDS[EntryKind.ITEM],
        "paper": _GUARDS[EntryKind.PAPER],
        "minute": _GUARDS[EntryKind.MINUTE],
        "resolution": minutes.public_resolutions,
        "vote": minutes.public_votes,
        "action": _GUARDS[EntryKind.ACTION],
        "answer": _GUARDS[EntryKind.ANSWER],
    },
    {"recording": recordings.public_on},
)
