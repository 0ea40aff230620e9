"""Search sources of meetings. A source has lookups from rows to their meeting, makes entries, and checks access."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model

from committee.models import EntryKind, Person
from committee.search.sources import Row, Source, Way, among
from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    Limb,
    Meeting,
    Minute,
    Minutes,
    MinutesVersion,
    Recording,
    Resolution,
)
from meetings.recordings import private_times
from meetings.recordings.watching import clock
from meetings.search import actions, agendas, minutes, papers


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """
    Yield (meeting id, entry) for each passage of a recording that the public could hear. Drafts are left out.

    SECURITY: the times when the public were excluded are read from the present minutes, because the minutes may be
    corrected after the captions were uploaded.
    """
    meetings = Meeting.objects.public().formal().filter(pk__in=units)
    shown = Recording.objects.shown().filter(meeting__in=meetings, passages__isnull=False).distinct()
    for recording in shown.select_related("meeting__committee").prefetch_related("passages"):
        meeting = recording.meeting
        about: dict[str, Any] = {"committee": meeting.committee_id, "day": meeting.date}
        for passage in private_times.said_in_public(recording):
            place, address = clock(passage.begins), f"{recording.page}#t{passage.begins}"
            yield (
                meeting.pk,
                Row(EntryKind.RECORDING, recording.pk, address, recording.title, passage.text, place, **about),
            )


def public_on(things: Collection[int], on: dt.date) -> Iterator[int]:
    """
    Yield the ids in `things` that belong to recordings public on the day `on`, with captions that may be read.

    SECURITY: a recording is left out where, by the times in the minutes, any of its passages was not spoken in public.
    """
    for recording in Recording.objects.public(on).filter(pk__in=things).select_related("meeting__committee"):
        public_passages = private_times.said_in_public(recording)
        if public_passages and len(public_passages) == recording.passages.count():
            yield recording.pk


OF_MINUTES: dict[type[Model], Way] = {
    Meeting: "pk",
    Minutes: "meeting",
    MinutesVersion: "minutes__meeting",
    Minute: "minutes__meeting",
    Resolution: "minute__minutes__meeting",
    Limb: "resolution__minute__minutes__meeting",
}


SOURCES = (
    Source(
        "agendas",
        {Meeting: "pk", AgendaVersion: "meeting", AgendaItem: "meeting"},
        AgendaVersion,
        agendas.rows_of,
        {EntryKind.ITEM: agendas.public},
    ),
    Source(
        "papers",
        papers.WAYS,
        AgendaVersion,
        papers.rows_of,
        {EntryKind.PAPER: papers.public},
        prepare=lambda units: papers.read(papers.published(units)),
    ),
    Source(
        "minutes",
        OF_MINUTES,
        MinutesVersion,
        minutes.rows_of,
        {
            EntryKind.MINUTE: minutes.public_minutes,
            EntryKind.DECISION: minutes.of_public_minutes(Limb, "resolution__minute"),
        },
    ),
    Source(
        "actions",
        {
            **OF_MINUTES,
            Action: "meeting",
            Answer: "action__meeting",
            Person: lambda person: Action.objects.filter(owner=person).values_list("meeting", flat=True),
        },
        Action,
        actions.rows_of,
        {EntryKind.ACTION: actions.public_actions, EntryKind.ANSWER: among(Answer.objects.public)},
    ),
    Source(
        "recordings",
        {
            Meeting: "pk",
            Recording: "meeting",
            Minutes: "meeting",
            MinutesVersion: "minutes__meeting",
            Minute: "minutes__meeting",
        },
        Recording,
        rows_of,
        public_on={EntryKind.RECORDING: public_on},
    ),
)
