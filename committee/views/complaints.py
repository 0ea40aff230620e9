"""The desk's pages of complaints about personal data: the list, one, and its acknowledgement and outcome (R61)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee import complaints as verbs
from committee.dates import full_date
from committee.forms.complaints import (
    AcknowledgementForm,
    CorrectOutcomeForm,
    CorrectReceiptForm,
    OutcomeForm,
    OutcomeSentForm,
    RecordedComplaintForm,
)
from committee.forms.fields import ConfirmForm
from committee.models import DataComplaint
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import Done, ask, press, typed

ON_A_PAGE = 50


def _trail(complaint: DataComplaint | None = None) -> list[tuple[str, str]]:
    """Breadcrumbs of a page below the list, or below one complaint."""
    steps = [("Desk", reverse("desk:front")), ("Personal data complaints", reverse("desk:complaints"))]
    if complaint:
        steps.append((complaint.reference, reverse("desk:complaint", args=[complaint.pk])))
    return steps


@desk
def complaints(request: SignedInRequest) -> HttpResponseBase:
    """Open complaints by the day on which receipt must be acknowledged, then those with an outcome."""
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
    """One complaint: what is complained of, who by, its clock, and what can be done."""
    row = get_object_or_404(DataComplaint.objects.select_related("recorded_by", "answered_by"), pk=pk)
    context = {"complaint": row, "today": timezone.localdate(), "trail": _trail()}
    return render(request, "desk/complaints/one.html", context)


@desk
def complaint_new(request: SignedInRequest) -> HttpResponseBase:
    """Record a complaint that came otherwise than by the form."""

    def act(typed_in: dict[str, Any]) -> Done:
        made = verbs.complain(**typed_in, at=timezone.now(), by=request.user)
        said = f"Complaint {made.reference} has been recorded. Acknowledge its receipt."
        return Done(said, reverse("desk:complaint", args=[made.pk]))

    form = RecordedComplaintForm(typed(request), initial={"received_on": timezone.localdate()})
    lead = "One that came by letter, by telephone or in person. Give an email or a postal address to answer to."
    return ask(
        request,
        form,
        act,
        title="Record a complaint",
        lead=lead,
        trail=_trail(),
    )


@desk
@require_POST
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """E-mail the acknowledgement, once more where it could not be sent."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act() -> str:
        if verbs.acknowledge(row, at=timezone.now(), by=request.user):
            return "The acknowledgement has been e-mailed."
        messages.error(request, "The acknowledgement could not be sent. Write by post, then record that you did.")
        return ""

    return press(request, act, then=reverse("desk:complaint", args=[row.pk]))


@desk
def acknowledged(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record an acknowledgement that was made by post or by telephone."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.record_acknowledgement(row, **typed_in, at=timezone.now(), by=request.user)
        return "The acknowledgement has been recorded."

    where = reverse("desk:complaint", args=[row.pk])
    title = "Record the acknowledgement"
    return ask(request, AcknowledgementForm(typed(request)), act, then=where, title=title, trail=_trail(row))


@desk
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record the outcome, and e-mail it where that is wanted."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        kept = verbs.answer(row, outcome=typed_in["outcome"], at=timezone.now(), by=request.user)
        if not typed_in.get("send"):
            return "The outcome has been recorded. Send it to whoever complained."
        if verbs.send_outcome(kept, at=timezone.now(), by=request.user):
            return "The outcome has been recorded and e-mailed."
        return "The outcome has been recorded, but the e-mail could not be sent. Send it otherwise."

    where = reverse("desk:complaint", args=[row.pk])
    form = OutcomeForm(typed(request), has_email=bool(row.email))
    return ask(request, form, act, then=where, title="Record the outcome", trail=_trail(row))


@desk
def outcome_correct(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct an outcome that has not been sent."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.correct_outcome(row, **typed_in, at=timezone.now(), by=request.user)
        return "The outcome has been corrected. It has not been sent yet."

    where = reverse("desk:complaint", args=[row.pk])
    form = CorrectOutcomeForm(typed(request), row=row)
    return ask(request, form, act, then=where, title="Correct the outcome", trail=_trail(row))


@desk
def outcome_send(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask once, then e-mail the outcome."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        if not verbs.send_outcome(row, at=timezone.now(), by=request.user):
            raise Refused("The e-mail could not be sent. Send the outcome by post, then record that you did.")
        return "The outcome has been e-mailed."

    where = reverse("desk:complaint", args=[row.pk])
    form = ConfirmForm(typed(request), button="E-mail the outcome", warning=False)
    facts = [("Outcome", row.outcome)] if row.outcome else []
    title = "E-mail this outcome?"
    lead = "Once it has been sent it can no longer be corrected."
    return ask(request, form, act, then=where, title=title, lead=lead, trail=_trail(row), facts=facts)


@desk
def outcome_sent(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record that the outcome was sent by post."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.record_outcome_sent(row, **typed_in, at=timezone.now(), by=request.user)
        return "It has been recorded that the outcome was sent."

    where = reverse("desk:complaint", args=[row.pk])
    title = "Record that the outcome was sent"
    return ask(request, OutcomeSentForm(typed(request)), act, then=where, title=title, trail=_trail(row))


@desk
def receipt_correct(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct the day on which a complaint was received."""
    row = get_object_or_404(DataComplaint, pk=pk)

    def act(typed_in: dict[str, Any]) -> str:
        kept = verbs.correct_receipt(row, **typed_in, at=timezone.now(), by=request.user)
        return f"Received on {full_date(kept.received_on)}: acknowledge it by {full_date(kept.acknowledge_by)}."

    where = reverse("desk:complaint", args=[row.pk])
    form = CorrectReceiptForm(typed(request), row=row)
    return ask(request, form, act, then=where, title="Correct the day of receipt", trail=_trail(row))
