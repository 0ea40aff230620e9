"""Pages about people in the room: arrivals, apologies, guests, substitutes, presiding, interests, corrected times."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.law.response import interest_notified_by
from committee.views.acting import Data, carried_out, press_to, show, typed
from committee.views.lookup import came_from, or_404
from committee.wording.dates import long_date
from meetings.actions.verbs import sign_in_of
from meetings.minutes.findings.consistency import DECIDED
from meetings.minutes.room.forms.room import (
    BreachForm,
    GuestForm,
    InterestForm,
    PresenceForm,
    PresidingForm,
    ReasonForm,
    SubstituteForm,
)
from meetings.minutes.room.lookup import (
    about,
    ask_here,
    carry_out_here,
    clock_of,
    go,
    is_ahead,
    of_attendee,
    of_entry,
    of_room,
    place,
)
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Breach, Declaration, InterestKind, Method, Minute, Minutes, Presence, Resolution


@of_attendee
@require_POST
def act(request: SignedInRequest, room: Room, attendee: Attendee) -> HttpResponseBase:
    """Record one act about an attendee: presence, apologies, attendance by video, right to vote, or removal."""
    at = clock_of(request, room)
    acts = {
        "arrive": lambda: attendance.arrive(attendee, at=at, by=request.user),
        "leave": lambda: attendance.leave(attendee, at=at, by=request.user),
        "absent": lambda: attendance.be_absent(attendee, by=request.user),
        "apologise": lambda: attendance.apologise(attendee, by=request.user),
        "no_apologies": lambda: attendance.apologise(attendee, sent=False, by=request.user),
        "on_screen": lambda: attendance.be_on_screen(attendee, virtual=True, by=request.user),
        "in_the_room": lambda: attendance.be_on_screen(attendee, virtual=False, by=request.user),
        "vote": lambda: attendance.entitle(attendee, voting=True, by=request.user),
        "no_vote": lambda: attendance.entitle(attendee, voting=False, by=request.user),
        "remove": lambda: attendance.remove_attendee(attendee, by=request.user),
    }
    wanted = or_404(acts.get(request.POST.get("act", "")))
    return go(request, room, wanted)


@of_room
@require_POST
def everybody(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Record the whole committee as here, except those who sent apologies; the clerk then corrects late arrivals."""
    expected = [attendee for attendee in room.of_the_committee if not attendee.apologies]
    at = clock_of(request, room)
    return go(request, room, lambda: attendance.arrive_all(expected, at=at, by=request.user))


@of_room
def guest(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Add somebody to the list, as arriving now unless they sent apologies or the meeting's day is still to come."""

    def add(data: Data) -> str:
        added = attendance.add_guest(room.minutes, **data, by=request.user)
        if not data["apologies"] and not is_ahead(room.minutes.meeting):
            attendance.arrive(added, at=clock_of(request, room), by=request.user)
        return f"{added.name} is on the list."

    form, heading = GuestForm(typed(request)), "Add an officer or guest"
    return ask_here(request, room, form, add, heading=heading, then=came_from(request))


@of_room
def substitute(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Add a substitute for an absent member, as arriving now unless the meeting's day is still to come."""

    def add(data: Data) -> str:
        added = attendance.substitute(room.minutes, **data, by=request.user)
        if not is_ahead(room.minutes.meeting):
            attendance.arrive(added, at=clock_of(request, room), by=request.user)
        return f"{added.name} is on the list in place of {added.replaces}."

    form = SubstituteForm(typed(request), minutes=room.minutes)
    return ask_here(request, room, form, add, heading="Add a substitute", then=came_from(request))


@of_room
def presiding(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Record who presides from now on."""
    form = PresidingForm(typed(request), room=room, row=room.minutes)
    then = came_from(request)
    return carry_out_here(request, room, attendance.preside, room.minutes, form, heading="Who presides?", then=then)


@of_entry
def interest(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Record a member's declaration of interest, in this item unless another item is chosen (LA 2011 s.31)."""

    def declare(data: Data) -> str:
        fields = dict(data)
        who, item = fields.pop("attendee"), fields.pop("item")
        row = interests.declare(who, item, at=clock_of(request, room), by=request.user, **fields)
        return " ".join(["The interest is recorded.", *_duty(row)])

    form = InterestForm(typed(request), room=room, initial={"item": entry.item_id, "registered": True})
    return ask_here(request, room, form, declare, heading="Declare an interest", entry=entry)


def _duty(declaration: Declaration) -> list[str]:
    """R34: return a sentence on the member's duty to notify an unregistered interest; [] where there is no duty."""
    if declaration.registered or declaration.kind != InterestKind.DPI:
        return []
    by = long_date(interest_notified_by(timezone.localdate(declaration.made_at)))
    duty = f"{declaration.attendee.name} must notify the monitoring officer by {by}"
    return [
        f"{duty}, and has been emailed." if sign_in_of(declaration) else f"{duty}. They have no sign-in, so tell them."
    ]


@of_room
def interest_remove(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Remove an interest that was recorded by mistake; removing a barring interest needs a reason (R33)."""
    declaration = get_object_or_404(Declaration.objects.filter(minutes=room.minutes, pk=pk).select_related("attendee"))
    at = clock_of(request, room)
    if request.method == "POST" and not declaration.bars:
        return go(request, room, lambda: interests.undeclare(declaration, at=at, by=request.user))
    form = ReasonForm(typed(request), button="Remove interest")
    return carry_out_here(
        request, room, interests.undeclare, declaration, form, values={"at": at},
        message="The interest is removed. The monitoring officer is asked to look at it.",
        entry=_entry_of(room, declaration),
        heading=f"Remove the interest of {declaration.attendee.name}",
        text="A disclosable pecuniary interest stops them from taking part. If you remove it, the findings of the "
        "minutes name the reason, and the monitoring officer is asked to look at it. Do not say what the interest is.",
    )  # fmt: skip


@of_attendee
def person(request: SignedInRequest, room: Room, attendee: Attendee) -> HttpResponseBase:
    """Correct, strike out or add one of an attendee's stays in the room (R25, R31)."""
    forms = [(presence, _form(request, room.minutes, presence)) for presence in (*attendee.presences.all(), None)]
    presence, form = next((pair for pair in forms if pair[1].is_bound), (None, None))
    message, then = f"The times of {attendee.name} are saved.", place(request, room)
    if presence and "strike" in request.POST:  # the time fields are not read
        return press_to(request, attendance.remove_times, presence, message=message, then=then, otherwise=request.path)
    verb, thing = (attendance.set_times, presence) if presence else (attendance.be_there, attendee)
    if form and (answer := carried_out(request, verb, thing, form, message=message, then=then)):
        return answer
    *corrected, (_, added) = forms
    may_go = not attendance.has_seat(attendee)
    return show(
        request, "desk/minutes/person.html", form=form, forms=corrected, added=added, attendee=attendee, may_go=may_go,
        **about(room),
    )  # fmt: skip


def _form(request: SignedInRequest, minutes: Minutes, presence: Presence | None) -> PresenceForm:
    key = str(presence.pk) if presence else "new"
    sent = request.POST if request.POST.get("presence") == key else None
    return PresenceForm(sent, row=presence, minutes=minutes, auto_id=f"id_{key}_%s")


BARRED = (
    "A disclosable pecuniary interest bars {name} from speaking and voting on this item (Localism Act 2011 section "
    "31(4)). Record what happened. A vote in breach is not counted: leave it out of the numbers "
    "you record. An action is created for the monitoring officer."
)


@of_room
def breach(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Record that a member voted or spoke although a declared interest barred them."""
    declaration = next((row for row in room.declarations if row.pk == pk and row.bars), None)
    entry = _entry_of(room, declaration) if declaration else None
    if declaration is None or entry is None:
        raise Http404
    form = BreachForm(typed(request), put=_put(entry))
    name, item = declaration.attendee.name, declaration.item

    def record(data: Data) -> str:
        now, by = timezone.now(), request.user
        if form.vote:
            interests.record_vote_in_breach(declaration, *form.vote, at=now, by=by)
        else:
            interests.record_speech_in_breach(declaration, at=now, by=by)
        return "The breach is recorded, and the monitoring officer has an action about it."

    return ask_here(
        request, room, form, record, heading="Record a vote or speech in breach of an interest", entry=entry,
        field="what", title="Record a breach", lead=f"{name}, in item {item.number}, {entry.heading}",
        prose=BARRED.format(name=name),
    )  # fmt: skip


def _entry_of(room: Room, declaration: Declaration) -> Minute | None:
    return next((entry for entry in room.entries if entry.item_id == declaration.item_id), None)


def _put(entry: Minute) -> list[Resolution]:
    """Return the motions put to a vote under the item."""
    return [
        resolution
        for resolution in entry.resolutions.all()
        if resolution.result in DECIDED and resolution.method != Method.ASSENT
    ]


@of_room
@require_POST
def breach_remove(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Strike out a breach that was recorded by mistake."""
    breach = get_object_or_404(
        Breach.objects.filter(declaration__minutes=room.minutes, pk=pk).select_related("declaration")
    )
    return go(request, room, lambda: interests.strike_out_breach(breach, by=request.user))
