"""A file of meetings: a whole calendar brought in from a spreadsheet. The roof offers it to the register."""

import datetime as dt
from collections.abc import Hashable
from typing import cast

from committee.law.clear_days import long_date
from committee.models import Committee, User, Venue
from committee.register.council import save_venue
from committee.register.csv_import.cells import Cells
from committee.register.csv_import.committees_file import names_of
from committee.register.csv_import.kinds import Column, Kind
from meetings.models import Meeting
from meetings.procedure.calendar import schedule


def same(cells: Cells) -> Hashable:
    """One committee at one time of one day."""
    return tuple(cells.row.values.get(name, "").casefold() for name in ("committee", "date", "time"))


def take(cells: Cells, by: User | None) -> str:
    """Put one meeting in the calendar, its agenda filled from the committee's standing items."""
    committee = cells.known("committee", Committee.objects.select_related("usual_venue"), names_of, needed=True)
    day = cells.day("date", needed=True)
    starts = cells.time("time")
    informal = cells.yes("informal")
    venue_name = cells.name_known_or_new("venue", 120, Venue.objects.values_list("name", flat=True))
    if committee and day:
        _refuse_a_clash(cells, committee, day, starts or committee.usual_time)
    cells.settle()
    assert committee is not None and day is not None
    venue = None
    if venue_name:
        venue = Venue.objects.filter(name=venue_name).first() or save_venue(Venue(), name=venue_name, by=by)
    # From the shell nobody in particular acts, and the trail says so: "The portal put in the calendar ...".
    who = cast(User, by)
    meeting = schedule(committee, day, starts=starts, venue=venue, informal=informal, by=who)
    where = f", {meeting.venue}" if meeting.venue else ""
    session = " (informal session)" if informal else ""
    return f"{committee} on {long_date(day)} at {meeting.starts:%H:%M}{where}{session}"


def _refuse_a_clash(cells: Cells, committee: Committee, day: dt.date, starts: dt.time) -> None:
    if day.weekday() >= 5:
        cells.wrong("date", f"That is a {day:%A}. If the committee really meets then, enter it on the desk's calendar.")
    if Meeting.objects.filter(committee=committee, date=day, starts=starts, cancelled_at__isnull=True).exists():
        cells.wrong("date", f"The {committee} meets on that day at {starts:%H:%M} already. Take this row out.")


CALENDAR = Kind(
    "calendar",
    "Calendar of meetings",
    "The meetings of a municipal year. Bring in committees first; agendas are filled from their standing items.",
    (
        Column("committee", "Its name or short name", "Safeguarding", needed=True),
        Column("date", "The day of the meeting", "21/04/2022", needed=True),
        Column("time", "The committee's usual time where empty", "10:00"),
        Column("venue", "The committee's usual venue where empty; a new one is added", ""),
        Column("informal", "yes for an informal session", "no"),
    ),
    take,
    same,
)
