"""Items are reached in their order, and none that is exempt before the public are excluded (R17-R19)."""

import pytest

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.law.exemption import ENACTMENTS, HEARING
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.state import Room
from meetings.models import Access, Exclusion, Paper, Result
from meetings.packs import snapshot
from tests.answers import refused
from tests.meetings.minutes.world import CONFIDENTIAL, CONTRACT, DAY, PLACEMENT, ROOM, at

CONTRACT_ITEM, PLACEMENT_ITEM, TERMS = (
    f"Contract of {CONTRACT}",
    f"Placement at {PLACEMENT}",
    f"Terms of {CONFIDENTIAL}",
)

ELEVEN = at(11)
WHY_OPEN = "It was marked exempt by mistake."


def shut(room, when=ELEVEN, items=None) -> Exclusion:
    """Exclude the public for the contract and the placement, or for `items`."""
    both = {room.item(CONTRACT_ITEM): (3,), room.item(PLACEMENT_ITEM): (1,)}
    named = both if items is None else items
    return excluding.exclude_public(room.minute("Exclusion"), items=named, at=when, by=room.clerk)


def reach(room, title, when):
    return minute_states.open_item(room.minute(title), at=when, by=room.clerk)


# The order of items


def test_reaching_an_item_ends_the_one_before(room, clerk):
    reach(room, "Declarations", at(10, 1))
    reach(room, "Young Carers", at(10, 5))
    again = reach(room, "Young Carers", at(10, 9))
    assert (again.opened_at, again.closed_at) == (at(10, 5), None)
    assert room.minute("Declarations").closed_at == at(10, 5)
    reach(room, "Fostering", at(10, 30))
    back = reach(room, "Young Carers", at(10, 40))
    assert (back.opened_at, back.closed_at) == (at(10, 5), None)
    assert Room.of(room.minutes).open_entry() == back


def test_an_item_entered_afterwards_ends_where_the_next_began_and_the_first_begins_the_meeting(world, clerk):
    reach(world, "Declarations", at(10, 1))
    world.minutes.refresh_from_db()
    assert world.minutes.began_at == at(10, 1)
    reach(world, "Fostering", at(10, 30))
    late = reach(world, "Young Carers", at(10, 5))
    assert (late.opened_at, late.closed_at) == (at(10, 5), at(10, 30))
    assert world.minute("Fostering").closed_at is None
    with pytest.raises(Refused, match="began at 10:01"):
        reach(world, "Work Programme", at(10))


def test_an_item_is_done_with_once_and_after_it_was_reached(room, clerk):
    minute = room.minute("Young Carers")
    with pytest.raises(Refused, match="has not started"):
        minute_states.close_item(minute, at=at(11), by=clerk)
    minute = reach(room, "Young Carers", at(10, 5))
    with pytest.raises(Refused, match="cannot end before it starts"):
        minute_states.close_item(minute, at=at(10, 4), by=clerk)
    minute_states.close_item(minute, at=at(10, 30), by=clerk)
    assert minute_states.close_item(minute, at=at(10, 31), by=clerk).closed_at == at(10, 30)
    resolving.agree_as_recommended(minute, at=at(10, 20), by=clerk)
    for opened, closed, words in (
        (at(9, 59), at(10, 29), "began at 10:00"),
        (None, None, "so it was reached"),
        (at(10, 6), at(10, 19), "ended at 10:19"),
    ):
        with pytest.raises(Refused, match=words):
            minute_states.set_item_times(minute, opened_at=opened, closed_at=closed, by=clerk)


def test_apologies_have_no_minute_until_somebody_says_so(room, clerk):
    with pytest.raises(Refused, match="has no minute"):
        reach(room, "Apologies", at(10, 1))
    minute = minute_states.omit(room.minute("Apologies"), omitted=False, by=clerk)
    reach(room, "Apologies", at(10, 1))
    with pytest.raises(Refused, match="Something is recorded"):
        minute_states.omit(minute, omitted=True, by=clerk)
    assert minute_states.omit(room.minute("Fostering"), omitted=True, by=clerk).omitted


def test_who_attended_for_an_item_is_on_the_list_of_the_meeting(room, clerk):
    guest = attendance.add_guest(room.minutes, name="Gus", by=clerk)
    minute = minute_states.attend_for(room.minute("Young Carers"), [guest], by=clerk)
    assert [one.name for one in minute.in_attendance.all()] == ["Gus"]
    with pytest.raises(Refused, match="named in the minutes"):
        attendance.remove_attendee(guest, by=clerk)
    minute_states.attend_for(minute, [], by=clerk)
    attendance.remove_attendee(guest, by=clerk)
    with pytest.raises(Refused, match="removed from attendance"):
        minute_states.attend_for(minute, [guest], by=clerk)


# R17


def test_r17_an_exempt_item_is_not_opened_before_the_exclusion(room, clerk):
    minute = room.minute(CONTRACT_ITEM)
    for act in (
        lambda: reach(room, CONTRACT_ITEM, at(11)),
        lambda: resolving.propose(minute, limbs=[LimbDraft("x")], by=clerk),
        lambda: minute_states.set_item_times(minute, opened_at=at(11), closed_at=None, by=clerk),
    ):
        with refused("R17", "is exempt"):
            act()
    shut(room)
    with refused("R17", "paragraph 3 of Schedule 12A"):
        reach(room, CONTRACT_ITEM, at(10, 59))
    assert reach(room, CONTRACT_ITEM, at(11, 1)).opened_at == at(11, 1)


def test_r17_the_exclusion_names_the_item_and_every_paragraph(room, clerk):
    contract = room.item(CONTRACT_ITEM)
    elsewhere = calendar.schedule(room.committee, DAY.replace(day=22), by=room.clerk).items.first()
    for items, words in (
        ({contract: (1,)}, "is exempt by paragraph 3 too"),
        ({contract: (3, 12)}, "paragraphs 1 to 7"),
        ({room.item("Fostering"): (3,)}, "not exempt"),
        ({elsewhere: (3,)}, "not on the agenda"),
    ):
        with refused("R17", words):
            shut(room, items=items)
    shut(room, items={contract: (3,)})
    with refused("R17", "is exempt"):
        reach(room, PLACEMENT_ITEM, at(11, 1))
    reach(room, CONTRACT_ITEM, at(11, 1))


def test_r17_a_motion_that_is_lost_or_tied_or_not_put_excludes_nobody(room, clerk):
    items = {room.item(CONTRACT_ITEM): (3,)}
    for votes in (None, (2, 4), (3, 3)):
        motion = excluding.move_exclusion(room.minute("Exclusion"), items=items, by=clerk)
        if votes:
            voting.show_of_hands(motion, votes_for=votes[0], votes_against=votes[1], at=ELEVEN, by=clerk)
        with refused("R17", "is exempt"):
            reach(room, CONTRACT_ITEM, at(11, 3))
    voting.cast(motion, casting="for", by=clerk)
    reach(room, CONTRACT_ITEM, at(11, 3))
    assert [one.resolution for one in Room.of(room.minutes).exclusions] == [motion]


def test_r17_what_was_taken_in_private_holds_the_exclusion_in_place(room, clerk):
    exclusion = shut(room)
    assert shut(room, at(11, 1)) == exclusion
    minute = reach(room, CONTRACT_ITEM, at(11, 1))
    with refused("R17", "while the public were excluded"):
        minute_states.set_access(minute, access=Access.OPEN, by=clerk)
    with refused("R17", "is exempt"):
        voting.take_back(exclusion.resolution, by=clerk)
    with refused("R17", "End it first"):
        excluding.readmit(exclusion, at=at(11, 20), by=clerk)
    minute_states.close_item(minute, at=at(11, 20), by=clerk)
    with refused("R17", "is exempt"):
        excluding.readmit(exclusion, at=at(11), by=clerk)
    with pytest.raises(Refused, match="cannot have been readmitted before"):
        excluding.readmit(exclusion, at=at(10, 59), by=clerk)
    assert excluding.readmit(exclusion, at=at(11, 20), by=clerk).readmitted_at == at(11, 20)
    assert excluding.readmit(exclusion, at=at(11, 30), by=clerk).readmitted_at == at(11, 20)
    with refused("R17", "is exempt"):
        reach(room, PLACEMENT_ITEM, at(11, 21))
    with refused("R17", "wording of an exclusion"):
        resolving.set_limbs(exclusion.resolution, [LimbDraft("x")], by=clerk)
    with refused("R17", "Choose the items to exclude"):
        limbs = [LimbDraft("the public be excluded", "exclusion")]
        resolving.propose(room.minute("Exclusion"), limbs=limbs, by=clerk)


def test_no_open_item_is_taken_while_the_public_are_excluded_but_the_one_under_which_they_were(room, clerk):
    with refused("R19", "Choose the items, and enter"):
        shut(room, items={})
    reach(room, "Exclusion", ELEVEN)
    exclusion = shut(room)
    minute = room.minute("Exclusion")
    minute_states.set_item_times(minute, opened_at=ELEVEN, closed_at=at(11, 1), by=clerk)
    with pytest.raises(Refused, match="Readmit them first"):
        reach(room, "Work Programme", at(11, 5))
    minute = room.minute("Work Programme")
    with refused("R17", "while the public were excluded"):
        minute_states.set_item_times(minute, opened_at=at(11, 5), closed_at=at(11, 10), by=clerk)
    excluding.readmit(exclusion, at=at(11, 5), by=clerk)
    reach(room, "Work Programme", at(11, 5))
    items = {room.item(PLACEMENT_ITEM): (1,)}
    with pytest.raises(Refused, match="moved in public"):
        excluding.move_exclusion(room.minute(CONTRACT_ITEM), items=items, by=clerk)


def test_r17_an_item_made_exempt_after_it_was_taken_in_public_is_refused(room, clerk):
    minute = reach(room, "Fostering", at(10, 30))
    with refused("R17", "is exempt"):
        minute_states.set_access(minute, access=Access.EXEMPT, paragraphs=(1,), by=clerk)
    with refused("R17", "Enter the paragraphs"):
        minute_states.set_access(minute, access=Access.EXEMPT, by=clerk)
    minute = minute_states.set_access(room.minute("Young Carers"), access=Access.EXEMPT, paragraphs=(2, 1), by=clerk)
    assert minute.paragraphs == "1,2"
    for reason in ("", "Mistake"):
        with pytest.raises(Refused, match="why the public may read the minute"):
            minute_states.set_access(minute, access=Access.OPEN, reason=reason, by=clerk)
    opened = minute_states.set_access(minute, access=Access.OPEN, reason=WHY_OPEN, by=clerk)
    assert opened.paragraphs == ""
    assert audit.trail_of(opened).first().facts["reason"] == WHY_OPEN


def test_r17_what_the_public_are_excluded_for_is_not_opened_before_it_is_reached(room, clerk):
    exclusion = shut(room)
    minute = room.minute(CONTRACT_ITEM)
    with refused("R17", "excluded for this item"):
        minute_states.set_access(minute, access=Access.OPEN, by=clerk)
    excluding.readmit(exclusion, at=at(11, 20), by=clerk)
    minute = minute_states.set_access(minute, access=Access.OPEN, reason=WHY_OPEN, by=clerk)
    with refused("R17", "while the public were excluded"):
        minute_states.set_item_times(minute, opened_at=at(11, 19), closed_at=None, by=clerk)
    with refused("R17", "while the public were excluded"):
        minute_states.say_taken(minute, taken=True, by=clerk)
    assert minute_states.set_item_times(minute, opened_at=at(11, 21), closed_at=None, by=clerk).opened_at == at(11, 21)


# R18


def test_r18_a_confidential_item_needs_no_resolution_and_none_is_moved_or_declined(room, clerk):
    terms = room.item(TERMS)
    with refused("R18", "the law itself excludes"):
        shut(room, items={terms: (3,)})
    with refused("R18", "without any choice"):
        minute_states.set_access(room.minute(TERMS), access=Access.OPEN, by=clerk)
    exclusion = shut(room)
    reach(room, TERMS, at(11, 10))
    with refused("R18", "End it first"):
        excluding.readmit(exclusion, at=at(11, 15), by=clerk)


# R19


def test_r19_where_part_two_is_empty_no_exclusion_is_recorded(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    minutes = opening.open_minutes(meeting, at=at(9), by=clerk)
    minute = minute_states.omit(minutes.entries.get(item__kind="exclusion"), omitted=False, by=clerk)
    item = meeting.items.get(kind="work_programme")
    with refused("R19", "There is nothing in Part Two"):
        excluding.exclude_public(minute, items={item: (3,)}, at=at(11), by=clerk)
    assert not Exclusion.objects.exists()


# Motions and what they say


def test_what_the_report_recommends_is_resolved_in_one_act(room, clerk):
    minute = room.minute("Young Carers")
    resolution = resolving.agree_as_recommended(minute, at=at(10, 20), by=clerk)
    limbs = [(limb.letter, limb.text, limb.kind, limb.recommended == limb.text) for limb in resolution.limbs.all()]
    assert limbs == [
        ("a", "the report be noted", "noted", True),
        ("b", "the Director be requested to report again in a year", "action", True),
    ]
    assert resolving.agree_as_recommended(minute, at=at(10, 20), by=clerk) == resolution
    with pytest.raises(Refused, match="No paper for this item"):
        resolving.agree_as_recommended(room.minute("Fostering"), at=at(10, 40), by=clerk)


def test_an_open_minute_takes_no_words_from_a_withheld_paper(room, clerk):
    minute = minute_states.set_access(room.minute(CONTRACT_ITEM), access=Access.OPEN, reason=WHY_OPEN, by=clerk)
    Paper.objects.filter(item=minute.item).update(recommendations=f"Buy it of {CONTRACT}")
    assert resolving.recommended_limbs(minute) == []
    minute = minute_states.set_access(minute, access=Access.EXEMPT, paragraphs=(3,), by=clerk)
    assert [draft.text for draft in resolving.recommended_limbs(minute)] == [f"Buy it of {CONTRACT}"]


def test_a_motion_is_moved_by_somebody_there_and_seconded_by_another(room, clerk):
    minute = room.minute("Fostering")
    limbs = [LimbDraft("it be noted")]
    guest = attendance.add_guest(room.minutes, name="Gus", by=clerk)
    mary, ned, colin = room.who("Mary"), room.who("Ned"), room.who("Colin")
    for mover, seconder, words in (
        (mary, mary, "cannot second what they moved"),
        (None, mary, "who moved it as well"),
        (guest, mary, "not of the committee"),
        (mary, colin, "Colin Coopted was not in the room"),
    ):
        with pytest.raises(Refused, match=words):
            resolving.propose(minute, limbs=limbs, mover=mover, seconder=seconder, by=clerk)
    motion = resolving.propose(minute, limbs=limbs, mover=mary, seconder=ned, by=clerk)
    assert resolving.propose(minute, limbs=limbs, by=clerk) == motion
    attendance.leave(mary, at=at(10, 20), by=clerk)
    reach(room, "Fostering", at(10, 30))
    with refused("R31", "Mary Member, MBE was not in the room"):
        voting.agree(motion, at=at(10, 40), by=clerk)
    resolving.set_movers(motion, mover=room.who("Nora"), seconder=ned, by=clerk)
    assert voting.agree(motion, at=at(10, 40), by=clerk).is_carried


def test_limbs_are_rewritten_in_place_and_withdrawn_motions_stay_withdrawn(room, clerk):
    minute = room.minute("Fostering")
    drafts = [LimbDraft("one"), LimbDraft("two", "action", asked_body="SSASPB")]
    motion = resolving.propose(minute, limbs=drafts, by=clerk)
    first = motion.limbs.first()
    resolving.set_limbs(motion, [LimbDraft("uno")], by=clerk)
    first.refresh_from_db()
    assert ([limb.text for limb in motion.limbs.all()], first.text) == (["uno"], "uno")
    for limbs in ([], [LimbDraft("  ")], [LimbDraft("x", "sung")]):
        with pytest.raises(Refused):
            resolving.set_limbs(motion, limbs, by=clerk)
        with pytest.raises(Refused):
            resolving.propose(minute, limbs=limbs, by=clerk)
    amendment = resolving.propose(minute, limbs=drafts, amends=motion, by=clerk)
    with pytest.raises(Refused, match="cannot amend another amendment"):
        resolving.propose(minute, limbs=drafts, amends=amendment, by=clerk)
    assert resolving.withdraw(motion, by=clerk).result == Result.WITHDRAWN
    amendment.refresh_from_db()
    assert amendment.result == Result.WITHDRAWN
    with pytest.raises(Refused, match="It is withdrawn"):
        voting.agree(motion, at=at(10, 40), by=clerk)


REGULATION = ENACTMENTS[HEARING].name
WHY = "A bidder would learn the price."


@pytest.fixture
def oral(room, clerk):
    agenda.add_item(room.meeting, title="Oral update on a contract", part=2, by=clerk)
    opening.catch_up(room.minutes, by=clerk)
    return room


def test_it_begins_private_and_the_room_asks_for_its_grounds(oral, desk):
    minute = oral.minute("Oral update")
    assert minute.waits and minute.omitted
    assert "Enter the paragraphs of Schedule 12A" in desk.get(f"{ROOM}{minute.pk}/").text
    form = desk.get(f"{ROOM}{minute.pk}/minuted/").context["form"]
    assert (form["access"].value(), form["has_minute"].value()) == (Access.EXEMPT, True)
    exclusion = oral.minute("Exclusion")
    page = desk.get(f"{ROOM}{exclusion.pk}/exclude/").context["form"]
    assert f"item-{minute.item_id}" in page.fields


def test_the_public_are_excluded_for_it_and_it_is_minuted(oral, clerk):
    item = oral.item("Oral update")
    with pytest.raises(Refused, match="not exempt"):
        excluding.exclude_public(oral.minute("Exclusion"), items={item: ()}, at=at(10, 30), by=clerk)
    assert oral.minute("Oral update").waits
    excluding.exclude_public(oral.minute("Exclusion"), items={item: (3,)}, at=at(10, 30), by=clerk)
    minute = minute_states.open_item(oral.minute("Oral update"), at=at(10, 31), by=clerk)
    assert (minute.access, minute.paragraphs, minute.omitted) == (Access.EXEMPT, "3", False)


def test_its_grounds_are_given_on_the_agenda_and_stand_in_the_motion(room, clerk):
    own = {"part": 2, "paragraphs": "1,3", "by": clerk}
    with pytest.raises(Refused, match="why the public interest in keeping this exempt"):
        agenda.add_item(room.meeting, title="Oral update on a contract", **own)
    item = agenda.add_item(room.meeting, title="Oral update on a contract", public_interest_reason=WHY, **own)
    opening.catch_up(room.minutes, by=clerk)
    minute = room.minute("Oral update")
    assert (minute.access, minute.paragraphs, minute.omitted) == (Access.EXEMPT, "1,3", False)
    lines = snapshot.exclusion_lines([snapshot._item(item, {}, DAY)])
    assert lines[0].startswith(f"Item {item.number} – paragraphs 1 and 3")
    agenda.edit_item(item, part=1, by=clerk)
    assert room.minute("Oral update").access == Access.OPEN
    with pytest.raises(Refused, match="1 to 7"):
        agenda.add_item(room.meeting, title="Another", public_interest_reason=WHY, **own | {"paragraphs": "8"})


def test_r68_a_hearing_is_closed_under_its_own_regulations_and_no_other_body_is(room, clerk, desk):
    own = {"part": 2, "paragraphs": str(HEARING), "public_interest_reason": WHY, "by": clerk}
    with pytest.raises(Refused, match="may not exclude the public under regulation 14"):
        agenda.add_item(room.meeting, title="The hearing, in private", **own)
    room.committee.other_ground = HEARING
    room.committee.save()
    meeting = type(room.meeting).objects.get(pk=room.meeting.pk)
    url = f"/desk/meetings/{meeting.committee.slug}/{meeting.slug}/items/new/"
    sent = {"title": "The hearing, in private", "kind": "business", "part": 2, "public_interest_reason": WHY}
    assert "or “regulation 14”" in desk.get(url).text
    assert desk.post(url, sent | {"paragraphs": "Regulation 14"}).status_code == 302
    opening.catch_up(room.minutes, by=clerk)
    minute = room.minute("The hearing")
    assert (minute.access, minute.paragraphs) == (Access.EXEMPT, str(HEARING))
    assert minute.marking.startswith(f"Not for publication by virtue of {REGULATION}. The public interest in")
    exclusion = room.minute("Exclusion")
    with pytest.raises(Refused, match="state every one"):
        excluding.exclude_public(exclusion, items={minute.item: (1,)}, at=at(10, 30), by=clerk)
    page = desk.get(f"{ROOM}{exclusion.pk}/exclude/").context["form"]
    assert page[f"item-{minute.item_id}"].value() == "regulation 14"
    excluding.exclude_public(exclusion, items={minute.item: (HEARING,)}, at=at(10, 30), by=clerk)
    moved = exclusion.resolutions.get()
    assert moved.limbs.get().text.endswith(f"items of business, under {REGULATION} as indicated below")
    assert minute_states.open_item(room.minute("The hearing"), at=at(10, 31), by=clerk).opened_at


def test_the_form_of_an_item_asks_for_grounds_in_part_two_alone(room, desk):
    url = f"/desk/meetings/{room.meeting.committee.slug}/{room.meeting.slug}/items/new/"
    sent = {"title": "Oral update", "kind": "business", "paragraphs": "1 and 3"}
    assert "considered in public" in desk.post(url, sent | {"part": 1}).text
    assert desk.post(url, sent | {"part": 2, "public_interest_reason": WHY}).status_code == 302
    assert room.meeting.items.get(title="Oral update").paragraphs == "1,3"
