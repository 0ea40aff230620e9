"""The link of a member's own calendar: made and ended."""

from committee.models import Committee
from committee.sign_in import calendar_links
from tests.acts import Act, Cast, recipe
from tests.workprogramme.world import AT


@recipe(calendar_links.make_calendar_link, world="ground")
def make_calendar_link(committee: Committee, cast: Cast) -> Act:
    return Act(calendar_links.make_calendar_link, (), {"at": AT}, by=cast["member"])


@recipe(calendar_links.end_calendar_link, world="ground")
def end_calendar_link(committee: Committee, cast: Cast) -> Act:
    calendar_links.make_calendar_link(at=AT, by=cast["member"])
    return Act(calendar_links.end_calendar_link, (), {}, by=cast["member"])
