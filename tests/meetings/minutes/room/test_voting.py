"""Votes: quorum, ties, who may vote and is offered, votes demanded, results taken back."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.acts.refusal import Refused
from committee.models import Committee, Council, Portfolio, User
from committee.register import bodies
from meetings.minutes.document import minute_states
from meetings.minutes.document.document import take
from meetings.minutes.findings.consistency import faults_of
from meetings.minutes.room import opening
from meetings.minutes.room.forms.room import SubstituteForm
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.state import Attendance
from meetings.models import (
    AgendaItem,
    Attendee,
    Casting,
    Choice,
    Declaration,
    Meeting,
    Minutes,
    MinutesVersion,
    Presence,
    Resolution,
    Result,
    Vote,
)
from tests.answers import client_of, refused
from tests.meetings import minuted
from tests.meetings.minutes.world import DAY, LONG_AGO, VOTERS, at


def motion(room, text="the report be noted", item="Young Carers", **fields) -> Resolution:
    return resolving.propose(room.minute(item), limbs=[LimbDraft(text)], by=room.clerk, **fields)


def hands(room, ayes, noes, abstained=0, *, put=None, when=None) -> Resolution:
    counts = {"votes_for": ayes, "votes_against": noes, "abstentions": abstained}
    return voting.show_of_hands(put or motion(room), **counts, at=when or at(10, 30), by=room.clerk)


def by_name(room, *choices, put=None) -> Resolution:
    """Charles, Vera, Mary, Ned, Nora and Peter in that order: f, a or -."""
    words = {"f": "for", "a": "against", "-": "abstained"}
    chosen = {room.who(name): words[choice] for name, choice in zip(VOTERS, choices, strict=False)}
    return voting.recorded_vote(put or motion(room), choices=chosen, at=at(10, 30), by=room.clerk)


# R29


@pytest.mark.both_databases("constraints: votes add up")
def test_r29_no_decision_below_quorum_by_any_way_of_voting(world, clerk):
    """A screen and a seat without a vote make no quorum."""
    attendance.be_on_screen(world.who("Ned"), virtual=True, by=clerk)
    world.begin("Charles", "Mary", "Ned", "Colin")
    put = motion(world)
    for vote in (
        lambda: voting.agree(put, at=at(10, 30), by=clerk),
        lambda: hands(world, 2, 0, put=put),
        lambda: voting.recorded_vote(
            put, choices={world.who("Charles"): "for", world.who("Mary"): "for"}, at=at(10, 30), by=clerk
        ),
    ):
        with refused("R29", "At 10:30 2 of those who may vote on it were present; the quorum is 3"):
            vote()
    put.refresh_from_db()
    assert (put.result, put.decided_at) == (Result.PENDING, None)
    world.arrive("Vera", hour=10, minute=31)
    assert voting.agree(put, at=at(10, 31), by=clerk).is_carried


def test_r29_a_quorum_changed_later_leaves_what_was_decided_as_it_was(world, clerk):
    world.begin("Charles", "Mary", "Ned")
    voting.agree(motion(world), at=at(10, 30), by=clerk)
    world.committee.quorum = 6
    world.committee.save()
    assert faults_of(world.minutes) == []
    assert opening.catch_up(world.minutes, by=clerk) == []
    assert Minutes.objects.get(pk=world.minutes.pk).quorum == 3


def test_r29_a_quorum_lowered_while_the_committee_meets_counts_from_its_next_meeting(world, clerk):
    """However often it is changed on one day, the day before keeps its own."""
    world.begin("Charles", "Mary")
    put = motion(world)
    for quorum in (1, 2):
        bodies.edit_committee(world.committee, quorum=quorum, on=DAY, by=clerk)
    opening.catch_up(world.minutes, by=clerk)
    with refused("R29", "the quorum is 3"):
        voting.agree(put, at=at(10, 30), by=clerk)
    world.committee.refresh_from_db()
    assert (world.committee.quorum_on(DAY), world.committee.quorum_on(DAY + dt.timedelta(1))) == (3, 2)


# R30


def test_r30_a_tie_is_undetermined_until_the_casting_vote_is_given_or_declined(room, clerk):
    put = hands(room, 3, 3)
    assert (put.result, put.casting, put.presided) == (Result.UNDETERMINED, "", room.people["charles"])
    assert not Resolution.objects.carried().exists()
    attendance.preside(room.minutes, person=room.people["vera"], by=clerk)
    given = voting.cast(put, casting=Casting.FOR, by=clerk)
    assert (given.result, given.casting, given.presided) == (Result.CARRIED, "for", room.people["charles"])
    assert voting.cast(put, casting=Casting.FOR, by=clerk).result == Result.CARRIED
    with refused("R30", "recorded already"):
        voting.cast(put, casting=Casting.AGAINST, by=clerk)


def test_r30_there_is_a_casting_vote_on_a_tie_alone_and_it_may_be_declined(room, clerk):
    with refused("R30", "only if votes are equal"):
        voting.cast(hands(room, 4, 2), casting="for", by=clerk)
    tied = by_name(room, *"fffaaa", put=motion(room, "more"))
    assert voting.cast(tied, casting="declined", by=clerk).result == "undetermined"


def test_r30_whoever_presides_has_to_be_there_with_a_vote(room, clerk):
    attendance.leave(room.who("Charles"), at=at(10, 25), by=clerk)
    with refused("R30", "Charles Chair presided, so has to be there"):
        hands(room, 2, 2)
    attendance.preside(room.minutes, person=room.people["vera"], by=clerk)
    put = hands(room, 2, 2)
    assert voting.cast(put, casting="for", by=clerk).presided == room.people["vera"]


def test_r64_nothing_is_resolved_with_nobody_presiding(world, clerk):
    world.arrive()
    with refused("R64", "No one presides: record who presides first"):
        hands(world, 3, 3)
    motions = Resolution.objects.filter(minute__minutes=world.minutes)
    motions.update(result="carried", decided_at=at(10, 30))  # as rows of before the rule
    assert {fault.rule for fault in faults_of(world.minutes)} == {"R64"}


# R31


def test_r31_no_more_are_counted_than_are_entitled_and_present_and_somebody_votes(room):
    room.arrive("Colin", hour=10, minute=1)
    with refused("R31", "7 votes and abstentions are counted, but 6 could vote at 10:30"):
        hands(room, 4, 2, 1)
    with pytest.raises(Refused, match="Enter the votes for and against"):
        hands(room, 0, 0, 4)
    with pytest.raises(Refused, match="No one voted for or against"):
        by_name(room, *"------")
    assert hands(room, 4, 1, 1).is_carried


def test_r31_a_recorded_vote_names_all_who_could_vote_and_nobody_else(room, clerk):
    room.arrive("Colin", hour=10, minute=1)
    guest = attendance.add_guest(room.minutes, name="Gus", by=clerk)
    put = motion(room)
    everybody = {room.who(name): "for" for name in VOTERS}
    with refused("R31", "Colin Coopted sits without a vote"):
        voting.recorded_vote(put, choices={**everybody, room.who("Colin"): "for"}, at=at(10, 30), by=clerk)
    with refused("R31", "Gus is not of the committee"):
        voting.recorded_vote(put, choices={**everybody, guest: "for"}, at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="Choose how Nora North and Peter Parish voted"):
        by_name(room, *"fffa", put=put)
    attendance.leave(room.who("Peter"), at=at(10, 20), by=clerk)
    with refused("R31", "Peter Parish was not in the room at 10:30"):
        by_name(room, *"ffffff", put=put)
    attendance.be_on_screen(room.who("Nora"), virtual=True, by=clerk)
    with refused("R31", "Nora North is on a screen"):
        by_name(room, *"fffff", put=put)
    done = by_name(room, *"ffa-", put=put)
    assert (done.votes_for, done.votes_against, done.abstentions, done.result) == (2, 1, 1, "carried")
    assert by_name(room, *"ffa-", put=put) == done
    assert Vote.objects.count() == 4
    with pytest.raises(Refused, match="carried at 10:30: undo the decision"):
        by_name(room, *"ffff", put=put)


def test_r31_who_attends_by_video_is_present_on_the_days_of_an_enactment_in_the_register_alone(room, clerk):
    council = Council.current()
    council.remote_ground, council.remote_since = "regulation 5 of SI 2020/392", DAY - dt.timedelta(days=9)
    council.remote_until = DAY - dt.timedelta(days=1)
    council.save()
    ned = attendance.be_on_screen(room.who("Ned"), virtual=True, by=clerk)
    assert (ned.virtual, ned.remote) == (True, False)
    council.remote_until = DAY
    council.save()
    for name in ("Ned", "Nora"):
        present = attendance.be_on_screen(room.who(name), virtual=True, by=clerk)
        assert (present.virtual, present.remote) == (False, True)
    assert by_name(room, *"ffffff").votes_for == 6
    room.minutes.refresh_from_db()
    printed = [person["printed"] for person in take(room.minutes, at=at(11))["attendance"]]
    assert "Nora North (remotely)" in printed


# R32


def test_r32_a_member_has_their_vote_recorded_after_a_show_of_hands(room, clerk):
    put = hands(room, 4, 1)
    vote = voting.demand(put, room.who("Nora"), Choice.AGAINST, by=clerk)
    assert (vote.demanded, vote.choice) == (True, "against")
    assert voting.demand(put, room.who("Nora"), Choice.AGAINST, by=clerk) == vote
    with refused("R32", "Nora North is recorded as against"):
        voting.demand(put, room.who("Nora"), Choice.FOR, by=clerk)
    with refused("R32", "2 named as against, but 1 counted"):
        voting.demand(put, room.who("Mary"), Choice.AGAINST, by=clerk)
    voting.demand(put, room.who("Mary"), Choice.ABSTAINED, by=clerk)
    put.refresh_from_db()
    assert (put.abstentions, Vote.objects.count()) == (1, 2)
    with refused("R31", "7 votes and abstentions"):
        voting.demand(put, room.who("Ned"), Choice.ABSTAINED, by=clerk)


def test_r32_who_could_not_vote_demands_nothing_and_after_a_recorded_vote_it_is_there_already(room, clerk):
    room.arrive("Colin", hour=10, minute=1)
    with refused("R31", "without a vote"):
        voting.demand(hands(room, 4, 1), room.who("Colin"), Choice.FOR, by=clerk)
    with refused("R32", "agreed without a vote"):
        voting.demand(voting.agree(motion(room, "x"), at=at(10, 40), by=clerk), room.who("Ned"), "against", by=clerk)
    with refused("R32", "There has been no vote"):
        voting.demand(motion(room, "y"), room.who("Ned"), "against", by=clerk)
    put = by_name(room, *"ffffaa", put=motion(room, "z"))
    assert not voting.demand(put, room.who("Nora"), "against", by=clerk).demanded


# In order, and in time


def test_a_decision_falls_within_its_item_and_the_meeting(room, clerk):
    minute_states.open_item(room.minute("Young Carers"), at=at(10, 10), by=clerk)
    voting.agree(motion(room, item="Work Programme"), at=at(10, 40), by=clerk)
    assert (room.minute("Work").opened_at, room.minute("Young").closed_at) == (at(10, 40), at(10, 40)), "it is opened"
    put = motion(room)
    for when, words in ((at(10, 9), "reached at 10:10"), (at(10, 41), "ended at 10:40")):
        with pytest.raises(Refused, match=words):
            voting.agree(put, at=when, by=clerk)
    with pytest.raises(Refused, match="before the meeting began at 10:00"):
        voting.agree(put, at=at(9, 59), by=clerk)
    opening.end_meeting(room.minutes, at=at(12), by=clerk)
    with pytest.raises(Refused, match="ended at 12:00"):
        voting.agree(motion(room, item="Fostering"), at=at(12, 1), by=clerk)


def test_a_result_is_taken_back_with_its_votes(room, clerk):
    put = by_name(room, *"fffaa-")
    with pytest.raises(Refused, match="cannot be withdrawn"):
        resolving.withdraw(put, by=clerk)
    put = voting.take_back(put, by=clerk)
    assert (put.result, put.votes_for, put.presided, Vote.objects.count()) == (Result.PENDING, None, None, 0)
    assert voting.take_back(put, by=clerk).result == Result.PENDING
    assert voting.agree(put, at=at(10, 31), by=clerk).is_carried


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


def test_nobody_is_offered_as_a_substitute_or_to_be_replaced_who_may_not(world, clerk, other_member):
    Portfolio.objects.create(name="Roads").holdings.create(
        person=other_member.person, since=LONG_AGO, role="cabinet_member"
    )
    world.arrive("Mary")
    attendance.substitute(world.minutes, person=world.people["sue"], replaces=world.people["nora"], by=clerk)
    form = SubstituteForm(minutes=world.minutes)
    people, replaced = (list(form.fields[name].queryset) for name in ("person", "replaces"))
    assert other_member.person not in people
    assert {person.forename for person in replaced}.isdisjoint({"Mary", "Nora"}) and replaced
    for person in people:
        with transaction.atomic():
            attendance.substitute(world.minutes, person=person, replaces=replaced[0], by=clerk)
            transaction.set_rollback(True)


def test_a_draft_of_a_meeting_long_past_goes_to_those_who_sit_now(safeguarding, clerk, chairman, vice_chairman, member):
    """Nobody who was there can sign in any more: the list was empty, and demanded somebody."""
    minutes = minuted.taken(safeguarding, clerk, exempt=False)
    minutes.attendees.update(person=None, replaces=None)
    minutes.meeting.items.update(owner=None)
    page, desk = reverse("desk:minutes-circulate", args=["safeguarding", minutes.meeting.slug]), client_of(clerk)
    said = desk.get(page).content.decode()
    assert "Mary Member" in said and 'name="to"' in said
    typed = {"to": [member.person.pk], "comments_by": "2099-01-01", "message": ""}
    assert desk.post(page, typed).status_code == 302
    assert MinutesVersion.objects.get().circulation.sent_to.get() == member.person
    User.objects.exclude(pk=clerk.pk).update(is_active=False)
    said = desk.get(page).content.decode()
    assert "No one to circulate it to" in said and 'name="to"' not in said
