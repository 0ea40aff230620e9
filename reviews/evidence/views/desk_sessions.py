"""Evidence sessions of a review, their questions and witnesses, and what the panel asks for, on the desk."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, field_of
from committee.views.acting import Done, carry_out, press, typed
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
from reviews.lookup import act_on, address_of, crumbs, of_review, page_of
from reviews.models import EvidenceSession, Invitation, Question, Review, Witness
from reviews.prints.sending import send_private, unkept


def find_invitation(review: Review, pk: int) -> Invitation:
    """Return an invitation to a session of the review; 404 for any other."""
    invitations = Invitation.objects.filter(session__review=review).select_related("session", "witness__person")
    invitation = get_object_or_404(invitations, pk=pk)
    invitation.session.review = review
    return invitation


def _find_question(review: Review, pk: int) -> Question:
    question = get_object_or_404(Question.objects.select_related("session"), pk=pk, session__review=review)
    question.session.review = review
    return question


def about(review: Review, heading: str, session: EvidenceSession | None = None) -> dict[str, Any]:
    """Return the context of the page of an act: it leads back to the act's session, else to all sessions."""
    if session is None:
        return act_on(review, heading, "sessions")
    here = address_of(review, "session", session.pk)
    trail = [*crumbs(review, "sessions"), (f"{session}, {long_date(session.on)}", here)]
    return act_on(review, heading, trail=trail, back=here, then=here)


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

    def message(made: EvidenceSession) -> Done:
        return Done("Session added.", address_of(review, "session", made.pk))

    page = about(review, "Add a session")
    return carry_out(
        request, verbs.add_session, review, SessionForm(typed(request)), message=message, field="on", **page
    )


@of_review
def session(request: HttpRequest, review: Review, pk: int) -> HttpResponseBase:
    """One session: who is invited and came, and what they are asked."""
    session = get_object_or_404(review.sessions, pk=pk)
    invitations = list(session.invitations.select_related("witness__person"))
    context = {
        **page_of(review, "sessions"),
        "session": session,
        "invitations": invitations,
        "questions": session.questions.select_related("asked_by__person", "witness__person"),
        "warnings": warnings(invitations),
        "is_over": session.on <= timezone.localdate(),
        "trail": crumbs(review, "sessions"),
    }
    return render(request, "desk/reviews/session.html", context)


@of_review
def session_edit(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change what is said of a session."""
    session = get_object_or_404(review.sessions, pk=pk)
    form, page = SessionForm(typed(request), row=session), about(review, "Session", session)
    return carry_out(request, verbs.edit_session, session, form, field="on", **page)


@of_review
def session_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take off a session that is not held."""
    session = get_object_or_404(review.sessions, pk=pk)
    page = about(review, "Remove this session?", session) | {"then": address_of(review, "sessions")}
    return carry_out(
        request, verbs.remove_session, session, ConfirmForm(typed(request), button="Remove the session"),
        message="Session removed.", **page,
        follows=["Its invitations and questions are removed too.", "The witnesses stay on the list."],
    )  # fmt: skip


@of_review
def questions_new(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Enter questions for a session."""
    session = get_object_or_404(review.sessions, pk=pk)

    def message(made: list[Question]) -> str:
        return "The question is added." if len(made) == 1 else f"{len(made)} questions are entered."

    form, page = QuestionsForm(typed(request), review=review), about(review, "Add questions", session)
    return carry_out(request, verbs.add_questions, session, form, message=message, field="text", **page)


@of_review
def question(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Change a question, who asks it, or of whom."""
    question = _find_question(review, pk)
    form = QuestionForm(typed(request), review=review, row=question)
    page = about(review, "Question", question.session)
    return carry_out(request, verbs.edit_question, question, form, field="text", **page)


@of_review
def question_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take a question off a session."""
    question = _find_question(review, pk)
    page = about(review, "Remove this question?", question.session) | {"prose": question.text}
    form = ConfirmForm(typed(request), button="Remove the question")
    return carry_out(request, verbs.remove_question, question, form, message="The question is removed.", **page)


@of_review
@require_POST
def question_up(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Let a question be asked before the one above it."""
    question = _find_question(review, pk)

    def move() -> str:
        verbs.move_question_up(question, by=request.user)
        return ""

    return press(request, move, then=f"{address_of(review, 'session', question.session_id)}#question-{question.pk}")


@of_review
def session_briefing(request: HttpRequest, review: Review, pk: int, suffix: str) -> HttpResponseBase:
    """Return the briefing for the panel as a file, with the questions by member."""
    session = get_object_or_404(review.sessions, pk=pk)
    document = briefing.content(session, timezone.localdate())
    # SECURITY: names of witnesses are in it, of which no print may be left once they are forgotten.
    return send_private(document, suffix, "session briefing", session.on.isoformat(), print_with=unkept)


@of_review
def request_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Record what the panel asked somebody for."""
    form = RequestForm(typed(request), review=review, initial={"asked_on": timezone.localdate()})
    page = about(review, "Request for information") | {"message": "The request is recorded."}
    return carry_out(request, verbs.ask_for_information, review, form, field="what", **page)


@of_review
def information_request(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record what came of a request for information."""
    asked_for = get_object_or_404(review.information_requests, pk=pk)
    form, page = AnswerForm(typed(request), review=review, row=asked_for), about(review, "Request for information")
    return carry_out(request, verbs.edit_information_request, asked_for, form, field="answered_on", **page)


@of_review
def request_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take off a request that was recorded by mistake."""
    asked_for = get_object_or_404(review.information_requests, pk=pk)
    page = about(review, "Remove this request?") | {"prose": asked_for.what, "message": "The request is removed."}
    form = ConfirmForm(typed(request), button="Remove the request")
    return carry_out(request, verbs.remove_information_request, asked_for, form, **page)


A_YEAR = dt.timedelta(days=365)


def _find_witness(review: Review, pk: int) -> Witness:
    return get_object_or_404(review.witnesses.select_related("person"), pk=pk)


@of_review
def witness_new(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Put somebody on the list of witnesses."""
    form = WitnessForm(typed(request), initial={"forget_on": timezone.localdate() + A_YEAR})

    def message(witness: Witness) -> str:
        return f"{witness} is on the list of witnesses."

    page = about(review, "Add a witness")
    return carry_out(request, witnesses.add_witness, review, form, message=message, field="post", **page)


@of_review
def witness(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Correct what is kept of a witness."""
    witness = _find_witness(review, pk)
    form, page = WitnessForm(typed(request), row=witness), about(review, str(witness))
    return carry_out(request, witnesses.edit_witness, witness, form, field="post", **page)


@of_review
def witness_forget(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Delete name and contact of a witness before their day."""
    witness = _find_witness(review, pk)
    stays = "The name stays, because they agreed to be named." if witness.may_be_named else "The name is deleted too."
    return carry_out(
        request, witnesses.forget_witness, witness, ConfirmForm(typed(request), button="Delete contact details"),
        message="The contact details are deleted.", lead=witness.named,
        follows=[stays, "Their post and organisation stay on the review’s record.", "You cannot undo this."],
        **about(review, "Delete contact details?"),
    )  # fmt: skip


@of_review
def witness_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take somebody off the list of witnesses."""
    witness = _find_witness(review, pk)
    return carry_out(
        request, witnesses.remove_witness, witness, ConfirmForm(typed(request), button="Remove the witness"),
        message="The witness is removed.", lead=witness.named, follows=["Their invitations are removed too."],
        **about(review, "Remove this witness?"),
    )  # fmt: skip


@of_review
def invite(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Invite witnesses to a session."""
    session = get_object_or_404(review.sessions, pk=pk)
    form = InviteForm(typed(request), session=session)

    def message(made: list[Invitation]) -> str:
        return "One witness is invited." if len(made) == 1 else f"{len(made)} witnesses are invited."

    return carry_out(
        request, witnesses.invite, session, form, message=message, field="witnesses",
        text="" if field_of(form, "witnesses").queryset.exists() else "Every witness has already been invited.",
        **about(review, "Invite witnesses", session),
    )  # fmt: skip


@of_review
def invitation(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record notice and reply of an invitation."""
    invitation = find_invitation(review, pk)
    page = about(review, invitation.witness.named, invitation.session)
    form = InvitationForm(typed(request), row=invitation)
    return carry_out(request, witnesses.edit_invitation, invitation, form, field="invited_on", **page)


@of_review
def invitation_remove(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Take an invitation off a session."""
    invitation = find_invitation(review, pk)
    return carry_out(
        request, witnesses.remove_invitation, invitation, ConfirmForm(typed(request), button="Remove the invitation"),
        message="The invitation is removed.", lead=invitation.witness.named, follows=["The witness stays on the list."],
        **about(review, "Remove this invitation?", invitation.session),
    )  # fmt: skip


@of_review
def attendance(request: SignedInRequest, review: Review, pk: int) -> HttpResponseBase:
    """Record of everybody who was invited whether they came."""
    session = get_object_or_404(review.sessions, pk=pk)
    invitations = list(session.invitations.select_related("witness__person"))
    form = AttendanceForm(typed(request), row=session, invitations=invitations)
    page = about(review, "Who attended?", session) | {"then": f"{address_of(review, 'session', session.pk)}#invited"}
    return carry_out(request, witnesses.record_attendance, session, form, message="Attendance is recorded.", **page)
