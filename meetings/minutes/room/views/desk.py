"""The room: one page on which a clerk minutes a meeting as it happens, item by item."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ActForm
from committee.models import User
from committee.views.acting import Data, ask, carried_out, typed
from committee.views.lookup import came_from
from committee.wording.dates import clock_time
from meetings.lookup import address, crumbs, find_meeting
from meetings.minutes.document import minute_states
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.forms.room import (
    AttendedForm,
    ClockForm,
    DecisionTimeForm,
    EndForm,
    ItemMinutedForm,
    MeetingTimesForm,
    ReasonForm,
    moment_of,
)
from meetings.minutes.room.holding import hold_minute
from meetings.minutes.room.lookup import (
    about,
    ask_here,
    back,
    carry_out_here,
    clock_of,
    go,
    is_ahead,
    is_set,
    is_today,
    of_entry,
    of_resolution,
    of_room,
    set_clock,
    start_of,
)
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import voting
from meetings.minutes.room.state import Room
from meetings.minutes.room.views.desk_page import page_of
from meetings.models import Access, Meeting, Minute, MinutesState, Resolution

OPENED_AS_TAKEN = (
    "This item is withheld from the public, so you cannot make it open and record its time at "
    "once. If it was considered in public, first save who may read it, then record its time."
)


@desk
def room(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Redirect to the meeting's current item; before the minutes are opened, show what opening will do."""
    row = find_meeting(committee, meeting)
    if not hasattr(row, "minutes"):
        return _unopened(request, row)
    state = Room.of(row.minutes)
    entry = state.open_entry() or _first_to_do(state)
    return redirect("desk:room-item", committee, meeting, entry.pk)


def _first_to_do(room: Room) -> Minute:
    """Return the minute of the first unfinished item, else of the last item; 404 where all items are left out."""
    wanted = [entry for entry in room.entries if not entry.omitted]
    if not wanted:
        raise Http404
    return next((entry for entry in wanted if entry.closed_at is None), wanted[-1])


def _unopened(request: SignedInRequest, meeting: Meeting, why_not: str = "") -> HttpResponse:
    items = list(meeting.items.filter(withdrawn_at__isnull=True).in_order())
    seats = meeting.seated()
    page = {
        "meeting": meeting,
        "trail": crumbs(meeting),
        "items": items,
        "seats": seats,
        "why_not": why_not,
        "published": meeting.versions.exists(),
        "is_ahead": is_ahead(meeting),
    }
    return render(request, "desk/minutes/unopened.html", page, status=422 if why_not else 200)


@desk
@require_POST
def open_room(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Open the minutes of the meeting; a second press changes nothing."""
    row = find_meeting(committee, meeting)
    if hasattr(row, "minutes"):
        return redirect("desk:room", committee, meeting)
    form, values = ActForm(typed(request)), {"at": start_of(row)} if row.date < timezone.localdate() else None
    then = address("room", row)
    answer = carried_out(request, opening.open_minutes, row, form, message="", values=values, then=then)
    return answer or _unopened(request, row, " ".join(map(str, form.non_field_errors())))


@of_room
@require_POST
def begin(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Record that the meeting began, and who presides where the form names a person."""
    at = clock_of(request, room)
    named = request.POST.get("person", "")
    presiding = next((attendee.person for attendee in room.attendees if str(attendee.person_id) == named), None)

    @transaction.atomic
    def preside_and_begin() -> None:
        if presiding is not None:
            attendance.preside(room.minutes, person=presiding, by=request.user)
        opening.begin_meeting(room.minutes, at=at, by=request.user)

    return go(request, room, preside_and_begin)


@of_room
@require_POST
def adjourn(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Adjourn or resume the meeting, as the button says, or remove an adjournment recorded by mistake."""
    at, minutes, by = clock_of(request, room), room.minutes, request.user
    acts = {
        "resume": lambda: opening.resume(minutes, at=at, by=by),
        "undo": lambda: opening.undo_adjournment(minutes, by=by),
    }
    return go(request, room, acts.get(request.POST.get("act", ""), lambda: opening.adjourn(minutes, at=at, by=by)))


@of_room
@require_POST
def catch_up(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Add items that came onto the agenda, and people who joined the committee, since the minutes were opened."""
    return go(request, room, lambda: opening.catch_up(room.minutes, by=request.user))


@of_entry
def minuted(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Edit whether an item has a minute, who may read that minute, and the times of the item."""

    def keep(data: Data) -> str:
        _keep_minuted(entry, data, request.user)
        return ""

    form = ItemMinutedForm(typed(request), row=entry)
    return ask_here(request, room, form, keep, heading="Times, and who may read it", entry=entry)


def _keep_minuted(entry: Minute, data: dict[str, Any], by: User) -> None:
    _, entry = hold_minute(entry)
    opens = entry.is_withheld and data["access"] == Access.OPEN
    if opens and not entry.was_taken and (data["opened"] or data["taken"]):
        raise Refused(OPENED_AS_TAKEN, rule="R17")
    access = {name: data[name] for name in ("access", "paragraphs", "public_heading")}
    if not data["has_minute"]:
        entry = minute_states.say_taken(entry, taken=False, by=by)
        minute_states.omit(entry, omitted=True, by=by)
        return
    if tuple(access.values()) != (entry.access, entry.paragraph_numbers, entry.public_heading):
        reason = data["reason"] if access["access"] != entry.access else ""
        entry = minute_states.set_access(entry, **access, reason=reason, by=by)
    entry = minute_states.omit(entry, omitted=False, by=by)
    if data["taken"]:
        entry = minute_states.say_taken(entry, taken=True, by=by)
    opened = moment_of(entry.minutes, data["opened"], entry.opened_at)
    closed = moment_of(entry.minutes, data["closed"], entry.closed_at)
    if (opened, closed) != (entry.opened_at, entry.closed_at):
        entry = minute_states.set_item_times(entry, opened_at=opened, closed_at=closed, by=by)
    if not data["taken"]:
        minute_states.say_taken(entry, taken=False, by=by)


@of_entry
def item(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponse:
    """Show the room at one item."""
    return render(request, "desk/minutes/room.html", page_of(request, room, entry))


@of_room
@require_POST
def clock(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Set the time at which the next acts are recorded, or clear the time set earlier."""
    form = ClockForm(request.POST)
    if "run" in request.POST:
        set_clock(request, room.minutes.meeting, None)
    elif form.is_valid():
        set_clock(request, room.minutes.meeting, form.cleaned_data["time"])
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["time"]))
    return back(request, room)


@of_entry
@require_POST
def reach(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Record that the meeting has reached this item (R17, R18)."""
    at = clock_of(request, room)
    return go(request, room, lambda: minute_states.open_item(entry, at=at, by=request.user), entry)


@of_entry
@require_POST
def done(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Close this item and open the next item that can be opened, if any."""
    at = clock_of(request, room)
    following = room.after(entry) or entry

    def close_and_open() -> None:
        minute_states.close_item(entry, at=at, by=request.user)
        if following is not entry and following.opened_at is None:
            minute_states.open_item(following, at=at, by=request.user)

    return go(request, room, close_and_open, following)


@of_entry
def attended(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Edit the attendees for this item."""
    form = AttendedForm(typed(request), room=room, item=entry.item, row=entry)
    heading = "Who attended for this item?"
    return carry_out_here(request, room, minute_states.attend_for, entry, form, entry=entry, heading=heading)


@of_room
def end(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Record the end of the meeting; the page lists unfinished items and undecided motions."""
    row = room.minutes.meeting
    otherwise = timezone.localtime(clock_of(request, room))
    form = EndForm(typed(request), running=is_today(row), initial={"time": otherwise} if is_set(request, row) else None)

    def act(data: Data) -> str:
        at = moment_of(room.minutes, data["time"]) or otherwise
        ended = opening.end_meeting(room.minutes, at=at, by=request.user)
        set_clock(request, row, None)
        return f"The meeting ended at {clock_time(ended.ended_at or at)}. Its minutes can now be written up."

    return ask(
        request,
        form,
        act,
        then=address("minutes-write-up", row),
        template="desk/minutes/end.html",
        left=[entry for entry in room.entries if entry.is_to_do],
        undecided=room.undecided(),
        **about(room),
    )


# Corrections of a clerk's error in unsigned minutes, on pages that ask for the reason

DONE = "The correction is recorded, with its reason."


@of_resolution
def decision_time(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Correct the time of a decision."""
    form = DecisionTimeForm(typed(request), button="Save time", row=resolution)
    return carry_out_here(
        request, room, clerical_errors.correct_decision_time, resolution, form, message=DONE, entry=resolution.minute,
        heading="Correct the time of the decision", text="Only the recorded time changes. The result does not.",
    )  # fmt: skip


@of_resolution
def undecide(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Remove a result recorded by mistake: at once while the meeting goes on, afterwards with a reason."""
    if room.minutes.ended_at is None and request.method == "POST":
        return go(request, room, lambda: voting.take_back(resolution, by=request.user), resolution.minute)
    form = ReasonForm(typed(request), button="Undo decision")
    return carry_out_here(
        request, room, voting.take_back, resolution, form, message=DONE, entry=resolution.minute,
        heading="Undo decision",
        text="The result and its votes are removed. The motion can then be decided again or withdrawn.",
    )  # fmt: skip


@of_room
def meeting_times(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Correct the times at which the meeting began, adjourned, resumed and ended."""
    form = MeetingTimesForm(typed(request), button="Save times", row=room.minutes)
    return carry_out_here(
        request, room, clerical_errors.correct_meeting_times, room.minutes, form, message=DONE, then=came_from(request),
        heading="Correct the times of the meeting",
        text="If the minutes are published, publish them again with the new times.",
    )  # fmt: skip


@of_room
def not_begun(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Undo a start of the meeting that was recorded by mistake."""
    if room.minutes.began_at is None:
        return back(request, room)
    form = ReasonForm(typed(request), button="Undo start of meeting")
    return carry_out_here(
        request, room, clerical_errors.take_beginning_back, room.minutes, form, message=DONE, then=came_from(request),
        heading="Undo start of meeting",
        text="Use this if the wrong meeting was started, or it did not take place. Attendance stays: remove it too if "
        "it is wrong. The meeting can then be moved, cancelled or started again.",
    )  # fmt: skip


@of_room
def reopen(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Reopen a meeting whose end was recorded by mistake."""
    if room.minutes.state == MinutesState.TAKING:
        return back(request, room)
    form = ReasonForm(typed(request), button="Reopen meeting")
    return carry_out_here(
        request, room, opening.reopen, room.minutes, form, message=DONE, then=came_from(request),
        heading="Reopen the meeting",
        text="The meeting continues as if it had not ended. Record its end again afterwards.",
    )  # fmt: skip


@of_room
def discard(request: SignedInRequest, room: Room) -> HttpResponseBase:
    """Discard minutes that were opened by mistake."""
    form = ReasonForm(typed(request), button="Discard minutes")
    return carry_out_here(
        request, room, clerical_errors.discard_minutes, room.minutes, form, message="The minutes are discarded.",
        then=address("meeting", room.minutes.meeting), heading="Discard the minutes",
        text="Minutes in which nothing is recorded are removed. The meeting can be minuted again later.",
    )  # fmt: skip
