"""
Who was there, and who might vote, at any moment of a meeting (R25, R29, R31, R33).

`Attendance` is read in three queries (four where an interest was declared) and answers every question of this kind
without asking another; `Room` (meetings/minutes/room/state.py) adds the minutes of the items and what was resolved.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db.models import BigIntegerField, QuerySet

from committee.public_pages.compiled import compiled
from meetings.models import AgendaItem, Attendee, Declaration, Minutes, Presence


def covers(presence: Presence, at: datetime) -> bool:
    """Return whether somebody was in the room at `at`: from their arrival until just before their departure."""
    return presence.arrived_at <= at and (presence.left_at is None or at < presence.left_at)


def meets(presence: Presence, start: datetime, end: datetime) -> bool:
    """Return whether somebody was in the room at some time from `start` to `end`, both included."""
    return presence.arrived_at <= end and (presence.left_at is None or presence.left_at > start)


# Compiled: each act in a room reads it before and after, and Django took longer to write its queries than to ask them.
@compiled(minutes=BigIntegerField())
def _attendees(minutes: int) -> QuerySet[Attendee]:
    rows = Attendee.objects.filter(minutes=minutes)
    return rows.select_related("person", "replaces").prefetch_related("presences")


@compiled(minutes=BigIntegerField())
def _declarations(minutes: int) -> QuerySet[Declaration]:
    rows = Declaration.objects.filter(minutes=minutes)
    return rows.select_related("item", "attendee__person").prefetch_related("breaches")


class Attendance:
    """Attendees, when they were there, and what interests they declared. Built by `of`; asks no queries after that."""

    def __init__(self, minutes: Minutes, attendees: Iterable[Attendee], declarations: Iterable[Declaration]) -> None:
        """`attendees` come with their presences prefetched, `declarations` with their item."""
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
        """Return the attendance as it stands now; queries do not grow with the attendees."""
        attendees, declarations = _attendees(minutes=minutes.pk), _declarations(minutes=minutes.pk)
        for attendee in attendees:
            attendee.minutes = minutes
        for declaration in declarations:
            declaration.minutes = minutes
        return cls(minutes, attendees, declarations)

    def attendee(self, pk: int | None) -> Attendee | None:
        """Return the attendee of that id."""
        return self._by_pk.get(pk or 0)

    def attendee_of(self, person_pk: int | None) -> Attendee | None:
        """Return the attendee who is that person."""
        return self._by_person.get(person_pk or 0)

    @property
    def of_the_committee(self) -> list[Attendee]:
        """Members, substitutes and co-optees, there or not."""
        return [attendee for attendee in self.attendees if attendee.of_the_committee]

    @property
    def besides(self) -> list[Attendee]:
        """Officers and others, there or not."""
        return [attendee for attendee in self.attendees if not attendee.of_the_committee]

    @property
    def guests(self) -> list[Attendee]:
        """Officers and others also in attendance, on a screen or not, apologies left out."""
        return [attendee for attendee in self.besides if not attendee.apologies]

    @property
    def attended(self) -> list[Attendee]:
        """Members and co-optees who were in the room at any time: the attendance list, and the requirement of R25."""
        return [attendee for attendee in self.of_the_committee if not attendee.virtual and attendee.presences.all()]

    @property
    def presiding(self) -> Attendee | None:
        """Person presiding now."""
        return self.attendee_of(self.minutes.presiding_id)

    def is_here(self, attendee: Attendee, at: datetime) -> bool:
        """
        Return whether an attendee was present then, by video or in the room; nobody is after the end.
        """
        if self.minutes.ended_at and at > self.minutes.ended_at:
            return False
        row = self._by_pk.get(attendee.pk)
        return row is not None and any(covers(presence, at) for presence in row.presences.all())

    def was_here(self, attendee: Attendee, start: datetime, end: datetime) -> bool:
        """Return whether an attendee was present at some time from `start` to `end`."""
        if self.minutes.ended_at:
            end = min(end, self.minutes.ended_at)
        row = self._by_pk.get(attendee.pk)
        return row is not None and any(meets(presence, start, end) for presence in row.presences.all())

    def is_barred(self, attendee: Attendee, item: AgendaItem | int | None) -> bool:
        """Return whether an interest bars the attendee from debating and voting on an item (R33, LA 2011 s.31(4))."""
        item_pk = item.pk if isinstance(item, AgendaItem) else item
        return (attendee.pk, item_pk) in self._barred

    def may_vote(self, attendee: Attendee, at: datetime, item: AgendaItem | int | None = None) -> bool:
        """Return whether the attendee could be counted in a vote on the item at that moment (R31, R33)."""
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
        Return the number that counts towards the quorum, and the number it needs.

        Members with a vote who are in the room count, and for an item only those whom no interest bars from it: a
        quorum is of those who can decide. Co-optees without a vote and those on a screen never count.
        """
        return len(self.voters_at(at, item)), self.minutes.quorum_needed

    def declared_in(self, item: AgendaItem | int | None) -> list[Declaration]:
        """Return the interests declared in an item."""
        item_pk = item.pk if isinstance(item, AgendaItem) else item
        return [declaration for declaration in self.declarations if declaration.item_id == item_pk]
