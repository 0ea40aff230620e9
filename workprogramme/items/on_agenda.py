"""Verbs that bring an item onto the agenda of its meeting, and off it again while it is not published."""

import datetime as dt
from typing import Any

from committee.dates import full_date
from committee.models import Person, User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import reasoned
from committee.verbs import Portal, as_part, verb
from meetings.agendas import verbs as agenda
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
    Make the item of the agenda and expect its paper, from `owner` or else the first officer who leads it.

    On a published agenda it waits there for a supplement or an urgent item, as any item added late. Raises Refused
    where it has no meeting, the meeting is cancelled, or it is on an agenda, considered or ended.
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
    Say that an item which stands on the agenda of its meeting already is this one; nothing of the agenda changes.

    Raises Refused as `put_on_agenda` does, and where it is of another meeting, withdrawn, or another item's, or the
    programme would tell its hidden title (R16).
    """
    now, meeting = _to_be_put(item)
    there = AgendaItem.objects.filter(pk=agenda_item.pk, meeting=meeting).first()
    if there is None:
        raise Refused("That item is not on the agenda of the meeting for which this one is scheduled.")
    if there.is_withdrawn:
        raise Refused("That item has been withdrawn from the agenda.")
    if ProgrammeItem.objects.filter(agenda_item=there).exclude(pk=now.pk).exists():
        raise Refused("That agenda item is already linked to another programme item.")
    leak_check.refuse_telling(now.programme, leak_check.of_item(now))
    _put(now, there, on=on, at=at, by=by)
    return now


def first_officer(item: ProgrammeItem) -> Person | None:
    """The first officer of the register who leads it; None where it has none."""
    lead = item.leads.filter(role__in=OFFICER_ROLES, person__isnull=False).select_related("person").first()
    return lead.person if lead else None


def _to_be_put(item: ProgrammeItem) -> tuple[ProgrammeItem, Meeting]:
    """The item as it is now, held, and its meeting. Raises Refused where nothing of it can go on an agenda."""
    held = hold_item(item)
    if held.table == Table.STANDING:
        raise Refused("A standing item does not have its own meeting: add an item to the programme instead.")
    if held.agenda_item and held.is_on_agenda:
        day = held.agenda_item.meeting.date
        raise Refused(f"It is on an agenda already: item {held.agenda_item.number} of {full_date(day)}.")
    if held.is_ended:
        raise Refused(f"The item is at its end ({held.get_state_display().lower()}).")
    if held.state in DONE or held.has_outcome:
        raise Refused("The item has been considered: propose a follow-up instead.")
    if held.meeting is None:
        raise Refused("It has no meeting yet. Schedule it first.")
    if held.meeting.is_cancelled:
        raise Refused("Its meeting is cancelled: move it to another first.")
    return held, held.meeting


def _put(item: ProgrammeItem, agenda_item: AgendaItem, *, on: dt.date, at: dt.datetime, by: User | Portal) -> None:
    item.agenda_item = agenda_item
    step(
        item, ItemState.ON_AGENDA, meeting=item.meeting, on=on, at=at, by=by,
        did="added to the agenda", agenda=str(item.meeting), number=str(agenda_item.number),
    )  # fmt: skip


@verb(may=plans_scrutiny)
def take_off_agenda(item: ProgrammeItem, *, reason: str, on: dt.date, at: dt.datetime, by: User) -> ProgrammeItem:
    """
    Remove its unpublished item from the agenda with the papers that are still expected; it stays at its meeting.

    What has been withdrawn or removed on the agenda itself is let go of. Raises Refused without a reason, where it is
    published, where a paper is in, and where something is minuted under it.
    """
    held = hold_item(item)
    if held.state != ItemState.ON_AGENDA:
        raise Refused("It is on no agenda.")
    why = reasoned(reason, "why it is removed from the agenda")
    going = held.agenda_item
    if going and not going.is_withdrawn:
        _refuse_to_go(going)
    held.agenda_item = None
    step(
        held, ItemState.SCHEDULED, meeting=held.meeting, reason=why, on=on, at=at, by=by,
        did="removed from the agenda", agenda=str(held.meeting),
    )  # fmt: skip
    if going and not going.is_withdrawn:
        as_part(agenda.remove_item)(going, by=by)
    return held


@verb(may=plans_scrutiny, in_one_transaction=False)
def carry_over(item: ProgrammeItem, *, title: str, due_on: dt.date | None, by: User) -> None:
    """
    Let the agenda's item and its expected papers follow a held item whose title was `title` and deadline `due_on`.

    What has words or a day of its own there keeps them, and so does what is published: a thing is named once (R48).
    SECURITY: so does one under a title that is hidden from the public, which would hide what the programme tells.
    """
    there = item.agenda_item
    if there is None or not item.is_on_agenda:
        return
    renamed = item.title != title and there.title == title and there.title_for_public == title
    renamed = renamed and there.pk not in agenda.published_items(there.meeting)
    if renamed:
        as_part(agenda.edit_item)(there, title=item.title, by=by)
    for paper in Paper.objects.filter(item=there, state__in=(PaperState.DUE, PaperState.TO_FOLLOW)):
        changes: dict[str, Any] = {"title": item.title} if renamed and paper.title == title else {}
        if item.papers_due_on != due_on and paper.due_on == due_on:
            changes["due_on"] = item.papers_due_on
        if changes:
            as_part(papers.edit_paper)(paper, by=by, **changes)


def _refuse_to_go(item: AgendaItem) -> None:
    if item.pk in agenda.published_items(item.meeting):
        raise Refused("It is on a published agenda. Withdraw it there first, with the reason, then move it here.")
    received = Paper.objects.filter(item=item, file__isnull=False).first()
    if received:
        # SECURITY: a scrutiny officer reads it, who may not know the title of an exempt paper.
        raise Refused(f"A paper for it is in ({received.title_for_public}): {ON_ITS_PAGE}; then move it here.")
