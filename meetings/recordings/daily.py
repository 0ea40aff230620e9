"""What is done every day about recordings: those that are no longer kept are withdrawn."""

from collections.abc import Iterator
from datetime import datetime

from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import PORTAL
from committee.timers.daily import Done, NotDone, Timer
from meetings.models import Recording
from meetings.recordings.verbs import end_recording


def end_kept(*, at: datetime) -> Iterator[Done | NotDone]:
    """End recordings on the day after the last that they are kept for. Yield a line for each."""
    for recording in Recording.objects.kept().filter(kept_until__lt=day_of(at)).select_related("meeting__committee"):
        try:
            end_recording(recording, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{recording}: {refusal.text}")
        else:
            yield Done(f"The {recording} was withdrawn: it is no longer kept.")


TIMERS = (Timer("recordings", "Not every recording that is no longer kept was withdrawn.", end_kept),)
