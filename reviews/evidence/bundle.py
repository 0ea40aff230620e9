"""Access check, look-up and content of the pages on which panel members read their reviews."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import gate, is_cabinet_member
from committee.models import Person, User, Visitor, standing_of
from committee.slots import Piece
from reviews.answers.waiting import answers_of_portfolio, is_to_sign
from reviews.evidence.briefing import by_member
from reviews.models import EvidenceSession, Panellist, Question, Review, ReviewQuerySet


def sits_on_a_panel(user: Visitor, on: dt.date) -> bool:
    """Return whether `user` is on any review's panel that day, as councillor, co-optee or expert with a sign-in."""
    person = standing_of(user, on).person
    return person is not None and Panellist.objects.on(on).filter(person=person).exists()


def reviews_of(user: User, on: dt.date) -> ReviewQuerySet:
    """Return the reviews whose panel has `user` as a member on that day."""
    return Review.objects.readable_by(user, on).with_panellist(user, on)


panel_members = gate(sits_on_a_panel)


def find_my_review(user: User, slug: str, on: dt.date) -> Review:
    """Return a review with `user` on its panel that day, with data for its pages. Raises Http404 for other reviews."""
    return get_object_or_404(reviews_of(user, on).with_facts(), slug=slug)


def my_crumbs(review: Review | None = None) -> list[tuple[str, str]]:
    """Return the breadcrumbs of a page about the reader's reviews, or about `review`."""
    way = [("My reviews", reverse("members:reviews"))]
    return [*way, (review.title, reverse("members:review", args=[review.slug]))] if review else way


def bundled_sessions(review: Review, reader: Person | None, on: dt.date) -> list[dict[str, Any]]:
    """Return the sessions of a review by day, as data for a reader on its panel (see `_bundled`)."""
    return [_bundled(session, reader, on) for session in review.sessions.order_by("on", "pk")]


def _bundled(session: EvidenceSession, reader: Person | None, on: dt.date) -> dict[str, Any]:
    """Return a session with its invitations, the reader's own questions, and other members' questions by member."""
    mine: list[Question] = []
    others: list[tuple[str, list[Question]]] = []
    for panellist, questions in by_member(session):
        if panellist is not None and reader is not None and panellist.person_id == reader.pk:
            mine += questions
        else:
            others.append((str(panellist.person) if panellist else "No one yet", questions))
    invited = session.invitations.select_related("witness__person")
    return {
        "session": session,
        "witnesses": [invitation.witness.named for invitation in invited],
        "mine": mine,
        "others": others,
        "is_to_come": session.on >= on,
    }


def of_panels(rows: Sequence[User]) -> dict[int, Piece]:
    """Return, by user id, links to the reviews of panel members and to answers that wait for their sign-off."""
    today = timezone.localdate()
    pieces = {}
    for user in rows:
        theirs = list(reviews_of(user, today))
        of_portfolio = answers_of_portfolio(user, today) if is_cabinet_member(user, today) else []
        to_sign = [waiting for waiting in of_portfolio if is_to_sign(waiting)]
        if theirs or to_sign:
            pieces[user.pk] = Piece("members/reviews/reviews.html#on_front", {"reviews": theirs, "to_sign": to_sign})
    return pieces
