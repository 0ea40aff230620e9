"""Steps that the minutes verbs share: lock the meeting, read its rows again, refuse wrong times and contradictions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.models import User
from committee.wording.dates import clock_time, full_date, long_date
from meetings.locking import hold
from meetings.minutes.findings.consistency import faults_of
from meetings.models import Attendee, Confirmation, Declaration, Minute, Minutes, MinutesState, Resolution
from meetings.notice_period import end_of_night
from meetings.recordings.verbs import leave_out_private

# Tolerance, because the clock in the meeting's room may be ahead of the portal's.
CLOCKS_DIFFER = timedelta(minutes=5)
FROZEN = "These minutes are confirmed and signed and can no longer be changed."


def hold_minutes(minutes: Minutes) -> Minutes:
    """
    Lock the meeting and its minutes until the transaction ends; return the current minutes.

    The row of the minutes is locked too, because database triggers read that row at each write to its parts.
    Raises Refused where the minutes are confirmed (R26), or have been discarded.
    """
    meeting = hold(minutes.meeting)
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("presiding")
    now = rows.filter(pk=minutes.pk).first()
    if now is None:
        raise Refused("These minutes have been discarded. Open the meeting’s page again.")
    now.meeting = meeting
    if now.is_frozen:
        raise Refused(FROZEN, rule="R26")
    return now


def again[Row: models.Model](row: Row, *related: str) -> Row:
    """Return `row` read again, with `related` fetched. Raises Refused where somebody has removed the row."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    current = (rows.select_related(*related) if related else rows).first()
    if current is None:
        raise Refused("Someone has removed this. Reload the page.")
    return current


def hold_row[Row: (Attendee, Declaration, Minute)](row: Row, *related: str) -> tuple[Minutes, Row]:
    """Lock the meeting; return the current minutes and row."""
    minutes = hold_minutes(row.minutes)
    row = again(row, *related)
    row.minutes = minutes
    return minutes, row


def hold_attendee(attendee: Attendee) -> tuple[Minutes, Attendee]:
    """Lock the meeting; return the current minutes and attendee."""
    return hold_row(attendee, "person", "replaces")


def hold_minute(minute: Minute) -> tuple[Minutes, Minute]:
    """Lock the meeting; return the current minutes and minute."""
    return hold_row(minute, "item")


def hold_resolution(resolution: Resolution) -> tuple[Minutes, Resolution]:
    """Lock the meeting; return the current minutes and resolution, with its minute fetched."""
    minutes = hold_minutes(resolution.minute.minutes)
    resolution = again(resolution, "minute__item", "mover", "seconder", "presided", "amends")
    resolution.minute.minutes = minutes
    return minutes, resolution


@contextmanager
def no_new_faults(minutes: Minutes) -> Iterator[None]:
    """Raise Refused where the block adds a contradiction between attendance, votes and exclusions (R17, R29-R33)."""
    before = set(faults_of(minutes))
    yield
    for fault in faults_of(minutes):
        if fault not in before:
            raise Refused(fault.text, rule=fault.rule)
    # SECURITY: the times of an exclusion may have changed, so that captions of the recording now fall into private
    # business. While minutes are taken, captions are neither shown nor searched.
    if minutes.state != MinutesState.TAKING:
        leave_out_private(minutes.meeting)


def saved[Row: models.Model](row: Row, did: str, who: User, **facts: Any) -> Row:
    """Save `row` and record the act on the trail."""
    save(row)
    audit.record(who, did, row, **facts)
    return row


def keep[Row: models.Model](minutes: Minutes, row: Row, did: str, who: User, **facts: Any) -> Row:
    """Call `saved`. Raises Refused where this would add a contradiction (see `no_new_faults`)."""
    with no_new_faults(minutes):
        return saved(row, did, who, **facts)


def refuse_before_the_day(minutes: Minutes) -> None:
    """
    Raise Refused before the day of the meeting, or where the meeting is cancelled: then there is nothing to record.

    The day is compared with the system clock, because the time given for the act could be in the future.
    """
    if minutes.meeting.is_cancelled:
        raise Refused("The meeting is cancelled, so nothing can be minuted.", rule="R26")
    if timezone.localdate() < minutes.meeting.date:
        raise Refused(
            f"The meeting is on {long_date(minutes.meeting.date)}. You can prepare the text of the minutes "
            "now. On the day, record attendance, interests, items, motions and votes."
        )


def refuse_wrong_day(minutes: Minutes, at: datetime, what: str) -> None:
    """
    Raise Refused where `at` is not on the meeting's day (to six the next morning) or is in the future.

    `what` completes the sentence "that cannot have ...": for example "begun".
    """
    refuse_before_the_day(minutes)
    day = minutes.meeting.date
    if day_of(at) < day:
        raise Refused(f"The meeting is on {full_date(day)}: that cannot have {what} before.")
    if at >= end_of_night(day):
        raise Refused(f"The meeting was on {full_date(day)}: that cannot have {what} on {full_date(day_of(at))}.")
    now = timezone.now()
    if at > now + CLOCKS_DIFFER:
        raise Refused(f"It is {clock_time(now)} now: that cannot have {what} at {clock_time(at)} yet.")


def refuse_out_of_time(minutes: Minutes, at: datetime, what: str) -> None:
    """Raise Refused as `refuse_wrong_day` does (with the same `what`), and where `at` is after the meeting's end."""
    refuse_wrong_day(minutes, at, what)
    if minutes.ended_at and at > minutes.ended_at:
        raise Refused(f"The meeting ended at {clock_time(minutes.ended_at)}: that cannot have {what} after.")


def lapse_certificate(minutes: Minutes) -> None:
    """
    Remove the proper officer's certificate, if any, after a change to a minute, open or withheld (R20).

    The certificate covered the text before the change, so it must be given again.
    """
    if minutes.fair_record_at is None:
        return
    minutes.fair_record_at = minutes.fair_record_by = None
    minutes.fair_record_for = ""
    minutes.save(update_fields=["fair_record_at", "fair_record_by", "fair_record_for"])


def refuse_confirming(resolution: Resolution) -> None:
    """Raise Refused where this resolution confirmed earlier minutes and they are signed (R26)."""
    if Confirmation.objects.filter(resolution=resolution).exists():
        raise Refused("The minutes that this resolution confirms have been signed, so it cannot change.", rule="R26")
