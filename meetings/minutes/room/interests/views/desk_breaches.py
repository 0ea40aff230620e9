"""What a member whom an interest bars did all the same: recorded as it was, for the monitoring officer (R33)."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings.minutes.room.forms.room import BreachForm
from meetings.minutes.room.interests import breaches
from meetings.minutes.room.lookup import about, find_room, go
from meetings.minutes.room.state import Room
from meetings.models import Breach, Declaration, Method, Minute, Resolution


@desk
def breach(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Record a vote or a speech in breach of an interest that was declared."""
    there = find_room(committee, meeting)
    declaration = next((one for one in there.declarations if one.pk == pk and one.bars), None)
    entry = _entry_of(there, declaration) if declaration else None
    if declaration is None or entry is None:
        raise Http404
    form = BreachForm(request.POST or None, put=_put(entry))
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), request.user
        try:
            if form.vote:
                breaches.record_vote_in_breach(declaration, *form.vote, at=now, by=by)
            else:
                breaches.record_speech_in_breach(declaration, at=now, by=by)
        except Refused as refusal:
            form.add_error("what", refusal.text)
        else:
            messages.success(request, "The breach is recorded, and the monitoring officer is asked to look at it.")
            return redirect("desk:room_item", committee, meeting, entry.pk)
    return show(request, "desk/minutes/breach.html", form=form, declaration=declaration, **about(there, entry))


def _entry_of(there: Room, declaration: Declaration) -> Minute | None:
    return next((one for one in there.entries if one.item_id == declaration.item_id), None)


def _put(entry: Minute) -> list[Resolution]:
    """What was put to a vote under the item."""
    return [row for row in entry.resolutions.all() if row.result in breaches.DECIDED and row.method != Method.ASSENT]


@desk
@require_POST
def breach_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Strike out a breach that was recorded by mistake."""
    there = find_room(committee, meeting)
    found = Breach.objects.filter(declaration__minutes=there.minutes, pk=pk).select_related("declaration").first()
    if found is None:
        raise Http404
    return go(request, there, lambda: breaches.strike_out_breach(found, by=request.user))
