"""
Minutes are corrected, confirmed and signed at the next formal meeting, and frozen (LGA 1972 Sch 12 para 41, R26).

Signing writes in this order, in one transaction: the corrections go into the text, the version and the signature are
added, and last the minutes become confirmed; from there the database refuses every change (see meetings/frozen.py).
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committee import audit, files
from committee.law.clear_days import long_date
from committee.models import Person, StoredFile, User
from committee.printing import PrintingError
from committee.refusal import Refused
from meetings.minutes import correcting, printing, rich_text, seal
from meetings.minutes.confirmed import carried_by, limb_text, short_date
from meetings.minutes.document import Document, digest, take
from meetings.models import (
    Access,
    Confirmation,
    Correction,
    Edition,
    ItemKind,
    Limb,
    LimbKind,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    MinutesVersionKind,
    Resolution,
)
from meetings.preflight.papers import repeats
from meetings.procedure.keeping import day_of, hold, said, save
from meetings.procedure.minutes.offering import bodies_after
from meetings.procedure.minutes.resolving import LimbDraft, put
from meetings.procedure.minutes.versions import FROZEN, freeze, held, latest, refuse_moved
from meetings.procedure.minutes.voting import agree


@transaction.atomic
def correct(
    minute: Minute, *, old_words: str, new_words: str, agreed_in: Meeting, at: datetime, by: User
) -> Correction:
    """
    Record a correction that `agreed_in` made: `old_words` must stand in the minute, once, within a paragraph.

    They stay in the text until the minutes are signed. Raises Refused where they stand nowhere or twice, where the
    meeting cannot correct these minutes (R26), or has confirmed them already, and where the public would read a heading
    that is hidden from them (R16).
    """
    minutes = held(minute.minutes)
    _refuse_unpublished(minutes)
    _refuse_wrong_meeting(minutes, agreed_in)
    if day_of(at) < agreed_in.date:
        raise Refused(f"The meeting is on {long_date(agreed_in.date)}: it can correct nothing before.", rule="R26")
    if carried_by(minutes):
        raise Refused("The minutes are confirmed already: a later mistake is recorded in a later meeting's minutes.")
    old, new = said(old_words, "which words are wrong", 1000), " ".join((new_words or "").split())
    minute = _as_corrected(minute)
    there = correcting.standing(minute, old)
    found = len(there)
    if found == 0:
        raise Refused("Those words do not stand in that minute: copy them from it as they are, within one paragraph.")
    if found > 1:
        raise Refused(f"Those words stand {found} times in that minute: give more of the words around them.")
    _refuse_telling(minutes, there[0], old, new)
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
    """R16: what the public read of the corrected text repeats no heading that is hidden from them."""
    row = place.row
    if isinstance(row, Limb):
        row = row.resolution.minute
    if row.is_withheld and place.field != "public_summary":
        return
    place.put(old, new)
    said_now = rich_text.plain(place.text) if place.html else place.text
    for hidden in minutes.entries.exclude(access=Access.OPEN).exclude(public_heading=""):
        if repeats(said_now, hidden.heading, hidden.public_heading):
            text = "The correction would repeat a heading that is hidden from the public: say it otherwise."
            raise Refused(text, rule="R16")


def _as_corrected(minute: Minute) -> Minute:
    """The minute in memory with the corrections recorded so far: one correction may build on another."""
    now = Minute.objects.prefetch_related("resolutions__limbs").get(pk=minute.pk)
    for row in now.corrections.order_by("pk"):
        for place in correcting.standing(now, row.old_words)[:1]:
            place.put(row.old_words, row.new_words)
    return now


@transaction.atomic
def take_correction_back(correction: Correction, *, by: User) -> None:
    """Remove a correction that was recorded by mistake. Raises Refused once the minutes are confirmed."""
    minutes = held(correction.minute.minutes)
    if carried_by(minutes):
        raise Refused("The minutes are confirmed with this correction: it stays.")
    minute, old = correction.minute, correction.old_words
    Correction.objects.filter(pk=correction.pk).delete()
    audit.record(by, "took back a correction of", minute, old=old)


@transaction.atomic
def confirm(minutes: Minutes, *, confirming: Minute, at: datetime, by: User) -> Resolution:
    """
    Record that the meeting of `confirming` resolved that they be confirmed and signed, subject to the corrections.

    `confirming` is the minute of the item that lists them. Raises Refused where that meeting cannot sign them (R26:
    informal, cancelled, of another body, or before them), where they are not published, or are confirmed already.
    """
    minutes, confirming, text = _to_be_confirmed(minutes, confirming)
    resolution = agree(_moved(confirming, text, by), at=at, by=by)
    meeting = str(confirming.minutes.meeting)
    audit.record(by, "recorded the confirmation of the minutes of", minutes.meeting, in_=meeting)
    return resolution


@transaction.atomic
def move_confirmation(minutes: Minutes, *, confirming: Minute, by: User) -> Resolution:
    """The same words as a motion, where the meeting votes on them: the vote is recorded in the room."""
    minutes, confirming, text = _to_be_confirmed(minutes, confirming)
    return _moved(confirming, text, by)


def _moved(confirming: Minute, text: str, by: User) -> Resolution:
    limb = LimbDraft(text=said(text, "what is resolved", 4000), kind=LimbKind.CONFIRMED)
    return put(confirming.minutes, confirming, [limb], mover=None, seconder=None, by=by)


def _to_be_confirmed(minutes: Minutes, confirming: Minute) -> tuple[Minutes, Minute, str]:
    """Both held, and the words of the resolution. Raises Refused where that meeting cannot confirm them (R26)."""
    theirs = held(confirming.minutes)
    minutes = held(minutes)
    confirming = Minute.objects.select_related("item", "minutes__meeting__committee").get(pk=confirming.pk)
    _refuse_unpublished(minutes)
    _refuse_wrong_meeting(minutes, theirs.meeting)
    item = confirming.item
    if item is None or item.kind != ItemKind.MINUTES or item.minutes_of_id != minutes.meeting_id:
        raise Refused("That item does not list these minutes for confirmation.", rule="R26")
    if confirming.omitted:
        raise Refused(f"“{confirming.heading_for_public}” has no minute: say first that it has one.")
    if carried_by(minutes):
        raise Refused("These minutes are confirmed already.")
    if theirs.presiding is None:
        raise Refused("Say first who presides there: the minutes are signed by that person.", rule="R26")
    return minutes, confirming, limb_text(minutes, theirs)


def _refuse_unpublished(minutes: Minutes) -> None:
    if minutes.state != MinutesState.PUBLISHED:
        raise Refused("Publish the draft first: a meeting confirms what its members could read.")


def _refuse_wrong_meeting(minutes: Minutes, other: Meeting) -> None:
    """R26: a formal meeting of the same body or its successor, after the one that is minuted (Sch 12 para 41)."""
    meeting = minutes.meeting
    if not other.is_formal:
        raise Refused(f"{long_date(other.date)} is an informal session: it cannot confirm or sign minutes.", rule="R26")
    if other.is_cancelled:
        raise Refused(f"The meeting of {long_date(other.date)} is cancelled: it can confirm nothing.", rule="R26")
    if other.committee_id not in bodies_after(meeting.committee):
        raise Refused(
            f"The {other.committee} is another body: the minutes are signed at a meeting of the {meeting.committee} "
            "or its successor.",
            rule="R26",
        )
    if (other.date, other.starts, other.pk) <= (meeting.date, meeting.starts, meeting.pk):
        raise Refused("Minutes are confirmed at a later meeting than their own.", rule="R26")


def sign(minutes: Minutes, *, on_paper: bool, at: datetime, by: User) -> Confirmation:
    """
    Record the signature of whoever presided where they were confirmed: corrections go into the text, all is frozen.

    The PDF is sealed with the council's seal unless they were signed `on_paper`. Raises Refused where no meeting has
    confirmed them (R26), they are signed already, or differ from the draft that was published.
    """
    document, resolution = _as_signed(minutes, at)
    public, members = _editions(document, resolution, on_paper=on_paper, at=at)
    with transaction.atomic():
        # The meeting that confirmed them too: nobody takes its resolution back meanwhile.
        hold(resolution.minute.minutes.meeting)
        minutes = held(minutes)
        resolution = _confirming(minutes)
        _correct_all(minutes)
        refuse_moved(document, take(minutes, at=at, signature=_signature(resolution, at)), "signed")
        version = freeze(
            minutes, MinutesVersionKind.CONFIRMED, document, at=at, by=by, public_file=public, members_file=members
        )
        row = Confirmation(
            minutes=minutes,
            confirmed_in=resolution.minute.minutes.meeting,
            resolution=resolution,
            presided=_presided(resolution),
            version=version,
            signed_at=at,
            on_paper=on_paper,
            sealed=None if on_paper else members,
            recorded_by=by,
        )
        save(row)
        minutes.state = MinutesState.CONFIRMED
        save(minutes)
        how = "on paper" if on_paper else "with the council's seal"
        who = row.presided.printed_name
        audit.record(by, "recorded the signature of the minutes of", minutes.meeting, signed_by=who, how=how)
    return row


def signing_copy(minutes: Minutes, *, at: datetime) -> bytes:
    """The final minutes to be signed on paper, as PDF with initials and signature spaces. Raises Refused as `sign`."""
    document, _ = _as_signed(minutes, at, named=False)
    return _printed(document, Edition.MEMBERS)


def _as_signed(minutes: Minutes, at: datetime, *, named: bool = True) -> tuple[Document, Resolution]:
    """The document as signing would freeze it; nothing of it is kept."""
    with transaction.atomic():
        minutes = held(minutes)
        resolution = _confirming(minutes)
        _refuse_unlike_the_draft(minutes, at)
        _correct_all(minutes)
        document = take(minutes, at=at, signature=_signature(resolution, at) if named else None)
        transaction.set_rollback(True)
    return document, resolution


def _confirming(minutes: Minutes) -> Resolution:
    if minutes.state == MinutesState.CONFIRMED:
        raise Refused(FROZEN, rule="R26")
    _refuse_unpublished(minutes)
    resolution = carried_by(minutes)
    if resolution is None:
        raise Refused("No meeting has confirmed these minutes yet: record its resolution first.", rule="R26")
    _refuse_wrong_meeting(minutes, resolution.minute.minutes.meeting)
    _presided(resolution)
    return resolution


def _presided(resolution: Resolution) -> Person:
    who = resolution.presided or resolution.minute.minutes.presiding
    if who is None:
        raise Refused("Say first who presided where they were confirmed: that person signs.", rule="R26")
    return who


def _signature(resolution: Resolution, at: datetime) -> dict[str, str]:
    return {
        "name": _presided(resolution).printed_name,
        "meeting": resolution.minute.minutes.meeting.date.isoformat(),
        "on": timezone.localdate(at).isoformat(),
    }


def _refuse_unlike_the_draft(minutes: Minutes, at: datetime) -> None:
    """What is signed is what the meeting had before it: the draft last published, and its corrections."""
    draft = latest(minutes, MinutesVersionKind.DRAFT)
    if draft is None or digest(_bare(draft.document)) != digest(_bare(take(minutes, at=at))):
        raise Refused(
            "The minutes were changed after the draft was published, so they are not what the meeting confirmed. "
            "Take the change back, or publish the draft again and let the next meeting confirm it."
        )


def _bare(document: Document) -> Document:
    entries = [entry | {"corrections": []} for entry in document["entries"]]
    return document | {"entries": entries, "signature": None}


def _correct_all(minutes: Minutes) -> None:
    for minute in minutes.entries.filter(corrections__isnull=False).distinct():
        corrected = Minute.objects.prefetch_related("resolutions__limbs").get(pk=minute.pk)
        for row in corrected.corrections.order_by("pk"):
            there = correcting.standing(corrected, row.old_words)
            if len(there) != 1:
                raise Refused(f"“{row.old_words[:80]}” no longer stands in minute {minute.number}: look at it again.")
            there[0].put(row.old_words, row.new_words)
            save(there[0].row)


def _editions(
    document: Document, resolution: Resolution, *, on_paper: bool, at: datetime
) -> tuple[StoredFile, StoredFile]:
    reason = f"Minutes confirmed on {short_date(resolution.minute.minutes.meeting.date)} and signed"
    made = []
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        data = _printed(document, edition)
        made.append(files.keep(data if on_paper else seal.seal(data, reason=reason, at=at)))
    return made[0], made[1]


def _printed(document: Document, edition: str) -> bytes:
    try:
        return printing.pdf(document, edition, draft=False)
    except PrintingError as error:
        raise Refused(f"The minutes could not be printed: {error}") from error
