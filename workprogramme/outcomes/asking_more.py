"""The verb of an outcome that asks for something: it joins the owed list, and where there is a date it comes back."""

import datetime as dt
from typing import NamedTuple

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import verb
from committee.models import Person, User
from meetings.actions import verbs as actions
from meetings.models import Action
from workprogramme.items.follow_ups import propose_follow_up
from workprogramme.locking import hold_item
from workprogramme.models import ProgrammeItem


class AskedFor(NamedTuple):
    """What came of asking: what is owed now, and what is proposed for a later meeting."""

    action: Action | None
    follow_up: ProgrammeItem | None


@verb(may=plans_scrutiny)
def ask_more(
    item: ProgrammeItem,
    *,
    text: str = "",
    owner: Person | None = None,
    owner_body: str = "",
    due_on: dt.date | None = None,
    look_back_on: dt.date | None = None,
    title: str = "",
    at: dt.datetime,
    on: dt.date,
    by: User,
) -> AskedFor:
    """
    Record what the accepted outcome asks for: an action of the owed list, a look-back about a day, or both.

    Both are public, unless the item's minute is withheld, now or later. Raises Refused where neither is given, before
    an outcome is accepted, while the programme is not published, and for an action where the item had no meeting.
    """
    locked = hold_item(item)
    text = (text or "").strip()
    if not text and not look_back_on:
        raise Refused("Enter an action, or when the committee will look at this again.")
    if not locked.has_outcome:
        raise Refused("Accept its outcome first: actions follow from that.")
    action = _ask(locked, text, owner, owner_body, due_on, at, by) if text else None
    follow_up = None
    if look_back_on:
        if look_back_on <= on:
            raise Refused("Enter a day to come on which the committee looks at it again.")
        follow_up = propose_follow_up(
            locked, title=title.strip(), wanted_on=look_back_on, details=text, on=on, at=at, by=by
        )  # fmt: skip
    return AskedFor(action, follow_up)


def _ask(
    item: ProgrammeItem, text: str, owner: Person | None, body: str, due_on: dt.date | None, at: dt.datetime, by: User
) -> Action:
    if not item.programme.is_public:
        raise Refused("Publish the work programme first: anyone can read the actions in its outcomes.")
    meeting = item.agenda_item.meeting if item.agenda_item else item.meeting
    if meeting is None:
        raise Refused("It was considered at no meeting, so it cannot have an action: enter a day to look at it again.")
    action = actions.ask(
        meeting,
        asked_in=f"Work programme {item.programme.year}: {item.title}",
        item=item.agenda_item,
        text=text,
        owner=owner,
        owner_body=body,
        due_on=due_on,
        at=at,
        by=by,
    )
    item.actions.add(action)
    audit.record(by, "asked for more from the outcome of", item, what=action.text, owner=action.answerable)
    return action
