"""The planner of a committee's work programme, and the page of its other tables."""

from dataclasses import replace

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from workprogramme import year_strip
from workprogramme.document import document
from workprogramme.document.prose import blocks
from workprogramme.document.rows import Row
from workprogramme.lookup import address, crumbs, find_programme, programmes_crumb
from workprogramme.models import Programme, Table
from workprogramme.planner import board
from workprogramme.planner.board import Card, Column, Plan
from workprogramme.planner.plan import plan

# Links to other pages of the programme: words of the link, and URL name.
PAGES = (
    ("More for this programme", "desk:programme-tables"),
    ("Record a briefing", "desk:programme-briefing-new"),
    ("Introduction and settings", "desk:programme-settings"),
    ("Import from Word or a spreadsheet", "desk:programme-import"),
    ("Carry forward to another year", "desk:programme-roll-forward"),
)


@planners
def programme(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Show meetings as columns, and unplanned items beside them. `?show=no_officer` filters by that problem."""
    programme = find_programme(committee, year)
    whole = plan(programme, timezone.localdate())
    kind = request.GET.get("show", "")
    kind = kind if kind in board.KINDS else ""
    shown = only(whole, kind) if kind else whole
    nearest = next((column.meeting for column in whole.columns if column.is_next), None)
    context = {
        "programme": programme,
        "plan": shown,
        "kind": kind,
        "kind_words": board.KINDS.get(kind, ""),
        "alike": board.ALIKE.get(kind, ""),
        "about": [problem for problem in whole.problems if problem.kind == kind and problem.duty],
        "counts": whole.counts(),
        "strip": _strip(programme, whole.columns),
        "pages": [(words, address(name, programme)) for words, name in PAGES],
        "print_for": address("desk:programme-print", programme, meeting=nearest.slug) if nearest else "",
        "public_url": address("public:programme", programme) if programme.is_public else "",
        "trail": programmes_crumb(),
    }
    return render(request, "desk/programme/planner.html", context)


def _strip(programme: Programme, columns: list[Column]) -> year_strip.Strip | None:
    """Return the year as a strip, without cancelled meetings that have no item."""
    marks = [
        year_strip.Mark(column.meeting.date, column.load, column.is_past, column.is_next)
        for column in columns
        if column.load or not column.meeting.is_cancelled
    ]
    return year_strip.draw(marks, programme.load_limit, starts=programme.year.starts, ends=programme.year.ends)


def only(plan: Plan, kind: str) -> Plan:
    """Return the plan with only the cards and columns that have a problem of that kind."""

    def cards(rows: list[Card]) -> list[Card]:
        return [card for card in rows if kind in card.kinds]

    def column(column: Column) -> Column | None:
        whole = any(problem.kind == kind for problem in column.problems)
        remaining = column.cards if whole else cards(column.cards)
        return replace(column, cards=remaining) if remaining or whole else None

    columns = [reduced for row in plan.columns if (reduced := column(row))]
    return replace(
        plan, columns=columns, tbc=cards(plan.tbc), days=cards(plan.days), others=cards(plan.others),
        standing=[], suggestions=[],
    )  # fmt: skip


TABLES = (
    (Table.STANDING, "Followed all year, without their own meeting.", "Add a standing item"),
    (Table.BRIEFINGS, "Briefings outside meetings, requests for information, and withdrawn requests.", ""),
    (Table.WORKING, "Work outside meetings, on their own dates.", "Add a working group or an inquiry day"),
)


@planners
def tables(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Show the tables as they will be printed. Each row links to its item or briefing."""
    programme = find_programme(committee, year)
    printed = document.take(programme, on=timezone.localdate())

    def with_prose(row: Row) -> Row:
        name = "desk:programme-item" if row["pk"] else "desk:programme-briefing"
        pk = row["pk"] or row["key"].removeprefix("briefing-")
        url = row.get("url") or address(name, programme, pk=pk)  # rows of an upper app have their own URL
        return row | {"url": url, "detail_blocks": blocks(row["details"]), "blocks": blocks(row["outcome"])}

    new = address("desk:programme-item-new", programme)
    shown = [
        {
            "key": table.value, "heading": table.label, "lead": lead, "add": add, "url": f"{new}?table={table.value}",
            "dated": table != Table.STANDING, "rows": [with_prose(row) for row in printed[table.value]],
        }
        for table, lead, add in TABLES
    ]  # fmt: skip
    context = {
        "programme": programme,
        "heading": "Standing items, briefings and working groups",
        "tables": shown,
        "trail": crumbs(programme),
        "briefing_new": address("desk:programme-briefing-new", programme),
    }
    return render(request, "desk/programme/tables.html", context)
