"""Verbs that add an item, change its texts and leads, and put the item on an agenda with its brief."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save, set_changed
from committee.acts.verbs import Anybody, signed_in, verb
from committee.models import Person, User
from committee.search import index
from committee.wording.dates import full_date
from meetings.models import AgendaItem, Meeting, Minute
from workprogramme import leak_check
from workprogramme.items.on_agenda import carry_over, put_on_agenda
from workprogramme.items.scheduling import hold_meeting, placed_state
from workprogramme.locking import hold_item, hold_programme, step
from workprogramme.models import PROPOSED, ItemState, Lead, LeadRole, Origin, Programme, ProgrammeItem, Table

FIELDS = {
    "title", "details", "purpose", "brief", "papers_due_on", "wanted_on", "precedes", "duty", "origin", "origin_words",
    "origin_on", "origin_meeting", "origin_minute", "follow_up_of", "position",
}  # fmt: skip
CHANGES = FIELDS | {"table", "held_on"}
DID = {ItemState.STANDING: "made standing", ItemState.SCHEDULED: "scheduled", ItemState.TBC: "put back"}
PLACED = (ItemState.TBC, ItemState.STANDING, ItemState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A lead to be saved with an item: a person of the register, or a name."""

    role: str
    person: Person | None = None
    name: str = ""


@verb(may=plans_scrutiny)
def add_item(
    programme: Programme,
    *,
    title: str,
    table: str = Table.MEETINGS,
    meeting: Meeting | None = None,
    held_on: dt.date | None = None,
    leads: Sequence[LeadDraft] = (),
    state: str = "",
    reason: str = "",
    on: dt.date,
    at: dt.datetime,
    by: Anybody,
    **fields: object,
) -> ProgrammeItem:
    """
    Add an item to a programme.

    The item's state is standing in the table of standing items, scheduled with a meeting or a day, otherwise to be
    scheduled. Give `state` only for a suggestion. `on` is the day of the act. Raises Refused where the row is invalid,
    the meeting is not suitable, or the text reveals something withheld (R16). Raises TypeError for unknown `fields`.
    """
    programme = hold_programme(programme)
    if meeting and table == Table.STANDING:
        raise Refused("A standing item does not have its own meeting: add it to the programme by meeting instead.")
    if meeting:
        meeting = hold_meeting(programme, meeting)
    last = programme.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = ProgrammeItem(
        programme=programme,
        title=" ".join((title or "").split()),
        table=table,
        held_on=held_on,
        meeting=meeting,
        state=state or placed_state(table, meeting, held_on),
        created_at=at,
        created_by=signed_in(by),
        position=last + 1,
    )
    set_changed(item, fields, allowed=FIELDS)
    _refuse_ties(item)
    texts = [*leak_check.of_item(item), *leak_check.of_leads(item, _named(leads))]
    leak_check.refuse_telling(programme, texts)
    save(item)
    _put_leads(item, leads)
    step(
        item, item.state, meeting=meeting, reason=reason, on=on, at=at, by=by, first=True,
        did="suggested" if item.state == ItemState.SUGGESTED else "added",
    )  # fmt: skip
    return item


def _named(leads: Sequence[LeadDraft]) -> list[str]:
    return [draft.name for draft in leads if draft.person is None]


def _put_leads(item: ProgrammeItem, leads: Sequence[LeadDraft]) -> None:
    for position, draft in enumerate(leads, 1):
        name = "" if draft.person else " ".join(draft.name.split())
        save(Lead(item=item, role=draft.role, person=draft.person, name=name, position=position))


@verb(may=plans_scrutiny)
def edit_item(
    item: ProgrammeItem,
    *,
    reason: str = "",
    on: dt.date | None = None,
    at: dt.datetime | None = None,
    by: User,
    **changes: object,
) -> ProgrammeItem:
    """
    Change an item's texts and facts, its table, and the day of a working group or briefing, but not its meeting.

    A new table or day may change the item's state (standing, scheduled, to be scheduled). The history records a change
    of state or day as a step with `on`, `at` and `reason`. Raises Refused where the row would not be valid, or the
    change would reveal something withheld (R16). Raises TypeError for unknown `changes`, and for a step without `on`
    and `at`.
    """
    locked = hold_item(item)
    if "title" in changes:
        changes["title"] = " ".join(str(changes["title"] or "").split())
    title, due_on = locked.title, locked.papers_due_on
    changed = set_changed(locked, changes, allowed=CHANGES)
    if not changed:
        return locked
    _refuse_ties(locked)
    leak_check.refuse_telling(locked.programme, leak_check.of_item(locked, changed))
    if set(changed) & {"table", "held_on"}:
        _place(locked, changed, reason.strip(), on, at, by)
    save(locked)
    if set(changed) & {"title", "papers_due_on"}:
        carry_over(locked, title=title, due_on=due_on, by=by)
    index.changed(locked)
    audit.record(by, "changed", locked, **{name: _audit_value(locked, name, value) for name, value in changed.items()})
    return locked


def _audit_value(item: ProgrammeItem, name: str, value: object) -> str:
    """
    Return `value` as the audit trail stores it.

    SECURITY: scrutiny officers read the trail but may not know a withheld heading, so a minute is named by its number.
    Entries of the trail cannot be deleted. They never name the resident who suggested an item, and do not repeat the
    resident's words before the item is accepted.
    """
    private = ("origin_words", *(("title", "details") if item.state in PROPOSED else ()))
    if name in private and item.origin == Origin.RESIDENT:
        return "(not kept here)" if value else ""
    return f"{value.minutes.meeting}, minute {value.printed_number}" if isinstance(value, Minute) else str(value)


def _refuse_ties(item: ProgrammeItem) -> None:
    if item.duty and item.duty.committee_id != item.programme.committee_id:
        raise Refused("That is a duty of another committee.")


def _place(
    item: ProgrammeItem,
    changed: dict[str, object],
    reason: str,
    on: dt.date | None,
    at: dt.datetime | None,
    by: User,
) -> None:
    """Set a changed item's state from its table and day. Record a step where the state or the day changes."""
    if item.state not in PLACED:
        if "table" in changed and Table.STANDING in (item.table, _table_kept(item)) and item.state not in PROPOSED:
            raise Refused(f"It is {item.state_words.lower()}: it can be no standing item, nor stop being one.")
        return
    if item.meeting and item.table == Table.STANDING:
        day = full_date(item.meeting.date)
        raise Refused(f"It has a meeting, on {day}: return it to be scheduled before you make it a standing item.")
    state = placed_state(item.table, item.meeting, item.held_on)
    if state == item.state and "held_on" not in changed:
        return
    if on is None or at is None:
        raise TypeError("Another table or day is a step of the item’s history, so say when: on and at.")
    did = DID[ItemState(state)] if state != item.state else "moved"
    step(item, state, meeting=item.meeting, reason=reason, on=on, at=at, by=by, did=did)


def _table_kept(item: ProgrammeItem) -> str | None:
    return ProgrammeItem.objects.filter(pk=item.pk).values_list("table", flat=True).first()


def leads_of(item: ProgrammeItem) -> list[LeadDraft]:
    """Return an item's leads as drafts, to give another item the same leads."""
    return [LeadDraft(lead.role, lead.person, lead.name) for lead in item.leads.select_related("person")]


@verb(may=plans_scrutiny)
def set_leads(item: ProgrammeItem, leads: Sequence[LeadDraft], *, by: User) -> ProgrammeItem:
    """
    Replace the leads of an item, in the order given. With empty `leads`, nobody leads the item.

    Raises Refused where a typed name would reveal something withheld (R16).
    """
    locked = hold_item(item)
    leak_check.refuse_telling(locked.programme, leak_check.of_leads(locked, _named(leads)))
    locked.leads.all().delete()
    _put_leads(locked, leads)
    index.changed(locked)
    audit.record(by, "said who leads", locked, leads="; ".join(lead_lines(leads)))
    return locked


def lead_lines(leads: Sequence[LeadDraft]) -> list[str]:
    """Return a line for each lead, such as “Lead Officer: Helen Riley”."""
    return [f"{LeadRole(draft.role).label}: {draft.person or draft.name}" for draft in leads]


@verb(may=plans_scrutiny)
def rewrite(
    item: ProgrammeItem,
    *,
    leads: Sequence[LeadDraft],
    on: dt.date,
    at: dt.datetime,
    by: User,
    **changes: Any,
) -> ProgrammeItem:
    """Change an item's texts, table, day (`held_on`) and leads. Raises Refused as `edit_item` and `set_leads` do."""
    locked = edit_item(item, on=on, at=at, by=by, **changes)
    if leads_of(locked) != list(leads):
        set_leads(locked, leads, by=by)
    return locked


@verb(may=plans_scrutiny)
def commission(item: ProgrammeItem, *, brief: str, on: dt.date, at: dt.datetime, by: User, **paper: Any) -> AgendaItem:
    """
    Save the `brief` for the paper's author, create the agenda item, and expect its paper.

    Raises Refused as `put_on_agenda` does. The brief is then not saved.
    """
    edit_item(item, brief=brief, by=by)
    return put_on_agenda(item, on=on, at=at, by=by, **paper)
