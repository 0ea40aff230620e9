"""Verbs of a panel's own requests for information, linked where a member asks for a document in their right (R46)."""

import datetime as dt
from typing import Any

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, proven, save
from committee.verbs import verb
from reviews.locking import hold_review
from reviews.models import InformationRequest, Review
from reviews.sessions.holding import hold, put
from workprogramme.models import DocumentRequest

CHANGES = {"what", "of_whom", "asked_on", "wanted_by", "answered_on", "answer", "document_request"}


@verb(may=plans_scrutiny)
def ask_for_information(
    review: Review,
    *,
    what: str,
    of_whom: str,
    asked_on: dt.date,
    wanted_by: dt.date | None = None,
    document_request: DocumentRequest | None = None,
    proof: str = "",
    at: dt.datetime,
    by: User,
) -> InformationRequest:
    """
    Record that the panel asked somebody for information, and by when it wants it.

    `document_request` is a member's own request for a document of the executive, whose clock then counts (R46). Raises
    Refused for one of another committee, for a day by which it is wanted that is before it was asked, and for a day of
    asking that is to come, or is not today's and has no `proof`.
    """
    if asked_on > day_of(at):
        raise Refused("That date is in the future: record the request once it has been made.")
    proof = proven(proof, asked_on, at)
    held = hold_review(review)
    request = InformationRequest(
        review=held, what=what, of_whom=of_whom, asked_on=asked_on, wanted_by=wanted_by,
        document_request=document_request,
    )  # fmt: skip
    _keep(request)
    audit.record(
        by, "asked for information for", held, asked_on=asked_on.isoformat(), what=request.what[:200], proof=proof
    )
    return request


@verb(may=plans_scrutiny)
def edit_information_request(
    request: InformationRequest, *, proof: str = "", at: dt.datetime, by: User, **changes: Any
) -> InformationRequest:
    """
    Record what came of a request for information, or put right what was asked.

    Raises Refused as `ask_for_information` does, and for an answer on a day to come or before it was asked for.
    """
    review, held = hold(request, request.review, "request")
    held.review = review
    if changed := put(held, changes, CHANGES):
        if held.answered_on and held.answered_on > day_of(at):
            raise Refused("That date is in the future: record the answer once it has been received.")
        shown = proven(proof, held.asked_on, at) if "asked_on" in changed else proof
        _keep(held)
        audit.record(
            by, "changed a request for information for", review, changed=sorted(changed), what=held.what[:200],
            proof=shown,
        )  # fmt: skip
    return held


@verb(may=plans_scrutiny)
def remove_information_request(request: InformationRequest, *, by: User) -> None:
    """Take off a request that was recorded by mistake. Refused once it is answered."""
    review, held = hold(request, request.review, "request")
    if held.came_on:
        raise Refused("That request has been answered, so it stays on the review’s record.")
    what = held.what[:200]
    held.delete()
    audit.record(by, "removed a request for information from", review, what=what)


def _keep(request: InformationRequest) -> None:
    if request.wanted_by and request.wanted_by < request.asked_on:
        raise Refused("It is needed before it was requested. Check the two dates.")
    linked = request.document_request
    if linked and not request.review.parents.filter(committee=linked.committee_id).exists():
        raise Refused("That request for a document is of a committee outside this review.")
    save(request)
