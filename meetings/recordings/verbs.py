"""Adding, correcting and withdrawing recordings of a meeting, and their captions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import PORTAL, Portal, verb
from committee.models import User
from committee.search import index
from committee.timers.daily import Done, NotDone, Timer
from committee.wording.dates import clock_time, full_date
from meetings.locking import hold
from meetings.models import Meeting, Minutes, Recording, SpokenPassage
from meetings.packs.leak_check.public_words import KnownBy, refuse_telling
from meetings.recordings import captions, private_times

MOST = 10  # recordings of one meeting


@dataclass(frozen=True, slots=True)
class Kept:
    """Outcome of adding captions: the number of searchable passages, and of captions left out."""

    passages: int
    left_out: int


def _locked(recording: Recording) -> Recording:
    """Lock the recording's meeting; return the current recording. Raises Refused where the recording is withdrawn."""
    meeting = hold(recording.meeting)
    now = Recording.objects.kept().filter(pk=recording.pk).first()
    if now is None:
        raise Refused("This recording has been withdrawn. Open the meeting’s page again.")
    now.meeting = meeting
    return now


def _check(recording: Recording, at: datetime) -> None:
    meeting = recording.meeting
    if not recording.address.lower().startswith("https://"):
        raise Refused("Enter the web address of the recording, beginning with https://.")
    if day_of(recording.starts_at) != meeting.date or recording.starts_at > at:
        raise Refused(f"Enter when the recording starts on {full_date(meeting.date)}, to the second if you can.")
    ended = Minutes.objects.filter(meeting=meeting).values_list("ended_at", flat=True).first()
    if ended and recording.starts_at >= ended:
        raise Refused(f"The meeting ended at {clock_time(ended)}, so its recording cannot start after that.")
    if recording.kept_until < day_of(at):
        raise Refused("Enter a day to come: after it the link is removed.")
    refuse_telling([("the title of the recording", [recording.title])], meeting)


@verb(may=runs_the_desk)
def add_recording(
    meeting: Meeting,
    *,
    address: str,
    title: str,
    starts_at: datetime,
    kept_until: date,
    is_draft: bool = False,
    at: datetime,
    by: User,
) -> Recording:
    """
    Link a recording on the meeting's pages until `kept_until`; a draft is not linked yet.

    Raises Refused where

    - the meeting is not public, is informal or cancelled, or has MOST recordings already;
    - the URL is not https;
    - `starts_at` is not on the day of the meeting, is in the future, or is not before the end of the meeting;
    - `kept_until` is past;
    - the title reveals withheld material.
    """
    meeting = hold(meeting)
    if not Meeting.objects.public().formal().filter(pk=meeting.pk).exists():
        raise Refused("Only a public meeting that was held can have a recording.")
    if meeting.recordings.kept().count() >= MOST:
        raise Refused(f"A meeting has at most {MOST} recordings.")
    recording = Recording(
        meeting=meeting, address=address, title=title, starts_at=starts_at, kept_until=kept_until, added_at=at,
        is_draft=is_draft, added_by=by,
    )  # fmt: skip
    _check(recording, at)
    save(recording)
    audit.record(by, "added the", recording, address=address, kept_until=kept_until.isoformat(), draft=is_draft)
    index.changed(recording)
    return recording


@verb(may=runs_the_desk, seen=shows("address", "title", "starts_at", "kept_until", "is_draft"))
def correct_recording(
    recording: Recording,
    *,
    address: str,
    title: str,
    starts_at: datetime,
    kept_until: date,
    is_draft: bool = False,
    seen: str,
    at: datetime,
    by: User,
) -> Recording:
    """
    Correct a recording's URL, title, start or `kept_until`, or whether the recording is a draft.

    A different start moves the captions to other times. Passages that are not public at their new times are deleted.
    Raises Refused where the recording has changed since the form was shown (`seen`), and where `add_recording` refuses
    the values.
    """
    recording = _locked(recording)
    refuse_unseen(recording, seen)
    before = [recording.address, recording.starts_at.isoformat()]
    recording.address, recording.title = address, title
    recording.starts_at, recording.kept_until, recording.is_draft = starts_at, kept_until, is_draft
    _check(recording, at)
    save(recording)
    audit.record(by, "corrected the", recording, before=before, kept_until=kept_until.isoformat(), draft=is_draft)
    leave_out_private(recording.meeting)
    index.changed(recording)
    return recording


@verb(may=runs_the_desk)
def withdraw_recording(recording: Recording, *, reason: str, at: datetime, by: User) -> Recording:
    """Remove a recording's link from the meeting's pages, and delete its captions. Raises Refused without a reason."""
    recording = _locked(recording)
    return _end(recording, reasoned(reason, "why the recording is withdrawn"), at, by)


def _end(recording: Recording, reason: str, at: datetime, by: User | Portal) -> Recording:
    recording.passages.all().delete()
    recording.removed_at, recording.removed_reason = at, reason
    save(recording)
    audit.record(by, "withdrew the", recording, reason=reason)
    index.changed(recording)
    return recording


@verb(may=runs_the_desk)
def end_recording(recording: Recording, *, at: datetime, by: User | Portal) -> Recording:
    """Withdraw a recording after its `kept_until`, for the timer. Raises Refused until that day is over."""
    recording = _locked(recording)
    if recording.kept_until >= day_of(at):
        raise Refused(f"It is kept until {full_date(recording.kept_until)}.")
    return _end(recording, f"It was kept until {full_date(recording.kept_until)}.", at, by)


@verb(may=runs_the_desk, seen=shows("starts_at"))
def put_captions(recording: Recording, *, data: bytes, seen: str, by: User) -> Kept:
    """
    Make the captions of a recording searchable, in place of earlier captions.

    SECURITY: words said while the public were excluded are left out and never stored (LGA 1972 s.100A(4)). Raises
    Refused where the minutes lack the times of the exclusion, where the file is no WebVTT, and where the captions
    repeat withheld papers.
    """
    recording = _locked(recording)
    refuse_unseen(recording, seen)
    private = private_times.of_meeting(recording.meeting)
    cues = captions.read(data)
    public = captions.in_public(cues, recording.starts_at, private)
    passages = captions.passages(public)
    texts = [passage.text for passage in passages]
    refuse_telling([("the captions", texts)], recording.meeting, known_by=KnownBy.RUNNING)
    recording.passages.all().delete()
    SpokenPassage.objects.bulk_create(
        SpokenPassage(recording=recording, begins=row.begins, ends=row.ends, text=row.text) for row in passages
    )
    left_out = len(cues) - len(public)
    audit.record(by, "added captions to the", recording, passages=len(passages), left_out=left_out)
    index.changed(recording)
    return Kept(len(passages), left_out)


@verb(may=runs_the_desk)
def remove_captions(recording: Recording, *, by: User) -> None:
    """Remove a recording's captions from the search; the link stays. Raises Refused where there are no captions."""
    recording = _locked(recording)
    if not recording.passages.exists():
        raise Refused("This recording has no captions.")
    recording.passages.all().delete()
    audit.record(by, "removed the captions of the", recording)
    index.changed(recording)


def leave_out_private(meeting: Meeting) -> None:
    """
    Delete passages that, by the present times in the minutes, were spoken while the meeting was not public.

    A verb that changes times in the minutes calls this in its transaction. Where a time is missing now, the passages
    stay stored, but none is shown or found (`meetings.search.sources`). The open data on the start of items are updated
    too.
    """
    recordings = list(Recording.objects.kept().filter(meeting=meeting))
    times = private_times.recorded_times(meeting) if recordings else None
    for recording in recordings:
        passages = recording.passages.all() if times else ()
        inside = [row.pk for row in passages if times and times.touch(recording.starts_at, row.begins, row.ends)]
        SpokenPassage.objects.filter(pk__in=inside).delete()
    index.changed(*recordings)


def end_kept(*, at: datetime) -> Iterator[Done | NotDone]:
    """Withdraw recordings whose `kept_until` is past. Yield a line for each recording."""
    for recording in Recording.objects.kept().filter(kept_until__lt=day_of(at)).select_related("meeting__committee"):
        try:
            end_recording(recording, at=at, by=PORTAL)
        except Refused as refusal:
            yield NotDone(f"{recording}: {refusal.text}")
        else:
            yield Done(f"The {recording} was withdrawn: it is no longer kept.")


TIMERS = (Timer("recordings", "Not every recording that is no longer kept was withdrawn.", end_kept),)
