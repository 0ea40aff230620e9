"""Desk pages of referrals: send a part of a resolution, and place, decline or offer again what a body was sent."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.models import Committee
from committee.views.acting import Data, Done, ask, carry_out, press_to, typed
from meetings.lookup import about, address, agenda_at, desk_meeting
from meetings.minutes.room.lookup import of_entry
from meetings.minutes.room.state import Room
from meetings.models import AgendaItem, Limb, Meeting, Minute, Referral
from meetings.referrals import verbs
from meetings.referrals.forms import ReferForm


@of_entry
def refer(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Send a carried part of a minute's resolution to a body."""
    meeting = room.minutes.meeting
    limbs = Limb.objects.resolved().filter(resolution__minute=entry, referral=None).order_by("resolution", "position")
    bodies = Committee.objects.existing(timezone.localdate()).order_by("name")
    form = ReferForm(typed(request), limbs=limbs, bodies=bodies)

    def act(data: Data) -> Done:
        made = verbs.refer(data["limb"], committee=data["committee"], at=timezone.now(), by=request.user)
        return Done(f"Referred to the {made.committee}.", address("room-item", meeting, pk=entry.pk))

    return ask(
        request, form, act, template="desk/act.html", heading="Refer to a committee", caption=entry.heading,
        texts=["Clerks of that committee see it beside each agenda in preparation."], **about(meeting),
    )  # fmt: skip


@desk_meeting
@require_POST
def place(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Add a referral to the agenda of the meeting."""

    def placed(item: AgendaItem) -> Done:
        return Done(f"Added as item {item.number}.", agenda_at(meeting, item))

    values = {"meeting": meeting}
    return press_to(
        request, verbs.place, _find(meeting, pk), message=placed, values=values, then=address("meeting", meeting)
    )


@desk_meeting
def decline(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Record why the body will not consider a referral."""
    row = _find(meeting, pk)
    form = ReasonForm(typed(request), label="Why will this committee not consider it?", button="Decline referral")
    return carry_out(
        request, verbs.decline, row, form, message="Referral declined.", template="desk/act.html",
        heading="Decline a referral", caption=verbs.source_of(row), then=address("meeting", meeting), **about(meeting),
    )  # fmt: skip


@desk_meeting
@require_POST
def again(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Let a declined referral wait for its body again."""
    then = address("meeting", meeting)
    return press_to(request, verbs.offer_again, _find(meeting, pk), message="The referral is waiting again.", then=then)


def _find(meeting: Meeting, pk: int) -> Referral:
    return get_object_or_404(Referral.objects.with_source(), pk=pk, committee=meeting.committee_id)
