"""Finding a session, a witness or a request of a review by its address, and what the pages of acts have in common."""

from typing import Any

from django.db import models
from django.http import Http404

from committee.dates import long_date
from reviews.lookup import act_on, address_of, crumbs
from reviews.models import EvidenceSession, InformationRequest, Invitation, Question, Review, Witness


def find_session(review: Review, pk: int) -> EvidenceSession:
    """A session of the review; 404 for any other."""
    session = _first(review.sessions.filter(pk=pk))
    session.review = review
    return session


def find_witness(review: Review, pk: int) -> Witness:
    """A witness of the review; 404 for any other."""
    witness = _first(review.witnesses.select_related("person").filter(pk=pk))
    witness.review = review
    return witness


def find_invitation(review: Review, pk: int) -> Invitation:
    """An invitation to a session of the review; 404 for any other."""
    invitations = Invitation.objects.select_related("session", "witness__person")
    invitation = _first(invitations.filter(pk=pk, session__review=review))
    invitation.session.review = review
    return invitation


def find_question(review: Review, pk: int) -> Question:
    """A question for a session of the review; 404 for any other."""
    question = _first(Question.objects.select_related("session").filter(pk=pk, session__review=review))
    question.session.review = review
    return question


def find_request(review: Review, pk: int) -> InformationRequest:
    """A request for information of the review; 404 for any other."""
    information_request = _first(review.information_requests.filter(pk=pk))
    information_request.review = review
    return information_request


def about(review: Review, heading: str, session: EvidenceSession | None = None) -> dict[str, Any]:
    """What the page of an act is made with: it leads back to the session that it is about, else to all of them."""
    back = address_of(review, "sessions")
    trail = [*crumbs(review), ("Sessions", back)]
    if session:
        back = address_of(review, "session", session.pk)
        trail.append((f"{session}, {long_date(session.on)}", back))
    return act_on(review, heading, back, trail=trail)


def _first[Row: models.Model](rows: models.QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
