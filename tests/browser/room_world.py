"""A meeting of a committee of ten, its agenda drafted: four reports that recommend; for tests that walk the room."""

from committee.models import Committee, SeatRole, User
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from tests.meetings.minutes.world import DAY, RECOMMENDATIONS, _report, _sit, seated

TITLES = ("Alpha", "Bravo", "Charlie", "Delta")


def ten(committee: Committee, clerk: User) -> Meeting:
    """Schedule the meeting, not opened yet for minuting."""
    people = seated(committee)
    for forename in ("Rita", "Sam", "Tessa"):
        _sit(people, committee, forename, "Ten", SeatRole.MEMBER)
    meeting = calendar.schedule(committee, DAY, by=clerk)
    for title in TITLES:
        report = _report(agenda.add_item(meeting, title=title, by=clerk), f"{title} report", clerk)
        report.recommendations = RECOMMENDATIONS
        report.save(update_fields=["recommendations"])
    return meeting
