"""One attendee: when they were in the room, put right time by time, and whether they are counted."""

from django.http import HttpResponseBase

from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, answered, press, show
from meetings.minutes.room.forms.room import PresenceForm, moment_of
from meetings.minutes.room.lookup import about, find_attendee, place
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Meeting, Presence

NEW = "new"


@desk
def person(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Put a time right, strike it out or add one (R25, R31)."""
    room, attendee = find_attendee(committee, meeting, pk)
    asked = request.POST.get("presence", "")
    forms = [(presence, _form(request, room.minutes.meeting, presence, asked)) for presence in attendee.presences.all()]
    added = PresenceForm(request.POST if asked == NEW else None, auto_id="id_new_%s")
    struck = next((one for one, form in forms if form.is_bound and "strike" in request.POST), None)
    if struck is not None:
        return _strike(request, room, attendee, struck)
    wanted, bound = next(((one, form) for one, form in [*forms, (None, added)] if form.is_bound), (None, None))

    def act(data: Data) -> str:
        _keep(request, room, attendee, wanted, data)
        return f"The times of {attendee.name} are saved."

    if bound is not None and (answer := answered(request, bound, act, then=place(request, room))):
        return answer
    return show(
        request,
        "desk/minutes/person.html",
        form=bound,
        forms=forms,
        added=added,
        attendee=attendee,
        may_go=not attendance.has_seat(attendee),
        **about(room),
    )


def _form(request: SignedInRequest, meeting: Meeting, presence: Presence, asked: str) -> PresenceForm:
    sent = request.POST if asked == str(presence.pk) else None
    return PresenceForm(sent, row=presence, auto_id=f"id_{presence.pk}_%s")


def _strike(request: SignedInRequest, room: Room, attendee: Attendee, presence: Presence) -> HttpResponseBase:
    """Whatever stands in its boxes, these times are taken out."""

    def act() -> str:
        attendance.remove_times(presence, by=request.user)
        return f"The times of {attendee.name} are saved."

    return press(request, act, then=place(request, room), otherwise=request.path)


def _keep(request: SignedInRequest, room: Room, attendee: Attendee, presence: Presence | None, data: Data) -> None:
    arrived = moment_of(room.minutes, data["arrived"], presence.arrived_at if presence else None)
    left = moment_of(room.minutes, data["left"], presence.left_at if presence else None)
    times = {"arrived_at": arrived, "left_at": left, "reason": data["reason"], "by": request.user}
    if presence is None:
        attendance.be_there(attendee, **times)
    else:
        attendance.set_times(presence, **times)
