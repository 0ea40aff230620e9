"""A published item that the meeting has taken stays as it was called; one that was withdrawn is not taken (R57)."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.wording.dates import LONDON
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.minutes.document import minute_states
from meetings.minutes.findings import findings
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import AgendaItem, Minute, Minutes
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import at

AFTER = dt.datetime(2022, 5, 3, 9, tzinfo=LONDON)
REASON = "The Director asked for it."


def withdraw(room: worlds.World, title: str, when: dt.datetime):
    return amendments.withdraw_item(room.item(title), reason=REASON, at=when, by=room.clerk)


def correct(room: worlds.World, title: str, words: dict, when: dt.datetime):
    items = {room.item(title).pk: words}
    return amendments.correct(room.meeting, note="It was wrong.", at=when, by=room.clerk, items=items)


def refused(act, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        act()
    assert refusal.value.rule == "R57"


def test_what_the_meeting_has_taken_is_neither_withdrawn_nor_corrected(listed):
    before = listed.meeting.versions.count()
    refused(lambda: withdraw(listed, "Young Carers", at(10, 20)), "has considered item 4, so it cannot be withdrawn")
    refused(lambda: correct(listed, "Young Carers", {"presenter": "Ann"}, at(10, 20)), "cannot be corrected")
    assert listed.meeting.versions.count() == before


def test_an_item_taken_by_mistake_is_withdrawn_once_that_is_taken_back(listed, clerk):
    minute = minute_states.open_item(listed.minute("Fostering"), at=at(10, 20), by=clerk)
    refused(lambda: withdraw(listed, "Fostering", at(10, 21)), "has considered item 5")
    minute = minute_states.set_item_times(minute, opened_at=None, closed_at=None, by=clerk)
    minute_states.say_taken(minute, taken=True, by=clerk)
    refused(lambda: withdraw(listed, "Fostering", at(10, 21)), "has considered item 5")
    minute_states.say_taken(minute, taken=False, by=clerk)
    assert withdraw(listed, "Fostering", at(10, 22)).kind == "withdrawal"
    agenda.add_item(listed.meeting, title="Not yet published", by=clerk)
    assert opening.catch_up(listed.minutes, by=clerk) == []


def test_the_agenda_of_a_meeting_that_is_over_stays_as_the_meeting_had_it(listed, clerk):
    night = at(5, 59, day=dt.date(2022, 4, 22))
    assert correct(listed, "Fostering", {"presenter": "Ann"}, night).kind == "correction"
    refused(lambda: withdraw(listed, "Fostering", night + dt.timedelta(minutes=1)), "Thursday 21 April 2022 is over")
    when = at(13)
    opening.end_meeting(Minutes.objects.get(pk=listed.minutes.pk), at=at(12), by=clerk)
    refused(lambda: withdraw(listed, "Fostering", when), "is over: its agenda cannot change")
    refused(lambda: correct(listed, "Fostering", {"lead_line": "Report"}, when), "The proper officer can take down")


def test_a_withdrawn_item_is_neither_reached_nor_decided_nor_are_the_public_excluded_for_it(listed, clerk):
    pending = resolving.propose(listed.minute("Fostering"), limbs=[LimbDraft("it be noted")], by=clerk)
    contract, exclusion = listed.item("Contract"), listed.minute("Exclusion")
    withdraw(listed, "Fostering", at(10, 20))
    withdraw(listed, "Contract", at(10, 20))
    minute, when = listed.minute("Fostering"), at(10, 30)
    for act in (
        lambda: minute_states.open_item(minute, at=when, by=clerk),
        lambda: minute_states.set_item_times(minute, opened_at=when, closed_at=None, by=clerk),
        lambda: minute_states.say_taken(minute, taken=True, by=clerk),
        lambda: resolving.propose(minute, limbs=[LimbDraft("the service be closed")], by=clerk),
        lambda: voting.agree(pending, at=when, by=clerk),
        lambda: excluding.exclude_public(exclusion, items={contract: (3,)}, at=when, by=clerk),
    ):
        refused(act, "was withdrawn from the agenda. To consider it")
    assert Minute.objects.get(pk=minute.pk).opened_at is None


def told_of(minutes: Minutes) -> list[str]:
    return [check.text for check in findings.found(minutes, on=AFTER.date()) if check.rule == "R57"]


def test_the_findings_tell_of_a_withdrawn_item_that_was_taken_and_of_no_other(listed, clerk):
    """As from before this rule, or past the verbs."""
    withdraw(listed, "Fostering", at(10, 20))
    opening.end_meeting(Minutes.objects.get(pk=listed.minutes.pk), at=at(12), by=clerk)
    assert told_of(listed.minutes) == []
    unopened = [one.text for one in findings.found(listed.minutes, on=AFTER.date()) if one.rule == "M02"]
    assert not any("Fostering" in text for text in unopened), "it was withdrawn: nothing is missing"
    AgendaItem.objects.filter(pk=listed.item("Young Carers").pk).update(withdrawn_at=at(10, 5), withdrawn_reason=REASON)
    (text,) = told_of(listed.minutes)
    assert "item 4 was withdrawn on Thursday 21 April 2022" in text and "“Young Carers” was taken" in text
