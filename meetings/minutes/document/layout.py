"""People and resolutions of minutes as the document sets them out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from committee.dates import clock_time
from committee.wording import CHAIRS
from meetings.minutes.document import wording
from meetings.models import (
    Attendee,
    Capacity,
    Minute,
    Minutes,
    Presence,
    Resolution,
    Result,
    letter,
)

Person = dict[str, str]
OUTCOMES = {
    Result.LOST: "The motion was lost.",
    Result.UNDETERMINED: "The question was not determined.",
    Result.WITHDRAWN: "The motion was withdrawn.",
}
AMENDED = {
    Result.CARRIED: "The amendment was carried.",
    Result.LOST: "The amendment was lost.",
    Result.UNDETERMINED: "The question on the amendment was not determined.",
    Result.WITHDRAWN: "The amendment was withdrawn.",
}


class Room:
    """Who was there, who was not, who came late: from the attendees of some minutes and when they were present."""

    def __init__(self, minutes: Minutes, attendees: Sequence[Attendee]) -> None:
        self.minutes = minutes
        self.attendees = sorted(attendees, key=_by_surname)
        self.began = _to_the_minute(minutes.began_at)
        self.ended = _to_the_minute(minutes.ended_at)

    def presiding(self) -> Person | None:
        """Whoever presided, with their role, or "in the Chair" where it is not theirs by office."""
        who = self.minutes.presiding
        if who is None:
            return None
        row = next((attendee for attendee in self.attendees if attendee.person_id == who.pk), None)
        role = row.role_label if row else ""
        printed = f"{row.name if row else who.printed_name}{f' ({role})' if role else ''}"
        return {
            "name": who.printed_name,
            "printed": printed if role in CHAIRS else f"{printed}, in the Chair",
            "slug": who.slug,
        }

    def attendance(self) -> list[Person]:
        """Those of the committee who were in the room, but for whoever presided (Sch 12 para 40; R31)."""
        return [
            _person(attendee, _as_member(attendee))
            for attendee in self.attendees
            if _was_present(attendee) and not (attendee.person_id and attendee.person_id == self.minutes.presiding_id)
        ]

    def also(self) -> list[Person]:
        """Officers and guests who came; members on a screen, who are not present in law."""
        came = [
            attendee
            for attendee in self.attendees
            if attendee.presences.all() and (not attendee.of_the_committee or attendee.virtual)
        ]
        return [_person(row, _as_guest(row)) for row in came]

    def apologies(self) -> list[Person]:
        """Those who sent apologies and did not come."""
        return [
            _person(attendee, attendee.name)
            for attendee in self.attendees
            if attendee.apologies and not attendee.presences.all()
        ]

    def movements(self, entries: Sequence[Minute]) -> dict[int | None, list[str]]:
        """Late arrivals and departures of the committee, in sentences, by the minute they fell in (else None)."""
        moved: list[tuple[datetime, int, str, int | None]] = []
        for place, row in enumerate(self.attendees):
            if row.of_the_committee and not row.virtual:
                moved += [(when, place, words, during) for when, words, during in self._moves(row)]
        said: dict[int | None, list[str]] = {}
        for when, _place, words, during in sorted(moved, key=lambda one: one[:3]):
            said.setdefault(_minute_at(entries, when, during), []).append(words)
        return said

    def _moves(self, row: Attendee) -> Iterable[tuple[datetime, str, int | None]]:
        presences: list[Presence] = sorted(row.presences.all(), key=lambda one: one.arrived_at)
        for place, one in enumerate(presences):
            came, went = _to_the_minute(one.arrived_at), _to_the_minute(one.left_at)
            if place or (came and self.began and came > self.began):
                did = "returned" if place else "arrived"
                yield one.arrived_at, f"{row.name} {did} at {clock_time(one.arrived_at)}.", one.arrived_during_id
            if one.left_at and went and not (self.ended and went >= self.ended):
                yield one.left_at, f"{row.name} left at {clock_time(one.left_at)}.", one.left_during_id


def _was_present(attendee: Attendee) -> bool:
    return attendee.of_the_committee and not attendee.virtual and bool(attendee.presences.all())


def _by_surname(attendee: Attendee) -> tuple[str, str]:
    if attendee.person:
        return attendee.person.surname.casefold(), attendee.person.forename.casefold()
    return attendee.name.split(",")[0].split()[-1].casefold(), attendee.name.casefold()


def _person(attendee: Attendee, printed: str) -> Person:
    return {"name": attendee.name, "printed": printed, "slug": attendee.person.slug if attendee.person else ""}


def _as_member(attendee: Attendee) -> str:
    if attendee.capacity == Capacity.SUBSTITUTE and attendee.replaces:
        return f"{attendee.name} (substitute for {attendee.replaces.name})"
    return attendee.printed


def _as_guest(attendee: Attendee) -> str:
    about = [attendee.role_label, attendee.body, "virtual" if attendee.virtual else ""]
    said = ", ".join(word for word in about if word)
    return f"{attendee.name} ({said})" if said else attendee.name


def for_this_item(attendees: Sequence[Attendee]) -> str:
    """[Name, post, in attendance for this item]; "" for nobody."""
    named = [
        ", ".join(word for word in (attendee.name, attendee.role_label, attendee.body) if word)
        for attendee in attendees
    ]
    return f"[{wording.joined(named)}, in attendance for this item]" if named else ""


def _minute_at(entries: Sequence[Minute], when: datetime, during: int | None = None) -> int | None:
    """The id of the minute under which `when` falls: of the item it was recorded `during` if that spans the minute."""
    if any(entry.pk == during and _spans(entry, when) for entry in entries):
        return during
    opened = [(entry.opened_at, entry.pk, entry.closed_at) for entry in entries if entry.opened_at]
    _, pk, closed_at = max((one for one in opened if one[0] <= when), default=(when, None, None))
    return pk if closed_at is None or when <= closed_at else None


def _spans(entry: Minute, when: datetime) -> bool:
    moment, opened, closed = (_to_the_minute(one) for one in (when, entry.opened_at, entry.closed_at))
    return bool(moment and opened and opened <= moment and (closed is None or moment <= closed))


def _to_the_minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


def resolutions(rows: Sequence[Resolution], style: wording.Style, by_item: dict[int, int]) -> list[dict[str, Any]]:
    """Motions of a minute as printed: each amendment before what it amends; what was never put is left out."""
    put = [resolution for resolution in rows if resolution.result != Result.PENDING and resolution.limbs.all()]
    ordered = [one for row in put if not row.amends_id for one in (*_amending(put, row), row)]
    return [_resolution(row, style, by_item) for row in ordered]


def _amending(rows: Sequence[Resolution], resolution: Resolution) -> list[Resolution]:
    return [
        one
        for amending in rows
        if amending.amends_id == resolution.pk
        for one in (*_amending(rows, amending), amending)
    ]


def _resolution(resolution: Resolution, style: wording.Style, by_item: dict[int, int]) -> dict[str, Any]:
    limbs = sorted(resolution.limbs.all(), key=lambda limb: (limb.position, limb.pk))
    moved = wording.moved_words(resolution)
    if resolution.is_carried and not resolution.amends_id:
        said, outcome = wording.words(limbs, style), ""
    else:
        opening = f"{'Amendment' if resolution.amends_id else 'Motion'}: That"
        said = wording.that(opening, limbs, style)
        outcome = (AMENDED if resolution.amends_id else OUTCOMES)[Result(resolution.result)]
    excluded = getattr(resolution, "exclusion", None)
    return {
        "pk": resolution.pk,
        "result": resolution.result,
        "amends": resolution.amends_id,
        "moved": moved,
        "lead": said.lead,
        "limbs": [
            {
                "pk": limb.pk,
                "letter": letter(place),
                "kind": limb.kind,
                "marker": said.limbs[place - 1][0] if said.limbs else "",
                "words": said.limbs[place - 1][1] if said.limbs else "",
                "text": wording.bare(limb.text),
            }
            for place, limb in enumerate(limbs, 1)
        ],
        "lines": wording.exclusion_words(excluded, by_item) if excluded else [],
        "votes": wording.vote_lines(resolution),
        "outcome": outcome,
    }
