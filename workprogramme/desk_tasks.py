"""The desk's tasks from work programmes: suggestions to weigh, outcomes to write, outdated printed papers."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from committee.models import AuditEntry
from committee.wording.dates import day_and_month
from meetings.models import AgendaVersion
from workprogramme.models import Briefing, Move, Programme, ProgrammeItem, ProgrammeVersion
from workprogramme.outcomes.draft_from_minute import wanting

REWORDED = ("changed", "said who leads", "removed a briefing from")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One task: a phrase, the name of the committee or programme, and the URL of the page to do the task on."""

    words: str
    of: str
    url: str


def waiting(on: dt.date) -> list[Waiting]:
    """Return all waiting tasks, outdated printed papers first, in four queries."""
    return [*_outdated(on), *_outcomes(on), *_suggestions()]


def _suggestions() -> Iterator[Waiting]:
    rows = ProgrammeItem.objects.proposed().values(
        slug=F("programme__committee__slug"), name=F("programme__committee__short_name")
    )
    for row in rows.annotate(count=Count("pk")).order_by("name"):
        words = _counted(row["count"], "suggestion to score", "suggestions to score")
        yield Waiting(words, row["name"], reverse("desk:programme-suggestions", args=[row["slug"]]))


def _outcomes(on: dt.date) -> Iterator[Waiting]:
    """Yield a task per programme. The task leads to the item if one outcome is missing, else to the programme."""
    rows = wanting(on).select_related("programme__committee", "programme__year")
    for programme, items in groupby(rows.order_by("programme", "programme_id", "pk"), attrgetter("programme")):
        first, *more = items
        words = _counted(1 + len(more), "outcome to write", "outcomes to write")
        outcome = _address(programme, "desk:programme-outcome", first.pk)
        yield Waiting(words, _name(programme), f"{_address(programme)}?show=no_outcome" if more else outcome)


def _outdated(on: dt.date) -> Iterator[Waiting]:
    """
    Yield a task for each programme that has changed since it was printed for a coming meeting.

    Yield no task once the agenda is published. The page to print the programme says whether the paper would change.
    """
    printed = ProgrammeVersion.objects.filter(meeting__date__gte=on, meeting__cancelled_at__isnull=True)
    if not printed.exists():
        return
    of = OuterRef("programme")
    mine = ProgrammeItem.objects.filter(programme=OuterRef(of)).values("pk")
    briefings = Briefing.objects.filter(programme=OuterRef(of)).values("pk")
    reworded = AuditEntry.objects.filter(
        Q(subject_type=ProgrammeItem._meta.label_lower, subject_id__in=mine)
        | Q(subject_type=Briefing._meta.label_lower, subject_id__in=briefings)
        | Q(subject_type=Programme._meta.label_lower, subject_id=of),
        did__in=REWORDED,
        at__gt=OuterRef("printed_at"),
    )
    since = (
        Exists(Move.objects.filter(item__programme=of, recorded_at__gt=OuterRef("printed_at")))
        | Exists(ProgrammeItem.objects.filter(programme=of, outcome_accepted_at__gt=OuterRef("printed_at")))
        | Exists(Briefing.objects.filter(programme=of, recorded_at__gt=OuterRef("printed_at")))
        | Exists(reworded)
    )
    later = ProgrammeVersion.objects.filter(programme=of, meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    unpublished = ~Exists(AgendaVersion.objects.filter(meeting=OuterRef("meeting")))
    rows = printed.filter(~Exists(later), unpublished, since)
    rows = rows.select_related("programme__committee", "programme__year", "meeting")
    for version in rows.order_by("meeting__date", "pk"):
        day = day_and_month(version.meeting.date)
        yield Waiting(
            f"Work programme printed for {day} may be out of date",
            _name(version.programme),
            _address(version.programme, "desk:programme-print", version.meeting.slug),
        )


def _counted(count: int, singular: str, more: str) -> str:
    return f"{count} {singular if count == 1 else more}"


def _name(programme: Programme) -> str:
    return f"{programme.committee.short_name}, {programme.year}"


def _address(programme: Programme, name: str = "desk:programme", *more: Any) -> str:
    return reverse(name, args=[programme.committee.slug, programme.year.slug, *more])
