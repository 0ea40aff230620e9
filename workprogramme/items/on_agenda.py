"""Verbs that add an item to the agenda of its meeting, and remove an item from an agenda before publication."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.acts.verbs import Portal, as_part, verb
from committee.models import Person, User
from committee.wording.dates import full_date
from meetings.agendas import verbs as agenda
from meetings.locking import published_items
from meetings.models import AgendaItem, Meeting, Paper, PaperState
from meetings.papers import verbs as papers
from workprogramme import leak_check
from workprogramme.locking import hold_item, step
from workprogramme.models import DONE, OFFICER_ROLES, ItemState, ProgrammeItem, Table

ON_ITS_PAGE = "remove the item on the agenda’s own page, where you see what goes with it"


@verb(may=plans_scrutiny)
def put_on_agenda(
    item: ProgrammeItem,
    *,
    owner: Person | None = None,
    papers_due_on: dt.date | None = None,
    paper_title: str = "",
    lead_line: str = "",
    at: dt.datetime,
    on: dt.date,
    by: User | Portal,
) -> AgendaItem:
    """
    Create the agenda item and expect its paper from `owner`, by default the first officer who leads the item.

    On a published agenda the new item waits for a supplement or becomes an urgent item, like any late item. Raises
    Refused where the item has no meeting, its meeting is cancelled, or the item is standing, on an agenda, considered
    or ended.
    """
    now, meeting = _to_be_put(item)
    owner = owner or first_officer(now)
    due = papers_due_on or now.papers_due_on
    made = as_part(agenda.add_item)(meeting, title=now.title, lead_line=" ".join(lead_line.split()), owner=owner, by=by)
    as_part(papers.expect_paper)(made, title=paper_title or now.title, owner=owner, due_on=due, by=by)
    now.papers_due_on = due
    _put(now, made, on=on, at=at, by=by)
    return made


@verb(may=plans_scrutiny)
def tie_to_agenda(
    item: ProgrammeItem, agenda_item: AgendaItem, *, on: dt.date, at: dt.datetime, by: User
) -> ProgrammeItem:
    """
    Link a programme item to an existing agenda item of its meeting. The agenda does not change.

    Raises Refused as `put_on_agenda` does. Also raises Refused where the agenda item is of another meeting, is
    withdrawn or is linked to another item, and where the programme would reveal the agenda item's hidden title (R16).
    """
    now, meeting = _to_be_put(item)
    existing = AgendaItem.objects.filter(pk=agenda_item.pk, meeting=meeting).first()
    if existing is None:
        raise Refused("That item is not on the agenda of the meeting for which this one is scheduled.")
    if existing.is_withdrawn:
        raise Refused("That item has been withdrawn from the agenda.")
    if ProgrammeItem.objects.filter(agenda_item=existing).exclude(pk=now.pk).exists():
        raise Refused("That agenda item is already linked to another programme item.")
    leak_check.refuse_telling(now.programme, leak_check.of_item(now))
    _put(now, existing, on=on, at=at, by=by)
    return now


def first_officer(item: ProgrammeItem) -> Person | None:
    """Return the first officer in the register who leads the item; None without one."""
    lead = item.leads.filter(role__in=OFFICER_ROLES, person__isnull=False).select_related("person").first()
    return lead.person if lead else None


def _to_be_put(item: ProgrammeItem) -> tuple[ProgrammeItem, Meeting]:
    """Lock the item, and return the item and its meeting. Raises Refused where the item cannot go on an agenda."""
    locked = hold_item(item)
    if locked.table == Table.STANDING:
        raise Refused("A standing item does not have its own meeting: add an item to the programme instead.")
    if locked.agenda_item and locked.is_on_agenda:
        day = locked.agenda_item.meeting.date
        raise Refused(f"It is on an agenda already: item {locked.agenda_item.number} of {full_date(day)}.")
    if locked.is_ended:
        raise Refused(f"The item is at its end ({locked.get_state_display().lower()}).")
    if locked.state in DONE or locked.has_outcome:
        raise Refused("The item has been considered: propose a follow-up instead.")
    if locked.meeting is None:
        raise Refused("It has no meeting yet. Schedule it first.")
    if locked.meeting.is_cancelled:
        raise Refused("Its meeting is cancelled: move it to another first.")
    return locked, locked.meeting


def _put(item: ProgrammeItem, agenda_item: AgendaItem, *, on: dt.date, at: dt.datetime, by: User | Portal) -> None:
    item.agenda_item = agenda_item
    step(
        item, ItemState.ON_AGENDA, meeting=item.meeting, on=on, at=at, by=by,
        did="added to the agenda", agenda=str(item.meeting), number=str(agenda_item.number),
    )  # fmt: skip


@verb(may=plans_scrutiny)
def take_off_agenda(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Remove the item's unpublished agenda item and its expected papers. The programme item stays at its meeting.

    An agenda item that the clerk has withdrawn is only unlinked. Raises Refused where

    - no reason is given, or the item is on no agenda;
    - the agenda item is published, or has a received paper, a notice of private business, or anything in its minute.
    """
    locked = hold_item(item)
    if locked.state != ItemState.ON_AGENDA:
        raise Refused("It is on no agenda.")
    why = reasoned(reason, "why it is removed from the agenda")
    going = locked.agenda_item
    if going and not going.is_withdrawn:
        _refuse_to_go(going)
    locked.agenda_item = None
    step(
        locked, ItemState.SCHEDULED, meeting=locked.meeting, reason=why, on=on, at=at, by=by,
        did="removed from the agenda", agenda=str(locked.meeting),
    )  # fmt: skip
    if going and not going.is_withdrawn:
        as_part(agenda.remove_item)(going, by=by)
    return locked


@verb(may=plans_scrutiny, in_one_transaction=False)
def carry_over(item: ProgrammeItem, *, title: str, due_on: dt.date | None, by: User) -> None:
    """
    Copy a locked item's changed title and deadline to its agenda item and expected papers.

    `title` and `due_on` are the former values. The agenda item keeps a title or deadline that was changed on the
    agenda, and a published title (R48). SECURITY: it also keeps a title that is hidden from the public, because the
    programme's title is public and would reveal the hidden title.
    """
    agenda_item = item.agenda_item
    if agenda_item is None or not item.is_on_agenda:
        return
    renamed = item.title != title and agenda_item.title == title and agenda_item.title_for_public == title
    renamed = renamed and agenda_item.pk not in published_items(agenda_item.meeting)
    if renamed:
        as_part(agenda.edit_item)(agenda_item, title=item.title, by=by)
    for paper in Paper.objects.filter(item=agenda_item, state__in=(PaperState.DUE, PaperState.TO_FOLLOW)):
        changes: dict[str, Any] = {"title": item.title} if renamed and paper.title == title else {}
        if item.papers_due_on != due_on and paper.due_on == due_on:
            changes["due_on"] = item.papers_due_on
        if changes:
            as_part(papers.edit_paper)(paper, by=by, **changes)


def _refuse_to_go(item: AgendaItem) -> None:
    if item.pk in published_items(item.meeting):
        raise Refused("It is on a published agenda. Withdraw it there first, with the reason, then move it here.")
    received = Paper.objects.filter(item=item, file__isnull=False).first()
    if received:
        # SECURITY: the reader, a scrutiny officer, may not know the title of an exempt paper.
        raise Refused(f"A paper for it is in ({received.title_for_public}): {ON_ITS_PAGE}; then move it here.")
