"""
Calendar files of meetings: to subscribe to, of one committee, of all, and a member's own behind a secret address; and
of a single meeting.
"""

import datetime as dt
import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.access.permissions import committees_sat_on
from committee.files import files
from committee.models import Committee, Council, LegalKind
from committee.sign_in import calendar_links
from committee.views.lookup import or_404
from meetings.calendar import ics_export
from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet

BACK = dt.timedelta(days=366)  # days that a meeting stays in a calendar file after its day
CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def all_meetings(request: HttpRequest) -> HttpResponseBase:
    """Send the calendar file of all public meetings of the last year and to come."""
    return _send(request, _lately(Meeting.objects.public()), f"Meetings of {Council.current().name}", "meetings")


@require_safe
def committee_meetings(request: HttpRequest, committee: str) -> HttpResponseBase:
    """Send the calendar file of one committee; 404 for an informal body, because its meetings are not public."""
    body = get_object_or_404(Committee.objects.exclude(kind=LegalKind.INFORMAL), slug=committee)
    return _send(request, _lately(Meeting.objects.public().filter(committee=body)), body.name, body.slug)


@require_safe
def one_meeting(request: HttpRequest, committee: str, meeting: str) -> HttpResponseBase:
    """
    Send the calendar file of one meeting.

    The former address of a re-arranged meeting sends the same event, because not every calendar follows a redirect.
    """
    public = Meeting.objects.public().select_related("committee")
    row = or_404(public.at(committee, meeting).first() or public.moved_from(committee, meeting).first())
    return _send(request, public.filter(pk=row.pk), str(row), row.committee.slug, row.slug)


def _send(request: HttpRequest, meetings: MeetingQuerySet, name: str, *file: str) -> HttpResponseBase:
    data = ics_export.data(meetings, name=name, site=settings.SITE_URL)
    named = files.file_name(*file).removesuffix("pdf") + "ics"
    return files.send_made(request, data, named, key=hashlib.sha256(data).hexdigest(), content_type=CONTENT_TYPE)


def _lately(meetings: MeetingQuerySet) -> MeetingQuerySet:
    return meetings.filter(date__gte=timezone.localdate() - BACK)


@require_safe
def own_meetings(request: HttpRequest, token: str) -> HttpResponseBase:
    """
    Send the calendar file of the committees of the person who made this link, informal bodies included.

    SECURITY: only meetings that the members' side shows to the link's owner, and no word of an agenda or a paper.
    """
    today = timezone.localdate()
    owner = or_404(calendar_links.owner_of(token, today))
    seats = committees_sat_on(owner, today)
    meetings = Meeting.objects.readable_by(owner, today).agreed().filter(committee__in=seats).called_to(owner.person_id)
    data = ics_export.data(_lately(meetings), name="My meetings", site=settings.SITE_URL, address=_members_address)
    return files.send_copy(data, "my-meetings.ics", CONTENT_TYPE)


def _members_address(meeting: Meeting) -> str:
    return reverse("members:meeting", args=[meeting.committee.slug, meeting.slug])
