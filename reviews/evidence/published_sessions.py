"""What anybody may read of the evidence of a review, on its page and in its report: sessions, and who was heard."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from committee.wording.dates import full_date
from reviews.models import HEARD, Came, EvidenceSession, Invitation, Review, Witness
from reviews.prints.content import Node, bullets, paragraph


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
    """Return the sessions of a published review that are public on that day, and who sent evidence besides."""
    witnesses = Witness.objects.public()
    sessions = _with_heard(EvidenceSession.objects.public(on).filter(review=review), witness__in=witnesses)
    published = [
        PublishedSession(
            session.get_kind_display(), session.on, session.place if session.is_open else "", session.is_open,
            session.on > on, _heard(session) if session.on <= on else (),
        )
        for session in sessions
    ]  # fmt: skip
    return PublishedEvidence(published, _wrote(witnesses.filter(review=review)))


def participants_section(review: Review) -> list[Node]:
    """
    Witnesses heard at each session, and who sent evidence besides (R44).

    SECURITY: by post and body, as everybody reads them; by name only with consent.
    """
    made: list[Node] = []
    for session in _with_heard(review.sessions.all()):
        if heard := _heard(session):
            made += [paragraph(f"{session}, {full_date(session.on)}. Heard were:"), bullets(heard)]
    wrote = _wrote(review.witnesses.all())
    return [*made, paragraph("Evidence was also sent by:"), bullets(wrote)] if wrote else made


def _with_heard(sessions: QuerySet[EvidenceSession], **whom: Any) -> QuerySet[EvidenceSession]:
    came = Invitation.objects.filter(came__in=HEARD, **whom).select_related("witness__person")
    return sessions.order_by("on", "pk").prefetch_related(Prefetch("invitations", queryset=came))


def _heard(session: EvidenceSession) -> list[str]:
    return [
        f"{invited.witness.name_for_public}{' (by video)' if invited.came == Came.BY_VIDEO else ''}"
        for invited in session.invitations.all()
    ]


def _wrote(witnesses: QuerySet[Witness]) -> list[str]:
    sent = witnesses.filter(sent_evidence=True).select_related("person")
    return [witness.name_for_public for witness in sent]
