"""Presence intervals decide who may vote: against a model that looks at every minute by itself."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.models import Committee
from meetings.minutes.document import minute_states
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.presence.presence import Attendance
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.state import Room
from meetings.models import AgendaItem, Attendee, Declaration, Meeting, Minutes, Presence
from tests.meetings.minutes.world import CONTRACT, VOTERS, at

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


def test_the_whole_room_is_read_in_the_same_few_queries_however_much_there_is(room, clerk):
    counts = []
    for number in range(2):
        guest = attendance.add_guest(room.minutes, name=f"Guest {number}", by=clerk)
        attendance.be_there(guest, arrived_at=at(10, number), left_at=at(11), by=clerk)
        limbs = [LimbDraft(f"limb {number}"), LimbDraft("more")]
        motion = resolving.propose(room.minute("Young Carers"), limbs=limbs, mover=room.who("Ned"), by=clerk)
        choices = dict.fromkeys([room.who(name) for name in VOTERS], "for")
        voting.recorded_vote(motion, choices=choices, at=at(10, 20 + number), by=clerk)
        minute_states.attend_for(room.minute("Young Carers"), [guest], by=clerk)
        interests.declare(room.who("Nora"), room.item("Fostering"), kind="dpi", nature="x", at=at(10, 30), by=clerk)
        items = {room.item(f"Contract of {CONTRACT}"): (3,)}
        excluding.exclude_public(room.minute("Exclusion"), items=items, at=at(10, 40), by=clerk)
        with CaptureQueriesContext(connection) as queries:
            whole = Room.of(room.minutes)
        counts.append(len(queries))
    assert counts == [13, 13]
    assert (len(whole.resolutions), len(whole.exclusions)) == (3, 1)
