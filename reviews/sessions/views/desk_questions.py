"""Questions that a panel agreed for a session, as scrutiny officers enter them, and the briefing with them."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, press, typed
from reviews.lookup import address_of, find_review
from reviews.prints.sending import send_private, unkept
from reviews.sessions import briefing
from reviews.sessions import question_verbs as verbs
from reviews.sessions.forms import QuestionForm, QuestionsForm
from reviews.sessions.views.desk_finding import about, find_question, find_session


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
    """The briefing for the panel as a file, with the questions by member."""
    session = find_session(find_review(slug), pk)
    document = briefing.content(session, timezone.localdate())
    # SECURITY: names of witnesses are in it, of which no print may be left once they are forgotten.
    return send_private(document, suffix, "session briefing", session.on.isoformat(), print_with=unkept)
