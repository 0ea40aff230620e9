"""Meetings as lists show them: with what a reader needs of each, and the word for how it stands."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from meetings.models import AgendaVersion, Meeting
from meetings.models.meeting import MeetingQuerySet


@dataclass(frozen=True, slots=True)
class Standing:
    """How a meeting stands, as a word and the colour of its tag."""

    word: str
    colour: str


CANCELLED = Standing("Cancelled", "red")
INFORMAL = Standing("Informal session", "purple")
PAST = Standing("Past meeting", "grey")
PUBLISHED = Standing("Agenda published", "green")
UPCOMING = Standing("Upcoming", "teal")


def listed(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """The same meetings with committee, venue, moves and `is_published`: a page asks nothing more of each."""
    return (
        meetings.select_related("committee", "venue")
        .prefetch_related("moves")
        .annotate(is_published=Exists(AgendaVersion.objects.filter(meeting=OuterRef("pk"))))
    )


def standing(meeting: Meeting, on: dt.date) -> Standing:
    """The word for a meeting that came through `listed`, as seen on the day `on`."""
    if meeting.is_cancelled:
        return CANCELLED
    if not meeting.is_formal:
        return INFORMAL
    if meeting.date < on:
        return PAST
    return PUBLISHED if meeting.is_published else UPCOMING  # type: ignore[attr-defined]  # annotated by `listed`


def with_standing(meetings: MeetingQuerySet, on: dt.date) -> list[Meeting]:
    """The meetings of `listed(meetings)` as a list, each with its `standing`."""
    rows = list(listed(meetings))
    for row in rows:
        word = standing(row, on)
        # In a list, that a day has gone is plain; whether there is an agenda to read is not.
        row.standing = PUBLISHED if word is PAST and row.is_published else word
    return rows
