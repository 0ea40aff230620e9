"""The verb that brings an item onto its agenda together with what members asked its paper to cover."""

import datetime as dt

from committee.models import Person, User
from committee.permissions import plans_scrutiny
from committee.verbs import verb
from meetings.models import AgendaItem
from workprogramme.items import on_agenda
from workprogramme.items import verbs as items
from workprogramme.models import ProgrammeItem


@verb(may=plans_scrutiny)
def commission(
    item: ProgrammeItem,
    *,
    brief: str,
    owner: Person | None,
    papers_due_on: dt.date | None,
    paper_title: str,
    lead_line: str,
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> AgendaItem:
    """
    Keep the `brief`, make the item of the agenda and expect its paper, which carries the brief to whoever writes it.

    Raises Refused as `put_on_agenda` does; then the brief stays as it was too.
    """
    items.edit_item(item, brief=brief, by=by)
    return on_agenda.put_on_agenda(
        item, owner=owner, papers_due_on=papers_due_on, paper_title=paper_title, lead_line=lead_line,
        on=on, at=at, by=by,
    )  # fmt: skip
