"""Recordings of meetings and their captions."""

from meetings.models import Minutes, Recording
from meetings.recordings import verbs
from tests.acts import Act, Cast, done, recipe
from tests.meetings import recorded
from tests.meetings.minuted import AFTER
from tests.meetings.world import moment


def _captioned(minutes: Minutes, cast: Cast) -> Recording:
    """Add a recording with captions."""
    return recorded.captioned(minutes, cast["clerk"])


@recipe(verbs.add_recording, world="minuted")
def add_recording(minutes: Minutes, cast: Cast) -> Act:
    return Act(verbs.add_recording, (minutes.meeting,), {**recorded.GIVEN, "at": AFTER}, by=cast["clerk"])


@recipe(verbs.correct_recording, world="minuted")
def correct_recording(minutes: Minutes, cast: Cast) -> Act:
    row = _captioned(minutes, cast)
    given = {**recorded.GIVEN, "starts_at": moment(2022, 1, 10, 10), "at": AFTER}
    return Act(verbs.correct_recording, (row,), given, by=cast["clerk"])


done(verbs.withdraw_recording, "minuted", _captioned, reason="It was cut short", at=AFTER)
done(verbs.end_recording, "minuted", _captioned, at=moment(2040, 1, 11))


@recipe(verbs.put_captions, world="minuted")
def put_captions(minutes: Minutes, cast: Cast) -> Act:
    row = recorded.recorded(recorded.published(minutes, cast["clerk"]), cast["clerk"])
    return Act(verbs.put_captions, (row,), {"data": recorded.CAPTIONS.encode()}, by=cast["clerk"])


done(verbs.remove_captions, "minuted", _captioned)
