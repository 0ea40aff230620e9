"""Verbs of evidence sessions, of the questions agreed for them, and of a panel's own requests for information."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, save, set_changed
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import long_date
from reviews import leak_check
from reviews.locking import hold, hold_review, lines_of, move_up
from reviews.models import HEARD, EvidenceSession, InformationRequest, Question, Review

SESSION_CHANGES = {"kind", "on", "place", "is_open"}


@verb(may=plans_scrutiny)
def add_session(review: Review, *, by: User, **fields: Any) -> EvidenceSession:
    """
    Plan an evidence session, or record a session that has taken place. `fields` are fields of EvidenceSession.

    Raises Refused where the day is before the review was proposed, an open session has no place, or the place reveals
    something withheld (R16).
    """
    session = EvidenceSession(review=hold_review(review), **fields)
    _keep_session(session)
    facts = {"on": session.on.isoformat(), "kind": session.get_kind_display()}
    audit.record(by, "planned an evidence session of", session.review, **facts)
    return session


@verb(may=plans_scrutiny)
def edit_session(session: EvidenceSession, *, by: User, **changes: Any) -> EvidenceSession:
    """Change day, place or kind of a session, or whether the public may come. Raises Refused as `add_session` does."""
    locked = hold(session, "that session")
    if changed := set_changed(locked, changes, allowed=SESSION_CHANGES):
        _keep_session(locked)
        facts: dict[str, Any] = {"changed": sorted(changed), "on": locked.on.isoformat()}
        audit.record(by, "changed an evidence session of", locked.review, **facts)
    return locked


@verb(may=plans_scrutiny)
def remove_session(session: EvidenceSession, *, by: User) -> None:
    """Remove a session with its invitations and questions. Raises Refused where a witness was heard."""
    locked = hold(session, "that session")
    if locked.invitations.filter(came__in=HEARD).exists():
        raise Refused("Someone was heard at this session, so it stays on the review’s record.")
    locked.invitations.all().delete()
    locked.questions.all().delete()
    locked.delete()
    audit.record(by, "removed an evidence session from", locked.review, on=locked.on.isoformat())


def _keep_session(session: EvidenceSession) -> None:
    proposed = session.review.proposed_on
    if session.on < proposed:
        raise Refused(f"The review was proposed on {long_date(proposed)}: no evidence was gathered for it before.")
    session.place = " ".join(session.place.split())
    leak_check.refuse_telling_in(session.review, [("the place", [session.place])])
    save(session)


QUESTION_CHANGES = {"text", "asked_by", "witness"}
MOST = 100


@verb(may=plans_scrutiny)
def add_questions(session: EvidenceSession, *, text: str, by: User, **whose: Any) -> list[Question]:
    """
    Add questions to a session, one for each line of `text`, after the session's present questions.

    `whose` are the fields `asked_by` and `witness`. Raises Refused where there is no line, the session would have more
    than a hundred questions, or `asked_by` or `witness` belongs to another review.
    """
    locked = hold(session, "that session")
    lines, last = lines_of(text), locked.questions.last()
    if not lines:
        raise Refused("Enter at least one question.")
    if locked.questions.count() + len(lines) > MOST:
        raise Refused(f"A session can have at most {MOST} questions.")
    places = enumerate(lines, last.position + 1 if last else 1)
    questions = [Question(session=locked, text=line, position=place, **whose) for place, line in places]
    for question in questions:
        _keep_question(question)
    facts: dict[str, Any] = {"session": locked.on.isoformat(), "questions": len(questions)}
    audit.record(by, "entered questions for a session of", locked.review, **facts)
    return questions


@verb(may=plans_scrutiny)
def edit_question(question: Question, *, by: User, **changes: Any) -> Question:
    """Change a question, its asker or its witness. Raises Refused as `add_questions` does."""
    locked = hold(question, "that question")
    if "text" in changes:
        changes["text"] = " ".join(changes["text"].split())
    if changed := set_changed(locked, changes, allowed=QUESTION_CHANGES):
        _keep_question(locked)
        audit.record(by, "changed a question for a session of", locked.session.review, changed=sorted(changed))
    return locked


@verb(may=plans_scrutiny)
def remove_question(question: Question, *, by: User) -> None:
    """Remove a question from a session. Raises Refused where the question is removed already."""
    locked = hold(question, "that question")
    locked.delete()
    audit.record(by, "removed a question for a session of", locked.session.review)


@verb(may=plans_scrutiny)
def move_question_up(question: Question, *, by: User) -> Question:
    """Move a question before the question above it. Raises Refused for the first question."""
    locked = hold(question, "that question")
    move_up(locked, locked.session.questions.filter(position__lt=locked.position).last(), "question")
    audit.record(by, "moved a question for a session of", locked.session.review)
    return locked


def _keep_question(question: Question) -> None:
    review = question.session.review_id
    if question.asked_by and question.asked_by.review_id != review:
        raise Refused("Choose a member of the review’s panel.")
    if question.witness and question.witness.review_id != review:
        raise Refused("Choose from the witnesses of this review.")
    save(question)


REQUEST_CHANGES = {"what", "of_whom", "asked_on", "wanted_by", "answered_on", "answer", "document_request"}


@verb(may=plans_scrutiny, points_to=["document_request"])
def ask_for_information(
    review: Review, *, asked_on: dt.date, proof: str = "", at: dt.datetime, by: User, **fields: Any
) -> InformationRequest:
    """
    Record the panel's request for information, with its due day. `fields` are fields of InformationRequest.

    `document_request` is a member's request to the executive for the same document. The due day of that request then
    counts (R46).

    Raises Refused where

    - the linked request is of another committee;
    - the due day is before the day of the request;
    - the day of the request is in the future, or is not today and has no `proof`.
    """
    proof = proven(proof, asked_on, at)
    request = InformationRequest(review=hold_review(review), asked_on=asked_on, **fields)
    _keep_request(request, at)
    facts = {"asked_on": asked_on.isoformat(), "what": request.what[:200], "proof": proof}
    audit.record(by, "asked for information for", request.review, **facts)
    return request


@verb(may=plans_scrutiny, points_to=["document_request"])
def edit_information_request(
    request: InformationRequest, *, proof: str = "", at: dt.datetime, by: User, **changes: Any
) -> InformationRequest:
    """
    Record the answer to a request for information, or correct the request.

    Raises Refused as `ask_for_information` does, or where the day of the answer is in the future or before the request.
    """
    locked = hold(request, "that request")
    if changed := set_changed(locked, changes, allowed=REQUEST_CHANGES):
        shown = proven(proof, locked.asked_on, at) if "asked_on" in changed else proof
        _keep_request(locked, at)
        facts: dict[str, Any] = {"changed": sorted(changed), "what": locked.what[:200], "proof": shown}
        audit.record(by, "changed a request for information for", locked.review, **facts)
    return locked


@verb(may=plans_scrutiny)
def remove_information_request(request: InformationRequest, *, by: User) -> None:
    """Remove a request that was recorded by mistake. Raises Refused once the request is answered."""
    locked = hold(request, "that request")
    if locked.came_on:
        raise Refused("That request has been answered, so it stays on the review’s record.")
    locked.delete()
    audit.record(by, "removed a request for information from", locked.review, what=locked.what[:200])


def _keep_request(request: InformationRequest, at: dt.datetime) -> None:
    if request.answered_on and request.answered_on > day_of(at):
        raise Refused("That date is in the future: record the answer once it has been received.")
    if request.wanted_by and request.wanted_by < request.asked_on:
        raise Refused("It is needed before it was requested. Check the two dates.")
    linked = request.document_request
    if linked and not request.review.parents.filter(committee=linked.committee_id).exists():
        raise Refused("That request for a document is of a committee outside this review.")
    save(request)
