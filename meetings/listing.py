"""Meetings as lists show them, with committee, place and the word for each meeting's state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, OuterRef, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce

from meetings.models import AgendaVersion, Meeting, Minutes, MinutesState, MinutesVersion, MinutesVersionKind
from meetings.models.meeting import MeetingMove, MeetingQuerySet


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a meeting, as a word and the colour of its tag."""

    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class Stands:
    """The values from which `standing` finds the state of a meeting that was read as plain values."""

    date: dt.date
    is_cancelled: bool
    is_formal: bool
    is_published: bool
    minutes_out: str | None
    is_decided: bool


CANCELLED = Standing("Cancelled", "red")
INFORMAL = Standing("Informal session", "purple")
PAST = Standing("Past meeting", "grey")
PUBLISHED = Standing("Agenda published", "green")
UPCOMING = Standing("Upcoming", "teal")
DECIDED = Standing("Decisions published", "teal")
DRAFT = Standing("Draft minutes", "yellow")
CONFIRMED = Standing("Minutes confirmed", "green")


def listed(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """
    Fetch committee and venue with these meetings, so that a page makes no further query for unmoved ones.

    Annotations: `is_published` (the agenda is published), `minutes_out` (state of the published minutes, else None),
    `is_decided` (a note of decisions is published), `was_moved` (the meeting has `moves`).
    """
    return meetings.select_related("committee", "venue").annotate(**known())


def known() -> dict[str, Subquery | Coalesce]:
    """Return the annotations that `standing` and `Meeting.rearranged` need beside a meeting's own row."""
    of_meeting = OuterRef("pk")
    note = MinutesVersion.objects.filter(minutes__meeting=of_meeting, kind=MinutesVersionKind.DECISIONS)
    return {
        "is_published": _any(AgendaVersion.objects.filter(meeting=of_meeting)),
        "minutes_out": Subquery(Minutes.objects.public().filter(meeting=of_meeting).order_by().values("state")[:1]),
        "is_decided": _any(note),
        "was_moved": _any(MeetingMove.objects.filter(meeting=of_meeting)),
    }


def _any(rows: QuerySet[Any]) -> Coalesce:
    """
    Return an expression that is true where any of these rows of a meeting exists.

    With `Exists` over a list, PostgreSQL reads the whole table first, which grows with the council; this expression
    looks rows up by the index, meeting by meeting.
    """
    first = Subquery(rows.order_by().values_list(Value(True))[:1], output_field=BooleanField())
    return Coalesce(first, Value(False))


def standing_of(meeting: Meeting, on: dt.date) -> Standing:
    """Return the state of any meeting, for a page that shows it; pages that send files do not call this."""
    if not hasattr(meeting, "is_published"):
        for name, value in Meeting.objects.filter(pk=meeting.pk).order_by().values(**known()).get().items():
            setattr(meeting, name, value)
    return standing(meeting, on)


def standing(meeting: Meeting | Stands, on: dt.date) -> Standing:
    """Return the state on the day `on` of a meeting that came through `listed`."""
    if meeting.is_cancelled:
        return CANCELLED
    if not meeting.is_formal:
        return INFORMAL
    if meeting.minutes_out:
        return CONFIRMED if meeting.minutes_out == MinutesState.CONFIRMED else DRAFT
    if meeting.is_decided:
        return DECIDED
    if meeting.date < on:
        return PAST
    return PUBLISHED if meeting.is_published else UPCOMING


def with_standing(meetings: MeetingQuerySet, on: dt.date) -> list[Meeting]:
    """Return the meetings of `listed(meetings)` as a list, each with its `standing`."""
    rows = list(listed(meetings))
    prefetch_related_objects([row for row in rows if row.was_moved], "moves")
    for row in rows:
        row.standing = standing_in_a_list(row, on)
    return rows


def standing_in_a_list(meeting: Meeting | Stands, on: dt.date) -> Standing:
    """Return the standing shown in a list, where a past date is plain and a published agenda is not."""
    word = standing(meeting, on)
    return PUBLISHED if word is PAST and meeting.is_published else word
