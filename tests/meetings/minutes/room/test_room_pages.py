"""The pages of the room: a clerk minutes a meeting with them from its beginning to its end."""

import datetime as dt

from committee.models import User
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Breach, Declaration, LimbKind, Minute, MinutesState, Resolution
from tests.answers import words as said
from tests.meetings.minutes.world import ROOM, at


def press(desk, path, status=302, **fields):
    """Post to a page of the room and hand back the answer."""
    answer = desk.post(ROOM + path, fields)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def limbs(*texts, **more):
    rows = {"limb-TOTAL_FORMS": len(texts), "limb-INITIAL_FORMS": 0, "limb-MIN_NUM_FORMS": 0, "limb-MAX_NUM_FORMS": 40}
    for number, text in enumerate(texts):
        rows |= {f"limb-{number}-text": text, f"limb-{number}-kind": "noted"}
    return rows | more


def taken_up(desk, world) -> Minute:
    """Begin the meeting, and reach Young Carers at 10:10."""
    carers = world.begin().minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    return carers


def test_one_press_brings_everybody_in_and_one_press_each_sends_them_out(desk, world):
    assert "below the quorum of 3" in said(desk.get(ROOM, follow=True))
    press(desk, "people/all/")
    page = said(desk.get(ROOM, follow=True))
    assert "<strong>6</strong> who may vote" in page and "without a vote" in page
    assert 'value="absent"' in page and 'value="leave"' not in page, "before it begins nobody has left"
    press(desk, f"people/{world.who('Peter').pk}/act/", act="absent")
    assert not world.who("Peter").presences.exists()
    press(desk, "begin/", person=world.people["charles"].pk)
    press(desk, "clock/", time="10:40")
    press(desk, f"people/{world.who('Mary').pk}/act/", act="leave")
    page = said(desk.get(ROOM, follow=True))
    assert "<strong>4</strong> who may vote" in page and "Left at 10:40" in page and 'value="absent"' not in page


def test_an_item_is_reached_agreed_as_recommended_and_done_with(desk, world):
    carers = world.begin().minute("Young Carers")
    press(desk, "clock/", time="10:10")
    page = desk.post(f"{ROOM}{carers.pk}/reach/", follow=True)
    assert page.text.count("data-said") == 1
    assert "the report be noted" in said(page) and "Agree as recommended" in said(page)
    press(desk, f"{carers.pk}/recommended/")
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "RESOLVED: That:" in page and "Agree as recommended" not in page.split("Keys, with")[0]
    press(desk, "clock/", time="10:20")
    press(desk, f"{carers.pk}/done/")
    carers.refresh_from_db()
    assert carers.closed_at == at(10, 20)
    assert world.minute("Fostering").opened_at == at(10, 20)


def test_a_motion_of_more_parts_than_the_page_has_gets_more_rows_and_loses_nothing(desk, world):
    path = f"{ROOM}{taken_up(desk, world).pk}/resolution/"
    answer = desk.post(path, limbs("the report be noted", "it be sent on", "a", "b", more="yes"))
    assert answer.status_code == 200 and len(answer.context["formset"].forms) == 7 and not Resolution.objects.exists()
    assert "the report be noted" in said(answer) and 'value="7"' in said(answer)
    full = desk.post(path, limbs(*["a"] * 39, more="yes"))
    assert len(full.context["formset"].forms) == 40
    shown = full.context["formset"].data["limb-TOTAL_FORMS"]
    press(desk, path.removeprefix(ROOM), **limbs(*["a"] * 40) | {"limb-TOTAL_FORMS": shown})
    assert Resolution.objects.get().limbs.count() == 40


def test_a_motion_that_is_refused_says_so_once_and_stays_and_one_that_differs_shows_how(desk, world):
    carers, mary, words = taken_up(desk, world), world.who("Mary").pk, "the report be noted"
    answer = press(desk, f"{carers.pk}/resolution/", 422, **limbs(words, mover=mary, seconder=mary))
    assert said(answer).count("There is a problem") == 1
    assert words in said(answer) and f'value="{mary}" selected' in said(answer)
    assert not Resolution.objects.exists()
    rows = limbs("the report be welcomed", agreed="yes") | {"limb-0-recommended": "the report be noted"}
    press(desk, f"{carers.pk}/resolution/", **rows)
    assert "<del>noted</del><ins>welcomed</ins>" in said(desk.get(f"{ROOM}{carers.pk}/"))


def test_the_meeting_is_ended_with_a_time_and_reopened_with_a_reason(desk, world):
    world.begin()
    assert "Enter the time the meeting ended" in said(press(desk, "end/", 422, time=""))
    press(desk, "end/", time="11:30")
    world.minutes.refresh_from_db()
    assert world.minutes.state == MinutesState.DRAFT and world.minutes.ended_at == at(11, 30)
    press(desk, "reopen/", reason="It was adjourned, not closed.")
    world.minutes.refresh_from_db()
    assert world.minutes.ended_at is None


def test_written_up_on_another_day_each_act_is_recorded_at_the_last_time_so_that_items_stay_in_order(desk, world):
    world.begin()
    carers, fostering = world.minute("Young Carers"), world.minute("Fostering")
    press(desk, "clock/", time="10:30")
    press(desk, f"{carers.pk}/reach/")
    press(desk, "clock/", time="10:30", run="yes")
    page = said(desk.get(ROOM, follow=True))
    assert "<strong>10:30</strong>, the last time in these minutes" in page
    press(desk, f"{carers.pk}/done/")
    fostering.refresh_from_db()
    assert fostering.opened_at == at(10, 30) and fostering.closed_at is None


def test_times_in_the_room_are_added_put_right_and_struck_out_on_the_page_of_the_person(desk, world):
    mary = world.who("Mary")
    page = f"people/{mary.pk}/"
    press(desk, page, presence="new", arrived="10:00", left="10:40", reason="Another meeting")
    stay = mary.presences.get()
    assert (stay.arrived_at, stay.left_at) == (at(10), at(10, 40))
    answer = press(desk, page, 422, presence="new", arrived="10:30", left="")
    assert "the times overlap" in said(answer) and 'value="10:30"' in said(answer)
    press(desk, page, presence=stay.pk, arrived="10:05", left="10:40")
    assert mary.presences.get().arrived_at == at(10, 5)
    press(desk, page, presence=stay.pk, strike="yes")
    assert not mary.presences.exists()


def test_the_times_of_an_item_are_put_right_and_keep_their_seconds_where_they_are_left(desk, world):
    carers = taken_up(desk, world)
    reached = at(10, 10).replace(second=42)
    Minute.objects.filter(pk=carers.pk).update(opened_at=reached)
    fields = {"has_minute": "on", "access": "open", "opened": "10:10", "closed": "10:25"}
    press(desk, f"{carers.pk}/minuted/", **fields)
    carers.refresh_from_db()
    assert (carers.opened_at, carers.closed_at) == (reached, at(10, 25))
    answer = press(desk, f"{carers.pk}/minuted/", 422, **fields | {"closed": "10:05"})
    assert "An item cannot end before it starts." in said(answer)
    path = f"{world.minute('Fostering').pk}/minuted/"
    for taken in ({"taken": "on"}, {}):
        press(desk, path, has_minute="on", access="open", **taken)
        assert world.minute("Fostering").taken is bool(taken)


def test_by_when_a_resolution_asks_is_offered_in_the_room_and_taken_with_one_button(desk, world):
    carers = taken_up(desk, world)
    asks = LimbDraft("the Director be asked to report back within two months", LimbKind.NOTED)
    motion = resolving.propose(carers, limbs=[asks], by=world.clerk)
    assert "no date yet. “within two months” is 21 June 2022" in said(desk.get(f"{ROOM}{carers.pk}/"))
    press(desk, f"limbs/{motion.limbs.get().pk}/due/")
    assert motion.limbs.get().due_on == dt.date(2022, 6, 21)


def test_a_vote_in_breach_of_an_interest_is_recorded_in_the_room(desk, world):
    carers, mary = taken_up(desk, world), world.who("Mary")
    User.objects.filter(person=mary.person_id).update(is_active=False)
    fields = {"attendee": mary.pk, "item": carers.item_id, "kind": "dpi", "nature": "Owns it.", "sensitive": "False"}
    answer = desk.post(f"{ROOM}{carers.pk}/interest/", fields, follow=True)
    duty = "must notify the monitoring officer by Wednesday 18 May 2022. They have no sign-in, so tell them."
    assert duty in said(answer) and "<strong>5</strong> who may vote" in said(answer)
    motion = resolving.propose(carers, limbs=[LimbDraft("the report be noted")], by=world.clerk)
    press(desk, f"resolutions/{motion.pk}/vote/", votes_for="3", votes_against="2", abstentions="0")
    interest = Declaration.objects.get()
    page = said(desk.get(f"{ROOM}interests/{interest.pk}/breach/"))
    assert "Voted against: that the report be noted" in page
    press(desk, f"interests/{interest.pk}/breach/", what=f"{motion.pk}-against")
    assert "voted against, not counted" in said(desk.get(f"{ROOM}{carers.pk}/"))
    press(desk, f"breaches/{Breach.objects.get().pk}/remove/")
    assert not Breach.objects.exists()


def test_a_part_is_due_no_earlier_than_its_meeting_and_is_not_lost_for_want_of_words(desk, room, officer):
    path = f"{room.minute('Fostering').pk}/resolution/"
    early = limbs("a letter be sent", **{"limb-0-kind": "action", "limb-0-due_on": "2020-01-01"})
    assert "The date is before the meeting" in said(press(desk, path, 422, **early))
    half = limbs("the report be noted", "", **{"limb-1-kind": "action", "limb-1-due_on": "2022-06-01"})
    assert "Row 2, that: Enter the wording of this part" in said(press(desk, path, 422, **half))
    assert not Resolution.objects.exists()
    press(desk, path, **early | {"limb-0-due_on": "2022-04-21"})
    assert Resolution.objects.exists(), "the day of the meeting itself is not before it"
    both = {"person": officer.person.pk, "name": "Somebody Else", "capacity": "officer"}
    assert "not both" in said(press(desk, "people/new/", 422, **both))
