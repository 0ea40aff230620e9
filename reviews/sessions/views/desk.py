"""Evidence sessions of a review, their questions, and what the panel asks for, as scrutiny officers record them."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.dates import long_date
from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, press, typed
from reviews.lookup import act_on, address_of, crumbs, find_review, sections_of
from reviews.models import EvidenceSession, InformationRequest, Invitation, Question, Review, Witness
from reviews.prints.sending import send_private, unkept
from reviews.sessions import briefing, verbs
from reviews.sessions.forms import AnswerForm, QuestionForm, QuestionsForm, RequestForm, SessionForm
from reviews.sessions.warnings import warnings


def find_session(review: Review, pk: int) -> EvidenceSession:
    """Return a session of the review; 404 for any other."""
    session = _first(review.sessions.filter(pk=pk))
    session.review = review
    return session


def find_witness(review: Review, pk: int) -> Witness:
    """Return a witness of the review; 404 for any other."""
    witness = _first(review.witnesses.select_related("person").filter(pk=pk))
    witness.review = review
    return witness


def find_invitation(review: Review, pk: int) -> Invitation:
    """Return an invitation to a session of the review; 404 for any other."""
    invitations = Invitation.objects.select_related("session", "witness__person")
    invitation = _first(invitations.filter(pk=pk, session__review=review))
    invitation.session.review = review
    return invitation


def find_question(review: Review, pk: int) -> Question:
    """Return a question for a session of the review; 404 for any other."""
    question = _first(Question.objects.select_related("session").filter(pk=pk, session__review=review))
    question.session.review = review
    return question


def find_request(review: Review, pk: int) -> InformationRequest:
    """Return a request for information of the review; 404 for any other."""
    information_request = _first(review.information_requests.filter(pk=pk))
    information_request.review = review
    return information_request


def about(review: Review, heading: str, session: EvidenceSession | None = None) -> dict[str, Any]:
    """Return the context of the page of an act: it leads back to the act's session, else to all sessions."""
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


@planners
def sessions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every session, every witness, and what the panel asked for on its own account."""
    review = find_review(slug)
    invitations = Invitation.objects.filter(session__review=review).select_related("witness", "session")
    requests = review.information_requests.select_related("document_request")
    today = timezone.localdate()
    context = {
        "review": review,
        "sessions": review.sessions.prefetch_related("invitations", "questions"),
        "witnesses": review.witnesses.select_related("person").prefetch_related("invitations"),
        "requests": [(row, row.is_late(today)) for row in requests],
        "warnings": warnings(invitations),
        "sections": sections_of(review, "desk:review-sessions"),
        "trail": crumbs(review),
    }
    return render(request, "desk/reviews/sessions.html", context)


@planners
def session_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Plan a session."""
    review = find_review(slug)

    def add(data: Data) -> Done:
        made = verbs.add_session(review, **data, by=request.user)
        return Done("Session added.", address_of(review, "session", made.pk))

    return ask(request, SessionForm(typed(request)), add, field="on", **about(review, "Add a session"))


@planners
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """One session: who is invited and came, and what they are asked."""
    review = find_review(slug)
    session = find_session(review, pk)
    invitations = list(session.invitations.select_related("witness__person"))
    context = {
        "review": review,
        "session": session,
        "invitations": invitations,
        "questions": session.questions.select_related("asked_by__person", "witness__person"),
        "warnings": warnings(invitations),
        "is_over": session.on <= timezone.localdate(),
        "sections": sections_of(review, "desk:review-sessions"),
        "trail": [*crumbs(review), ("Sessions", address_of(review, "sessions"))],
    }
    return render(request, "desk/reviews/session.html", context)


@planners
def session_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Change what is said of a session."""
    review = find_review(slug)
    session = find_session(review, pk)

    def change(data: Data) -> str:
        verbs.edit_session(session, **data, by=request.user)
        return "Saved."

    return ask(
        request, SessionForm(typed(request), session=session), change, field="on", **about(review, "Session", session)
    )


@planners
def session_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take off a session that is not held."""
    review = find_review(slug)
    session = find_session(review, pk)

    def remove(data: Data) -> Done:
        verbs.remove_session(session, by=request.user)
        return Done("Session removed.", address_of(review, "sessions"))

    return ask(
        request, ConfirmForm(typed(request), button="Remove the session"), remove,
        **about(review, "Remove this session?", session),
        follows=["Its invitations and questions are removed too.", "The witnesses stay on the list."],
    )  # fmt: skip


@planners
def questions_new(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Enter questions for a session."""
    review = find_review(slug)
    session = find_session(review, pk)

    def add(data: Data) -> str:
        made = verbs.add_questions(session, **data, by=request.user)
        return "The question is added." if len(made) == 1 else f"{len(made)} questions are entered."

    form = QuestionsForm(typed(request), review=review)
    return ask(request, form, add, field="text", **about(review, "Add questions", session))


@planners
def question(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Change a question, who asks it, or of whom."""
    review = find_review(slug)
    question = find_question(review, pk)

    def change(data: Data) -> str:
        verbs.edit_question(question, **data, by=request.user)
        return "Saved."

    form = QuestionForm(typed(request), review=review, question=question)
    return ask(request, form, change, field="text", **about(review, "Question", question.session))


@planners
def question_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take a question off a session."""
    review = find_review(slug)
    question = find_question(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_question(question, by=request.user)
        return "The question is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the question"), remove,
        **about(review, "Remove this question?", question.session), prose=question.text,
    )  # fmt: skip


@planners
@require_POST
def question_up(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Let a question be asked before the one above it."""
    review = find_review(slug)
    question = find_question(review, pk)

    def move() -> str:
        verbs.move_question_up(question, by=request.user)
        return ""

    return press(request, move, then=f"{address_of(review, 'session', question.session_id)}#question-{question.pk}")


@planners
def session_briefing(request: HttpRequest, slug: str, pk: int, suffix: str) -> HttpResponseBase:
    """Return the briefing for the panel as a file, with the questions by member."""
    session = find_session(find_review(slug), pk)
    document = briefing.content(session, timezone.localdate())
    # SECURITY: names of witnesses are in it, of which no print may be left once they are forgotten.
    return send_private(document, suffix, "session briefing", session.on.isoformat(), print_with=unkept)


@planners
def request_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record what the panel asked somebody for."""
    review = find_review(slug)
    form = RequestForm(typed(request), review=review, initial={"asked_on": timezone.localdate()})

    def record(data: Data) -> str:
        verbs.ask_for_information(review, **data, at=timezone.now(), by=request.user)
        return "The request is recorded."

    return ask(request, form, record, field="what", **about(review, "Request for information"))


@planners
def information_request(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Record what came of a request for information."""
    review = find_review(slug)
    asked_for = find_request(review, pk)

    def change(data: Data) -> str:
        verbs.edit_information_request(asked_for, **data, at=timezone.now(), by=request.user)
        return "Saved."

    form = AnswerForm(typed(request), request=asked_for)
    return ask(request, form, change, field="answered_on", **about(review, "Request for information"))


@planners
def request_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take off a request that was recorded by mistake."""
    review = find_review(slug)
    asked_for = find_request(review, pk)

    def remove(data: Data) -> str:
        verbs.remove_information_request(asked_for, by=request.user)
        return "The request is removed."

    return ask(
        request, ConfirmForm(typed(request), button="Remove the request"), remove,
        **about(review, "Remove this request?"), prose=asked_for.what,
    )  # fmt: skip
