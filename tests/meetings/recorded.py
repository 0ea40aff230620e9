"""A recording of the minuted meeting of 10 January 2022, and captions in which words are private."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import User
from meetings.minutes.publication import publishing
from meetings.minutes.room.resolutions import exclusion
from meetings.models import Exclusion, Minutes, Recording
from meetings.recordings import verbs
from tests.meetings.minuted import AFTER
from tests.meetings.publishing import moment

STARTS = moment(2022, 1, 10, 9, 55)
KEPT_UNTIL = dt.date(2040, 1, 10)
GIVEN: dict[str, Any] = {
    "address": "https://recordings.borsetshire.example/2022-01-10", "title": "Recording of the meeting",
    "starts_at": STARTS, "kept_until": KEPT_UNTIL,
}  # fmt: skip
WHISPERED, MUTTERED, SPOKEN, AFTERWARDS = "quixotically", "zephyrwise", "hedgerows", "marmalade"
# From 9.55: before it began at 10; in public at 10.54; in private at 11.10; in public from 11.30 on; over at 12.
CAPTIONS = f"""WEBVTT

00:01:00.000 --> 00:01:05.000
Can you hear me? Let us talk {MUTTERED}.

00:59:00.000 --> 00:59:04.000 align:start
<v Charles>Young carers spoke of <i>{SPOKEN}</i> &amp; schools.

01:15:00.000 --> 01:15:09.000
The family {WHISPERED} asked.

01:40:00.000 --> 01:40:09.000
Thank you, {AFTERWARDS}.
"""


def published(minutes: Minutes, clerk: User) -> Minutes:
    """Publish the minutes as a draft; the public came back half an hour before the end."""
    minutes.entries.exclude(access="open").update(closed_at=moment(2022, 1, 10, 11, 28))
    exclusion.readmit(Exclusion.objects.get(), at=moment(2022, 1, 10, 11, 30), by=clerk)
    having_read(publishing.publish_draft)(minutes, at=AFTER, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def recorded(minutes: Minutes, clerk: User) -> Recording:
    """Add a recording to the meeting."""
    return verbs.add_recording(minutes.meeting, **GIVEN, at=AFTER, by=clerk)


def captioned(minutes: Minutes, clerk: User) -> Recording:
    """With captions too."""
    recording = recorded(published(minutes, clerk), clerk)
    having_read(verbs.put_captions)(recording, data=CAPTIONS.encode(), by=clerk)
    return recording
