"""Search of the public calendar: one entry per meeting, cancelled meetings included."""

from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse

from committee.models import Committee, EntryKind, MunicipalYear, Venue
from committee.search.answers import CANCELLED
from committee.search.sources import Row, Source, among
from committee.wording.dates import long_date
from committee.wording.wording import Wording, printed_as
from meetings.models import AgendaVersion, Meeting


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """
    Yield (meeting id, entry) for each public meeting.

    The title has the day in the usual wording, because a change of the council's wording does not make the index anew.
    The search shows the title in the council's wording.
    """
    for meeting in Meeting.objects.public().filter(pk__in=units).select_related("committee", "venue"):
        with printed_as(Wording()):
            title = f"{meeting.committee.name}, {long_date(meeting.date)}"
        yield (
            meeting.pk,
            Row(
                EntryKind.MEETING,
                meeting.pk,
                reverse("public:meeting", args=[meeting.committee.slug, meeting.slug]),
                title,
                "\n".join(_words(meeting)),
                CANCELLED if meeting.is_cancelled else "",
                committee=meeting.committee_id,
                day=meeting.date,
            ),
        )


def _words(meeting: Meeting) -> Iterator[str]:
    kinds = {"Annual meeting": meeting.annual, "Informal session": meeting.informal}
    yield from (f"{kind}." for kind, holds in kinds.items() if holds)
    yield from (text for text in (meeting.cancelled_reason, meeting.note) if text)
    if meeting.venue:
        yield f"At {meeting.venue}."


def in_its_days(year: MunicipalYear) -> Iterable[int]:
    """Return the ids of a year's meetings, because they become public together with the year's calendar."""
    return Meeting.objects.filter(date__range=(year.starts, year.ends)).values_list("pk", flat=True)


CALENDAR = Source(
    "calendar",
    {
        Meeting: "pk",
        AgendaVersion: "meeting",
        Committee: "meetings",
        Venue: "meetings",
        MunicipalYear: in_its_days,
    },
    Meeting,
    rows_of,
    {EntryKind.MEETING: among(Meeting.objects.public)},
)
