"""The programme's other tables on one page: standing items, briefings and withdrawn requests, working groups."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.permissions import planners
from committee.requests import SignedInRequest
from workprogramme.document import document
from workprogramme.document.prose import blocks
from workprogramme.document.rows import Row
from workprogramme.lookup import address, crumbs, find_programme
from workprogramme.models import Table

TABLES = (
    (Table.STANDING, "Followed all year, without their own meeting.", "Add a standing item"),
    (Table.BRIEFINGS, "Briefings outside meetings, requests for information, and withdrawn requests.", ""),
    (Table.WORKING, "Work outside meetings, on their own dates.", "Add a working group or an inquiry day"),
)


@planners
def tables(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """As they will be printed, each row leading to what it tells of."""
    programme = find_programme(committee, year)
    said = document.take(programme, on=timezone.localdate())

    def told(row: Row) -> Row:
        name = "desk:programme-item" if row["pk"] else "desk:programme-briefing"
        pk = row["pk"] or row["key"].removeprefix("briefing-")
        url = row.get("url") or address(name, programme, pk=pk)  # of a storey above, where that has it
        return row | {"url": url, "detail_blocks": blocks(row["details"]), "blocks": blocks(row["outcome"])}

    new = address("desk:programme-item-new", programme)
    shown = [
        {
            "key": table.value, "heading": table.label, "lead": lead, "add": add, "url": f"{new}?table={table.value}",
            "dated": table != Table.STANDING, "rows": [told(row) for row in said[table.value]],
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
