"""Desk page that makes the notice of a decision for a party."""

from django.http import HttpResponseBase

from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.views.acting import carried_out, show, typed
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
    made = []

    def keep(data: bytes) -> str:
        made.append(data)
        return ""

    then = address("room-item", meeting, pk=entry.pk)
    if carried_out(request, decision_notice.send_notice, entry, form, message=keep, then=then):
        name = files.file_name(meeting.committee.slug, meeting.slug, "notice of decision")
        return files.send_copy(made[0], name, as_attachment=True)
    return show(
        request, "desk/act.html", form=form, heading="Notice of decision", caption=entry.heading,
        texts=[one.plain for one in decision_notice.decided(entry)] or ["Nothing has been decided yet."],
        back=then, back_text="Back to the item", **about(meeting),
    )  # fmt: skip
