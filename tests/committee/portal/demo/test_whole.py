"""The whole demonstration, loaded once: what can be tried, what was minuted in 2022, and this year's programme."""

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client, override_settings
from django.urls import reverse

from committee.models import MunicipalYear, User
from committee.portal.demo import load, things_to_try
from committee.portal.demo.papers import facts_of
from meetings.models import Action, Meeting, MinutesState, MinutesVersion
from tests.staging import staged
from workprogramme.models import Programme, ProgrammeItem

# What .ci/run looks at in each run is the demonstration that it has made from nothing.
pytestmark = pytest.mark.drill
TODAY = dt.date(2026, 11, 25)
NOW = dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC)
ITEMS_IN_PACK = {3: (1, 6), 4: (7, 18), 5: (19, 28), 6: (29, 60), 7: (61, 68)}
LINKS = re.compile(r'<li><a class="govuk-link" href="([^"]+)">')
HREF = re.compile(r'href="([^"]+)"')


@staged
def loaded(db) -> None:
    """Load the demonstration as of 25 November 2026, twice, as it may be."""
    with override_settings(DEMO=True):
        load.load(TODAY)
        load.load(TODAY)


@pytest.fixture
def demonstration(loaded, settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "committee.portal.demo.urls"
    with time_machine.travel(NOW, tick=False):
        yield


def browser_of(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def test_five_things_to_try_open_for_each_sign_in_where_they_are_done(demonstration):
    found = things_to_try.sections(TODAY)
    assert [section.role for section in found] == [
        *("a clerk", "a member", "an officer", "a scrutiny officer", "a cabinet member")
    ]
    for section in found:
        client = browser_of(section.email)
        page = client.get("/try/").content.decode()
        first = page[page.index("<h2") : page.index("</section>", page.index("<h2"))]
        assert f"Five things to try as {section.role}" in first, "their own section stands first"
        paths = LINKS.findall(first)
        assert paths == [thing.url for thing in section.things] and len(set(paths)) == 5
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, (section.role, path)
            if path.startswith(("/desk/", "/members/", "/officers/")):
                assert "<main" in answer.content.decode()


def test_anybody_reads_how_to_sign_in_and_nothing_leads_on_from_there(demonstration, client):
    page = client.get("/try/").content.decode()
    assert LINKS.findall(page) == [] and page.count("a demonstration only") == 1
    assert "/account/login/?next=/try/" in page
    assert 'href="/try/"' in client.get("/").content.decode()


def test_outside_a_demonstration_there_is_no_such_page(client, council):
    assert client.get("/try/").status_code == 404
    assert "/try/" not in client.get("/").content.decode()


def test_no_page_of_anybodys_menu_is_empty_and_every_committee_meets(demonstration):
    for email in facts_of("upcoming")["sign_ins"]:
        client = browser_of(email["email"])
        start = client.get("/start/", follow=True)
        menu = start.content.decode().partition(' id="navigation">')[2].partition("</ul>")[0]
        assert menu
        for path in {start.request["PATH_INFO"], *HREF.findall(menu)}:
            answer = client.get(path, follow=True)
            assert answer.status_code == 200 and "council-empty" not in answer.content.decode(), (email, path)
    committees = Meeting.objects.upcoming(TODAY).values_list("committee__slug", flat=True)
    scrutiny, others = {"safeguarding", "prosperous", "health-and-care"}, {"cabinet", "county-council"}
    assert set(committees) == scrutiny | others | {"planning", "licensing"}
    assert MunicipalYear.of(dt.date(2027, 11, 25))


@pytest.mark.both_databases("text search: what is found, in which order")
def test_nine_of_ten_searches_find_what_they_are_for_among_the_first_three(demonstration, client):
    """Each row of fixtures/queries.csv has a query and the beginnings of addresses; with none, nothing is found."""
    with (Path(django_settings.BASE_DIR) / "fixtures" / "queries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = []
    for row in rows:
        results = client.get(reverse("public:search-json"), {"q": row["query"]}).json()["results"][:3]
        found = [hit["url"].removeprefix(django_settings.SITE_URL) for hit in results]
        wanted = [tuple(address.split("|")) for address in row["addresses"].split()]
        if not all(any(url.startswith(either) for url in found) for either in wanted) or bool(found) > bool(wanted):
            missed.append(f"{row['query']}: {found}")
    print("\n".join(missed))
    assert len(rows) >= 80 and len(missed) <= len(rows) // 10, missed


# --- What was minuted in 2022 -----------------------------------------------------------------------------------------


def test_the_minutes_of_10_january_stand_as_in_the_source_are_offered_on_21_april_and_confirmed_there(loaded, client):
    held = Meeting.objects.get(committee__slug="safeguarding", date="2022-01-10")
    minutes = held.minutes
    drafts = MinutesVersion.objects.filter(minutes=minutes, kind="draft")
    draft = drafts.get().document
    assert [entry["number"] for entry in draft["entries"] if entry["number"]] == [37, 38, 39, 40, 41, 42]
    assert "off_agenda" not in draft and held.versions.get().certificate.count["lawful"], (
        "its agenda is published (R63)"
    )
    owed = Action.objects.filter(meeting=held).order_by("limb__position")
    assert [(one.limb.resolution.minute.number, one.limb.letter) for one in owed] == [(39, "b"), (39, "c"), (39, "d")]
    _is_the_paper_of_21_april(held)
    assert minutes.state == MinutesState.CONFIRMED
    assert minutes.confirmation.confirmed_in.date == dt.date(2022, 4, 21), "28 February was informal (R26)"
    assert "Invented" in minutes.confirmation.confirmed_in.minutes.invented_note
    page = " ".join(client.get("/committees/safeguarding/2022-01-10/minutes/").content.decode().split())
    assert "RESOLVED:" in page and "in the areas now shown as" in page
    assert "Invented, and not in the public document" in page and "its confirmation" in page


def _is_the_paper_of_21_april(demo: Meeting) -> None:
    april = demo.committee.meetings.get(date="2022-04-21")
    items = april.versions.first().snapshot["items"]
    spans = {
        item["number"]: (item["papers"][0]["first"], item["papers"][-1]["last"]) for item in items if item["papers"]
    }
    assert spans == ITEMS_IN_PACK
    assert items[2]["papers"][0]["kind"] == "minutes"
    owed = [line["text"] for line in items[2]["asked"]]
    assert len(owed) == 3 and "39 b)" in owed[0], owed


# --- This year's programme --------------------------------------------------------------------------------------------


def test_the_year_of_the_meeting_to_come_has_an_invented_programme_with_something_to_do_for_everybody(loaded, client):
    now = Programme.objects.get(year__starts__year=2026)
    assert now.is_public and now.items.count() == 17  # the look-back at the review of 2022 among them
    cared_for = now.items.get(title="Care Leavers: Somewhere to Live")
    assert cared_for in ProgrammeItem.objects.without_outcome(TODAY)
    assert cared_for.leads.get(role="lead_officer").person.name == "Owen Marsh"
    minute = cared_for.agenda_item.minute
    assert minute.minutes.state == MinutesState.PUBLISHED and minute.number == 23
    agenda = cared_for.agenda_item.meeting.versions.get()
    assert agenda.certificate.count["lawful"] and agenda.certificate.completed_by
    assert "off_agenda" not in minute.minutes.versions.get().document, "its agenda is published (R63)"
    page = client.get("/work-programme/safeguarding/2026-27/")
    assert page.status_code == 200 and b"Care Leavers" in page.content
    for private in (b"Robin Ashdown", b"resident@demo.example", b"Speeding past", b"village hall"):
        assert private not in page.content
