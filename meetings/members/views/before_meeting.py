"""The page “Before the meeting” of a member: apologies, watching by screen, a substitute, interests."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate
from committee.acts.requests import SignedInRequest
from committee.acts.seen import as_shown
from committee.forms.fields import ActForm
from committee.forms.shown import sent_mark
from committee.views.acting import carried_out, press_to, show
from meetings.access import papers as access
from meetings.agendas.views.members import members_meeting
from meetings.members import before_meeting
from meetings.members.before_meeting import Before
from meetings.members.before_meeting_forms import ApologiesForm, InterestNoticeForm, SubstituteForm, initial_notice
from meetings.minutes.room.presence.attendance import substitute_may_vote
from meetings.models import AttendanceChoice, AttendancePlan, Meeting

OVER = "The meeting has begun or is cancelled, or nobody is asking you to be a substitute any more."


def _sent_data(request: SignedInRequest, form: type[ActForm]) -> Any:
    """Return the sent data where the button of `form` was pressed, else None."""
    return request.POST if request.POST.get("act") == form.button else None


@members_meeting
def before(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Show the member's messages to the committee team, with a form or button for each act; carry out the act sent."""
    now, here = timezone.now(), reverse("members:meeting-before", args=[meeting.committee.slug, meeting.slug])
    state = Before.of(request.user, meeting, now)
    apologies = ApologiesForm(_sent_data(request, ApologiesForm))
    if state is None:
        if not before_meeting.is_concerned(request.user, meeting):
            raise Http404
        back = reverse("members:meeting", args=[meeting.committee.slug, meeting.slug])
        notice = InterestNoticeForm(_sent_data(request, InterestNoticeForm), meeting=meeting, in_full=False)
        raise TooLate(
            OVER,
            notice if notice.is_bound else apologies,
            back=back,
            back_text="Open the meeting",
            told=("Before the meeting", OVER),
        )
    if answer := _carry_out_button(request, state, here):
        return answer
    if state.seat and (
        answer := carried_out(
            request, before_meeting.plan_attendance, meeting, apologies, then=here,
            values={"choice": AttendanceChoice.APOLOGIES}, message="Your apologies are sent to the committee team.",
        )
    ):  # fmt: skip
        return answer
    substitute = SubstituteForm(_sent_data(request, SubstituteForm), meeting=meeting)
    if state.seat and (
        answer := carried_out(
            request,
            before_meeting.ask_substitute,
            meeting,
            substitute,
            then=here,
            field="person",
            message=_request_message,
        )
    ):
        return answer
    in_full = access.may_read_in_full(request.user, meeting, timezone.localdate())
    earlier_declarations = before_meeting.earlier_declarations(request.user.person_id)
    interest = InterestNoticeForm(
        _sent_data(request, InterestNoticeForm), meeting=meeting, in_full=in_full,
        initial=initial_notice(earlier_declarations, meeting, request.GET.get("from", "")),
    )  # fmt: skip
    message = "The committee team has your notice. Declare the interest at the meeting too."
    if answer := carried_out(request, before_meeting.give_interest_notice, None, interest, then=here, message=message):
        return answer
    bound = next((form for form in (apologies, substitute, interest) if form.is_bound), None)
    return show(
        request, "members/before_meeting.html", form=bound, apologies=apologies, substitute=substitute,
        interest=interest, meeting=meeting, before=state, seen=as_shown(before_meeting.plan_attendance, meeting),
        notices=_with_titles(before_meeting.notices_of(meeting, request.user.person_id), in_full),
        may_give_notice=before_meeting.may_give_interest_notice_at(request.user, meeting, timezone.localdate()),
        has_items=before_meeting.items_of(meeting).exists(),
        earlier_declarations=earlier_declarations,
    )  # fmt: skip


def _with_titles(notices: Any, in_full: bool) -> list[tuple[Any, str]]:
    return [(notice, notice.item.title if in_full else notice.item.title_for_public) for notice in notices]


def _request_message(plan: AttendancePlan) -> str:
    assert plan.substitute is not None  # by the constraint `a_request_names_its_substitute`
    sentence = f"{plan.substitute} is asked by email. They are not your substitute until they accept."
    if substitute_may_vote(plan.meeting, plan.substitute):
        return sentence
    return f"{sentence} They have no vote in law on that day."


def _carry_out_button(request: SignedInRequest, state: Before, here: str) -> HttpResponseBase | None:
    """Carry out the act of a button that has no form; return None where none was pressed."""
    act, meeting = request.POST.get("act", ""), state.meeting
    if state.seat and act in (AttendanceChoice.COMING, AttendanceChoice.SCREEN):
        coming = act == AttendanceChoice.COMING
        message = "The committee team expects you." if coming else "Saved: you will watch by screen."
        values = {"choice": act, "seen": sent_mark(request)}
        return press_to(request, before_meeting.plan_attendance, meeting, values=values, then=here, message=message)
    if state.seat and act == "withdraw":
        message = "The request is withdrawn, and your substitute is emailed."
        return press_to(request, before_meeting.withdraw_substitute_request, meeting, then=here, message=message)
    if act in ("accept", "decline"):
        plan = next((plan for plan in state.requests if str(plan.pk) == request.POST.get("plan")), None)
        if plan is None:
            messages.error(request, "That member is no longer asking you to be the substitute.")
            return redirect(reverse("members:front"))
        accepts = act == "accept"
        message = f"You are the substitute for {plan.person}." if accepts else f"Declined. {plan.person} is emailed."
        return press_to(
            request, before_meeting.answer_substitute_request, plan, values={"accepts": accepts}, message=message,
            then=here if accepts else reverse("members:front"), otherwise=reverse("members:front"),
        )  # fmt: skip
    if act == "take-back":
        notices = before_meeting.notices_of(meeting, request.user.person_id)
        notice = next((row for row in notices if str(row.pk) == request.POST.get("notice")), None)
        if notice is None:
            return redirect(here)
        return press_to(
            request, before_meeting.take_back_interest_notice, notice, then=here, message="The notice is deleted."
        )
    return None
