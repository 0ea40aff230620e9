"""The agenda builder: the front sheet itself, on one page."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee import slots
from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.law.clear_days import DayList
from committee.law.retention import background_kept_until, record_kept_until
from committee.register.calendar import day_list
from committee.wording import filming
from meetings import notice_period
from meetings.agendas.item_forms import QuickItemForm
from meetings.agendas.listed_items import short_of_notice
from meetings.agendas.views.desk_findings import findings
from meetings.agendas.views.desk_rows import ItemRow, rows_of
from meetings.lookup import address, find_meeting
from meetings.minutes import to_do
from meetings.models import AgendaItem, AgendaVersion, Edition, Meeting
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.packs.intake.office import kinds
from meetings.packs.views import desk as packs
from meetings.papers.forms.fields import accepted

LATER = (
    ("supplement-publish", "Add a supplement"),
    ("agenda-correct", "Publish a correction"),
    ("certificate", "Certificate of publication"),
    ("agenda-published", "What was published"),
)


@desk
def meeting(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """Show the agenda as it will print, each item with its pages and papers, and beside it the work left to do."""
    row = find_meeting(committee, meeting)
    today = timezone.localdate()
    calendar = day_list()
    ground = snapshots.Ground.of(row, today)
    latest = ground.latest
    rows = rows_of(ground, latest, today=today, days=calendar)
    added = _added(request, rows)
    deadline = notice_period.deadline(row, calendar)
    plan = latest.snapshot if latest else build.plan(row, Edition.MEMBERS, issued_on=today, ground=ground).snapshot
    return render(
        request,
        "desk/meeting.html",
        {
            "meeting": row,
            "kept": {"record": record_kept_until(row.date), "background": background_kept_until(row.date)}
            if latest and row.is_formal
            else None,
            "rows": rows,
            "part_one": [entry for entry in rows if entry.item.part == 1],
            "part_two": [entry for entry in rows if entry.item.part == 2],
            "latest": latest,
            "issued_on": dt.date.fromisoformat(latest.snapshot["issued_on"]) if latest else None,
            "deadline": deadline,
            "filming": filming.notice(row.committee, ground.council),
            "short": short_of_notice(row, calendar) if latest and not row.is_cancelled else "",
            "in_time": notice_period.in_time(row, today, calendar),
            "left": deadline.working_days_left(today) if deadline else None,
            "papers_in": sum(paper.paper.state == "received" for entry in rows for paper in entry.papers),
            "papers_of": sum(paper.paper.state != "withdrawn" for entry in rows for paper in entry.papers),
            "private": snapshots.private_words(plan),
            "motion": plan["exclusion_motion"],
            "motion_lines": plan["exclusion_lines"],
            "proper_officer": latest.snapshot["proper_officer"] if latest else ground.officer,
            "membership": ground.membership,
            "council": ground.council,
            "counts": None if latest or not row.is_formal or row.is_cancelled else _counts(ground, today, calendar),
            "panels": [] if row.is_cancelled else _panels(ground, latest),
            "later": [(label, address(name, row)) for name, label in LATER] if latest else [],
            "addresses": {act: address(f"agenda-{act}", row) for act in ("preflight", "prepare", "preview")}
            | {"supplement": address("supplement-publish", row)},
            "pending": _pending(rows) if latest else [],
            "waiting_files": [] if row.is_cancelled else list(row.dropped_files.defer("original")),
            "upload_kinds": accepted(kinds.endings()),
            "published": packs.published(row) if latest else [],
            "quick": {} if row.is_cancelled else _quick(row),
            "added": added,
            "added_two": added is not None and added.part == 2,
            "cards": slots.pieces(slots.AGENDA_CARDS, [row]).get(row.pk, []),
            **_minutes(row, today, latest is not None),
        },
    )


def _quick(meeting: Meeting) -> dict[str, QuickItemForm]:
    """Return the form for the next item of each part."""
    action = address("item-new", meeting)
    return {name: QuickItemForm(part=part, action=action) for name, part in (("one", 1), ("two", 2))}


def _added(request: SignedInRequest, rows: list[ItemRow]) -> AgendaItem | None:
    """Return the item added last, if the address names one, for the form of the next item to mention."""
    return next((row.item for row in rows if str(row.item.pk) == request.GET.get("added")), None)


def _minutes(meeting: Meeting, today: dt.date, is_published: bool) -> dict[str, str]:
    """Return the next step for the minutes, once the agenda is published or the day of the meeting has come."""
    if not meeting.is_formal or meeting.is_cancelled or (meeting.date > today and not is_published):
        return {}
    step, page = to_do.next_step(meeting, today)
    return {"minutes_step": step, "minutes_url": address(page, meeting)}


def _panels(ground: snapshots.Ground, latest: AgendaVersion | None) -> list[packs.Panel]:
    """Return the packs before publication, and the large print of the published agenda afterwards."""
    return packs.large_print_panels(ground.meeting, latest) if latest else packs.panels(ground)


def _counts(ground: snapshots.Ground, today: dt.date, calendar: DayList) -> dict[str, int]:
    """Count the pre-flight's blocks of a publication today, and its warnings that are not accepted."""
    result = findings(ground.meeting, on=today, ground=ground, days=calendar)
    return {"blocks": len(result.blocks), "warnings": len(result.warnings)}


def _pending(rows: list[ItemRow]) -> list[str]:
    """Return the titles of papers received and not yet public, after publication."""
    return [
        paper.paper.title
        for row in rows
        for paper in row.papers
        if paper.paper.state == "received" and not paper.published
    ]
