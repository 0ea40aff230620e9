"""Referrals to a body, as its agenda builder lists them."""

from meetings.models import Meeting, Referral
from meetings.referrals.verbs import source_of


def waiting_for(meeting: Meeting) -> dict[str, list[tuple[Referral, str]]]:
    """Return the referrals to the meeting's body, each with its source, under the keys "waiting" and "declined"."""
    rows = Referral.objects.with_source().filter(committee=meeting.committee_id, item=None)
    described = [(row, source_of(row)) for row in rows]
    return {
        "waiting": [(row, source) for row, source in described if row.declined_at is None],
        "declined": [(row, source) for row, source in described if row.declined_at is not None],
    }
