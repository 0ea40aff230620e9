"""
The demonstration's work programme of 2021/22, printed, beside the source: table by table, its facts and not its words.

The source's slips are put right because a date is a meeting and a lead a person of the register: 04 Sept 2021, Karen
Cocker, Lynn Milligan, "16 June" without a year. `CALLED` has the titles that we give otherwise.
"""

import datetime as dt
import re

import lxml.html
import pytest

from committee.models import Committee, MunicipalYear, Role
from committee.portal.demo import meetings, people, programme
from committee.portal.demo.papers import facts_of
from tests.conftest import person, user
from workprogramme.document import document, programme_pdf
from workprogramme.models import Move, ProgrammeItem

pytestmark = pytest.mark.django_db

SUTTON, WILSON = (f"Cabinet Member: {name}" for name in ("Mark Sutton", "Victoria Wilson"))
CALENDAR = [
    ("17 June 2021", ""), ("6 July 2021", ""), ("3 August 2021", ""), ("14 September 2021", ""),
    ("30 November 2021", "(re-arranged from 4 November)"), ("10 January 2022", ""),
    ("28 February 2022", "(informal session)"), ("21 April 2022", ""),
]  # fmt: skip
MEMBERS = [
    "Bob Spencer, Chairman", "Gill Burnett, Vice-Chairman (Overview)", "Richard Ford, Vice-Chairman (Scrutiny)",
    "Janet Eagland", "Jason Jones", "Peter Kruskonjic", "Gillian Pardesi", "Kath Perry, MBE", "Jill Waring",
    "Mike Wilcox",
]  # fmt: skip
SUPPORT = "Community Support (including Domiciliary Care) and 1-1 intensive support for Children with Disabilities"
CALLED = {"Sexual Harassment in Schools Scoping report": "Spotlight Review of Sexual Harassment in Schools: scope"}
# How many rows; of some: date, title, who leads, and a word of what came of it.
BY_MEETING = 26, [
    ("17 June 2021", SUPPORT, [SUTTON, "Lead Officer: Martyn Baggaley"], "gaps in their skills"),
    (
        "30 November 2021", "Sexual Harassment in Schools Scoping report",
        ["Lead Member: Kath Perry, MBE", "Officer: Helen Phillips"], "scope was agreed",
    ),
    ("28 February 2022", "Informal Session", [], "tried for April"),
    (
        "tbc", "SEND Review",
        ["Cabinet Members: Mark Sutton and Jonathan Price", "Lead Officers: Tim Moss and Helen Riley"],
        "To be scheduled",
    ),
]  # fmt: skip
STANDING = 2, [("", "Crime & Disorder", [WILSON, "Lead Officers: Janene Cox and Trish Caldwell"], "SSCSG meeting")]
BRIEFINGS = 1, [("None set", "Sexual abuse investigations", [], "Request withdrawn")]
WORKING = 1, []


@pytest.fixture
def planned(settings):
    """Return the programme as it was printed on 11 April 2022, loaded without the meetings' papers."""
    people.load_council(facts_of("council"))
    ground, past = facts_of("committees"), facts_of("meeting-2022-04-21")
    people.load_committees({"committees": [{**entry, "contact": ""} for entry in ground["committees"]]})
    year = MunicipalYear.objects.get(starts=dt.date(2021, 5, 20))
    people.load_people(ground["people"], year.starts, year.ends, invented=False)
    committee = Committee.objects.get(slug="safeguarding")
    clerk = user(person("Clare", "Clerk"), "clerk@demo.example", Role.CLERK)
    meetings.load_standing_items(committee, past)
    meetings.load_year(committee, past, clerk)
    made = programme.load_programme(committee, facts_of("programme-2021-22"), clerk)
    assert programme.load_programme(committee, facts_of("programme-2021-22"), clerk) == made, "safe to run again"
    return document.take(made, on=dt.date(2022, 4, 11))


def cells(row) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in row.iter("th", "td")]


def rows_of(table) -> list[tuple[str, str, list[str], str]]:
    """Date, title, who leads and outcome of each row of a printed table."""
    found, day = [], ""
    for row in table.xpath("./tbody/tr"):
        when = row.xpath("./*[contains(@class, 'when')]")
        if when:
            day = re.sub(r" \(continued\)| ?\d\d:\d\d.*", "", " ".join(when[0].itertext()).strip())
        item = row.xpath("./th[@scope='row']")[0]
        title = " ".join((item.text or "").split())
        who = [" ".join(line.text_content().split()) for line in item.xpath("./span[@class='who']")]
        found.append((" ".join(day.split()), title, who, cells(row)[-1]))
    return found


def plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", CALLED.get(title, title).casefold().replace("&", "and")).strip()


def agrees(table, facts) -> None:
    count, told = facts
    rows = rows_of(table)
    assert len(rows) == count
    printed = {(date, plain(title)): (who, outcome) for date, title, who, outcome in rows}
    for date, title, who, outcome in told:
        leads, came_of_it = printed[date, plain(title)]
        assert leads == who and outcome in came_of_it, title


def test_the_printed_programme_says_what_the_source_says_table_by_table(planned):
    html = lxml.html.fromstring(programme_pdf.source(planned))
    calendar, by_meeting, standing, briefings, working = html.xpath("//table")
    assert [(row[0], row[2]) for row in map(cells, calendar.xpath("./tbody/tr"))] == CALENDAR
    members = html.xpath("//section[contains(@class, 'programme-box')]//li")
    assert [" ".join(member.text_content().split()) for member in members] == MEMBERS
    agrees(by_meeting, BY_MEETING)
    agrees(standing, STANDING)
    agrees(briefings, BRIEFINGS)
    agrees(working, WORKING)
    _repeats_no_slip(" ".join(html.text_content().split()))
    _has_its_moves(planned)


def _repeats_no_slip(text: str) -> None:
    assert "4 Sept" not in text.replace("14 Sept", "")
    assert "Cocker" not in text and "Lynn Milligan" not in text and "in Education" not in text
    assert "Councillor Bob Spencer Chairman of the Safeguarding" in re.sub(r"(Spencer)(Chairman)", r"\1 \2", text)
    assert "Moved from 4 November meeting: Awaiting the final report" in text
    assert "adapted from a public document" in text


def _has_its_moves(planned) -> None:
    macalister = ProgrammeItem.objects.get(title="MacAlister Report")
    steps = [(move.to_state, str(move.on)) for move in Move.objects.filter(item=macalister)]
    assert steps == [("tbc", "2021-06-17"), ("scheduled", "2021-08-03"), ("tbc", "2021-10-11")]
    considered = ProgrammeItem.objects.filter(meeting__date="2022-04-21")
    assert not any(item.outcome for item in considered), "what was decided on 21 April is not invented"
