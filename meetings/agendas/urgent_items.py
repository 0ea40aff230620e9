"""Verbs of urgent business: the chairman's ruling is recorded and, while it is unpublished, taken back (R03)."""

import datetime as dt

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import verb
from committee.models import LegalKind, Person, User
from committee.wording.wording import chair
from meetings import notice_period
from meetings.locking import held, is_published, published_items
from meetings.models import AgendaItem, Meeting, Minutes, UrgencyRuling
from meetings.models.confirming import presided_by


@verb(may=runs_the_desk, seen=shows("title", "lead_line", "bullets"))
def rule_urgent(
    item: AgendaItem, *, chairman: Person, circumstances: str, seen: str, at: dt.datetime, by: User
) -> UrgencyRuling:
    """
    Record the chairman's ruling that an item be considered as a matter of urgency (R03, LGA 1972 s.100B(4)(b)).

    Raises Refused for the executive (R06: SI 2012/2089 reg 6(2)), for the Council except at its annual meeting (R05:
    Sch 12 para 4(5)), for a chairman who is no member with a vote, or did not preside as the minutes have it, once the
    ruling is published, unless somebody else then presided: the ruling is theirs; and of an item that can be added to
    the published agenda with lawful notice: it would be false.
    """
    circumstances = reasoned(circumstances, "why the item was not on the agenda and why it cannot wait", 2000)
    item = held(item)
    refuse_unseen(item, seen)
    meeting = item.meeting
    kind = notice_period.legal_kind(meeting)
    if kind is LegalKind.EXECUTIVE:
        raise Refused(
            "The executive, with its committees and the joint committees that act for it, has no urgency ruling: call "
            "a meeting at shorter notice (SI 2012/2089 reg 6(2)).",
            rule="R06",
        )
    if kind is LegalKind.COUNCIL and not meeting.annual:
        text = "The Council takes urgent business at its annual meeting only (LGA 1972 Sch 12 para 4(5))."
        raise Refused(text, rule="R05")
    if item.is_withdrawn:
        raise Refused("The item has been withdrawn.")
    presided = _refuse_chairman(meeting, chairman)
    ruling = UrgencyRuling.objects.filter(item=item).first() or UrgencyRuling(item=item)
    anothers = ruling.pk and presided and ruling.chairman_id not in presided
    if item.pk in published_items(meeting) and not anothers:
        words = (
            "The ruling is published and cannot change."
            if ruling.pk
            else "The item is published, so it does not need a ruling."
        )
        raise Refused(words)
    if is_published(meeting) and notice_period.in_time(meeting, day_of(at)):
        raise Refused(
            "There is still time to give notice of this item. Add it to the published agenda instead. It "
            "does not need a ruling of urgency.",
            rule="R03",
        )
    ruling.chairman, ruling.circumstances, ruling.ruled_at, ruling.recorded_by = chairman, circumstances, at, by
    save(ruling)
    audit.record(by, "recorded a ruling of urgency on", item, chairman=chairman.name, circumstances=circumstances)
    return ruling


def _refuse_chairman(meeting: Meeting, chairman: Person) -> set[int]:
    """Refuse a ruling of whoever cannot have presided; the ids of those who did, as the room says, none before it."""
    minutes = Minutes.objects.select_related("presiding").filter(meeting=meeting).first()
    if minutes and minutes.is_frozen:
        raise Refused("The minutes of this meeting are confirmed and signed, so the ruling cannot change.", rule="R26")
    presided = presided_by(minutes) if minutes else set()
    if minutes and presided:
        if chairman.pk not in presided:
            name = minutes.presiding.name if minutes.presiding else "Someone else"
            raise Refused(
                f"{name} presides, as the minutes have it: only the person presiding can make the ruling.", rule="R03"
            )
        return presided
    seats = meeting.committee.membership(meeting.date).filter(person=chairman)
    if not seats.exists():
        raise Refused(
            f"{chairman} is not a member of the {meeting.committee}, so cannot be the {chair().lower()} of its meeting."
        )
    if not seats.entitled(meeting.date).exists():
        raise Refused(f"{chairman} sits without a vote, so cannot preside or rule (LGHA 1989 s.13).", rule="R03")
    return presided


@verb(may=runs_the_desk)
def take_back_ruling(item: AgendaItem, *, by: User) -> None:
    """Take back a ruling of urgency that is not published: the item goes out in time. Raises Refused once published."""
    item = held(item)
    ruling = UrgencyRuling.objects.filter(item=item).select_related("chairman").first()
    if ruling is None:
        raise Refused("No ruling of urgency is recorded on this item.")
    if item.pk in published_items(item.meeting):
        raise Refused("The ruling is published and cannot be withdrawn.")
    ruling.delete()
    audit.record(
        by,
        "withdrew the ruling of urgency on",
        item,
        chairman=ruling.chairman.name,
        circumstances=ruling.circumstances,
    )
