"""What fills the blanks of the programme's addresses, for the test of every address as everybody."""

import datetime as dt
import hashlib
import secrets

from django.utils import timezone

from committee.acts.requests import person_of
from committee.models import Committee, MunicipalYear, SignedLink, User
from tests.workprogramme import executive, suggested, written
from tests.workprogramme import world as worlds
from workprogramme.member_requests import call_ins
from workprogramme.programmes import briefings, duties

Values = dict[str, dict[str, str]]
DAYS = (dt.date(2021, 6, 15), dt.date(2021, 7, 6), dt.date(2022, 2, 1), dt.date(2022, 3, 8))


def values(committee: Committee, year: MunicipalYear, clerk: User, officer: User) -> Values:
    """Values by the full name of an address; what is not here gets the usual ones (2021-22, safeguarding)."""
    world = worlds.make(committee, year, clerk, officer, DAYS)
    found: Values = {}
    found |= items_values(world, clerk)
    found |= suggested.values(committee, clerk)
    found |= executive.values(committee, clerk)
    found |= printing(world)
    found |= planner(world, clerk)
    found |= written.values(world, clerk, officer)
    return found


def items_values(world: worlds.World, clerk: User) -> Values:
    """Return the URL values of the desk's pages of the scheduled item and of a briefing."""
    briefing = briefings.record_briefing(world.programme, held_on=DAYS[2], body="SSCSG", at=worlds.AT, by=clerk)
    rows = {"item": world.scheduled, "briefing": briefing}
    return {f"desk:programme-{name}": {"pk": str(row.pk)} for name, row in rows.items()}


def printing(world: worlds.World) -> Values:
    """Return the URL values of pages that are printed and published, for a meeting of the programme's year."""
    return {
        "public:programme-item": {"pk": str(world.scheduled.pk)},
        **{f"desk:programme-print{of}": {"meeting": world.meetings[-1].slug} for of in ("", "-of-meeting")},
    }


def planner(world: worlds.World, clerk: User) -> Values:
    """Return the URL values of the planner's page of one duty."""
    duty = duties.record_duty(world.programme.committee, kind="other", title="Neglect", by=clerk)
    return {"desk:programme-duty": {"pk": str(duty.pk)}}


def link_values(committee: Committee, member: User, clerk: User) -> Values:
    """Values for signed links: Mary is asked to confirm a call-in of today."""
    now, asked = timezone.now(), person_of(member)
    call_in = call_ins.receive(
        committee,
        decision_title="A lease",
        decided_by="Leader",
        reasons="But Why?",
        members=[asked],
        decision_published_on=timezone.localdate(),
        at=now,
        by=clerk,
    )
    token = secrets.token_urlsafe()
    SignedLink.objects.create(
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        person=asked,
        act=call_ins.CONFIRM,
        subject_type="workprogramme.callin",
        subject_id=call_in.pk,
        subject=str(call_in),
        address="mary@borsetshire.example",
        made_at=now,
        made_by=clerk,
        expires_at=now + dt.timedelta(days=1),
    )
    return {"public:signed-link": {"token": token}}
