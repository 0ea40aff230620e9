"""
Verbs of the agenda: add, edit, move, remove. They change nothing that is printed of a published item.

Also verbs of urgent business: record the chairman's ruling, and withdraw an unpublished ruling (R03).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, facts_of, reasoned, save, set_changed
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import Portal, verb
from committee.law import exemption, voting
from committee.models import LegalKind, Person, User
from committee.wording.wording import chair
from meetings import notice_period
from meetings.agendas import listed_items as listed
from meetings.agendas.standing_items import fill, previous_meeting
from meetings.locking import held, hold, is_published, published_items
from meetings.models import Access, AgendaItem, ItemKind, Meeting, Minute, Minutes, Paper, PaperState, UrgencyRuling
from meetings.models.confirming import presided_by
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.papers.minute_access import followed

GROUNDS = ("paragraphs", "public_interest_reason")
# Fields that `add_item` may set and `edit_item` may change.
CHANGES = {
    *("title", "public_title", *AgendaItem.printed, "owner", "part", "kind", "minutes_of"),
    *("business", "decides_budget"),
    *GROUNDS,
}
UNPRINTED = {"owner", "decides_budget", "public_interest_reason"}  # fields that may change after publication
RULED = {"title", *AgendaItem.printed} - {"presenter"}  # fields on which a ruling of urgency relies
CLOSING = (ItemKind.WORK_PROGRAMME, ItemKind.EXCLUSION)  # kinds of items at the end of Part One
# Choices for the papers of an item that moves to the other part of the agenda.
WITHHOLD, OPEN, LEAVE = "withhold", "open", "leave"
FROZEN = "This item is published and cannot be changed. Withdraw it, add a supplement, or publish a correction instead."


@verb(may=runs_the_desk)
def add_item(
    meeting: Meeting,
    *,
    title: str,
    by: User | Portal,
    kind: str = ItemKind.BUSINESS,
    part: int = 1,
    at_position: int | None = None,
    budget_reason: str = "",
    **fields: Any,
) -> AgendaItem:
    """
    Add an item at `at_position`, counted from 1; without a position, where items of its kind belong.

    On a published agenda the item gets the next number, and no item is renumbered. The new item is public only
    after `publish_added_item` or `publish_urgent_item`. Raises TypeError for unknown `fields`. Raises Refused:

    - for a cancelled meeting
    - where the item's own grounds are incomplete (R11, R12)
    - where the title of a Council item names the budget, `decides_budget` is False and `budget_reason` is empty (R59)
    """
    meeting = hold(meeting)
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled: nothing can be added to its agenda.")
    items = list(meeting.items.in_order())
    published = is_published(meeting)
    place = len(items) + 1 if at_position is None else max(1, min(at_position, len(items) + 1))
    item = AgendaItem(
        meeting=meeting,
        title=" ".join((title or "").split()),
        kind=kind,
        part=part,
        position=place,
        number=max((other.number for other in items), default=0) + 1,
        added_after_publication=published,
    )
    set_changed(item, fields, allowed=CHANGES)
    why = listed.switched_off(item, budget_reason, was=False)
    _refuse_groundless(item)
    save(item)
    if at_position is None:
        place = _natural_place(items, item, published)
    _put_in_order([*items[: place - 1], item, *items[place - 1 :]], renumber=not published)
    audit.record(by, "added", item, to=str(meeting), **why)
    return item


def _natural_place(items: list[AgendaItem], item: AgendaItem, published: bool) -> int:
    """Return the position, counted from 1, at which a new item of its part and kind belongs."""
    first_part = [other for other in items if other.part == 1]
    if item.part == 2:
        return len(items) + 1
    if published or item.kind != ItemKind.BUSINESS:
        return len(first_part) + 1
    place = len(first_part)
    while place and first_part[place - 1].kind in CLOSING:
        place -= 1
    return place + 1


def _put_in_order(items: Iterable[AgendaItem], *, renumber: bool) -> None:
    """Save the items' positions in the given order, Part One before Part Two; `renumber` sets their numbers too."""
    changed = []
    for position, item in enumerate(sorted(items, key=lambda item: item.part), start=1):
        number = position if renumber else item.number
        if (item.position, item.number) != (position, number):
            item.position, item.number = position, number
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["position", "number"])


def _refuse_frozen(item: AgendaItem) -> None:
    if item.is_withdrawn or item.pk in published_items(item.meeting):
        raise Refused(FROZEN)


def _refuse_groundless(item: AgendaItem) -> None:
    """R11, R12: raise Refused where an item's own paragraphs are not of Schedule 12A (England), or have no reason."""
    other = item.meeting.committee.other_ground
    reason = item.public_interest_reason
    if item.paragraphs and (faults := exemption.check_own_grounds(item.paragraph_numbers, reason, other=other)):
        raise Refused(" ".join(f"{finding.text} ({finding.source})" for finding in faults), rule=faults[0].rule)


@verb(may=runs_the_desk)
def edit_item(
    item: AgendaItem, *, by: User, its_papers: str = "", budget_reason: str = "", **changes: Any
) -> AgendaItem:
    """
    Change the title, part, owner or other fields of an item (see CHANGES).

    Where the item moves to the other part, `its_papers` is the clerk's choice for papers that do not fit that part:

    - "withhold": in Part Two, withhold open papers until their grounds are given
    - "open": in Part One, open withheld papers that have no grounds
    - "leave": change no paper

    The owner of the papers, the public-interest reason, and whether the item decides on the budget can change at any
    time. Raises TypeError for unknown `changes`. Raises Refused:

    - where any other field of a published item would change
    - where a field on which a ruling of urgency relies would change (R03)
    - where the item's own grounds would become incomplete (R11, R12)
    - where papers do not fit the other part and `its_papers` gives no choice for them (R16)
    - where `decides_budget` makes an ordinary item of a former budget item, or of an item whose new title names the
      budget, and `budget_reason` is empty (R59)
    - in the same cases where the item was published as a budget item, even with a reason (R59)
    """
    item = held(item)
    if "title" in changes:
        changes["title"] = " ".join((changes["title"] or "").split())
    owner, kind = item.owner_id, item.meeting.committee.kind
    by_name, by_title = item.is_by_name(kind), voting.is_by_name(kind, item.title, None)
    changed = set_changed(item, changes, allowed=CHANGES)
    if not changed:
        return item
    if set(changed) - UNPRINTED:
        _refuse_frozen(item)
    if set(changed) & RULED and hasattr(item, "ruling"):
        text = "The ruling of urgency is on these words. Withdraw the ruling first, then change the item."
        raise Refused(text, rule="R03")
    asks = "decides_budget" in changed or not by_title
    why = listed.switched_off(item, budget_reason, was=by_name) if asks else {}
    if "part" in changed:
        item.part_settled = False
    if not changed.keys().isdisjoint(GROUNDS):
        _refuse_groundless(item)
    with followed(item):
        save(item)
    if "part" in changed:
        _follow(item, its_papers, by)
        _put_in_order(item.meeting.items.in_order(), renumber=not is_published(item.meeting))
        item.refresh_from_db(fields=["position", "number"])
    asked_before: dict[str, Any] = {"asked_before": owner} if "owner" in changed and owner else {}
    audit.record(by, "changed", item, **facts_of(changed), **why, **asked_before)
    return item


def _follow(item: AgendaItem, its_papers: str, by: User) -> None:
    """
    Change the access of an item's papers by the clerk's choice `its_papers`, after the item has moved to another part.
    """
    standing = Paper.objects.filter(item=item).exclude(state=PaperState.WITHDRAWN).select_related("item__meeting")
    misplaced = list(standing.open() if item.part == 2 else standing.withheld())
    if not misplaced:
        return
    is_single = len(misplaced) == 1
    if its_papers not in (WITHHOLD if item.part == 2 else OPEN, LEAVE):
        what = "the public may read" if item.part == 2 else "are withheld from the public"
        what = what.replace("are withheld", "is withheld") if is_single else what
        raise Refused(
            f"The item has {len(misplaced)} paper{'' if is_single else 's'} that {what}: choose what happens to "
            f"{'it' if is_single else 'them'} in Part {'Two' if item.part == 2 else 'One'}.",
            rule="R16",
        )
    for paper in misplaced:
        if its_papers == WITHHOLD and not Paper.objects.filter(open_version=paper).exists():
            withholding.set_access(paper, access=Access.WITHHELD, public_title=paper.public_title, by=by)
        elif its_papers == OPEN and paper.lacks_grounds:
            withholding.set_access(paper, access=Access.OPEN, public_title=paper.public_title, by=by)


@verb(may=runs_the_desk)
def settle_part(item: AgendaItem, *, part: int, by: User) -> AgendaItem:
    """
    Set the part of an item that has papers, none of which the public may read (R17, LGA 1972 s.100A(4)-(5)).

    In Part One too, the meeting may take such an item only after a resolution that excludes the public and names the
    item. Raises Refused where the item has no papers or the public may read one, so that there is no choice to make,
    and where the item is withdrawn, or is published and would move.
    """
    if part not in (1, 2):
        raise Refused("An item belongs to Part One or Part Two.")
    item = held(item)
    if item.is_withdrawn:
        raise Refused("The item has been withdrawn.")
    if not item.is_closed_to_public():
        raise Refused("There is no choice: the item has no papers, or the public may read one of them.", rule="R17")
    if part != item.part:
        item = edit_item(item, part=part, its_papers=LEAVE, by=by)
    item.part_settled = part == 1
    save(item)
    audit.record(by, "chose the part of the agenda for", item, part=part)
    return item


@verb(may=runs_the_desk)
def move_item(item: AgendaItem, *, to: int, by: User) -> AgendaItem:
    """Move an item to position `to` (from 1), within its part of the agenda. Raises Refused after publication."""
    item = held(item)
    if is_published(item.meeting):
        raise Refused("The agenda is published: its items keep their order and their numbers.")
    items = list(item.meeting.items.in_order())
    others = [other for other in items if other.pk != item.pk]
    place = max(1, min(to, len(items))) - 1
    before = item.position
    _put_in_order([*others[:place], item, *others[place:]], renumber=True)
    if item.position != before:
        audit.record(by, "moved", item, was=before, to=item.position)
    return item


@verb(may=runs_the_desk)
def remove_item(item: AgendaItem, *, by: User) -> None:
    """
    Remove an unpublished item and its papers from the agenda. Later items move up.

    Raises Refused for a published item, for an item with a notice of private business, and where the minutes have
    recorded something under the item.
    """
    item = held(item)
    _refuse_frozen(item)
    if notice := item.private_notices.first():
        raise Refused(
            f"The notice of private business on “{notice.matter}” is for this item: choose another item "
            "for the notice first."
        )
    meeting, title = item.meeting, item.title
    _drop_minute(item)
    going = list(item.papers.all())
    for paper in going:
        papers.erase(paper)
    UrgencyRuling.objects.filter(item=item).delete()
    item.delete()
    _put_in_order(meeting.items.in_order(), renumber=not is_published(meeting))
    audit.record(by, "removed an item from", meeting, item=title, papers=[paper.title for paper in going])


def _drop_minute(item: AgendaItem) -> None:
    """Delete the empty minute of a removed item. Raises Refused where something is recorded under the item."""
    minute = Minute.objects.filter(item=item).first()
    if minute is None:
        return
    recorded = minute.opened_at or minute.text or minute.resolutions.exists() or item.declarations.exists()
    if recorded or item.excluded_by.exists():
        raise Refused("The minutes have something recorded under this item, so it cannot be removed.")
    minute.delete()


@verb(may=runs_the_desk, seen=shows(*sorted(RULED)))
def rule_urgent(
    item: AgendaItem, *, chairman: Person, circumstances: str, seen: str, at: dt.datetime, by: User
) -> UrgencyRuling:
    """
    Record the chairman's ruling that an item be considered as a matter of urgency (R03, LGA 1972 s.100B(4)(b)).

    Raises Refused:

    - for the executive (R06: SI 2012/2089 reg 6(2)), and for the Council except at its annual meeting (R05: Sch 12
      para 4(5))
    - where the chairman is no member with a vote, or did not preside according to the minutes
    - where the item is published, unless it has a ruling of somebody who, by the minutes, did not preside
    - where the item is withdrawn, or the minutes are confirmed and signed (R26)
    - where the item can still be added to the published agenda with lawful notice, so that it is not urgent
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
    _refuse_chairman(meeting, chairman)
    ruling = UrgencyRuling.objects.filter(item=item).first() or UrgencyRuling(item=item)
    if item.pk in published_items(meeting) and not is_anothers(ruling):
        needless = "The item is published, so it does not need a ruling."
        raise Refused("The ruling is published and cannot change." if ruling.pk else needless)
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


def is_anothers(ruling: UrgencyRuling | None) -> bool:
    """Return whether a recorded ruling was made by somebody who, by the draft minutes, did not preside."""
    minutes = Minutes.objects.filter(meeting=ruling.item.meeting_id).first() if ruling and ruling.pk else None
    presided = presided_by(minutes) if minutes and not minutes.is_frozen else set()
    return bool(ruling and presided and ruling.chairman_id not in presided)


def _refuse_chairman(meeting: Meeting, chairman: Person) -> None:
    """Raise Refused where `chairman` cannot have presided at the meeting."""
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
        return
    seats = meeting.membership().filter(person=chairman)
    if not seats.exists():
        raise Refused(
            f"{chairman} is not a member of the {meeting.committee}, so cannot be the {chair().lower()} of its meeting."
        )
    if not seats.entitled(meeting.date).exists():
        raise Refused(f"{chairman} sits without a vote, so cannot preside or rule (LGHA 1989 s.13).", rule="R03")


@verb(may=runs_the_desk)
def take_back_ruling(item: AgendaItem, *, by: User) -> None:
    """
    Delete a ruling of urgency, for example because notice can be given after all.

    Raises Refused where there is no ruling, or the ruling is published.
    """
    item = held(item)
    ruling = UrgencyRuling.objects.filter(item=item).select_related("chairman").first()
    if ruling is None:
        raise Refused("No ruling of urgency is recorded on this item.")
    if item.pk in published_items(item.meeting):
        raise Refused("The ruling is published and cannot be withdrawn.")
    ruling.delete()
    facts = {"chairman": ruling.chairman.name, "circumstances": ruling.circumstances}
    audit.record(by, "withdrew the ruling of urgency on", item, **facts)
