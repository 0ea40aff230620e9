"""Desk pages of evidence sessions, questions, witnesses, and the panel's requests for information."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.forms.fields import field_of
from committee.views.acting import Done, press_to, typed
from committee.wording.dates import long_date
from reviews.act_pages import Page, act_page, confirm, page
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
from reviews.lookup import address_of, crumbs, of_review, of_row, page_of
from reviews.models import EvidenceSession, InformationRequest, Invitation, Question, Review, Witness
from reviews.prints.sending import send_private, unkept

of_session = of_row(lambda review: review.sessions)
of_question = of_row(lambda review: Question.objects.filter(session__review=review).select_related("session__review"))
of_request = of_row(lambda review: review.information_requests)
of_witness = of_row(lambda review: review.witnesses.select_related("person"))


of_invitation = of_row(
    lambda review: Invitation.objects.filter(session__review=review).select_related(
        "session__review", "witness__person"
    )
)


def _about(row: EvidenceSession | Question | Invitation) -> Page:
    """Return the context of pages of acts on a session or its rows. These pages lead back to the session."""
    session = row if isinstance(row, EvidenceSession) else row.session
    here = address_of(session.review, "session", session.pk)
    trail = [*crumbs(session.review, "sessions"), (f"{session}, {long_date(session.on)}", here)]
    return {"trail": trail, "back": here, "then": here}


def _remove(request: SignedInRequest, what: str, **more: Any) -> Page:
    """Return the page that asks whether to remove a row. `what` names the row."""
    return confirm(request, f"Remove the {what}", f"Remove this {what}?", message=f"The {what} is removed.", **more)


@of_review
def sessions(request: HttpRequest, review: Review) -> HttpResponseBase:
    """Show all sessions, witnesses and the panel's requests for information."""
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


@act_page(of_review, verbs.add_session, "sessions")
def session_new(request: SignedInRequest, review: Review) -> Page:
    """Plan a session."""

    def message(made: EvidenceSession) -> Done:
        return Done("Session added.", address_of(review, "session", made.pk))

    return page(SessionForm(typed(request)), "Add a session", message=message, field="on")


@of_session
def session(request: HttpRequest, session: EvidenceSession) -> HttpResponseBase:
    """Show one session with its invitations, attendance and questions."""
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


@act_page(of_session, verbs.edit_session, about=_about)
def session_edit(request: SignedInRequest, session: EvidenceSession) -> Page:
    """Change the details of a session."""
    return page(SessionForm(typed(request), row=session), "Session", field="on")


@act_page(of_session, verbs.remove_session, "sessions")
def session_remove(request: SignedInRequest, session: EvidenceSession) -> Page:
    """Remove a session that does not take place."""
    follows = ["Its invitations and questions are removed too.", "The witnesses stay on the list."]
    return _remove(request, "session", follows=follows)


@act_page(of_session, verbs.add_questions, about=_about)
def questions_new(request: SignedInRequest, session: EvidenceSession) -> Page:
    """Enter questions for a session."""

    def message(made: list[Question]) -> str:
        return "The question is added." if len(made) == 1 else f"{len(made)} questions are entered."

    form = QuestionsForm(typed(request), review=session.review)
    return page(form, "Add questions", message=message, field="text")


@act_page(of_question, verbs.edit_question, about=_about)
def question(request: SignedInRequest, question: Question) -> Page:
    """Change a question, its asker, or its witness."""
    form = QuestionForm(typed(request), review=question.session.review, row=question)
    return page(form, "Question", field="text")


@act_page(of_question, verbs.remove_question, about=_about)
def question_remove(request: SignedInRequest, question: Question) -> Page:
    """Remove a question from a session."""
    return _remove(request, "question", prose=question.text)


@of_question
@require_POST
def question_up(request: SignedInRequest, question: Question) -> HttpResponseBase:
    """Move a question before the question above it."""
    then = f"{address_of(question.session.review, 'session', question.session_id)}#question-{question.pk}"
    return press_to(request, verbs.move_question_up, question, message="", then=then)


@of_session
def session_briefing(request: HttpRequest, session: EvidenceSession, suffix: str) -> HttpResponseBase:
    """Return the briefing for the panel as a file, with the questions by member."""
    document = briefing.content(session, timezone.localdate())
    # SECURITY: the briefing names witnesses. No copy is stored, because a copy would outlast the deletion of the names.
    return send_private(document, suffix, "session briefing", session.on.isoformat(), print_with=unkept)


@act_page(of_review, verbs.ask_for_information, "sessions")
def request_new(request: SignedInRequest, review: Review) -> Page:
    """Record a request of the panel for information."""
    form = RequestForm(typed(request), review=review, initial={"asked_on": timezone.localdate()})
    return page(form, "Request for information", message="The request is recorded.", field="what")


@act_page(of_request, verbs.edit_information_request, "sessions")
def information_request(request: SignedInRequest, asked_for: InformationRequest) -> Page:
    """Record the answer to a request for information."""
    form = AnswerForm(typed(request), review=asked_for.review, row=asked_for)
    return page(form, "Request for information", field="answered_on")


@act_page(of_request, verbs.remove_information_request, "sessions")
def request_remove(request: SignedInRequest, asked_for: InformationRequest) -> Page:
    """Remove a request that was recorded by mistake."""
    return _remove(request, "request", prose=asked_for.what)


@act_page(of_review, witnesses.add_witness, "sessions")
def witness_new(request: SignedInRequest, review: Review) -> Page:
    """Add a witness."""
    form = WitnessForm(typed(request), initial={"forget_on": timezone.localdate() + dt.timedelta(days=365)})
    return page(form, "Add a witness", message=lambda made: f"{made} is on the list of witnesses.", field="post")


@act_page(of_witness, witnesses.edit_witness, "sessions")
def witness(request: SignedInRequest, witness: Witness) -> Page:
    """Correct the details of a witness."""
    return page(WitnessForm(typed(request), row=witness), str(witness), field="post")


@act_page(of_witness, witnesses.forget_witness, "sessions")
def witness_forget(request: SignedInRequest, witness: Witness) -> Page:
    """Delete a witness's name and contact now, before the witness's day of forgetting."""
    stays = "The name stays, because they agreed to be named." if witness.may_be_named else "The name is deleted too."
    return confirm(
        request, "Delete contact details", "Delete contact details?", message="The contact details are deleted.",
        lead=witness.named,
        follows=[stays, "Their post and organisation stay on the review’s record.", "You cannot undo this."],
    )  # fmt: skip


@act_page(of_witness, witnesses.remove_witness, "sessions")
def witness_remove(request: SignedInRequest, witness: Witness) -> Page:
    """Remove a witness from the list."""
    return _remove(request, "witness", lead=witness.named, follows=["Their invitations are removed too."])


@act_page(of_session, witnesses.invite, about=_about)
def invite(request: SignedInRequest, session: EvidenceSession) -> Page:
    """Invite witnesses to a session."""
    form = InviteForm(typed(request), session=session)

    def message(made: list[Invitation]) -> str:
        return "One witness is invited." if len(made) == 1 else f"{len(made)} witnesses are invited."

    text = "" if field_of(form, "witnesses").queryset.exists() else "Every witness has already been invited."
    return page(form, "Invite witnesses", message=message, field="witnesses", text=text)


@act_page(of_invitation, witnesses.edit_invitation, about=_about)
def invitation(request: SignedInRequest, invitation: Invitation) -> Page:
    """Record notice and reply of an invitation."""
    return page(InvitationForm(typed(request), row=invitation), invitation.witness.named, field="invited_on")


@act_page(of_invitation, witnesses.remove_invitation, about=_about)
def invitation_remove(request: SignedInRequest, invitation: Invitation) -> Page:
    """Remove an invitation from a session."""
    return _remove(request, "invitation", lead=invitation.witness.named, follows=["The witness stays on the list."])


@act_page(of_session, witnesses.record_attendance, about=_about)
def attendance(request: SignedInRequest, session: EvidenceSession) -> Page:
    """Record the attendance of everybody who was invited."""
    invitations = list(session.invitations.select_related("witness__person"))
    form = AttendanceForm(typed(request), row=session, invitations=invitations)
    then = f"{address_of(session.review, 'session', session.pk)}#invited"
    return page(form, "Who attended?", message="Attendance is recorded.", then=then)
