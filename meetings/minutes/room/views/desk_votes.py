"""How a question was decided: without a vote, by hands, by names, by a casting vote; a member's own vote on record."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.forms import Form
from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.forms.shown import sent_mark
from committee.views.acting import Done, carried_out, show, typed
from meetings.lookup import address
from meetings.minutes.document.wording import bare
from meetings.minutes.room.forms.resolutions import CastingForm, DemandForm, HandsForm, RecordedForm
from meetings.minutes.room.lookup import about, clock_of, go, of_resolution, saved_now
from meetings.minutes.room.resolutions import voting
from meetings.minutes.room.resolutions.amending import waits
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Resolution, Result


@of_resolution
@require_POST
def agreed(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Agreed without a vote."""
    at = clock_of(request, room)
    agree = partial(voting.agree, resolution, seen=sent_mark(request), at=at, by=request.user)
    return go(request, room, lambda: _outcome(agree()), resolution.minute)


@of_resolution
def vote(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Record a show of hands."""
    at = clock_of(request, room)
    return _decide(request, room, resolution, HandsForm(typed(request)), voting.show_of_hands, at=at)


@of_resolution
def names(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Record a vote by name: each member's own."""
    at = clock_of(request, room)
    # "All for" and "All against" fill the form in; where there are no scripts they are sent, and the page comes back.
    every = request.POST.get("all", "")
    voters = _voters(request, room, resolution)
    form = RecordedForm(None if every else typed(request), voters=voters, every=every)
    return _decide(request, room, resolution, form, voting.recorded_vote, at=at)


@of_resolution
def casting(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Record the casting vote, given or declined, on a tie (R30)."""
    return _decide(request, room, resolution, CastingForm(typed(request)), voting.cast)


@of_resolution
def demand(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Record a member's request, right after the vote, to have their own vote recorded (R32, SI 1993/202)."""
    form = DemandForm(typed(request), voters=_voters(request, room, resolution))
    return _decide(request, room, resolution, form, voting.demand)


def _outcome(resolution: Resolution) -> str:
    """Return the result and the counts as a sentence: "Carried, 6 for, 1 against."."""
    counts = (
        (resolution.votes_for, "for"),
        (resolution.votes_against, "against"),
        (resolution.abstentions, "abstained"),
    )
    words = [resolution.get_result_display(), *(f"{count} {choice}" for count, choice in counts if count)]
    return f"{', '.join(words)}."


def _voters(request: SignedInRequest, room: Room, resolution: Resolution) -> list[Attendee]:
    return room.voters_at(resolution.decided_at or clock_of(request, room), resolution.minute.item_id)


def _decide(
    request: SignedInRequest,
    room: Room,
    resolution: Resolution,
    form: Form,
    verb: Callable[..., object],
    **values: dt.datetime,
) -> HttpResponseBase:
    """Show the form, or do it and go on: after a tie, to the casting vote."""

    def said(_: object) -> Done:
        resolution.refresh_from_db()
        tied = resolution.result == Result.UNDETERMINED and not resolution.casting
        name, pk = ("vote-casting", resolution.pk) if tied else ("room-item", resolution.minute_id)
        return Done(f"{_outcome(resolution)} {saved_now()}", address(name, room.minutes.meeting, pk=pk))

    if answer := carried_out(request, verb, resolution, form, message=said, values=values):
        return answer
    at = resolution.decided_at or clock_of(request, room)
    here, needed = room.count_at(at, resolution.minute.item_id)
    return show(
        request,
        "desk/minutes/vote.html",
        form=form,
        kind=request.resolver_match and request.resolver_match.url_name,
        resolution=resolution,
        put=[bare(limb.text) for limb in resolution.limbs.all()],
        waits=waits(resolution),
        here=here,
        needed=needed,
        **about(room, resolution.minute),
    )
