"""How a question was decided: without a vote, by hands, by names, by a casting vote; a member's own vote on record."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, answered, show, typed
from meetings.lookup import address
from meetings.minutes.document.wording import bare
from meetings.minutes.room.lookup import about, clock_of, find_resolution, go
from meetings.minutes.room.resolutions.forms import CastingForm, DemandForm, HandsForm, RecordedForm
from meetings.minutes.room.state import Room
from meetings.minutes.room.votes import voting
from meetings.models import Attendee, Resolution, Result


@desk
@require_POST
def agreed(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Agreed without a vote."""
    there, row = find_resolution(committee, meeting, pk)
    at = clock_of(request, there)
    return go(request, there, lambda: voting.agree(row, at=at, by=request.user), row.minute)


@desk
def vote(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """A show of hands."""
    there, row = find_resolution(committee, meeting, pk)
    at = clock_of(request, there)
    form = HandsForm(typed(request))
    return _decide(
        request, there, row, form, lambda: voting.show_of_hands(row, **form.cleaned_data, at=at, by=request.user)
    )


@desk
def names(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """A recorded vote: each member by name."""
    there, row = find_resolution(committee, meeting, pk)
    at = clock_of(request, there)
    form = RecordedForm(typed(request), voters=_voters(request, there, row))
    return _decide(
        request, there, row, form, lambda: voting.recorded_vote(row, choices=form.votes, at=at, by=request.user)
    )


@desk
def casting(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """The casting vote, given or declined, on a tie (R30)."""
    there, row = find_resolution(committee, meeting, pk)
    form = CastingForm(typed(request))
    return _decide(request, there, row, form, lambda: voting.cast(row, **form.cleaned_data, by=request.user))


@desk
def demand(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """A member asks, right after the vote, that their own be recorded (R32, SI 1993/202)."""
    there, row = find_resolution(committee, meeting, pk)
    form = DemandForm(typed(request), voters=_voters(request, there, row))
    return _decide(
        request,
        there,
        row,
        form,
        lambda: voting.demand(row, form.cleaned_data["attendee"], form.cleaned_data["choice"], by=request.user),
    )


def _voters(request: SignedInRequest, there: Room, row: Resolution) -> list[Attendee]:
    return there.voters_at(row.decided_at or clock_of(request, there), row.minute.item_id)


def _decide(
    request: SignedInRequest, there: Room, row: Resolution, form: Form, act: Callable[[], object]
) -> HttpResponseBase:
    """Show the form, or do it and go on: after a tie, to the casting vote."""

    def decide(data: Data) -> Done:
        act()
        row.refresh_from_db(fields=["result", "casting"])
        tied = row.result == Result.UNDETERMINED and not row.casting
        name, pk = ("vote-casting", row.pk) if tied else ("room-item", row.minute_id)
        return Done("", address(name, there.minutes.meeting, pk=pk))

    if answer := answered(request, form, decide):
        return answer
    at = row.decided_at or clock_of(request, there)
    here, needed = there.count_at(at, row.minute.item_id)
    return show(
        request,
        "desk/minutes/vote.html",
        form=form,
        kind=request.resolver_match and request.resolver_match.url_name,
        resolution=row,
        put=[bare(limb.text) for limb in row.limbs.all()],
        here=here,
        needed=needed,
        **about(there, row.minute),
    )
