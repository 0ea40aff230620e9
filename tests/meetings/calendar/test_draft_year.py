"""A municipal year whose calendar is a draft: no public or member page, file or feed knows of its meetings."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import MunicipalYear
from meetings.agendas import publishing
from meetings.calendar import verbs as calendar
from meetings.calendar import years
from meetings.models import Meeting
from tests.meetings import publishing as made
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.items.choosing import meetings_of
from workprogramme.models import Programme

NOW = dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC)
DAY = dt.date(2022, 9, 15)
# As pages, files and feeds write that day and time.
TOLD = ("2022-09-15", "15 September 2022", "15 Sep", "20220915", "13:47")


@pytest.fixture(autouse=True)
def _a_day_in_april():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def draft(safeguarding, clerk):
    return years.open_next_year(by=clerk)


@pytest.fixture
def meeting(draft, safeguarding, clerk):
    return calendar.schedule(safeguarding, DAY, starts=dt.time(13, 47), by=clerk)


PUBLIC = [
    "/", "/calendar/", "/calendar/?year=2022-23", "/calendar/?committee=safeguarding", "/committees/",
    "/committees/safeguarding/", "/committees/safeguarding/minutes/", "/committees/safeguarding/attendance/",
    "/committees/safeguarding/decisions/", "/work-programme/", "/work-programme/safeguarding/2022-23/",
    "/work-programme/safeguarding/2022-23.ics", "/work-programme/safeguarding/2022-23.csv",
    "/work-programme/safeguarding/2022-23.pdf", "/forward-plan/", "/reviews/", "/committees/safeguarding/2022-09-15/",
    "/committees/safeguarding/2022-09-15/notice/", "/committees/safeguarding/2022-09-15/pack.pdf",
]  # fmt: skip


def told(client, address: str) -> list[str]:
    """Return the words of the draft meeting that an address reveals."""
    answer = client.get(address)
    if answer.status_code == 404:
        return []
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [words for words in TOLD if words in body.decode(errors="replace")]


def test_the_year_after_the_last_is_opened_as_a_draft_by_one_button(client, draft, clerk):
    assert (draft.label, draft.is_draft) == ("2022/23", True)
    assert (draft.starts, draft.ends) == (dt.date(2022, 5, 19), dt.date(2023, 5, 17))
    client.force_login(clerk)
    answer = client.post(reverse("desk:calendar-next-year"))
    assert answer.headers["Location"] == "/desk/calendar/2023-24/"


def programme_of(committee, year, clerk) -> Programme:
    return Programme.objects.create(
        committee=committee, year=year, created_at=NOW, published_at=NOW, published_by=clerk
    )


@pytest.mark.both_databases("queries: meetings of draft calendars")
def test_no_public_road_tells_of_a_draft_meeting(client, meeting, draft, safeguarding, clerk):
    programme = programme_of(safeguarding, draft, clerk)
    items.add_item(programme, title="Fostering", meeting=meeting, on=NOW.date(), at=NOW, by=clerk)
    assert {address: words for address in PUBLIC if (words := told(client, address))} == {}


def test_an_item_of_this_years_programme_is_put_to_no_draft_meeting_which_it_would_tell_of(
    meeting, draft, year, safeguarding, clerk
):
    programme = programme_of(safeguarding, year, clerk)
    item = items.add_item(programme, title="Fostering", on=NOW.date(), at=NOW, by=clerk)
    with pytest.raises(Refused, match="draft calendar"):
        items.add_item(programme, title="Adoption", meeting=meeting, on=NOW.date(), at=NOW, by=clerk)
    with pytest.raises(Refused, match="draft calendar"):
        scheduling.schedule(item, meeting, on=NOW.date(), at=NOW, by=clerk)
    assert meeting not in meetings_of(programme)
    years.publish_calendar(draft, on=NOW.date(), by=clerk)
    assert scheduling.schedule(item, meeting, on=NOW.date(), at=NOW, by=clerk).meeting == meeting


def test_no_member_is_told_of_a_draft_meeting(client, meeting, member):
    client.force_login(member)
    for address in ("/members/", f"/members/safeguarding/{meeting.slug}/"):
        assert told(client, address) == []
    assert not Meeting.objects.readable_by(member, NOW.date()).exists()


def test_the_desk_plans_the_draft_and_publishes_it_once_it_is_agreed(client, meeting, draft, clerk, member):
    client.force_login(clerk)
    page = client.get("/desk/calendar/2022-23/").content.decode()
    assert "This calendar is a draft" in page and "Thu 15" in page
    address = reverse("desk:calendar-publish", args=["2022-23"])
    assert "The calendar has 1 meeting." in client.get(address).content.decode()
    assert "is published, with 1 meeting." in client.post(address, follow=True).content.decode()
    client.logout()
    assert told(client, "/calendar/?year=2022-23") and told(client, f"/committees/safeguarding/{meeting.slug}/")
    client.force_login(member)
    assert told(client, "/members/")
    with pytest.raises(Refused, match="published already"):
        years.publish_calendar(MunicipalYear.objects.get(pk=draft.pk), on=NOW.date(), by=clerk)


def test_a_calendar_without_a_meeting_is_not_published_and_no_year_follows_none(draft, clerk):
    with pytest.raises(Refused, match="has no meeting yet"):
        years.publish_calendar(draft, on=NOW.date(), by=clerk)
    MunicipalYear.objects.all().delete()
    with pytest.raises(Refused, match="Add the first municipal year"):
        years.open_next_year(by=clerk)


def test_a_draft_meeting_is_moved_without_a_word_of_its_earlier_day(meeting, clerk):
    day = dt.date(2022, 9, 22)
    calendar.rearrange(meeting, day=day, starts=meeting.starts, reason="Room is taken.", at=NOW, by=clerk)
    meeting.refresh_from_db()
    assert meeting.date == day and meeting.rearranged == (None, "")


def test_a_meeting_whose_agenda_is_published_is_public_in_a_draft_year_too(
    client, draft, safeguarding, clerk, proper_officer
):
    day = dt.date(2022, 5, 26)
    meeting = calendar.schedule(safeguarding, day, by=clerk)
    made.report(meeting, clerk)
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert client.get(f"/committees/safeguarding/{meeting.slug}/").status_code == 200
