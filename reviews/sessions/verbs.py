"""Verbs of evidence sessions: plan one, change what is said of it, take off one that was not held."""

import datetime as dt
from typing import Any

from committee import audit
from committee.dates import long_date
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import save
from committee.verbs import verb
from reviews import leak_check
from reviews.locking import hold_review
from reviews.models import HEARD, EvidenceSession, Review, SessionKind
from reviews.sessions.holding import hold, put

CHANGES = {"kind", "on", "place", "is_open"}


@verb(may=plans_scrutiny)
def add_session(
    review: Review,
    *,
    on: dt.date,
    kind: str = SessionKind.SESSION,
    place: str = "",
    is_open: bool = False,
    by: User,
) -> EvidenceSession:
    """
    Plan a day on which the panel gathers evidence, or record one that was held.

    Raises Refused for a day before the review was proposed, for an open session without a place, and where the place
    would tell anybody what is withheld (R16).
    """
    held = hold_review(review)
    session = EvidenceSession(review=held, on=on, kind=kind, place=place, is_open=is_open)
    _keep(session)
    audit.record(by, "planned an evidence session of", held, on=on.isoformat(), kind=session.get_kind_display())
    return session


@verb(may=plans_scrutiny)
def edit_session(session: EvidenceSession, *, by: User, **changes: Any) -> EvidenceSession:
    """Change day, place or kind of a session, or whether the public may come. Raises Refused as `add_session` does."""
    review, held = hold(session, session.review, "session")
    held.review = review
    if changed := put(held, changes, CHANGES):
        _keep(held)
        audit.record(by, "changed an evidence session of", review, changed=sorted(changed), on=held.on.isoformat())
    return held


@verb(may=plans_scrutiny)
def remove_session(session: EvidenceSession, *, by: User) -> None:
    """Take off a session that is not held, with its invitations and questions. Refused where somebody was heard."""
    review, held = hold(session, session.review, "session")
    if held.invitations.filter(came__in=HEARD).exists():
        raise Refused("Someone was heard at this session, so it stays on the review’s record.")
    held.invitations.all().delete()
    held.questions.all().delete()
    on = held.on
    held.delete()
    audit.record(by, "removed an evidence session from", review, on=on.isoformat())


def _keep(session: EvidenceSession) -> None:
    proposed = session.review.proposed_on
    if session.on < proposed:
        raise Refused(f"The review was proposed on {long_date(proposed)}: no evidence was gathered for it before.")
    session.place = " ".join(session.place.split())
    leak_check.refuse_telling_in(session.review, [("the place", [session.place])])
    save(session)
