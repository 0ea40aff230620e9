"""Verbs of the questions that a panel agrees before a session, and of who asks them."""

from typing import Any

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import save
from committee.unprintable import printable
from committee.verbs import verb
from reviews.models import EvidenceSession, Panellist, Question, Review, Witness
from reviews.sessions.holding import hold, put

CHANGES = {"text", "asked_by", "witness"}
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
    review, held = hold(session, session.review, "session")
    lines = [" ".join(line.split()) for line in printable(text).splitlines() if line.strip()]
    if not lines:
        raise Refused("Enter at least one question.")
    if held.questions.count() + len(lines) > MOST:
        raise Refused(f"A session can have at most {MOST} questions.")
    last = held.questions.last()
    first = last.position + 1 if last else 1
    questions = [
        Question(session=held, text=line, asked_by=asked_by, witness=witness, position=place)
        for place, line in enumerate(lines, first)
    ]
    for question in questions:
        _keep(question, review)
    audit.record(
        by, "entered questions for a session of", review, session=held.on.isoformat(), questions=len(questions)
    )
    return questions


@verb(may=plans_scrutiny)
def edit_question(question: Question, *, by: User, **changes: Any) -> Question:
    """Change the words of a question, who asks it, or of whom. Raises Refused as `add_questions` does."""
    review, held = hold(question, question.session.review, "question")
    if "text" in changes:
        changes["text"] = " ".join(changes["text"].split())
    if changed := put(held, changes, CHANGES):
        _keep(held, review)
        audit.record(by, "changed a question for a session of", review, changed=sorted(changed))
    return held


@verb(may=plans_scrutiny)
def remove_question(question: Question, *, by: User) -> None:
    """Take a question off a session. Raises Refused where that was done already."""
    review, held = hold(question, question.session.review, "question")
    held.delete()
    audit.record(by, "removed a question for a session of", review)


@verb(may=plans_scrutiny)
def move_question_up(question: Question, *, by: User) -> Question:
    """Let a question be asked before the one above it. Raises Refused at the top."""
    review, held = hold(question, question.session.review, "question")
    above = held.session.questions.filter(position__lt=held.position).last()
    if above is None:
        raise Refused("That question is already the first.")
    above.position, held.position = held.position, above.position
    save(above)
    save(held)
    audit.record(by, "moved a question for a session of", review)
    return held


def _keep(question: Question, review: Review) -> None:
    if question.asked_by and question.asked_by.review_id != review.pk:
        raise Refused("Choose a member of the review’s panel.")
    if question.witness and question.witness.review_id != review.pk:
        raise Refused("Choose from the witnesses of this review.")
    save(question)
