"""A member's own pages of scrutiny: document requests, calls for action, call-ins, and urgent decisions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import committees_sat_on, members
from committee.acts.requests import SignedInRequest, person_of
from committee.forms.fields import ConfirmForm
from committee.models import Committee, User
from committee.views.acting import carry_out, typed
from workprogramme import deadlines
from workprogramme.forward_plan import urgent_decisions
from workprogramme.forward_plan.forms import AgreeForm
from workprogramme.member_requests import call_ins, calls_for_action, document_requests
from workprogramme.member_requests.forms import CallForActionForm, CallInForm, DocumentForm
from workprogramme.member_requests.signatories import who_may_call_in
from workprogramme.models import CallForAction, CallIn, DocumentRequest, Signatory, UrgentDecision
from workprogramme.procedure_forms import scrutiny_committees
from workprogramme.suggestions.listing import takes_suggestions
from workprogramme.time_limits import Counting, can_be_called_in


@members
def front(request: SignedInRequest) -> HttpResponseBase:
    """Show the member's requests, call-ins that name them, and urgent decisions put to them as chairman."""
    today, counting, who = timezone.localdate(), Counting.current(), request.user.person
    requests = _documents(request.user).select_related("committee")
    calls = _calls(request.user).select_related("committee", "meeting", "item__meeting")
    named = Signatory.objects.filter(person=who).select_related("call_in__committee", "call_in__item__meeting")
    urgent = _asked_as_chairman(request.user).select_related(
        "committee", "chairman", "decision", "private_notice__meeting"
    )
    context = {
        "documents": [(row, deadlines.of_request(row, today, counting)) for row in requests],
        "calls": [(call, deadlines.of_call_for_action(call, today)) for call in calls],
        "call_ins": [
            (row.call_in, row, deadlines.of_call_in(row.call_in, today, counting))
            for row in named.order_by("-call_in__received_at")
        ],
        "urgent": [(row, deadlines.of_urgent(row, today), row.is_open_on(today)) for row in urgent],
        "may_ask": _committees(request.user).exists(),
        "bodies": [body for body in _committees(request.user) if takes_suggestions(body, today)],
        "may_call_in": _may_call_in(request.user, counting.rules.who_is_asked(today), today),
    }
    return render(request, "members/scrutiny.html", context)


def _documents(user: User) -> QuerySet[DocumentRequest]:
    """Return the requests that this member made."""
    return DocumentRequest.objects.readable_by(user, timezone.localdate()).filter(member=user.person)


def _calls(user: User) -> QuerySet[CallForAction]:
    """Return the calls for action that this member made."""
    return CallForAction.objects.readable_by(user, timezone.localdate()).filter(councillor=user.person)


def _named_in(user: User) -> QuerySet[CallIn]:
    """Return the call-ins in which this member is named."""
    return CallIn.objects.readable_by(user, timezone.localdate()).filter(members=user.person)


def _asked_as_chairman(user: User) -> QuerySet[UrgentDecision]:
    """Return the urgent decisions that this member is asked about as chairman."""
    return UrgentDecision.objects.readable_by(user, timezone.localdate()).filter(chairman=user.person)


def _committees(user: User) -> QuerySet[Committee]:
    """Return the scrutiny committees on which this member sits today."""
    today = timezone.localdate()
    return scrutiny_committees(today).filter(pk__in=committees_sat_on(user, today))


def _may_call_in(user: User, open_to: str, on: dt.date) -> bool:
    who = user.person
    return who is not None and who_may_call_in(open_to, None, on).filter(pk=who.pk).exists()


def _initial_committee(user: User) -> dict[str, int]:
    """Return a form's initial committee: the member's scrutiny committee, if they sit on only one."""
    committees = list(_committees(user)[:2])
    return {"committee": committees[0].pk} if len(committees) == 1 else {}


def _ask(
    request: SignedInRequest, verb: Callable[..., Any], thing: Any, form: forms.Form, **page: Any
) -> HttpResponseBase:
    """Show one form and carry out its act. Then redirect to the member's requests."""
    here = reverse("members:scrutiny")
    page |= {"trail": [("My meetings", reverse("members:front")), ("My scrutiny", here)]}
    return carry_out(request, verb, thing, form, then=here, back=here, back_text="Back to my scrutiny", **page)


@members
def document(request: SignedInRequest) -> HttpResponseBase:
    """Ask for a document of the executive, as a member of a scrutiny committee (SI 2012/2089 reg 17)."""
    bodies = _committees(request.user)
    if not bodies.exists():
        raise Http404
    return _ask(
        request, document_requests.ask, None,
        DocumentForm(typed(request), on=timezone.localdate(), committees=bodies, desk=False),
        message="Your request is with the scrutiny officer. This page shows when it is due.",
        title="Ask for a document",
        values={"member": person_of(request.user)},
        lead="As a member of a scrutiny committee, you are entitled to a copy of a document of the "
        "executive, as soon as "
        "practicable and within ten clear working days. If it is refused, you are given written reasons.",
    )  # fmt: skip


@members
def call_for_action(request: SignedInRequest) -> HttpResponseBase:
    """Refer a local matter to a scrutiny committee (LGA 2000 s.9FC)."""
    today, by = timezone.localdate(), request.user
    return _ask(
        request, calls_for_action.refer, None,
        CallForActionForm(typed(request), on=today, desk=False, by=by.person, initial=_initial_committee(by)),
        message="Your call for action is with the scrutiny officer.",
        title="Refer a local matter",
        values={"councillor": person_of(by)},
        lead="A councillor’s call for action puts a matter on the agenda of a scrutiny committee, to be "
        "discussed. Use it only if you could not settle the matter another way. What you write here is not published.",
    )  # fmt: skip


@members
def document_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw the member's own request, if it has not been answered."""
    row = get_object_or_404(_documents(request.user), pk=pk)
    form = ConfirmForm(typed(request), button="Withdraw the request")
    about = {"title": "Withdraw this request?", "text": row.document}
    return _ask(request, document_requests.withdraw, row, form, message="It is withdrawn.", **about)


@members
def call_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw the member's own call for action, if nobody has accepted or rejected it."""
    call = get_object_or_404(_calls(request.user), pk=pk)
    form = ConfirmForm(typed(request), button="Withdraw the call")
    about = {"title": "Withdraw this call for action?", "text": call.matter}
    return _ask(request, calls_for_action.withdraw, call, form, message="It is withdrawn.", **about)


@members
def call_in(request: SignedInRequest) -> HttpResponseBase:
    """Call a decision in, with other members. Raises Http404 for a member who may not call a decision in."""
    today, by, rules = timezone.localdate(), request.user, Counting.current().rules
    open_to = rules.who_is_asked(today)
    if not _may_call_in(by, open_to, today):
        raise Http404
    form = CallInForm(
        typed(request),
        on=today,
        open_to_it=can_be_called_in(today),
        open_to=open_to,
        signs=by.person,
        initial=_initial_committee(by),
    )

    def ask_others(made: CallIn) -> str:
        call_ins.ask_all_to_confirm(made, at=timezone.now(), by=by)
        return "Your call-in is with the scrutiny officer, who checks it. The others named are asked to confirm."

    lead = (
        f"{rules.call_in_members} members can call in a decision that is not yet carried out, within "
        f"{rules.call_in_days} working days from the day it was published."
    )
    about = {"title": "Call in a decision", "lead": lead}
    return _ask(request, call_ins.receive, None, form, message=ask_others, **about)


@members
def confirm(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Confirm the member's own name on a call-in that somebody else recorded."""
    call_in = get_object_or_404(_named_in(request.user).select_related("committee"), pk=pk)
    form = ConfirmForm(typed(request), button="Confirm that I call it in", warning=False)
    return _ask(
        request, call_ins.confirm, call_in, form, message="You have confirmed that you call the decision in.",
        values={"person": person_of(request.user)},
        title="Do you call this decision in?",
        lead=f"{call_in.decision_title}. Your name counts only if you confirm it.",
        text=call_in.reasons,
    )  # fmt: skip


@members
def leave(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Remove the member's own name from a call-in that has not been checked yet."""
    call_in = get_object_or_404(_named_in(request.user).select_related("committee"), pk=pk)
    form = ConfirmForm(typed(request), button="Remove my name")
    return _ask(
        request, call_ins.leave, call_in, form, message="Your name has been removed from the call-in.",
        values={"person": person_of(request.user)},
        title="Remove your name from this call-in?",
        lead=f"{call_in.decision_title}. If too few names are left, the call-in is not valid.",
    )  # fmt: skip


@members
def urgent(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show the member, as chairman, a request to agree to an urgent or private decision, and record the answer."""
    urgent = get_object_or_404(_asked_as_chairman(request.user).select_related("committee"), pk=pk)
    form = AgreeForm(typed(request))
    stands = (
        "" if urgent.answer == UrgentDecision.Answer.ASKED else deadlines.of_urgent(urgent, timezone.localdate()).text
    )
    lead = f"{urgent.get_kind_display()}. You are asked to agree that it is urgent and cannot reasonably be deferred."
    lead += f" {stands}" if stands else ""
    lead += " If you agree, your name and the reasons below are published." if urgent.private_notice_id else ""
    about = {"title": urgent.title, "lead": lead, "text": urgent.why}
    return _ask(request, urgent_decisions.answer, urgent, form, message="Your answer is in the register.", **about)
