"""The public content of a work programme, for its page and its files."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from committee.models import Committee
from workprogramme import year_strip
from workprogramme.document import changes, document
from workprogramme.document.document import Document
from workprogramme.models import ItemState, Programme, ProgrammeItem, ProgrammeVersion

COMING_SHOWN = 4


def shown(programme: Programme, *, on: dt.date) -> Document:
    """Return the present programme, with its changes since it was last printed in a published agenda."""
    printed = ProgrammeVersion.objects.filter(programme=programme, meeting__versions__isnull=False)
    last = printed.select_related("meeting").order_by("-meeting__date", "-meeting__sequence", "-number").first()
    return changes.since(last, document.take(programme, on=on))


def strip(programme: Programme, document: Document, *, on: dt.date) -> year_strip.Strip | None:
    """Return the strip of the year's meetings, without cancelled meetings; None for fewer than two meetings."""
    items = {group["slug"]: len(group["rows"]) for group in document["meetings"]}
    rows = [row for row in document["calendar"] if not row["cancelled"]]
    days = [dt.date.fromisoformat(row["date"]) for row in rows]
    coming = min((day for day in days if day >= on), default=None)
    marks = [
        year_strip.Mark(day, items.get(row["slug"], 0), day < on, day == coming)
        for row, day in zip(rows, days, strict=True)
    ]
    return year_strip.draw(marks, programme.load_limit, starts=programme.year.starts, ends=programme.year.ends)


def calendar(document: Document) -> list[dict[str, Any]]:
    """Return the meetings of the document's calendar, each with its number of planned `items`."""
    items = {group["slug"]: len(group["rows"]) for group in document["meetings"]}
    return [row | {"items": items.get(row["slug"], 0)} for row in document["calendar"]]


def latest_of(committee: Committee) -> Programme | None:
    """Return the committee's latest public programme, with committee and year; None if there is none."""
    rows = Programme.objects.public().filter(committee=committee).select_related("committee", "year")
    return rows.order_by("-year__starts").first()


def coming(programmes: Iterable[Programme], *, on: dt.date) -> dict[int, list[ProgrammeItem]]:
    """Return {programme id: its next COMING_SHOWN items at coming meetings}, in one query, without empty lists."""
    items = ProgrammeItem.objects.public().filter(
        programme__in=programmes,
        state__in=(ItemState.SCHEDULED, ItemState.ON_AGENDA),
        meeting__date__gte=on,
        meeting__cancelled_at__isnull=True,
    )
    by_programme: dict[int, list[ProgrammeItem]] = {}
    for item in items.select_related("meeting").in_order():
        by_programme.setdefault(item.programme_id, []).append(item)
    return {pk: rows[:COMING_SHOWN] for pk, rows in by_programme.items()}
