"""Modern.Gov's web service, read as its readers read it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree

from committee.models import Committee, Division, GroupMembership, LegalKind, PoliticalGroup, Term
from tests.conftest import LONG_AGO
from tests.meetings.world import SECRET

ALL = {"lCommitteeId": "-1", "sFromDate": "01/01/2022", "sToDate": "31/12/2022"}


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
    listed = meetings(ask(client, "GetAllMeetingsByDate", **{**ALL, "lCommitteeId": pk}))
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
    assert meetings(ask(client, "GetAllMeetingsByDate", **ALL)) == []
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
        ("GetAllMeetingsByDate", {**ALL, "sFromDate": "2022-01-01"}),
        ("GetAllMeetingsByDate", {"lCommitteeId": "-1"}),
        ("GetAllMeetingsByDate", {**ALL, "lCommitteeId": "all"}),
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
