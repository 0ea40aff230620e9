"""One attendee: when they were in the room, put right time by time, and whether they are counted."""

from django.contrib import messages
from django.http import HttpResponseBase

from committee.forms.edit_conflict import saved
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings.minutes.room.forms.room import PresenceForm, moment_of
from meetings.minutes.room.lookup import about, back, find_attendee
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Meeting, Presence

NEW = "new"


@desk
def person(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Put a time right, strike it out or add one (R25, R31)."""
    there, attendee = find_attendee(committee, meeting, pk)
    asked = request.POST.get("presence", "")
    forms = [(one, _form(request, there.minutes.meeting, one, asked)) for one in attendee.presences.all()]
    added = PresenceForm(request.POST if asked == NEW else None, auto_id="id_new_%s")
    wanted, bound = next(((one, form) for one, form in [*forms, (None, added)] if form.is_bound), (None, None))
    if bound is not None and (_strikes(request, wanted) or bound.is_valid()):
        try:
            _keep(request, there, attendee, wanted, bound)
        except Refused as refusal:
            bound.is_valid()
            bound.add_error(None, refusal.text)
        else:
            messages.success(request, f"The times of {attendee.name} are saved.")
            return back(request, there)
    return show(
        request,
        "desk/minutes/person.html",
        form=bound,
        forms=forms,
        added=added,
        attendee=attendee,
        may_go=not attendance.has_seat(attendee),
        **about(there),
    )


def _form(request: SignedInRequest, meeting: Meeting, presence: Presence, asked: str) -> PresenceForm:
    sent = request.POST if asked == str(presence.pk) else None
    return PresenceForm(sent, row=presence, holds=meeting, auto_id=f"id_{presence.pk}_%s")


def _strikes(request: SignedInRequest, presence: Presence | None) -> bool:
    return presence is not None and "strike" in request.POST


def _keep(
    request: SignedInRequest, there: Room, attendee: Attendee, presence: Presence | None, form: PresenceForm
) -> None:
    if presence is not None and _strikes(request, presence):
        attendance.remove_times(presence, by=request.user)
        return
    said = form.cleaned_data
    arrived = moment_of(there.minutes, said["arrived"], presence.arrived_at if presence else None)
    left = moment_of(there.minutes, said["left"], presence.left_at if presence else None)
    times = {"arrived_at": arrived, "left_at": left, "reason": said["reason"], "by": request.user}
    if presence is None:
        attendance.be_there(attendee, **times)
    else:
        saved(form, lambda: attendance.set_times(presence, **times))
