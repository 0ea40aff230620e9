"""Modern.Gov's web service, read as its readers read it."""

from urllib.parse import urlsplit

import pytest

from committee.models import Committee, Division, GroupMembership, LegalKind, PoliticalGroup, Term
from tests.committee.portal import moderngov_readers as readers
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
    known = readers.committees(ask(client, "GetCommittees"))
    pk, title = next((pk, title) for pk, title in known.items() if title.startswith("Safeguarding"))
    listed = readers.meetings(ask(client, "GetAllMeetingsByDate", **{**ALL, "lCommitteeId": pk}))
    assert listed == [(str(published.meeting.pk), title, published.meeting.date)]
    data = ask(client, "GetMeeting", lMeetingId=published.meeting.pk)
    found = readers.meeting(data, title)
    assert (found.date, found.location) == (published.meeting.date, published.meeting.venue.name)
    assert "Young Carers" in found.items and len(found.documents) > 1
    assert SECRET not in data.decode()
    for _, url in found.documents:
        assert client.get(urlsplit(url).path).status_code == 200


def test_nothing_that_is_not_public_is_listed(published, planning, year, client):
    number, draft = published.meeting.pk, published.informal.pk
    Committee.objects.filter(pk=planning.pk).update(kind=LegalKind.INFORMAL)
    assert str(planning.pk) not in readers.committees(ask(client, "GetCommittees"))
    Committee.objects.filter(slug="safeguarding").update(kind=LegalKind.INFORMAL)
    assert readers.meetings(ask(client, "GetAllMeetingsByDate", **ALL)) == []
    for pk in (number, draft, 999_999):
        ask(client, "GetMeeting", 404, lMeetingId=pk)


def test_councillors_stand_under_their_division_with_their_group(member, client):
    division, group = Division.objects.create(name="Ambridge"), PoliticalGroup.objects.create(name="The Bull Party")
    Term.objects.filter(person=member.person).update(division=division)
    GroupMembership.objects.create(person=member.person, group=group, since=LONG_AGO)
    found = readers.councillors(ask(client, "GetCouncillorsByWard"))
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
