"""
All data of a meeting's minutes, read once: attendance, rights to vote, resolutions (R25, R29, R31, R33).

`Attendance` has the people. `Room` adds the minutes of the items and the resolutions, as the room's page and the
printed document need them. The number of queries does not grow with the meeting, and only `of` makes queries.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Self

from django.db.models import BigIntegerField, Prefetch, QuerySet

from committee.law.findings import Finding
from committee.public_pages.compiled import compiled
from meetings.agendas.private_business import PrivateBusiness
from meetings.models import (
    AgendaItem,
    Attendee,
    Declaration,
    ExcludedItem,
    Exclusion,
    Limb,
    Minute,
    Minutes,
    Presence,
    Resolution,
    Result,
    Vote,
)


def meets(presence: Presence, start: datetime, end: datetime) -> bool:
    """Return whether a stay overlaps the time from `start` to `end`, both included; the stay ends before `left_at`."""
    return presence.arrived_at <= end and (presence.left_at is None or presence.left_at > start)


# Compiled, because each act in a room runs these queries twice and Django took longer to build them than to run them.
@compiled(minutes=BigIntegerField())
def _attendees(minutes: int) -> QuerySet[Attendee]:
    rows = Attendee.objects.filter(minutes=minutes)
    return rows.select_related("person", "replaces").prefetch_related("presences")


@compiled(minutes=BigIntegerField())
def _declarations(minutes: int) -> QuerySet[Declaration]:
    rows = Declaration.objects.filter(minutes=minutes)
    return rows.select_related("item", "attendee__person").prefetch_related("breaches")


class Attendance:
    """Attendees, their times in the room and their interests. Built by `of`; makes no queries after that."""

    def __init__(self, minutes: Minutes, attendees: Iterable[Attendee], declarations: Iterable[Declaration]) -> None:
        """`attendees` need their presences prefetched, `declarations` their item fetched."""
        self.minutes = minutes
        self.attendees = list(attendees)
        self.declarations = list(declarations)
        self._by_pk = {attendee.pk: attendee for attendee in self.attendees}
        self._by_person = {attendee.person_id: attendee for attendee in self.attendees if attendee.person_id}
        self._barred = {
            (declaration.attendee_id, declaration.item_id) for declaration in self.declarations if declaration.bars
        }

    @classmethod
    def of(cls, minutes: Minutes) -> Self:
        """Return the current attendance; the number of queries does not grow with the attendees."""
        attendees, declarations = _attendees(minutes=minutes.pk), _declarations(minutes=minutes.pk)
        for attendee in attendees:
            attendee.minutes = minutes
        for declaration in declarations:
            declaration.minutes = minutes
        return cls(minutes, attendees, declarations)

    def attendee(self, pk: int | None) -> Attendee | None:
        """Return the attendee with that id, or None."""
        return self._by_pk.get(pk or 0)

    def attendee_of(self, person_pk: int | None) -> Attendee | None:
        """Return the attendee who is that person, or None."""
        return self._by_person.get(person_pk or 0)

    @property
    def of_the_committee(self) -> list[Attendee]:
        """Return members, substitutes and co-optees, whether or not they came."""
        return [attendee for attendee in self.attendees if attendee.of_the_committee]

    @property
    def besides(self) -> list[Attendee]:
        """Return officers and other guests, whether or not they came."""
        return [attendee for attendee in self.attendees if not attendee.of_the_committee]

    @property
    def guests(self) -> list[Attendee]:
        """Return officers and other guests, except those who sent apologies."""
        return [attendee for attendee in self.besides if not attendee.apologies]

    @property
    def attended(self) -> list[Attendee]:
        """Return the committee's people who were in the room at any time: the minutes list them as present (R25)."""
        return [attendee for attendee in self.of_the_committee if not attendee.virtual and attendee.presences.all()]

    @property
    def presiding(self) -> Attendee | None:
        """Person presiding now."""
        return self.attendee_of(self.minutes.presiding_id)

    def is_here(self, attendee: Attendee, at: datetime) -> bool:
        """Return whether an attendee was present at `at`, in the room or by video; False after the meeting's end."""
        return self.was_here(attendee, at, at)

    def was_here(self, attendee: Attendee, start: datetime, end: datetime) -> bool:
        """Return whether an attendee was present at some time from `start` to `end`, before the meeting's end."""
        ended, row = self.minutes.ended_at, self._by_pk.get(attendee.pk)
        if row is None or (ended and start > ended):
            return False
        end = min(end, ended or end)
        return any(meets(presence, start, end) for presence in row.presences.all())

    def is_barred(self, attendee: Attendee, item: AgendaItem | int | None) -> bool:
        """Return whether an interest bars the attendee from debating and voting on an item (R33, LA 2011 s.31(4))."""
        item_pk = item.pk if isinstance(item, AgendaItem) else item
        return (attendee.pk, item_pk) in self._barred

    def may_vote(self, attendee: Attendee, at: datetime, item: AgendaItem | int | None = None) -> bool:
        """Return whether the attendee could be counted in a vote on the item at `at` (R31, R33)."""
        row = self._by_pk.get(attendee.pk)
        if row is None or not row.voting or row.virtual or not row.of_the_committee:
            return False
        return self.is_here(row, at) and not self.is_barred(row, item)

    def voters_at(self, at: datetime, item: AgendaItem | int | None = None) -> list[Attendee]:
        """
        Return the attendees who could be counted in a vote on the item: in the room, with a vote, not barred from it.
        """
        return [attendee for attendee in self.attendees if self.may_vote(attendee, at, item)]

    def count_at(self, at: datetime, item: AgendaItem | int | None = None) -> tuple[int, int]:
        """
        Return the number of people who count towards the quorum, and the number that the quorum needs.

        People with a vote who are in the room count. For an item, people barred by an interest do not count, because
        they cannot decide. Co-optees without a vote and people on a screen never count.
        """
        return len(self.voters_at(at, item)), self.minutes.quorum_needed

    def declared_in(self, item: AgendaItem | int | None) -> list[Declaration]:
        """Return the interests declared in an item."""
        item_pk = item.pk if isinstance(item, AgendaItem) else item
        return [declaration for declaration in self.declarations if declaration.item_id == item_pk]


class Room(Attendance):
    """
    An attendance with the minutes of the items and their resolutions.

    - `entries`: every minute in order, with its item (and ruling), `in_attendance`, and `resolutions`
    - each resolution: its `limbs` (with `asked_of`), `votes` (with `attendee`), mover, seconder, `presided`,
      `amendments` and, where it excludes the public, `exclusion` (with `excluded` and their item), all prefetched
    - `private`: the executive's private business; None for any other body
    """

    entries: list[Minute]
    private: PrivateBusiness | None

    @classmethod
    def of(cls, minutes: Minutes) -> Self:
        """Return the room, read from the database now. Raises Minutes.DoesNotExist where the minutes are gone."""
        rows = _minutes(pk=minutes.pk)
        if not rows:
            raise Minutes.DoesNotExist("These minutes no longer exist.")
        room = super().of(rows[0])
        room.private = PrivateBusiness.of(room.minutes.meeting)
        room.entries = list(_entries(minutes=minutes.pk))
        for entry in room.entries:
            entry.minutes = room.minutes
        return room

    @cached_property
    def resolutions(self) -> list[Resolution]:
        """Return every recorded motion, in order, with amendments and with motions lost, pending or withdrawn."""
        return [resolution for entry in self.entries for resolution in entry.resolutions.all()]

    @cached_property
    def exclusions(self) -> list[Exclusion]:
        """Return the carried exclusions of the public."""
        return [
            resolution.exclusion
            for resolution in self.resolutions
            if resolution.is_carried and hasattr(resolution, "exclusion")
        ]

    def excluded_at(self, at: datetime) -> list[Exclusion]:
        """Return the exclusions in force at `at`: carried, and the public not yet readmitted."""
        return [
            exclusion
            for exclusion in self.exclusions
            if exclusion.resolution.decided_at
            and exclusion.resolution.decided_at <= at
            and (exclusion.readmitted_at is None or at < exclusion.readmitted_at)
        ]

    def is_covered(self, entry: Minute, start: datetime, end: datetime | None = None) -> bool:
        """Return whether the public were excluded for all paragraphs of an item at `start`, and until `end` (R17)."""
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
        """R58: return why the executive may not take the item (its id) in private; None where nothing forbids it."""
        return self.private.why_not(item) if self.private else None

    def has_part_two(self) -> bool:
        """Return whether any item is withheld or in Part Two, so that the public may be excluded at all (R19)."""
        return any(
            entry.is_withheld or (entry.item is not None and entry.item.part == 2 and not entry.item.is_withdrawn)
            for entry in self.entries
        )

    def open_entry(self) -> Minute | None:
        """Return the minute of the open item, the latest where several are open; None where no item is open."""
        still = [(entry.opened_at, entry) for entry in self.entries if entry.opened_at and not entry.closed_at]
        return max(still, key=lambda pair: pair[0])[1] if still else None

    @property
    def events(self) -> list[tuple[str, datetime]]:
        """Return the recorded events of the meeting, except its end, as (words, time) in no order."""
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
        """Return the minute of the next unfinished item after `entry`; None where all later items are finished."""
        return next((later for later in self.entries if later.position > entry.position and later.is_to_do), None)

    def undecided(self) -> list[Resolution]:
        """Return motions that are neither decided nor withdrawn, ties included."""
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
    entries = Minute.objects.filter(minutes=minutes).select_related("item__ruling__chairman", "written_by")
    entries = entries.select_related("item__minutes_of__committee", "item__minutes_of__minutes")
    return entries.prefetch_related(Prefetch("resolutions", resolutions), "in_attendance")
