"""A programme with a row of every kind, printed for its first meeting."""

import datetime as dt
from typing import Any

from committee.models import Committee, MunicipalYear, User
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT, ON
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Briefing, LeadRole, Origin, ProgrammeItem, Table
from workprogramme.programmes.printing import print_for


def make(safeguarding: Committee, year: MunicipalYear, clerk: User, officer: User) -> worlds.World:
    """Make a world with items considered and withdrawn, an inquiry day, briefings with and without an item."""
    made = worlds.make(safeguarding, year, clerk, officer)
    when: dict[str, Any] = {"on": ON, "at": AT, "by": clerk}
    leads = [LeadDraft(LeadRole.LEAD_OFFICER, name="Tim Moss"), LeadDraft(LeadRole.LEAD_OFFICER, name="Helen Riley")]
    heard = items.add_item(
        made.programme, title="Family Hub", details="Help for new parents.", meeting=made.meetings[0], leads=leads,
        origin=Origin.TRIANGULATION, origin_on=dt.date(2021, 8, 3), **when,
    )  # fmt: skip
    accept(heard, "Members support the model. They asked for:\n- referrals;\n- waiting times.", clerk)
    asked = items.add_item(made.programme, title="Investigations", **when)
    scheduling.withdraw(asked, reason="The police reported on it", **when)
    items.add_item(made.programme, title="Schools inquiry", table=Table.WORKING, held_on=dt.date(2022, 1, 14), **when)
    for item, body in ((made.standing, "SSCSG"), (None, "Improvement Board")):
        Briefing.objects.create(
            programme=made.programme, item=item, body=body, held_on=dt.date(2022, 2, 21),
            body_met_on=dt.date(2022, 2, 17), attended="Chairman", recorded_at=AT, recorded_by=clerk,
        )  # fmt: skip
    print_for(made.meetings[0], at=AT, by=clerk)
    return made


def accept(item: ProgrammeItem, text: str, clerk: User) -> None:
    """Accept an outcome as a verb of another room does."""
    ProgrammeItem.objects.filter(pk=item.pk).update(
        state="considered", outcome=text, outcome_accepted_at=AT, outcome_accepted_by=clerk
    )
