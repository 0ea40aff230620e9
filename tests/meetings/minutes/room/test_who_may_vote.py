"""Presence intervals decide who may vote: against a model that looks at every minute by itself."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.acts.refusal import Refused
from committee.models import Committee
from meetings.minutes.document import minute_states
from meetings.minutes.findings.consistency import faults_of
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.presence.presence import Attendance
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.state import Room
from meetings.models import AgendaItem, Attendee, Declaration, Meeting, Minutes, Presence
from tests.meetings.minutes.world import CONTRACT, VOTERS, at

TEN = at(10)
MINUTES = 30  # of the clock, in the model


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
@settings(max_examples=300, deadline=None)
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
            assert {one.pk for one in there.present_at(clock(minute))} == here
            assert {one.pk for one in there.voters_at(clock(minute), item)} == voters
            assert there.count_at(clock(minute), item) == (len(voters), quorum)
            assert there.is_quorate(clock(minute), item) == (len(voters) >= quorum)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["arrive", "leave", "declare", "hands", "recorded", "be_there"]),
        st.sampled_from([*VOTERS, "Colin"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    min_size=3,
    max_size=14,
)


@pytest.mark.django_db
@given(events=EVENTS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_the_verbs_let_through_a_model_of_single_minutes_allows(world, clerk, events):
    with transaction.atomic():
        Model(world, clerk).play(events)
        assert faults_of(world.minutes) == []
        transaction.set_rollback(True)


class Model:
    """Who is there at each minute, kept as sets; every verb's refusal is foretold from them."""

    def __init__(self, world, clerk) -> None:
        self.world, self.clerk = world, clerk
        self.there: dict[str, set[int]] = {name: set() for name in [*VOTERS, "Colin"]}
        self.barred: set[str] = set()
        self.decided: list[tuple[int, int, set[str]]] = []  # minute, how many counted, who by name
        self.item, self.who = world.item("Young Carers"), {name: world.who(name) for name in self.there}

    def play(self, events) -> None:
        """Four are there at first; then each event two minutes after the one before."""
        for name in VOTERS[:4]:
            self.may_arrive(0, name)
            self.arrive(0, name)
        attendance.preside(self.world.minutes, person=self.world.people["charles"], by=self.clerk)
        for number, (what, name, ayes, noes) in enumerate(events, start=1):
            now = 2 * number
            expected = getattr(self, f"may_{what}")(now, name, ayes, noes)
            try:
                with transaction.atomic():
                    getattr(self, what)(now, name, ayes, noes)
                done = True
            except Refused:
                done = False
            assert done == expected, (what, name, now, ayes, noes)

    def voters(self, minute: int) -> set[str]:
        """Those in the room at that minute who vote on the item."""
        return {name for name, when in self.there.items() if minute in when and name in VOTERS} - self.barred

    def may_decide(self, minute: int) -> bool:
        """Whether there is a quorum, and Charles presides with a vote."""
        return len(self.voters(minute)) >= 3 and "Charles" in self.voters(minute)

    def still_true(self) -> bool:
        """Whether every decision stands with who was there."""
        return all(
            self.may_decide(when) and counted <= len(self.voters(when)) and named <= self.voters(when)
            for when, counted, named in self.decided
        )

    def may_arrive(self, now, name, *_) -> bool:
        self.there[name] |= set(range(now, 99))
        return True

    def arrive(self, now, name, *_) -> None:
        attendance.arrive(self.who[name], at=clock(now), by=self.clerk)

    def may_leave(self, now, name, *_) -> bool:
        """Left a minute before now, so that decisions just made stand in the way."""
        before = set(self.there[name])
        if 98 not in before or now - 3 not in before:
            return False
        self.there[name] -= set(range(now - 3, 99))
        if not self.still_true():
            self.there[name] = before
            return False
        return True

    def leave(self, now, name, *_) -> None:
        attendance.leave(self.who[name], at=clock(now - 3), by=self.clerk)

    def may_be_there(self, now, name, *_) -> bool:
        """Record presence afterwards, from two minutes ago until now; return whether it is new."""
        wanted = {now - 2, now - 1}
        if wanted & self.there[name]:
            return False
        self.there[name] |= wanted
        return True

    def be_there(self, now, name, *_) -> None:
        attendance.be_there(self.who[name], arrived_at=clock(now - 2), left_at=clock(now), by=self.clerk)

    def may_declare(self, now, name, *_) -> bool:
        if name in self.barred:
            return True
        if now not in self.there[name]:
            return False
        self.barred.add(name)
        if not self.still_true():
            self.barred.discard(name)
            return False
        return True

    def declare(self, now, name, *_) -> None:
        at_item = {"kind": "dpi", "nature": "Owns it", "at": clock(now), "by": self.clerk}
        interests.declare(self.who[name], self.item, **at_item)

    def may_hands(self, now, name, ayes, noes) -> bool:
        able = len(self.voters(now))
        allowed = self.may_decide(now) and 0 < ayes + noes <= able
        if allowed:
            self.decided.append((now, ayes + noes, set()))
        return allowed

    def hands(self, now, name, ayes, noes) -> None:
        voting.show_of_hands(self.motion(now), votes_for=ayes, votes_against=noes, at=clock(now), by=self.clerk)

    def may_recorded(self, now, name, *_) -> bool:
        able = self.voters(now)
        allowed = self.may_decide(now)
        if allowed:
            self.decided.append((now, len(able), able))
        return allowed

    def recorded(self, now, name, ayes, noes) -> None:
        """Everybody whom the read model names, and the model has to agree."""
        choices = dict.fromkeys(Attendance.of(self.world.minutes).voters_at(clock(now), self.item), "for")
        voting.recorded_vote(self.motion(now), choices=choices, at=clock(now), by=self.clerk)

    def motion(self, now):
        limbs = [resolving.LimbDraft(f"motion of minute {now}")]
        return resolving.propose(self.world.minute("Young Carers"), limbs=limbs, by=self.clerk)


def busy(room, times: int) -> None:
    """Fill the meeting with guests, interests, motions, amendments and votes."""
    clerk = room.clerk
    for number in range(times):
        guest = attendance.add_guest(room.minutes, name=f"Guest {number}", body="SSASPB", by=clerk)
        attendance.be_there(guest, arrived_at=at(10, number), left_at=at(11), by=clerk)
        limbs = [resolving.LimbDraft(f"limb {number} of {times}"), resolving.LimbDraft("more", asked_body="SSASPB")]
        motion = resolving.propose(room.minute("Young Carers"), limbs=limbs, mover=room.who("Ned"), by=clerk)
        amendment = resolving.propose(
            room.minute("Young Carers"), limbs=[limbs[0], resolving.LimbDraft("less")], amends=motion, by=clerk
        )
        voting.show_of_hands(amendment, votes_for=1, votes_against=3, at=at(10, 20 + number), by=clerk)
        choices = dict.fromkeys([room.who(name) for name in VOTERS], "for")
        voting.recorded_vote(motion, choices=choices, at=at(10, 20 + number), by=clerk)
        minute_states.attend_for(room.minute("Young Carers"), [guest], by=clerk)
    interests.declare(room.who("Nora"), room.item("Fostering"), kind="dpi", nature="x", at=at(10, 30), by=clerk)


def test_the_whole_room_is_read_in_the_same_few_queries_however_much_there_is(room, clerk):
    counts = []
    for times in (1, 5):
        busy(room, times)
        items = {room.item(f"Contract of {CONTRACT}"): (3,)}
        excluding.exclude_public(room.minute("Exclusion"), items=items, at=at(10, 40), by=clerk)
        with CaptureQueriesContext(connection) as queries:
            whole = Room.of(room.minutes)
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as more:
            assert seen_in(whole)
        assert [query["sql"] for query in more] == []
    assert counts == [13, 13]
    assert (len(whole.resolutions), len(whole.exclusions)) == (13, 1)
    with CaptureQueriesContext(connection) as queries:
        Attendance.of(room.minutes)
    assert len(queries) == 4


def seen_in(whole: Room) -> list:
    """Return the values that a page and a document read."""
    moments = [at(10, minute) for minute in range(0, 60, 10)]
    seen = [(whole.present_at(moment), whole.is_quorate(moment), whole.excluded_at(moment)) for moment in moments]
    for entry in whole.entries:
        seen += [entry.minutes.meeting.committee.quorum, entry.item and getattr(entry.item, "ruling", None)]
        seen += [whole.voters_at(at(10, 30), entry.item), whole.declared_in(entry.item)]
        seen += [str(one) for one in entry.in_attendance.all()]
        for resolution in entry.resolutions.all():
            seen += [(limb.letter, limb.text, limb.asked_of) for limb in resolution.limbs.all()]
            seen += [(vote.attendee.name, vote.choice) for vote in resolution.votes.all()]
            seen += [(resolution.mover and resolution.mover.name, resolution.presided, str(resolution))]
            seen += [one.result for one in resolution.amendments.all()]
    for exclusion in whole.exclusions:
        seen += [(one.item.number, one.paragraphs) for one in exclusion.excluded.all()]
    seen += [whole.open_entry(), whole.undecided(), whole.presiding, whole.attended, whole.apologies, whole.guests]
    return seen + [(one.printed, one.person, one.replaces) for one in whole.attendees]
