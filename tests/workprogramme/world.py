"""A small programme to test with: two meetings past, two to come, an item of each kind."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, MunicipalYear, User
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import LeadRole, Origin, Programme, ProgrammeItem, Purpose, Table
from workprogramme.programmes import verbs as programmes

ON = dt.date(2021, 6, 1)
AT = dt.datetime(2021, 6, 1, 9, tzinfo=dt.UTC)
DAYS = (dt.date(2021, 7, 6), dt.date(2021, 9, 14), dt.date(2022, 1, 10), dt.date(2022, 4, 21))


@dataclass(frozen=True, slots=True)
class World:
    """The programme of 2021/22 of the safeguarding committee, published, and what is in it."""

    programme: Programme
    meetings: list[Meeting]
    scheduled: ProgrammeItem
    tbc: ProgrammeItem
    standing: ProgrammeItem


def make(
    committee: Committee, year: MunicipalYear, clerk: User, officer: User, days: Sequence[dt.date] = DAYS
) -> World:
    """Make it: the scheduled item stands at the first meeting (6 July 2021) and is led by `officer`."""
    meetings = [calendar.schedule(committee, day, by=clerk) for day in days]
    programme = programmes.open_programme(
        committee, year, introduction="What the committee looks at.", outcome="People are safe.", at=AT, by=clerk
    )
    when: dict[str, Any] = {"on": ON, "at": AT, "by": clerk}
    leads = [LeadDraft(LeadRole.LEAD_OFFICER, officer.person), LeadDraft(LeadRole.CABINET_MEMBER, name="Cara Cabinet")]
    scheduled = items.add_item(
        programme, title="Young Carers", details="How are they supported?", purpose=Purpose.UPDATE,
        meeting=meetings[0], leads=leads, origin=Origin.MEMBER, origin_on=ON, **when,
    )  # fmt: skip
    tbc = items.add_item(programme, title="Neglect", purpose=Purpose.POLICY, **when)
    standing = items.add_item(programme, title="Crime and Disorder", table=Table.STANDING, **when)
    having_read(programmes.publish_programme)(programme, at=AT, by=clerk)
    return World(Programme.objects.get(pk=programme.pk), meetings, scheduled, tbc, standing)
