"""A meeting as the calendar prints it: plain values, by which a month of the page is kept."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from meetings import listing
from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet

_READ = (
    *("date", "sequence", "starts", "informal", "note", "cancelled_at", "cancelled_reason", "venue__name"),
    *("committee__name", "committee__short_name", "committee__slug", "committee__kind"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """Whose meeting it is."""

    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the calendar, with the names that `listing.with_standing` gives a meeting."""

    committee: Body
    date: dt.date
    slug: str
    starts: dt.time
    venue: str
    standing: listing.Standing
    minutes_out: str | None
    is_decided: bool
    is_formal: bool
    rearranged_words: str
    is_cancelled: bool
    cancelled_reason: str
    note: str


def rows(meetings: MeetingQuerySet, on: dt.date) -> list[Row]:
    """The lines of these meetings, in their order: two queries."""
    return [_row(meeting) for meeting in listing.with_standing(meetings.only(*_READ), on)]


def _row(meeting: Meeting) -> Row:
    committee = meeting.committee
    return Row(
        Body(committee.name, committee.short_name, committee.slug),
        meeting.date,
        meeting.slug,
        meeting.starts,
        meeting.venue.name if meeting.venue else "",
        cast(listing.Standing, meeting.standing),
        meeting.minutes_out,
        meeting.is_decided,
        meeting.is_formal,
        meeting.rearranged_words,
        meeting.is_cancelled,
        meeting.cancelled_reason,
        meeting.note,
    )
