"""The agenda builder, a page with the agenda as it will print; and the part of the desk's front page about meetings."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee import slots
from committee.acts.requests import SignedInRequest
from committee.law.clear_days import DayList
from committee.law.retention import background_kept_until, record_kept_until
from committee.models import MunicipalYear
from committee.register.calendar import day_list
from committee.wording import filming
from meetings import notice_period
from meetings.agendas import deadlines
from meetings.agendas.item_forms import QuickItemForm
from meetings.agendas.listed_items import short_of_notice
from meetings.agendas.views.desk_findings import findings
from meetings.calendar_rows import monday_of, weeks_grid
from meetings.lookup import address, desk_meeting
from meetings.members.expected import Expected
from meetings.minutes import to_do
from meetings.minutes.to_do import to_write
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Edition,
    ItemKind,
    Meeting,
    Paper,
    PaperState,
    PublishedPaper,
    Upload,
)
from meetings.notice_period import Owed
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.packs.contents import beside, live_ranges, to_follow
from meetings.packs.intake.office import kinds
from meetings.packs.page_numbers import label_of
from meetings.packs.views import desk as packs
from meetings.papers.fields import accepted
from meetings.referrals.listing import waiting_for

SHOWN = 8
PUBLISH_SHOWN = 8
OVERDUE_SHOWN = 5
WEEKS = 6  # weeks shown on the desk's front page: the present week and the next five


def needs_of_meetings(today: dt.date, of: deadlines.Of = None) -> dict[str, Any]:
    """
    Return the context of `desk/front.html` for the committees with the ids `of`, or for all committees (None).

    The context holds agendas to publish, papers to chase, minutes and actions to follow, and the next weeks' meetings.
    """
    days = day_list()
    coming = deadlines.coming(today, of)
    chase = deadlines.to_chase(coming, today, days)
    publish = deadlines.to_publish(coming, today, days)
    until = monday_of(today) + dt.timedelta(weeks=WEEKS, days=-1)
    month = [meeting for meeting in coming if meeting.date <= until]
    later = Meeting.objects.filter(deadlines.within(of)).upcoming(today)
    return {
        "today": today,
        "publish": publish[:PUBLISH_SHOWN],
        "more_to_publish": max(0, len(publish) - PUBLISH_SHOWN),
        "urgent": deadlines.urgent_to_publish(today, of),
        "certificates": deadlines.certificates_to_complete(today, of),
        "chase": _by_meeting(chase[:SHOWN]),
        "more_to_chase": max(0, len(chase) - SHOWN),
        "write": to_write(today, of),
        "owed": deadlines.to_follow(today, OVERDUE_SHOWN, of),
        "late": sum(paper.is_late for paper in chase),
        "month": month,
        "grid": weeks_grid(month, today, WEEKS) if month else None,
        "next": None if month else later.select_related("committee").first(),
        # The municipal year of today, or else the latest year.
        "year": MunicipalYear.of(today) or MunicipalYear.objects.order_by("-starts").first(),
    }


def _by_meeting(chase: list[Owed]) -> list[tuple[Meeting, list[Owed]]]:
    """Group the papers to chase by meeting, in the order of each meeting's first paper."""
    grouped: dict[int, tuple[Meeting, list[Owed]]] = {}
    for entry in chase:
        meeting = entry.paper.item.meeting
        grouped.setdefault(meeting.pk, (meeting, []))[1].append(entry)
    return list(grouped.values())


# Links on a published agenda: name of the desk's page, and label.
LATER = (
    ("supplement-publish", "Add a supplement"),
    ("agenda-correct", "Publish a correction"),
    ("certificate", "Certificate of publication"),
    ("agenda-published", "What was published"),
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """
    A paper under its item.

    - `left`: working days until `due`; negative when the due date has passed
    - `missing`: the paper is still to come, and no file for it is being checked
    """

    paper: Paper
    state: str
    colour: str
    due: dt.date | None
    left: int | None
    missing: bool
    published: bool
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """
    An item on the front sheet.

    - `range`: its pages in words, as published, or as they would be now
    - `frozen`: the item has been published
    - `first`, `last`: the item is the first, or the last, of its part of the agenda
    """

    item: AgendaItem
    range: str
    frozen: bool
    first: bool
    last: bool
    papers: list[PaperRow]
    pieces: list[slots.Piece]  # further acts, which other apps add through `committee.slots`
    actions: int = 0  # number of earlier meetings' actions printed under the item

    @property
    def only_missing(self) -> int | None:
        """Id of the item's only missing paper, to which a file dropped on the item must belong; else None."""
        missing = [row.paper.pk for row in self.papers if row.missing]
        return missing[0] if len(missing) == 1 else None

    @property
    def only_title(self) -> bool:
        """True for an item of business that has only a title, so that removing it loses only the title."""
        item = self.item
        more = any(item.lines.values()) or item.public_title or item.owner_id
        return item.kind == ItemKind.BUSINESS and not (self.papers or more or hasattr(item, "ruling"))


@desk_meeting
def meeting(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show the agenda as it will print, each item with its pages and papers, and beside the agenda the work to do."""
    today = timezone.localdate()
    calendar = day_list()
    ground = snapshots.Ground.of(meeting, today)
    latest = ground.latest
    rows = rows_of(ground, latest, today=today, days=calendar)
    # The item just added (?added=). The page mentions that item beside the form for the next item.
    added = next((row.item for row in rows if str(row.item.pk) == request.GET.get("added")), None)
    deadline = notice_period.deadline(meeting, calendar)
    # A form for a new item in each part.
    parts, action = {} if meeting.is_cancelled else {"one": 1, "two": 2}, address("item-new", meeting)
    quick = {name: QuickItemForm(part=part, action=action) for name, part in parts.items()}
    plan = latest.snapshot if latest else build.plan(meeting, Edition.MEMBERS, issued_on=today, ground=ground).snapshot
    return render(
        request,
        "desk/meeting.html",
        {
            "meeting": meeting,
            "kept": {"record": record_kept_until(meeting.date), "background": background_kept_until(meeting.date)}
            if latest and meeting.is_formal
            else None,
            "rows": rows,
            "referrals": waiting_for(meeting),
            "part_one": [entry for entry in rows if entry.item.part == 1],
            "part_two": [entry for entry in rows if entry.item.part == 2],
            "latest": latest,
            "issued_on": dt.date.fromisoformat(latest.snapshot["issued_on"]) if latest else None,
            "deadline": deadline,
            "filming": filming.notice(meeting.committee, ground.council),
            "short": short_of_notice(meeting, calendar) if latest and not meeting.is_cancelled else "",
            "in_time": notice_period.in_time(meeting, today, calendar),
            "left": deadline.working_days_left(today) if deadline else None,
            "papers_in": sum(paper.paper.state == "received" for entry in rows for paper in entry.papers),
            "papers_of": sum(paper.paper.state != "withdrawn" for entry in rows for paper in entry.papers),
            "private": snapshots.private_words(plan),
            "motion": plan["exclusion_motion"],
            "motion_lines": plan["exclusion_lines"],
            "proper_officer": latest.snapshot["proper_officer"] if latest else ground.officer,
            "membership": ground.membership,
            "council": ground.council,
            "counts": None
            if latest or not meeting.is_formal or meeting.is_cancelled
            else _counts(ground, today, calendar),
            # The panels of the packs before publication, and of the large print afterwards.
            "panels": []
            if meeting.is_cancelled
            else packs.large_print_panels(meeting, latest)
            if latest
            else packs.panels(ground),
            "later": [(label, address(name, meeting)) for name, label in LATER] if latest else [],
            "addresses": {act: address(f"agenda-{act}", meeting) for act in ("preflight", "prepare", "preview")}
            | {"supplement": address("supplement-publish", meeting)},
            "pending": [
                paper.paper.title
                for row in rows
                for paper in row.papers
                if latest and paper.paper.state == "received" and not paper.published
            ],
            "waiting_files": [] if meeting.is_cancelled else list(meeting.dropped_files.defer("original")),
            "upload_kinds": accepted(kinds.endings()),
            "published": packs.published(meeting) if latest else [],
            "quick": quick,
            "added": added,
            "added_two": added is not None and added.part == 2,
            "expected": None if meeting.is_cancelled or meeting.date < today else Expected.of(meeting),
            "cards": slots.pieces(slots.AGENDA_CARDS, [meeting]).get(meeting.pk, []),
            **_minutes(meeting, today, latest is not None),
        },
    )


def _minutes(meeting: Meeting, today: dt.date, is_published: bool) -> dict[str, str]:
    """
    Return the next step for the minutes and its URL, as context.

    Empty until the agenda is published or the day of the meeting has come, and where no minutes are needed.
    """
    if not meeting.is_formal or meeting.is_cancelled or (meeting.date > today and not is_published):
        return {}
    step, page = to_do.next_step(meeting, today)
    return {"minutes_step": step, "minutes_url": address(page, meeting)}


def _counts(ground: snapshots.Ground, today: dt.date, calendar: DayList) -> dict[str, int]:
    """Return the number of groups of blocks ("blocks"), and of warnings not accepted ("warnings"), as of today."""
    result = findings(ground.meeting, on=today, ground=ground, days=calendar)
    return {"blocks": len(result.blocks), "warnings": len(result.warnings)}


def rows_of(ground: snapshots.Ground, latest: AgendaVersion | None, *, today: dt.date, days: DayList) -> list[ItemRow]:
    """Return a row for each item, in order. A published item shows the pages with which it was published."""
    meeting, items = ground.meeting, ground.items
    frozen = {entry["pk"]: entry for entry in latest.snapshot["items"]} if latest else {}
    ranges = {} if latest else live_ranges(ground, Edition.MEMBERS)
    holders = latest is not None and snapshots.has_holders(latest.snapshot)
    published = (
        set(PublishedPaper.objects.filter(version__meeting=meeting).values_list("paper_file__paper", flat=True))
        if latest
        else set()
    )
    for item in items:
        item.meeting = meeting
    pieces = slots.pieces(slots.AGENDA_ITEM_ACTS, items)
    rows = []
    for number, item in enumerate(items):
        live = ranges.get(item.pk) or to_follow(item)
        before = items[number - 1] if number else None
        after = items[number + 1] if number + 1 < len(items) else None
        papers = []
        for paper in item.papers.all():
            paper.item = item
            papers.append(_paper(paper, paper.pk in published, ground.uploads.get(paper.pk), today, days))
        rows.append(
            ItemRow(
                item=item,
                range=_published(frozen[item.pk], holders) if item.pk in frozen else live,
                frozen=item.pk in frozen,
                first=before is None or before.part != item.part,
                last=after is None or after.part != item.part,
                papers=papers,
                pieces=pieces.get(item.pk, []),
                actions=len(ground.asked.get(item.pk, ())),
            )
        )
    return rows


def _published(entry: dict[str, Any], holders: bool) -> str:
    withheld = label_of(snapshots.spans_of(entry, withheld=True)) if holders else ""
    return beside(snapshots.range_of(entry), withheld)


def _paper(paper: Paper, published: bool, upload: Upload | None, today: dt.date, days: DayList) -> PaperRow:
    owed = Owed.of(paper, today, days)
    awaited, checking = paper.state in (PaperState.DUE, PaperState.TO_FOLLOW), bool(upload and upload.is_undecided)
    if published:
        state, colour = "Published", "green"
    elif upload and (checking or awaited):
        state, colour = upload.get_state_display(), "yellow" if checking else "red"
    elif paper.state == PaperState.DUE and owed.is_late:
        state, colour = "Overdue", "red"
    else:
        state = paper.get_state_display()
        colour = {"due": "blue", "to_follow": "yellow", "received": "green"}.get(paper.state, "grey")
    return PaperRow(paper, state, colour, owed.due, owed.left, awaited and not checking, published, upload)
