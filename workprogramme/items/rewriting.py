"""The verb behind the item's own page of words: everything but its meeting, in one act."""

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.verbs import verb
from workprogramme.items import verbs as items
from workprogramme.items.verbs import CHANGES, LeadDraft, leads_of
from workprogramme.locking import hold_item
from workprogramme.models import ProgrammeItem

WRITTEN = tuple(sorted(CHANGES - {"position", "follow_up_of"}))
MEANWHILE = (
    "{who} has changed this item since you opened this page. Nothing of either is lost: what it says now is below, "
    "with what you wrote. Save again to put yours in its place."
)


@verb(may=plans_scrutiny)
def rewrite(
    item: ProgrammeItem,
    *,
    leads: Sequence[LeadDraft],
    began_from: str = "",
    on: dt.date,
    at: dt.datetime,
    by: User,
    **changes: Any,
) -> ProgrammeItem:
    """
    Change an item's words, place (`table`, `held_on`) and who leads it.

    `began_from` is `mark_of_words` of the item as the writer saw it. Raises Refused where somebody has changed it
    since, and as `edit_item` does.
    """
    held = hold_item(item)
    if reason := changed_meanwhile(held, began_from):
        raise Refused(reason)
    held = items.edit_item(held, on=on, at=at, by=by, **changes)
    if leads_of(held) != list(leads):
        items.set_leads(held, leads, by=by)
    return held


def mark_of_words(item: ProgrammeItem) -> str:
    """Return the mark of an item's words, leads and readers, from which its form begins."""
    words = [str(item.serializable_value(name)) for name in WRITTEN] + [str(item.is_public)]
    leads = [(str(lead.role), lead.person_id, lead.name) for lead in item.leads.all()]
    return sha256(repr((words, leads)).encode()).hexdigest()[:16]


def changed_meanwhile(item: ProgrammeItem, began_from: str) -> str:
    """Who has changed `item` since it was as `began_from` says, as a sentence; "" where nobody has."""
    if not began_from or began_from == mark_of_words(item):
        return ""
    last = audit.trail_of(item).exclude(did__contains="outcome").first()  # outcomes are no words of this page
    return MEANWHILE.format(who=last.by_name if last else "Someone")
