"""The front pages that see every app: what needs the desk, and what is asked of an officer."""

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee.daily import last_run
from committee.models import DataComplaint
from committee.permissions import desk, officers, reads_the_reading_log
from committee.requests import SignedInRequest
from meetings.agendas.views.desk_front import needs_of_meetings
from meetings.papers.views.officers import asked_of_officer
from workprogramme.desk_tasks import waiting
from workprogramme.outcomes.draft_from_minute import to_write


@desk
def desk_front(request: SignedInRequest) -> HttpResponse:
    """Agendas to publish, papers to chase, what to write up and follow, work programmes, the month, and daily tasks."""
    now = timezone.now()
    today = timezone.localdate(now)
    complaints = DataComplaint.objects.open().aggregate(
        count=Count("pk"), by=Min("acknowledge_by", filter=Q(acknowledged_at__isnull=True))
    )
    context = {
        **needs_of_meetings(today),
        "programmes": waiting(today),
        "complaints": complaints,
        "daily": last_run(now),
    }
    return render(request, "desk/front.html", context)


@officers
def officers_front(request: SignedInRequest) -> HttpResponse:
    """What committees asked, papers that are owed, outcomes to write, then papers already in."""
    user, today = request.user, timezone.localdate()
    outcomes = to_write(user.person, today) if user.person else []
    context = {**asked_of_officer(user, today), "outcomes": outcomes, "watches": reads_the_reading_log(user, today)}
    return render(request, "officers/front.html", context)
