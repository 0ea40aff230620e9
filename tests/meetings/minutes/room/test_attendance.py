"""Coming and going, apologies, guests, substitutes, and who presides."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving
from meetings.models import Presence
from tests.meetings.minutes.world import at, refused


def names(attendees) -> list[str]:
    return sorted(attendee.person.forename if attendee.person else attendee.name for attendee in attendees)


def test_arriving_twice_is_harmless_and_leaving_twice_is_told(world, clerk):
    mary = world.who("Mary")
    first = attendance.arrive(mary, at=at(10), by=clerk)
    assert attendance.arrive(mary, at=at(10, 1), by=clerk) == first
    attendance.leave(mary, at=at(10, 30), by=clerk)
    for name, words in (("Mary", "left at 10:30 already"), ("Ned", "is not in the room")):
        with pytest.raises(Refused, match=words):
            attendance.leave(world.who(name), at=at(10, 30), by=clerk)


def test_everybody_comes_at_once_or_nobody(world, clerk):
    attendance.substitute(world.minutes, person=world.people["sue"], replaces=world.people["nora"], by=clerk)
    with pytest.raises(Refused, match="substitute for Nora"):
        attendance.arrive_all([world.who("Mary"), world.who("Nora")], at=at(10), by=clerk)
    assert Presence.objects.count() == 0
    assert len(attendance.arrive_all([world.who("Mary"), world.who("Ned")], at=at(10), by=clerk)) == 2


def test_times_are_corrected_afterwards(world, clerk):
    mary = world.who("Mary")
    row = attendance.be_there(mary, arrived_at=at(10), left_at=at(10, 30), by=clerk)
    assert attendance.be_there(mary, arrived_at=at(10), left_at=at(10, 30), by=clerk) == row
    for arrived, left, words in (
        (at(10, 29), None, "overlap"),
        (at(10, 30), at(10, 20), "cannot have left at 10:20"),
        (at(9, day=dt.date(2022, 4, 20)), at(10), "is on 21 April 2022"),
    ):
        with pytest.raises(Refused, match=words):
            attendance.be_there(mary, arrived_at=arrived, left_at=left, by=clerk)
    attendance.be_there(mary, arrived_at=at(10, 30), left_at=None, by=clerk)
    attendance.set_times(row, arrived_at=at(9, 50), left_at=at(10, 20), reason="a call", by=clerk)
    row.refresh_from_db()
    assert (row.arrived_at, row.left_at, row.reason) == (at(9, 50), at(10, 20), "a call")
    attendance.remove_times(row, by=clerk)
    with pytest.raises(Refused, match="Someone has removed"):
        attendance.remove_times(row, by=clerk)


def test_r29_nobody_leaves_before_a_decision_that_needs_them(world, clerk):
    world.begin("Charles", "Mary", "Ned")
    resolving.agree_as_recommended(world.minute("Young Carers"), at=at(10, 20), by=clerk)
    ned = world.who("Ned")
    stay = ned.presences.get()
    tried = [
        lambda: attendance.leave(ned, at=at(10, 20), by=clerk),
        lambda: attendance.set_times(stay, arrived_at=at(10, 21), left_at=None, by=clerk),
        lambda: attendance.remove_times(stay, by=clerk),
        lambda: attendance.be_on_screen(ned, virtual=True, by=clerk),
        lambda: attendance.entitle(ned, voting=False, by=clerk),
    ]
    for act in tried:
        with refused("R29", "the quorum is 3"):
            act()
    attendance.leave(ned, at=at(10, 21), by=clerk)


def test_apologies_fall_away_when_somebody_comes_after_all(world, clerk):
    mary = attendance.apologise(world.who("Mary"), by=clerk)
    assert attendance.apologise(mary, by=clerk).apologies
    attendance.arrive(mary, at=at(10), by=clerk)
    assert not world.who("Mary").apologies
    with pytest.raises(Refused, match="having been there"):
        attendance.apologise(mary, by=clerk)
    ned = attendance.apologise(world.who("Ned"), by=clerk)
    assert not attendance.apologise(ned, sent=False, by=clerk).apologies


def test_guests_are_listed_once(world, clerk, officer):
    john = attendance.add_guest(world.minutes, name=" John Wood ", body="SSASPB", by=clerk)
    for name, body in (("John  Wood", "ssaspb"), ("john wood", ""), ("John\u200b Wood", " SSASPB")):
        assert attendance.add_guest(world.minutes, name=name, body=body, by=clerk) == john
    assert attendance.add_guest(world.minutes, name="John Wood", body="The Press", by=clerk) != john
    olive = attendance.add_guest(
        world.minutes, name="", person=officer.person, capacity="officer", virtual=True, by=clerk
    )
    assert attendance.add_guest(world.minutes, name="", person=officer.person, capacity="officer", by=clerk) == olive
    assert attendance.add_guest(world.minutes, name="olive officer", by=clerk) == olive
    assert (olive.name, olive.voting, olive.virtual) == ("Olive Officer", False, True)
    for given, words in (
        ({"name": "Mary", "person": world.people["mary"]}, "listed as member already"),
        ({"name": "Mary", "capacity": "member"}, "are listed from the register"),
        ({"name": "  "}, "who it is"),
        ({"name": "mary  member"}, "Mary Member, MBE is listed as member already"),
    ):
        with pytest.raises(Refused, match=words):
            attendance.add_guest(world.minutes, **given, by=clerk)
    assert attendance.add_guest(world.minutes, name="Mary Member", body="Health Trust", by=clerk)
    with refused("R31", "John Wood is not of the committee, so has no vote"):
        attendance.entitle(john, voting=True, by=clerk)
    attendance.arrive(john, at=at(10), by=clerk)
    attendance.remove_attendee(john, by=clerk)
    with pytest.raises(Refused, match="has a seat"):
        attendance.remove_attendee(world.who("Ned"), by=clerk)


def test_a_substitute_votes_for_a_member_who_does_not_come(world, clerk, other_member):
    sue = attendance.substitute(world.minutes, person=world.people["sue"], replaces=world.people["nora"], by=clerk)
    again = attendance.substitute(world.minutes, person=world.people["sue"], replaces=world.people["nora"], by=clerk)
    assert (again, sue.voting, sue.capacity) == (sue, True, "substitute")
    attendance.arrive(sue, at=at(10), by=clerk)
    assert names(world.voters(at(10))) == ["Sue"]
    with pytest.raises(Refused, match="take the substitute off"):
        attendance.arrive(world.who("Nora"), at=at(10), by=clerk)
    world.arrive("Ned")
    people = {**world.people, "oscar": other_member.person}
    for words, (who, replaced) in {
        "was there, so has no substitute": ("oscar", "ned"),
        "Sue Substitute is the substitute for Nora": ("oscar", "nora"),
        "not a member of the committee": ("oscar", "colin"),
        "listed as substitute already": ("sue", "peter"),
        "was not a councillor": ("mona", "peter"),
    }.items():
        with pytest.raises(Refused, match=words):
            attendance.substitute(world.minutes, person=people[who], replaces=people[replaced], by=clerk)
    oscar = attendance.substitute(world.minutes, person=people["oscar"], replaces=people["peter"], by=clerk)
    assert oscar.voting


def test_only_a_voting_member_in_the_room_presides(world, clerk, other_member):
    people = {**world.people, "oscar": other_member.person}
    attendance.be_on_screen(world.who("Ned"), virtual=True, by=clerk)
    attendance.apologise(world.who("Peter"), by=clerk)
    for who, words in {
        "oscar": "not of the committee",
        "colin": "without a vote",
        "ned": "attending remotely",
        "peter": "apologies",
    }.items():
        with pytest.raises(Refused, match=words):
            attendance.preside(world.minutes, person=people[who], by=clerk)
    assert attendance.preside(world.minutes, person=people["vera"], by=clerk).presiding == people["vera"]
    with pytest.raises(Refused, match="has to be in the room"):
        attendance.be_on_screen(world.who("Vera"), virtual=True, by=clerk)
