"""The demonstration: reviews and programme with the source's facts, not its words, and this year's review."""

import datetime as dt
import re

import lxml.html
import pytest
import time_machine

from committee.models import Committee, MunicipalYear, Role, User
from committee.portal.demo import meetings, people, programme, review_now, reviews
from committee.portal.demo.papers import facts_of
from reviews.answers.waiting import answers_of_portfolio, answers_of_writer, is_to_sign
from reviews.findings.figures_shown import for_panel, for_public
from reviews.findings.recommendation_status import progress_of
from reviews.models import AnswerDraft, DraftState, Evidence, Response, State
from reviews.prints import page
from reviews.prints.content import Heading
from reviews.report.issuing import document_of, latest_public
from reviews.steps.story import story
from tests.conftest import person, user
from tests.staging import staged
from workprogramme.document import document, programme_pdf
from workprogramme.models import Move, ProgrammeItem

pytestmark = pytest.mark.django_db


@staged
def review(settings):
    """Load the review, entered by the clerk in a register with the demonstration's committees and people."""
    settings.DEMO = True
    clerk = user(person("Clare", "Clerk"), "clare@borsetshire.example", Role.CLERK)
    facts, ground = facts_of("review-2022-04-21"), facts_of("committees")
    people.load_council(facts_of("council"))
    people.load_committees({"committees": [{**entry, "contact": ""} for entry in ground["committees"]]})
    year = MunicipalYear.objects.get(starts=dt.date(2021, 5, 20))
    people.load_people(ground["people"], year.starts, year.ends, invented=False)
    return reviews.load_review(facts, clerk)


def test_nine_pieces_of_evidence_are_kept_of_which_two_are_published_one_of_them_redacted(review):
    published = {piece.reference: piece.public_text for piece in Evidence.objects.public()}
    assert (review.evidence.count(), set(published)) == (9, {"E1", "E3"})
    assert "230" in published["E3"]
    assert "4 cases" not in published["E3"]


def test_both_tables_are_whole_for_the_panel_and_suppressed_for_everybody(review):
    before, after = review.figures.order_by("number")
    hidden = [[row.label for row in for_public(table).rows if row.cells[1].is_hidden] for table in (before, after)]
    assert hidden == [["December 2020", "February 2021"], ["August 2021", "October 2021"]]
    assert not any(cell.is_hidden for row in for_panel(after).rows for cell in row.cells)
    november = next(row for row in for_public(after).rows if row.label == "November 2021")
    assert [cell.text for cell in november.cells] == ["400", "18", "4.5%"]
    assert after.differences == ["The source printed 9% for November 2021: 18 of 400 is 4.5%."]


def test_the_executive_answered_301_days_after_the_report(review):
    review.refresh_from_db()
    assert review.state == State.RESPONDED
    days = {told.word: told for told in story(review, public=True)}
    assert (days["Scope agreed"].on, days["Gathering evidence"].on) == (dt.date(2021, 11, 30), dt.date(2022, 1, 14))
    assert (days["Responded"].on, days["Responded"].days) == (dt.date(2023, 2, 16), 301)


def test_the_report_is_handed_down_with_what_is_made_from_rows(review):
    version = latest_public(review.slug)
    assert version
    document = document_of(version)
    headings = [node.words for node in document.body if isinstance(node, Heading) and node.level == 2]
    assert (len(headings), headings[6]) == (12, "6. Information left out of this report")
    html = str(page.body_html(document))
    assert html.count('id="recommendation-') == 7
    assert html.count("(by video)") == 2
    assert html.count("<table") == 4  # figures, twice; the panel; the schedule
    assert document.on == dt.date(2022, 4, 21)


TODAY = dt.date(2026, 11, 27)


@pytest.mark.django_db
def test_each_role_finds_what_waits_for_it(settings, mailoutbox, client):
    settings.DEMO = True
    upcoming = facts_of("upcoming")
    people.load_council(facts_of("council"))
    people.load_committees({"committees": [{**entry, "contact": ""} for entry in facts_of("committees")["committees"]]})
    people.load_sign_ins(upcoming["sign_ins"], upcoming["password"], dt.date(2026, 5, 1))
    planner = User.objects.get(email="scrutiny@demo.example")
    assert planner.check_password(upcoming["password"])
    facts = facts_of("review-now")
    review = review_now.load_review_now(facts, TODAY, planner)
    assert review_now.load_review_now(facts, TODAY, planner) == review
    told = [step.text for step in story(review, public=True)]
    assert [text for text in told if text] == [review_now.INVENTED], "once, for all of it"
    officer, cabinet = (User.objects.get(email=f"{name}@demo.example") for name in ("officer", "cabinet"))
    assert [one.addressee.recommendation.number for one in answers_of_writer(officer, TODAY)[0]] == [3]
    assert [one.addressee.recommendation.number for one in answers_of_portfolio(cabinet, TODAY) if is_to_sign(one)] == [
        2
    ]
    told, due = progress_of(review, TODAY, public=True)
    assert (told.officer.status, told.committee.status, due.entries) == ("on_track", "at_risk", [])
    assert {str(response.signed_off_by) for response in Response.objects.all()} == {"Ruth Ainsley"}
    partner = AnswerDraft.objects.get(addressee__name="Ashdown School (invented)")
    assert (partner.state, partner.mailbox) == (DraftState.ASKED, "partner@demo.example")
    asked = {mail.subject: mail for mail in mailoutbox if "sign off" not in mail.subject}
    which = "recommendation {} of the review “Short breaks for young carers”"
    assert {subject: mail.to for subject, mail in asked.items()} == {
        f"Please answer {which.format(3)}": [officer.email],
        f"Please answer {which.format(4)}": ["partner@demo.example"],
        f"Please report progress on {which.format(5)}": [officer.email],
    }
    (link,) = re.findall(r"/links/\S+", asked[f"Please answer {which.format(4)}"].body)
    (report,) = re.findall(r"/officers/\S+", asked[f"Please report progress on {which.format(5)}"].body)
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10), dt.UTC), tick=False):
        assert "Ask in every school register" in client.get(link).content.decode()
        client.force_login(officer)
        assert "Tell every head teacher" in client.get(report).content.decode()


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
