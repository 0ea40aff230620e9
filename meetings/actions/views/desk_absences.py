"""Pages of absences: the end of each councillor's six months, and the council's approvals (LGA 1972 s.85, R36)."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.law.attendance import Stage
from committee.models import Person
from committee.register.forms.people import StrikeOutForm
from committee.views.acting import carry_out, press_to, typed
from committee.views.lookup import find_or_done
from committee.wording.dates import full_date, long_date
from meetings.actions.absences import (
    Absence,
    absence_of,
    approve_absence,
    correct_approval,
    kept_from,
    of_councillors,
    record_attendance,
    recorded_until,
    remove_attendance,
    strike_out_approval,
)
from meetings.actions.forms import ApprovalForm, CorrectApprovalForm, ElsewhereForm
from meetings.models import AbsenceApproval, AttendanceElsewhere

COUNTS = (
    "Attending as a member counts at any committee, sub-committee or joint committee of the council, at a body that "
    "carries out its functions, and at an outside body on which they represent the council (Local Government Act 1972 "
    "section 85(2)). Meetings minuted here are counted already."
)
WHO_APPROVES = (
    "Only the council, or a body it has authorised, can approve a reason, and only before the six months have run out "
    "(Local Government Act 1972 section 85(1))."
)


@desk
def absences(request: SignedInRequest) -> HttpResponseBase:
    """List every councillor's last attendance and the day their six months end, the nearest first."""
    today = timezone.localdate()
    rows = of_councillors(today)
    last = recorded_until()
    context = {
        "near": [absence for absence in rows if absence.stage in (Stage.WARNED, Stage.ALERTED)],
        "over": [absence for absence in rows if absence.stage is Stage.EXPIRED],
        "rest": [absence for absence in rows if absence.stage is Stage.FINE],
        "known": last,
        "stale": last is None or (today - last).days > 60,
        "elsewhere": AttendanceElsewhere.objects.select_related("person")[:20],
        "kept_from": kept_from(),
        "approvals": AbsenceApproval.objects.select_related("person").order_by("-approved_on")[:20],
        "today": today,
        "trail": [("Desk", reverse("desk:front"))],
    }
    return render(request, "desk/absences/list.html", context)


@desk
def absence_elsewhere(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record that somebody attended a body that is not minuted here (LGA 1972 s.85(2))."""
    person = get_object_or_404(Person.objects.councillors(timezone.localdate()), slug=slug)
    return carry_out(
        request, record_attendance, person, ElsewhereForm(typed(request)),
        message=f"The attendance of {person} is recorded.", then=reverse("desk:absences"), template="desk/act.html",
        field=lambda refusal: "body" if refusal.rule == "R36" else "attended_on",
        title=f"Add a meeting attended by {person}", caption=person.printed_name, heading="Add a meeting attended",
        prose=COUNTS, trail=_trail(), back=reverse("desk:absences"), back_text="Cancel",
    )  # fmt: skip


@desk
@require_POST
def absence_elsewhere_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Strike out an attendance elsewhere that was recorded by mistake."""
    attendance = AttendanceElsewhere.objects.filter(pk=pk).first()
    if attendance is None:
        messages.info(request, "That attendance has already been removed.")
        return redirect("desk:absences")
    message = "The attendance is removed."
    return press_to(request, remove_attendance, attendance, message=message, then=reverse("desk:absences"))


@desk
def absence_approve(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Record that the council approved the reason for somebody's absence."""
    today = timezone.localdate()
    person = get_object_or_404(Person.objects.councillors(today), slug=slug)
    state = absence_of(person, today)
    return carry_out(
        request, approve_absence, person, ApprovalForm(typed(request)),
        message=f"The approval of {person}’s absence is recorded.", then=reverse("desk:absences"),
        template="desk/act.html", field="approved_on", title=f"Approval of {person}’s absence",
        caption=person.printed_name, heading="Record an approval of absence",
        lead=_six_months(state, today) if state else "", prose=WHO_APPROVES, trail=_trail(),
    )  # fmt: skip


def _six_months(absence: Absence, today: dt.date) -> str:
    """Return a sentence on when somebody last attended, and when their six months end."""
    ends = absence.clock.ends
    last = f"Last attended on {long_date(absence.last)}. " if absence.last else ""
    return f"{last}The six months {'ended' if ends < today else 'end'} with {long_date(ends)}."


def _trail() -> list[tuple[str, str]]:
    return [("Desk", reverse("desk:front")), ("Absences", reverse("desk:absences"))]


@desk
def approval_correct(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Correct an approval that was recorded wrongly."""
    approval = find_or_done(AbsenceApproval.objects.select_related("person"), pk, then=reverse("desk:absences"))
    links = [(reverse("desk:approval-strike-out", args=[pk]), "Remove it: the council never approved it")]
    form = CorrectApprovalForm(typed(request), row=approval)
    page = _about(approval, "corrected", title="Correct this approval", links=links)
    return carry_out(request, correct_approval, approval, form, **page)


@desk
def approval_strike_out(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for the reason, then strike out an approval that was recorded by mistake."""
    approval = find_or_done(AbsenceApproval.objects.select_related("person"), pk, then=reverse("desk:absences"))
    form = StrikeOutForm(typed(request))
    lead = "The six months are counted as if it had not been recorded. The history keeps the approval."
    links = [(reverse("desk:approval-correct", args=[pk]), "Correct it instead")]
    page = _about(approval, "removed", title="Remove this approval?", lead=lead, links=links)
    return carry_out(request, strike_out_approval, approval, form, **page)


def _about(approval: AbsenceApproval, done: str, **page: Any) -> dict[str, Any]:
    """Return the context of an act on an approval; `done` ("corrected") completes the message after the act."""
    dates = f"{full_date(approval.approved_on)}, until {full_date(approval.until)}"
    facts = [("Approved on", dates), ("Reason", approval.reason)]
    about = {"message": f"The approval of {approval.person}’s absence is {done}.", "then": reverse("desk:absences")}
    return about | {"caption": approval.person.printed_name, "trail": _trail(), "facts": facts} | page
