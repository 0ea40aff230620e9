"""Presence intervals decide who may vote: against a model that looks at every minute by itself."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from committee.models import Committee
from meetings.minutes.room.state import Attendance
from meetings.models import AgendaItem, Attendee, Declaration, Meeting, Minutes, Presence
from tests.meetings.minutes.world import at

TEN = at(10)
MINUTES = 12  # of the clock, in the model


def clock(minute: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=minute)


@st.composite
def somebody(draw, pk: int) -> tuple[Attendee, set[int], set[int]]:
    """Draw an attendee, the minutes of the hour they are present, and the items (1 to 3) a DPI bars them from."""
    capacity = draw(st.sampled_from(["member", "member", "substitute", "co_optee", "officer", "other"]))
    of_it = capacity in ("member", "substitute", "co_optee")
    attendee = Attendee(
        pk=pk,
        name=str(pk),
        capacity=capacity,
        voting=of_it and draw(st.booleans()),
        virtual=draw(st.integers(0, 4)) == 0,
    )
    edges = sorted(draw(st.lists(st.integers(0, MINUTES), max_size=6, unique=True)))
    rows, there = [], set()
    for start, end in zip(edges[::2], [*edges[1::2], None][: len(edges[::2])], strict=True):
        left = None if end is None else clock(end)
        rows.append(Presence(attendee=attendee, arrived_at=clock(start), left_at=left))
        there |= set(range(start, MINUTES + 1 if end is None else end))
    attendee._prefetched_objects_cache = {"presences": rows}
    return attendee, there, draw(st.sets(st.integers(1, 3)))


@st.composite
def meeting(draw):
    """Up to eight people, a quorum, and perhaps an end."""
    people = [draw(somebody(pk)) for pk in range(1, draw(st.integers(1, 8)) + 1)]
    return people, draw(st.integers(1, 5)), draw(st.none() | st.integers(0, MINUTES))


@given(meeting())
@settings(max_examples=25, deadline=None)
def test_presence_intervals_decide_who_may_vote(drawn):
    people, quorum, ended = drawn
    minutes = Minutes(ended_at=None if ended is None else clock(ended))
    minutes.meeting = Meeting(committee=Committee(quorum=quorum))
    declared = [
        Declaration(attendee=attendee, item=AgendaItem(pk=item), kind="dpi")
        for attendee, _, barred in people
        for item in barred
    ]
    there = Attendance(minutes, [attendee for attendee, _, _ in people], declared)
    for minute in range(MINUTES + 1):
        for item in (None, 1, 2, 3):
            over = ended is not None and minute > ended
            here = {one.pk for one, when, _ in people if minute in when and not over}
            voters = {
                one.pk for one, _, barred in people if one.pk in here and one.voting and not one.virtual
                and item not in barred
            }  # fmt: skip
            assert {one.pk for one, *_ in people if there.is_here(one, clock(minute))} == here
            assert {one.pk for one in there.voters_at(clock(minute), item)} == voters
            assert there.count_at(clock(minute), item) == (len(voters), quorum)
