"""A member's own calendar: make, renew and end its secret URL."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import kept_to_itself, members
from committee.acts.requests import SignedInRequest
from committee.models import CalendarLink
from committee.sign_in import calendar_links
from committee.views.acting import press, press_to


@kept_to_itself
@members
def calendar_link(request: SignedInRequest) -> HttpResponse:
    """Show whether the member has a link, and since when. Its address is shown only once, when the link is made."""
    return render(request, "members/calendar_link.html", {"link": _link(request)})


@kept_to_itself
@members
@require_POST
def calendar_link_new(request: SignedInRequest) -> HttpResponseBase:
    """Make a link, replacing any earlier link, and show its address."""

    def act() -> HttpResponse:
        token = calendar_links.make_calendar_link(at=timezone.now(), by=request.user)
        path = reverse("public:own-calendar", args=[token])
        page = {"link": _link(request), "path": path, "address": settings.SITE_URL + path}
        return render(request, "members/calendar_link.html", page)

    return press(request, act, then=reverse("members:calendar-link"))


@members
@require_POST
def calendar_link_end(request: SignedInRequest) -> HttpResponseBase:
    """End the link: its address no longer works."""
    message, then = "Your calendar link has ended.", reverse("members:calendar-link")
    return press_to(request, calendar_links.end_calendar_link, None, message=message, then=then)


def _link(request: SignedInRequest) -> CalendarLink | None:
    return CalendarLink.objects.filter(user=request.user).first()
