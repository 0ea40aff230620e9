"""
The work programme as plain data: the only source of the public page, the PDF, the CSV and the calendar file.

A document has these keys. `date` and `taken_on` are ISO dates. `day` is the date in words. A text may be "".

    title, committee {name, slug}, year {label, slug}, taken_on
    introduction [paragraph ...], outcome (the council's priority that the committee serves), venues
    chairman {name, role} or None, membership [{name, role} ...] presiding members first, then by surname
    calendar [{pk, slug, date, day, time, starts, note, cancelled, place} ...] the meetings of the municipal year
    meetings [{pk, slug, date, day, time, starts, note, cancelled, rows} ...] by day; last the items without a day (TBC)
    standing, briefings, working [row ...]
    notes [{key, text, url, rule, since} ...] from upper apps (R39)
    changes {since {date, words}, rows [{what, item, text, key} ...]} or None: see `changes`
    wording.KEY {...} the council's wording, absent for the usual wording: see `wording.to_freeze`

    row: its keys are listed in `rows.of_item`

The document has only public content: no suggestion before it is accepted, no outcome before it is accepted.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery

from committee.models import Seat, SeatRole, Term
from committee.wording import wording
from committee.wording.dates import clock_time, day_and_month, full_date
from meetings.models import Meeting, MeetingMove
from workprogramme.dates import last_day
from workprogramme.document import rows as words
from workprogramme.document.rows import Row
from workprogramme.models import (
    ENDED,
    Briefing,
    ItemState,
    Lead,
    Move,
    Note,
    Programme,
    ProgrammeItem,
    ProgrammeItemQuerySet,
    Table,
)

FIRST = {SeatRole.CHAIRMAN: 0, SeatRole.VICE_CHAIRMAN: 1}


def seats_of(programme: Programme, on: dt.date) -> list[Seat]:
    """Return the committee's seats on that day: presiding members first, then by surname."""
    elected = Term.objects.on(on).filter(person=OuterRef("person"))
    seats = programme.committee.membership(on).annotate(elected=Exists(elected))
    return sorted(seats, key=lambda seat: FIRST.get(SeatRole(seat.role), 2))


def member(seat: Seat) -> dict[str, str]:
    """Return the `name` and `role` of a member. The role of an ordinary member is ""."""
    plain = seat.role == SeatRole.MEMBER and not seat.role_name
    return {"name": seat.person.printed_name, "role": "" if plain else seat.role_label}


def chairman(seat: Any) -> dict[str, str]:
    """Return the `name` and `role` printed under the introduction: “Councillor Bob Spencer” and “Chairman”."""
    name = seat.person.printed_name
    return {"name": wording.member(name) if seat.elected else name, "role": seat.role_label}


Document = dict[str, Any]
TBC = "tbc"
NO_MEETING: dict[str, Any] = {"pk": None, "cancelled": False, **dict.fromkeys(("slug", "time", "starts", "note"), "")}


def take(programme: Programme, *, on: dt.date) -> Document:
    """
    Return the document of the present programme, in few queries.

    The membership is read as on the day `on`, or on the nearest day in the programme's year.
    """
    year, committee = programme.year, programme.committee
    meetings = {meeting.pk: meeting for meeting in calendar_of(programme)}
    seats = seats_of(programme, max(year.starts, min(on, year.ends)))
    briefings = list(Briefing.objects.filter(programme=programme).select_related("reports_to"))
    rows = [_row(item, meetings, briefings, programme, on) for item in rows_of(programme)]
    loose = [words.of_briefing(briefing, year, on) for briefing in briefings if briefing.item_id is None]
    return {
        "title": f"Work Programme {year.slug}",
        "committee": {"name": committee.name, "slug": committee.slug},
        "year": {"label": year.label, "slug": year.slug},
        "taken_on": on.isoformat(),
        "introduction": programme.paragraphs,
        "outcome": programme.outcome,
        "venues": programme.venues,
        "chairman": next((chairman(seat) for seat in seats if seat.role == SeatRole.CHAIRMAN), None),
        "membership": [member(seat) for seat in seats],
        "calendar": [_meeting(row) for row in meetings.values() if year.starts <= row.date <= year.ends],
        "meetings": _by_meeting(_of(rows, Table.MEETINGS), meetings),
        "standing": _of(rows, Table.STANDING),
        "briefings": sorted(_of(rows, Table.BRIEFINGS) + loose, key=lambda row: row["date"] or "9"),
        "working": words.working_rows(programme, _of(rows, Table.WORKING), on),
        "notes": _notes(programme, on),
        "changes": None,
        **wording.to_freeze(wording.current()),
    }


def digest(document: Document) -> str:
    """Return the SHA-256 of a document. The order of keys does not matter."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def all_rows(document: Document) -> Iterable[Row]:
    """Yield every row of the four tables, in order."""
    for group in document["meetings"]:
        yield from group["rows"]
    for name in ("standing", "briefings", "working"):
        yield from document[name]


def calendar_of(programme: Programme) -> list[Meeting]:
    """
    Return the committee's meetings in the programme's municipal year and the next year.

    Each meeting has `changed_from` (its former day) and `changed_at` (when the day was last changed), or None.
    """
    year = programme.year
    moves = MeetingMove.objects.filter(meeting=OuterRef("pk")).exclude(old_date=F("new_date")).order_by("-moved_at")
    rows = Meeting.objects.public().filter(committee=programme.committee_id, date__range=(year.starts, last_day(year)))
    return list(
        rows.select_related("venue")
        .annotate(
            changed_from=Subquery(moves.values("old_date")[:1]),
            changed_at=Subquery(moves.values("moved_at")[:1]),
        )
        .order_by("date", "starts")
    )


def row_of(item: ProgrammeItem, programme: Programme, *, on: dt.date) -> Row | None:
    """Return the row of one item of `programme`; None where the item is only proposed."""
    annotated = rows_of(programme).filter(pk=item.pk).first()
    if annotated is None:
        return None
    meetings = {meeting.pk: meeting for meeting in calendar_of(programme)}
    briefings = list(Briefing.objects.filter(item=annotated).select_related("reports_to"))
    return _row(annotated, meetings, briefings, programme, on)


def rows_of(programme: Programme) -> ProgrammeItemQuerySet:
    """Return the items that are public once the programme is published, with all data that a row needs."""
    was_placed = Q(from_meeting__isnull=False) | Q(from_day__isnull=False)
    moves = Move.objects.filter(was_placed, item=OuterRef("pk"), to_state__in=(ItemState.TBC, ItemState.SCHEDULED))
    nowhere = Q(from_meeting=F("to_meeting")) | Q(from_day=F("to_day"))
    moves = moves.exclude(Q(reason="") | nowhere | Q(from_state__in=ENDED)).order_by("-on", "-recorded_at", "-pk")
    items = ProgrammeItem.objects.filter(programme=programme).taken_up().in_order()
    return (
        items.select_related(
            "meeting",
            "agenda_item__minute",
            "origin_meeting",
            "precedes",
            "duty",
            "merged_into__programme",
            "rolled_to__programme__year",
        )
        .annotate(
            moved_from=Subquery(moves.values("from_meeting")[:1]),
            moved_from_day=Subquery(moves.values("from_day")[:1]),
            moved_on=Subquery(moves.values("on")[:1]),
            moved_why=Subquery(moves.values("reason")[:1]),
            times_moved=Count("moves", distinct=True),
        )
        .prefetch_related(Prefetch("leads", Lead.objects.select_related("person")))
    )


def _row(
    item: ProgrammeItem, meetings: dict[int, Meeting], briefings: list[Briefing], programme: Programme, on: dt.date
) -> Row:
    given_up = item.state == ItemState.WITHDRAWN or (item.state == ItemState.MERGED and item.day is None)
    where = Table.BRIEFINGS.value if given_up else ""
    mine = [briefing for briefing in briefings if briefing.item_id == item.pk]
    return words.of_item(item, meetings=meetings, briefings=mine, year=programme.year, on=on, where=where)


def _of(rows: list[Row], table: Table) -> list[Row]:
    return [row for row in rows if row["table"] == table]


def _by_meeting(sorted_rows: list[Row], meetings: dict[int, Meeting]) -> list[dict[str, Any]]:
    groups = []
    for (day, pk), rows in groupby(sorted_rows, key=lambda row: (row["date"], row["meeting"])):
        head = _meeting(meetings[pk]) if pk in meetings else NO_MEETING | {"date": day}
        listed = list(rows)
        groups.append(head | {"day": listed[0]["day"] or TBC, "rows": listed})
    return groups


def _meeting(meeting: Any) -> dict[str, Any]:
    note = []
    if meeting.is_cancelled:
        note.append("cancelled")
    if meeting.changed_from:
        was = meeting.changed_from
        other = "" if was.year == meeting.date.year else f" {was.year}"
        note.append(f"re-arranged from {day_and_month(was)}{other}")
    if meeting.informal:
        note.append("informal session")
    return {
        "pk": meeting.pk,
        "slug": meeting.slug,
        "date": meeting.date.isoformat(),
        "day": full_date(meeting.date),
        "time": clock_time(meeting.starts),
        "starts": meeting.starts.isoformat("minutes"),
        "note": "; ".join(note),
        "cancelled": meeting.is_cancelled,
        "place": ", ".join([meeting.venue.name, *meeting.venue.address.splitlines()]) if meeting.venue else "",
    }


def _notes(programme: Programme, on: dt.date) -> list[dict[str, str]]:
    notes = Note.objects.filter(Q(cleared_on__isnull=True) | Q(cleared_on__gt=on))
    return [
        {"key": note.key, "text": note.text, "url": note.url, "rule": note.rule, "since": note.since.isoformat()}
        for note in notes.filter(committee=programme.committee_id, since__lte=on)
    ]
