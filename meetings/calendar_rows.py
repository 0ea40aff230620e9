"""A meeting as public lists print it: plain values, by which a part of a page is kept."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet

from committee.compiled import Several, compiled
from committee.models import Committee, LegalKind
from meetings import listing
from meetings.listing import Stands
from meetings.models import Meeting, MinutesState, make_slug
from meetings.models.meeting import MeetingQuerySet

_READ = (
    *("pk", "date", "sequence", "starts", "informal", "note", "cancelled_at", "cancelled_reason", "venue__name"),
    *("committee__name", "committee__short_name", "committee__slug", "committee__kind"),
)
NAMES = (*_READ, *listing.known())
type Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Whose meeting it is."""

    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, with the names that `listing.with_standing` gives a meeting."""

    pk: int
    committee: Body
    date: dt.date
    slug: str
    starts: dt.time
    venue: str
    standing: listing.Standing
    minutes_out: str | None
    is_decided: bool
    is_formal: bool
    is_published: bool
    rearranged_words: str
    is_cancelled: bool
    cancelled_reason: str
    note: str

    @property
    def is_draft(self) -> bool:
        """Whether its minutes are published subject to confirmation."""
        return self.minutes_out is not None and self.minutes_out != MinutesState.CONFIRMED


def between(first: dt.date, last: dt.date, on: dt.date, committee: Committee | None = None) -> list[Row]:
    """The lines of the public meetings of these days, of all committees or of one; one query, two if any has moved."""
    days = {"first": first, "last": last}
    return rows_of(_between(**days) if committee is None else _of_committee(**days, committee=committee.pk), on)


@compiled(first=DateField(), last=DateField())
def _between(first: dt.date, last: dt.date) -> QuerySet[Meeting, Values]:
    return listed(Meeting.objects.public().filter(date__range=(first, last)))


@compiled(first=DateField(), last=DateField(), committee=BigIntegerField())
def _of_committee(first: dt.date, last: dt.date, committee: int) -> QuerySet[Meeting, Values]:
    return listed(Meeting.objects.public().filter(date__range=(first, last), committee=committee))


def listed(meetings: MeetingQuerySet, **more: Any) -> QuerySet[Meeting, Values]:
    """What `rows_of` makes lines of; `more` are annotations, whose values come last."""
    known = {**listing.known(), **more}
    return meetings.annotate(**known).order_by("date", "starts", "committee__name").values_list(*_READ, *known)


def rows_of(found: Sequence[Values], on: dt.date) -> list[Row]:
    """The lines of meetings as `listed` reads them: not a query more, two if any has moved."""
    read = [dict(zip(NAMES, values, strict=False)) for values in found]
    moved = [values["pk"] for values in read if values["was_moved"]]
    words = {row.pk: row.rearranged_words for row in _moved(meetings=moved)} if moved else {}
    return [_row(values, words.get(values["pk"], ""), on) for values in read]


@compiled(meetings=Several(BigIntegerField()))
def _moved(meetings: list[int]) -> MeetingQuerySet:
    return Meeting.objects.filter(pk__in=meetings).prefetch_related("moves__old_venue")


def _row(values: dict[str, Any], rearranged_words: str, on: dt.date) -> Row:
    stands = Stands(
        date=values["date"],
        is_cancelled=values["cancelled_at"] is not None,
        is_formal=not values["informal"] and values["committee__kind"] != LegalKind.INFORMAL,
        is_published=values["is_published"],
        minutes_out=values["minutes_out"],
        is_decided=values["is_decided"],
    )
    return Row(
        pk=values["pk"],
        committee=Body(values["committee__name"], values["committee__short_name"], values["committee__slug"]),
        date=values["date"],
        slug=make_slug(values["date"], values["sequence"]),
        starts=values["starts"],
        venue=values["venue__name"] or "",
        standing=listing.standing_in_a_list(stands, on),
        minutes_out=values["minutes_out"],
        is_decided=values["is_decided"],
        is_formal=stands.is_formal,
        is_published=values["is_published"],
        rearranged_words=rearranged_words,
        is_cancelled=stands.is_cancelled,
        cancelled_reason=values["cancelled_reason"],
        note=values["note"],
    )
