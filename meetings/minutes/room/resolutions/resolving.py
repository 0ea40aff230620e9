"""Verbs that record motions and amendments, their limbs, movers and seconders, and their withdrawal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, said, save
from committee.acts.seen import having_read, refuse_unseen
from committee.acts.verbs import verb
from committee.models import User
from meetings.minutes.document.minute_states import refuse_omitted, refuse_unreached, refuse_withdrawn
from meetings.minutes.document.wording import bare
from meetings.minutes.findings.consistency import why_not_move
from meetings.minutes.room.holding import (
    again,
    hold_minute,
    hold_resolution,
    lapse_certificate,
    refuse_before_the_day,
    refuse_confirming,
    saved,
)
from meetings.minutes.room.resolutions.amending import carried_before, changes, waits, write
from meetings.minutes.room.resolutions.recommended import LimbDraft, recommended_limbs
from meetings.minutes.room.resolutions.voting import agree
from meetings.minutes.room.state import Room
from meetings.models import Attendee, Limb, LimbKind, Minute, Minutes, Resolution, Result


@verb(may=runs_the_desk)
def propose(
    minute: Minute,
    *,
    limbs: Iterable[LimbDraft],
    by: User,
    mover: Attendee | None = None,
    seconder: Attendee | None = None,
    amends: Resolution | None = None,
) -> Resolution:
    """
    Record a motion, or an amendment of the motion `amends`, under an item. The verbs of `voting` decide it.

    A pending or carried motion with the same words is returned instead, so that a form sent twice resolves nothing
    twice. Raises Refused:

    - for an exempt item not opened (R17)
    - for a mover or seconder who is not of the committee, not in the room or barred by an interest (R33)
    - where mover and seconder are the same person
    - for an amendment of a decided motion, of another item's motion or of an amendment
    - for limbs without words
    - for an exclusion of the public or a confirmation of minutes, which have their own verbs
    """
    minutes, minute = hold_minute(minute)
    refuse_omitted(minute)
    refuse_withdrawn(minute)
    refuse_unreached(minute)
    drafts = [_checked(draft, minutes) for draft in limbs]
    if not drafts:
        raise Refused("Enter the wording of the motion.")
    if any(draft.kind == LimbKind.EXCLUSION for draft in drafts):
        raise Refused("Choose the items to exclude the public for, and enter their paragraphs.", rule="R17")
    _refuse_typed_confirmation(minute, drafts, amends)
    if amends is None and (resolution := _same_words(minute.resolutions.carried(), drafts)):
        return resolution
    if amends is not None:
        if resolution := carried_before(amends, drafts):
            return resolution
        _refuse_amending(minute, amends)
        drafts = changes(amends, drafts)
    return put(minutes, minute, drafts, mover=mover, seconder=seconder, amends=amends, by=by)


@verb(may=runs_the_desk, in_one_transaction=False)
def put(
    minutes: Minutes,
    minute: Minute,
    drafts: list[LimbDraft],
    *,
    mover: Attendee | None,
    seconder: Attendee | None,
    by: User,
    amends: Resolution | None = None,
) -> Resolution:
    """
    Save the motion, for verbs that have locked the meeting and checked the limbs.

    A pending motion with the same words is returned instead. Raises Refused for a person who cannot move or second.
    """
    refuse_before_the_day(minutes)
    _refuse_movers(Room.of(minutes), minute, mover, seconder)
    if same := _same_words(minute.resolutions.filter(result=Result.PENDING, amends=amends), drafts):
        return same
    last = minute.resolutions.order_by("position").last()
    resolution = Resolution(
        minute=minute,
        amends=amends,
        position=last.position + 1 if last else 1,
        mover=mover,
        seconder=seconder,
    )
    save(resolution)
    write(resolution, drafts)
    lapse_certificate(minutes)
    audit.record(by, "recorded the moving of", resolution, limbs=len(drafts))
    return resolution


def _same_words(resolutions: QuerySet[Resolution], drafts: list[LimbDraft]) -> Resolution | None:
    return next((resolution for resolution in resolutions.prefetch_related("limbs") if _says(resolution, drafts)), None)


def _says(resolution: Resolution, drafts: list[LimbDraft]) -> bool:
    """Return whether the resolution's limbs have the words and kinds of `drafts`."""
    said_now = [(limb.position, limb.text, limb.kind) for limb in resolution.limbs.all()]
    return said_now == [(draft.part or number, draft.text, draft.kind) for number, draft in enumerate(drafts, start=1)]


def _checked(draft: LimbDraft, minutes: Minutes) -> LimbDraft:
    text = said(bare(said(draft.text, "the wording of each part", 4000)), "the wording of each part", 4000)
    _refuse_early(draft.due_on, minutes)
    body = "" if draft.asked_of else draft.asked_body.strip()
    return replace(draft, text=text, recommended=draft.recommended.strip(), asked_body=body)


def _refuse_early(due_on: date | None, minutes: Minutes) -> None:
    if due_on is not None and due_on < minutes.meeting.date:
        raise Refused("The date is before the meeting.")


def _refuse_typed_confirmation(minute: Minute, drafts: list[LimbDraft], changed: Resolution | None) -> None:
    """Raise Refused for a typed motion to confirm the portal's minutes: the verbs of `confirming` make it (R26)."""
    earlier = minute.item.minutes_of_id if minute.item else None
    kinds = {draft.kind for draft in drafts} | {limb.kind for limb in (changed.limbs.all() if changed else ())}
    if LimbKind.CONFIRMED in kinds and earlier and Minutes.objects.filter(meeting=earlier).exists():
        text = "Confirm these minutes from their own page. The wording includes their corrections."
        raise Refused(text, rule="R26")


def _refuse_amending(minute: Minute, amends: Resolution) -> None:
    amends.refresh_from_db()
    if amends.minute_id != minute.pk or amends.amends_id:
        raise Refused("Choose a motion of the same item. An amendment cannot amend another amendment.")
    if amends.result != Result.PENDING:
        raise Refused("That motion is decided or withdrawn: it can no longer be amended.")
    if hasattr(amends, "exclusion"):
        raise Refused("The wording of an exclusion is set by its items and paragraphs.", rule="R17")


def _refuse_movers(room: Room, minute: Minute, mover: Attendee | None, seconder: Attendee | None) -> None:
    if seconder and mover is None:
        raise Refused("Enter who moved it as well as who seconded it.")
    if mover and seconder and mover.pk == seconder.pk:
        raise Refused(f"{mover.name} cannot second what they moved.")
    for who in (mover, seconder):
        if who is None:
            continue
        attendee = room.attendee(who.pk)
        if attendee is None:
            raise Refused(f"{who.name} is not on the list of this meeting.")
        if fault := why_not_move(room, attendee, minute, None):
            raise Refused(fault[1], rule=fault[0])


@verb(may=runs_the_desk)
def set_limbs(resolution: Resolution, limbs: Iterable[LimbDraft], *, by: User, reason: str = "") -> Resolution:
    """
    Replace the limbs of a pending motion, or of a decided motion whose words were recorded wrongly.

    After the meeting has ended, correcting a decision's words needs a `reason`. Raises Refused:

    - where that reason is missing
    - for an exclusion of the public, because the law sets its words
    - for a resolution that confirmed minutes, once these are signed (R26)
    - for a carried amendment while its motion is undecided, because the motion contains its words
    - where the number of limbs changes while an amendment of the motion is undecided
    - where a limb with an action would be removed
    """
    minutes, resolution = hold_resolution(resolution)
    refuse_confirming(resolution)
    drafts = [_checked(draft, minutes) for draft in limbs]
    facts: dict[str, Any] = {"limbs": len(drafts)}
    if not drafts:
        raise Refused("Enter the wording of the motion, or withdraw it.")
    if hasattr(resolution, "exclusion") or any(draft.kind == LimbKind.EXCLUSION for draft in drafts):
        raise Refused("The wording of an exclusion is set by its items and paragraphs.", rule="R17")
    if not _says(resolution, drafts):
        _refuse_typed_confirmation(resolution.minute, drafts, resolution)
    if resolution.amends and resolution.amends.result == Result.PENDING and not _says(resolution, drafts):
        if resolution.is_carried:
            raise Refused("The amendment was carried and is in the motion. Change the wording of the motion instead.")
        drafts = changes(resolution.amends, drafts)
    if len(drafts) != resolution.limbs.count() and (why := waits(resolution)):
        raise Refused(why)
    corrects = minutes.ended_at and resolution.result not in (Result.PENDING, Result.WITHDRAWN)
    if corrects and not _says(resolution, drafts):
        facts["reason"] = reasoned(reason, "why the words of what was decided are corrected")
    write(resolution, drafts)
    lapse_certificate(minutes)
    audit.record(by, "wrote the parts of", resolution, **facts)
    return resolution


@verb(may=runs_the_desk)
def set_due(limb: Limb, *, due_on: date | None, by: User) -> Limb:
    """
    Set the due date of a limb's action.

    Raises Refused where the limb asks nobody for anything, or the day is before the meeting.
    """
    _, resolution = hold_resolution(limb.resolution)
    locked = again(limb)
    if not locked.asks:
        raise Refused("That part has no action, so it has no due date.")
    _refuse_early(due_on, resolution.minute.minutes)
    locked.due_on = due_on
    save(locked)
    audit.record(by, "recorded by when an answer is due to", resolution, due_on=due_on.isoformat() if due_on else "")
    return locked


@verb(may=runs_the_desk)
def set_movers(resolution: Resolution, *, mover: Attendee | None, seconder: Attendee | None, by: User) -> Resolution:
    """Record who moved and seconded the motion. Raises Refused as `propose` does."""
    minutes, resolution = hold_resolution(resolution)
    _refuse_movers(Room.of(minutes), resolution.minute, mover, seconder)
    resolution.mover, resolution.seconder = mover, seconder
    return saved(resolution, "recorded who moved", by)


def words_of(drafts: list[LimbDraft]) -> list[str]:
    """Return the text of each draft."""
    return [draft.text for draft in drafts]


@verb(may=runs_the_desk, seen=lambda minute: words_of(recommended_limbs(minute)))
def agree_as_recommended(minute: Minute, *, seen: str, at: datetime, by: User) -> Resolution:
    """
    Resolve the report's recommendations without a vote, in one act; a second press returns the first resolution.

    Raises Refused where no paper recommends anything, and as `propose` and `agree` do.
    """
    _, minute = hold_minute(minute)
    refuse_unseen(minute, seen)
    drafts = recommended_limbs(minute)
    if not drafts:
        raise Refused("No paper for this item has a recommendation. Write the resolution.")
    words = words_of(drafts)
    for other in minute.resolutions.carried().prefetch_related("limbs"):
        if [limb.text for limb in other.limbs.all()] == words:
            return other
    return having_read(agree)(propose(minute, limbs=drafts, by=by), at=at, by=by)


@verb(may=runs_the_desk)
def withdraw(resolution: Resolution, *, by: User) -> Resolution:
    """Record that a motion and its pending amendments were withdrawn. Raises Refused once the motion is decided."""
    _, resolution = hold_resolution(resolution)
    if resolution.result == Result.WITHDRAWN:
        return resolution
    if resolution.result != Result.PENDING:
        raise Refused(f"It was put and is {resolution.get_result_display().lower()}: it cannot be withdrawn.")
    for row in (resolution, *resolution.amendments.filter(result=Result.PENDING)):
        row.result = Result.WITHDRAWN
        save(row)
    audit.record(by, "recorded the withdrawal of", resolution)
    return resolution
