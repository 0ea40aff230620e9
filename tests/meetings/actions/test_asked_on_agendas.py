"""What was asked for is reported back as a line on the next agenda until it is closed."""

import datetime as dt
import json

import pytest

from committee.files import files
from committee.law.clear_days import publication_day
from meetings.actions import verbs as actions
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Action, AgendaVersion, Edition, ItemKind, Minute, MinutesState
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from tests.answers import everything_in, words_in
from tests.committee.page_stamp import walking
from tests.meetings import asking
from tests.meetings.agendas.test_public_pages import words
from tests.meetings.world import moment
from tests.staging import staged

APRIL = dt.date(2022, 4, 21)
PUBLISHED = moment(2022, 4, 11, 9)


@staged
def action(safeguarding, clerk, officer, chairman) -> Action:
    return asking.asked(safeguarding, clerk, officer.person)


@staged
def april(action, safeguarding, clerk, proper_officer):
    meeting = calendar.schedule(safeguarding, APRIL, by=clerk)
    if not meeting.items.filter(kind=ItemKind.MINUTES).exists():
        agenda.add_item(meeting, title="Minutes of the previous meeting", kind=ItemKind.MINUTES, by=clerk)
    return meeting


def lines(meeting) -> list[str]:
    ground = snapshots.Ground.of(meeting, publication_day(PUBLISHED))
    taken = snapshots.take(ground, issued_on=APRIL, placed={})
    return [line["text"] for item in taken["items"] for line in item.get("asked", [])]


def published(meeting, clerk) -> AgendaVersion:
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(meeting, edition, at=PUBLISHED)
    return publishing.publish_agenda(meeting, at=PUBLISHED, by=clerk)


def test_the_next_agenda_says_who_owes_what_since_when(april):
    assert lines(april) == [
        "Minute 39 b): data on young carers be sent to members – "
        "requested from Olive Officer 10 January 2022, not answered"
    ]


def test_what_is_overdue_says_so_in_words(april, action):
    Action.objects.filter(pk=action.pk).update(due_on=dt.date(2022, 3, 4))
    assert lines(april)[0].endswith(
        "requested from Olive Officer 10 January 2022, not answered, overdue since 4 March 2022"
    )
    Action.objects.filter(pk=action.pk).update(due_on=APRIL - dt.timedelta(days=1))  # after the agenda is issued
    assert lines(april)[0].endswith("not answered, due 20 April 2022")
    Action.objects.filter(pk=action.pk).update(due_on=dt.date(2022, 5, 4), owner=None)
    assert lines(april)[0].endswith("requested 10 January 2022, not answered, due 4 May 2022")


def test_an_answer_is_reported_until_the_action_is_closed(april, action, clerk, officer, safeguarding):
    actions.answer(action, text="There are 412.", at=moment(2022, 2, 3, 9), by=officer)
    assert lines(april)[0].endswith("answered 3 February 2022")
    published(april, clerk)
    assert action.answers.get().reported_in == april
    june = calendar.schedule(safeguarding, dt.date(2022, 6, 9), by=clerk)
    agenda.add_item(june, title="Minutes again", kind=ItemKind.MINUTES, by=clerk)
    assert lines(june)[0].endswith("answered 3 February 2022")
    actions.close_action(action, evidence="Sent to members", at=moment(2022, 4, 22, 9), by=clerk)
    assert lines(june) == []


def test_what_was_answered_and_closed_between_two_agendas_is_reported_once(april, action, clerk, officer):
    actions.answer(action, text="There are 412.", at=moment(2022, 2, 3, 9), by=officer)
    actions.close_action(action, evidence="Sent to members", at=moment(2022, 2, 4, 9), by=clerk)
    assert lines(april)[0].endswith("answered 3 February 2022, closed")


def test_lines_are_frozen_at_publication(april, action, clerk, officer, client):
    published(april, clerk)
    actions.answer(action, text="There are 412.", at=moment(2022, 4, 12, 9), by=officer)
    assert lines(april)[0].endswith("10 January 2022, not answered")
    page = words(client.get("/committees/safeguarding/2022-04-21/"))
    assert "Minute 39 b): data on young carers be sent to members – requested from Olive Officer" in page
    assert "answered 12 April" not in page and "Answered on 12 April 2022: There are 412." in page
    Minute.objects.filter(resolutions__limbs__action=action).update(access="exempt", paragraphs="1")
    assert "There are 412." not in words(client.get("/committees/safeguarding/2022-04-21/"))
    Minute.objects.filter(resolutions__limbs__action=action).update(access="open", paragraphs="")
    words_of = {april.items.first().pk: {"lead_line": "Apologies received"}}
    corrected = amendments.correct(april, note="A word.", at=moment(2022, 4, 12, 10), by=clerk, items=words_of)
    kept = [line["text"] for item in corrected.snapshot["items"] for line in item.get("asked", [])]
    assert kept == lines(april)


@pytest.mark.both_databases("triggers: stamps of the pages of another meeting")
def test_a_kept_page_tells_what_was_answered_since_to_another_meeting(april, action, clerk, officer, client):
    published(april, clerk)
    asked_in = Minute.objects.filter(resolutions__limbs__action=action)
    with walking.kept_in_a_transaction():
        for path in ("/committees/safeguarding/2022-04-21/", "/committees/safeguarding/2022-04-21/versions/1/"):
            for change, told in (
                (lambda: actions.answer(action, text="There are 412.", at=moment(2022, 4, 12, 9), by=officer), True),
                (lambda: asked_in.update(access="exempt", paragraphs="1"), False),
                (lambda: asked_in.update(access="open", paragraphs=""), True),
            ):
                client.get(path)
                walking.another_transaction()
                change()
                walking.another_transaction()
                assert ("There are 412." in words(client.get(path))) is told


def test_front_sheet_and_page_say_the_same_and_public_lines_hold_no_ids(april, clerk):
    version = published(april, clerk)
    said = words_in(version.public_pack.stored.sha256, files.read(version.public_pack.stored))
    assert "requested from Olive Officer 10 January 2022, not answered" in " ".join(said.split())
    public = snapshots.for_public(version.snapshot)
    assert [list(line) for item in public["items"] for line in item.get("asked", [])] == [["text"]]


@pytest.mark.parametrize("how", ["exempt minute", "withheld action", "draft minutes", "other committee"])
def test_what_the_public_may_not_read_is_on_no_agenda(april, action, clerk, planning, how, client):
    word = "zanzibarquill"
    if how == "draft minutes":
        drafted = asking.held(april.committee, dt.date(2022, 2, 8), clerk, state=MinutesState.DRAFT)
        of = asking.limb(asking.minute(drafted, 50, "Fostering"), f"data on {word}")
        other = actions.open_action(of, at=asking.AT, by=clerk)
        assert [line for line in lines(april) if word in line] == []
        Action.objects.filter(pk=other.pk).update(owner=action.owner)
        Action.objects.filter(pk=action.pk).update(withheld=True)
    else:
        Action.objects.filter(pk=action.pk).update(text=f"data on {word}", withheld=how == "withheld action")
    if how == "exempt minute":
        Minute.objects.filter(pk=action.limb.resolution.minute_id).update(access="exempt", paragraphs="1")
    if how == "other committee":
        type(april).objects.filter(pk=action.meeting_id).update(committee=planning)
    assert lines(april) == []
    if how != "exempt minute":  # what is published is made of the same lines
        return
    version = published(april, clerk)
    assert word not in json.dumps(version.snapshot)
    assert word not in everything_in(client.get("/committees/safeguarding/2022-04-21/"))
    for edition in ("public_pack", "members_pack"):
        stored = getattr(version, edition).stored
        assert word not in words_in(stored.sha256, files.read(stored))
