"""What anybody may read of the evidence of a review, on its page and in its report: sessions, and who was heard."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

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
    came = Invitation.objects.filter(came__in=HEARD, witness__in=witnesses).select_related("witness__person")
    sessions = EvidenceSession.objects.public(on).filter(review=review)
    sessions = sessions.order_by("on", "pk").prefetch_related(Prefetch("invitations", queryset=came))
    wrote = witnesses.filter(review=review, sent_evidence=True).select_related("person")
    return PublishedEvidence(
        [_published(session, on) for session in sessions], [witness.name_for_public for witness in wrote]
    )


def _published(session: EvidenceSession, on: dt.date) -> PublishedSession:
    heard = [
        f"{invited.witness.name_for_public} (by video)" if invited.came == Came.BY_VIDEO
        else invited.witness.name_for_public
        for invited in session.invitations.all()
    ]  # fmt: skip
    return PublishedSession(
        session.get_kind_display(), session.on, session.place if session.is_open else "", session.is_open,
        session.on > on, heard if session.on <= on else (),
    )  # fmt: skip


def participants_section(review: Review) -> list[Node]:
    """
    Witnesses heard at each session, and who sent evidence besides (R44).

    SECURITY: by post and body, as everybody reads them; by name only with consent.
    """
    came = Invitation.objects.filter(came__in=HEARD).select_related("witness__person")
    made: list[Node] = []
    for session in review.sessions.order_by("on", "pk").prefetch_related(Prefetch("invitations", queryset=came)):
        heard = [_called(invitation) for invitation in session.invitations.all()]
        if heard:
            made += [paragraph(f"{session}, {full_date(session.on)}. Heard were:"), bullets(heard)]
    wrote = [
        witness.name_for_public for witness in review.witnesses.filter(sent_evidence=True).select_related("person")
    ]
    return [*made, paragraph("Evidence was also sent by:"), bullets(wrote)] if wrote else made


def _called(invitation: Invitation) -> str:
    return f"{invitation.witness.name_for_public}{' (by video)' if invitation.came == Came.BY_VIDEO else ''}"
