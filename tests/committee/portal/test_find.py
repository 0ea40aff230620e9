"""The desk's find box: dates as people type them, everything by name, nothing that breaks it."""

import datetime as dt

import pytest
import time_machine

from committee.search import finding
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Action
from meetings.papers import verbs as papers
from reviews.models import Review
from workprogramme.items import verbs as items

pytestmark = pytest.mark.both_databases("queries: words in titles, days of meetings")

NOW = dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC)
TODAY, DAY = NOW.date(), dt.date(2022, 4, 21)


@pytest.fixture(autouse=True)
def _a_day_in_april():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    "text",
    ["21 April 2022", "21/4/2022", "21/04/22", "2022-04-21", "21.4.2022", "21 apr", "21st April", "Thursday 21 April",
     "thu 21 Apr 2022"],
)  # fmt: skip
def test_a_date_is_read_as_people_type_it(text, clerk):
    typed = finding.read(text, user=clerk, today=TODAY)
    assert (typed.words, typed.days) == ((), (DAY, DAY))


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("safeguarding 21 April 2022", ("safeguarding",), (DAY, DAY)),
        ("April 2022", (), (dt.date(2022, 4, 1), dt.date(2022, 4, 30))),
        ("28 December", (), (dt.date(2021, 12, 28), dt.date(2021, 12, 28))),
        ("31/2/2022", ("31/2/2022",), None),
        ("May Brown", ("May", "Brown"), None),
        ("1 Jan 0001", ("0001",), (dt.date(2022, 1, 1), dt.date(2022, 1, 1))),
    ],
)
def test_words_stand_beside_a_date_or_are_none(text, words, days, clerk):
    typed = finding.read(text, user=clerk, today=TODAY)
    assert (typed.words, typed.days) == (words, days)


@pytest.fixture
def world(safeguarding, clerk, officer, programme):
    meeting = calendar.schedule(safeguarding, DAY, starts=dt.time(18), by=clerk)
    item = agenda.add_item(meeting, title="Young Carers", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Carers report", by=clerk)
    action = Action.objects.create(
        meeting=meeting, asked_in="Work programme", text="send carers figures", owner=officer.person, opened_at=NOW,
        opened_by=clerk, due_on=dt.date(2022, 5, 4),
    )  # fmt: skip
    planned = items.add_item(programme.programme, title="Carers again", on=TODAY, at=NOW, by=clerk)
    review = Review.objects.create(
        slug="carers",
        title="Carers in schools",
        proposed_on=TODAY,
        created_at=NOW,
        created_by=clerk,
        monitored_by=safeguarding,
        question="What works?",
        why="Asked.",
    )
    return meeting, paper, action, planned, review


def test_everything_with_a_word_is_found_by_kind_and_leads_to_its_page(desk, world):
    page = desk.get("/desk/find/", {"q": "carers"}).content.decode()
    for heading in ("Agenda items", "Papers", "Actions", "Work programme items", "Reviews"):
        assert f">{heading}</h2>" in page
    _, paper, action, planned, _ = world
    for address in (
        f"papers/{paper.pk}/",
        f"/desk/actions/{action.pk}/",
        f"items/{planned.pk}/",
        "/desk/reviews/carers/",
    ):
        assert address in page
        link = page.split(address)[0].rsplit('href="', 1)[1] + address
        assert desk.get(link).status_code == 200


def test_people_committees_and_meetings_are_found_by_name(desk, world):
    page = desk.get("/desk/find/", {"q": "safeguarding"}).content.decode()
    assert ">Committees</h2>" in page and ">Meetings</h2>" in page and ">Agenda items</h2>" not in page
    page = desk.get("/desk/find/", {"q": "olive"}).content.decode()
    assert ">People</h2>" in page and "/register/people/olive-officer/" in page


def test_a_day_finds_its_meeting_and_a_word_narrows_it(desk, world, planning, clerk):
    calendar.schedule(planning, DAY, by=clerk)
    page = desk.get("/desk/find/", {"q": "21 April"}).content.decode()
    assert "Results dated 21 April in any year." in page
    assert "/desk/meetings/safeguarding/" in page and "/desk/meetings/planning/" in page
    page = desk.get("/desk/find/", {"q": "safeguarding 21 April"}).content.decode()
    assert "/desk/meetings/planning/" not in page
