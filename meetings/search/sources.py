"""The sources of meetings: which rows lead to which meeting, and who makes and who guards its entries."""

from collections.abc import Iterable

from django.db.models import Model

from committee.models import EntryKind, Person
from committee.search.sources import Source, Way
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
    PageText,
    Paper,
    PaperFile,
    PublishedPaper,
    Recording,
    Resolution,
)
from meetings.search import actions, agendas, minutes, papers, recordings

OF_MINUTES: dict[type[Model], Way] = {
    Meeting: "pk",
    Minutes: "meeting",
    MinutesVersion: "minutes__meeting",
    Minute: "minutes__meeting",
    Resolution: "minute__minutes__meeting",
    Limb: "resolution__minute__minutes__meeting",
}


def _published() -> Iterable[int]:
    return AgendaVersion.objects.values_list("meeting", flat=True).distinct()


def _minuted() -> Iterable[int]:
    return MinutesVersion.objects.values_list("minutes__meeting", flat=True).distinct()


def _meetings_with_actions() -> Iterable[int]:
    return Action.objects.values_list("meeting", flat=True).distinct()


SOURCES = (
    Source(
        "agendas",
        {Meeting: "pk", AgendaVersion: "meeting", AgendaItem: "meeting"},
        _published,
        agendas.rows_of,
        {EntryKind.ITEM: agendas.public},
    ),
    Source(
        "papers",
        {
            Meeting: "pk",
            AgendaVersion: "meeting",
            Paper: "item__meeting",
            PaperFile: "paper__item__meeting",
            PageText: "file__paper__item__meeting",
            PublishedPaper: "version__meeting",
        },
        _published,
        papers.rows_of,
        {EntryKind.PAPER: papers.public},
        prepare=papers.read,
    ),
    Source(
        "minutes",
        OF_MINUTES,
        _minuted,
        minutes.rows_of,
        {EntryKind.MINUTE: minutes.public_minutes, EntryKind.DECISION: minutes.public_decisions},
    ),
    Source(
        "actions",
        {
            **OF_MINUTES,
            Action: "meeting",
            Answer: "action__meeting",
            Person: lambda person: Action.objects.filter(owner=person).values_list("meeting", flat=True),
        },
        _meetings_with_actions,
        actions.rows_of,
        {EntryKind.ACTION: actions.public_actions, EntryKind.ANSWER: actions.public_answers},
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
        recordings.units,
        recordings.rows_of,
        public_on={EntryKind.RECORDING: recordings.public_on},
    ),
)
