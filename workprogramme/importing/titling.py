"""What rows call their items, held against the agendas of their meetings and against each other."""

from collections.abc import Iterator

from committee.dates import full_date
from committee.models import Committee
from workprogramme.importing import titles
from workprogramme.importing.shapes import NOTES, WARNS, Line
from workprogramme.models import Table

ABOUT_ONE_THING = 0.85


class Titles:
    """The titles of a committee's agendas."""

    def __init__(self, committee: Committee) -> None:
        self.committee = committee

    def differing(self, lines: list[Line]) -> Iterator[tuple[Line, str, str]]:
        """Rows whose title differs from that of the agenda or of another row: the row, the sentence, its weight."""
        meetings = {line.meeting.pk: line.meeting for line in lines if line.meeting}
        agendas = titles.agenda_titles(self.committee, meetings.values())
        for line in lines:
            agenda = agendas.get(line.meeting.pk, []) if line.meeting else []
            if line.title and agenda:
                yield from _beside_agenda(line, agenda)
        yield from _beside_each_other(lines)


def _beside_agenda(line: Line, agenda: list[tuple[int, str, list[str]]]) -> Iterator[tuple[Line, str, str]]:
    day = full_date(line.meeting.date) if line.meeting else ""
    known = {title: (number, papers) for number, title, papers in agenda}
    near = titles.nearest(line.title, known)
    if not near:
        yield line, f"The agenda of {day} has no similar item.", NOTES
        return
    number, papers = known[near]
    if not titles.same(near, line.title):
        yield line, f"The agenda of {day} calls it “{near}” (item {number}).", WARNS
    for paper in papers:
        if not titles.same(paper, line.title) and not titles.same(paper, near):
            yield line, f"Its paper of {day} is called “{paper}”.", WARNS


def _beside_each_other(lines: list[Line]) -> Iterator[tuple[Line, str, str]]:
    for place, line in enumerate(lines):
        for other in lines[:place]:
            if Table.STANDING in (line.table, other.table) or titles.same(line.title, other.title):
                continue
            if titles.alike(line.title, other.title) < ABOUT_ONE_THING or _told_apart(line.title, other.title):
                continue
            where = other.row.where[:1].lower() + other.row.where[1:]
            yield line, f"It may be what {where} calls “{other.title}”.", WARNS
            break


def _told_apart(one: str, other: str) -> bool:
    """Whether two long titles differ in their last word on purpose: Adults’ and Children’s complaints."""
    return len(one.split()) == len(other.split()) and len(one.split()) > 5
