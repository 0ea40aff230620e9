"""The evidence sessions of a review, as scrutiny officers plan them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.forms.fields import ConfirmForm
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, typed
from reviews.lookup import address_of, crumbs, find_review, sections_of
from reviews.models import Invitation
from reviews.sessions import verbs
from reviews.sessions.forms import SessionForm
from reviews.sessions.views.desk_finding import about, find_session
from reviews.sessions.warnings import warnings


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
