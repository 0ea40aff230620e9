"""Coming and going, who presides, and interests: who is barred, who leaves, what the monitoring officer is asked."""

import datetime as dt

import pytest
from django.core import mail

from committee.acts.refusal import Refused
from committee.models import AuditEntry, User
from meetings.minutes.document import minute_states
from meetings.minutes.document.document import for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.state import Attendance
from meetings.models import Action, Breach, Declaration, Presence
from tests.answers import refused
from tests.meetings.minutes.world import DAY, ROOM, at

SENSITIVE = "whisperthorn"
GRANTED = {"dispensed_by": "the Standards Committee", "dispensed_on": dt.date(2022, 3, 1)}


def declared(room, who="Mary", item="Young Carers", **fields):
    fields = {"kind": "dpi", "nature": "Is employed by it", "at": at(10, 2), "by": room.clerk, **fields}
    return interests.declare(room.who(who), room.item(item), **fields)


def motion(room, item="Young Carers", **fields):
    limbs = [LimbDraft("the report be noted")]
    return resolving.propose(room.minute(item), limbs=limbs, by=room.clerk, **fields)


def test_r33_who_has_a_dpi_without_a_dispensation_is_out_of_every_vote_on_that_item_and_no_other(room):
    declared(room)
    declared(room, "Ned", kind="registrable")
    declared(room, "Nora", **GRANTED)
    assert not Action.objects.exists(), "all are registered (R34)"
    mary, carers = room.who("Mary"), room.item("Young Carers")
    assert mary not in room.voters(at(10, 5), carers) and len(room.voters(at(10, 5), carers)) == 5
    assert mary in room.voters(at(10, 5), room.item("Fostering")) and mary in room.voters(at(10, 5))
    assert Attendance.of(room.minutes).count_at(at(10, 5), carers) == (5, 3)


def test_r33_a_barred_member_neither_votes_nor_moves_nor_speaks_nor_presides(room, clerk):
    declared(room)
    mary, ned = room.who("Mary"), room.who("Ned")
    put = motion(room)
    voters = room.voters(at(10, 30), room.item("Young Carers"))
    tried = [
        lambda: voting.recorded_vote(put, choices=dict.fromkeys([*voters, mary], "for"), at=at(10, 30), by=clerk),
        lambda: motion(room, mover=mary),
        lambda: motion(room, mover=ned, seconder=mary),
        lambda: minute_states.attend_for(room.minute("Young Carers"), [mary], by=clerk),
    ]
    for act in tried:
        with refused("R33", "Mary Member, MBE has a disclosable pecuniary interest"):
            act()
    declared(room, "Charles")
    with pytest.raises(Refused, match="Charles Chair presided"):
        voting.agree(put, at=at(10, 30), by=clerk)
    attendance.preside(room.minutes, person=room.people["vera"], by=clerk)
    voting.agree(put, at=at(10, 30), by=clerk)


def test_r33_an_interest_is_not_recorded_against_a_vote_or_whoever_attended_for_the_item(room, clerk):
    put = motion(room)
    voting.show_of_hands(put, votes_for=6, votes_against=0, at=at(10, 30), by=clerk)
    with pytest.raises(Refused, match="6 votes"):
        declared(room)
    assert not Declaration.objects.exists()
    voting.take_back(put, by=clerk)
    minute_states.attend_for(room.minute("Young Carers"), [room.who("Mary")], by=clerk)
    with refused("R33", "cannot speak"):
        declared(room)


def test_r29_those_barred_do_not_count_towards_the_quorum_of_the_item(world, clerk):
    world.begin("Charles", "Mary", "Ned")
    declared(world)
    with pytest.raises(Refused, match="At 10:30 2 of those who may vote on it were present; the quorum is 3"):
        voting.agree(motion(world), at=at(10, 30), by=clerk)
    voting.agree(motion(world, "Fostering"), at=at(10, 40), by=clerk)


def test_whoever_leaves_for_an_interest_at_once_or_later_is_gone_from_then_on(room, clerk):
    row = declared(room, at=at(10, 5), left_room=True)
    assert row.left_room
    left = Presence.objects.get(attendee=room.who("Mary"))
    assert (left.left_at, left.reason) == (at(10, 5), f"declared an interest in item {room.item('Young').number}")
    attendance.arrive(room.who("Mary"), at=at(11), by=clerk)
    assert len(room.here(at(11))) == 6
    row = declared(room, "Ned")
    for _ in range(2):
        assert interests.leave_for_interest(row, at=at(10, 20), by=clerk).left_room
    assert Presence.objects.get(attendee=room.who("Ned")).left_at == at(10, 20)


def test_an_interest_is_declared_once_an_item(room):
    row = declared(room)
    assert declared(room, at=at(10, 3)) == row
    with pytest.raises(Refused, match="already: remove that one first"):
        declared(room, nature="Owns it")
    assert declared(room, left_room=True, at=at(10, 9)).left_room


def test_only_members_who_are_there_declare_interests(world, clerk):
    guest = attendance.add_guest(world.minutes, name="Gus", by=clerk)
    with pytest.raises(Refused, match="Only members’ interests"):
        interests.declare(guest, world.item("Fostering"), kind="dpi", nature="x", at=at(10), by=clerk)
    with pytest.raises(Refused, match="was not there at 10:02"):
        declared(world)
    world.arrive("Mary")
    with pytest.raises(Refused, match="Enter the nature of the interest"):
        declared(world, nature="  ")


def test_r34_an_unregistered_dpi_is_due_with_the_monitoring_officer_although_it_is_dispensed(room):
    declared(room, "Ned", kind="personal", registered=False)
    row = declared(room, registered=False, **GRANTED)
    action = Action.objects.get()
    assert (action.declaration, action.due_on, action.withheld) == (row, dt.date(2022, 5, 18), True)


def test_r33_a_barring_interest_that_is_lifted_has_a_reason_and_is_told(room, desk):
    row = declared(room, registered=False)
    url = f"{ROOM}interests/{row.pk}/remove/"
    assert "the monitoring officer is asked" in desk.get(url).text
    assert desk.post(url).status_code == 422 and Declaration.objects.exists()
    assert desk.post(url, {"reason": "Her firm has no contract."}).status_code == 302
    assert not Declaration.objects.exists()
    told = [check.text for check in findings.found(room.minutes, on=DAY) if check.rule == "R33"]
    assert len(told) == 1 and "Her firm has no contract. The monitoring officer has been asked." in told[0]
    assert "a disclosable pecuniary interest was recorded, then removed" in Action.objects.get(withheld=True).text


def test_r35_a_sensitive_nature_is_not_in_the_trail(room):
    declared(room, sensitive=True, nature=SENSITIVE, registered=False)
    told = [(entry.did, entry.subject, str(entry.facts)) for entry in AuditEntry.objects.all()]
    assert told and SENSITIVE not in str(told)
    assert SENSITIVE not in Action.objects.get().text


def test_r33_a_dispensation_names_who_granted_it_and_when(room):
    for fields, words in (
        ({"dispensation": "To speak"}, "who granted the dispensation"),
        ({**GRANTED, "dispensed_on": dt.date(2022, 4, 22)}, "granted after the meeting"),
        ({**GRANTED, "dispensed_on": dt.date(2018, 4, 21)}, "at most four years"),
    ):
        with pytest.raises(Refused, match=words):
            declared(room, **fields)
    row = declared(room, **GRANTED | {"dispensed_on": dt.date(2018, 4, 22)}, dispensation="to speak")
    assert row.dispensation_words == "granted by the Standards Committee on 22 April 2018: to speak"
    said = take(room.minutes, at=at(13))["declarations"][0]["words"]
    assert "and had a dispensation granted by the Standards Committee on 22 April 2018." in said


def test_r33_a_vote_in_breach_is_told_left_out_of_the_tally_and_flagged_and_a_speech_with_it(room, clerk):
    row, put = declared(room), motion(room)
    with pytest.raises(Refused, match="No vote was taken"):
        interests.record_vote_in_breach(row, put, "for", at=at(13), by=clerk)
    voting.show_of_hands(put, votes_for=3, votes_against=2, at=at(10, 30), by=clerk)
    breach = interests.record_vote_in_breach(row, put, "against", at=at(13), by=clerk)
    assert interests.record_vote_in_breach(row, put, "against", at=at(13), by=clerk) == breach
    with pytest.raises(Refused, match="recorded as against"):
        interests.record_vote_in_breach(row, put, "for", at=at(13), by=clerk)
    put.refresh_from_db()
    assert (put.votes_for, put.votes_against, put.result) == (3, 2, "carried"), "the tally is of those who may vote"
    assert (breach.action.owner, breach.action.withheld) == (room.people["mona"], True)
    document = for_public(take(room.minutes, at=at(13)))
    (entry,) = [one for one in document["entries"] if one["heading"] == "Young Carers"]
    assert entry["resolutions"][0]["votes"] == [
        "On a show of hands, 3 voted for and 2 against.",
        "Mary Member, MBE voted against although a disclosable pecuniary interest barred them from voting (Localism "
        "Act 2011 section 31(4)): that vote is not counted.",
    ]
    assert (
        "and voted, which section 31(4) of the Localism Act 2011 does not allow."
        in document["declarations"][0]["words"]
    )
    spoken = interests.record_speech_in_breach(row, at=at(13), by=clerk)
    assert interests.record_speech_in_breach(row, at=at(13), by=clerk) == spoken
    assert Action.objects.count() == 1, "both ask the monitoring officer once"
    words = take(room.minutes, at=at(13))["declarations"][0]["words"]
    assert "took part in the discussion and voted, which section 31(4)" in words
    assert "took no part" not in words


def test_r35_of_a_sensitive_interest_nobody_reads_who_granted_its_dispensation(room):
    declared(room, sensitive=True, **GRANTED | {"dispensed_by": f"the Committee on {SENSITIVE}"})
    document = take(room.minutes, at=at(13))
    assert "had a dispensation." in document["declarations"][0]["words"]
    assert SENSITIVE not in str(document)


def test_r33_there_is_no_breach_where_nothing_bars_and_none_is_left_without_its_interest(room, clerk):
    with pytest.raises(Refused, match="no interest that bars"):
        interests.record_speech_in_breach(declared(room, "Ned", kind="personal"), at=at(13), by=clerk)
    row, put = declared(room), motion(room)
    voting.show_of_hands(put, votes_for=3, votes_against=2, at=at(10, 30), by=clerk)
    breach = interests.record_vote_in_breach(row, put, "for", at=at(13), by=clerk)
    for act in (
        lambda: interests.undeclare(row, at=at(11), reason="Entered by mistake", by=clerk),
        lambda: voting.take_back(put, by=clerk),
    ):
        with pytest.raises(Refused, match="Remove the breach first"):
            act()
    interests.strike_out_breach(breach, by=clerk)
    assert not Breach.objects.exists() and not Action.objects.exists()


def test_r34_the_member_is_told_by_when_to_notify_and_the_mail_says_nothing_of_the_interest(
    room, clerk, django_capture_on_commit_callbacks
):
    User.objects.filter(person=room.people["mary"]).delete()
    mary = User.objects.create_user("mary@borsetshire.example", name="Mary", person=room.people["mary"])
    with django_capture_on_commit_callbacks(execute=True):
        declared(room, registered=False, nature=SENSITIVE)
    (sent,) = [one for one in mail.outbox if one.to == [mary.email]]
    assert "by Wednesday 18 May 2022, the end of 28 days beginning with the disclosure" in sent.body
    assert SENSITIVE not in sent.subject + sent.body and "Young Carers" not in sent.body
    assert AuditEntry.objects.filter(did="emailed about the duty to notify an interest").count() == 1


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
