"""
Verbs of the two notices that the executive is to hear something in private (R58, SI 2012/2089 reg 5).

Nothing exempt may be in them (reg 5 with reg 20): what is published is searched for all that the meeting withholds.
"""

import datetime as dt

from committee import audit
from committee.dates import long_date
from committee.models import LegalKind, Person, User, executive_members
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import day_of, reasoned, said, save
from committee.seen import refuse_unseen
from committee.verbs import verb
from meetings.agendas.private_business import PrivateBusiness
from meetings.agendas.verbs import published_items
from meetings.locking import hold
from meetings.models import AgendaItem, Meeting, Minute, Minutes, PrivateNotice
from meetings.notice_period import legal_kind
from meetings.packs.leak_check import public_words
from workprogramme.forward_plan import particulars
from workprogramme.time_limits import Counting


def _hold(notice: PrivateNotice) -> PrivateNotice:
    """The notice as it is now, locked. Raises Refused where it has been withdrawn."""
    rows = PrivateNotice.objects.select_for_update(of=("self",)).select_related("meeting__committee", "item")
    now = rows.get(pk=notice.pk)
    if now.withdrawn_at:
        raise Refused("That notice has been withdrawn.")
    return now


@verb(may=plans_scrutiny)
def enter(meeting: Meeting, *, matter: str, reasons: str, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Enter what a meeting of the executive is to hear in private, and why; nobody else sees it yet.

    Raises Refused for another body, a meeting that is over, called off or informal, and for anybody but the desk and
    the planners.
    """
    if legal_kind(meeting) is not LegalKind.EXECUTIVE:
        raise Refused("Regulation 5 is about formal meetings of the executive and its committees.")
    if meeting.is_cancelled or meeting.date < day_of(at):
        raise Refused("That meeting has been held or cancelled.")
    notice = PrivateNotice(
        meeting=meeting,
        matter=said(" ".join(matter.split()), "what is to be heard in private", 250),
        reasons=reasoned(reasons, "why it is to be heard in private", 2000),
        created_at=at,
        created_by=by,
    )
    save(notice)
    audit.record(by, "entered the", notice, meeting=str(meeting))
    return notice


@verb(may=plans_scrutiny)
def edit(notice: PrivateNotice, *, matter: str, reasons: str, at: dt.datetime, by: User) -> PrivateNotice:
    """Edit item before anything of it is published. Raises Refused later."""
    held = _hold(notice)
    if held.is_public:
        raise Refused("It has been published, so its wording cannot change. Withdraw it and give notice again.")
    held.matter = said(" ".join(matter.split()), "what is to be heard in private", 250)
    held.reasons = reasoned(reasons, "why it is to be heard in private", 2000)
    save(held)
    audit.record(by, "changed the", held)
    return held


@verb(may=plans_scrutiny, seen=particulars.of_private_notice)
def publish_first(notice: PrivateNotice, *, seen: str, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Publish the first notice, with the reasons (reg 5(2), (3)); from when the meeting may be private is fixed with it.

    It may be published less than 28 clear days before: then the meeting needs the agreement of reg 5(6) as well. Raises
    Refused where it is published already, or the meeting is over.
    """
    held = _hold(notice)
    if held.first_published_at:
        raise Refused("Its first notice is published already.")
    refuse_unseen(held, seen)
    _refuse_over(held, day_of(at))
    public_words.refuse_telling([("the notice", [held.matter, held.reasons])], held.meeting)
    held.first_published_at, held.first_published_by = at, by
    held.may_meet_from = Counting.current().decision_from(day_of(at))
    save(held)
    audit.record(by, "published the first", held, may_meet_from=held.may_meet_from.isoformat())
    return held


@verb(may=plans_scrutiny, seen=particulars.of_private_notice)
def publish_second(
    notice: PrivateNotice, *, representations: str, response: str, seen: str, at: dt.datetime, by: User
) -> PrivateNotice:
    """
    Publish the second notice: the reasons again, the representations received and the response (reg 5(4), (5)).

    Raises Refused before the first, a second time, without both texts, and once the meeting is over.
    """
    held = _hold(notice)
    if not held.first_published_at:
        raise Refused("Publish the first notice before the second.")
    if held.second_published_at:
        raise Refused("Its second notice is published already.")
    refuse_unseen(held, seen)
    _refuse_over(held, day_of(at))
    held.representations = said(representations, "which representations were received, or that there were none", 4000)
    held.response = said(response, "the response to them, or that none was needed", 4000)
    public_words.refuse_telling([("the notice", [held.representations, held.response])], held.meeting)
    held.second_published_at, held.second_published_by = at, by
    save(held)
    audit.record(by, "published the second", held)
    return held


def hold_unheard(notice: PrivateNotice, at: dt.datetime) -> PrivateNotice:
    """
    The notice as it is now, locked with its meeting, while agreement can still come in time (reg 5(6)).

    Raises Refused where it has been withdrawn, and where the meeting is called off, over, or past that item.
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
    """Whether the item has been reached, or the meeting is over, that was not called off."""
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
        # SECURITY: the notice tells the public of the meeting and its day.
        raise Refused("The meeting is in a draft calendar: publish that calendar before you give notice of it.")


def is_rested_on(notice: PrivateNotice, meeting: Meeting) -> bool:
    """Whether the published agenda has its item, which is not withdrawn."""
    return notice.item is not None and not notice.item.is_withdrawn and notice.item_id in published_items(meeting)


@verb(may=plans_scrutiny)
def assign_item(notice: PrivateNotice, item: AgendaItem | None, *, at: dt.datetime, by: User) -> PrivateNotice:
    """
    Say for which item of the meeting's agenda it is, or for none.

    Raises Refused for an item of another meeting or, published, of another name, and where its item is on the
    published agenda, which rests on it.
    """
    meeting = hold(notice.meeting)
    held = _hold(notice)
    if held.item and held.item != item and is_rested_on(held, meeting):
        text = "Its item is on a published agenda that depends on this notice. Withdraw the item first."
        raise Refused(text, rule="R58")
    if item is not None and item.meeting_id != held.meeting_id:
        raise Refused("That item is on the agenda of another meeting.")
    held.item = item
    save(held)
    business = PrivateBusiness.of(meeting)
    if item and business and item.pk in published_items(meeting) and (matter := business.names_otherwise(item)):
        raise Refused(f"The notice is of “{matter}”, and the published agenda calls that item otherwise.", rule="R58")
    audit.record(by, "chose the agenda item for the", held, item=str(item or ""))
    return held


@verb(may=plans_scrutiny)
def withdraw(notice: PrivateNotice, *, reason: str, at: dt.datetime, by: User) -> PrivateNotice:
    """Withdraw it with its reason; its page stays and says so. Raises Refused while a published item needs it."""
    meeting = hold(notice.meeting)
    held = _hold(notice)
    if is_rested_on(held, meeting):
        raise Refused("Its item is on a published agenda: withdraw the item first.")
    if held.item_id not in published_items(meeting):
        # A withdrawn notice is not changed any more: it would hold its item on a draft agenda for ever.
        held.item = None
    held.withdrawn_at, held.withdrawn_reason = at, reasoned(reason, "why it is withdrawn")
    public_words.refuse_telling([("the reason", [held.withdrawn_reason])], held.meeting)
    save(held)
    audit.record(by, "withdrew the", held, reason=held.withdrawn_reason)
    return held


def note_agreement(notice: PrivateNotice, *, who: Person, office: str, why: str, at: dt.datetime) -> PrivateNotice:
    """
    Publish with the notice who agreed that it cannot reasonably be deferred, and why (reg 5(6), (7)).

    Called by the chairman's register inside its transaction. Raises Refused for a member of the executive, and once it
    has been heard: the agreement is obtained before.
    """
    held = hold_unheard(notice, at)
    if executive_members(day_of(at), day_of(at)).filter(pk=who.pk).exists():
        raise Refused(f"{who} is a member of the executive, and cannot agree to it.")
    if held.is_agreed:
        raise Refused("It has been agreed to already.")
    public_words.refuse_telling([("the notice", [held.matter, held.reasons, why])], held.meeting)
    held.agreed_by, held.agreed_as, held.agreed_on, held.agreed_reasons = who, office, day_of(at), why
    held.agreement_struck_on = None
    save(held)
    return held


def strike_agreement(notice: PrivateNotice, *, at: dt.datetime) -> PrivateNotice:
    """
    Say with the notice that the agreement was recorded by mistake: it stays to be read, and does not do any more.

    Called by the chairman's register inside its transaction. A notice that was withdrawn stays as it is.
    """
    hold(notice.meeting)
    held = PrivateNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if held.is_agreed and not held.withdrawn_at:
        held.agreement_struck_on = day_of(at)
        save(held)
    return held
