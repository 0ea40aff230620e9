"""Evidence sessions of a review, their questions and witnesses, and what the panel asks for, on the desk."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, field_of
from committee.views.acting import Done, carry_out, press_to, typed
from committee.wording.dates import long_date
from reviews.evidence import briefing
from reviews.evidence import session_verbs as verbs
from reviews.evidence import witness_verbs as witnesses
from reviews.evidence.session_forms import (
    AnswerForm,
    AttendanceForm,
    InvitationForm,
    InviteForm,
    QuestionForm,
    QuestionsForm,
    RequestForm,
    SessionForm,
    WitnessForm,
)
from reviews.evidence.witness_verbs import warnings
from reviews.lookup import act_on, address_of, crumbs, of_review, of_row, page_of
from reviews.models import EvidenceSession, InformationRequest, Invitation, Question, Review, Witness
from reviews.prints.sending import send_private, unkept

of_session = of_row(lambda review: review.sessions)
of_question = of_row(lambda review: Question.objects.filter(session__review=review).select_related("session__review"))
of_request = of_row(lambda review: review.information_requests)
of_witness = of_row(lambda review: review.witnesses.select_related("person"))


@of_row
def of_invitation(review: Review) -> QuerySet[Invitation]:
    """Decorate a page of an invitation to a session of a review."""
    invitations = Invitation.objects.filter(session__review=review)
    return invitations.select_related("session__review", "witness__person")


def about(session: EvidenceSession, heading: str) -> dict[str, Any]:
    """Return the context of the page of an act that leads back to its session."""
    here = address_of(session.review, "session", session.pk)
    trail = [*crumbs(session.review, "sessions"), (f"{session}, {long_date(session.on)}", here)]
    return act_on(session.review, heading, trail=trail, back=here, then=here)


def _remove(request: SignedInRequest, verb: Callable[..., None], row: Any, what: str, **page: Any) -> HttpResponseBase:
    """Ask whether a row of a review that is called `what` is to be removed, as `carry_out` does."""
    form = ConfirmForm(typed(request), button=f"Remove the {what}")
    message, heading = f"The {what} is removed.", f"Remove this {what}?"
    context = about(row.session, heading) if hasattr(row, "session") else act_on(row.review, heading, "sessions")
    return carry_out(request, verb, row, form, message=message, **context | page)


@of_review
def sessions(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Every session, every witness, and what the panel asked for on its own account."""
    invitations = Invitation.objects.filter(session__review=review).select_related("witness", "session")
    requests = review.information_requests.select_related("document_request")
    today = timezone.localdate()
    context = {
        **page_of(review, "sessions"),
        "sessions": review.sessions.prefetch_related("invitations", "questions"),
        "witnesses": review.witnesses.select_related("person").prefetch_related("invitations"),
        "requests": [(row, row.is_late(today)) for row in requests],
        "warnings": warnings(invitations),
    }
    return render(request, "desk/reviews/sessions.html", context)


@of_review
def session_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Plan a session."""
    return carry_out(
        request, verbs.add_session, review, SessionForm(typed(request)), field="on",
        message=lambda made: Done("Session added.", address_of(review, "session", made.pk)),
        **act_on(review, "Add a session", "sessions"),
    )  # fmt: skip


@of_session
def session(request: HttpRequest, session: EvidenceSession) -> HttpResponseBase:
    """One session: who is invited and came, and what they are asked."""
    invitations = list(session.invitations.select_related("witness__person"))
    context = {
        **page_of(session.review, "sessions"),
        "session": session,
        "invitations": invitations,
        "questions": session.questions.select_related("asked_by__person", "witness__person"),
        "warnings": warnings(invitations),
        "is_over": session.on <= timezone.localdate(),
        "trail": crumbs(session.review, "sessions"),
    }
    return render(request, "desk/reviews/session.html", context)


@of_session
def session_edit(request: SignedInRequest, session: EvidenceSession) -> HttpResponseBase:
    """Change what is said of a session."""
    form, page = SessionForm(typed(request), row=session), about(session, "Session")
    return carry_out(request, verbs.edit_session, session, form, field="on", **page)


@of_session
def session_remove(request: SignedInRequest, session: EvidenceSession) -> HttpResponseBase:
    """Take off a session that is not held."""
    follows = ["Its invitations and questions are removed too.", "The witnesses stay on the list."]
    return _remove(request, verbs.remove_session, session, "session", follows=follows)


@of_session
def questions_new(request: SignedInRequest, session: EvidenceSession) -> HttpResponseBase:
    """Enter questions for a session."""

    def message(made: list[Question]) -> str:
        return "The question is added." if len(made) == 1 else f"{len(made)} questions are entered."

    form, page = QuestionsForm(typed(request), review=session.review), about(session, "Add questions")
    return carry_out(request, verbs.add_questions, session, form, message=message, field="text", **page)


@of_question
def question(request: SignedInRequest, question: Question) -> HttpResponseBase:
    """Change a question, who asks it, or of whom."""
    session = question.session
    form = QuestionForm(typed(request), review=session.review, row=question)
    page = about(session, "Question")
    return carry_out(request, verbs.edit_question, question, form, field="text", **page)


@of_question
def question_remove(request: SignedInRequest, question: Question) -> HttpResponseBase:
    """Take a question off a session."""
    return _remove(request, verbs.remove_question, question, "question", prose=question.text)


@of_question
@require_POST
def question_up(request: SignedInRequest, question: Question) -> HttpResponseBase:
    """Let a question be asked before the one above it."""
    then = f"{address_of(question.session.review, 'session', question.session_id)}#question-{question.pk}"
    return press_to(request, verbs.move_question_up, question, message="", then=then)


@of_session
def session_briefing(request: HttpRequest, session: EvidenceSession, suffix: str) -> HttpResponseBase:
    """Return the briefing for the panel as a file, with the questions by member."""
    document = briefing.content(session, timezone.localdate())
    # SECURITY: names of witnesses are in it, of which no print may be left once they are forgotten.
    return send_private(document, suffix, "session briefing", session.on.isoformat(), print_with=unkept)


@of_review
def request_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Record what the panel asked somebody for."""
    form = RequestForm(typed(request), review=review, initial={"asked_on": timezone.localdate()})
    page = act_on(review, "Request for information", "sessions") | {"message": "The request is recorded."}
    return carry_out(request, verbs.ask_for_information, review, form, field="what", **page)


@of_request
def information_request(request: SignedInRequest, asked_for: InformationRequest) -> HttpResponseBase:
    """Record what came of a request for information."""
    page = act_on(asked_for.review, "Request for information", "sessions")
    form = AnswerForm(typed(request), review=asked_for.review, row=asked_for)
    return carry_out(request, verbs.edit_information_request, asked_for, form, field="answered_on", **page)


@of_request
def request_remove(request: SignedInRequest, asked_for: InformationRequest) -> HttpResponseBase:
    """Take off a request that was recorded by mistake."""
    return _remove(request, verbs.remove_information_request, asked_for, "request", prose=asked_for.what)


@of_review
def witness_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Put somebody on the list of witnesses."""
    form = WitnessForm(typed(request), initial={"forget_on": timezone.localdate() + dt.timedelta(days=365)})
    page = act_on(review, "Add a witness", "sessions") | {
        "message": lambda witness: f"{witness} is on the list of witnesses."
    }
    return carry_out(request, witnesses.add_witness, review, form, field="post", **page)


@of_witness
def witness(request: SignedInRequest, witness: Witness) -> HttpResponseBase:
    """Correct what is kept of a witness."""
    form, page = WitnessForm(typed(request), row=witness), act_on(witness.review, str(witness), "sessions")
    return carry_out(request, witnesses.edit_witness, witness, form, field="post", **page)


@of_witness
def witness_forget(request: SignedInRequest, witness: Witness) -> HttpResponseBase:
    """Delete name and contact of a witness before their day."""
    stays = "The name stays, because they agreed to be named." if witness.may_be_named else "The name is deleted too."
    return carry_out(
        request, witnesses.forget_witness, witness, ConfirmForm(typed(request), button="Delete contact details"),
        message="The contact details are deleted.", lead=witness.named,
        follows=[stays, "Their post and organisation stay on the review’s record.", "You cannot undo this."],
        **act_on(witness.review, "Delete contact details?", "sessions"),
    )  # fmt: skip


@of_witness
def witness_remove(request: SignedInRequest, witness: Witness) -> HttpResponseBase:
    """Take somebody off the list of witnesses."""
    follows = ["Their invitations are removed too."]
    return _remove(request, witnesses.remove_witness, witness, "witness", lead=witness.named, follows=follows)


@of_session
def invite(request: SignedInRequest, session: EvidenceSession) -> HttpResponseBase:
    """Invite witnesses to a session."""
    form = InviteForm(typed(request), session=session)

    def message(made: list[Invitation]) -> str:
        return "One witness is invited." if len(made) == 1 else f"{len(made)} witnesses are invited."

    return carry_out(
        request, witnesses.invite, session, form, message=message, field="witnesses",
        text="" if field_of(form, "witnesses").queryset.exists() else "Every witness has already been invited.",
        **about(session, "Invite witnesses"),
    )  # fmt: skip


@of_invitation
def invitation(request: SignedInRequest, invitation: Invitation) -> HttpResponseBase:
    """Record notice and reply of an invitation."""
    page = about(invitation.session, invitation.witness.named)
    form = InvitationForm(typed(request), row=invitation)
    return carry_out(request, witnesses.edit_invitation, invitation, form, field="invited_on", **page)


@of_invitation
def invitation_remove(request: SignedInRequest, invitation: Invitation) -> HttpResponseBase:
    """Take an invitation off a session."""
    page = {"lead": invitation.witness.named, "follows": ["The witness stays on the list."]}
    return _remove(request, witnesses.remove_invitation, invitation, "invitation", **page)


@of_session
def attendance(request: SignedInRequest, session: EvidenceSession) -> HttpResponseBase:
    """Record of everybody who was invited whether they came."""
    invitations = list(session.invitations.select_related("witness__person"))
    form = AttendanceForm(typed(request), row=session, invitations=invitations)
    page = about(session, "Who attended?") | {"then": f"{address_of(session.review, 'session', session.pk)}#invited"}
    return carry_out(request, witnesses.record_attendance, session, form, message="Attendance is recorded.", **page)
