"""What can be done with an item as it stands."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from workprogramme.lookup import address, address_of
from workprogramme.models import DONE, PROPOSED, ItemState, ProgrammeItem


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done: the words of its link and the address of its page."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be done: what comes next, if anything, and the rest."""

    first: Act | None
    rest: list[Act]


def acts_on(item: ProgrammeItem, today: dt.date) -> Offered:
    """What can be done with it as it stands."""
    next_, always = _next(item, today), _always(item, today)
    return Offered(next_[0] if next_ else None, [*next_[1:], *always])


def _next(item: ProgrammeItem, today: dt.date) -> list[Act]:
    move = Act("Move item", address("desk:programme-item-move", item.programme, pk=item.pk))
    words = "Its outcome" if item.has_outcome else "Write outcome"
    outcome = Act(words, address("desk:programme-outcome", item.programme, pk=item.pk))
    on_agenda = Act("Add to the agenda", address_of(item, "agenda"))
    follow_up = Act("Propose a follow-up", address_of(item, "follow-up"))
    more = Act("Add an action or a follow-up", address("desk:programme-outcome-ask-more", item.programme, pk=item.pk))
    come = item.day is not None and item.day <= today
    match item.state:
        case ItemState.SUGGESTED | ItemState.WEIGHED:
            return [Act("Score and decide", _suggestion(item))]
        case ItemState.TBC:
            return [Act("Schedule item", move.url)]
        case ItemState.SCHEDULED | ItemState.ON_AGENDA if come:
            tie = [Act("Link to its agenda item", address_of(item, "already-on-agenda"))] if item.meeting else []
            return [outcome, follow_up, more, *([] if item.is_on_agenda else [*tie, move])]
        case ItemState.ON_AGENDA if item.is_on_agenda:
            return []
        case ItemState.SCHEDULED | ItemState.ON_AGENDA:
            return [on_agenda, move] if item.meeting and not item.meeting.is_cancelled else [move]
        case ItemState.CONSIDERED | ItemState.FOLLOW_UP:
            told = [follow_up, outcome] if item.has_outcome else [outcome, follow_up]
            return [*told, more, Act("Close item", address_of(item, "close"))]
        case ItemState.STANDING:
            briefing = address("desk:programme-briefing-new", item.programme)
            return [Act("Record a briefing", f"{briefing}?item={item.pk}"), outcome, follow_up]
        case ItemState.CLOSED:
            return [follow_up]
    return []


def _always(item: ProgrammeItem, today: dt.date) -> list[Act]:
    acts = [Act("Edit item", address_of(item, "edit"))]
    if not item.is_ended and item.state not in (*DONE, *PROPOSED) and not item.is_on_agenda:
        acts += [
            Act("Merge into another item", address_of(item, "merge")),
            Act("Withdraw item", address_of(item, "withdraw")),
        ]
    if item.is_ended and item.state not in (ItemState.ROLLED, ItemState.DECLINED):
        acts.append(Act("Restore item", address_of(item, "restore")))
    if item.state == ItemState.ON_AGENDA and item.is_on_agenda and item.day and item.day > today:
        acts.append(Act("Remove from the agenda", address_of(item, "off-agenda")))
    return [*acts, Act("History", address_of(item, "trail"))]


def _suggestion(item: ProgrammeItem) -> str:
    return reverse("desk:programme-suggestion", args=[item.programme.committee.slug, item.pk])
