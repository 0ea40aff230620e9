"""Calendars to subscribe to: one event a meeting for good, and a member's own behind a secret link."""

import datetime as dt
import logging

import icalendar
import pytest
import time_machine
from django.test import Client

from committee import log_lines
from committee.models import CalendarLink, Committee, LegalKind, Seat
from committee.register import sign_ins
from committee.sign_in import calendar_links
from meetings.calendar import verbs as calendar
from tests.answers import client_of
from tests.meetings.publishing import AT, meeting_of
from tests.meetings.world import SECRET

EARLIER = AT - dt.timedelta(days=30)
DAY = dt.timedelta(days=1)


@pytest.fixture
def spring():
    with time_machine.travel(EARLIER, tick=False):
        yield


def read(address: str) -> icalendar.Calendar:
    """Return the calendar at an address as a strict reader parses it: one component, no errors."""
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    data = b"".join(answer.streaming_content)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (found,) = icalendar.Calendar.from_ical(data, multiple=True)
    assert [part.errors for part in found.walk() if part.errors] == []
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["Europe/London"]
    return found


def event(address: str = "/calendar.ics") -> icalendar.Event:
    (found,) = read(address).walk("VEVENT")
    return found


def test_a_meeting_that_is_moved_cancelled_and_held_after_all_is_one_event_with_a_higher_sequence(
    safeguarding, year, venue, clerk, spring
):
    meeting = meeting_of(safeguarding, clerk)
    first = event()
    assert first.start == dt.datetime(2022, 4, 21, 10, tzinfo=first.start.tzinfo)
    assert first.start.utcoffset() == dt.timedelta(hours=1)
    assert (first["sequence"], str(first["status"])) == (0, "CONFIRMED")
    assert str(first["location"]).startswith(venue.name)
    told = [first]
    with time_machine.travel(EARLIER + DAY, tick=False):
        moved = {"day": meeting.date + DAY, "starts": dt.time(14)}
        calendar.rearrange(meeting, **moved, reason="Heavy snow", at=EARLIER + DAY, by=clerk)
        told.append(event("/committees/safeguarding/calendar.ics"))
    with time_machine.travel(EARLIER + 2 * DAY, tick=False):
        meeting.refresh_from_db()
        calendar.cancel(meeting, reason="No business", at=EARLIER + 2 * DAY, by=clerk)
        told.append(event())
    with time_machine.travel(EARLIER + 3 * DAY, tick=False):
        calendar.undo_cancellation(meeting, reason="There is", at=EARLIER + 3 * DAY, by=clerk)
        told.append(event())
    assert len({str(one["uid"]) for one in told}) == 1
    assert [one["sequence"] for one in told] == [0, 1, 2, 3]
    assert [str(one["status"]) for one in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert str(told[1].start) == "2022-04-22 14:00:00+01:00"
    assert "Re-arranged from 21 April 2022" in str(told[1]["description"])
    stamps = [one["last-modified"].dt for one in told]
    assert stamps == sorted(set(stamps)) == [one["dtstamp"].dt for one in told]


def test_calendars_hold_what_is_public_and_are_sent_again_only_when_they_changed(
    safeguarding, planning, year, clerk, spring, django_assert_max_num_queries
):
    meeting_of(safeguarding, clerk)
    meeting_of(planning, clerk)
    year.is_draft = True
    year.save()
    assert read("/calendar.ics").walk("VEVENT") == []
    year.is_draft = False
    year.save()
    assert [str(one["summary"]) for one in read("/committees/planning/calendar.ics").walk("VEVENT")] == [planning.name]
    Committee.objects.filter(pk=planning.pk).update(kind=LegalKind.INFORMAL)
    assert len(read("/calendar.ics").walk("VEVENT")) == 1
    assert Client().get("/committees/planning/calendar.ics").status_code == 404
    with django_assert_max_num_queries(6):
        answer = Client().get("/calendar.ics")
    with time_machine.travel(EARLIER + DAY, tick=False):
        assert Client().get("/calendar.ics", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def own_of(member) -> str:
    return f"/calendar/own/{calendar_links.make_calendar_link(at=EARLIER, by=member)}.ics"


def test_a_members_own_calendar_is_of_their_committees_and_no_cache_keeps_it(
    published, planning, member, clerk, spring
):
    meeting_of(planning, clerk)
    address = own_of(member)
    mine = read(address).walk("VEVENT")
    assert mine and all(published.meeting.committee.name in str(one["summary"]) for one in mine)
    answer = Client().get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert SECRET not in b"".join(answer.streaming_content).decode()
    Seat.objects.filter(person=member.person).update(until=EARLIER.date() - DAY)
    assert read(address).walk("VEVENT") == [], "a councillor still, who sits nowhere"


def test_a_link_is_shown_once_kept_as_a_hash_and_ends_by_itself_with_the_next_and_with_the_sign_in(
    safeguarding, year, member, administrator, spring, caplog
):
    browser = client_of(member)
    page = browser.post("/members/calendar/new/").content.decode()
    token = page.partition("/calendar/own/")[2].partition(".ics")[0]
    first = f"/calendar/own/{token}.ics"
    assert read(first) and token not in browser.get("/members/calendar/").content.decode()
    assert token not in str(CalendarLink.objects.values().get())
    second = own_of(member)
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    browser.post("/members/calendar/end/")
    assert Client().get(second).status_code == 404
    third = own_of(member)
    sign_ins.suspend(member, on=EARLIER.date(), by=administrator)
    member.is_active = True
    member.save()
    with caplog.at_level(logging.DEBUG):
        assert Client().get(third).status_code == 404
    shown = log_lines.WithoutSecretAddresses()
    assert all(shown.filter(line) and third not in line.getMessage() for line in caplog.records)
    assert any("/calendar/own/…" in line.getMessage() for line in caplog.records)
