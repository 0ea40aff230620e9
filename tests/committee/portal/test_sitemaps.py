"""What search engines are told: sitemaps, robots, canonical addresses, data of schema.org, permalinks."""

import json
import re
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from django.urls import reverse

from committee.models import Committee
from committee.portal import sitemaps
from meetings.calendar import verbs as calendar
from tests.meetings.publishing import AT

NAMED = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/xml"
    return [one.text for one in ElementTree.fromstring(answer.content).iter(f"{NAMED}loc")]


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.mark.both_databases("queries: when each page changed last")
def test_every_address_of_the_sitemaps_answers_anybody_and_says_when_it_changed(published, considered, client):
    listed = [path_of(one) for one in locations(client, "/sitemap.xml")]
    assert len(listed) == len(sitemaps.SECTIONS)
    found = [path_of(one) for path in listed for one in locations(client, path)]
    assert len(found) == len(set(found))
    meeting = reverse("public:meeting", args=["safeguarding", published.meeting.slug])
    assert {"/", "/committees/safeguarding/", "/councillors/mary-member/", meeting} <= set(found)
    assert {path: client.get(path).status_code for path in found} == dict.fromkeys(found, 200)
    rows = ElementTree.fromstring(client.get("/sitemap-meetings.xml").content)
    changed = {row.find(f"{NAMED}loc").text: row.find(f"{NAMED}lastmod").text for row in rows}
    assert changed[f"http://127.0.0.1:8000{meeting}"] == "2022-04-13"
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_keep_out_of_what_is_nobodys_page_and_of_a_demonstration(db, council, client, settings):
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /calendar/own/" in said and "Disallow: /\n" not in said
    assert said.endswith("Sitemap: http://127.0.0.1:8000/sitemap.xml\n")
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def data_of(page: str) -> dict[str, dict]:
    """Return the structured data of a page, by its type."""
    found = re.findall(r'<script type="application/ld\+json">([^<]*)</script>', page)
    return {data["@type"]: data for data in map(json.loads, found)}


@pytest.mark.parametrize("what", ["cancelled", "moved"])
def test_a_meeting_says_when_where_and_whether_it_stands(safeguarding, year, venue, clerk, client, what):
    meeting = calendar.schedule(safeguarding, AT.date().replace(month=6), by=clerk)
    Committee.objects.update(name="</script><script>alert(1)</script>")
    if what == "cancelled":
        calendar.cancel(meeting, reason="No business", at=AT, by=clerk)
    else:
        later = meeting.date.replace(day=21)
        calendar.rearrange(meeting, day=later, starts=meeting.starts, reason="Heavy snow", at=AT, by=clerk)
        meeting.refresh_from_db()
    page = client.get(reverse("public:meeting", args=["safeguarding", meeting.slug])).content.decode()
    event, crumbs = data_of(page)["Event"], data_of(page)["BreadcrumbList"]
    status = {"cancelled": "EventCancelled", "moved": "EventRescheduled"}[what]
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event.get("previousStartDate", "") == ("" if what == "cancelled" else "2022-06-11")
    assert event["startDate"] == f"{meeting.date}T10:00:00+01:00" and event["location"]["name"] == venue.name
    assert [row["position"] for row in crumbs["itemListElement"]] == [1, 2]
    assert "<script>alert" not in page


def test_a_page_names_its_one_address_and_a_secret_one_is_not_told(published, client, member):
    path = reverse("public:meeting", args=["safeguarding", published.meeting.slug])
    page = client.get(path, {"utm_source": "x"}).content.decode()
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page
    assert f'href="{path}items/1/" aria-label="Link to item 1">1.</a>' in page
    assert 'calendar/?month=2022-04">' in client.get("/calendar/", {"month": "2022-04", "x": "y"}).content.decode()
    for secret in ("/links/abc/", "/search/?q=x", "/contact/"):
        assert "canonical" not in client.get(secret).content.decode()
    assert data_of(client.get("/").content.decode())["GovernmentOrganization"]["name"]
