"""The desk's pages for complaints about personal data: the list, a complaint, acknowledgement and outcome (R61)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.acts.seen import having_read
from committee.complaints import verbs
from committee.complaints.forms import CorrectOutcomeForm, CorrectReceiptForm, OutcomeForm, RecordedComplaintForm
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.forms.shown import showing
from committee.models import DataComplaint
from committee.views.acting import Data, Done, ask, carry_out, press, typed
from committee.wording.dates import full_date

ON_A_PAGE = 50


def _trail(complaint: DataComplaint | None = None) -> list[tuple[str, str]]:
    """Return the breadcrumbs, as (text, address), of a page below the list, or below `complaint`."""
    steps = [("Desk", reverse("desk:front")), ("Personal data complaints", reverse("desk:complaints"))]
    if complaint:
        steps.append((complaint.reference, reverse("desk:complaint", args=[complaint.pk])))
    return steps


@desk
def complaints(request: SignedInRequest) -> HttpResponseBase:
    """
    Show complaints without an outcome, then complaints with an outcome. Only the latter are divided into pages.

    Complaints whose receipt is not acknowledged come first, by the last day to acknowledge it.
    """
    rows = DataComplaint.objects.order_by("-answered_at", "-received_on", "-pk").exclude(answered_at__isnull=True)
    waiting = list(DataComplaint.objects.open().order_by("acknowledged_at", "acknowledge_by", "pk"))
    waiting.sort(key=lambda row: (row.acknowledged_at is not None, row.acknowledge_by))
    context = {
        "waiting": waiting,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "trail": _trail()[:1],
    }
    return render(request, "desk/complaints/list.html", context)


@desk
def complaint(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show one complaint: its text, complainant and deadlines, with links to what the desk can do now."""
    complaint = get_object_or_404(DataComplaint.objects.select_related("recorded_by", "answered_by"), pk=pk)
    context = {"complaint": complaint, "today": timezone.localdate(), "trail": _trail()}
    return render(request, "desk/complaints/one.html", context)


@desk
def complaint_new(request: SignedInRequest) -> HttpResponseBase:
    """Record a complaint that did not come by the public form."""

    def tell(made: DataComplaint) -> Done:
        message = f"Complaint {made.reference} has been recorded. Acknowledge its receipt."
        return Done(message, reverse("desk:complaint", args=[made.pk]))

    form = RecordedComplaintForm(typed(request), initial={"received_on": timezone.localdate()})
    lead = (
        "For a complaint received by letter, by telephone or in person. Enter an email or postal address for the reply."
    )
    about: Data = {"title": "Record a complaint", "lead": lead, "trail": _trail()}
    return carry_out(request, verbs.complain, None, form, message=tell, **about)


def _act(
    request: SignedInRequest, verb: Callable[..., Any], complaint: DataComplaint, form: forms.Form, **page: Any
) -> HttpResponseBase:
    """Show the form of an act on a complaint; once it is sent, call `verb` and redirect to the complaint."""
    then = reverse("desk:complaint", args=[complaint.pk])
    return carry_out(request, verb, complaint, form, then=then, trail=_trail(complaint), **page)


@desk
@require_POST
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Email the acknowledgement, for the first time or again after a failure."""
    complaint = get_object_or_404(DataComplaint, pk=pk)

    def act() -> str:
        if verbs.acknowledge(complaint, at=timezone.now(), by=request.user):
            return "The acknowledgement has been emailed."
        messages.error(request, "The acknowledgement could not be sent. Write by post, then record that you did.")
        return ""

    return press(request, act, then=reverse("desk:complaint", args=[complaint.pk]))


def _how(request: SignedInRequest, button: str, label: str) -> ReasonForm:
    """Return a form that asks how the complainant was told other than by the portal's email."""
    hint = "For example: by letter of 3 December 2026."
    return ReasonForm(typed(request), button=button, label=label, hint=hint, most=120, name="how")


@desk
def acknowledged(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record an acknowledgement that was made by post or by telephone."""
    complaint = get_object_or_404(DataComplaint, pk=pk)
    form = _how(request, "Record acknowledgement", "How was it acknowledged?")
    about = {"message": "The acknowledgement has been recorded.", "title": "Record the acknowledgement"}
    return _act(request, verbs.record_acknowledgement, complaint, form, **about)


@desk
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record the outcome, and email it if the user ticks the box."""
    complaint = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: Data) -> str:
        wants_mail = typed_in.pop("send", False)
        answered_complaint = verbs.answer(complaint, **typed_in, at=timezone.now(), by=request.user)
        if not wants_mail:
            return "The outcome has been recorded. Send it to the person who complained."
        # The user has read this outcome, because they have just typed it.
        if having_read(verbs.send_outcome)(answered_complaint, at=timezone.now(), by=request.user):
            return "The outcome has been recorded and emailed."
        return "The outcome has been recorded, but the email could not be sent. Send it another way."

    where = reverse("desk:complaint", args=[complaint.pk])
    form = showing(OutcomeForm(typed(request), has_email=bool(complaint.email)), verbs.answer, complaint)
    facts = [("Complaint", complaint.details)]
    return ask(request, form, act, then=where, title="Record the outcome", trail=_trail(complaint), facts=facts)


@desk
def outcome_correct(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct an outcome that has not been sent."""
    complaint = get_object_or_404(DataComplaint, pk=pk)
    form = CorrectOutcomeForm(typed(request), row=complaint)
    about = {"message": "The outcome has been corrected. It has not been sent yet.", "title": "Correct the outcome"}
    return _act(request, verbs.correct_outcome, complaint, form, **about)


def _outcome(complaint: DataComplaint) -> list[tuple[str, str]]:
    """Return the outcome as facts, (label, text), for the page that sends it."""
    return [("Outcome", complaint.outcome)] if complaint.outcome else []


@desk
def outcome_send(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for confirmation, then email the outcome."""
    complaint = get_object_or_404(DataComplaint, pk=pk)

    def tell(sent: bool) -> str:
        if not sent:
            raise Refused("The email could not be sent. Send the outcome by post, then record that you did.")
        return "The outcome has been emailed."

    form = ConfirmForm(typed(request), button="Email the outcome", warning=False)
    lead = "Once it has been sent it can no longer be corrected."
    about: Data = {"title": "Email this outcome?", "lead": lead, "facts": _outcome(complaint)}
    return _act(request, verbs.send_outcome, complaint, form, message=tell, **about)


@desk
def outcome_sent(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record that the outcome was sent by post."""
    complaint = get_object_or_404(DataComplaint, pk=pk)
    form = _how(request, "Record that it was sent", "How was it sent?")
    about: Data = {"title": "Record that the outcome was sent", "facts": _outcome(complaint)}
    message = "It has been recorded that the outcome was sent."
    return _act(request, verbs.record_outcome_sent, complaint, form, message=message, **about)


@desk
def receipt_correct(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct the day on which a complaint was received."""
    complaint = get_object_or_404(DataComplaint, pk=pk)

    def tell(corrected: DataComplaint) -> str:
        return (
            f"Received on {full_date(corrected.received_on)}: acknowledge it by {full_date(corrected.acknowledge_by)}."
        )

    form = CorrectReceiptForm(typed(request), row=complaint)
    return _act(request, verbs.correct_receipt, complaint, form, message=tell, title="Correct the day of receipt")
