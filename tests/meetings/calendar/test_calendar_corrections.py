"""Meetings entered by mistake are removed, cancellations undone; what the public was told stays on record."""

import datetime as dt

import pytest
import time_machine

from committee import audit, files
from committee.models import StoredFile
from committee.refusal import Refused
from meetings import notice_period
from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import corrections
from meetings.calendar import verbs as calendar
from meetings.models import DroppedFile, Meeting, RemovedMeeting
from meetings.papers import dropping
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.meetings.world import moment

pytestmark = pytest.mark.both_databases("constraints: meetings that go and come back")

DAY = dt.date(2022, 4, 21)
MARCH = moment(2022, 3, 1, 9)
DONE = {"at": MARCH}


@pytest.fixture
def meeting(safeguarding, clerk):
    with time_machine.travel(moment(2022, 1, 4, 9), tick=False):
        return calendar.schedule(safeguarding, DAY, by=clerk)


@pytest.fixture
def published(meeting, clerk, proper_officer):
    made.report(meeting, clerk)
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    return meeting


def test_a_meeting_entered_by_mistake_goes_with_its_standing_items(meeting, clerk):
    pk = meeting.pk
    corrections.remove_meeting(meeting, **DONE, by=clerk)
    assert not Meeting.objects.exists()
    last = audit.AuditEntry.objects.filter(subject_type="meetings.meeting", subject_id=pk).order_by("pk").last()
    assert last and "removed from the calendar" in str(last)


def test_files_that_wait_on_its_agenda_go_with_it(meeting, clerk, private_files, django_capture_on_commit_callbacks):
    original = dropping.drop(meeting, data=pdf_of(1), filename="Budget.pdf", at=DONE["at"], by=clerk).original
    with django_capture_on_commit_callbacks(execute=True):
        corrections.remove_meeting(meeting, **DONE, by=clerk)
    assert not DroppedFile.objects.exists() and not files.holds(StoredFile.objects.get(pk=original.pk))


def test_a_meeting_removed_and_entered_again_is_not_called_at_shorter_notice(meeting, safeguarding, clerk):
    corrections.remove_meeting(meeting, **DONE, by=clerk)
    again = calendar.schedule(safeguarding, DAY, by=clerk)
    assert again.slug == "2022-04-21"
    assert notice_period.known(again).since == dt.date(2022, 1, 4)
    with pytest.raises(Refused, match="in the calendar for that day since"):
        calendar.call_at_shorter_notice(again, called_on=dt.date(2022, 4, 14), reason="The flood.", by=clerk)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (lambda m, by: papers.expect_paper(agenda.add_item(m, title="Carers", by=by), title="R", by=by), "papers"),
        (lambda m, by: calendar.cancel(m, reason="No business today.", at=MARCH, by=by), "cancelled"),
        (
            lambda m, by: calendar.rearrange(
                m, day=dt.date(2022, 5, 5), starts=m.starts, reason="Room is taken.", at=MARCH, by=by
            ),
            "re-arranged",
        ),
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


def test_an_unannounced_cancellation_is_undone_with_its_reason_on_the_trail(meeting, clerk):
    calendar.cancel(meeting, reason="There is no business.", at=MARCH, by=clerk)
    calendar.undo_cancellation(meeting, reason="Business has come in.", **DONE, by=clerk)
    meeting.refresh_from_db()
    assert not meeting.is_cancelled and meeting.cancelled_reason == ""
    entry = audit.trail_of(meeting).get(did="undid the cancellation of")
    assert entry.facts["cancelled_because"] == "There is no business."


def test_an_announced_cancellation_is_undone_by_a_notice_and_a_version_that_say_so(
    published, clerk, client, django_capture_on_commit_callbacks, mailoutbox, member
):
    at = made.AT + dt.timedelta(hours=1)
    calendar.cancel(published, reason="There is no business.", at=at, by=clerk)
    with django_capture_on_commit_callbacks(execute=True):
        calendar.undo_cancellation(published, reason="Business has come in.", at=at, by=clerk)
    last = published.versions.order_by("number").last()
    assert last.kind == "reinstated" and last.change_note.startswith("To be held after all, on Thursday 21 April 2022")
    page = client.get(f"/committees/safeguarding/{published.slug}/").content.decode()
    assert "To be held after all" in page
    assert any("held after all" in mail.subject for mail in mailoutbox)
    assert any("It will be held after all" in mail.body for mail in mailoutbox)


def test_an_announced_cancellation_stands_once_clear_days_are_gone(published, clerk):
    calendar.cancel(published, reason="There is no business.", at=made.AT, by=clerk)
    with pytest.raises(Refused, match="can no longer be given") as refused:
        calendar.undo_cancellation(published, reason="Business is in.", at=moment(2022, 4, 19, 9), by=clerk)
    assert refused.value.rule == "R65"


def test_another_meeting_in_its_place_keeps_a_cancellation_standing(meeting, safeguarding, clerk):
    calendar.cancel(meeting, reason="There is no business.", at=MARCH, by=clerk)
    calendar.schedule(safeguarding, DAY, by=clerk)
    with pytest.raises(Refused, match="already meets"):
        calendar.undo_cancellation(meeting, reason="Business has come in.", **DONE, by=clerk)


@time_machine.travel(MARCH, tick=False)
def test_the_details_page_leads_to_removing_and_to_undoing(client, meeting, safeguarding, clerk):
    client.force_login(clerk)
    base = f"/desk/meetings/safeguarding/{meeting.slug}/"
    assert f"{base}remove/" in client.get(f"{base}settings/").content.decode()
    assert client.get(f"{base}remove/").status_code == 200
    calendar.cancel(meeting, reason="There is no business.", at=MARCH, by=clerk)
    page = client.get(f"{base}settings/").content.decode()
    assert f"{base}cancel/undo/" in page and f"{base}remove/" not in page
    asked = client.get(f"{base}cancel/undo/").content.decode()
    assert "Cancelled on Tuesday 1 March 2022: There is no business." in asked
    answer = client.post(f"{base}cancel/undo/", {"reason": "Business has come in."}, follow=True)
    assert "The meeting will be held after all." in answer.content.decode()
    answer = client.post(f"{base}remove/", {}, follow=True)
    assert "is removed." in answer.content.decode() and not Meeting.objects.exists()
