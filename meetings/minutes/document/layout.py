"""People and resolutions of minutes, laid out for the document."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from committee.wording.dates import clock_time
from committee.wording.wording import CHAIRS
from meetings.minutes.document import wording
from meetings.minutes.room.state import Attendance
from meetings.models import Attendee, Capacity, Limb, Minute, Presence, Resolution, Result

Person = dict[str, str]
OUTCOMES = {
    Result.LOST: "The motion was lost.",
    Result.WITHDRAWN: "The motion was withdrawn.",
}
AMENDED = {
    Result.CARRIED: "The amendment was carried.",
    Result.LOST: "The amendment was lost.",
    Result.WITHDRAWN: "The amendment was withdrawn.",
}


class People:
    """Attendance, absences and movements, from the attendees of some minutes and their times in the room."""

    def __init__(self, room: Attendance) -> None:
        self.minutes = room.minutes
        self.attendees = sorted(room.attendees, key=_by_surname)
        self.began = _to_the_minute(self.minutes.began_at)
        self.ended = _to_the_minute(self.minutes.ended_at)

    def presiding(self) -> Person | None:
        """
        Return the presiding person, printed with their role; None where nobody is recorded.

        The words ", in the Chair" follow where the person does not preside by office.
        """
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
        """Return the committee's people who were in the room, except the presiding person (Sch 12 para 40; R31)."""
        return [
            _person(attendee, _as_member(attendee))
            for attendee in self.attendees
            if attendee.of_the_committee
            and not attendee.virtual
            and attendee.presences.all()
            and not (attendee.person_id and attendee.person_id == self.minutes.presiding_id)
        ]

    def also(self) -> list[Person]:
        """Return officers and guests who came, and members who joined by video (in law, they are not present)."""
        came = [
            attendee
            for attendee in self.attendees
            if attendee.presences.all() and (not attendee.of_the_committee or attendee.virtual)
        ]
        return [_person(row, _as_guest(row)) for row in came]

    def apologies(self) -> list[Person]:
        """Return the people who sent apologies and did not come."""
        return [
            _person(attendee, attendee.name)
            for attendee in self.attendees
            if attendee.apologies and not attendee.presences.all()
        ]

    def movements(self, entries: Sequence[Minute]) -> dict[int | None, list[str]]:
        """
        Return sentences on adjournments, arrivals and departures, by the id of the minute in which they fell.

        The key None has the sentences that fell in no minute.
        """
        moved: list[tuple[datetime, int, str, int | None]] = [
            (start, -1, f"The meeting adjourned at {clock_time(start)}{_resumed(end)}.", None)
            for start, end in self.minutes.pauses
        ]
        for place, row in enumerate(self.attendees):
            if row.of_the_committee and not row.virtual:
                moved += [(when, place, words, during) for when, words, during in self._moves(row)]
        sentences: dict[int | None, list[str]] = {}
        for when, _place, words, during in sorted(moved, key=lambda one: one[:3]):
            sentences.setdefault(_minute_at(entries, when, during), []).append(words)
        return sentences

    def _moves(self, row: Attendee) -> Iterable[tuple[datetime, str, int | None]]:
        presences: list[Presence] = sorted(row.presences.all(), key=lambda one: one.arrived_at)
        for place, stay in enumerate(presences):
            came, went = _to_the_minute(stay.arrived_at), _to_the_minute(stay.left_at)
            if place or (came and self.began and came > self.began):
                did = "returned" if place else "arrived"
                yield stay.arrived_at, f"{row.name} {did} at {clock_time(stay.arrived_at)}.", stay.arrived_during_id
            if stay.left_at and went and not (self.ended and went >= self.ended):
                yield stay.left_at, f"{row.name} left at {clock_time(stay.left_at)}.", stay.left_during_id


def _resumed(at: datetime | None) -> str:
    return f" and resumed at {clock_time(at)}" if at else ""


def _by_surname(attendee: Attendee) -> tuple[str, str]:
    if attendee.person:
        return attendee.person.surname.casefold(), attendee.person.forename.casefold()
    return attendee.name.split(",")[0].split()[-1].casefold(), attendee.name.casefold()


def _person(attendee: Attendee, printed: str) -> Person:
    return {"name": attendee.name, "printed": printed, "slug": attendee.person.slug if attendee.person else ""}


def _as_member(attendee: Attendee) -> str:
    if attendee.capacity == Capacity.SUBSTITUTE and attendee.replaces:
        return f"{attendee.name} (substitute for {attendee.replaces.name}{', remotely' if attendee.remote else ''})"
    about = [attendee.role_label, attendee.body, "remotely" if attendee.remote else ""]
    return _named(attendee, about)


def _as_guest(attendee: Attendee) -> str:
    about = [attendee.role_label, attendee.body, "virtual" if attendee.virtual else ""]
    return _named(attendee, about)


def _named(attendee: Attendee, about: list[str]) -> str:
    details = ", ".join(word for word in about if word)
    return f"{attendee.name} ({details})" if details else attendee.name


def for_this_item(attendees: Sequence[Attendee]) -> str:
    """Return "[Name, post, in attendance for this item]"; "" where nobody attended for the item."""
    named = [
        ", ".join(word for word in (attendee.name, attendee.role_label, attendee.body) if word)
        for attendee in attendees
    ]
    return f"[{wording.joined(named)}, in attendance for this item]" if named else ""


def _minute_at(entries: Sequence[Minute], when: datetime, during: int | None = None) -> int | None:
    """Return the id of the minute in progress at `when`, preferably `during`; None where there is none."""
    if any(entry.pk == during and _spans(entry, when) for entry in entries):
        return during
    opened = [(entry.opened_at, entry.pk, entry.closed_at) for entry in entries if entry.opened_at]
    _, pk, closed_at = max((span for span in opened if span[0] <= when), default=(when, None, None))
    return pk if closed_at is None or when <= closed_at else None


def _spans(entry: Minute, when: datetime) -> bool:
    moment, opened, closed = (_to_the_minute(time) for time in (when, entry.opened_at, entry.closed_at))
    return bool(moment and opened and opened <= moment and (closed is None or moment <= closed))


def _to_the_minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


def resolutions(rows: Sequence[Resolution], style: wording.Style, by_item: dict[int, str]) -> list[dict[str, Any]]:
    """
    Return the motions of a minute as printed; pending motions are left out.

    Amendments come before their motion. An amended motion is printed as first moved too, before its amendments.
    """
    put = [resolution for resolution in rows if resolution.result != Result.PENDING and resolution.limbs.all()]
    ordered = [motion for row in put if not row.amends_id for motion in (*_amending(put, row), row)]
    return [_resolution(row, put, style, by_item) for row in ordered]


def _amending(rows: Sequence[Resolution], motion: Resolution) -> list[Resolution]:
    amendments = [row for row in rows if row.amends_id == motion.pk]
    as_moved = [
        row
        for row in rows
        if row.result == Result.AMENDED and row.amends_id in {amendment.pk for amendment in amendments}
    ]
    first = min(as_moved, key=lambda row: (row.decided_at, row.pk), default=None)
    return [*([first] if first else []), *amendments]


def _resolution(
    resolution: Resolution, rows: Sequence[Resolution], style: wording.Style, by_item: dict[int, str]
) -> dict[str, Any]:
    limbs = limbs_of(resolution)
    moved = wording.moved_words(resolution)
    motions = {row.pk: row.amends_id for row in rows}
    amended = [motions.get(row.amends_id or 0) for row in rows if row.result == Result.AMENDED]
    outcome = (AMENDED if resolution.amends_id else OUTCOMES).get(Result(resolution.result), "")
    if resolution.result == Result.AMENDED:
        printed = wording.that("Motion as moved: That", limbs, style)
    elif resolution.amends_id:
        printed = wording.amendment(limbs, style, parts_amended(resolution, rows))
    elif resolution.is_carried:
        printed = wording.words(limbs, style)
    else:
        printed = wording.that(f"Motion{' as amended' if resolution.pk in amended else ''}: That", limbs, style)
    excluded = getattr(resolution, "exclusion", None)
    return {
        "pk": resolution.pk,
        "result": resolution.result,
        "amends": resolution.amends_id,
        "moved": moved,
        "lead": printed.lead,
        "limbs": [
            {
                "pk": limb.pk,
                "letter": limb.letter,
                "kind": limb.kind,
                "marker": printed.limbs[place - 1][0] if printed.limbs else "",
                "words": printed.limbs[place - 1][1] if printed.limbs else "",
                "text": wording.bare(limb.text),
            }
            for place, limb in enumerate(limbs, 1)
        ],
        "lines": wording.exclusion_words(excluded, by_item) if excluded else [],
        "votes": wording.vote_lines(resolution),
        "outcome": outcome,
    }


def limbs_of(resolution: Resolution) -> list[Limb]:
    """Return the limbs in order."""
    return sorted(resolution.limbs.all(), key=lambda limb: (limb.position, limb.pk))


def parts_amended(amendment: Resolution, rows: Iterable[Resolution]) -> int:
    """Return the number of parts that the motion had before `amendment`; 1 where `rows` lack the motion."""
    by_amended = {row.amends_id: row for row in rows if row.result == Result.AMENDED}
    before = by_amended.get(amendment.pk) or next((row for row in rows if row.pk == amendment.amends_id), None)
    return len(before.limbs.all()) if before else 1
