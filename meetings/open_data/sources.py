"""The meetings' source of open data: lookups from rows to their meetings, makers of records, and checks of access."""

from collections.abc import Collection, Iterator
from itertools import chain

from committee.models import MunicipalYear, Person, Venue
from committee.open_data.records import Record
from committee.search.sources import Source, among, among_on
from meetings.models import Meeting, MeetingMove, Recording, Resolution, Vote
from meetings.open_data import actions, agendas, minutes, recordings
from meetings.search.calendar import in_its_days
from meetings.search.minutes import of_public_minutes
from meetings.search.sources import SOURCES


def _rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    return chain.from_iterable(part.rows_of(units) for part in (agendas, minutes, actions, recordings))


SOURCE = Source(
    "meetings",
    {
        **{model: way for source in SOURCES for model, way in source.ways.items()},
        MeetingMove: "meeting",
        Vote: "resolution__minute__minutes__meeting",
        Person: "actions__meeting",
        Venue: "meetings",
        MunicipalYear: in_its_days,
    },
    Meeting,
    _rows_of,
    {
        # Checks of items, papers, minutes, actions and answers; the search uses the same names of kinds.
        **{str(kind): check for source in SOURCES for kind, check in source.public.items()},
        "meeting": among(Meeting.objects.public),
        "resolution": of_public_minutes(Resolution, "minute"),
        "vote": of_public_minutes(Vote, "resolution__minute"),
    },
    {"recording": among_on(Recording.objects.public)},
)
