"""Verbs of briefings held outside meetings, and their bullets on the agenda."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import facts_of, save, set_changed
from committee.acts.verbs import as_part, verb
from committee.models import User
from committee.richtext.pasted import lines_of
from meetings.agendas import verbs as agenda
from meetings.locking import hold, published_items
from meetings.models import AgendaItem, ItemKind, Meeting
from workprogramme import leak_check
from workprogramme.items.scheduling import hold_meeting
from workprogramme.locking import hold_programme
from workprogramme.models import Briefing, Programme

LEAD_LINE = "Including feedback from:"
CHANGES = {"held_on", "body", "body_met_on", "attended", "note", "reports_to", "item"}
IN_ONE_LINE = ("body", "attended", "note")


@verb(may=plans_scrutiny)
def record_briefing(programme: Programme, *, at: dt.datetime, by: User, **fields: object) -> Briefing:
    """
    Record a past or future briefing, and add it as a bullet to the unpublished agenda of the meeting it `reports_to`.

    Raises TypeError for unknown `fields`, and Refused where

    - the meeting is of another committee, is cancelled or is before the briefing;
    - `item` is of another programme;
    - a text would reveal something withheld (R16).
    """
    briefing = Briefing(programme=hold_programme(programme), recorded_at=at, recorded_by=by)
    _say(briefing, fields)
    audit.record(by, "recorded", briefing, programme=str(briefing.programme))
    if briefing.reports_to:
        sync_bullets(briefing.reports_to, by)
    return briefing


@verb(may=plans_scrutiny)
def edit_briefing(briefing: Briefing, *, by: User, **changes: object) -> Briefing:
    """Change a briefing, and its bullet on unpublished agendas. Raises Refused as `record_briefing` does."""
    locked = _locked(briefing)
    before, bullet = locked.reports_to, locked.bullet
    changed = _say(locked, changes)
    if changed:
        audit.record(by, "changed", locked, **facts_of(changed))
        for meeting in {before, locked.reports_to}:
            if meeting:
                sync_bullets(meeting, by, gone=bullet)
    return locked


@verb(may=plans_scrutiny)
def remove_briefing(briefing: Briefing, *, by: User) -> None:
    """Remove a briefing that was recorded by mistake, and its bullet from an unpublished agenda."""
    locked = _locked(briefing)
    programme, meeting, bullet, words = locked.programme, locked.reports_to, locked.bullet, str(locked)
    locked.delete()
    audit.record(by, "removed a briefing from", programme, briefing=words)
    if meeting:
        sync_bullets(meeting, by, gone=bullet)


def item_for(meeting: Meeting) -> AgendaItem | None:
    """Return the agenda item under which the programme is printed; None where the agenda has no such item."""
    return meeting.items.filter(kind=ItemKind.WORK_PROGRAMME, withdrawn_at__isnull=True).in_order().first()


@verb(may=plans_scrutiny)
def sync_bullets(meeting: Meeting, by: User, *, gone: str = "") -> AgendaItem | None:
    """
    List the briefings that report to `meeting` as bullets of its agenda item for the work programme.

    Other lines, written by the clerk, stay. `gone` is the former bullet of a briefing that was changed or removed. A
    published item does not change. Return the item; None if the agenda has no item for the work programme.
    """
    meeting = hold(meeting)
    item = item_for(meeting)
    if item is None or meeting.is_cancelled or item.pk in published_items(meeting):
        return item
    wanted = [briefing.bullet for briefing in Briefing.objects.filter(reports_to=meeting)]
    remaining = [line for line in lines_of(item.bullets) if line != gone or line in wanted]
    lines = list(dict.fromkeys([*remaining, *wanted]))
    lead_line = item.lead_line or LEAD_LINE if wanted else item.lead_line
    if not lines and lead_line == LEAD_LINE:
        lead_line = ""
    return as_part(agenda.edit_item)(item, bullets="\n".join(lines), lead_line=lead_line, by=by)


def _locked(briefing: Briefing) -> Briefing:
    hold_programme(briefing.programme)
    rows = Briefing.objects.select_related("programme__committee", "programme__year", "reports_to", "item")
    now = rows.filter(pk=briefing.pk).first()
    if now is None:
        raise Refused("Someone has removed that briefing.")
    return now


def _say(briefing: Briefing, fields: dict[str, Any]) -> dict[str, Any]:
    """Save the `fields` that differ. Return their new values by name. Raises Refused as `record_briefing` does."""
    fields |= {name: " ".join(fields[name].split()) for name in IN_ONE_LINE if name in fields}
    changed = set_changed(briefing, fields, allowed=CHANGES)
    if "reports_to" in changed or "held_on" in changed:
        _refuse_report(briefing)
    if briefing.item and briefing.item.programme_id != briefing.programme_id:
        raise Refused("That item is in another programme: choose one of this programme.")
    if changed:
        leak_check.refuse_telling(briefing.programme, leak_check.of_briefing(briefing, changed))
        save(briefing)
    return changed


def _refuse_report(briefing: Briefing) -> None:
    if briefing.reports_to is None:
        return
    meeting = hold_meeting(briefing.programme, briefing.reports_to)
    if briefing.held_on and meeting.date < briefing.held_on:
        raise Refused("That meeting is before the briefing: choose the one it reports back to.")
