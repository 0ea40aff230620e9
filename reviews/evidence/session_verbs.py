"""Verbs of evidence sessions, of the questions agreed for them, and of what a panel asks for on its own account."""

import datetime as dt
from typing import Any

from django.db import models

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, proven, save
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import long_date
from committee.wording.unprintable import printable
from reviews import leak_check
from reviews.locking import hold_review, put, still_there
from reviews.models import HEARD, EvidenceSession, InformationRequest, Panellist, Question, Review, SessionKind, Witness
from workprogramme.models import DocumentRequest


def hold[Row: models.Model](row: Row, review: Review, called: str) -> tuple[Review, Row]:
    """Lock a review; return it and a row of it as it is now. Raises Refused where somebody has removed the row."""
    locked = hold_review(review)
    gone = f"Someone has removed that {called}."
    return locked, still_there(type(row)._default_manager, row, gone)


SESSION_CHANGES = {"kind", "on", "place", "is_open"}


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
    locked = hold_review(review)
    session = EvidenceSession(review=locked, on=on, kind=kind, place=place, is_open=is_open)
    _keep_session(session)
    audit.record(by, "planned an evidence session of", locked, on=on.isoformat(), kind=session.get_kind_display())
    return session


@verb(may=plans_scrutiny)
def edit_session(session: EvidenceSession, *, by: User, **changes: Any) -> EvidenceSession:
    """Change day, place or kind of a session, or whether the public may come. Raises Refused as `add_session` does."""
    review, locked = hold(session, session.review, "session")
    locked.review = review
    if changed := put(locked, changes, SESSION_CHANGES):
        _keep_session(locked)
        audit.record(by, "changed an evidence session of", review, changed=sorted(changed), on=locked.on.isoformat())
    return locked


@verb(may=plans_scrutiny)
def remove_session(session: EvidenceSession, *, by: User) -> None:
    """Take off a session that is not held, with its invitations and questions. Refused where somebody was heard."""
    review, locked = hold(session, session.review, "session")
    if locked.invitations.filter(came__in=HEARD).exists():
        raise Refused("Someone was heard at this session, so it stays on the review’s record.")
    locked.invitations.all().delete()
    locked.questions.all().delete()
    on = locked.on
    locked.delete()
    audit.record(by, "removed an evidence session from", review, on=on.isoformat())


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
def add_questions(
    session: EvidenceSession,
    *,
    text: str,
    asked_by: Panellist | None = None,
    witness: Witness | None = None,
    by: User,
) -> list[Question]:
    """
    Enter questions for a session, a line of `text` each, after those that are there.

    Raises Refused without a line, for more than a hundred in all, and for somebody who is not on the panel, or no
    witness, of this review.
    """
    review, locked = hold(session, session.review, "session")
    lines = [" ".join(line.split()) for line in printable(text).splitlines() if line.strip()]
    if not lines:
        raise Refused("Enter at least one question.")
    if locked.questions.count() + len(lines) > MOST:
        raise Refused(f"A session can have at most {MOST} questions.")
    last = locked.questions.last()
    first = last.position + 1 if last else 1
    questions = [
        Question(session=locked, text=line, asked_by=asked_by, witness=witness, position=place)
        for place, line in enumerate(lines, first)
    ]
    for question in questions:
        _keep_question(question, review)
    audit.record(
        by, "entered questions for a session of", review, session=locked.on.isoformat(), questions=len(questions)
    )
    return questions


@verb(may=plans_scrutiny)
def edit_question(question: Question, *, by: User, **changes: Any) -> Question:
    """Change the words of a question, who asks it, or of whom. Raises Refused as `add_questions` does."""
    review, locked = hold(question, question.session.review, "question")
    if "text" in changes:
        changes["text"] = " ".join(changes["text"].split())
    if changed := put(locked, changes, QUESTION_CHANGES):
        _keep_question(locked, review)
        audit.record(by, "changed a question for a session of", review, changed=sorted(changed))
    return locked


@verb(may=plans_scrutiny)
def remove_question(question: Question, *, by: User) -> None:
    """Take a question off a session. Raises Refused where that was done already."""
    review, locked = hold(question, question.session.review, "question")
    locked.delete()
    audit.record(by, "removed a question for a session of", review)


@verb(may=plans_scrutiny)
def move_question_up(question: Question, *, by: User) -> Question:
    """Let a question be asked before the one above it. Raises Refused at the top."""
    review, locked = hold(question, question.session.review, "question")
    above = locked.session.questions.filter(position__lt=locked.position).last()
    if above is None:
        raise Refused("That question is already the first.")
    above.position, locked.position = locked.position, above.position
    save(above)
    save(locked)
    audit.record(by, "moved a question for a session of", review)
    return locked


def _keep_question(question: Question, review: Review) -> None:
    if question.asked_by and question.asked_by.review_id != review.pk:
        raise Refused("Choose a member of the review’s panel.")
    if question.witness and question.witness.review_id != review.pk:
        raise Refused("Choose from the witnesses of this review.")
    save(question)


REQUEST_CHANGES = {"what", "of_whom", "asked_on", "wanted_by", "answered_on", "answer", "document_request"}


@verb(may=plans_scrutiny, points_to=["document_request"])
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
    proof = proven(proof, asked_on, at)
    locked = hold_review(review)
    request = InformationRequest(
        review=locked, what=what, of_whom=of_whom, asked_on=asked_on, wanted_by=wanted_by,
        document_request=document_request,
    )  # fmt: skip
    _keep_request(request)
    audit.record(
        by, "asked for information for", locked, asked_on=asked_on.isoformat(), what=request.what[:200], proof=proof
    )
    return request


@verb(may=plans_scrutiny, points_to=["document_request"])
def edit_information_request(
    request: InformationRequest, *, proof: str = "", at: dt.datetime, by: User, **changes: Any
) -> InformationRequest:
    """
    Record what came of a request for information, or put right what was asked.

    Raises Refused as `ask_for_information` does, and for an answer on a day to come or before it was asked for.
    """
    review, locked = hold(request, request.review, "request")
    locked.review = review
    if changed := put(locked, changes, REQUEST_CHANGES):
        if locked.answered_on and locked.answered_on > day_of(at):
            raise Refused("That date is in the future: record the answer once it has been received.")
        shown = proven(proof, locked.asked_on, at) if "asked_on" in changed else proof
        _keep_request(locked)
        audit.record(
            by, "changed a request for information for", review, changed=sorted(changed), what=locked.what[:200],
            proof=shown,
        )  # fmt: skip
    return locked


@verb(may=plans_scrutiny)
def remove_information_request(request: InformationRequest, *, by: User) -> None:
    """Take off a request that was recorded by mistake. Refused once it is answered."""
    review, locked = hold(request, request.review, "request")
    if locked.came_on:
        raise Refused("That request has been answered, so it stays on the review’s record.")
    what = locked.what[:200]
    locked.delete()
    audit.record(by, "removed a request for information from", review, what=what)


def _keep_request(request: InformationRequest) -> None:
    if request.wanted_by and request.wanted_by < request.asked_on:
        raise Refused("It is needed before it was requested. Check the two dates.")
    linked = request.document_request
    if linked and not request.review.parents.filter(committee=linked.committee_id).exists():
        raise Refused("That request for a document is of a committee outside this review.")
    save(request)
