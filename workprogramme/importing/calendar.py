"""Find the meeting that a date in the file means, because an item is stored with its meeting and not its date (R48)."""

import datetime as dt
from dataclasses import dataclass

from committee.models import Committee, MunicipalYear
from committee.wording.dates import full_date
from meetings.models import Meeting, MeetingMove
from workprogramme.dates import last_day
from workprogramme.importing.cells import DateCell

NEAR = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Place:
    """
    The meeting that a date means. If the date had no year, `note` is a sentence that says which year was assumed.

    If no meeting matches, `meeting` is None, `why_not` is the reason, without a full stop, and `nearest` is the nearest
    meeting, if any.
    """

    meeting: Meeting | None = None
    why_not: str = ""
    nearest: Meeting | None = None
    note: str = ""


class Calendar:
    """A committee's meetings in a municipal year and the year after it, and the days from which they were moved."""

    def __init__(self, committee: Committee, year: MunicipalYear) -> None:
        self.committee, self.year = committee, year
        span = (year.starts, last_day(year))
        rows = Meeting.objects.filter(committee=committee, date__range=span).order_by("date", "starts")
        self.all = list(rows.select_related("committee"))
        self.meetings = [meeting for meeting in self.all if not meeting.is_cancelled]
        moves = MeetingMove.objects.filter(meeting__in=self.meetings)
        self.moved = {move.old_date: move.meeting_id for move in moves.order_by("moved_at")}

    def at(self, slug: str) -> Meeting | None:
        """Return the meeting with this slug; None where there is no such meeting, or it is cancelled."""
        return next((meeting for meeting in self.meetings if meeting.slug == slug), None)

    def find(self, cell: DateCell) -> Place:
        """Return the Place that `cell` means. Look for a date without a year in this municipal year first."""
        if cell.year:
            return self._on(cell.in_year(cell.year))
        days = [day for year in range(self.year.starts.year, self.year.ends.year + 2) if (day := cell.in_year(year))]
        days = [day for day in days if self.year.starts <= day <= last_day(self.year)]
        for day in days:
            if meeting := self._standing(day):
                which = "" if day <= self.year.ends else ", of the next municipal year"
                return Place(meeting, note=f"It has no year: taken as the meeting of {full_date(day)}{which}.")
        place = self._on(days[0]) if days else Place(why_not="There is no such day")
        return Place(
            why_not=f"It has no year, and {place.why_not[:1].lower()}{place.why_not[1:]}", nearest=place.nearest
        )

    def day(self, cell: DateCell) -> tuple[dt.date | None, str]:
        """Return the day of an item without a meeting, such as a briefing, and a note if the year is assumed."""
        if cell.year:
            return cell.in_year(cell.year), ""
        days = (cell.in_year(year) for year in (self.year.starts.year, self.year.ends.year))
        match = next((day for day in days if day and self.year.starts <= day <= self.year.ends), None)
        return match, f"It has no year: taken as {full_date(match)}." if match else ""

    def _standing(self, day: dt.date | None) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.date == day), None)

    def _on(self, day: dt.date | None) -> Place:
        if day is None:
            return Place(why_not="There is no such day")
        if meeting := self._standing(day):
            return Place(meeting)
        if moved := self.moved.get(day):
            meeting = next(row for row in self.meetings if row.pk == moved)
            why = f"The meeting of {full_date(day)} was re-arranged to {full_date(meeting.date)}"
            return Place(why_not=why, nearest=meeting)
        if any(meeting.date == day for meeting in self.all):
            return Place(why_not=f"The meeting of {full_date(day)} is cancelled", nearest=self.nearest(day))
        if not self.year.starts <= day <= last_day(self.year):
            return Place(why_not=f"{full_date(day)} is neither in {self.year} nor in the year after it")
        near = self.nearest(day)
        hint = f"The nearest is {full_date(near.date)}" if near else "None is near it"
        return Place(why_not=f"The Committee has no meeting on {full_date(day)}. {hint}", nearest=near)

    def nearest(self, day: dt.date) -> Meeting | None:
        """Return the meeting nearest to `day`; None where no meeting is within NEAR."""
        near = min(self.meetings, key=lambda meeting: abs(meeting.date - day), default=None)
        return near if near and abs(near.date - day) <= NEAR else None
