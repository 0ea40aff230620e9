"""How a story begins: who or what an item comes from."""

from collections.abc import Sequence

from committee.dates import full_date
from workprogramme.history.facts import Fact, Reader
from workprogramme.models import ItemState, Move, Origin, ProgrammeItem

# The word of the step, and what it says where nothing more is known.
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
    The first step of `item`, of which `moves` are its own; None where its being scheduled says as much.

    SECURITY: of a resident nobody but the desk reads more than that it was one.
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
        there = f"the meeting{whose} of {full_date(meeting.date)}"
        if item.origin == Origin.MEETING:
            words = f"at {there}"
        elif item.origin == Origin.MINUTE:
            words = f"in the minutes of {there}"
        else:
            words = f"{words} at {there}".strip()
    said = item.origin_words
    return word, (f"{words}: {said}" if words and said else words or said)
