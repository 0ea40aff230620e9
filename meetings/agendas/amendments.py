"""What changes in a published agenda: an item withdrawn (R57), its words corrected."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.law.clear_days import publication_day
from committee.models import User
from meetings.agendas import preflight
from meetings.agendas.listed_items import as_listed, keep_by_name, keep_to_its_business, refuse_taken
from meetings.agendas.publishing import needed, refuse_blocks
from meetings.agendas.versioning import latest_version, listed_items, republish
from meetings.locking import hold, refuse_while_hidden
from meetings.models import AgendaItem, AgendaVersion, Meeting, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.papers.minute_access import followed

CORRECTABLE = ("title", "public_title", *AgendaItem.printed)


@verb(may=runs_the_desk, in_one_transaction=False)
def withdraw_item(item: AgendaItem, *, reason: str, at: datetime, by: User) -> AgendaVersion:
    """
    Withdraw a published item: it keeps its number and is shown as withdrawn, with the reason (R57).

    Raises Refused once the meeting has taken it, or is over.
    """
    reason = needed(reason, "Enter why the item is withdrawn: it is shown with the item.")
    with transaction.atomic():
        meeting = hold(item.meeting)
        refuse_while_hidden(meeting)
        listed = listed_items(latest_version(meeting))
        item = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item.pk).first() or item
        if item.pk not in listed:
            raise Refused("That item has not been published: remove it from the agenda instead.")
        if item.is_withdrawn:
            raise Refused(f"Item {item.number} has been withdrawn already.")
        refuse_taken(meeting, [item], at=at, what="withdrawn")
        item.withdrawn_at, item.withdrawn_by, item.withdrawn_reason = at, by, reason
        item.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        note = f"Item {item.number} withdrawn: {reason}"
        return republish(meeting, VersionKind.WITHDRAWAL, note, at=at, by=by)


@verb(may=runs_the_desk, in_one_transaction=False)
def correct(
    meeting: Meeting, *, note: str, at: datetime, by: User, items: Mapping[int, Mapping[str, Any]]
) -> AgendaVersion:
    """
    Correct the words of published items: `items` gives, by item id, the fields to set (those of CORRECTABLE).

    One that becomes other business counts as added now. Raises Refused without a change note, for a field or item that
    cannot be corrected, where nothing changes, once the meeting has taken the item or is over (R57), and for other
    business of which notice cannot be given in time (R03, R05, R06).
    """
    note = needed(note, "Enter what is corrected and why: the note is public.")
    with transaction.atomic():
        meeting = hold(meeting)
        refuse_while_hidden(meeting)
        listed = as_listed(meeting)
        changed = False
        rows = list(meeting.items.filter(pk__in=items))
        refuse_taken(meeting, rows, at=at, what="corrected")
        for item in rows:
            if item.pk not in listed or item.is_withdrawn:
                raise Refused(f"Item {item.number} is not on the published agenda, so there is nothing to correct.")
            by_name = item.is_by_name(meeting.committee.kind)
            for field, value in items[item.pk].items():
                if field not in CORRECTABLE:
                    raise Refused(f"You cannot correct the {field} of a published item.")
                changed = changed or getattr(item, field) != value
                setattr(item, field, value)
            keep_to_its_business(item, listed[item.pk], at=at)
            keep_by_name(item, was=by_name)
            with followed(item):
                save(item)
        if not changed:
            raise Refused("Nothing was changed, so there is nothing to publish.")
        ground = snapshots.Ground.of(meeting, publication_day(at))
        refuse_blocks(meeting, publication_day(at), preflight.CORRECTION, ground=ground)
        return republish(meeting, VersionKind.CORRECTION, note, ground=ground, at=at, by=by)
