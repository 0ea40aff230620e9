"""Recordings of meetings and their captions."""

from meetings.models import Minutes
from meetings.recordings import verbs
from tests.acts import Act, Cast, recipe
from tests.meetings import recorded
from tests.meetings.minuted import AFTER
from tests.meetings.world import moment


@recipe(verbs.add_recording, world="minuted")
def add_recording(minutes: Minutes, cast: Cast) -> Act:
    return Act(verbs.add_recording, (minutes.meeting,), {**recorded.GIVEN, "at": AFTER}, by=cast["clerk"])


@recipe(verbs.correct_recording, world="minuted")
def correct_recording(minutes: Minutes, cast: Cast) -> Act:
    row = recorded.captioned(minutes, cast["clerk"])
    given = {**recorded.GIVEN, "starts_at": moment(2022, 1, 10, 10), "at": AFTER}
    return Act(verbs.correct_recording, (row,), given, by=cast["clerk"])


@recipe(verbs.withdraw_recording, world="minuted")
def withdraw_recording(minutes: Minutes, cast: Cast) -> Act:
    row = recorded.captioned(minutes, cast["clerk"])
    return Act(verbs.withdraw_recording, (row,), {"reason": "It was cut short", "at": AFTER}, by=cast["clerk"])


@recipe(verbs.end_recording, world="minuted")
def end_recording(minutes: Minutes, cast: Cast) -> Act:
    row = recorded.captioned(minutes, cast["clerk"])
    return Act(verbs.end_recording, (row,), {"at": moment(2040, 1, 11)}, by=cast["clerk"])


@recipe(verbs.put_captions, world="minuted")
def put_captions(minutes: Minutes, cast: Cast) -> Act:
    row = recorded.recorded(recorded.published(minutes, cast["clerk"]), cast["clerk"])
    return Act(verbs.put_captions, (row,), {"data": recorded.CAPTIONS.encode()}, by=cast["clerk"])


@recipe(verbs.remove_captions, world="minuted")
def remove_captions(minutes: Minutes, cast: Cast) -> Act:
    return Act(verbs.remove_captions, (recorded.captioned(minutes, cast["clerk"]),), {}, by=cast["clerk"])
