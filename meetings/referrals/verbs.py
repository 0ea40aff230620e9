"""Verbs of referrals: send a part of a resolution to a body, put it on that body's agenda, decline it (R70)."""

import datetime as dt

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import as_part, verb
from committee.law.findings import listed
from committee.models import Committee, LegalKind, User
from committee.wording.dates import full_date
from meetings.agendas import verbs as agenda
from meetings.locking import hold, hold_committee
from meetings.models import AgendaItem, Limb, LimbKind, Meeting, Minutes, Referral
from meetings.models.agenda import Business
from meetings.papers.copying import copy_papers

SENT = (LimbKind.REFERRED, LimbKind.RECOMMENDED, LimbKind.DEFERRED)
LIMB_OF = "resolution__minute__minutes__meeting__committee"


@verb(may=runs_the_desk)
def refer(limb: Limb, *, committee: Committee, at: dt.datetime, by: User) -> Referral:
    """
    Send a part of a carried resolution to `committee`, whose clerks then see it beside each agenda in preparation.

    A part is sent once; the referral is returned where it was sent to that body before. Raises Refused where the
    meeting has not resolved it, where it was sent to another body, and for a body that does not exist on the day.
    """
    now = Limb.objects.select_related(LIMB_OF).get(pk=limb.pk)
    hold(now.resolution.minute.minutes.meeting)
    if existing := Referral.objects.filter(limb=now).select_related("committee").first():
        if existing.committee_id != committee.pk:
            raise Refused(f"This part was sent to the {existing.committee} already.")
        return existing
    if not Limb.objects.resolved().filter(pk=now.pk).exists():
        raise Refused("The meeting has not resolved this, so it cannot be sent to a body.")
    if not Committee.objects.existing(at.date()).filter(pk=committee.pk).exists():
        raise Refused(f"The {committee} does not exist on that day.")
    return _sent(now, committee, at, by)


def _sent(limb: Limb, committee: Committee, at: dt.datetime, by: User) -> Referral:
    referral = Referral(limb=limb, committee=committee, referred_at=at, referred_by=by)
    save(referral)
    audit.record(by, "referred", limb.resolution.minute.minutes, part=limb.letter, to=committee.name)
    return referral


def send_all(minutes: Minutes, *, at: dt.datetime, sender: User) -> list[Referral]:
    """
    Send every part that refers or recommends something to a body of the register by name, or defers it.

    For verbs that publish, with the meeting locked. A part that names no body stays for `refer`.
    """
    limbs = Limb.objects.resolved().filter(resolution__minute__minutes=minutes, kind__in=SENT, referral=None)
    limbs = limbs.select_related(LIMB_OF).order_by("resolution__minute__position", "resolution__position", "position")
    bodies = list(Committee.objects.existing(minutes.meeting.date).exclude(kind=LegalKind.INFORMAL))
    bodies_named = [(limb, body_named(limb, bodies)) for limb in limbs]
    return [_sent(limb, body, at, sender) for limb, body in bodies_named if body]


def body_named(limb: Limb, bodies: list[Committee]) -> Committee | None:
    """Return the body to which a part sends something: its own for a deferral, else the one of the longest name."""
    same_body = limb.resolution.minute.minutes.meeting.committee
    if limb.kind == LimbKind.DEFERRED:
        return same_body
    words = " ".join(f"to {limb.asked_body} . {limb.text}".casefold().split())
    named = [
        (len(name), body)
        for body in bodies
        for name in (body.name, body.short_name)
        if body.pk != same_body.pk and any(f"to {the}{name.casefold()}" in words for the in ("", "the "))
    ]
    return max(named, key=lambda one: one[0], default=(0, None))[1]


@verb(may=runs_the_desk)
def place(referral: Referral, *, meeting: Meeting, at: dt.datetime, by: User) -> AgendaItem:
    """
    Add the referral to the agenda of a meeting of its body: title, words, source, and the open papers of its item.

    SECURITY: what was resolved in private brings its public heading alone, and begins in Part Two. Raises Refused for a
    meeting of another body or one cancelled, where it is on another agenda, and where it was declined.
    """
    hold_committee(referral.committee_id)
    meeting = hold(meeting)
    now = _locked(referral)
    if meeting.committee_id != now.committee_id:
        raise Refused(f"This was sent to the {now.committee}.")
    if now.item:
        if now.item.meeting_id == meeting.pk:
            return now.item
        raise Refused(f"It is on the agenda of {full_date(now.item.meeting.date)} already.")
    if now.declined_at:
        raise Refused("The referral was declined. Undo that first.")
    minute = now.limb.resolution.minute
    private = minute.is_withheld
    item = as_part(agenda.add_item)(
        meeting,
        title=minute.heading_for_public,
        part=2 if private else 1,
        business=Business.REFERRED,
        from_body=source_of(now),
        recommendation="" if private else f"That {now.limb.text}.",
        by=by,
    )
    copied = [] if private or minute.item is None else copy_papers(minute.item, item, at=at, who=by)
    now.item = item
    save(now)
    audit.record(by, "placed a referral on", meeting, source=source_of(now), papers=listed(copied) if copied else "")
    return item


def _locked(referral: Referral) -> Referral:
    """Lock a referral and return it. Raises Refused where its decision was undone meanwhile."""
    now = Referral.objects.with_source().select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if now is None:
        raise Refused("The decision that sent this was undone.")
    return now


def source_of(referral: Referral) -> str:
    """Return where a referral comes from: "Cabinet, 12 May 2022, minute 14 b)"."""
    minute = referral.limb.resolution.minute
    meeting = minute.minutes.meeting
    number = f", minute {minute.printed_number}" if minute.number else ""
    letter = (
        f"{' ' if number else ', part '}{referral.limb.letter})" if referral.limb.resolution.limbs.count() > 1 else ""
    )
    return f"{meeting.committee}, {full_date(meeting.date)}{number}{letter}"


@verb(may=runs_the_desk)
def decline(referral: Referral, *, reason: str, at: dt.datetime, by: User) -> Referral:
    """Record that the body will not consider a referral, and why. Raises Refused while it is on an agenda."""
    hold_committee(referral.committee_id)
    now = _locked(referral)
    if now.item:
        raise Refused(f"It is on the agenda of {full_date(now.item.meeting.date)}. Remove it from there first.")
    now.declined_at, now.declined_reason = at, reasoned(reason, "why the body does not consider it")
    save(now)
    audit.record(by, "declined a referral to", now.committee, source=source_of(now), reason=now.declined_reason)
    return now


@verb(may=runs_the_desk)
def offer_again(referral: Referral, *, by: User) -> Referral:
    """Take a refusal back: the referral waits for its body again; nothing happens to one that waits already."""
    hold_committee(referral.committee_id)
    now = _locked(referral)
    if now.declined_at:
        now.declined_at, now.declined_reason = None, ""
        save(now)
        audit.record(by, "offered a referral again to", now.committee, source=source_of(now))
    return now
