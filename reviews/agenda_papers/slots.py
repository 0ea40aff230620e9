"""What reviews have to say on pages of meetings: papers that are ready for an agenda."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from committee.slots import Piece
from meetings.models import Meeting
from reviews.agenda_papers import ready
from reviews.lookup import address_of


def offer_papers(meetings: Sequence[Meeting]) -> dict[int, Piece]:
    """Beside the agenda of a meeting to come: which papers of its committee's reviews are ready and on no agenda."""
    today = timezone.localdate()
    coming = [meeting for meeting in meetings if meeting.date >= today and not meeting.is_cancelled]
    offers = ready.offers(today, Q(committee__in=[meeting.committee_id for meeting in coming])) if coming else []
    pieces = {}
    for meeting in coming:
        links = [
            {
                "text": offer.label,
                "review": offer.parent.review.title,
                "address": address_of(offer.parent.review, "paper", offer.parent.pk, offer.purpose, meeting.slug),
            }
            for offer in offers
            if offer.parent.committee_id == meeting.committee_id
        ]
        if links:
            pieces[meeting.pk] = Piece("desk/reviews/_ready_for_agenda.html", {"links": links})
    return pieces
