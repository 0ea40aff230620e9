"""The part of a story that an item's own steps tell: where it was moved, and how it ended."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from committee.dates import full_date
from workprogramme.history.calendar import Calendar
from workprogramme.history.facts import Fact, Reader
from workprogramme.history.minutes import Record
from workprogramme.history.origin import beginning
from workprogramme.models import ENDED, PROPOSED, ItemState, Move, ProgrammeItem

ENDINGS = {
    ItemState.CLOSED: "Closed",
    ItemState.WITHDRAWN: "Withdrawn",
    ItemState.DECLINED: "Declined",
}


def of(chain: Sequence[ProgrammeItem], reader: Reader, record: Record) -> list[Fact]:
    """The facts of the items of a chain, the oldest first, as `reader` may know them: two queries."""
    moves = Move.objects.filter(item__in=chain).select_related("from_meeting", "to_meeting", "item")
    by_item: dict[int, list[Move]] = {}
    for move in (kept := list(moves.order_by("on", "recorded_at", "pk"))):
        by_item.setdefault(move.item_id, []).append(move)
    calendar = Calendar(kept)
    first = beginning(chain[0], by_item.get(chain[0].pk, []), reader)
    facts = [first] if first else []
    for place, item in enumerate(chain):
        told = _told(item, by_item.get(item.pk, []), reader, record, calendar)
        facts += [replace(fact, generation=place) for fact in told]
    put = [move for item in chain for move in by_item.get(item.pk, []) if _was_put(move)]
    return facts + _on_agenda(chain[-1], put, reader, record)


def _told(item: ProgrammeItem, moves: Sequence[Move], reader: Reader, record: Record, calendar: Calendar) -> list[Fact]:
    """What the steps of one item tell; the first of one that was rolled forward is told by the item before it."""
    own = moves[1:] if item.rolled_from_id else moves
    facts = [_fact(item, move, reader, record, calendar) for move in own]
    return [fact for fact in facts if fact] + calendar.rearranged(moves)


def _was_put(move: Move) -> bool:
    return move.to_state == ItemState.ON_AGENDA and move.from_state not in ("", ItemState.ON_AGENDA)


def _on_agenda(item: ProgrammeItem, put: Sequence[Move], reader: Reader, record: Record) -> list[Fact]:
    """On which agenda it stands. SECURITY: anybody else hears of it once that agenda is published, with the item."""
    facts = [] if reader.public else [_was_on(move) for move in put[:-1]]
    if not put or (reader.public and not record.agenda_url):
        return facts
    agenda_item = item.agenda_item
    if agenda_item is None:
        return [*facts, _was_on(put[-1])]
    words = f"item {agenda_item.number} of {full_date(agenda_item.meeting.date)}"
    # What the desk tied to its agenda afterwards stood there when the committee met.
    facts.append(Fact(min(put[-1].on, agenda_item.meeting.date), 30, "On the agenda", words, record.agenda_url))
    if agenda_item.is_withdrawn:
        facts.append(
            Fact(reader.day(agenda_item.withdrawn_at), 35, "Withdrawn from the agenda", agenda_item.withdrawn_reason)
        )
    return facts


def _was_on(move: Move) -> Fact:
    if move.to_meeting is None:
        return Fact(move.on, 30, "On the agenda", "")
    day = move.to_meeting.date
    return Fact(min(move.on, day), 30, "On the agenda", f"of {full_date(day)}")


def _fact(item: ProgrammeItem, move: Move, reader: Reader, record: Record, calendar: Calendar) -> Fact | None:
    """The fact that a step tells; None where the beginning, the agenda or a follow-up tells it better."""
    to, reason = move.to_state, move.reason
    # SECURITY: why a suggestion was turned down is told to nobody, also once it has been taken up after all.
    if reader.public and ItemState.DECLINED in (to, move.from_state):
        return None
    if move.from_state in ENDED:
        return Fact(move.on, 95, "Restored", reason)
    if to == ItemState.SCHEDULED:
        return _scheduled(move, reader, calendar)
    if to == ItemState.TBC and move.from_state:
        return _to_be_scheduled(move, calendar)
    if to == move.from_state and to in PROPOSED:
        return Fact(move.on, 12, "Carried forward", "to the next year’s work programme, to be decided there")
    if to == ItemState.WEIGHED:
        return Fact(move.on, 10, "Scored", "by the committee’s questions")
    if to == ItemState.CONSIDERED:
        return considered(move.on, move.to_meeting is not None, record)
    if to == ItemState.ROLLED:
        return _rolled(item, move, reader)
    if to == ItemState.MERGED or (to == ItemState.DECLINED and item.merged_into):
        return _merged(item, move, reader)
    if to in ENDINGS:
        return Fact(move.on, 90, ENDINGS[ItemState(to)], reason)
    return None


def considered(on: dt.date, at_a_meeting: bool, record: Record) -> Fact:
    """That it was considered on that day, with its published minute."""
    words = f"at the meeting of {full_date(on)}" if at_a_meeting else f"on {full_date(on)}"
    return Fact(on, 40, "Considered", f"{words}, minute {record.number}" if record.number else words, record.url)


def _scheduled(move: Move, reader: Reader, calendar: Calendar) -> Fact | None:
    if move.from_state == ItemState.ON_AGENDA and move.to_meeting == move.from_meeting:
        return None if reader.public else Fact(move.on, 30, "Removed from the agenda", move.reason)
    before = calendar.where(move.from_meeting, move.from_day, move.on)
    there = calendar.where(move.to_meeting, move.to_day, move.on)
    if before and before != there:
        return Fact(move.on, 20, "Moved", _because(f"from {before} to {there}", move.reason))
    what = "the meeting of " if move.to_meeting else ""
    return Fact(move.on, 20, "Scheduled", _because(f"for {what}{there}", move.reason))


def _to_be_scheduled(move: Move, calendar: Calendar) -> Fact:
    if move.from_state in PROPOSED:
        return Fact(move.on, 15, "Accepted", _because("to be scheduled", move.reason))
    before = calendar.where(move.from_meeting, move.from_day, move.on)
    return Fact(
        move.on, 20, "Moved back", _because(f"{f'from {before}, ' if before else ''}to be scheduled", move.reason)
    )


def _rolled(item: ProgrammeItem, move: Move, reader: Reader) -> Fact:
    after = getattr(item, "rolled_to", None)
    if after is None or not reader.may_read(after):
        return Fact(move.on, 90, "Carried forward", "to the next year’s work programme")
    return Fact(move.on, 90, "Carried forward", f"to {after.programme.year}", reader.address(after))


def _merged(item: ProgrammeItem, move: Move, reader: Reader) -> Fact:
    into = item.merged_into
    if into is None or not reader.may_read(into):
        return Fact(move.on, 90, "Merged", move.reason)
    return Fact(move.on, 90, "Merged", _because(f"into {into}", move.reason), reader.address(into))


def _because(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words
