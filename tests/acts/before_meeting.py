"""Recipes of members' messages before a meeting, and of the clerk's records of these messages."""

from typing import Any

from committee.acts.seen import having_read
from meetings.members import before_meeting, expected
from meetings.models import AgendaItem, AttendancePlan, InterestNotice, Meeting
from tests.acts import Act, Cast, done, done_by, recipe
from tests.audiences import COMMITTEE
from tests.meetings.minutes.world import World as Room
from tests.meetings.minutes.world import at
from tests.meetings.publishing import World, moment

SENT = moment(2022, 4, 14, 9)
INTEREST: dict[str, Any] = {"kind": "personal", "nature": "A friend fosters.", "sensitive": False, "registered": True}
by_member = done_by("member", COMMITTEE)


def send_apologies(meeting: Meeting, cast: Cast) -> Meeting:
    """Let Mary send apologies for the meeting."""
    plan = having_read(before_meeting.plan_attendance)
    plan(meeting, choice="apologies", reason="At the hospital.", at=SENT, by=cast["member"])
    return meeting


def ask_oscar(meeting: Meeting, cast: Cast) -> AttendancePlan:
    """Let Mary send apologies and ask Oscar, who sits on another committee."""
    send_apologies(meeting, cast)
    oscar = cast["other member"].person
    assert oscar
    return before_meeting.ask_substitute(meeting, person=oscar, at=SENT, by=cast["member"])


def give_notice(item: AgendaItem, cast: Cast) -> InterestNotice:
    """Let Mary give notice of an interest in an item."""
    return before_meeting.give_interest_notice(item, **INTEREST, at=SENT, by=cast["member"])


by_member(before_meeting.plan_attendance, "meeting", lambda meeting, _: meeting, choice="apologies", at=SENT)
by_member(
    before_meeting.ask_substitute,
    "meeting",
    send_apologies,
    person=lambda _, cast: cast["other member"].person,
    at=SENT,
)
by_member(
    before_meeting.withdraw_substitute_request,
    "meeting",
    lambda meeting, cast: ask_oscar(meeting, cast).meeting,
    at=SENT,
)
done_by("other member", {"other member"})(
    before_meeting.answer_substitute_request, "meeting", ask_oscar, accepts=True, at=SENT
)
by_member(before_meeting.give_interest_notice, "published", lambda world, _: world.open_paper.item, **INTEREST, at=SENT)


@recipe(before_meeting.take_back_interest_notice, world="published", may={"member"})
def take_back_interest_notice(world: World, cast: Cast) -> Act:
    notice = give_notice(world.open_paper.item, cast)
    return Act(before_meeting.take_back_interest_notice, (notice,), {"at": SENT}, by=cast["member"])


done(
    expected.record_plan,
    "meeting_opened",
    lambda room, cast: AttendancePlan.objects.get(meeting=send_apologies(room.meeting, cast)),
    what="apologies",
)


@recipe(expected.record_interest, world="meeting_begun")
def record_interest(room: Room, cast: Cast) -> Act:
    fields = {"item": room.item("Fostering"), "person": room.people["mary"], "told_at": SENT}
    notice = InterestNotice.objects.create(**fields, **INTEREST)
    return Act(expected.record_interest, (notice,), {"at": at(10, 5)}, by=cast["clerk"])
