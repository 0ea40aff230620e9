"""What a member whom an interest bars did all the same: recorded as it was, for the monitoring officer (R33)."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, typed
from meetings.minutes.room.forms.room import BreachForm
from meetings.minutes.room.interests import breaches
from meetings.minutes.room.lookup import ask_here, find_room, go
from meetings.minutes.room.state import Room
from meetings.models import Breach, Declaration, Method, Minute, Resolution

BARRED = (
    "A disclosable pecuniary interest bars {name} from speaking and voting on this item (Localism Act 2011 section "
    "31(4)). Record what happened. A vote in breach is not counted: leave it out of the numbers "
    "you record. An action is created for the monitoring officer."
)


@desk
def breach(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Record a vote or a speech in breach of an interest that was declared."""
    room = find_room(committee, meeting)
    declaration = next((row for row in room.declarations if row.pk == pk and row.bars), None)
    entry = _entry_of(room, declaration) if declaration else None
    if declaration is None or entry is None:
        raise Http404
    form = BreachForm(typed(request), put=_put(entry))
    name, item = declaration.attendee.name, declaration.item

    def record(data: Data) -> str:
        now, by = timezone.now(), request.user
        if form.vote:
            breaches.record_vote_in_breach(declaration, *form.vote, at=now, by=by)
        else:
            breaches.record_speech_in_breach(declaration, at=now, by=by)
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
        if resolution.result in breaches.DECIDED and resolution.method != Method.ASSENT
    ]


@desk
@require_POST
def breach_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Strike out a breach that was recorded by mistake."""
    room = find_room(committee, meeting)
    breach = get_object_or_404(
        Breach.objects.filter(declaration__minutes=room.minutes, pk=pk).select_related("declaration")
    )
    return go(request, room, lambda: breaches.strike_out_breach(breach, by=request.user))
