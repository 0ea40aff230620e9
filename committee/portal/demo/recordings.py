"""The demonstration's recordings, which are invented and say so."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, User
from committee.wording.dates import LONDON
from meetings.recordings import verbs

KEPT_DAYS = 6 * 365


def load_recordings(committee: Committee, facts: dict[str, Any], clerk: User, today: dt.date) -> None:
    """Create each recording with its captions, where its meeting has none yet."""
    for entry in facts["recordings"]:
        meeting = committee.meetings.select_related("committee").get(date=entry["day"])
        if meeting.recordings.exists():
            continue
        recording = verbs.add_recording(
            meeting,
            address=entry["address"],
            title=entry["title"],
            starts_at=entry["starts_at"].replace(tzinfo=LONDON),
            kept_until=today + dt.timedelta(days=KEPT_DAYS),
            at=dt.datetime.combine(today, dt.time(9), tzinfo=LONDON),
            by=clerk,
        )
        if "captions" in entry:
            having_read(verbs.put_captions)(recording, data=entry["captions"].strip().encode(), by=clerk)
