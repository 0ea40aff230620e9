"""What a search asks for comes first: meetings by day, the next one, members, pages; and one result per thing."""

import datetime as dt
import json

import pytest
import time_machine
from django.urls import reverse

from committee.models import Committee, EntryKind, LegalKind, Person, SearchEntry, Seat, Term
from committee.search import index, vocabulary
from committee.search.results import as_text, excerpt
from committee.search.sources import Row, Source
from meetings.calendar import verbs as calendar
from meetings.models import Meeting
from tests.search.indexed import settle

pytestmark = [pytest.mark.both_databases("text search: what is found, in which order"), pytest.mark.indexed_at_once]
NOW = dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC)


@pytest.fixture
def searched(safeguarding, planning, client):
    """Return a function that searches on 6 April 2022, with four meetings and two members."""
    cabinet = Committee.objects.create(
        name="Cabinet", short_name="Cabinet", slug="cabinet", kind=LegalKind.EXECUTIVE, since=dt.date(2020, 5, 1)
    )
    for committee, day in ((safeguarding, "01-10"), (safeguarding, "04-21"), (planning, "04-12"), (cabinet, "04-13")):
        Meeting.objects.create(committee=committee, date=dt.date.fromisoformat(f"2022-{day}"), starts=dt.time(10))
    for forename, surname in (("Gareth", "Lyle"), ("Peter", "Kruskonjic")):
        member = Person.objects.create(forename=forename, surname=surname, slug=surname.lower())
        Term.objects.create(person=member, since=dt.date(2021, 5, 6))
        Seat.objects.create(person=member, committee=safeguarding, since=dt.date(2021, 5, 20))
    settle()
    vocabulary.rebuild()

    def search(typed: str, **filters: str) -> list[str]:
        answer = client.get(reverse("public:search-json"), {"q": typed, **filters})
        return [hit["url"] for hit in json.loads(answer.content)["results"]]

    with time_machine.travel(NOW, tick=False):
        yield search


APRIL = "/committees/safeguarding/2022-04-21/"
CABINET = "/committees/cabinet/2022-04-13/"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("21 April 2022", APRIL),
        ("2022-04-21", APRIL),
        ("safeguarding 21st April", APRIL),
        ("safeguarding april 2022", APRIL),
        ("When is the next safeguarding meeting?", APRIL),
        ("next cabinet meeting", CABINET),
        ("cabinet agenda", CABINET),
        ("cabinet next week", CABINET),
        ("latest safeguarding minutes", "/committees/safeguarding/2022-01-10/"),
        ("next meeting", "/committees/planning/2022-04-12/"),
        ("safeguarding", "/committees/safeguarding/"),
        ("Councillor Lyle", "/councillors/lyle/"),
        ("Cllr Lile", "/councillors/lyle/"),
        ("Gareth Lyle votes", "/councillors/lyle/"),
        ("Kruskonjik", "/councillors/kruskonjic/"),
        ("how do I complain", "/privacy/complaint/"),
        ("can I film a meeting", "/filming/"),
        ("forward plan", "/forward-plan/"),
        ("meetings", "/calendar/"),
    ],
)
def test_what_a_search_asks_for_comes_first(searched, typed, expected):
    first, *_ = [*searched(typed), "nothing"]
    assert first.endswith(expected), first


def test_a_cancelled_meeting_is_found_by_its_day_and_is_not_the_next_one(searched, client, clerk):
    meeting = Meeting.objects.get(committee__slug="cabinet")
    calendar.cancel(meeting, reason="Heavy snow.", at=NOW, by=clerk)
    assert searched("13 April 2022")[0].endswith(CABINET)
    assert not any(url.endswith(CABINET) for url in searched("next cabinet meeting")[:1])
    assert "Meeting, cancelled" in client.get(reverse("public:search"), {"q": "13 April 2022"}).content.decode()


def test_a_filter_leaves_out_what_is_shown_first(searched):
    assert all("/councillors/" in url for url in searched("safeguarding", kind=EntryKind.PERSON))


def test_a_misspelt_word_is_corrected_where_nothing_is_found_and_an_acronym_never(searched, client):
    rows = [(1, Row(EntryKind.PAGE, 0, "/", "Help for young carers")), (1, Row(EntryKind.PAGE, 1, "/", "Dolls"))]
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: rows), [1])
    vocabulary.rebuild()
    page = client.get(reverse("public:search"), {"q": "yung carers"}).content.decode()
    assert "These are the results for" in page and "Help for <mark>young</mark> <mark>carers</mark>" in page
    assert searched("DoLS") == []


def test_a_decision_and_its_action_are_one_result_and_routine_business_comes_last(searched, client):
    rows = [
        (1, Row(EntryKind.PAGE, 0, "/a/", "Lamps", "Lamps are bought.", "Minute 3 (a)", minute=3)),
        (1, Row(EntryKind.PAGE, 1, "/b/", "Lamps", "Lamps are lit.", "Minute 3 (b)", minute=3)),
        (1, Row(EntryKind.PAGE, 2, "/c/", "Apologies lamps lamps", is_routine=True)),
        (1, Row(EntryKind.PAGE, 3, "/d/", "Roads", "A lamp and other things.")),
    ]
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: rows), [1])
    urls = searched("lamps -signal")  # without answers, for which words alone count
    assert len(urls) == 3 and urls[0][-3:] in ("/a/", "/b/") and [url[-3:] for url in urls[1:]] == ["/d/", "/c/"]
    page = client.get(reverse("public:search"), {"q": "lamps -signal"}).content.decode()
    assert "Also: " in page and "3 results" in page


def test_an_excerpt_is_of_whole_sentences_where_there_are_any():
    text = (
        "One thing is said here. " * 20 + "The lamps are lit at dusk. They are put out at dawn. " + "And so on. " * 60
    )
    words = as_text(excerpt(text, {"lamp"}))
    assert words.startswith("… ") and words.endswith(". …")
    assert words[2:].startswith(("One thing", "The lamps")), words
