"""Verbs that exclude the public for named items, and readmit the public (R17-R19, LGA 1972 s.100A(2)-(5))."""

from collections.abc import Mapping
from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.seen import having_read
from committee.acts.verbs import verb
from committee.law import exemption
from committee.models import User
from committee.wording.dates import clock_time
from meetings.minutes.document.minute_states import refuse_withdrawn, set_access
from meetings.minutes.room.holding import again, hold_minute, hold_minutes, no_new_faults, refuse_wrong_day
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.resolutions.resolving import put
from meetings.minutes.room.resolutions.voting import agree
from meetings.minutes.room.state import Room
from meetings.models import Access, AgendaItem, Attendee, ExcludedItem, Exclusion, LimbKind, Minute, Resolution


@verb(may=runs_the_desk)
def move_exclusion(
    minute: Minute,
    *,
    items: Mapping[AgendaItem, tuple[int, ...]],
    by: User,
    mover: Attendee | None = None,
    seconder: Attendee | None = None,
) -> Resolution:
    """
    Record a motion to exclude the public for `items`, each given with its paragraphs of Schedule 12A (or codes of other
    enactments, R68).

    The motion excludes nobody until a verb of `voting` records it as carried. A private item without grounds gets the
    paragraphs given here. Raises Refused:

    - where Part Two is empty or no item is named (R19)
    - where an item is confidential and so needs no resolution (R18)
    - where an item is not exempt, or one of its paragraphs is left out (R17)
    - where the executive gave no notice that it would take an item in private (R58)
    """
    minutes, minute = hold_minute(minute)
    if minute.is_withheld or minute.omitted:
        raise Refused("The exclusion is moved in public, under an item that has a minute.", rule="R17")
    room = Room.of(minutes)
    if not room.has_part_two():
        raise Refused("There is nothing in Part Two, so the public cannot be excluded.", rule="R19")
    if not items:
        raise Refused("Choose the items, and enter the paragraphs of Schedule 12A for each.", rule="R19")
    entries = {entry.item_id: entry for entry in room.entries if entry.item_id}
    for item, paragraphs in items.items():
        if (entry := entries.get(item.pk)) and entry.waits and paragraphs:
            entries[item.pk] = set_access(entry, access=Access.EXEMPT, paragraphs=paragraphs, by=by)
        _refuse_item(entries.get(item.pk), item, paragraphs, other=room.minutes.meeting.committee.other_ground)
        if finding := room.unnoticed(item.pk):
            raise Refused(f"Item {item.number}: {finding.text}", rule=finding.rule)
    grounds = {number for paragraphs in items.values() for number in paragraphs}
    words = exemption.exclusion_motion(grounds).removeprefix("That ")
    draft = LimbDraft(text=words, kind=LimbKind.EXCLUSION)
    resolution = put(minutes, minute, [draft], mover=mover, seconder=seconder, by=by)
    exclusion, _ = Exclusion.objects.get_or_create(resolution=resolution, defaults={"recorded_by": by})
    exclusion.excluded.all().delete()
    for item, paragraphs in items.items():
        save(ExcludedItem(exclusion=exclusion, item=item, paragraphs=exemption.join_paragraphs(paragraphs)))
    return resolution


def _refuse_item(entry: Minute | None, item: AgendaItem, paragraphs: tuple[int, ...], *, other: int | None) -> None:
    name = f"Item {item.number}"
    if entry is None:
        raise Refused(f"{name} is not on the agenda of this meeting.", rule="R17")
    refuse_withdrawn(entry)
    if entry.access == Access.CONFIDENTIAL:
        text = f"{name} is confidential: the law itself excludes the public from it, without a resolution."
        raise Refused(text, rule="R18")
    if entry.access != Access.EXEMPT:
        raise Refused(f"{name} is not exempt: say first by which paragraphs of Schedule 12A it is.", rule="R17")
    if not set(paragraphs) <= set(exemption.grounds_of(other)):
        raise Refused(f"{name}: choose from {exemption.to_choose(other)}.", rule="R17")
    missing = set(entry.paragraph_numbers) - set(paragraphs)
    if missing or not paragraphs:
        words = exemption.paragraphs_in_words(missing)
        raise Refused(f"{name} is exempt by {words} too: the motion has to state every one.", rule="R17")


@verb(may=runs_the_desk)
def exclude_public(
    minute: Minute,
    *,
    items: Mapping[AgendaItem, tuple[int, ...]],
    at: datetime,
    by: User,
    mover: Attendee | None = None,
    seconder: Attendee | None = None,
) -> Exclusion:
    """
    Record the motion to exclude the public and that it was agreed without a vote, in one act.

    An exclusion in force with the same items and paragraphs is returned instead. Raises Refused as `move_exclusion` and
    `agree` do.
    """
    minutes, minute = hold_minute(minute)
    wanted = {item.pk: exemption.join_paragraphs(paragraphs) for item, paragraphs in items.items()}
    for exclusion in Room.of(minutes).excluded_at(at):
        if {row.item_id: row.paragraphs for row in exclusion.excluded.all()} == wanted:
            return exclusion
    resolution = move_exclusion(minute, items=items, mover=mover, seconder=seconder, by=by)
    having_read(agree)(resolution, at=at, by=by)
    return Exclusion.objects.get(resolution=resolution)


@verb(may=runs_the_desk)
def readmit(exclusion: Exclusion, *, at: datetime, by: User) -> Exclusion:
    """
    Record that the public were readmitted; a time recorded earlier stays.

    Raises Refused where the exclusion was not carried, and while an exempt (R17) or confidential (R18) item is open.
    """
    minutes = hold_minutes(exclusion.resolution.minute.minutes)
    exclusion = again(exclusion, "resolution")
    if exclusion.readmitted_at:
        return exclusion
    decided = exclusion.resolution.decided_at
    if not exclusion.resolution.is_carried or decided is None:
        raise Refused("That motion was not carried: the public were not excluded by it.")
    refuse_wrong_day(minutes, at, "happened")
    if at < decided:
        raise Refused(
            f"The public were excluded at {clock_time(decided)}, so they cannot have been readmitted before then."
        )
    for entry in minutes.entries.filter(opened_at__isnull=False).exclude(access=Access.OPEN):
        if entry.opened_at and entry.opened_at <= at and (entry.closed_at is None or at < entry.closed_at):
            text = "The current item is not open to the public. End it first."
            raise Refused(text, rule="R18" if entry.access == Access.CONFIDENTIAL else "R17")
    with no_new_faults(minutes):
        exclusion.readmitted_at = at
        save(exclusion)
    audit.record(by, "recorded the return of the public after", exclusion.resolution, at=at.isoformat())
    return exclusion
