"""What anybody may read of the evidence of a review: its sessions, and who was heard, by post and body."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from reviews.models import HEARD, Came, EvidenceSession, Invitation, Review, Witness


@dataclass(frozen=True, slots=True)
class PublishedSession:
    """One session: `place` is "" where the public may not come; `heard` are witnesses as anybody may call them."""

    kind: str
    on: dt.date
    place: str
    is_open: bool
    is_to_come: bool
    heard: Sequence[str]


@dataclass(frozen=True, slots=True)
class PublishedEvidence:
    """The sessions in order, and who sent evidence without being heard."""

    sessions: Sequence[PublishedSession]
    wrote: Sequence[str]


NOBODY_HEARD = PublishedEvidence((), ())


def published_evidence(review: Review, on: dt.date) -> PublishedEvidence:
    """The sessions of a published review that anybody may read of on that day, and who sent evidence besides."""
    told = Witness.objects.public()
    came = Invitation.objects.filter(came__in=HEARD, witness__in=told).select_related("witness__person")
    sessions = EvidenceSession.objects.public(on).filter(review=review)
    sessions = sessions.order_by("on", "pk").prefetch_related(Prefetch("invitations", queryset=came))
    wrote = told.filter(review=review, sent_evidence=True).select_related("person")
    return PublishedEvidence(
        [_told(session, on) for session in sessions], [witness.name_for_public for witness in wrote]
    )


def _told(session: EvidenceSession, on: dt.date) -> PublishedSession:
    heard = [
        f"{invited.witness.name_for_public} (by video)" if invited.came == Came.BY_VIDEO
        else invited.witness.name_for_public
        for invited in session.invitations.all()
    ]  # fmt: skip
    return PublishedSession(
        session.get_kind_display(), session.on, session.place if session.is_open else "", session.is_open,
        session.on > on, heard if session.on <= on else (),
    )  # fmt: skip
