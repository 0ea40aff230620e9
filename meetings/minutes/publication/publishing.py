"""
Verbs that publish a note of decisions or the draft minutes, and put the draft on the next agenda as a paper.

The files are printed first, because that is slow. Then one transaction locks the meeting, checks that the printed
minutes are still the current minutes, and freezes the version.
"""

from datetime import date, datetime

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.files import files
from committee.law.findings import Severity
from committee.models import Committee, Post, User
from committee.wording.dates import long_date
from meetings.actions import verbs as actions
from meetings.agendas import standing_items
from meetings.locking import hold, is_published
from meetings.minutes.document import numbering, printing
from meetings.minutes.document.comparing import what_changed
from meetings.minutes.document.document import Document, digest, for_decisions, for_public, take, whole
from meetings.minutes.findings import findings
from meetings.minutes.findings import law as minutes_law
from meetings.minutes.publication.versions import freeze, latest, refuse_moved, refusing_unprintable, taken_in_peace
from meetings.minutes.room.holding import hold_minutes
from meetings.minutes.room.state import Room
from meetings.models import AgendaItem, Edition, Meeting, Minutes, MinutesState, MinutesVersion, MinutesVersionKind
from meetings.models.confirming import carried_by
from meetings.packs.leak_check import public_words
from meetings.papers.draft_minutes_paper import Offer, bodies_after, draft_of, item_for, put_under, stands_under
from meetings.referrals import verbs as referrals


def note_of_decisions(minutes: Minutes) -> str:
    """Return the digest of the note of decisions as it would be published."""
    return digest(_decisions(take(minutes, at=minutes.opened_at, by_minute=False)))


@verb(may=runs_the_desk, in_one_transaction=False, seen=note_of_decisions)
def publish_decisions(minutes: Minutes, *, seen: str, at: datetime, by: User) -> MinutesVersion:
    """
    Publish attendance, interests and resolutions of an ended meeting, without any text of its minutes.

    What is sent to a body waits for it at once (R70). Actions are opened when the minutes are published.

    Raises Refused where a finding blocks publication (R16, R25), where the minutes themselves are published, and where
    nothing has changed since the last note.
    """
    _refuse_blocks(minutes, at, findings.DECISIONS)
    document = _decisions(taken_in_peace(minutes, at=at, by_minute=False))
    with refusing_unprintable():
        file = files.keep(printing.decisions_pdf(document))
    with transaction.atomic():
        minutes = hold_minutes(minutes)
        if minutes.state == MinutesState.PUBLISHED:
            raise Refused("The minutes are published, so a note of decisions is not needed.")
        refuse_unseen(minutes, seen)
        _refuse_blocks(minutes, at, findings.DECISIONS)
        refuse_moved(document, _decisions(take(minutes, at=at, by_minute=False)), "published")
        last = latest(minutes, MinutesVersionKind.DECISIONS)
        if last and last.sha256 == digest(document):
            raise Refused(f"{last.made_by} has published this note of decisions already; nothing has changed since.")
        note = what_changed(last.document, document) if last else ""
        version = freeze(
            minutes, MinutesVersionKind.DECISIONS, document, at=at, by=by, note=note[:500], public_file=file
        )
        referrals.send_all(minutes, at=at, sender=by)
        audit.record(by, "published the note of decisions of", minutes.meeting, sha256=version.sha256, note=note)
    return version


def _decisions(document: Document) -> Document:
    return for_public(for_decisions(document))


@verb(may=runs_the_desk, in_one_transaction=False, seen=whole)
def publish_draft(minutes: Minutes, *, seen: str, at: datetime, by: User, change_note: str = "") -> MinutesVersion:
    """
    Publish the minutes as draft, subject to confirmation; the first publication fixes their numbers for ever (R28).

    Each later publication is the next version; its note lists the changes, followed by `change_note`. Actions that the
    minutes ask for are opened, and the draft is offered to the next agenda. Raises Refused where a finding blocks
    publication (R04, R16, R17, R20, R25, R28), and where nothing has changed. Raises Refused once a meeting has
    confirmed the minutes: the signed text must be the draft that the meeting confirmed (R26).
    """
    change_note = " ".join((change_note or "").split())
    _refuse_blocks(minutes, at, findings.DRAFT)
    document = taken_in_peace(minutes, at=at)
    with refusing_unprintable():
        public = files.keep(printing.pdf(document, Edition.PUBLIC, draft=True))
        members = files.keep(printing.pdf(document, Edition.MEMBERS, draft=True))
    with transaction.atomic():
        # Numbers count through the committee's year, so no other minutes of the committee may be numbered at the same
        # time. The committee is locked before the meeting, as by `rearrange`, because two orders could deadlock.
        Committee.objects.select_for_update(of=("self",)).get(pk=minutes.meeting.committee_id)
        minutes = hold_minutes(minutes)
        _refuse_confirmed(minutes)
        refuse_unseen(minutes, seen)
        _refuse_blocks(minutes, at, findings.DRAFT)
        refuse_moved(document, take(minutes, at=at), "published")
        note = _note(minutes, document, change_note)
        _fix_numbers(minutes, at)
        version = freeze(
            minutes, MinutesVersionKind.DRAFT, document, at=at, by=by, note=note,
            public_file=public, members_file=members,
        )  # fmt: skip
        referrals.send_all(minutes, at=at, sender=by)
        actions.open_all(minutes, at=at, by=by)
        for voter in minutes_law.limited_voters(Room.of(minutes)):
            actions.open_for_limited_vote(minutes, voter, at=at, by=by)
        did = "published the draft minutes of" if not note else f"published version {version.number} of the minutes of"
        audit.record(by, did, minutes.meeting, sha256=version.sha256, note=note)
    try:
        offer_to_next_agenda(minutes, at=at, by=by)
    except Refused as refusal:  # the minutes stay published
        audit.record(by, "could not offer the draft to the next agenda of", minutes.meeting, why=refusal.text)
    return version


def _refuse_confirmed(minutes: Minutes) -> None:
    if resolution := carried_by(minutes):
        day = long_date(resolution.minute.minutes.meeting.date)
        raise Refused(
            f"The meeting of {day} has confirmed these minutes. Record a later mistake in a later "
            "meeting’s minutes. If the confirmation itself was recorded by mistake, undo that decision first.",
            rule="R26",
        )


def _note(minutes: Minutes, document: Document, added: str) -> str:
    """
    Return the version's note: the changes since the last published draft, and the text `added`.

    Raises Refused where nothing has changed, and where `added` discloses withheld matter (R16).
    """
    last = latest(minutes, MinutesVersionKind.DRAFT)
    if minutes_law.repeated_by(added, minutes):
        raise public_words.refusal(["The note repeats a heading that is hidden from the public."])
    public_words.refuse_telling([("the note", [added])], minutes.meeting, known_by=public_words.KnownBy.RUNNING)
    if last is None:
        return added[:500]
    if last.sha256 == digest(document):
        raise Refused(f"{last.made_by} has published these minutes already; nothing has changed since.")
    changed = what_changed(for_public(last.document), for_public(document)) or "What is withheld was changed."
    return f"{changed} {added}".strip()[:500]


def _fix_numbers(minutes: Minutes, at: datetime) -> None:
    """R28: fix all numbers for ever. The state is saved last: after that, the database refuses to change a number."""
    planned = numbering.planned(minutes)
    entries = minutes.entries.filter(pk__in=planned, number__isnull=True)
    labels = numbering.labels(minutes, planned, entries)
    for entry in entries:
        entry.number, entry.label = planned[entry.pk], labels.get(entry.pk, "")
        entry.save(update_fields=["number", "label"])
    minutes.numbered_at = minutes.numbered_at or at
    minutes.state = MinutesState.PUBLISHED
    save(minutes)


@verb(may=runs_the_desk, seen=whole)
def certify_record(minutes: Minutes, *, seen: str, at: datetime, by: User, post: Post | None = None) -> Minutes:
    """
    Record the proper officer's certificate that the public text is a reasonably fair and coherent record (s.100C(2)).

    `post` is the post of the proper officer who certifies; None means the first proper officer's post held on the day.
    Raises Refused where nobody holds the post on the day of `at`, where the post is no proper officer's, and where
    nothing is withheld (R20).
    """
    minutes = hold_minutes(minutes)
    refuse_unseen(minutes, seen)
    if not minutes.entries.exclude(access="open").filter(omitted=False).exists():
        raise Refused("Nothing in these minutes is withheld, so there is nothing to certify.")
    minutes.fair_record_for = _proper_officer(post, at)
    minutes.fair_record_at, minutes.fair_record_by = at, by
    save(minutes)
    did = "certified the public record in the minutes of"
    audit.record(by, did, minutes.meeting, acting_for=minutes.fair_record_for)
    return minutes


def _proper_officer(chosen: Post | None, at: datetime) -> str:
    posts = Post.objects.on(day_of(at)).filter(is_proper_officer=True).select_related("person")
    post = posts.filter(pk=chosen.pk).first() if chosen else posts.first()
    if chosen and post is None:
        raise Refused(
            f"{chosen.person.name} does not hold a post as proper officer today: choose who does.", rule="R20"
        )
    if post is None:
        raise Refused("No proper officer is recorded today. Add the post in the register first.")
    return f"{post.person.name}, {post.title}"[:120]


@verb(may=runs_the_desk, in_one_transaction=False)
def offer_to_next_agenda(minutes: Minutes, *, at: datetime, by: User) -> Offer:
    """
    Put the published draft, as a paper, under the minutes item of the next formal meeting; return what was done.

    Where there is no such meeting or item yet, the draft is added when that agenda is filled. Raises Refused before the
    draft is published, and where the item takes no paper.
    """
    version = draft_of(minutes.meeting)
    if version is None:
        raise Refused("The minutes are not published yet: publish the draft first.")
    item = item_for(minutes) or _pointed(minutes)
    return put_under(item, version, at=at, by=by) if item else Offer(None, None, _nowhere(minutes))


def where_offered(minutes: Minutes) -> Offer:
    """Return the item that is to confirm the minutes, and whether the draft is its paper. Change nothing."""
    item = item_for(minutes)
    if item is None:
        return Offer(None, None, _nowhere(minutes))
    version = draft_of(minutes.meeting)
    return stands_under(item, version) if version else Offer(item, None, "The draft is not published yet.")


@transaction.atomic
def _pointed(minutes: Minutes) -> AgendaItem | None:
    """
    Link the minutes item of the next formal meeting to these minutes, and return the item.

    Return None where there is no such item, where it is linked already, and where its agenda is published.
    """
    following = _next(minutes)
    item = hold(following).items.filter(kind="minutes", withdrawn_at__isnull=True).first() if following else None
    if item is None or following is None or is_published(following) or item.minutes_of_id:
        return None
    item.minutes_of = minutes.meeting
    save(item)
    return item


def _next(minutes: Minutes) -> Meeting | None:
    """Return the next formal meeting of the body, or of its successor, after these minutes' meeting; or None."""
    meeting = minutes.meeting
    line = bodies_after(meeting.committee, date.max)
    coming = Meeting.objects.formal().filter(committee__in=line, date__gte=meeting.date)
    for row in coming.exclude(pk=meeting.pk).select_related("committee").order_by("date", "starts", "pk")[:20]:
        if standing_items.previous_meeting(row) == meeting:
            return row
    return None


def _nowhere(minutes: Minutes) -> str:
    following = _next(minutes)
    if following is None:
        return (
            "There is no later formal meeting in the calendar to confirm them. They are added to its "
            "agenda once there is one."
        )
    day = long_date(following.date)
    if not following.items.exists():
        return f"They are added to the minutes item of {day} once that agenda has been started."
    return f"The agenda of {day} has no item that confirms them: add one of the kind “Minutes of the previous meeting”."


def _refuse_blocks(minutes: Minutes, at: datetime, act: str) -> None:
    checks = findings.found(minutes, on=day_of(at), for_=act)
    blocks = [check for check in checks if check.severity == Severity.BLOCK]
    if blocks:
        raise Refused(" ".join(check.text for check in blocks), rule=blocks[0].rule)
