"""The clerk's page on members' plans and interests before a meeting, and the acts that record them in the room."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.views.acting import show
from meetings.lookup import about, desk_meeting
from meetings.members import expected
from meetings.minutes.room.lookup import clock_of, go, of_room
from meetings.minutes.room.state import Room
from meetings.models import AttendancePlan, InterestNotice, Meeting


@desk_meeting
def who_comes(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show members' messages before the meeting, with their private reasons and interests, and who sent none."""
    coming = expected.Expected.of(meeting)
    heard = [plan.person_id for plan in coming.plans]
    silent = meeting.membership().exclude(person__in=heard).select_related("person")
    return show(
        request, "desk/before_meeting.html", expected=coming, silent=silent,
        notices=expected.interest_notices(meeting), **about(meeting),
    )  # fmt: skip


@of_room
@require_POST
def record_plan(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Record in the minutes a part of a member's plan: apologies, watching by screen, or a substitute."""
    plan = get_object_or_404(AttendancePlan.objects.select_related("meeting"), meeting=room.minutes.meeting, pk=pk)
    what = request.POST.get("act", "")
    return go(request, room, lambda: expected.record_plan(plan, what=what, by=request.user))


@of_room
@require_POST
def record_interest(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Record an interest that a member gave notice of as declared at the time of the room's clock."""
    notices = InterestNotice.objects.select_related("item__meeting")
    notice = get_object_or_404(notices, item__meeting=room.minutes.meeting, pk=pk)
    at = clock_of(request, room)
    return go(request, room, lambda: expected.record_interest(notice, at=at, by=request.user))
