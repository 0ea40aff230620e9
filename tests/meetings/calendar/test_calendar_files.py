"""Calendars to subscribe to, one event a meeting for good; the addresses that a meeting left lead to it."""

import datetime as dt
import logging

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committee import log_lines
from committee.models import CalendarLink, Committee, LegalKind, Seat
from committee.register import sign_ins
from committee.sign_in import calendar_links
from meetings.agendas import verbs as agenda
from meetings.calendar import corrections
from meetings.calendar import verbs as calendar
from meetings.minutes.publication import circulating
from meetings.models import AgendaItem, Meeting, MeetingMove
from tests.answers import client_of
from tests.meetings.publishing import AT, SECRET, meeting_of
from tests.staging import staged

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
    with time_machine.travel(EARLIER + DAY, tick=False) as clock:
        moved = {"day": meeting.date + DAY, "starts": dt.time(14)}
        calendar.rearrange(meeting, **moved, reason="Heavy snow", at=EARLIER + DAY, by=clerk)
        told.append(event("/committees/safeguarding/calendar.ics"))
        for day in (21, 22):
            assert event(f"/committees/safeguarding/2022-04-{day}.ics") == told[1], "a file of its own, at both days"
        clock.shift(60)
        corrections.undo_rearrangement(meeting, at=EARLIER + DAY, by=clerk)
        told.append(event())
    with time_machine.travel(EARLIER + 2 * DAY, tick=False):
        meeting.refresh_from_db()
        calendar.cancel(meeting, reason="No business", at=EARLIER + 2 * DAY, by=clerk)
        told.append(event())
    with time_machine.travel(EARLIER + 3 * DAY, tick=False):
        calendar.undo_cancellation(meeting, reason="There is", at=EARLIER + 3 * DAY, by=clerk)
        told.append(event())
    assert len({str(one["uid"]) for one in told}) == 1
    assert [one["sequence"] for one in told] == [0, 1, 2, 3, 4]
    assert [str(one["status"]) for one in told] == [*["CONFIRMED"] * 3, "CANCELLED", "CONFIRMED"]
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
    for file in ("calendar", "2022-04-21"):
        assert Client().get(f"/committees/planning/{file}.ics").status_code == 404
    page = Client().get("/committees/safeguarding/").content.decode()
    assert 'href="webcal://127.0.0.1:8000/committees/safeguarding/calendar.ics"' in page
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
    assert f'href="webcal://127.0.0.1:8000{first}"' in page
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


REARRANGED = {"starts": dt.time(14), "reason": "The room is taken."}


def days_on(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@staged
def meeting(safeguarding, planning, clerk, proper_officer, officer, chairman, member, other_member):
    return calendar.schedule(safeguarding, days_on(30), by=clerk)


def move(meeting: Meeting, clerk, on: int = 44) -> Meeting:
    calendar.rearrange(meeting, day=days_on(on), **REARRANGED, at=timezone.now(), by=clerk)
    return Meeting.objects.get(pk=meeting.pk)


def test_whoever_reads_is_sent_on_with_the_query(meeting, clerk, desk, by_member):
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    now = move(move(meeting, clerk), clerk, on=51)
    for old in (days_on(30), days_on(44)):
        for name, more in (("meeting", {}), ("item", {"pk": item.pk}), ("item-new", {}), ("meeting-settings", {})):
            where = {"committee": "safeguarding", **more}
            answer = desk.get(reverse(f"desk:{name}", kwargs={"meeting": old, **where}) + "?part=2")
            assert answer.status_code == 302
            assert answer["Location"] == reverse(f"desk:{name}", kwargs={"meeting": now.slug, **where}) + "?part=2"
    for page in ("", "p/", "p/3/", "everything-by-date.pdf", "minutes/"):
        answer = by_member.get(f"/members/safeguarding/{meeting.slug}/{page}")
        assert (answer.status_code, answer["Location"]) == (302, f"/members/safeguarding/{now.slug}/{page}")
    assert by_member.get(f"/members/planning/{meeting.slug}/").status_code == 404
    assert by_member.get(f"/members/safeguarding/{days_on(31)}/").status_code == 404


def test_what_is_sent_to_the_old_address_is_saved_or_comes_back_with_every_word(meeting, clerk, desk):
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    page = reverse("desk:item", args=["safeguarding", meeting.slug, item.pk])
    form = desk.get(page).context["form"]
    mine = {one.html_name: one.value() or "" for one in form} | {"lead_line": "Report of the Director"}
    now = move(meeting, clerk)
    answer = desk.post(page, mine | {"title": ""})
    assert answer.status_code == 422 and "Report of the Director" in answer.content.decode()
    answer = desk.post(page, mine)
    assert answer.status_code == 302 and now.slug in answer["Location"]
    assert AgendaItem.objects.get(pk=item.pk).lead_line == "Report of the Director"


def test_where_nobody_knows_of_the_meeting_its_old_address_tells_nothing(client, meeting, clerk, member, other_member):
    old, _ = meeting.slug, move(meeting, clerk)
    Committee.objects.filter(pk=meeting.committee_id).update(kind=LegalKind.INFORMAL)
    for who, status in ((member, 302), (other_member, 404)):
        client.force_login(who)
        assert client.get(f"/members/safeguarding/{old}/").status_code == status
        assert client.get(reverse("desk:meeting", args=["safeguarding", old])).status_code == 404
    client.logout()
    answer = client.get(f"/members/safeguarding/{old}/")
    assert answer.status_code == 302 and "/members/" not in answer["Location"].split("?")[0]


def test_a_draft_of_minutes_is_found_there_by_those_it_was_sent_to_and_by_nobody_else(
    client, minuted, clerk, member, other_member, officer
):
    row, left = minuted.meeting, dt.date(2022, 1, 3)
    moved = {"new_date": row.date, "new_starts": row.starts, "reason": "Heavy snow.", "after_publication": False}
    old = {"old_date": left, "old_sequence": 1, "old_starts": row.starts, "moved_at": timezone.now(), "moved_by": clerk}
    MeetingMove.objects.create(meeting=row, **moved, **old)
    by = timezone.localdate() + dt.timedelta(days=7)
    sent = [member.person, officer.person]
    circulating.circulate(minuted, to=sent, comments_by=by, at=timezone.now(), by=clerk)
    for who, side, status in ((member, "members", 302), (officer, "officers", 302), (other_member, "members", 404)):
        client.force_login(who)
        answer = client.get(reverse(f"{side}:minutes-draft", args=["safeguarding", left]))
        assert answer.status_code == status, who
        if status == 302:
            assert client.get(answer["Location"]).status_code == 200
    client.force_login(clerk)
    answer = client.get(reverse("desk:minutes-write-up", args=["safeguarding", left]))
    assert answer["Location"] == reverse("desk:minutes-write-up", args=["safeguarding", row.slug])
