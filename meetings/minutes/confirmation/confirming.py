"""Verbs that record corrections and the confirmation of minutes at a later meeting (LGA 1972 Sch 12 para 41, R26)."""

from datetime import datetime

from django.db.models import Q, QuerySet

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said, save
from committee.acts.seen import having_read, refuse_unseen
from committee.acts.verbs import verb
from committee.models import Person, SeatRole, User
from committee.richtext import cleaning
from committee.wording.dates import full_date, long_date
from meetings.minutes.confirmation import correcting
from meetings.minutes.document.document import whole
from meetings.minutes.document.minute_states import refuse_omitted
from meetings.minutes.document.wording import joined
from meetings.minutes.findings import law as minutes_law
from meetings.minutes.room.holding import hold_minutes
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.resolutions.resolving import put
from meetings.minutes.room.resolutions.voting import agree
from meetings.models import (
    Correction,
    ItemKind,
    Limb,
    LimbKind,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    Resolution,
    Result,
)
from meetings.models.confirming import carried_by, quoted
from meetings.packs.leak_check import public_words
from meetings.papers.draft_minutes_paper import bodies_after


@verb(may=runs_the_desk)
def correct(
    minute: Minute, *, old_words: str, new_words: str, agreed_in: Meeting, at: datetime, by: User
) -> Correction:
    """
    Record a correction that the meeting `agreed_in` made to a minute.

    The minute must have `old_words` exactly once, within one paragraph. The text changes only when the minutes are
    signed. Raises Refused:
    - where the wording is unchanged, or the minute does not have `old_words` exactly once
    - where the meeting cannot correct these minutes, or its day has not come (R26)
    - where the minutes are not published, are confirmed, or wait for a vote on their confirmation
    - where the correction would disclose withheld matter to the public (R16)
    """
    minutes = hold_minutes(minute.minutes)
    refuse_unpublished(minutes)
    refuse_wrong_meeting(minutes, agreed_in)
    if day_of(at) < agreed_in.date:
        raise Refused(
            f"The meeting is on {long_date(agreed_in.date)}. It cannot make corrections before then.", rule="R26"
        )
    if carried_by(minutes):
        raise Refused("The minutes are confirmed already: a later mistake is recorded in a later meeting’s minutes.")
    _refuse_moved(minutes)
    old, new = said(old_words, "which words are wrong", 1000), " ".join((new_words or "").split())
    if " ".join(old.split()) == new:
        raise Refused("The wording is unchanged. Enter the corrected wording.")
    minute = _as_corrected(minute)
    matches = correcting.standing(minute, old)
    count = len(matches)
    if count == 0:
        raise Refused("Those words are not in that minute. Copy them exactly, from one paragraph.")
    if count > 1:
        raise Refused(f"Those words appear {count} times in that minute. Enter more of the words around them.")
    _refuse_telling(minutes, matches[0], old, new)
    row = Correction(
        minute=minute,
        old_words=" ".join(old.split()),
        new_words=said(new, "what they should be", 1000),
        agreed_in=agreed_in,
        recorded_at=at,
        recorded_by=by,
    )
    save(row)
    audit.record(by, "recorded a correction of", minute, old=row.old_words, new=row.new_words, in_=str(agreed_in))
    return row


def _refuse_telling(minutes: Minutes, place: correcting.Place, old: str, new: str) -> None:
    """Raise Refused where the correction discloses withheld matter that the public cannot read already (R16)."""
    row = place.row
    if isinstance(row, Limb):
        row = row.resolution.minute
    if row.is_withheld and place.field != "public_summary":
        return
    before = _read(place)
    place.put(old, new)
    corrected = _read(place)
    if what := minutes_law.repeated_by(corrected, minutes):
        raise public_words.refusal([f"The correction repeats a {what} that is hidden from the public."])
    anyway = [before, *public_words.read_already(minutes.meeting)]
    public_words.refuse_telling(
        [("the correction", [corrected])], minutes.meeting, known_by=public_words.KnownBy.RUNNING, public=anyway
    )


def _read(place: correcting.Place) -> str:
    return cleaning.plain(place.text) if place.html else place.text


def _as_corrected(minute: Minute) -> Minute:
    """Return the minute, unsaved, with recorded corrections applied: a new correction may change corrected words."""
    now = Minute.objects.prefetch_related("resolutions__limbs").get(pk=minute.pk)
    for correction in now.corrections.order_by("pk"):
        for place in correcting.standing(now, correction.old_words)[:1]:
            place.put(correction.old_words, correction.new_words)
    return now


def _refuse_moved(minutes: Minutes) -> None:
    """Raise Refused while a motion to confirm waits for its vote, as the motion must list all corrections (R26)."""
    moved = Resolution.objects.filter(result=Result.PENDING, limbs__kind=LimbKind.CONFIRMED)
    if moved.filter(minute__item__minutes_of=minutes.meeting_id).exists():
        raise Refused("The motion to confirm these minutes waits for its vote. Withdraw it first, and move it again.")


@verb(may=runs_the_desk)
def take_correction_back(correction: Correction, *, by: User) -> None:
    """
    Remove a correction that was recorded by mistake.

    Raises Refused where the minutes are confirmed, where a motion to confirm them waits, and where the correction has
    already been removed.
    """
    minutes = hold_minutes(correction.minute.minutes)
    if carried_by(minutes):
        raise Refused("The minutes are confirmed with this correction, so it cannot be removed.")
    _refuse_moved(minutes)
    minute, old = correction.minute, correction.old_words
    if not Correction.objects.filter(pk=correction.pk).delete()[0]:
        raise Refused("That correction has already been removed.")
    audit.record(by, "removed a correction of", minute, old=old)


@verb(may=runs_the_desk, seen=whole)
def confirm(minutes: Minutes, *, confirming: Minute, seen: str, at: datetime, by: User) -> Resolution:
    """
    Record the resolution that `minutes` be confirmed and signed, subject to the recorded corrections.

    `confirming` is the minute, at the later meeting, of the item that lists these minutes. Raises Refused where the
    minutes are unpublished or already confirmed, and where the confirming meeting is informal, cancelled, not later, or
    of another body (R26).
    """
    minutes, confirming, text = _to_be_confirmed(minutes, confirming)
    refuse_unseen(minutes, seen)
    resolution = having_read(agree)(_moved(confirming, text, by), at=at, by=by)
    meeting = str(confirming.minutes.meeting)
    audit.record(by, "recorded the confirmation of the minutes of", minutes.meeting, in_=meeting)
    return resolution


@verb(may=runs_the_desk, seen=whole)
def move_confirmation(minutes: Minutes, *, confirming: Minute, seen: str, by: User) -> Resolution:
    """Record a motion to confirm the minutes, for a meeting that votes. The vote is recorded on the room's page."""
    minutes, confirming, text = _to_be_confirmed(minutes, confirming)
    refuse_unseen(minutes, seen)
    return _moved(confirming, text, by)


def _moved(confirming: Minute, text: str, by: User) -> Resolution:
    limb = LimbDraft(text=said(text, "what is resolved", 4000), kind=LimbKind.CONFIRMED)
    return put(confirming.minutes, confirming, [limb], mover=None, seconder=None, by=by)


def _to_be_confirmed(minutes: Minutes, confirming: Minute) -> tuple[Minutes, Minute, str]:
    """Lock both minutes. Return both current rows and the words to resolve. Raises Refused as `confirm` does (R26)."""
    theirs = hold_minutes(confirming.minutes)
    minutes = hold_minutes(minutes)
    confirming = Minute.objects.select_related("item", "minutes__meeting__committee").get(pk=confirming.pk)
    refuse_unpublished(minutes)
    refuse_wrong_meeting(minutes, theirs.meeting)
    item = confirming.item
    if item is None or item.kind != ItemKind.MINUTES or item.minutes_of_id != minutes.meeting_id:
        raise Refused("That item does not list these minutes for confirmation.", rule="R26")
    refuse_omitted(confirming)
    if carried_by(minutes):
        raise Refused("These minutes are confirmed already.")
    if theirs.presiding is None:
        raise Refused("Record who presides at that meeting first. That person signs the minutes.", rule="R26")
    return minutes, confirming, limb_text(minutes, theirs)


def refuse_unpublished(minutes: Minutes) -> None:
    """Raise Refused before the draft is published."""
    if minutes.state != MinutesState.PUBLISHED:
        raise Refused("Publish the draft first, so that members can read it before they confirm it.")


def refuse_wrong_meeting(minutes: Minutes, other: Meeting) -> None:
    """R26: raise Refused unless `other` is a later formal meeting of the body or its successor (Sch 12 para 41)."""
    meeting = minutes.meeting
    if not other.is_formal:
        raise Refused(f"{long_date(other.date)} is an informal session: it cannot confirm or sign minutes.", rule="R26")
    if other.is_cancelled:
        raise Refused(f"The meeting of {long_date(other.date)} is cancelled, so it cannot confirm minutes.", rule="R26")
    if other.committee_id not in bodies_after(meeting.committee, other.date):
        raise Refused(
            f"The {other.committee} is another body: the minutes are signed at a meeting of the {meeting.committee} "
            "or its successor.",
            rule="R26",
        )
    if (other.date, other.starts, other.pk) <= (meeting.date, meeting.starts, meeting.pk):
        raise Refused("Minutes must be confirmed at a later meeting.", rule="R26")


# The confirming resolution, its words, and the person who signs.


def presided_at(resolution: Resolution) -> Person | None:
    """
    Return the person who presided when the meeting passed `resolution`; None where nobody is recorded.

    That person signs the minutes (LGA 1972 Sch 12 para 41).
    """
    return resolution.presided or resolution.minute.minutes.presiding


def to_sign(user: User) -> list[Minutes]:
    """Return the minutes that wait for the signature of `user`, who presided at the confirming meeting."""
    if user.person_id is None:
        return []
    waiting = Resolution.objects.carried().filter(
        Q(presided=user.person_id) | Q(presided__isnull=True, minute__minutes__presiding=user.person_id),
        limbs__kind=LimbKind.CONFIRMED,
        minute__item__minutes_of__minutes__state=MinutesState.PUBLISHED,
    )
    meetings = waiting.values("minute__item__minutes_of")
    rows = Minutes.objects.filter(meeting__in=meetings).select_related("meeting__committee")
    return list(rows.order_by("meeting__date", "pk"))


def signatory_of(minutes: Minutes) -> int | None:
    """Return the id of the person who must sign the minutes; None before a meeting has confirmed them."""
    resolution = carried_by(minutes)
    who = presided_at(resolution) if resolution else None
    return who.pk if who else None


def who_may_sign_later(minutes: Minutes, resolution: Resolution, bodies: set[int]) -> QuerySet[Minutes]:
    """
    Return minutes of later meetings of `bodies`, earliest first, whose presiding member may sign instead.

    Used where the member who presided at the confirmation can no longer sign. The minutes are then signed at the next
    suitable meeting (LGA 1972 Sch 12 para 41).
    """
    meeting = resolution.minute.minutes.meeting
    later = Q(meeting__date=meeting.date, meeting__starts__gt=meeting.starts) | Q(meeting__date__gt=meeting.date)
    rows = Minutes.objects.filter(later, meeting__in=Meeting.objects.formal().begun(), meeting__committee__in=bodies)
    rows = rows.filter(presiding__isnull=False, meeting__cancelled_at__isnull=True)
    return rows.select_related("presiding", "meeting__committee").order_by("meeting__date", "meeting__starts")


def limb_text(minutes: Minutes, confirming: Minutes) -> str:
    """
    Return the resolution without "That" and full stop: "the minutes of ... be confirmed and signed by the Chairman".

    The words "subject to" and the corrections follow, if any are recorded.

    SECURITY: the resolution is public. A correction that is withheld or removed is given by the minute's number.
    """
    meeting = minutes.meeting
    text = f"the minutes of the {meeting.committee.name} meeting held on {full_date(meeting.date)} be confirmed"
    text += f" and signed by {_signatory(confirming)}"
    corrections = []
    for entry in minutes.entries.prefetch_related("corrections").order_by("position", "pk"):
        for correction in entry.corrections.all():
            if entry.is_withheld or correction.is_removed:
                corrections.append(f"a correction of minute {entry.printed_number}")
            else:
                corrections.append(quoted(correction))
    return f"{text}, subject to {joined(list(dict.fromkeys(corrections)))}" if corrections else text


def _signatory(confirming: Minutes) -> str:
    """Return "the Chairman" (the label of the role), or "the person presiding" for anybody else."""
    meeting = confirming.meeting
    chairs = (seat for seat in meeting.seated() if seat.role == SeatRole.CHAIRMAN)
    seat = next((seat for seat in chairs if seat.person_id == confirming.presiding_id), None)
    return f"the {seat.role_label}" if seat else "the person presiding"
