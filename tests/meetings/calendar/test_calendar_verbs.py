"""Scheduling, re-arranging and cancelling; mistakes are corrected, and what the public was told stays on record."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import TestCase

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.following import topics
from committee.models import Committee, Follower, LegalKind, StoredFile, Subscription
from meetings import news, notice_period
from meetings.agendas import notifying
from meetings.agendas import verbs as agenda
from meetings.calendar import corrections
from meetings.calendar import verbs as calendar
from meetings.calendar.verbs import Entry
from meetings.calendar_rows import month_grid
from meetings.models import DroppedFile, Edition, Meeting, MeetingMove, RemovedMeeting
from meetings.packs import thumbnails
from meetings.packs.builds import build
from meetings.papers import dropping
from meetings.papers import verbs as papers
from tests.answers import client_of, refused
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment

DAY = dt.date(2022, 4, 21)
TEN = dt.time(10)


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


MARCH = moment(2022, 3, 1, 9)
DONE = {"at": MARCH}


@pytest.fixture
def meeting(safeguarding, clerk):
    with time_machine.travel(moment(2022, 1, 4, 9), tick=False):
        return calendar.schedule(safeguarding, DAY, by=clerk)


@pytest.fixture
def published(meeting, clerk, proper_officer):
    made.report(meeting, clerk)
    made.issue(meeting, clerk)
    return meeting


def test_a_meeting_entered_by_mistake_goes_and_entered_again_is_not_called_at_shorter_notice(
    meeting, safeguarding, clerk
):
    pk = meeting.pk
    corrections.remove_meeting(meeting, **DONE, by=clerk)
    assert not Meeting.objects.exists()
    last = audit.AuditEntry.objects.filter(subject_type="meetings.meeting", subject_id=pk).order_by("pk").last()
    assert last and "removed from the calendar" in str(last)
    again = calendar.schedule(safeguarding, DAY, by=clerk)
    assert again.slug == "2022-04-21"
    assert notice_period.known(again).since == dt.date(2022, 1, 4)
    with pytest.raises(Refused, match="in the calendar for that day since"):
        calendar.call_at_shorter_notice(again, called_on=dt.date(2022, 4, 14), reason="The flood.", by=clerk)


def test_files_that_wait_on_its_agenda_go_with_it(meeting, clerk, private_files, django_capture_on_commit_callbacks):
    original = dropping.drop(meeting, data=pdf_of(1), filename="Budget.pdf", at=DONE["at"], by=clerk).original
    draft = build.build(meeting, Edition.DRAFT, at=MARCH).stored
    thumbnails.draw(draft)
    with django_capture_on_commit_callbacks(execute=True):
        corrections.remove_meeting(meeting, **DONE, by=clerk)
    assert not DroppedFile.objects.exists() and not files.holds(StoredFile.objects.get(pk=original.pk))
    assert not files.holds(draft) and thumbnails.picture(draft, 1) is None


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (lambda m, by: papers.expect_paper(agenda.add_item(m, title="Carers", by=by), title="R", by=by), "papers"),
        (lambda m, by: calendar.cancel(m, reason="No business today.", at=MARCH, by=by), "cancelled"),
        (lambda m, by: moved(m, by), "re-arranged"),
    ],
)
def test_what_was_asked_for_or_announced_is_cancelled_and_not_removed(meeting, clerk, before, why):
    before(meeting, clerk)
    with pytest.raises(Refused, match=why):
        corrections.remove_meeting(meeting, **DONE, by=clerk)
    assert Meeting.objects.exists() and not RemovedMeeting.objects.exists()


def test_a_published_or_near_meeting_is_not_removed(published, safeguarding, clerk):
    with pytest.raises(Refused, match="published"):
        corrections.remove_meeting(published, **DONE, by=clerk)
    near = calendar.schedule(safeguarding, dt.date(2022, 3, 3), by=clerk)
    with pytest.raises(Refused, match="too soon or past"):
        corrections.remove_meeting(near, **DONE, by=clerk)


def test_an_announced_cancellation_is_undone_by_a_notice_and_a_version_that_say_so(
    published, clerk, client, django_capture_on_commit_callbacks, mailoutbox, member
):
    at = made.AT + dt.timedelta(hours=1)
    calendar.cancel(published, reason="There is no business.", at=at, by=clerk)
    with django_capture_on_commit_callbacks(execute=True):
        calendar.undo_cancellation(published, reason="Business has come in.", at=at, by=clerk)
    entry = audit.trail_of(published).get(did="undid the cancellation of")
    assert entry.facts["cancelled_because"] == "There is no business."
    last = published.versions.order_by("number").last()
    assert last.kind == "reinstated" and last.change_note.startswith("To be held after all, on Thursday 21 April 2022")
    page = client.get(f"/committees/safeguarding/{published.slug}/").content.decode()
    assert "To be held after all" in page
    assert any("held after all" in mail.subject and "It will be held after all" in mail.body for mail in mailoutbox)
    assert any("held after all" in one.title for one in news.COMMITTEE.news(published.committee)), (
        "followers hear of it"
    )


def test_an_announced_cancellation_stands_once_clear_days_are_gone(published, clerk):
    calendar.cancel(published, reason="There is no business.", at=made.AT, by=clerk)
    with refused("R65", "can no longer be given"):
        calendar.undo_cancellation(published, reason="Business is in.", at=moment(2022, 4, 19, 9), by=clerk)


# --- Within a day ----------------------------------------------------------------------------------------------------

YESTERDAY, LATER = dt.date(2022, 2, 28), MARCH + dt.timedelta(hours=3)
WRONG = dt.date(2022, 5, 5)


@time_machine.travel(MARCH, tick=False)
def test_a_meeting_entered_for_yesterday_is_removed_within_a_day_and_not_later(safeguarding, clerk, client):
    wrong = calendar.schedule(safeguarding, YESTERDAY, by=clerk)
    with pytest.raises(Refused, match="too soon or past"):
        corrections.remove_meeting(wrong, at=MARCH + dt.timedelta(days=1), by=clerk)
    corrections.remove_meeting(wrong, at=LATER, by=clerk)
    assert client.get("/committees/safeguarding/2022-02-28/").status_code == 404
    assert RemovedMeeting.objects.get().date == YESTERDAY


def moved(meeting, clerk, at=MARCH):
    calendar.rearrange(meeting, day=WRONG, starts=meeting.starts, reason="The room is taken.", at=at, by=clerk)
    meeting.refresh_from_db()
    return meeting


def test_a_wrong_re_arrangement_is_undone_but_for_what_counts_for_shorter_notice(meeting, safeguarding, clerk, client):
    moved(meeting, clerk)
    corrections.undo_rearrangement(meeting, at=LATER, by=clerk)
    meeting.refresh_from_db()
    assert (meeting.date, meeting.slug, meeting.moves.count()) == (DAY, "2022-04-21", 0)
    assert "re-arranged" not in client.get("/committees/safeguarding/2022-04-21/").content.decode()
    assert client.get("/committees/safeguarding/2022-05-05/").status_code == 404
    entry = audit.trail_of(meeting).get(did="undid the re-arrangement of")
    assert entry.facts["reason"] == "The room is taken."
    again = calendar.schedule(safeguarding, WRONG, by=clerk)
    assert notice_period.known(again).since == MARCH.date()


@pytest.mark.both_databases("triggers: moves that were told are append-only")
def test_a_re_arrangement_stands_after_a_day_and_once_anybody_was_told(meeting, clerk, member):
    moved(meeting, clerk)
    with pytest.raises(Refused, match="more than a day ago"):
        corrections.undo_rearrangement(meeting, at=MARCH + dt.timedelta(days=1), by=clerk)
    move = meeting.moves.get()
    follower = Follower.objects.create(address="a@b.example", hour_began_at=MARCH)
    for kind, topic in (("committee", "safeguarding"), ("meeting", str(meeting.pk)), ("council", "all")):
        about = {"kind": kind, "topic": topic, "told": [topics.fingerprint_of(f"move {move.pk}")]}
        row = Subscription.objects.create(follower=follower, asked_at=MARCH, confirmed_at=MARCH, **about)
        with pytest.raises(Refused, match="Followers have been emailed"):
            corrections.undo_rearrangement(meeting, at=LATER, by=clerk)
        row.delete()
    Meeting.objects.update(told_at=LATER)
    with pytest.raises(Refused, match="People have been emailed"):
        corrections.undo_rearrangement(meeting, at=LATER, by=clerk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        move.delete()


@pytest.mark.both_databases("triggers: moves that were told are append-only")
def test_a_published_meetings_re_arrangement_is_not_undone(published, clerk):
    moved(published, clerk, at=made.AT)
    with pytest.raises(Refused, match="has been announced"):
        corrections.undo_rearrangement(published, at=made.AT, by=clerk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        published.moves.get().delete()


def test_neither_cancellation_nor_re_arrangement_is_undone_onto_another_meeting(meeting, safeguarding, clerk):
    moved(meeting, clerk)
    calendar.schedule(safeguarding, DAY, starts=meeting.starts, by=clerk)
    with pytest.raises(Refused, match="already meets"):
        corrections.undo_rearrangement(meeting, at=LATER, by=clerk)
    calendar.cancel(meeting, reason="There is no business.", at=MARCH, by=clerk)
    calendar.schedule(safeguarding, WRONG, by=clerk)
    with pytest.raises(Refused, match="already meets"):
        calendar.undo_cancellation(meeting, reason="Business has come in.", **DONE, by=clerk)


# --- Who is told of a change -----------------------------------------------------------------------------------------


def link_in(mail: str) -> str:
    """Return the path, with its query, of the first link of an email."""
    return re.search(r"https?://[^/]+(/\S+)", mail)[1]


def mails_of(act, mailoutbox, callbacks) -> dict[str, str]:
    """Subject and words of the emails that an act sends, by whom they go to."""
    mailoutbox.clear()
    with callbacks(execute=True):
        act()
    return {mail.to[0]: f"{mail.subject}\n{mail.body}" for mail in mailoutbox}


def test_moving_and_cancelling_tell_members_and_whoever_was_asked_for_a_paper_before_publication(
    meeting, clerk, member, officer, mailoutbox, django_capture_on_commit_callbacks
):
    item = agenda.add_item(meeting, title="Carers", by=clerk)
    papers.expect_paper(item, title="Report", owner=officer.person, by=clerk)
    mails = mails_of(lambda: moved(meeting, clerk), mailoutbox, django_capture_on_commit_callbacks)
    assert {member.email, officer.email} <= set(mails)
    assert "Meeting re-arranged" in mails[officer.email]
    assert "Thursday 5 May 2022" in mails[officer.email] and "The room is taken." in mails[officer.email]
    for person, side in ((member, "/members/safeguarding/"), (officer, "/committees/safeguarding/")):
        link = link_in(mails[person.email])
        assert link.startswith(side) and client_of(person).get(link).status_code == 200
    meeting.refresh_from_db()
    assert meeting.told_at, "what was told is not undone"
    off = lambda: calendar.cancel(meeting, reason="There is no business.", at=LATER, by=clerk)  # noqa: E731
    mails = mails_of(off, mailoutbox, django_capture_on_commit_callbacks)
    assert "Cancelled: There is no business." in mails[member.email]
    on = lambda: calendar.undo_cancellation(meeting, reason="Business has come.", at=LATER, by=clerk)  # noqa: E731
    assert "held after all" in mails_of(on, mailoutbox, django_capture_on_commit_callbacks)[member.email]


def test_a_meeting_that_was_never_public_tells_only_whom_the_clerk_chooses(
    meeting, clerk, member, mailoutbox, django_capture_on_commit_callbacks
):
    Committee.objects.filter(pk=meeting.committee_id).update(kind=LegalKind.INFORMAL)
    assert not mails_of(lambda: moved(meeting, clerk), mailoutbox, django_capture_on_commit_callbacks)
    off = lambda: calendar.cancel(meeting, reason="No business today.", tell=True, at=LATER, by=clerk)  # noqa: E731
    mails = mails_of(off, mailoutbox, django_capture_on_commit_callbacks)
    assert member.email in mails and "/committees/" not in mails[member.email], "it has no public page to lead to"
    assert client_of(member).get(link_in(mails[member.email])).status_code == 200


def test_a_change_that_was_undone_is_told_to_nobody(meeting, clerk, member, mailoutbox):
    moved(meeting, clerk)
    of = str(meeting.moves.get().pk)
    corrections.undo_rearrangement(meeting, at=LATER, by=clerk)
    notifying.tell_of_change.call(meeting.pk, "rearranged", "Re-arranged", of, "2022-03-01")
    assert not mailoutbox


def test_a_change_is_told_ten_minutes_later_where_the_tasks_can_wait(meeting, clerk, member, monkeypatch):
    asked = []
    task = type(notifying.tell_of_change)
    monkeypatch.setattr(type(notifying.tell_of_change.get_backend()), "supports_defer", True)
    monkeypatch.setattr(task, "enqueue", lambda self, *args, **more: asked.append(self.run_after))
    with TestCase.captureOnCommitCallbacks(execute=True):
        moved(meeting, clerk)
    assert MARCH + dt.timedelta(minutes=10) in asked


@time_machine.travel(LATER, tick=False)
def test_the_pages_say_how_many_are_told(meeting, member, officer, desk):
    people = len(notifying.recipients(meeting, LATER.date()))
    for act in ("rearrange", "cancel"):
        page = desk.get(f"/desk/meetings/safeguarding/{meeting.slug}/{act}/").content.decode()
        assert f"{people} pe" in page and "0 followers of the committee" in page
        assert 'name="tell"' not in page
    Committee.objects.filter(pk=meeting.committee_id).update(kind=LegalKind.INFORMAL)
    page = desk.get(f"/desk/meetings/safeguarding/{meeting.slug}/cancel/").content.decode()
    assert "never public" in page and 'name="tell"' in page


@time_machine.travel(MARCH, tick=False)
def test_a_re_arrangement_is_undone_on_a_page_that_says_what_follows(meeting, clerk, desk):
    moved(meeting, clerk)
    base = "/desk/meetings/safeguarding/2022-05-05/rearrange/"
    assert f"{base}undo/" in desk.get(base).content.decode()
    assert "is on Thursday 21 April 2022 at 10:00 again" in desk.get(f"{base}undo/").content.decode()
    assert "The re-arrangement is undone." in desk.post(f"{base}undo/", {}, follow=True).content.decode()


def test_a_month_has_its_days_in_weeks_from_monday_and_its_meetings_on_their_days():
    day = dt.date(2022, 4, 21)
    grid = month_grid(day.replace(day=1), [Meeting(date=day)], dt.date(2022, 4, 6))
    days = [one for week in grid.weeks for one in week]
    assert all(len(week) == 7 for week in grid.weeks)
    assert [one.date for one in days if one.date] == [dt.date(2022, 4, number) for number in range(1, 31)]
    assert [one.date for one in days if one.meetings] == [day]
    assert [one.date for one in days if one.is_today] == [dt.date(2022, 4, 6)]
    assert grid.weeks[0][4].date == dt.date(2022, 4, 1)  # a Friday
