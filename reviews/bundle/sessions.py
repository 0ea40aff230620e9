"""The sessions of a review as somebody on its panel reads them: what they ask themselves, and what others ask."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from committee.models import Person
from reviews.models import EvidenceSession, Question, Review
from reviews.sessions.briefing import by_member


@dataclass(frozen=True, slots=True)
class BundledSession:
    """A session, those invited to it, the reader's own questions, and the others' by who asks them."""

    session: EvidenceSession
    witnesses: Sequence[str]
    mine: Sequence[Question]
    others: Sequence[tuple[str, Sequence[Question]]]
    is_to_come: bool


def bundled_sessions(review: Review, reader: Person | None, on: dt.date) -> list[BundledSession]:
    """Return the sessions of a review in their order, for a reader on its panel."""
    return [_bundled(session, reader, on) for session in review.sessions.order_by("on", "pk")]


def _bundled(session: EvidenceSession, reader: Person | None, on: dt.date) -> BundledSession:
    mine: list[Question] = []
    others: list[tuple[str, Sequence[Question]]] = []
    for group in by_member(session):
        if group.panellist is not None and reader is not None and group.panellist.person_id == reader.pk:
            mine += group.questions
        else:
            others.append((str(group.panellist.person) if group.panellist else "No one yet", group.questions))
    invited = session.invitations.select_related("witness__person")
    return BundledSession(session, [invitation.witness.named for invitation in invited], mine, others, session.on >= on)
