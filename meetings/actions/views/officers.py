"""Pages for owners of actions: one action with a form to answer it."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate, gate, is_member, is_officer
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.reassigned import not_asked_of
from committee.models import User, Visitor
from committee.views.acting import carry_out, chosen, typed
from meetings import outstanding_actions
from meetings.actions import listing, verbs
from meetings.actions.forms import AnswerForm
from meetings.models import Action, ActionState, Answer
from meetings.sending import send_answer

RIGHT = "Owner of the action."


def _may_be_asked(user: Visitor, on: dt.date) -> bool:
    """Return whether the user is an officer or a member: committees ask Cabinet Members too."""
    return is_officer(user, on) or is_member(user, on)


may_be_asked = gate(_may_be_asked)


def mine(user: User) -> QuerySet[Action]:
    """Return the user's own actions, including answered and closed actions, with the answers that the user may read."""
    if user.person is None:
        return Action.objects.none()
    today = timezone.localdate()
    theirs = Action.objects.readable_by(user, today).owned_by(user.person)
    return outstanding_actions.with_minute(theirs, Answer.objects.readable_by(user, today))


@may_be_asked
def action(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show an action, its deadline and the form that answers it."""
    sent = typed(request), chosen(request)
    action = mine(request.user).filter(pk=pk).first()
    if action is None:
        form = AnswerForm(*sent, public=False)
        raise not_asked_of(request.user, Action, pk, form, asked_now=lambda action: action.owner)
    closed = action.state == ActionState.CLOSED
    form = AnswerForm(*sent, public=not action.is_private)
    if closed and form.is_bound:
        raise TooLate(_why_closed(action), form, back=request.path, back_text="Back to the action")

    return carry_out(
        request,
        verbs.answer,
        action,
        form,
        message="",
        then=reverse("officers:action-answered", args=[action.pk]),
        template="officers/action.html",
        field=lambda refusal: "file" if form.cleaned_data.get("file") else "text",
        closed=closed,
        **_about(request.user, action),
    )


def _why_closed(action: Action) -> str:
    entry = audit.trail_of(action).filter(did="closed").first()
    who = entry.by_name if entry else "Someone"
    return (
        f"{who} has closed this action, so your answer was not saved. If it is still needed, send it to the committee "
        "team."
    )


def _about(user: User, action: Action) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "action": action,
        "row": listing.row_of(action, today),
        "answers": list(action.answers.all()),
        "withheld": action.is_private,
        "officer": is_officer(user, today),
    }


@may_be_asked
def answered(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank the sender, and say what happens next."""
    action = get_object_or_404(mine(request.user), pk=pk)
    if action.state == ActionState.OPEN:
        raise Http404
    return render(request, "officers/action_answered.html", _about(request.user, action))


@may_be_asked
def answer_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the document of an answer to the user who answered with it."""
    answer = get_object_or_404(
        Answer.objects.readable_by(request.user, timezone.localdate())
        .filter(pk=pk, stored__isnull=False, answered_by=request.user.pk)
        .select_related("stored", "action__meeting__committee", "action__limb__resolution__minute")
    )
    return send_answer(request, answer, right=RIGHT)
