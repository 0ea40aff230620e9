"""
The whole of a meeting's minutes, read once.

`Room.of(minutes)` reads everything that the page of the room and the printed document need in a number of queries that
does not grow with the meeting, and no method asks another.
"""

from datetime import datetime
from functools import cached_property
from typing import Self

from django.db.models import BigIntegerField, Prefetch, QuerySet

from committee.law.findings import Finding
from committee.public_pages.compiled import compiled
from meetings.agendas.private_business import PrivateBusiness
from meetings.minutes.room.presence.presence import Attendance
from meetings.models import (
    ExcludedItem,
    Exclusion,
    Limb,
    Minute,
    Minutes,
    Resolution,
    Result,
    Vote,
)


class Room(Attendance):
    """
    An attendance, with `entries`: every minute in order, its item (and ruling), `in_attendance`, and `resolutions`.

    Each resolution has its `limbs` (with `asked_of`), its `votes` (with `attendee`), mover, seconder, `presided`,
    `amendments` and, where it is one, `exclusion` (with `excluded` and their item) at hand. `private` is what a meeting
    of the executive may hear in private; None for any other.
    """

    entries: list[Minute]
    private: PrivateBusiness | None

    @classmethod
    def of(cls, minutes: Minutes) -> Self:
        """Return the room as it stands now."""
        rows = _minutes(pk=minutes.pk)
        if not rows:
            raise Minutes.DoesNotExist("These minutes are not there any more.")
        room = super().of(rows[0])
        room.private = PrivateBusiness.of(room.minutes.meeting)
        room.entries = list(_entries(minutes=minutes.pk))
        for entry in room.entries:
            entry.minutes = room.minutes
        return room

    @cached_property
    def resolutions(self) -> list[Resolution]:
        """All that was put, in order, amendments and lost motions too."""
        return [resolution for entry in self.entries for resolution in entry.resolutions.all()]

    @cached_property
    def exclusions(self) -> list[Exclusion]:
        """The exclusions of the public that were carried."""
        return [
            resolution.exclusion
            for resolution in self.resolutions
            if resolution.is_carried and hasattr(resolution, "exclusion")
        ]

    def excluded_at(self, at: datetime) -> list[Exclusion]:
        """Return the exclusions in force at that moment: carried, and the public not yet readmitted."""
        return [
            exclusion
            for exclusion in self.exclusions
            if exclusion.resolution.decided_at
            and exclusion.resolution.decided_at <= at
            and (exclusion.readmitted_at is None or at < exclusion.readmitted_at)
        ]

    def is_covered(self, entry: Minute, start: datetime, end: datetime | None = None) -> bool:
        """
        Return whether the public were excluded from an item, for all its paragraphs, from `start` (to `end`) (R17).
        """
        stated = {
            number
            for exclusion in self.excluded_at(start)
            if end is None or exclusion.readmitted_at is None or end <= exclusion.readmitted_at
            for excluded in exclusion.excluded.all()
            if excluded.item_id == entry.item_id
            for number in excluded.paragraphs.split(",")
        }
        return bool(stated) and stated >= set(entry.paragraphs.split(","))

    def unnoticed(self, item: int | None) -> Finding | None:
        """R58: why the executive may not hear the item of that id in private; None where it may, or another body."""
        return self.private.why_not(item) if self.private else None

    def has_part_two(self) -> bool:
        """Return whether there is any business that the public may be excluded from by resolution or law (R19)."""
        return any(
            entry.is_withheld or (entry.item is not None and entry.item.part == 2 and not entry.item.is_withdrawn)
            for entry in self.entries
        )

    def open_entry(self) -> Minute | None:
        """Return the item that is open, the latest if several are."""
        still = [(entry.opened_at, entry) for entry in self.entries if entry.opened_at and not entry.closed_at]
        return max(still, key=lambda one: one[0])[1] if still else None

    @property
    def events(self) -> list[tuple[str, datetime]]:
        """Return what happened in the meeting and when, but for its end, in no order: all that has a recorded time."""
        events = [("The meeting began", self.minutes.began_at)]
        events += [("The meeting was adjourned", moment) for pause in self.minutes.pauses for moment in pause]
        for attendee in self.attendees:
            for presence in attendee.presences.all():
                events += [("Someone arrived", presence.arrived_at), ("Someone left", presence.left_at)]
        for entry in self.entries:
            events += [("An item was reached", entry.opened_at), ("An item ended", entry.closed_at)]
        events += [("Something was decided", resolution.decided_at) for resolution in self.resolutions]
        return [(what, when) for what, when in events if when]

    def after(self, entry: Minute) -> Minute | None:
        """Return the next item with a minute that is still to do."""
        return next((later for later in self.entries if later.position > entry.position and later.is_to_do), None)

    def undecided(self) -> list[Resolution]:
        """Motions put before the meeting that are neither decided nor withdrawn, ties included."""
        return [
            resolution for resolution in self.resolutions if resolution.result in (Result.PENDING, Result.UNDETERMINED)
        ]


@compiled(pk=BigIntegerField())
def _minutes(pk: int) -> QuerySet[Minutes]:
    return Minutes.objects.filter(pk=pk).select_related("meeting__committee", "meeting__venue", "presiding")


@compiled(minutes=BigIntegerField())
def _entries(minutes: int) -> QuerySet[Minute]:
    """Return the minutes in order, with everything below them prefetched."""
    resolutions = Resolution.objects.select_related("mover", "seconder", "presided", "exclusion").prefetch_related(
        Prefetch("limbs", Limb.objects.select_related("asked_of")),
        Prefetch("votes", Vote.objects.select_related("attendee__person")),
        Prefetch("exclusion__excluded", ExcludedItem.objects.select_related("item")),
        "amendments",
        "breaches__declaration__attendee",
    )
    entries = Minute.objects.filter(minutes=minutes)
    entries = entries.select_related("item__ruling__chairman", "item__minutes_of", "written_by")
    return entries.prefetch_related(Prefetch("resolutions", resolutions), "in_attendance")
