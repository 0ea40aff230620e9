"""Desk page that makes the notice of a decision for a party."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.views.acting import show, typed
from meetings.lookup import about, address
from meetings.minutes.forms import DecisionNoticeForm
from meetings.minutes.publication import decision_notice
from meetings.minutes.room.lookup import of_entry
from meetings.minutes.room.state import Room
from meetings.models import Minute


@of_entry
def notice(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Make the notice of what was decided under a minute, for one party: a PDF, and an email if an address is given."""
    meeting = room.minutes.meeting
    form = DecisionNoticeForm(typed(request), initial={"appeal": decision_notice.usual_appeal(entry)})
    if form.is_bound and form.is_valid():
        try:
            made = decision_notice.send_notice(entry, **form.cleaned_data, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            return files.send_copy(made, files.file_name(meeting.committee.slug, meeting.slug, "notice of decision"))
    return show(
        request, "desk/act.html", form=form, heading="Notice of decision", caption=entry.heading,
        back=address("room-item", meeting, pk=entry.pk), back_text="Back to the item", **about(meeting),
    )  # fmt: skip
