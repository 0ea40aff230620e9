"""Scheduling, re-arranging and cancelling."""

import datetime as dt

import pytest

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.models import Committee, LegalKind
from committee.wording.dates import LONDON
from meetings.calendar import verbs as calendar
from meetings.calendar.verbs import Entry
from meetings.models import Meeting, MeetingMove

DAY = dt.date(2022, 4, 21)
TEN = dt.time(10)


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=LONDON)


def test_a_new_meeting_takes_the_committees_usual_time_and_place_and_a_full_agenda(safeguarding, venue, clerk):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    meeting.refresh_from_db()
    assert (meeting.slug, meeting.starts, meeting.venue) == ("2022-04-21", TEN, venue)
    assert [item.kind for item in meeting.items.in_order()] == [
        "apologies", "declarations", "minutes", "work_programme", "exclusion"
    ]  # fmt: skip
    assert "added to the calendar" in str(audit.trail_of(meeting).last())


def test_a_whole_year_comes_in_at_once(safeguarding, clerk):
    entries = [Entry(dt.date(2021, month, 10), dt.time(14)) for month in (12, 7, 9)]
    meetings = calendar.schedule_year(safeguarding, entries, by=clerk)
    assert [meeting.date.month for meeting in meetings] == [7, 9, 12]
    minutes = [meeting.items.get(kind="minutes").minutes_of for meeting in meetings]
    assert minutes == [None, meetings[0], meetings[1]]


@pytest.mark.both_databases("transactions: a year is entered as a whole")
def test_one_wrong_row_of_a_year_leaves_nothing_behind(safeguarding, clerk):
    entries = [Entry(dt.date(2021, 7, 10)), Entry(dt.date(2021, 9, 10)), Entry(dt.date(2021, 9, 10))]
    with pytest.raises(Refused, match="already meets on Friday 10 September 2021"):
        calendar.schedule_year(safeguarding, entries, by=clerk)
    with pytest.raises(Refused, match="does not exist on"):
        calendar.schedule(safeguarding, dt.date(1999, 1, 4), by=clerk)
    assert Meeting.objects.count() == 0
    assert audit.AuditEntry.objects.count() == 0


def test_a_rearranged_meeting_keeps_its_old_day_on_record_and_its_address_is_never_given_away(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    moved = {"day": dt.date(2022, 5, 5), "starts": TEN, "reason": "The room is needed."}
    calendar.rearrange(meeting, **moved, at=moment(2022, 4, 1), by=clerk)
    meeting.refresh_from_db()
    assert (meeting.slug, meeting.rearranged_from) == ("2022-05-05", DAY)
    assert not MeetingMove.objects.get().after_publication
    assert calendar.schedule(safeguarding, DAY, by=clerk).slug == "2022-04-21-2"
    calendar.rearrange(meeting, **moved | {"day": DAY, "starts": dt.time(14)}, at=moment(2022, 4, 2), by=clerk)
    meeting.refresh_from_db()
    assert meeting.slug == "2022-04-21", "it takes its own old address again"
    assert meeting.rearranged_from == dt.date(2022, 5, 5)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": "  "}, "Enter why"),
        ({"day": DAY}, "You have not changed anything"),
        ({"day": dt.date(2022, 3, 1)}, "has passed"),
        ({"at": moment(2022, 4, 22)}, "has passed and cannot be re-arranged"),
    ],
)
def test_a_meeting_is_not_rearranged_without_reason_or_sense(safeguarding, clerk, change, words):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    asked = {"day": dt.date(2022, 5, 5), "starts": TEN, "reason": "Another Room.", "at": moment(2022, 4, 1), **change}
    with pytest.raises(Refused, match=words):
        calendar.rearrange(meeting, by=clerk, **asked)
    assert not MeetingMove.objects.exists()


def test_a_cancelled_meeting_stays_with_its_reason_and_cannot_be_cancelled_twice(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    calendar.cancel(meeting, reason="No business.", at=moment(2022, 4, 1), by=clerk)
    meeting.refresh_from_db()
    assert (meeting.is_cancelled, meeting.cancelled_reason, meeting.cancelled_by) == (True, "No business.", clerk)
    with pytest.raises(Refused, match="already been cancelled"):
        calendar.cancel(meeting, reason="Once Again.", at=moment(2022, 4, 1), by=clerk)


def test_the_minutes_on_an_agenda_follow_the_calendar(safeguarding, clerk):
    first = calendar.schedule(safeguarding, dt.date(2022, 1, 10), by=clerk)
    last = calendar.schedule(safeguarding, DAY, by=clerk)

    def minutes():
        item = last.items.get(kind="minutes")
        return item.minutes_of, item.title

    assert minutes() == (first, "Minutes of the previous meeting held on 10 January 2022")
    between = calendar.schedule(safeguarding, dt.date(2022, 2, 28), by=clerk)
    assert minutes() == (between, "Minutes of the previous meeting held on 28 February 2022")
    calendar.set_details(between, informal=True, by=clerk)
    assert minutes() == (first, "Minutes of the previous meeting held on 10 January 2022")
    calendar.cancel(first, reason="Heavy Snow.", at=moment(2022, 1, 9), by=clerk)
    assert minutes() == (None, "Minutes of the previous meeting")


def test_the_minutes_of_a_predecessor_are_found(safeguarding, council, clerk):
    old = Committee.objects.create(
        name="Old Committee", short_name="Old", slug="old", kind=LegalKind.COMMITTEE, since=dt.date(2019, 1, 1)
    )
    safeguarding.predecessors.add(old)
    before = calendar.schedule(old, dt.date(2021, 3, 1), by=clerk)
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    assert meeting.items.get(kind="minutes").minutes_of is None, "the old committee still exists"
    Committee.objects.filter(pk=old.pk).update(until=dt.date(2021, 5, 19))
    calendar.schedule(safeguarding, DAY + dt.timedelta(70), by=clerk)
    assert meeting.items.get(kind="minutes").minutes_of == before


def test_an_informal_session_has_no_agenda_until_it_becomes_a_meeting(safeguarding, clerk):
    session = calendar.schedule(safeguarding, DAY, informal=True, by=clerk)
    assert not session.items.exists()
    calendar.set_details(session, informal=False, by=clerk)
    assert session.items.count() == 5
