"""Pages for programs: sitemaps, robots, schema.org, permalinks, each public page as data, Modern.Gov's web service."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.urls import reverse

from committee.models import Committee, Division, GroupMembership, LegalKind, PoliticalGroup, Term
from committee.portal import sitemaps
from meetings.calendar import verbs as calendar
from tests.answers import client_of
from tests.conftest import LONG_AGO
from tests.meetings.publishing import AT, SECRET
from tests.urlconf import ALL

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
        told = client.get(secret).content.decode()
        assert "canonical" not in told and "og:" not in told and 'name="description"' not in told
    assert data_of(client.get("/").content.decode())["GovernmentOrganization"]["name"]


def words_of(page: str) -> set[str]:
    return set(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", page))))


def test_a_shared_link_shows_only_words_of_the_page_itself(published, considered, client):
    Committee.objects.update(remit='Children & "young people"')
    described = 0
    paths = [path_of(one) for listed in locations(client, "/sitemap.xml") for one in locations(client, path_of(listed))]
    for path in [*paths, f"{reverse('public:meeting', args=['safeguarding', published.meeting.slug])}items/4/"]:
        page = client.get(path).text
        head, shown = page.split("</head>")[0], words_of(page.split("<main")[1])
        about = {name: unescape(words) for name, words in META.findall(head)}
        if 'rel="canonical"' not in head:
            continue
        assert about["og:url"] == settings.SITE_URL + path
        assert f"{about['og:title']} – {about['og:site_name']}" == unescape(re.search("<title>(.*)</title>", head)[1])
        assert SECRET not in head
        assert about.get("description") == about.get("og:description")
        whole = re.sub(r"\w+…$", "", about.get("description", ""))
        assert words_of(whole) <= shown, path
        described += "description" in about
    assert described > 10


META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
# Pages without an address for data, and why.
WITHOUT = {
    **dict.fromkeys(("contact", "complaint", "complaint-received"), "a form to write to the council, and its thanks"),
    **dict.fromkeys(("suggestion-new", "suggestion-received", "suggestion-state"), "a form, its thanks, one's own"),
    **dict.fromkeys(("review-call", "review-call-received"), "a form and its thanks; the review says that it is open"),
    **dict.fromkeys(("follow", "follow-sent"), "a form, and what it leads to"),
    **dict.fromkeys(("following", "follow-confirm", "follow-stop", "follow-how-often"), "one follower's own"),
    **dict.fromkeys(("signed-link", "signed-link-renew", "signed-link-copy"), "one person's own"),
    **dict.fromkeys(("accessibility", "privacy", "filming"), "prose about the portal itself"),
    "go-to-page": "a box for a number, which leads to the page",
    "print": "ticks that lead to a file",
    "api-page": "leads to the description for machines",
    "review-evidence-file": "a file",
}


PATTERNS = {name.removeprefix("public:"): pattern for name, pattern in ALL if name.startswith("public:")}
PAGES = {
    name for name, pattern in PATTERNS.items() if re.search(r"(^|/)$", pattern) and not pattern.startswith("api/v1/")
}
LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)">')


def test_every_public_page_has_an_address_for_its_data_or_a_reason_why_not():
    with_data = {name for name in PAGES if f"{name}-json" in PATTERNS}
    assert PAGES - with_data == set(WITHOUT)
    assert len(with_data) > 30
    for name in with_data:
        assert PATTERNS[f"{name}-json"] == f"{PATTERNS[name].removesuffix('/') or 'home'}.json"


def test_each_page_leads_to_its_data_and_they_lead_back(addresses):
    client, wrong = client_of(None), []
    found = {one.name.removeprefix("public:"): one.path() for one in addresses if one.name.startswith("public:")}
    for name in PAGES - set(WITHOUT) - {"search", "reading-part"}:  # a part of a short paper leads to the paper
        page = client.get(found[name]).text
        leads = LINK.findall(page)
        if leads != [found[f"{name}-json"]] or f'href="{leads[0]}"' not in page.split("<main")[1]:
            wrong.append(f"{name} does not lead to its data: {leads}")
        told = json.loads(client.get(found[f"{name}-json"]).getvalue())
        if told["address"] != f"{settings.SITE_URL}{found[name]}" or len(told) < 2:
            wrong.append(f"the data of {name} say {told['address']}")
    assert wrong == []


def test_a_search_leads_to_its_data(published, client):
    page = client.get("/search/?q=safeguarding").text
    (leads,) = LINK.findall(page)
    assert client.get(leads).json()["query"] == "safeguarding" and f'href="{leads}"' in page.split("<main")[1]


def test_a_meeting_is_told_as_its_page_tells_it(published, client):
    meeting = published.meeting
    at = ["safeguarding", meeting.slug]
    told = client.get(reverse("public:meeting-json", args=at)).json()
    assert (told["date"], told["starts"]) == (meeting.date.isoformat(), meeting.starts.isoformat("minutes"))
    page = client.get(reverse("public:meeting", args=at)).text
    files = [paper["file"] for item in told["items"] for paper in item["papers"] if paper["file"]]
    assert files and all(file.removeprefix(settings.SITE_URL) in page for file in files)
    withheld = [paper for item in told["items"] for paper in item["papers"] if paper["marking"]]
    assert withheld and not any(paper["file"] for paper in withheld)
    assert SECRET not in str(told)
    number = next(item["number"] for item in told["items"] if item["papers"])
    one = client.get(reverse("public:item-json", args=[*at, number])).json()
    assert one["papers"] == next(item["papers"] for item in told["items"] if item["number"] == number)


def test_data_are_for_pages_of_any_site_and_are_told_by_their_validator(published, client):
    path = reverse("public:committee-json", args=["safeguarding"])
    answer = client.get(path)
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["X-Robots-Tag"] == "noindex"
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_what_narrows_a_page_narrows_its_data(published, client):
    page = client.get("/committees/?q=safeguarding").text
    assert 'href="/committees.json?q=safeguarding"' in page
    told = client.get("/committees.json?q=safeguarding").json()
    (one,) = told["committees"]
    assert "Safeguarding" in one["name"] and told["address"] == f"{settings.SITE_URL}/committees/?q=safeguarding"
    assert len(client.get("/committees.json").json()["committees"]) > 1


def test_of_what_is_not_there_programs_are_told_as_programs_are(published, client):
    answer = client.get("/committees/safeguarding/2020-01-01.json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_the_address_that_the_register_of_recommendations_had_before_leads_on(council, client):
    answer = client.get("/recommendations/recommendations.json?show=late")
    assert (answer.status_code, answer["Location"]) == (302, "/recommendations.json?show=late")


def test_the_data_of_a_meeting_that_was_moved_lead_to_where_it_is(published, client):
    moved = published.meeting.committee.meetings.filter(moves__isnull=False).first()
    was = moved.moves.first().old_date
    told = client.get(f"/committees/safeguarding/{was}.json").json()
    assert told["moved_from"]["date"] == was.isoformat()
    assert told["meeting"]["address"].endswith(f"/{moved.slug}/")


EVERYTHING = {"lCommitteeId": "-1", "sFromDate": "01/01/2022", "sToDate": "31/12/2022"}


def ask(client, method: str, status: int = 200, **parameters: object) -> bytes:
    answer = client.get(f"/mgWebService.asmx/{method}", parameters)
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return answer.content


@pytest.mark.both_databases("JSON: agendas as they are frozen")
def test_a_reader_finds_committees_their_meetings_and_the_open_papers_of_each(published, client):
    known = committees(ask(client, "GetCommittees"))
    pk, title = next((pk, title) for pk, title in known.items() if title.startswith("Safeguarding"))
    listed = meetings(ask(client, "GetAllMeetingsByDate", **{**EVERYTHING, "lCommitteeId": pk}))
    assert listed == [(str(published.meeting.pk), title, published.meeting.date)]
    data = ask(client, "GetMeeting", lMeetingId=published.meeting.pk)
    found = meeting(data, title)
    assert (found.date, found.location) == (published.meeting.date, published.meeting.venue.name)
    assert "Young Carers" in found.items and len(found.documents) > 1
    assert SECRET not in data.decode()
    for _, url in found.documents:
        assert client.get(urlsplit(url).path).status_code == 200


def test_nothing_that_is_not_public_is_listed(published, planning, year, client):
    number, draft = published.meeting.pk, published.informal.pk
    Committee.objects.filter(pk=planning.pk).update(kind=LegalKind.INFORMAL)
    assert str(planning.pk) not in committees(ask(client, "GetCommittees"))
    Committee.objects.filter(slug="safeguarding").update(kind=LegalKind.INFORMAL)
    assert meetings(ask(client, "GetAllMeetingsByDate", **EVERYTHING)) == []
    for pk in (number, draft, 999_999):
        ask(client, "GetMeeting", 404, lMeetingId=pk)


def test_councillors_stand_under_their_division_with_their_group(member, client):
    division, group = Division.objects.create(name="Ambridge"), PoliticalGroup.objects.create(name="The Bull Party")
    Term.objects.filter(person=member.person).update(division=division)
    GroupMembership.objects.create(person=member.person, group=group, since=LONG_AGO)
    found = councillors(ask(client, "GetCouncillorsByWard"))
    assert found["Ambridge"] == [(member.person.printed_name, "The Bull Party")]
    assert member.email not in ask(client, "GetCouncillorsByWard").decode()


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("GetMeeting", {"lMeetingId": "9" * 30}),
        ("GetMeeting", {"lMeetingId": "²"}),
        ("GetAllMeetingsByDate", {**EVERYTHING, "sFromDate": "2022-01-01"}),
        ("GetAllMeetingsByDate", {"lCommitteeId": "-1"}),
        ("GetAllMeetingsByDate", {**EVERYTHING, "lCommitteeId": "all"}),
    ],
)
def test_what_means_nothing_is_answered_with_a_sentence(db, client, method, parameters):
    assert ask(client, method, 400, **parameters).decode().strip().endswith(".")


def first(parent: Any, name: str) -> str:
    """Return the text of the first element of that name within another; fails where there is none."""
    found = next(parent.iter(name), None)
    assert found is not None, f"<{parent.tag}> has no <{name}>"
    return (found.text or "").strip()


def day(words: str) -> dt.date:
    """Return the day of a date as the service writes it."""
    number, month, year = words.split("/")
    return dt.date(int(year), int(month), int(number))


@dataclass
class Meeting:
    """As LGSF keeps one."""

    identifier: str
    committee: str
    date: dt.date
    status: str
    location: str
    minutes_published: bool
    documents: list[tuple[str, str]]
    items: list[str]


def committees(data: bytes) -> dict[str, str]:
    """Titles by id."""
    rows = ElementTree.fromstring(data).iter("committee")
    return {first(row, "committeeid"): first(row, "committeetitle") for row in rows}


def meetings(data: bytes) -> list[tuple[str, str, dt.date]]:
    """Id, committee and day, as many as the document says."""
    root = ElementTree.fromstring(data)
    rows = list(root.iter("meeting"))
    assert int(first(root, "meetingscount")) == len(rows)
    return [(first(row, "meetingid"), first(row, "committeetitle"), day(first(row, "meetingdate"))) for row in rows]


def meeting(data: bytes, committee: str) -> Meeting:
    """One meeting with its documents, each once."""
    root = ElementTree.fromstring(data)
    assert root.tag == "meeting"
    linked = {first(one, "url"): first(one, "title") for one in root.iter("linkeddoc")}
    return Meeting(
        first(root, "meetingid"),
        committee,
        day(first(root, "meetingdate")),
        first(root, "meetingstatus"),
        first(root, "meetinglocation"),
        first(root, "minutepublished") == "True",
        [(title, url) for url, title in linked.items()],
        [first(item, "agendaitemtitle") for item in root.iter("agendaitem")],
    )


def councillors(data: bytes) -> dict[str, list[tuple[str, str]]]:
    """Names and groups by ward."""
    found = {}
    for ward in ElementTree.fromstring(data).iter("ward"):
        rows = list(ward.iter("councillor"))
        for row in rows:
            ends = [one.text for one in row.iter("enddate")][-1]
            assert first(row, "councillorid") and (ends == "unspecified" or day(ends))
        found[first(ward, "wardtitle")] = [
            (first(row, "fullusername"), first(row, "politicalpartytitle")) for row in rows
        ]
    return found
