"""A meeting as the calendar prints it: plain values, by which a month of the page is kept."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db.models import BigIntegerField, DateField

from committee.compiled import compiled
from committee.models import Committee
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


def between(first: dt.date, last: dt.date, on: dt.date, committee: Committee | None = None) -> list[Row]:
    """The lines of the public meetings of these days, of all committees or of one; one query, two if any has moved."""
    days = {"first": first, "last": last}
    found = _between(**days) if committee is None else _of_committee(**days, committee=committee.pk)
    return [_row(meeting) for meeting in listing.give_standing(found, on)]


@compiled(first=DateField(), last=DateField())
def _between(first: dt.date, last: dt.date) -> MeetingQuerySet:
    return _listed(Meeting.objects.public().filter(date__range=(first, last)))


@compiled(first=DateField(), last=DateField(), committee=BigIntegerField())
def _of_committee(first: dt.date, last: dt.date, committee: int) -> MeetingQuerySet:
    return _listed(Meeting.objects.public().filter(date__range=(first, last), committee=committee))


def _listed(meetings: MeetingQuerySet) -> MeetingQuerySet:
    return listing.listed(meetings.only(*_READ)).order_by("date", "starts", "committee__name")


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
