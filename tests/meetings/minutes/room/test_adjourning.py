"""A meeting adjourns and resumes within the day: printed with its times, and nothing is decided meanwhile."""

import pytest

from committee.acts.refusal import Refused
from meetings.minutes.document import document, minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import resolving, voting
from tests.meetings.minutes.world import ROOM, at


def motion(room, item="Young Carers"):
    return resolving.propose(room.minute(item), limbs=[resolving.LimbDraft("the report be noted")], by=room.clerk)


def test_an_adjournment_is_printed_with_its_times_and_nothing_is_decided_in_it(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 10), by=clerk)
    opening.adjourn(room.minutes, at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="Nothing was decided at 10:40: the meeting was adjourned at 10:30"):
        voting.agree(motion(room), at=at(10, 40), by=clerk)
    with pytest.raises(Refused, match="cannot have been reached: the meeting was adjourned"):
        minute_states.open_item(room.minute("Fostering"), at=at(10, 40), by=clerk)
    with pytest.raises(Refused, match="The meeting is adjourned"):
        opening.end_meeting(room.minutes, at=at(11), by=clerk)
    opening.resume(room.minutes, at=at(10, 45), by=clerk)
    with pytest.raises(Refused, match="adjourned at 10:30 until 10:45"):
        voting.agree(motion(room), at=at(10, 40), by=clerk)
    assert voting.agree(motion(room), at=at(10, 50), by=clerk).is_carried
    opening.end_meeting(room.minutes, at=at(11), by=clerk)
    words = document.for_public(document.take(room.minutes, at=at(12)))
    (entry,) = [entry for entry in words["entries"] if entry["heading"] == "Young Carers"]
    assert entry["movements"] == ["The meeting adjourned at 10:30 and resumed at 10:45."]


def test_an_adjournment_cannot_contradict_what_was_decided_and_is_undone(room, clerk):
    voting.agree(motion(room), at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="the meeting was adjourned at 10:20"):
        opening.adjourn(room.minutes, at=at(10, 20), by=clerk)
    with pytest.raises(Refused, match="is not adjourned"):
        opening.resume(room.minutes, at=at(10, 50), by=clerk)
    minutes = opening.adjourn(room.minutes, at=at(10, 40), by=clerk)
    assert opening.adjourn(room.minutes, at=at(10, 41), by=clerk).adjournments == minutes.adjournments
    with pytest.raises(Refused, match="cannot have resumed before"):
        opening.resume(room.minutes, at=at(10, 35), by=clerk)
    assert opening.undo_adjournment(room.minutes, by=clerk).adjournments == []


def test_the_clerk_adjourns_and_resumes_in_the_room(room, desk):
    page = desk.post(f"{ROOM}adjourn/", follow=True).text
    assert "adjourned at" in page and "Resume meeting" in page
    page = desk.post(f"{ROOM}adjourn/", {"act": "resume"}, follow=True).text
    assert "resumed at" in page and "Resume meeting" not in page
    assert "adjourned at" not in desk.post(f"{ROOM}adjourn/", {"act": "undo"}, follow=True).text
