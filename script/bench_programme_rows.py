"""The rows that `script/bench programmes` reads: committees with programmes, meetings, items and leads."""

import datetime as dt

from django.utils import timezone

from committee.models import Committee, Council, Function, MunicipalYear, Role, RoleGrant, User
from meetings.models import Meeting
from workprogramme.models import ItemState, Lead, LeadRole, Move, Programme, ProgrammeItem, Purpose, Table

COMMITTEES, YEARS, ITEMS, MEETINGS = 40, 10, 60, 8
FIRST = 2016
AT_A_TIME = 2000


def make() -> User:
    """Fill an empty database in bulk, without verbs. Return the scrutiny officer who requests the pages."""
    Council.objects.create(name="Borsetshire County Council")
    officer = User.objects.create(email="scrutiny@bench.example", name="Sally Scrutiny")
    since = dt.date(FIRST, 1, 1)
    RoleGrant.objects.create(user=officer, role=Role.SCRUTINY_OFFICER, since=since)
    years = [
        MunicipalYear.objects.create(is_draft=False, starts=dt.date(year, 5, 20), ends=dt.date(year + 1, 5, 19))
        for year in range(FIRST, FIRST + YEARS)
    ]
    committees = [
        Committee.objects.create(
            name=f"Overview and Scrutiny Committee {number}", short_name=f"Scrutiny {number}",
            slug=f"scrutiny-{number}", function=Function.SCRUTINY, since=since,
        )
        for number in range(1, COMMITTEES + 1)
    ]  # fmt: skip
    for year in years:
        _year(committees, year, officer)
    return officer


def _year(committees: list[Committee], year: MunicipalYear, officer: User) -> None:
    at = timezone.now()
    days = [year.starts + dt.timedelta(days=20 + 40 * number) for number in range(MEETINGS)]
    meetings = Meeting.objects.bulk_create(
        Meeting(committee=committee, date=day, starts=dt.time(10)) for committee in committees for day in days
    )
    programmes = Programme.objects.bulk_create(
        Programme(
            committee=committee, year=year, introduction="What we look at.", created_at=at, published_at=at,
            published_by=officer,
        )
        for committee in committees
    )  # fmt: skip
    of = {committee.pk: [row for row in meetings if row.committee_id == committee.pk] for committee in committees}
    rows = (_item(programme, number, of, officer) for programme in programmes for number in range(ITEMS))
    items = ProgrammeItem.objects.bulk_create(rows, AT_A_TIME)
    Lead.objects.bulk_create(
        (
            Lead(item=item, role=role, name=f"{role.label} of it", position=place)
            for item in items
            for place, role in enumerate((LeadRole.LEAD_OFFICER, LeadRole.CABINET_MEMBER))
        ),
        AT_A_TIME,
    )
    Move.objects.bulk_create(
        (
            Move(item=item, to_meeting=item.meeting, to_state=item.state, on=year.starts, recorded_at=at)
            for item in items
        ),
        AT_A_TIME,
    )


def _item(programme: Programme, number: int, of: dict[int, list[Meeting]], officer: User) -> ProgrammeItem:
    """
    Return an unsaved item. Most items are at meetings, and have an outcome if the meeting is past.

    The last items of a programme are suggested, to be scheduled or standing.
    """
    at = programme.created_at
    item = ProgrammeItem(
        programme=programme, position=number, title=f"Item {number} of the programme", purpose=Purpose.UPDATE,
        details="Why the committee is looking at it, in a sentence or two. " * 3, brief="How many?\nWhat does it cost?",
        created_at=at, created_by=officer,
    )  # fmt: skip
    if number >= 54:
        item.state = (ItemState.SUGGESTED, ItemState.TBC, ItemState.STANDING)[number % 3]
        item.table = Table.STANDING if item.state == ItemState.STANDING else Table.MEETINGS
        return item
    item.meeting = of[programme.committee_id][number % MEETINGS]
    item.state = ItemState.SCHEDULED
    if item.meeting.date < timezone.localdate():
        item.state, item.outcome = ItemState.CLOSED, "The committee noted the report.\n- It asked for figures."
        item.outcome_accepted_at, item.outcome_accepted_by = at, officer
    return item
