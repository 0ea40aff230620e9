"""
Verbs of the two notices that the executive is to hear a matter in private (R58, SI 2012/2089 reg 5).

A notice must contain nothing exempt (reg 5 with reg 20), so its text is compared with what the meeting withholds.
"""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.models import LegalKind, Person, User, executive_members
from committee.wording.dates import long_date
from meetings.agendas.private_business import PrivateBusiness
from meetings.agendas.verbs import published_items
from meetings.locking import hold
from meetings.models import AgendaItem, Meeting, Minute, Minutes, PrivateNotice
from meetings.notice_period import legal_kind
from meetings.packs.leak_check import public_words
from workprogramme.forward_plan import particulars
from workprogramme.time_limits import Counting


def _hold(notice: PrivateNotice) -> PrivateNotice:
    """Return the notice as it is now, locked. Raises Refused where it has been withdrawn."""
    rows = PrivateNotice.objects.select_for_update(of=("self",)).select_related("meeting__committee", "item")
    now = rows.get(pk=notice.pk)
    if now.withdrawn_at:
        raise Refused("That notice has been withdrawn.")
    return now


@verb(may=plans_scrutiny)
def enter(meeting: Meeting, *, matter: str, reasons: str, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Enter a matter that a meeting of the executive is to hear in private, and the reasons.

    The notice is not public until `publish_first`.

    Raises Refused where the meeting is not a formal meeting of the executive, or is over or cancelled.
    """
    if legal_kind(meeting) is not LegalKind.EXECUTIVE:
        raise Refused("Regulation 5 is about formal meetings of the executive and its committees.")
    if meeting.is_cancelled or meeting.date < day_of(at):
        raise Refused("That meeting has been held or cancelled.")
    notice = PrivateNotice(meeting=meeting, created_at=at, created_by=by)
    _save_words(notice, matter, reasons)
    audit.record(by, "entered the", notice, meeting=str(meeting))
    return notice


@verb(may=plans_scrutiny)
def edit(notice: PrivateNotice, *, matter: str, reasons: str, at: dt.datetime, by: User) -> PrivateNotice:
    """Change the text of the notice. Raises Refused where the notice is published or withdrawn."""
    locked = _hold(notice)
    if locked.is_public:
        raise Refused("It has been published, so its wording cannot change. Withdraw it and give notice again.")
    _save_words(locked, matter, reasons)
    audit.record(by, "changed the", locked)
    return locked


def _save_words(notice: PrivateNotice, matter: str, reasons: str) -> None:
    notice.matter = said(" ".join(matter.split()), "what is to be heard in private", 250)
    notice.reasons = reasoned(reasons, "why it is to be heard in private", 2000)
    save(notice)


@verb(may=plans_scrutiny, seen=particulars.of_private_notice)
def publish_first(notice: PrivateNotice, *, seen: str, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Publish the first notice with its reasons (reg 5(2), (3)). Store `may_meet_from`, the day after 28 clear days.

    Where fewer than 28 clear days are left, the meeting needs the agreement of reg 5(6) too. Raises Refused where the
    first notice is published already, the meeting is over, cancelled or in a draft calendar, or the text reveals what
    the meeting withholds.
    """
    locked = _hold(notice)
    if locked.first_published_at:
        raise Refused("Its first notice is published already.")
    refuse_unseen(locked, seen)
    _refuse_over(locked, day_of(at))
    public_words.refuse_telling([("the notice", [locked.matter, locked.reasons])], locked.meeting)
    locked.first_published_at, locked.first_published_by = at, by
    locked.may_meet_from = Counting.current().decision_from(day_of(at))
    save(locked)
    audit.record(by, "published the first", locked, may_meet_from=locked.may_meet_from.isoformat())
    return locked


@verb(may=plans_scrutiny, seen=particulars.of_private_notice)
def publish_second(
    notice: PrivateNotice, *, representations: str, response: str, seen: str, at: dt.datetime, by: User
) -> PrivateNotice:
    """
    Publish the second notice: the reasons again, the representations received and the response (reg 5(4), (5)).

    Raises Refused where the first notice is not published, the second notice is published already, a text is missing,
    the meeting is over or cancelled, or a text reveals what the meeting withholds.
    """
    locked = _hold(notice)
    if not locked.first_published_at:
        raise Refused("Publish the first notice before the second.")
    if locked.second_published_at:
        raise Refused("Its second notice is published already.")
    refuse_unseen(locked, seen)
    _refuse_over(locked, day_of(at))
    locked.representations = said(representations, "which representations were received, or that there were none", 4000)
    locked.response = said(response, "the response to them, or that none was needed", 4000)
    public_words.refuse_telling([("the notice", [locked.representations, locked.response])], locked.meeting)
    locked.second_published_at, locked.second_published_by = at, by
    save(locked)
    audit.record(by, "published the second", locked)
    return locked


def hold_unheard(notice: PrivateNotice, at: dt.datetime) -> PrivateNotice:
    """
    Lock the notice and its meeting. Return the notice if agreement would still be in time (reg 5(6)).

    Raises Refused where the notice is withdrawn, the meeting is cancelled or over, or the meeting has reached the
    notice's item.
    """
    meeting = hold(notice.meeting)
    notice = _hold(notice)
    if meeting.is_cancelled:
        raise Refused("That meeting has been cancelled.")
    if is_heard(notice, at):
        raise Refused(
            f"It was to be heard in private on {long_date(meeting.date)}. Agreement must be obtained "
            "before the meeting.",
            rule="R58",
        )
    return notice


def is_heard(notice: PrivateNotice, at: dt.datetime) -> bool:
    """Return whether the meeting is over, or has reached the notice's item; False for a cancelled meeting."""
    meeting = notice.meeting
    reached = notice.item_id and Minute.objects.filter(item=notice.item_id, opened_at__lte=at).exists()
    ended = Minutes.objects.filter(meeting=meeting, ended_at__lte=at).exists()
    return not meeting.is_cancelled and bool(meeting.date < day_of(at) or ended or reached)


def _refuse_over(notice: PrivateNotice, on: dt.date) -> None:
    if notice.meeting.is_cancelled:
        raise Refused(f"The meeting of {long_date(notice.meeting.date)} has been cancelled, so it needs no notice.")
    if notice.meeting.date <= on:
        raise Refused(f"Notice is given before the meeting, which is on {long_date(notice.meeting.date)}.")
    if not Meeting.objects.agreed().filter(pk=notice.meeting.pk).exists():
        # SECURITY: the notice would reveal a meeting that is not public yet.
        raise Refused("The meeting is in a draft calendar: publish that calendar before you give notice of it.")


def is_rested_on(notice: PrivateNotice, meeting: Meeting) -> bool:
    """Return whether the published agenda of `meeting` has the notice's item, and so depends on the notice."""
    return notice.item is not None and not notice.item.is_withdrawn and notice.item_id in published_items(meeting)


@verb(may=plans_scrutiny)
def assign_item(notice: PrivateNotice, item: AgendaItem | None, *, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Assign the notice to an item of the meeting's agenda, or to none.

    Raises Refused where the item is on the agenda of another meeting, or is published under another title. Also raises
    Refused where the notice's present item is on the published agenda, because that agenda depends on the notice.
    """
    meeting = hold(notice.meeting)
    locked = _hold(notice)
    if locked.item and locked.item != item and is_rested_on(locked, meeting):
        text = "Its item is on a published agenda that depends on this notice. Withdraw the item first."
        raise Refused(text, rule="R58")
    if item is not None and item.meeting_id != locked.meeting_id:
        raise Refused("That item is on the agenda of another meeting.")
    locked.item = item
    save(locked)
    business = PrivateBusiness.of(meeting)
    if item and business and item.pk in published_items(meeting) and (matter := business.names_otherwise(item)):
        raise Refused(f"The notice is of “{matter}”, and the published agenda calls that item otherwise.", rule="R58")
    audit.record(by, "chose the agenda item for the", locked, item=str(item or ""))
    return locked


@verb(may=plans_scrutiny)
def withdraw(notice: PrivateNotice, *, reason: str, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Withdraw a notice. Its page shows the reason.

    Raises Refused while a published agenda depends on the notice, or where the reason reveals what the meeting
    withholds.
    """
    meeting = hold(notice.meeting)
    locked = _hold(notice)
    if is_rested_on(locked, meeting):
        raise Refused("Its item is on a published agenda: withdraw the item first.")
    if locked.item_id not in published_items(meeting):
        # A withdrawn notice cannot change, so its link to an item of a draft agenda is removed now.
        locked.item = None
    locked.withdrawn_at, locked.withdrawn_reason = at, reasoned(reason, "why it is withdrawn")
    public_words.refuse_telling([("the reason", [locked.withdrawn_reason])], locked.meeting)
    save(locked)
    audit.record(by, "withdrew the", locked, reason=locked.withdrawn_reason)
    return locked


def note_agreement(notice: PrivateNotice, *, who: Person, office: str, why: str, at: dt.datetime) -> PrivateNotice:
    """
    Publish with the notice who agreed that the matter cannot reasonably be deferred, and why (reg 5(6), (7)).

    `urgent_decisions` calls this inside its transaction. Raises Refused where `who` is a member of the executive, the
    notice has an agreement already or would come too late (`hold_unheard`), or the text reveals what the meeting
    withholds.
    """
    locked = hold_unheard(notice, at)
    if executive_members(day_of(at), day_of(at)).filter(pk=who.pk).exists():
        raise Refused(f"{who} is a member of the executive, and cannot agree to it.")
    if locked.is_agreed:
        raise Refused("It has been agreed to already.")
    public_words.refuse_telling([("the notice", [locked.matter, locked.reasons, why])], locked.meeting)
    locked.agreed_by, locked.agreed_as, locked.agreed_on, locked.agreed_reasons = who, office, day_of(at), why
    locked.agreement_struck_on = None
    save(locked)
    return locked


def strike_agreement(notice: PrivateNotice, *, at: dt.datetime) -> PrivateNotice:
    """
    Mark the notice's agreement as recorded by mistake. The agreement stays readable, and no longer counts.

    `urgent_decisions` calls this inside its transaction. A withdrawn notice does not change.
    """
    hold(notice.meeting)
    locked = PrivateNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if locked.is_agreed and not locked.withdrawn_at:
        locked.agreement_struck_on = day_of(at)
        save(locked)
    return locked
