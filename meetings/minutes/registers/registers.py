"""Public registers from published minutes: declared interests, named votes, and members' attendance."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q

from committee.charts import Chart, draw
from committee.files.spreadsheets import table
from committee.models import Committee, MunicipalYear, Person, Seat, SeatRole
from committee.public_pages.page_data import Data, absolute, named
from meetings.as_data import address_of
from meetings.minutes.document import wording
from meetings.minutes.document.document import Document, said_in_private
from meetings.minutes.publication import published
from meetings.models import (
    Access,
    Attendee,
    Capacity,
    Declaration,
    Meeting,
    Method,
    Minute,
    Minutes,
    Presence,
    Vote,
)
from meetings.models.attendance import OF_THE_COMMITTEE, AttendeeQuerySet
from meetings.models.minutes import PUBLISHED_STATES, MinutesQuerySet, minute_is_down

SENSITIVE = "A sensitive interest: the law withholds its details (Localism Act 2011 s.32)"
HIDDEN = "Not published: the item was not open to the public"
AS_PUBLISHED = "As published"
NOTHING: Document = {"declarations": [], "entries": []}


def years_on_record(committee: Committee) -> list[MunicipalYear]:
    """Return the municipal years with published minutes, the latest first. Makes one query."""
    return list(MunicipalYear.objects.with_any(Minutes.objects.public().filter(meeting__committee=committee)))


def years_of(person: Person) -> list[MunicipalYear]:
    """
    Return the municipal years in which published minutes list the person among a committee's people, latest first.

    Makes one query.
    """
    listed = Attendee.objects.filter(person=person, capacity__in=OF_THE_COMMITTEE, minutes__in=Minutes.objects.public())
    return list(MunicipalYear.objects.with_any(listed, "minutes__meeting__date"))


def minutes_of(committee: Committee) -> list[Minutes]:
    """
    Return a committee's published minutes, latest first, with their `first` and `last` minute number. Makes one query.

    `first_label` and `last_label` are these as printed, "" where the number alone is.
    """
    rows = Minutes.objects.public().filter(meeting__committee=committee)
    numbered = Minute.objects.filter(minutes=OuterRef("pk"), number__isnull=False)
    rows = rows.annotate(
        first=Min("entries__number"),
        last=Max("entries__number"),
        first_label=numbered.order_by("number").values("label")[:1],
        last_label=numbered.order_by("-number").values("label")[:1],
    )
    return list(rows.select_related("meeting__committee").order_by("-meeting__date", "-meeting__sequence"))


@dataclass(frozen=True, slots=True)
class Declared:
    """An interest as the public may read it; where the nature is withheld, `nature` gives the reason."""

    name: str
    meeting: Meeting
    item: str
    minute: int | None
    label: str
    kind: str
    nature: str
    dispensation: str
    left_room: bool


def declarations(committee: Committee, since: dt.date, until: dt.date) -> list[Declared]:
    """
    Return the interests declared from `since` to `until`, as published minutes state them, the latest meeting first.

    An interest declared after publication appears once the minutes are published again. An interest corrected after
    publication keeps its published words until then. An interest struck out disappears at once. Makes three queries.

    SECURITY: the result is built from named fields. The nature of an interest is left out as soon as the interest is
    recorded as sensitive, or its item's minute as withheld, even if this is not published yet (R35, LA 2011 s.32; LGA
    1972 s.100C(1)).
    """
    return _as_told(since, until, minutes__meeting__committee=committee)


def declarations_of(person: Person, since: dt.date, until: dt.date) -> list[Declared]:
    """Return the interests that one person declared from `since` to `until`, at any body. Makes three queries."""
    return _as_told(since, until, attendee__person=person)


def _as_told(since: dt.date, until: dt.date, **of: Any) -> list[Declared]:
    """Return the interests, filtered by `of`, that were declared from `since` to `until`, as `declarations` does."""
    rows = Declaration.objects.filter(minutes__in=Minutes.objects.public(), **of)
    rows = rows.filter(minutes__meeting__date__range=(since, until))
    rows = rows.select_related("minutes__meeting__committee", "attendee", "item__minute")
    rows = rows.prefetch_related("breaches").order_by("-minutes__meeting__date", "item__position", "made_at", "pk")
    documents = published.latest_words({declaration.minutes_id for declaration in rows})
    entries = (_declared(declaration, documents.get(declaration.minutes_id, NOTHING)) for declaration in rows)
    return [entry for entry in entries if entry]


def _declared(declaration: Declaration, document: Document) -> Declared | None:
    """Return one interest; None where `document`, the minutes as last published, does not state the interest."""
    minute = getattr(declaration.item, "minute", None)
    entry = minute if minute and minute.is_printed else None
    number = entry.number if entry else None
    where = f"minute {entry.printed_number}" if entry and number else f"item {declaration.item.number}"
    printed = [
        row["words"]
        for row in document["declarations"]
        if row["name"] == declaration.attendee.name
        and row["minute"] == number
        and (number or f" in {where}" in row["words"])
    ]
    if not printed:
        return None
    is_shut = minute is not None and (minute.is_down or minute.is_withheld)
    hidden = is_shut or said_in_private(declaration, entry)
    secret = hidden or declaration.sensitive
    headings = {entry["number"]: entry["heading"] for entry in document["entries"] if number}
    shown = Declared(
        name=declaration.attendee.printed,
        meeting=declaration.minutes.meeting,
        item=headings.get(number) or declaration.item.title_for_public,
        minute=number,
        label=entry.label if entry else "",
        kind=declaration.get_kind_display(),
        nature=SENSITIVE if declaration.sensitive else HIDDEN if hidden else declaration.nature,
        dispensation="" if secret else declaration.dispensation_words,
        left_room=declaration.left_room,
    )
    as_it_is = wording.declaration_words(declaration, where=where, nature=not said_in_private(declaration, entry))
    if secret or as_it_is in printed:
        return shown
    return replace(
        shown, kind=AS_PUBLISHED, nature=printed[0], dispensation="", left_room="left the room" in printed[0]
    )


@dataclass(frozen=True, slots=True)
class NamedVote:
    """A named vote as the public may read it: the motion in its printed words, and the member's choice."""

    meeting: Meeting
    minute: int | None
    label: str
    heading: str
    words: list[str]
    choice: str


def votes_of(person: Person, since: dt.date, until: dt.date) -> list[NamedVote]:
    """
    Return the named votes of a person from `since` to `until`, the latest meeting first. Makes two queries.

    SECURITY: all words are from the minutes last published. A vote recorded or corrected since then appears once the
    minutes are published again. A vote under a withheld or taken-down minute does not appear.
    """
    rows = Vote.objects.filter(
        Q(resolution__method=Method.RECORDED) | Q(demanded=True),
        attendee__person=person,
        resolution__minute__access=Access.OPEN,
        resolution__minute__minutes__in=Minutes.objects.public(),
        resolution__minute__minutes__meeting__date__range=(since, until),
    )
    rows = rows.exclude(minute_is_down("resolution__minute__")).select_related(
        "attendee", "resolution__minute__minutes__meeting__committee"
    )
    rows = rows.order_by("-resolution__minute__minutes__meeting__date", "resolution__minute__position", "resolution")
    documents = published.latest_words({vote.resolution.minute.minutes_id for vote in rows})
    named_votes = (_named(vote, documents.get(vote.resolution.minute.minutes_id, NOTHING)) for vote in rows)
    return [vote for vote in named_votes if vote]


def _named(vote: Vote, document: Document) -> NamedVote | None:
    """Return one named vote; None if the published minutes do not state the vote, or state it differently."""
    minute = vote.resolution.minute
    entry = next((entry for entry in document["entries"] if entry["pk"] == minute.pk), None)
    rows: list[dict[str, Any]] = entry["resolutions"] if entry else []
    resolution = next((row for row in rows if row["pk"] == vote.resolution_id), None)
    if entry is None or resolution is None or not wording.tells_vote(resolution["votes"], vote):
        return None
    parts = [f"{limb['marker']} {limb['words']}" for limb in resolution["limbs"] if limb["words"]]
    return NamedVote(
        meeting=minute.minutes.meeting,
        minute=entry["number"],
        label=entry.get("label", ""),
        heading=entry["heading"],
        words=[resolution["lead"], *parts],
        choice=vote.get_choice_display(),
    )


# Attendance: counts, never percentages. A possible meeting is a formal meeting that was held and minuted while the
# member held the seat. Informal sessions and cancelled meetings do not count. A substitute is credited with having
# stood in; the replaced member counts as absent. Somebody who joined by video was not present (R31).


@dataclass
class Count:
    """
    One person's attendance in a period: `attended` of `possible` meetings in their own seat, with notes.

    `stood_in` are the names of members whom the person replaced, one per meeting. `replaced_by` are the names of the
    person's own substitutes, one per meeting.
    """

    person: Person
    role: str = ""
    attended: int = 0
    possible: int = 0
    apologies: int = 0
    virtual: int = 0
    stood_in: list[str] = field(default_factory=list)
    replaced_by: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name as printed, with the office."""
        return f"{self.person.printed_name} ({self.role})" if self.role else self.person.printed_name

    @property
    def notes(self) -> list[str]:
        """Notes, in words, on facts that the figures do not show."""
        notes = []
        if self.apologies:
            notes.append("1 apology" if self.apologies == 1 else f"{self.apologies} apologies")
        if self.replaced_by:
            notes.append(f"replaced by {_names(self.replaced_by)}")
        if self.virtual:
            notes.append(f"{self.virtual} joined by video, which the law does not count")
        if self.stood_in:
            notes.append("stood in once" if len(self.stood_in) == 1 else f"stood in {len(self.stood_in)} times")
            notes[-1] += f", for {_names(self.stood_in)}"
        return notes


def _names(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def counts(committee: Committee, since: dt.date, until: dt.date) -> list[Count]:
    """
    Return the counts of everybody who held a seat or stood in from `since` to `until`, by surname.

    Only meetings with published minutes count, so attendance is not public before the minutes. Makes three queries.
    """
    minutes = _counted(since, until).filter(meeting__committee=committee)
    days = {committee.pk: dict(minutes.values_list("pk", "meeting__date"))}
    seats = committee.seats.overlapping(since, until).select_related("person", "committee")
    listed = Attendee.objects.filter(minutes__in=days[committee.pk], person__isnull=False)
    rows = _reckoned(seats, list(_with_people(listed)), days).values()
    return sorted(rows, key=lambda row: (row.person.surname.lower(), row.person.forename.lower()))


def of_person(person: Person, since: dt.date, until: dt.date) -> list[tuple[Committee, Count]]:
    """Return committees, by name, each with one person's count from its published minutes. Makes three queries."""
    seats = list(person.seats.overlapping(since, until).select_related("committee").order_by("since"))
    minutes = _counted(since, until)
    named = Attendee.objects.filter(Q(person=person) | Q(replaces=person), minutes__in=minutes)
    listed = list(_with_people(named).select_related("minutes__meeting__committee"))
    bodies = {seat.committee_id: seat.committee for seat in seats}
    bodies |= {row.minutes.meeting.committee_id: row.minutes.meeting.committee for row in listed}
    days: dict[int, dict[int, dt.date]] = defaultdict(dict)
    rows = minutes.filter(meeting__committee__in=bodies).values_list("pk", "meeting__committee", "meeting__date")
    for pk, body, day in rows:
        days[body][pk] = day
    reckoned = _reckoned(seats, listed, days)
    in_order = sorted(bodies.values(), key=lambda body: body.name)
    return [(body, reckoned[body.pk, person.pk]) for body in in_order if (body.pk, person.pk) in reckoned]


def meetings_held(committee: Committee, since: dt.date, until: dt.date) -> int:
    """Return the number of meetings that the counts cover."""
    return _counted(since, until).filter(meeting__committee=committee).count()


def _counted(since: dt.date, until: dt.date) -> MinutesQuerySet:
    """Return the published minutes of the formal meetings that were held from `since` to `until`."""
    rows = Minutes.objects.filter(state__in=PUBLISHED_STATES, meeting__date__range=(since, until))
    return rows.filter(meeting__informal=False, meeting__cancelled_at__isnull=True).order_by("meeting__date")


def _with_people(rows: AttendeeQuerySet) -> AttendeeQuerySet:
    """Return the rows with person and replaced member fetched, and annotated with `came` and `committee_id`."""
    came = Exists(Presence.objects.filter(attendee=OuterRef("pk")))
    return rows.select_related("person", "replaces").annotate(came=came, committee_id=F("minutes__meeting__committee"))


def _present(attendee: Attendee) -> bool:
    return bool(getattr(attendee, "came", False)) and not attendee.virtual


def _reckoned(
    seats: Iterable[Seat], listed: Sequence[Attendee], days: Mapping[int, dict[int, dt.date]]
) -> dict[tuple[int, int], Count]:
    """
    Return the counts by (committee id, person id).

    `days` is {committee id: {id of the minutes: day of the meeting}}.
    """
    rows: dict[tuple[int, int], Count] = {}
    attendance = {(row.minutes_id, row.person_id): row for row in listed}
    for seat in seats:
        if seat.role == SeatRole.SUBSTITUTE:
            continue
        count = rows.setdefault((seat.committee_id, seat.person_id), Count(seat.person))
        count.role = seat.role_shown
        for minutes, day in days.get(seat.committee_id, {}).items():
            was_called = seat.committee.panel_size is None or (minutes, seat.person_id) in attendance
            if seat.held_on(day) and was_called:
                count.possible += 1
                _attend(count, attendance.get((minutes, seat.person_id)))
    for row in listed:
        if row.capacity == Capacity.SUBSTITUTE and _present(row) and row.person and row.replaces:
            body: int = getattr(row, "committee_id", 0)
            rows.setdefault((body, row.person.pk), Count(row.person)).stood_in.append(row.replaces.name)
            if replaced := rows.get((body, row.replaces.pk)):
                replaced.replaced_by.append(row.person.name)
    return rows


def _attend(count: Count, attendee: Attendee | None) -> None:
    if attendee and attendee.capacity in (Capacity.MEMBER, Capacity.CO_OPTEE):
        count.attended += _present(attendee)
        count.apologies += attendee.apologies and not _present(attendee)
        count.virtual += attendee.virtual


# As CSV and as data


def declarations_csv(rows: list[Declared]) -> str:
    """Return the register of interests as CSV."""
    header = ["Date", "Name", "Item", "Minute", "Kind", "Nature", "Dispensation", "Left the room"]
    cells = (
        (row.meeting.date.isoformat(), row.name, row.item, row.minute, row.kind, row.nature, row.dispensation, row)
        for row in rows
    )
    return table(header, ([*others, "yes" if row.left_room else "no"] for *others, row in cells))


def attendance_csv(rows: list[Count]) -> str:
    """Return the counts of attendance as CSV."""
    header = ["Name", "Office", "Attended", "Of", "Apologies", "Joined by video", "Stood in for", "Replaced by"]
    cells = (
        (row.person.printed_name, row.role, row.attended, row.possible, row.apologies, row.virtual, row) for row in rows
    )
    return table(header, ([*figures, "; ".join(row.stood_in), "; ".join(row.replaced_by)] for *figures, row in cells))


def chart(rows: list[Count]) -> Chart:
    """Return the attendance chart: a bar per member, as long as the possible meetings, filled by attended meetings."""
    return draw((row.name, row.attended, row.possible) for row in rows)


def of_count(count: Count) -> Data:
    """Return the attendance of one person as data."""
    return {
        "attended": count.attended,
        "possible": count.possible,
        "apologies": count.apologies,
        "joined_by_video": count.virtual,
        "stood_in_for": count.stood_in,
        "replaced_by": count.replaced_by,
    }


def of_declared(rows: Iterable[Declared]) -> list[Data]:
    """Return declared interests as data."""
    names = ("item", "kind", "nature", "dispensation", "left_room")
    return [{"name": row.name, **_where(row), **{name: getattr(row, name) for name in names}} for row in rows]


def of_votes(rows: Iterable[NamedVote]) -> list[Data]:
    """Return named votes as data."""
    return [{"vote": row.choice, **_where(row), "heading": row.heading, "motion": row.words} for row in rows]


def _where(row: Declared | NamedVote) -> Data:
    place = ("minute", row.minute) if row.minute else ("meeting",)
    meeting, address = row.meeting, absolute(address_of(row.meeting, *place))
    return {"committee": named(meeting.committee), "date": meeting.date, "minute": row.minute, "address": address}
