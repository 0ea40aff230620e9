"""Rules on convening a meeting: moves after publication, shorter notice, the annual meeting (R02, R05, R54, R55)."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q

from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.law import clear_days
from committee.models import LegalKind, Venue
from committee.wording.dates import clock_time, long_date
from meetings import notice_period
from meetings.agendas.private_business import PrivateBusiness
from meetings.models import Confirmation, Declaration, Meeting, MeetingMove, Minutes, Presence, Resolution

# Functions that other apps register. Each returns whether the app has a record that only the given meeting can prove.
PROVES: list[Callable[[Meeting], bool]] = []


def left(move: MeetingMove, venue: Venue | None) -> str:
    """Return in words the former date, time and place, where changed: "Thursday 21 April 2022, 10:00, Oak Room"."""
    was = [
        (move.old_date != move.new_date, long_date(move.old_date)),
        (move.old_starts != move.new_starts, clock_time(move.old_starts)),
        (move.old_venue is not None and move.old_venue != venue, str(move.old_venue)),
    ]
    return ", ".join(words for changed, words in was if changed) or "a place that was to be confirmed"


def notice_anew(meeting: Meeting, move: MeetingMove, today: dt.date, reason: str) -> str:
    """
    Return the sentence that the notice of a late move adds; "" where clear days can be given (s.100A(6)(a)).

    A late move to another day is saved as a call at shorter notice. Raises Refused where the law forbids the move.
    """
    deadline = notice_period.deadline(meeting)
    if deadline is None or today < deadline.first_unlawful_day:
        return ""
    if notice_period.legal_kind(meeting) is LegalKind.COUNCIL:
        raise Refused(
            f"The Council must be summoned {deadline.required} clear days before it meets, to that time and place: "
            "choose a later day.",
            rule="R05",
        )
    if move.old_date != move.new_date:
        # R02: convened anew at shorter notice; notice, agenda and reports are open from this moment (s.100B(3)(a)).
        refuse_known(meeting, deadline)
        meeting.called_on, meeting.shorter_notice_reason = today, f"Re-arranged: {reason}"[:500]
        save(meeting)
        return "The meeting is now convened at shorter notice."
    return _late_change(meeting, move, deadline, today)


def _late_change(meeting: Meeting, move: MeetingMove, deadline: notice_period.Deadline, today: dt.date) -> str:
    """
    Return the sentence that a notice adds where a new time or place is announced late (LGA 1972 s.100A(6)(a)).

    Return "" for a meeting that was called today. A new time or place is no call at shorter notice, because the meeting
    was known for that day. Raises Refused where the meeting starts earlier, because people who rely on the first notice
    would come too late.
    """
    if meeting.called_on == today:
        return ""
    if move.new_starts < move.old_starts:
        raise Refused(
            f"The meeting cannot be brought forward: {deadline.required} clear days’ notice of the new "
            "time can no longer be given (LGA 1972 s.100A(6)). Choose a later time or another day.",
            rule="R06" if notice_period.legal_kind(meeting) is LegalKind.EXECUTIVE else "R01",
        )
    clear = len(clear_days.clear_days(today, meeting.date, deadline.days))
    days_before = f"{clear} clear day{'' if clear == 1 else 's'} before the meeting"
    return f"This notice is given {days_before}, where {deadline.required} are needed."


def refuse_annual(meeting: Meeting, day: dt.date) -> None:
    """Raise Refused unless `meeting` can be the Council’s one annual meeting of the year (R05; LGA 1972 Sch 12)."""
    if meeting.committee.kind != LegalKind.COUNCIL:
        raise Refused("Only the Council has an annual meeting (LGA 1972 Sch 12 para 1).", rule="R05")
    if not 3 <= day.month <= 6:
        raise Refused(
            "The annual meeting is held in March, April or May or, in a year of elections, within 21 days after the "
            "old councillors retire (LGA 1972 Sch 12 para 1).",
            rule="R05",
        )
    others = Meeting.objects.formal().filter(committee=meeting.committee_id, annual=True, date__year=day.year)
    if other := others.exclude(pk=meeting.pk).first():
        raise Refused(
            f"The annual meeting of {day.year} is that of {long_date(other.date)}: there is one in each year "
            "(LGA 1972 Sch 12 para 1).",
            rule="R05",
        )


def refuse_proof(meeting: Meeting, what: str) -> None:
    """Raise Refused where a record exists that only this meeting can prove; `what` is as in `refuse_held`."""
    if any(proves(meeting) for proves in PROVES):
        raise Refused(
            f"A decision of the committee on a review is recorded of this meeting, so it cannot be {what}. Withdraw "
            "the decision first, and record it with another proof."
        )


def refuse_informal(meeting: Meeting) -> None:
    """Raise Refused where the meeting is minuted as a formal meeting (R26), or a record needs a formal meeting."""
    if Minutes.objects.filter(meeting=meeting).exists():
        raise Refused("The meeting is minuted as a formal meeting, so it was not an informal session.", rule="R26")
    refuse_proof(meeting, "made an informal session")


def refuse_held(meeting: Meeting, what: str) -> None:
    """
    Raise Refused where the meeting has met or is under way: its day and its record then cannot change (R25, R26).

    `what` completes the sentence "the meeting cannot be ...": for example "cancelled".
    """
    refuse_proof(meeting, what)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        return
    if minutes.ended_at:
        raise Refused(f"The meeting has been held and minuted, so it cannot be {what}.", rule="R26")
    if only_begun(minutes):
        raise Refused(
            f"The meeting has begun, so it cannot be {what}. If the start was recorded by mistake, undo "
            "the start in its minutes first. If it has begun, record its end there.",
            rule="R26",
        )
    if minutes.began_at or done_in(minutes):
        raise Refused(
            f"The meeting has begun, so it cannot be {what}. Record its end in the minutes. Items not "
            "reached go to another meeting.",
            rule="R26",
        )
    if Presence.objects.filter(attendee__minutes=minutes).exists():
        raise Refused(
            f"Someone is recorded as present, so the meeting cannot be {what}. If that is wrong, remove "
            "their attendance first.",
            rule="R25",
        )


def done_in(minutes: Minutes) -> bool:
    """Return whether any act is recorded in the meeting: an item, an interest, a motion, a confirmation."""
    return (
        minutes.entries.filter(Q(opened_at__isnull=False) | Q(taken=True)).exists()
        or Declaration.objects.filter(minutes=minutes).exists()
        or Resolution.objects.filter(minute__minutes=minutes).exists()
        or Confirmation.objects.filter(Q(confirmed_in=minutes.meeting_id) | Q(signed_in=minutes.meeting_id)).exists()
    )


def only_begun(minutes: Minutes) -> bool:
    """Return whether the meeting began and no act is recorded in it, so that its beginning may be a mistake."""
    return minutes.began_at is not None and minutes.ended_at is None and not done_in(minutes)


def refuse_private(meeting: Meeting, day: dt.date, *, told_on: dt.date) -> None:
    """
    R58: raise Refused where the executive's meeting would move to a day on which an item may not be taken in private.

    The items are those of the meeting's published notices of private business. `told_on` is the day of the move, on
    which the notices announce the move (reg 5). Call this before the move.
    """
    business = PrivateBusiness.of(meeting)
    if business is None:
        return
    for notice in meeting.private_notices.standing().public().select_related("item"):
        gone = notice.item is not None and notice.item.is_withdrawn
        if not gone and (finding := business.why_not_moved(notice, day, told_on)):
            what = f"Item {notice.item.number}" if notice.item else f"“{notice.matter}”"
            raise Refused(
                f"It cannot be moved to {long_date(day)}. {what}: {finding.text} Or withdraw that item with its "
                "notice, and move the meeting then.",
                rule=finding.rule,
            )


def refuse_known(meeting: Meeting, deadline: notice_period.Deadline) -> None:
    """
    R02: raise Refused where the meeting was known in time, and so is not called at shorter notice.

    A meeting was known in time:
    - where the calendar had this meeting, or another meeting of the body on that day, in time to give the clear days
    - where the meeting replaces a meeting whose day was given up too late
    """
    since, instead_of = notice_period.known(meeting)
    if since >= deadline.first_unlawful_day:
        return
    if instead_of:
        raise Refused(
            f"A meeting of the {meeting.committee} has been in the calendar since {long_date(since)}, for "
            f"{long_date(instead_of)}, and this one takes its place. The day was given up on or after the last day to "
            "publish its agenda, so this meeting was not called at shorter notice. Choose a day for which there is "
            "still time to give notice.",
            rule="R02",
        )
    raise Refused(
        f"A meeting of the {meeting.committee} has been in the calendar for that day since {long_date(since)}, "
        "when there was time to give notice of it, so it was not called at shorter notice. A late "
        "agenda, a cancellation or a move does not change that.",
        rule="R02",
    )
