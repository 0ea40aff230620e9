"""Check a file: say what each row would do, and its errors and warnings, in sentences."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from committee.models import Committee, MunicipalYear
from committee.wording.dates import full_date
from committee.wording.same_name import one_spelling
from workprogramme.importing.calendar import Calendar
from workprogramme.importing.cells import date_cell, item_cell
from workprogramme.importing.people import Names
from workprogramme.importing.reading import Source, SourceRow
from workprogramme.importing.shapes import BLOCKS, NOTES, WARNS, Fault, Import, Line, Question
from workprogramme.importing.titles import differing
from workprogramme.models import HAPPENS, OFFICER_ROLES, LeadRole, Origin, Programme, ProgrammeItem, Purpose, Table

DAY = r"(?P<day>\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}(?: \d{4})?)"
SUGGESTED = re.compile(
    rf"\b(?:suggested|requested|proposed)(?: by (?P<who>the cabinet member|a member|members|an officer|a resident))?"
    rf"(?:,? (?:at|on|at the|on the) {DAY})?(?P<where> triangulation| meeting)?",
    re.IGNORECASE,
)
TRIANGULATION = re.compile(rf"\bat (?:the )?{DAY} triangulation", re.IGNORECASE)
WHO = {
    "the cabinet member": Origin.CABINET_MEMBER, "a member": Origin.MEMBER, "members": Origin.MEMBER,
    "an officer": Origin.OFFICER, "a resident": Origin.RESIDENT,
}  # fmt: skip
PURPOSES = (
    (r"\bpre-?decision\b", Purpose.PRE_DECISION),
    (r"\b(?:brought|reported|report) (?:annually|every year)\b|\bannual report\b", Purpose.ANNUAL_REPORT),
    (r"\bfollow-?up from\b|\bprogress made\b", Purpose.FOLLOW_UP),
    (r"\bperformance\b", Purpose.PERFORMANCE),
    (r"\bspotlight review\b|\bscoping\b", Purpose.REVIEW),
    (r"\bup-?date\b", Purpose.UPDATE),
    (r"\bcall-?in\b", Purpose.CALL_IN),
    (r"\bpetition\b", Purpose.PETITION),
    (r"\bwork programme planning\b", Purpose.PLANNING),
)


def fields_of(title: str, details: str, calendar: Calendar) -> dict[str, Any]:
    """Return an item's purpose, origin and day of origin, read from its words, as arguments for `add_item`."""
    text = f"{title}. {details}"
    purposes = [purpose for words, purpose in PURPOSES if re.search(words, text, re.IGNORECASE)]
    return {"purpose": purposes[0] if purposes else Purpose.OTHER, **_origin(details, calendar)}


def _origin(details: str, calendar: Calendar) -> dict[str, Any]:
    match = SUGGESTED.search(details)
    if match and (match["day"] or match["who"]):
        who, where = (match["who"] or "").lower(), (match["where"] or "").strip().lower()
        origin = WHO.get(who) or (Origin.TRIANGULATION if where == "triangulation" else Origin.MEETING)
        return {"origin": origin, **_day(match["day"], calendar, at_meeting=where != "triangulation")}
    if match := TRIANGULATION.search(details):
        return {"origin": Origin.TRIANGULATION, **_day(match["day"], calendar, at_meeting=False)}
    if re.search(r"\b(?:brought|reported) (?:annually|every year)\b", details, re.IGNORECASE):
        return {"origin": Origin.ANNUAL}
    return {}


def _day(words: str | None, calendar: Calendar, *, at_meeting: bool) -> dict[str, Any]:
    """Return `origin_on` if the day of origin is known, and `origin_meeting` if that is a meeting's day; else {}."""
    cell = date_cell(words or "")
    if cell is None:
        return {}
    place = calendar.find(cell)
    if at_meeting and place.meeting and place.meeting.date <= calendar.year.ends:
        return {"origin_on": place.meeting.date, "origin_meeting": place.meeting}
    return {"origin_on": cell.in_year(cell.year)} if cell.year else {}


TBC = "tbc"
HEADINGS = "The headings are: Date of meeting, Item, Details, Action/Outcome."
TABLE_NAMES = "Work Programme, Standing Items, Briefings and withdrawn requests, or Working Groups and Inquiry Days"
# Texts in the outcome column of the portal's own CSV for items without an outcome.
AWAITED = {
    "to be scheduled", "to be considered", "to be held", "held", "closed", "not recorded yet", "nothing recorded yet",
    "to be recorded after the meeting", "-", "n/a",
}  # fmt: skip
MOST_NAMES = 12  # names after one label of a cell
MOST = {"title": 250, "details": 4000, "outcome": 8000, "withdrawn": 500}  # characters


def look_over(
    source: Source,
    committee: Committee,
    year: MunicipalYear,
    *,
    on: dt.date,
    answers: Mapping[int, str] | None = None,
) -> Import:
    """
    Check every row of `source` as of the day `on`, without changing anything.

    `answers` are the user's choices for dates that match no meeting. They map the number of a row to the slug of a
    meeting, or to "tbc".
    """
    return _Checker(committee, year, on, answers or {}).run(source)


def in_programme(programme: Programme) -> set[tuple[str, str, dt.date | None]]:
    """Return (title, table, day) of each item in a programme, to compare with rows of the file."""
    items = ProgrammeItem.objects.filter(programme=programme).select_related("meeting")
    return {(one_spelling(item.title), item.table, item.day) for item in items}


def as_in_programme(line: Line) -> tuple[str, str, dt.date | None]:
    """Return (title, table, day) of a row, in the form of `in_programme`."""
    return one_spelling(line.title), line.table, line.day


def _left_out(rows: int) -> str:
    """Return the warning that an unknown table of `rows` rows is left out. 0 rows mean an unknown column."""
    if not rows:
        return f"This column is not recognised, so it is left out. {HEADINGS}"
    subject = "the row below is" if rows == 1 else f"the {rows} rows below are"
    return f"This table’s headings are not recognised, so {subject} left out. {HEADINGS}"


class _Checker:
    def __init__(self, committee: Committee, year: MunicipalYear, on: dt.date, answers: Mapping[int, str]) -> None:
        self.on, self.answers = on, answers
        self.calendar = Calendar(committee, year)
        self.names = Names()
        self.faults: list[Fault] = []
        self.questions: list[Question] = []
        programme = Programme.objects.filter(committee=committee, year=year).first()
        self.there = in_programme(programme) if programme else set()

    def run(self, source: Source) -> Import:
        lines = [self._line(row) for row in source.rows]
        for line, text, weight in differing(self.calendar.committee, lines):
            self._say(line.row, "Item", line.title, text, weight, "R48")
        for words in source.left_out:
            self.faults.append(Fault(0, "", "", words, "It is not in a programme table, so it is left out.", NOTES))
        for where, headings, rows in source.strange:
            self.faults.append(Fault(0, where, "Headings", headings, _left_out(rows), WARNS))
        self.faults.sort(key=lambda fault: (fault.row == 0, fault.row))
        return Import(lines, self.faults, self.questions, source.name)

    def _say(self, row: SourceRow, column: str, says: str, text: str, weight: str, rule: str = "") -> None:
        self.faults.append(Fault(row.number, row.where, column, says, text, weight, rule))

    def _line(self, row: SourceRow) -> Line:
        cell = item_cell(row.item)
        line = Line(row, title=cell.title, details=row.details, table=row.table or Table.MEETINGS)
        if not row.table:
            text = f"The table “{row.table_words}” is not recognised. The tables are: {TABLE_NAMES}."
            self._say(row, "Table", row.table_words, text, BLOCKS)
        if not cell.title:
            self._say(row, "Item", row.item, "There is no title.", BLOCKS)
        if cell.lead_line:
            line.details = f"{cell.lead_line}. {line.details}".strip()
        self._place(line)
        self._lead(line, cell.named)
        self._outcome(line)
        line.fields = fields_of(line.title, line.details, self.calendar)
        for name, most in MOST.items():
            if len(getattr(line, name)) > most:
                self._say(row, "Item", line.title[:60], f"The {name} has more than {most:,} characters.", BLOCKS)
        line.skipped = as_in_programme(line) in self.there
        if line.skipped:
            self._say(row, "Item", line.title, "It is in the programme already: not imported again.", NOTES)
        return line

    def _place(self, line: Line) -> None:
        row = line.row
        if line.table == Table.STANDING:
            return
        cell = date_cell(row.date)
        is_own_date = row.carried == row.number
        if cell is not None and cell.is_open:
            return
        if cell is None and not row.date and line.table != Table.MEETINGS:
            return
        if cell is None:
            text = "It has no date: write the day of a meeting, or tbc while it is to be scheduled."
            text = text if not row.date else f"“{row.date[:60]}” is not a day: write the day of a meeting, or tbc."
            self._settle(line, text, nearest=None)
        elif line.table == Table.MEETINGS:
            place = self.calendar.find(cell)
            line.meeting = place.meeting
            if place.meeting is None:
                self._settle(line, f"{place.why_not}.", nearest=place.nearest)
            elif place.note and is_own_date:
                self._say(row, "Date", row.date, place.note, WARNS, "R48")
        else:
            line.held_on, note = self.calendar.day(cell)
            if note and is_own_date:
                self._say(row, "Date", row.date, note, WARNS, "R48")

    def _settle(self, line: Line, text: str, *, nearest: Any) -> None:
        """Apply the user's answer for a date without a meeting, and add a note. Without an answer, block the import."""
        row = line.row
        is_own_date = row.carried == row.number
        answer = self.answers.get(row.carried, "")
        meeting = self.calendar.at(answer)
        if is_own_date:
            self.questions.append(Question(row.number, row.where, row.date, nearest, answer))
        if meeting is None and answer != TBC:
            if is_own_date:
                self._say(row, "Date", row.date, text, BLOCKS, "R48")
            return
        line.meeting = meeting
        if is_own_date:
            taken = f"taken as {full_date(meeting.date)}" if meeting else "left to be scheduled"
            self._say(row, "Date", row.date, f"{text} As you said, it is {taken}.", NOTES, "R48")

    def _lead(self, line: Line, named: Any) -> None:
        row = line.row
        has_officer = False
        for group in named:
            label = LeadRole(group.role).label
            if len(group.names) > MOST_NAMES:
                self._say(
                    row, label, group.names[0], f"It names {len(group.names)} people: {MOST_NAMES} can be.", BLOCKS
                )
            for name in group.names[:MOST_NAMES]:
                lead = self.names.who(group.role, name, row.where)
                line.leads.append(lead.draft)
                has_officer |= group.role in OFFICER_ROLES
                if lead.odd:
                    self._say(row, label, lead.says, lead.odd, WARNS if lead.is_slip else NOTES, "R48")
            if not group.names:
                self._say(row, label, "", f"“{label}” is there, but no one is named.", WARNS, "R48")
        blank = any(group.role in OFFICER_ROLES and not group.names for group in named)
        informal = line.meeting is not None and line.meeting.informal
        if not (has_officer or blank or informal) and line.table in (Table.MEETINGS, Table.STANDING):
            self._say(row, "Item", line.title, "No officer leads it.", WARNS, "R48")

    def _outcome(self, line: Line) -> None:
        row, words = line.row, line.row.outcome.strip()
        if words.rstrip(".").casefold() in AWAITED:
            words = ""
        if words and "withdrawn" in words.casefold() and len(words) < 120:
            line.withdrawn = words
        elif words and self._is_to_come(line):
            line.details = f"{line.details}\n\n{words}".strip()
            text = "It has an outcome but has not been considered yet. The text is added to its details."
            self._say(row, "Action/Outcome", words[:60], text, WARNS)
        else:
            line.outcome = words
        if not words and line.day and line.day < self.on and line.table in HAPPENS:
            text = f"{full_date(line.day)} has passed, and no outcome is recorded."
            self._say(row, "Action/Outcome", "", text, WARNS, "R48")

    def _is_to_come(self, line: Line) -> bool:
        """Return whether the item is still to be considered: its day is after today, or not settled."""
        if line.table not in HAPPENS:
            return False
        if line.day is None:
            cell = date_cell(line.row.date)
            return cell is None or cell.is_open or self.answers.get(line.row.carried) == TBC
        return line.day > self.on
