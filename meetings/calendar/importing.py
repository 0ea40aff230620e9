"""Import of a whole calendar of meetings from a spreadsheet. `committee.portal` adds this import to the register."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from committee.acts.verbs import Portal, as_part
from committee.models import Committee, MunicipalYear, User, Venue
from committee.register.calendar import day_list
from committee.register.csv_import.cells import Cells, Column, Kind, Known
from committee.register.csv_import.committees_file import names_of
from committee.register.names import find_or_add
from committee.wording.dates import clock_time, long_date
from committee.wording.same_name import one_spelling
from meetings.calendar.forms import why_odd
from meetings.calendar.verbs import schedule
from meetings.models import Meeting


def _read(cells: Cells) -> tuple[Committee | None, dt.date | None, dt.time | None]:
    bodies = cells.ground.once("bodies", lambda: list(Committee.objects.select_related("usual_venue")))
    committee = cells.known("committee", bodies, names_of, needed=True)
    day, starts = cells.day("date", needed=True), cells.time("time")
    years = cells.ground.once("years", lambda: list(MunicipalYear.objects.values_list("starts", "ends")))
    if day and not any(first <= day <= last for first, last in years):
        where = reverse("register:year-new")
        cells.wrong(
            "date", f"That day is not in any municipal year. Add the year first ({where}), then import this again."
        )
    return committee, day, starts


class Calendar(Kind):
    """An import of meetings: each row is one committee's meeting at one time on one day."""

    slug = "calendar"
    title = "Calendar of meetings"
    lead = "The meetings of a municipal year. Import committees first; agendas are filled from their standing items."
    columns = (
        Column("committee", "Its name or short name", "Safeguarding", needed=True),
        Column("date", "The day of the meeting", "21/04/2022", needed=True),
        Column("time", "The committee’s usual time if blank", "10:00"),
        Column("venue", "The committee’s usual venue if blank; a new one is added", ""),
        Column("informal", "yes for an informal session", "no"),
        Column("sure", "yes if a date that has passed or is not a working day is right", "no"),
    )
    same_by = ("committee", "date", "time")

    def known(self, cells: Cells) -> Known | None:
        """Return the calendar's meeting at the row's committee, day and time, in words; None where there is none."""
        committee, day, starts = _read(cells)
        cells.settle()
        assert committee is not None and day is not None
        starts = starts or committee.usual_time
        meetings = cells.ground.once(
            "meetings",
            lambda: {
                (meeting.committee_id, meeting.date, meeting.starts): meeting
                for meeting in Meeting.objects.filter(cancelled_at__isnull=True).select_related("venue")
            },
        )
        meeting_at = meetings.get((committee.pk, day, starts))
        if meeting_at is None:
            return None
        venue, now = cells.text("venue", 120), meeting_at.venue.name if meeting_at.venue else ""
        if venue and one_spelling(venue) != one_spelling(now):
            where = f"in the {now}" if now else "at no venue"
            cells.wrong("venue", f"It meets {where} then. Re-arrange it on the desk, or remove this row.")
        cells.settle()
        return Known(f"{committee} on {long_date(day)} at {clock_time(starts)}")

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Put one meeting in the calendar, fill its agenda from the standing items, and return a line about it."""
        committee, day, starts = _read(cells)
        informal = cells.yes("informal")
        venue_name = cells.name_known_or_new("venue", 120, Venue)
        odd = why_odd(day, timezone.localdate(), cells.ground.once("days", day_list)) if day else ""
        if not cells.yes("sure") and odd:
            cells.wrong("date", f"{odd} Check the date. If it is right, write yes in the column “sure”.")
        cells.settle()
        assert committee is not None and day is not None
        venue = find_or_add(Venue, venue_name, by) if venue_name else None
        meeting = as_part(schedule)(committee, day, starts=starts, venue=venue, informal=informal, by=by)
        where = f", {meeting.venue}" if meeting.venue else ""
        session = " (informal session)" if informal else ""
        return f"{committee} on {long_date(day)} at {clock_time(meeting.starts)}{where}{session}"


CALENDAR = Calendar()
