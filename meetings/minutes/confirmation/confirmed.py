"""Which resolution confirms some minutes, and its words."""

from django.db.models import Q, QuerySet

from committee.models import Person, SeatRole, User
from committee.wording.dates import full_date
from meetings.models import LimbKind, Meeting, Minutes, MinutesState, Resolution
from meetings.models.confirming import carried_by, quoted


def presided_at(resolution: Resolution) -> Person | None:
    """Return the person who presided when the meeting resolved it, and who signs (LGA 1972 Sch 12 para 41)."""
    return resolution.presided or resolution.minute.minutes.presiding


def to_sign(user: User) -> list[Minutes]:
    """Return the confirmed minutes to be signed by `user`, who presided at the confirming meeting."""
    if user.person_id is None:
        return []
    waiting = Resolution.objects.carried().filter(
        Q(presided=user.person_id) | Q(presided__isnull=True, minute__minutes__presiding=user.person_id),
        limbs__kind=LimbKind.CONFIRMED,
        minute__item__minutes_of__minutes__state=MinutesState.PUBLISHED,
    )
    meetings = waiting.values("minute__item__minutes_of")
    rows = Minutes.objects.filter(meeting__in=meetings).select_related("meeting__committee")
    return list(rows.order_by("meeting__date", "pk"))


def signatory_of(minutes: Minutes) -> int | None:
    """Return the id of the person who is to sign the confirmed minutes; None before they are confirmed."""
    resolution = carried_by(minutes)
    who = presided_at(resolution) if resolution else None
    return who.pk if who else None


def who_may_sign_later(minutes: Minutes, resolution: Resolution, bodies: set[int]) -> QuerySet[Minutes]:
    """
    Return minutes of later meetings of `bodies` whose presiding member may sign instead, the earliest first.

    For minutes whose presiding member at their confirmation cannot sign any more (LGA 1972 Sch 12 para 41: at the next
    suitable meeting).
    """
    meeting = resolution.minute.minutes.meeting
    later = Q(meeting__date=meeting.date, meeting__starts__gt=meeting.starts) | Q(meeting__date__gt=meeting.date)
    rows = Minutes.objects.filter(later, meeting__in=Meeting.objects.formal().begun(), meeting__committee__in=bodies)
    rows = rows.filter(presiding__isnull=False, meeting__cancelled_at__isnull=True)
    return rows.select_related("presiding", "meeting__committee").order_by("meeting__date", "meeting__starts")


def limb_text(minutes: Minutes, confirming: Minutes) -> str:
    """
    Return the resolution without "That" and stop: ... be confirmed and signed by the Chairman, subject to ....

    SECURITY: a correction of a withheld minute is named and not quoted, for the resolution is public.
    """
    meeting = minutes.meeting
    text = f"the minutes of the {meeting.committee.name} meeting held on {full_date(meeting.date)} be confirmed"
    text += f" and signed by {_signatory(confirming)}"
    corrections = []
    for entry in minutes.entries.prefetch_related("corrections").order_by("position", "pk"):
        for correction in entry.corrections.all():
            if entry.is_withheld or correction.is_removed:
                corrections.append(f"a correction of minute {entry.number}")
            else:
                corrections.append(quoted(correction))
    corrections = list(dict.fromkeys(corrections))
    if not corrections:
        return text
    return f"{text}, subject to {', '.join(corrections[:-1])}{' and ' if corrections[1:] else ''}{corrections[-1]}"


def _signatory(confirming: Minutes) -> str:
    """Return words for the signatory: the Chairman's role name, or "the person presiding"."""
    meeting = confirming.meeting
    seats = meeting.committee.seats.on(meeting.date).filter(role=SeatRole.CHAIRMAN, person=confirming.presiding_id)
    seat = seats.first()
    return f"the {seat.role_label}" if seat else "the person presiding"
