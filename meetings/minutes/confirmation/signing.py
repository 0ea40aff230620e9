"""
Verbs that sign and freeze confirmed minutes (LGA 1972 Sch 12 para 41).

The signatory is the person who presided at the confirming meeting. Where that person died or left before signing, the
person presiding at a later meeting of the body signs.

There are two ways to sign. The signatory signs in and presses the button, and the PDF is sealed with the council's
certificate. Or the signatory signs on paper, and the desk stores the scan. A wrong scan or day can be corrected, with a
reason, until the body meets again.

Signing is one transaction with this order: corrections go into the text, the version and the signature are added, and
the minutes become confirmed. From then on the database refuses every change (see meetings/models/triggers/minutes.py).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from committee.access.permissions import is_member, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import Anybody, as_part, verb
from committee.files import files
from committee.models import Person, User
from committee.wording.dates import full_date, long_date
from meetings.locking import hold
from meetings.minutes.confirmation import correcting, e_signature
from meetings.minutes.confirmation.confirming import (
    presided_at,
    refuse_unpublished,
    refuse_wrong_meeting,
    signatory_of,
    who_may_sign_later,
)
from meetings.minutes.document import printing
from meetings.minutes.document.document import Document, Entry, digest, take, whole
from meetings.minutes.publication.versions import freeze, latest, refuse_moved, refusing_unprintable
from meetings.minutes.room.holding import FROZEN, hold_minutes
from meetings.models import (
    Confirmation,
    Edition,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    MinutesVersionKind,
    Resolution,
)
from meetings.models.confirming import carried_by
from meetings.packs.intake.take_in import Intake
from meetings.papers.draft_minutes_paper import bodies_after
from meetings.papers.taking_in import taken_in
from meetings.unused_files import clear_away


def _presided_there(who: Anybody, on: date, /, minutes: Minutes, **about: object) -> bool:
    """R26: return whether `who` is the member who presided at the confirming meeting. No other user may sign."""
    if not isinstance(who, User) or who.person_id is None or not is_member(who, on):
        return False
    return signatory_of(minutes) == who.person_id


@verb(may_this=_presided_there, in_one_transaction=False, seen=whole)
def sign(minutes: Minutes, *, seen: str, at: datetime, by: User) -> Confirmation:
    """
    Sign as `by`, who presided at the confirming meeting: corrections go into the text, and the PDF is sealed.

    Raises Refused:
    - where somebody else must sign, or no meeting had confirmed the minutes at `at` (R26)
    - where the minutes are signed already, or differ from the published draft
    - where no certificate for the seal is set up
    """
    document, resolution = _as_signed(minutes, at)
    if resolution.decided_at and at < resolution.decided_at:
        day = long_date(resolution.minute.minutes.meeting.date)
        text = f"They were confirmed at the meeting of {day}, so they cannot have been signed before."
        raise Refused(text, rule="R26")
    return _freeze(minutes, document, resolution, seen=seen, signed_at=at, at=at, by=by)


@verb(may=runs_the_desk, in_one_transaction=False, seen=whole)
def sign_on_paper(
    minutes: Minutes,
    *,
    scan: bytes | Intake,
    filename: str = "signed.pdf",
    signed_on: date,
    signed_in: Minutes | None = None,
    why: str = "",
    seen: str,
    at: datetime,
    by: User,
) -> Confirmation:
    """
    Record that the presiding member signed by hand on `signed_on`, and store the scan (a PDF) of the signed minutes.

    Where that member can no longer sign, the presiding member of a later meeting of the body signs (LGA 1972 Sch 12
    para 41): `signed_in` are the minutes of the later meeting, and `why` is the reason.
    Raises Refused where `signed_on` is after `at`, or before the meeting at which the signatory presided (R26). Raises
    Refused also for a file that is no PDF, and as `sign` does; no certificate is needed.
    """
    signed_at = signed_moment(signed_on, at)
    later = _later(minutes, signed_in, why) if signed_in else None
    document, resolution = _as_signed(minutes, signed_at, later=later)
    refuse_wrong_day(later.meeting if later else resolution.minute.minutes.meeting, signed_on, at)
    pdf = taken_in(scan, filename).pdf
    return _freeze(minutes, document, resolution, seen=seen, signed_at=signed_at, at=at, by=by, scan=pdf, later=later)


def signed_moment(signed_on: date, at: datetime) -> datetime:
    """Return `at` if `signed_on` is the day of `at`; else midnight of `signed_on`, because no time is known."""
    return at if signed_on == day_of(at) else timezone.make_aware(datetime.combine(signed_on, time()))


def refuse_wrong_day(meeting: Meeting, signed_on: date, at: datetime) -> None:
    """R26: raise Refused where `signed_on` is after `at`, or before the `meeting` at which the signatory presided."""
    if signed_on < meeting.date:
        day = long_date(meeting.date)
        text = f"They are signed at the meeting of {day} or later, so they cannot have been signed before."
        raise Refused(text, rule="R26")
    if signed_on > day_of(at):
        raise Refused(f"{long_date(signed_on)} is in the future. Enter the date beside the signature.")


@dataclass(frozen=True, slots=True)
class Later:
    """A later meeting, the `person` who presided there and signs, and `why` the first signatory cannot sign."""

    meeting: Meeting
    person: Person
    why: str


def _later(minutes: Minutes, signed_in: Minutes, why: str) -> Later:
    resolution = _confirming(minutes)
    bodies = bodies_after(minutes.meeting.committee, signed_in.meeting.date)
    row = who_may_sign_later(minutes, resolution, bodies).filter(pk=signed_in.pk).first()
    if row is None or row.presiding is None:
        raise Refused(
            "Choose the person who presided at a later meeting of the same committee, minuted here.", rule="R26"
        )
    why = reasoned(why, f"why {_presided(resolution).printed_name} can no longer sign")
    return Later(row.meeting, row.presiding, why)


def _freeze(
    minutes: Minutes,
    document: Document,
    resolution: Resolution,
    *,
    seen: str,
    signed_at: datetime,
    at: datetime,
    by: User,
    scan: bytes | None = None,
    later: Later | None = None,
) -> Confirmation:
    """Print both editions, sealed unless there is a `scan`; store them with the version and the signature."""
    made = {edition: printed(document, edition) for edition in (Edition.PUBLIC, Edition.MEMBERS)}
    if scan is None:
        reason = f"Minutes confirmed on {full_date(resolution.minute.minutes.meeting.date)} and signed"
        made = {edition: e_signature.seal(data, reason=reason, at=at) for edition, data in made.items()}
    public, members = (files.keep(data) for data in made.values())
    stored = files.keep(scan) if scan else None
    with transaction.atomic():
        # Lock the confirming meeting too, so that nobody takes its resolution back at the same time.
        hold(resolution.minute.minutes.meeting)
        minutes = hold_minutes(minutes)
        resolution = _confirming(minutes)
        signatory = later.person if later else _presided(resolution)
        if stored is None and by.person_id != signatory.pk:
            text = f"{signatory.printed_name} presided where they were confirmed: that person signs, here or on paper."
            raise Refused(text, rule="R26")
        refuse_unseen(minutes, seen)
        _correct_all(minutes)
        refuse_moved(document, take(minutes, at=at, signature=_signature(resolution, signed_at, later)), "signed")
        version = as_part(freeze)(
            minutes, MinutesVersionKind.CONFIRMED, document, at=at, by=by, public_file=public, members_file=members
        )
        row = Confirmation(
            minutes=minutes,
            confirmed_in=resolution.minute.minutes.meeting,
            resolution=resolution,
            presided=signatory,
            signed_in=later.meeting if later else None,
            version=version,
            signed_at=signed_at,
            on_paper=stored is not None,
            scan=stored,
            sealed=None if stored else members,
            recorded_by=by,
        )
        save(row)
        minutes.state = MinutesState.CONFIRMED
        save(minutes)
        day = day_of(signed_at).isoformat()
        if stored is None:
            audit.record(by, "signed the minutes of", minutes.meeting, on=day, how="signed in, with the council’s seal")
        else:
            facts = {"signed_by": row.presided.printed_name, "how": "on paper", "on": day, "scan": stored.sha256}
            facts |= {"at_the_meeting_of": str(later.meeting.date), "why": later.why} if later else {}
            audit.record(by, "recorded the signature of the minutes of", minutes.meeting, **facts)
    return row


def to_be_signed(minutes: Minutes, *, at: datetime) -> Document:
    """Return the corrected document that the presiding person is to sign. Raises Refused as `sign` does."""
    return _as_signed(minutes, at, named=False)[0]


def signing_copy(minutes: Minutes, *, at: datetime) -> bytes:
    """Return the final minutes as PDF, with spaces for initials and signature. Raises Refused as `sign` does."""
    return printed(to_be_signed(minutes, at=at), Edition.MEMBERS)


def _as_signed(
    minutes: Minutes, at: datetime, *, named: bool = True, later: Later | None = None
) -> tuple[Document, Resolution]:
    """Return the document as signing would freeze it, and the confirming resolution; store nothing."""
    with transaction.atomic():
        minutes = hold_minutes(minutes)
        resolution = _confirming(minutes)
        _refuse_unlike_the_draft(minutes, at)
        _correct_all(minutes)
        document = take(minutes, at=at, signature=_signature(resolution, at, later) if named else None)
        transaction.set_rollback(True)
    return document, resolution


def _confirming(minutes: Minutes) -> Resolution:
    if minutes.state == MinutesState.CONFIRMED:
        raise Refused(FROZEN, rule="R26")
    refuse_unpublished(minutes)
    resolution = carried_by(minutes)
    if resolution is None:
        raise Refused("No meeting has confirmed these minutes yet: record its resolution first.", rule="R26")
    refuse_wrong_meeting(minutes, resolution.minute.minutes.meeting)
    _presided(resolution)
    return resolution


def _presided(resolution: Resolution) -> Person:
    who = presided_at(resolution)
    if who is None:
        raise Refused(
            "Record who presided at the meeting that confirmed the minutes first: that person signs.", rule="R26"
        )
    return who


def _signature(resolution: Resolution, at: datetime, later: Later | None = None) -> dict[str, str]:
    signature = {
        "name": (later.person if later else _presided(resolution)).printed_name,
        "meeting": resolution.minute.minutes.meeting.date.isoformat(),
        "on": timezone.localdate(at).isoformat(),
    }
    return signature | {"signed_in": later.meeting.date.isoformat()} if later else signature


def _refuse_unlike_the_draft(minutes: Minutes, at: datetime) -> None:
    """Raise Refused where the minutes differ from the last published draft by more than the recorded corrections."""
    draft = latest(minutes, MinutesVersionKind.DRAFT)
    notes = {takedown.note for takedown in minutes.meeting.takedowns.standing()}
    if draft is None or digest(_bare(draft.document, notes)) != digest(_bare(take(minutes, at=at), notes)):
        raise Refused(
            "The minutes were changed after the draft was published, so they are not what the meeting confirmed. "
            "Undo the change, or publish the draft again for the next meeting to confirm."
        )


def _bare(document: Document, notes: Collection[str]) -> Document:
    """
    Return the document, for comparison, without corrections and without the words of minutes taken down (R60).

    A takedown empties the resolutions of the published version, but in the minute itself the limbs stay, each with the
    note as its text. So a minute taken down is compared by id and number alone.
    """
    down = {entry["number"] for entry in document["entries"] if _is_down(entry, notes)}
    entries = [
        {"pk": entry["pk"], "number": entry["number"]} if entry["number"] in down else entry | {"corrections": []}
        for entry in document["entries"]
    ]
    declared = [
        {"name": row["name"], "minute": row["minute"]} if row["minute"] in down else row
        for row in document["declarations"]
    ]
    return document | {"entries": entries, "declarations": declared, "signature": None}


def _is_down(entry: Entry, notes: Collection[str]) -> bool:
    """Return whether all words of a minute are the note of a takedown."""
    limbs = {limb["text"] for resolution in entry["resolutions"] for limb in resolution["limbs"]}
    texts = {entry["heading"], *limbs, *(entry[key] for key in ("text", "public_summary") if entry[key])}
    return entry["number"] is not None and texts <= {*notes, *(f"<p>{note}</p>" for note in notes)}


def _correct_all(minutes: Minutes) -> None:
    notes = {takedown.note for takedown in minutes.meeting.takedowns.standing()}
    for minute in minutes.entries.filter(corrections__isnull=False).distinct():
        corrected = Minute.objects.prefetch_related("resolutions__limbs").get(pk=minute.pk)
        for correction in corrected.corrections.order_by("pk"):
            if correction.old_words in notes:
                continue  # taken down since: the corrected words are gone (R60)
            matches = correcting.standing(corrected, correction.old_words)
            if len(matches) != 1:
                raise Refused(
                    f"“{correction.old_words[:80]}” is no longer in minute {minute.printed_number}. Check it again."
                )
            matches[0].put(correction.old_words, correction.new_words)
            save(matches[0].row)


def printed(document: Document, edition: str) -> bytes:
    """Return the PDF of confirmed minutes. Raises Refused where it cannot be printed."""
    with refusing_unprintable():
        return printing.pdf(document, edition, draft=False)


@verb(may=runs_the_desk, in_one_transaction=False)
def replace_scan(
    minutes: Minutes, *, scan: bytes | Intake, filename: str, signed_on: date, reason: str, at: datetime, by: User
) -> Confirmation:
    """
    Replace a wrong scan, or correct the day, of a signature on paper.

    The signed text stays. The old scan is erased unless something else needs the file. The trail keeps the hash of the
    old scan, and the old day. A changed day adds a version of the confirmed minutes, with a note on the change.
    Raises Refused:
    - where no reason is given, nothing changes, or the minutes are not signed on paper
    - where the day is in the future, or before the meeting whose presiding member signed (R26)
    - where the body has met again: a later meeting then corrects the minutes
    """
    reason = reasoned(reason, "what was wrong, and why")
    taken = taken_in(scan, filename)
    signature = _on_paper(minutes)
    refuse_wrong_day(signature.signed_in or signature.confirmed_in, signed_on, at)
    document = signature.version.document
    new_day = signed_on != timezone.localdate(signature.signed_at)
    editions = {}
    if new_day:
        document = document | {"signature": document["signature"] | {"on": signed_on.isoformat()}}
        editions = {
            "public_file": files.keep(printed(document, Edition.PUBLIC)),
            "members_file": files.keep(printed(document, Edition.MEMBERS)),
        }
    stored = files.keep(taken.pdf)
    with transaction.atomic():
        meeting = hold(minutes.meeting)
        seen, signature = signature, _on_paper(minutes)
        _refuse_met_since(signature, meeting, at)
        if (signature.scan_id, signature.version_id) != (seen.scan_id, seen.version_id):
            raise Refused("Someone has already corrected this. Check it again.")
        if stored == signature.scan and not new_day:
            raise Refused("You have not changed the scan or the date.")
        first, was = signature.scan, timezone.localdate(signature.signed_at)
        if new_day:
            note = "The date of signing has been corrected."
            signature.version = freeze(
                signature.minutes, MinutesVersionKind.CONFIRMED, document, at=at, by=by, note=note, **editions
            )
            signature.signed_at = signed_moment(signed_on, at)
        signature.scan = stored
        signature.save(update_fields=["scan", "signed_at", "version"])
        before = {"scan_before": first.sha256, "on_before": was.isoformat()} if first else {}
        facts = {"reason": reason, "on": signed_on.isoformat(), "scan": taken.sha256, **before}
        audit.record(by, "corrected the recorded signature of the minutes of", meeting, **facts)
    if first and first != stored:
        clear_away([first.pk])
    return signature


def _on_paper(minutes: Minutes) -> Confirmation:
    """Return the current signature on paper. Raises Refused where the minutes are not signed on paper."""
    related = ("version", "scan", "confirmed_in", "signed_in", "minutes__meeting__committee", "presided")
    confirmation = Confirmation.objects.select_related(*related).filter(minutes=minutes, on_paper=True).first()
    if confirmation is None:
        raise Refused("These minutes are not signed on paper, so there is no scan to correct.", rule="R26")
    return confirmation


def _refuse_met_since(signature: Confirmation, meeting: Meeting, at: datetime) -> None:
    first = signature.minutes.versions.filter(kind=MinutesVersionKind.CONFIRMED).order_by("number").first()
    recorded = day_of(first.made_at if first else signature.version.made_at)
    line = bodies_after(meeting.committee, day_of(at))
    since = Meeting.objects.formal().filter(committee__in=line, date__gt=recorded, date__lt=day_of(at))
    if met := since.order_by("date").first():
        raise Refused(
            f"The meeting of {long_date(met.date)} has been held since. Record the mistake in the minutes "
            "of a later meeting.",
            rule="R26",
        )
