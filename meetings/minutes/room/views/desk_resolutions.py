"""Pages for motions, amendments, votes, and the exclusion of the public."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.acts.seen import having_read
from committee.forms.shown import sent_mark
from committee.models import Council
from committee.views.acting import Data, Done, answered, carried_out, show, typed
from meetings.actions.due_dates import Calendar
from meetings.lookup import address
from meetings.minutes.document import minute_states
from meetings.minutes.document.wording import Style, bare
from meetings.minutes.room.forms.resolutions import (
    BaseLimbs,
    CastingForm,
    DemandForm,
    ExclusionForm,
    HandsForm,
    LimbFormSet,
    MotionForm,
    RecordedForm,
    rows_of,
)
from meetings.minutes.room.holding import hold_resolution
from meetings.minutes.room.lookup import (
    about,
    carry_out_here,
    clock_of,
    go,
    of_entry,
    of_resolution,
    of_room,
    saved_now,
)
from meetings.minutes.room.resolutions import exclusion, resolving, voting
from meetings.minutes.room.resolutions.amending import waits
from meetings.minutes.room.resolutions.recommended import recommended_limbs
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Exclusion, Limb, Minute, Resolution, Result


@of_entry
@require_POST
def as_recommended(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """
    Resolve the report's recommendations, word for word, without a vote; open the item if it was not reached yet.

    The button "next" also closes the item and opens the following item.
    """
    at = clock_of(request, room)
    following = room.after(entry) if "next" in request.POST else None

    @transaction.atomic
    def agree() -> None:
        if entry.opened_at is None:
            minute_states.open_item(entry, at=at, by=request.user)
        resolving.agree_as_recommended(entry, seen=sent_mark(request), at=at, by=request.user)
        if "next" in request.POST:
            minute_states.close_item(entry, at=at, by=request.user)

    def agree_and_go_on() -> str:
        agree()
        if following is not None and following.opened_at is None:
            # Not in the transaction of `agree`, so that the decision stays if the next item (exempt) cannot be opened.
            minute_states.open_item(following, at=at, by=request.user)
        return "Agreed as recommended."

    return go(request, room, agree_and_go_on, following or entry)


@of_entry
def new(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Write a motion; the form can also record that the meeting agreed it."""
    begin = [
        asdict(limb) | {"position": number, "asked_of": None}
        for number, limb in enumerate(recommended_limbs(entry), start=1)
    ]
    return _write(request, room, entry, begin)


@of_resolution
def limbs(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Change the limbs, mover and seconder of a recorded motion."""
    return _write(request, room, resolution.minute, rows_of(resolution, room.minutes.meeting), resolution)


@of_resolution
def amend(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Write an amendment; the form begins with the motion's words."""
    return _write(request, room, resolution.minute, rows_of(resolution, room.minutes.meeting), amends=resolution)


def _write(
    request: SignedInRequest,
    room: Room,
    entry: Minute,
    begin: list[dict[str, Any]],
    resolution: Resolution | None = None,
    amends: Resolution | None = None,
) -> HttpResponseBase:
    rows: Any = LimbFormSet(typed(request), initial=begin, prefix="limb")
    rows.amends = amends or (resolution.amends if resolution and resolution.result != Result.AMENDED else None)
    why = resolution is not None and resolution.decided_at is not None and room.minutes.ended_at is not None
    if more := "more" in request.POST:
        rows.add_empty()
    motion = MotionForm(typed(request), room=room, item=entry.item, asks_why=why, row=resolution)

    def act(_rows: Data) -> str:
        if amends is not None:
            rows.refuse_unseen(rows_of(amends, room.minutes.meeting), audit.trail_of(amends).first())
        if resolution is not None:
            written = _rewrite(request, resolution, rows, motion)
        else:
            moved = {"limbs": rows.drafts, "amends": amends, **motion.cleaned_data}
            written = resolving.propose(entry, **moved, by=request.user)
        if "agreed" in request.POST:
            # Nothing is compared with an earlier page, because the clerk typed the agreed words in this same form.
            having_read(voting.agree)(written, at=clock_of(request, room), by=request.user)
        return saved_now()

    then = address("room-item", room.minutes.meeting, pk=entry.pk)
    if not more and motion.is_valid() and (answer := answered(request, rows, act, then=then)):
        return answer
    style = Style.of(Council.current())
    parts = [(row, _part_of(row, number, style, rows.amends)) for number, row in enumerate(rows.forms, start=1)]
    return show(
        request,
        "desk/minutes/resolution.html",
        form=rows,
        motion=motion,
        resolution=resolution,
        amends=rows.amends,
        parts=parts,
        shown=len(parts) if rows.is_bound else max(1, len(begin)),
        **about(room, entry),
    )


def _part_of(row: Any, number: int, style: Style, amends: Resolution | None) -> str:
    """Return the name of the part in a form row: the row's number or, in an amendment, the part that it changes."""
    if amends is None:
        return style.part(number)
    return style.part(row.initial["position"]) if row.initial.get("position") else "new part"


@transaction.atomic
def _rewrite(request: SignedInRequest, resolution: Resolution, rows: BaseLimbs, motion: MotionForm) -> Resolution:
    """Save the typed limbs and movers. Raises Refused where limbs or movers have changed since the form was shown."""
    _, now = hold_resolution(resolution)
    refused = []
    refusals: tuple[Callable[[], None], ...] = (
        lambda: rows.refuse_unseen(rows_of(now, now.minute.minutes.meeting), audit.trail_of(now).first()),
        motion.refuse_overwriting,
    )
    for refuse in refusals:
        try:
            refuse()
        except Refused as refusal:
            refused.append(refusal)
    if refused:
        rows.kept_now += motion.kept_now
        raise refused[0]
    fields = dict(motion.cleaned_data)
    rewritten = resolving.set_limbs(now, rows.drafts, reason=fields.pop("reason", ""), by=request.user)
    return resolving.set_movers(rewritten, by=request.user, **fields)


@of_room
@require_POST
def take_due(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Set the due date that the words of a limb give, such as "within two months" or "by the next meeting"."""
    rows = Limb.objects.filter(resolution__minute__minutes=room.minutes, pk=pk)
    limb = rows.select_related("resolution__minute__minutes__meeting").first()
    read = Calendar(room.minutes.meeting).read(limb.text) if limb else None
    if limb is None or read is None:
        raise Http404
    act = partial(resolving.set_due, limb, due_on=read.on, by=request.user)
    return go(request, room, act, limb.resolution.minute)


@of_resolution
@require_POST
def withdraw(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Record that a motion was withdrawn."""
    return go(request, room, lambda: resolving.withdraw(resolution, by=request.user), resolution.minute)


@of_entry
def exclude(request: SignedInRequest, room: Room, entry: Minute) -> HttpResponseBase:
    """Record that the meeting excludes the public for chosen items and paragraphs (LGA 1972 s.100A(4)-(5))."""
    form = ExclusionForm(typed(request), room=room, item=entry.item, entries=room.entries)
    return carry_out_here(
        request, room, exclusion.exclude_public, entry, form, values={"at": clock_of(request, room)},
        message="The public are excluded. The items named can now be taken.", heading="Exclude the public", entry=entry,
    )  # fmt: skip


@of_room
@require_POST
def readmit(request: SignedInRequest, room: Room, pk: int) -> HttpResponseBase:
    """Record that the public were readmitted."""
    exclusion_row = get_object_or_404(Exclusion, resolution__minute__minutes=room.minutes, pk=pk)
    at = clock_of(request, room)
    return go(request, room, lambda: exclusion.readmit(exclusion_row, at=at, by=request.user))


# Pages that decide a motion, and the page that records one member's vote at their request


@of_resolution
@require_POST
def agreed(request: SignedInRequest, room: Room, resolution: Resolution) -> HttpResponseBase:
    """Record that the motion was agreed without a vote."""
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
    """Record a vote by name: the choice of each member."""
    at = clock_of(request, room)
    # Without scripts, "All for" and "All against" submit the form; the page is then shown again, filled in.
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
    """Show the form. Once sent, record the decision and redirect to the item or, after a tie, to the casting vote."""

    def go_on(_: object) -> Done:
        resolution.refresh_from_db()
        tied = resolution.result == Result.UNDETERMINED and not resolution.casting
        name, pk = ("vote-casting", resolution.pk) if tied else ("room-item", resolution.minute_id)
        return Done(f"{_outcome(resolution)} {saved_now()}", address(name, room.minutes.meeting, pk=pk))

    if answer := carried_out(request, verb, resolution, form, message=go_on, values=values):
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
