"""The link of a member's own calendar: made and ended."""

from committee.models import Committee
from committee.sign_in import calendar_links
from tests.acts import Act, Cast, done_by, recipe
from tests.workprogramme.world import AT

done_by("member")(calendar_links.make_calendar_link, "ground", at=AT)


@recipe(calendar_links.end_calendar_link, world="ground")
def end_calendar_link(committee: Committee, cast: Cast) -> Act:
    calendar_links.make_calendar_link(at=AT, by=cast["member"])
    return Act(calendar_links.end_calendar_link, (), {}, by=cast["member"])
