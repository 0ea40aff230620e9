"""Lookups on the confirmation of minutes: the confirming resolution, corrections in words, and who presided."""

from meetings.models import Correction, LimbKind, Minutes, Resolution, Result


def carried_by(minutes: Minutes) -> Resolution | None:
    """Return the carried resolution that confirmed the minutes, with minute, meeting and presiding person; or None."""
    rows = Resolution.objects.filter(
        result=Result.CARRIED,
        amends__isnull=True,
        limbs__kind=LimbKind.CONFIRMED,
        minute__item__minutes_of=minutes.meeting_id,
    )
    return rows.select_related("presided", "minute__item", "minute__minutes__meeting__committee").select_related(
        "minute__minutes__presiding"
    ).distinct().first()  # fmt: skip


def quoted(row: Correction) -> str:
    """Return a correction in words for the confirming resolution. Call it only for a minute open to everybody."""
    return f"“{row.old_words}” in minute {row.minute.number} being corrected to “{row.new_words}”"


def presided_by(minutes: Minutes | None) -> set[int]:
    """Return the ids of the people who presided by the minutes, if any, for most of the meeting or at a decision."""
    decided = Resolution.objects.filter(minute__minutes=minutes, presided__isnull=False)
    now = {minutes.presiding_id} if minutes and minutes.presiding_id else set()
    return now | set(decided.values_list("presided", flat=True))
