"""The part of a story from an item's own steps: its origin, its moves and its end."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from django.db.models import F
from django.utils import timezone

from committee.wording.dates import full_date
from meetings.models import Meeting, MeetingMove
from workprogramme.history.facts import Fact, Reader
from workprogramme.history.minutes import Record
from workprogramme.models import ENDED, PROPOSED, ItemState, Move, Origin, ProgrammeItem

# By origin: the heading of the first step, and its text where nothing more is known.
BEGAN = {
    Origin.MEMBER: ("Suggested", "by a member"),
    Origin.CABINET_MEMBER: ("Suggested", "by a Cabinet Member"),
    Origin.OFFICER: ("Suggested", "by an officer"),
    Origin.RESIDENT: ("Suggested", "by a resident"),
    Origin.MEETING: ("Suggested", "at a meeting of the committee"),
    Origin.TRIANGULATION: ("Suggested", "at a triangulation meeting"),
    Origin.MINUTE: ("Asked for", "in the minutes"),
    Origin.ANNUAL: ("Added", "reported every year"),
    Origin.DUTY: ("Added", "as the law asks for it"),
    Origin.DECISION: ("Added", "ahead of a decision to come"),
}


def beginning(item: ProgrammeItem, moves: Sequence[Move], reader: Reader) -> Fact | None:
    """
    Return the first step of `item`; None if the step that schedules the item says the same.

    `moves` are the item's steps, in order.

    SECURITY: the public reads only that a resident suggested the item, and nothing else about the resident.
    """
    first = moves[0].on if moves else reader.day(item.created_at)
    before = item.follow_up_of
    if before is not None and reader.may_read(before):
        return Fact(
            min(item.origin_on or first, first), 0, "Proposed", f"as a follow-up of {before}", reader.address(before)
        )
    on = item.origin_on or (item.origin_meeting.date if item.origin_meeting else first)
    word, words = _words(item, reader)
    if not words and moves and moves[0].to_state == ItemState.SCHEDULED and first <= on:
        return None
    return Fact(min(on, first), 0, word, words or "to the work programme")


def _words(item: ProgrammeItem, reader: Reader) -> tuple[str, str]:
    word, words = BEGAN.get(Origin(item.origin), ("Added", "")) if item.origin else ("Added", "")
    if item.origin == Origin.RESIDENT:
        suggester = None if reader.public else getattr(item, "suggester", None)
        return word, f"{words} ({suggester.reference})" if suggester else words
    meeting = item.origin_meeting
    if meeting:
        whose = "" if meeting.committee_id == item.programme.committee_id else f" of the {meeting.committee}"
        place = f"the meeting{whose} of {full_date(meeting.date)}"
        if item.origin == Origin.MEETING:
            words = f"at {place}"
        elif item.origin == Origin.MINUTE:
            words = f"in the minutes of {place}"
        else:
            words = f"{words} at {place}".strip()
    details = item.origin_words
    return word, (f"{words}: {details}" if words and details else words or details)


class Calendar:
    """Changes of the days of all meetings in `moves`, read in one query."""

    def __init__(self, moves: Iterable[Move]):
        meetings = {pk for move in moves for pk in (move.from_meeting_id, move.to_meeting_id) if pk}
        rows = MeetingMove.objects.filter(meeting__in=meetings).exclude(old_date=F("new_date"))
        self._of: dict[int, list[MeetingMove]] = {}
        for row in rows.order_by("moved_at", "pk"):
            self._of.setdefault(row.meeting_id, []).append(row)

    def where(self, meeting: Meeting | None, day: dt.date | None, on: dt.date) -> str:
        """Return in words the day that `meeting` had on the day `on`; without a meeting, `day`; "" without both."""
        if meeting:
            later = (row for row in self._of.get(meeting.pk, []) if timezone.localdate(row.moved_at) > on)
            first = next(later, None)
            day = first.old_date if first else meeting.date
        return full_date(day)

    def rearranged(self, moves: Sequence[Move]) -> list[Fact]:
        """Return changes of a meeting's day while an item was planned for the meeting. `moves` are the item's steps."""
        facts = []
        for move, after in pairwise([*moves, None]):
            for row in self._of.get(move.to_meeting_id or 0, []) if move else []:
                on = timezone.localdate(row.moved_at)
                if move and move.on <= on and (after is None or on < after.on):
                    words = f"from {full_date(row.old_date)} to {full_date(row.new_date)}: {row.reason}"
                    facts.append(Fact(on, 25, "Meeting re-arranged", words))
        return facts


ENDINGS = (ItemState.CLOSED, ItemState.WITHDRAWN, ItemState.DECLINED)  # the story shows the label of the state


def of(chain: Sequence[ProgrammeItem], reader: Reader, record: Record) -> list[Fact]:
    """Return the facts that `reader` may know of a chain of items, oldest item first, in two queries."""
    moves = Move.objects.filter(item__in=chain).select_related("from_meeting", "to_meeting", "item")
    by_item: dict[int, list[Move]] = {}
    for move in (listed := list(moves.order_by("on", "recorded_at", "pk"))):
        by_item.setdefault(move.item_id, []).append(move)
    calendar = Calendar(listed)
    first = beginning(chain[0], by_item.get(chain[0].pk, []), reader)
    facts = [first] if first else []
    for place, item in enumerate(chain):
        item_facts = _facts_of_item(item, by_item.get(item.pk, []), reader, record, calendar)
        facts += [replace(fact, generation=place) for fact in item_facts]
    put = [move for item in chain for move in by_item.get(item.pk, []) if _was_put(move)]
    return facts + _on_agenda(chain[-1], put, reader, record)


def _facts_of_item(
    item: ProgrammeItem, moves: Sequence[Move], reader: Reader, record: Record, calendar: Calendar
) -> list[Fact]:
    """
    Return the facts of one item's steps.

    The first step of an item rolled forward is left out, because the earlier year's item ends with the same step.
    """
    steps = moves[1:] if item.rolled_from_id else moves
    facts = [_fact(item, move, reader, record, calendar) for move in steps]
    return [fact for fact in facts if fact] + calendar.rearranged(moves)


def _was_put(move: Move) -> bool:
    return move.to_state == ItemState.ON_AGENDA and move.from_state not in ("", ItemState.ON_AGENDA)


def _on_agenda(item: ProgrammeItem, put: Sequence[Move], reader: Reader, record: Record) -> list[Fact]:
    """
    Return the facts of the agendas that the item was on.

    SECURITY: the public gets only the fact of the agenda that is published with the item.
    """
    facts = [] if reader.public else [_was_on(move) for move in put[:-1]]
    if not put or (reader.public and not record.agenda_url):
        return facts
    agenda_item = item.agenda_item
    if agenda_item is None:
        return [*facts, _was_on(put[-1])]
    words = f"item {agenda_item.number} of {full_date(agenda_item.meeting.date)}"
    # The desk may link the item to its agenda after the meeting, so the fact's day is the meeting's day at the latest.
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
    """Return the fact of a step; None if another fact says the same, or the public may not read the step."""
    to, reason = move.to_state, move.reason
    # SECURITY: the public never reads why a suggestion was declined, not even if the suggestion was accepted later.
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
        return Fact(move.on, 90, ItemState(to).label, reason)
    return None


def considered(on: dt.date, at_a_meeting: bool, record: Record) -> Fact:
    """Return the fact that the item was considered on the day `on`, with the minute's number once published."""
    words = f"at the meeting of {full_date(on)}" if at_a_meeting else f"on {full_date(on)}"
    return Fact(on, 40, "Considered", f"{words}, minute {record.number}" if record.number else words, record.url)


def _scheduled(move: Move, reader: Reader, calendar: Calendar) -> Fact | None:
    if move.from_state == ItemState.ON_AGENDA and move.to_meeting == move.from_meeting:
        return None if reader.public else Fact(move.on, 30, "Removed from the agenda", move.reason)
    before = calendar.where(move.from_meeting, move.from_day, move.on)
    after = calendar.where(move.to_meeting, move.to_day, move.on)
    if before and before != after:
        return Fact(move.on, 20, "Moved", _because(f"from {before} to {after}", move.reason))
    what = "the meeting of " if move.to_meeting else ""
    return Fact(move.on, 20, "Scheduled", _because(f"for {what}{after}", move.reason))


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
