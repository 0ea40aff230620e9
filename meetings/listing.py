"""Meetings for lists, with committee, venue and the word for each meeting's state."""

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
    """Values that `standing` needs of a meeting, from a query that returns values; annotations are as in `listed`."""

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
    Return these meetings with committee, venue and annotations, so that lists need no query per meeting.

    Annotations: `is_published` (the agenda is published), `minutes_out` (state of the published minutes, else None),
    `is_decided` (a note of decisions is published), `was_moved` (the meeting has `moves`).
    """
    return meetings.select_related("committee", "venue").annotate(**known())


def known() -> dict[str, Subquery | Coalesce]:
    """Return the annotations that `standing` and `Meeting.rearranged` need besides the fields of a meeting."""
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

    With `Exists`, PostgreSQL reads the whole table, and the table grows over the years. With this expression,
    PostgreSQL looks up rows by the index, meeting by meeting.
    """
    first = Subquery(rows.order_by().values_list(Value(True))[:1], output_field=BooleanField())
    return Coalesce(first, Value(False))


def standing_of(meeting: Meeting, on: dt.date) -> Standing:
    """Return the state of any meeting on the day `on`. Makes a query where the meeting is not from `listed`."""
    if not hasattr(meeting, "is_published"):
        for name, value in Meeting.objects.filter(pk=meeting.pk).order_by().values(**known()).get().items():
            setattr(meeting, name, value)
    return standing(meeting, on)


def standing(meeting: Meeting | Stands, on: dt.date) -> Standing:
    """Return the state, on the day `on`, of a meeting annotated by `listed` or of a `Stands`."""
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
    """Return the meetings as a list, annotated by `listed`, and set the `standing` of each meeting."""
    rows = list(listed(meetings))
    prefetch_related_objects([row for row in rows if row.was_moved], "moves")
    for row in rows:
        row.standing = standing_in_a_list(row, on)
    return rows


def standing_in_a_list(meeting: Meeting | Stands, on: dt.date) -> Standing:
    """Return the state for a list: "Agenda published" rather than "Past meeting", because the list shows the date."""
    word = standing(meeting, on)
    return PUBLISHED if word is PAST and meeting.is_published else word
