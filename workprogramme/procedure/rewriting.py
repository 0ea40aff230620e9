"""The verb behind the item's own page of words: everything but its meeting, in one act."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from committee.models import User
from workprogramme.models import ProgrammeItem
from workprogramme.procedure import items
from workprogramme.procedure.items import LeadDraft, leads_of


@transaction.atomic
def rewrite(
    item: ProgrammeItem,
    *,
    leads: Sequence[LeadDraft],
    on: dt.date,
    at: dt.datetime,
    by: User,
    **changes: Any,
) -> ProgrammeItem:
    """Change an item's words, place (`table`, `held_on`) and who leads it. Raises Refused as `edit_item` does."""
    now = items.edit_item(item, on=on, at=at, by=by, **changes)
    if leads_of(now) != list(leads):
        items.set_leads(now, leads, by=by)
    return now
