"""The pages of the room: a clerk minutes a meeting with them from its beginning to its end."""

import datetime as dt

import pytest

from meetings.calendar import verbs as calendar
from meetings.minutes.document.minute_text import write_text
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.resolving import LimbDraft
from meetings.models import (
    AgendaItem,
    Attendee,
    Breach,
    Declaration,
    Exclusion,
    LimbKind,
    Minute,
    Minutes,
    MinutesState,
    Resolution,
    Result,
)
from tests.meetings import minuted
from tests.meetings.minutes import world as worlds
from tests.meetings.minutes.world import CONTRACT, at
from tests.staging import staged

pytestmark = pytest.mark.django_db
ROOM = "/desk/meetings/safeguarding/2022-04-21/minutes/"


@staged
def world(safeguarding, clerk):
    return worlds.make(safeguarding, clerk)


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def press(desk, path, status=302, **fields):
    """Post to a page of the room and hand back the answer."""
    answer = desk.post(ROOM + path, fields)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def limbs(*texts, **more):
    rows = {"limb-TOTAL_FORMS": len(texts), "limb-INITIAL_FORMS": 0, "limb-MIN_NUM_FORMS": 0, "limb-MAX_NUM_FORMS": 40}
    for number, text in enumerate(texts):
        rows |= {f"limb-{number}-text": text, f"limb-{number}-kind": "noted"}
    return rows | more


def test_before_it_is_opened_the_page_says_what_opening_does_and_one_button_opens_it(desk, safeguarding, clerk):
    world = worlds.make(safeguarding, clerk)
    Attendee.objects.all().delete()
    world.minutes.entries.all().delete()
    Minutes.objects.all().delete()
    page = said(desk.get(ROOM))
    assert "Young Carers" in page and "Open meeting" in page
    press(desk, "open/")
    press(desk, "open/")
    assert Minutes.objects.count() == 1
    assert "Attendance" in said(desk.get(ROOM, follow=True))


def test_a_cancelled_meeting_is_not_offered_to_be_opened(desk, safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 5, 12), by=clerk)
    calendar.cancel(meeting, reason="No business came in.", at=at(9), by=clerk)
    page = said(desk.get("/desk/meetings/safeguarding/2022-05-12/minutes/"))
    assert "so it has no minutes" in page and "Open meeting" not in page


def test_one_press_brings_everybody_in_and_one_press_each_sends_them_out(desk, world):
    assert "below the quorum of 3" in said(desk.get(ROOM, follow=True))
    press(desk, "people/all/")
    page = said(desk.get(ROOM, follow=True))
    assert "<strong>6</strong> who may vote" in page and "without a vote" in page
    press(desk, "clock/", time="10:40")
    press(desk, f"people/{world.who('Mary').pk}/act/", act="leave")
    page = said(desk.get(ROOM, follow=True))
    assert "<strong>5</strong> who may vote" in page and "Left at 10:40" in page


def test_whoever_was_brought_in_with_all_and_is_not_there_leaves_no_trace_before_the_meeting_begins(desk, world):
    press(desk, "people/all/")
    page = said(desk.get(ROOM, follow=True))
    assert 'value="absent"' in page and 'value="leave"' not in page
    press(desk, f"people/{world.who('Peter').pk}/act/", act="absent")
    assert not world.who("Peter").presences.exists()
    press(desk, "begin/")
    page = said(desk.get(ROOM, follow=True))
    assert 'value="leave"' in page and 'value="absent"' not in page


def test_nobody_is_absent_after_all_on_whose_vote_something_rests(desk, world):
    world.begin("Charles", "Vera", "Mary")
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/recommended/")
    answer = desk.post(ROOM + f"people/{world.who('Mary').pk}/act/", {"act": "absent"}, follow=True)
    assert "the quorum is 3" in said(answer)
    assert world.who("Mary").presences.exists()


def test_without_scripts_a_minute_saved_in_the_room_leads_back_there_after_a_clash_too(proper_officer, desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    assert '<input type="hidden" name="from" value="room">' in said(desk.get(f"{ROOM}{carers.pk}/"))
    sent = {"from": "room", "which": "text", "revision": carers.revision, "words": "Heard."}
    assert press(desk, f"text/{carers.pk}/", **sent).headers["Location"] == f"{ROOM}{carers.pk}/"
    carers.refresh_from_db()
    write_text(carers, text="<p>Theirs.</p>", revision=carers.revision, at=at(10, 12), by=proper_officer)
    clash = press(desk, f"text/{carers.pk}/", 409, **sent | {"words": "Mine."})
    assert '<input type="hidden" name="from" value="room">' in said(clash)


def test_what_is_refused_is_said_on_the_page(desk, world):
    world.begin()
    answer = desk.post(ROOM + f"people/{world.who('Mary').pk}/act/", {"act": "apologise"}, follow=True)
    assert "Mary Member" in said(answer) and "is recorded as having been there" in said(answer)


def test_what_is_saved_is_said_once_on_a_page_that_is_loaded(desk, world):
    world.begin()
    page = desk.post(ROOM + f"{world.minute('Young Carers').pk}/reach/", follow=True).content.decode()
    assert page.count("data-said") == 1


def test_with_htmx_a_refusal_stands_in_the_line_that_is_swapped_in(desk, world):
    world.begin()
    answer = desk.post(
        ROOM + f"people/{world.who('Mary').pk}/act/", {"act": "apologise"}, headers={"HX-Request": "true"}, follow=True
    )
    line = said(answer).split('id="room-said"')[1].split("</p>")[0]
    assert "room-said__error" in line and "is recorded as having been there" in line


def test_an_item_is_reached_agreed_as_recommended_and_done_with(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "the report be noted" in page and "Agree as recommended" in page
    press(desk, f"{carers.pk}/recommended/")
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "RESOLVED: That:" in page and "Agree as recommended" not in page.split("Keys, with")[0]
    press(desk, "clock/", time="10:20")
    press(desk, f"{carers.pk}/done/")
    carers.refresh_from_db()
    assert carers.closed_at == at(10, 20)
    assert world.minute("Fostering").opened_at == at(10, 20)


def test_limbs_differing_from_the_recommendation_show_the_difference(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    page = desk.get(f"{ROOM}{carers.pk}/resolution/")
    assert "Recommended: the report be noted" in said(page)
    rows = limbs("the report be welcomed", agreed="yes") | {"limb-0-recommended": "the report be noted"}
    press(desk, f"{carers.pk}/resolution/", **rows)
    assert "<del>noted</del><ins>welcomed</ins>" in said(desk.get(f"{ROOM}{carers.pk}/"))
    assert Resolution.objects.get().is_carried


def test_a_resolution_without_a_limb_is_refused_and_what_was_typed_stays(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    mary = world.who("Mary").pk
    answer = press(desk, f"{carers.pk}/resolution/", 422, **limbs("", mover=mary))
    assert said(answer).count("There is a problem") == 1 and f'value="{mary}" selected' in said(answer)
    assert not Resolution.objects.exists()


def test_a_motion_that_is_refused_by_its_verb_says_so_once_and_stays(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    mary = world.who("Mary").pk
    answer = press(desk, f"{carers.pk}/resolution/", 422, **limbs("the report be noted", mover=mary, seconder=mary))
    assert said(answer).count("There is a problem") == 1
    assert "the report be noted" in said(answer)
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("agreed", [{"agreed": "yes"}, {}], ids=["agreed at once", "by a show of hands"])
def test_a_motion_sent_twice_is_resolved_once(desk, world, agreed):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    form = limbs("the report be noted") | agreed
    press(desk, f"{carers.pk}/resolution/", **form)
    if not agreed:
        press(desk, f"resolutions/{Resolution.objects.get().pk}/vote/", votes_for=6, votes_against=0, abstentions=0)
    press(desk, f"{carers.pk}/resolution/", **form)
    assert Resolution.objects.get().is_carried
    press(desk, f"{carers.pk}/resolution/", **limbs("the report be sent to schools", agreed="yes"))
    assert Resolution.objects.count() == 2


def test_a_tie_leads_to_the_casting_vote(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    press(desk, f"{carers.pk}/resolution/", **limbs("the report be noted"))
    motion = Resolution.objects.get()
    names = [world.who(name) for name in worlds.VOTERS]
    votes = {f"vote-{one.pk}": "for" if number < 3 else "against" for number, one in enumerate(names)}
    answer = press(desk, f"resolutions/{motion.pk}/vote/names/", **votes)
    assert answer["Location"] == f"{ROOM}resolutions/{motion.pk}/casting/"
    motion.refresh_from_db()
    assert motion.result == Result.UNDETERMINED
    press(desk, f"resolutions/{motion.pk}/casting/", casting="for")
    motion.refresh_from_db()
    assert motion.is_carried
    assert "casting vote" in said(desk.get(f"{ROOM}{carers.pk}/"))


def test_a_show_of_hands_over_the_number_present_is_refused_with_what_was_typed(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    press(desk, f"{carers.pk}/resolution/", **limbs("the report be noted"))
    motion = Resolution.objects.get()
    answer = press(desk, f"resolutions/{motion.pk}/vote/", 422, votes_for=9, votes_against=0, abstentions=0)
    assert "could vote" in said(answer) and 'value="9"' in said(answer)


def test_a_member_with_an_interest_leaves_and_is_named_as_taking_no_part(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    fields = {"attendee": world.who("Mary").pk, "item": carers.item_id, "kind": "dpi", "nature": "Her firm."}
    press(desk, f"{carers.pk}/interest/", **fields, sensitive="False", registered="on", left_room="on")
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "did not take part" in page and "<strong>5</strong> who may vote" in page


def test_r17_an_exempt_item_is_not_reached_before_the_public_are_excluded_for_it(desk, world):
    world.begin()
    contract = world.minute(f"Contract of {CONTRACT}")
    press(desk, "clock/", time="11:00")
    answer = desk.post(f"{ROOM}{contract.pk}/reach/", follow=True)
    assert "exempt" in said(answer)
    contract.refresh_from_db()
    assert contract.opened_at is None
    exclusion = world.minute("Exclusion")
    press(desk, f"{exclusion.pk}/reach/")
    fields = {f"item-{contract.item_id}": "3", "mover": world.who("Charles").pk, "seconder": world.who("Vera").pk}
    press(desk, f"{exclusion.pk}/exclude/", **fields)
    assert Exclusion.objects.count() == 1
    press(desk, "clock/", time="11:01")
    press(desk, f"{contract.pk}/reach/")
    contract.refresh_from_db()
    assert contract.opened_at == at(11, 1)


def test_a_guest_and_a_substitute_are_added_and_are_here(desk, world):
    world.begin("Charles", "Vera", "Ned")
    press(desk, "people/new/", name="Dr Jane Moss", capacity="other", body="SSASPB", role_label="Chair")
    fields = {"person": world.people["sue"].pk, "replaces": world.people["mary"].pk}
    press(desk, "people/substitute/", **fields)
    page = said(desk.get(ROOM, follow=True))
    assert "Dr Jane Moss" in page and "Sue Substitute" in page and "for Mary Member" in page


def test_the_end_says_what_is_left_open_and_leads_to_the_writing_up(desk, world):
    world.begin()
    page = said(desk.get(f"{ROOM}end/"))
    assert "Young Carers" in page
    press(desk, "end/", time="11:30")
    world.minutes.refresh_from_db()
    assert world.minutes.state == MinutesState.DRAFT and world.minutes.ended_at == at(11, 30)


def test_the_room_asks_no_more_of_the_database_for_more_people_or_items(desk, world, django_assert_max_num_queries):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    press(desk, f"{carers.pk}/recommended/")
    with django_assert_max_num_queries(40):
        desk.get(f"{ROOM}{carers.pk}/")


@pytest.mark.parametrize(
    ("ended", "words"), [(False, "Minutes not finished"), (True, "Write up the minutes")], ids=["taken", "written up"]
)
def test_the_desk_says_what_the_minutes_need_and_leads_there(desk, world, ended, words):
    world.begin()
    if ended:
        press(desk, "end/", time="11:30")
    assert words in said(desk.get("/desk/"))
    assert words in said(desk.get("/desk/meetings/safeguarding/2022-04-21/"))


def test_a_meeting_just_held_waits_to_be_minuted_and_one_of_long_ago_does_not(desk, safeguarding, clerk, time_machine):
    worlds.make(safeguarding, clerk)
    Attendee.objects.all().delete()
    Minutes.objects.get().entries.all().delete()
    Minutes.objects.all().delete()
    time_machine.move_to("2022-04-25 09:00")
    assert "Minute the meeting" in said(desk.get("/desk/"))
    time_machine.move_to("2022-11-25 09:00")
    assert "Minute the meeting" not in said(desk.get("/desk/"))


def test_signed_minutes_are_shown_in_the_room_without_anything_to_press(desk, world, monkeypatch):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    press(desk, f"{carers.pk}/recommended/")
    monkeypatch.setattr(Minutes, "is_frozen", True)
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "RESOLVED: That:" in page and "can no longer be changed" in page
    room = page.split('class="room-top')[1].split("</main>")[0]
    assert "<button" not in room and "<form" not in room


def test_a_meeting_ended_by_mistake_is_reopened_with_the_reason(desk, world):
    world.begin()
    press(desk, "end/", time="11:30")
    assert "Reopen meeting" in said(desk.get(ROOM, follow=True))
    press(desk, "reopen/", 422, reason="")
    press(desk, "reopen/", reason="It was adjourned, not closed.")
    world.minutes.refresh_from_db()
    assert world.minutes.state == MinutesState.TAKING
    assert "Reopen meeting" not in said(desk.get(ROOM, follow=True))


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


def test_the_end_has_to_be_given_where_it_is_not_now(desk, world):
    world.begin()
    answer = press(desk, "end/", 422, time="")
    assert "Enter the time the meeting ended" in said(answer)
    world.minutes.refresh_from_db()
    assert world.minutes.ended_at is None


def test_no_end_and_no_departure_is_recorded_that_is_still_to_come(desk, world, time_machine):
    world.begin()
    time_machine.move_to(at(10, 20), tick=False)
    mary = world.who("Mary")
    presence = mary.presences.get()
    for path, sent in (
        ("end/", {"time": "23:00"}),
        (f"people/{mary.pk}/", {"presence": presence.pk, "arrived": "10:00", "left": "23:00"}),
    ):
        assert "cannot have" in said(press(desk, path, 422, **sent)) or pytest.fail(path)
    world.minutes.refresh_from_db()
    presence.refresh_from_db()
    assert (world.minutes.ended_at, presence.left_at) == (None, None)
    # The clock on the wall may be a little ahead.
    press(desk, "end/", time="10:22")


def test_an_end_given_again_with_another_time_is_told_that_it_has_ended(desk, world):
    world.begin()
    press(desk, "end/", time="12:00")
    assert "ended at 12:00 already. Correct its times" in said(press(desk, "end/", 422, time="12:10"))
    press(desk, "end/", time="12:00")
    world.minutes.refresh_from_db()
    assert world.minutes.ended_at == at(12)


def test_times_in_the_room_are_added_put_right_and_struck_out_on_the_page_of_the_person(desk, world):
    mary = world.who("Mary")
    page = f"people/{mary.pk}/"
    press(desk, page, presence="new", arrived="10:00", left="10:40", reason="Another meeting")
    stay = mary.presences.get()
    assert (stay.arrived_at, stay.left_at) == (at(10), at(10, 40))
    answer = press(desk, page, 422, presence="new", arrived="10:30", left="")
    assert "the times overlap" in said(answer) and 'value="10:30"' in said(answer)
    assert 'value="10:40"' in said(desk.get(ROOM + page))
    press(desk, page, presence=stay.pk, arrived="10:05", left="10:40")
    assert mary.presences.get().arrived_at == at(10, 5)
    press(desk, page, presence=stay.pk, strike="yes")
    assert not mary.presences.exists()


def test_a_guest_comes_off_the_list_and_a_member_on_a_screen_is_not_counted(desk, world):
    world.begin()
    press(desk, "people/new/", name="Dr Jane Moss", capacity="other")
    jane = Attendee.objects.get(name="Dr Jane Moss")
    press(desk, f"people/{jane.pk}/act/", act="remove")
    assert not Attendee.objects.filter(pk=jane.pk).exists()
    press(desk, f"people/{world.who('Mary').pk}/act/", act="on_screen")
    press(desk, f"people/{world.who('Ned').pk}/act/", act="no_vote")
    assert "<strong>4</strong> who may vote" in said(desk.get(ROOM, follow=True))


def test_the_times_of_an_item_are_put_right_and_keep_their_seconds_where_they_are_left(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    reached = at(10, 10).replace(second=42)
    Minute.objects.filter(pk=carers.pk).update(opened_at=reached)
    fields = {"has_minute": "on", "access": "open", "opened": "10:10", "closed": "10:25"}
    press(desk, f"{carers.pk}/minuted/", **fields)
    carers.refresh_from_db()
    assert (carers.opened_at, carers.closed_at) == (reached, at(10, 25))
    assert 'value="10:25"' in said(desk.get(f"{ROOM}{carers.pk}/minuted/"))
    answer = press(desk, f"{carers.pk}/minuted/", 422, **fields | {"closed": "10:05"})
    assert "An item cannot end before it starts." in said(answer)


def test_by_when_a_resolution_asks_is_offered_in_the_room_and_taken_with_one_button(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    asks = LimbDraft("the Director be asked to report back within two months", LimbKind.NOTED)
    motion = resolving.propose(carers, limbs=[asks], by=world.clerk)
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "no date yet. “within two months” is 21 June 2022" in page and "Use 21 June 2022" in page
    assert 'value="2022-06-21"' in said(desk.get(f"{ROOM}resolutions/{motion.pk}/")), "the form begins with it"
    press(desk, f"limbs/{motion.limbs.get().pk}/due/")
    assert motion.limbs.get().due_on == dt.date(2022, 6, 21)
    assert "Use 21 June 2022" not in said(desk.get(f"{ROOM}{carers.pk}/"))


def test_what_the_report_recommends_to_ask_begins_with_its_date(desk, world):
    world.begin()
    report = resolving.recommended_limbs(world.minute("Young Carers"))
    assert [(draft.kind, draft.due_on) for draft in report] == [
        (LimbKind.NOTED, None),
        (LimbKind.ACTION, dt.date(2023, 4, 21)),
    ]


def test_a_vote_in_breach_of_an_interest_is_recorded_in_the_room_and_who_is_barred_is_not_offered(desk, world):
    world.begin()
    carers = world.minute("Young Carers")
    press(desk, "clock/", time="10:10")
    press(desk, f"{carers.pk}/reach/")
    mary = world.who("Mary")
    fields = {"attendee": mary.pk, "item": carers.item_id, "kind": "dpi", "nature": "Owns it.", "sensitive": "False"}
    answer = desk.post(f"{ROOM}{carers.pk}/interest/", fields, follow=True)
    duty = "must notify the monitoring officer by Wednesday 18 May 2022. They have no sign-in, so tell them."
    assert duty in said(answer)
    form = said(desk.get(f"{ROOM}{carers.pk}/resolution/"))
    assert "Ned Newman" in form and "Mary Member" not in form
    motion = resolving.propose(carers, limbs=[LimbDraft("the report be noted")], by=world.clerk)
    assert "Mary Member" not in said(desk.get(f"{ROOM}resolutions/{motion.pk}/vote/names/"))
    press(desk, f"resolutions/{motion.pk}/vote/", votes_for="3", votes_against="2", abstentions="0")
    interest = Declaration.objects.get()
    page = said(desk.get(f"{ROOM}interests/{interest.pk}/breach/"))
    assert "Voted against: that the report be noted" in page
    press(desk, f"interests/{interest.pk}/breach/", what=f"{motion.pk}-against")
    page = said(desk.get(f"{ROOM}{carers.pk}/"))
    assert "voted against, not counted" in page and "that vote is not counted" in page
    press(desk, f"breaches/{Breach.objects.get().pk}/remove/")
    assert not Breach.objects.exists()


def test_the_room_leads_to_no_minutes_that_were_never_taken_here(desk, world, safeguarding, clerk):
    earlier = minuted.schedule(safeguarding, dt.date(2022, 3, 3), clerk)
    item = world.item("Minutes")
    AgendaItem.objects.filter(pk=item.pk).update(minutes_of=earlier)
    page = f"/desk/meetings/safeguarding/2022-04-21/minutes/{world.minute('Minutes').pk}/"
    to_confirm = f"/desk/meetings/safeguarding/{earlier.slug}/minutes/confirm/"
    shown = desk.get(page).text
    assert to_confirm not in shown and "are not on this portal" in shown
    assert desk.get(f"/desk/meetings/safeguarding/{earlier.slug}/minutes/").status_code == 200
    opening.open_minutes(earlier, at=at(9), by=clerk)
    assert f'href="{to_confirm}"' in desk.get(page).text
    assert desk.get(to_confirm).status_code == 200


def test_a_part_is_due_no_earlier_than_its_meeting_and_is_not_lost_for_want_of_words(desk, room):
    path = f"{room.minute('Fostering').pk}/resolution/"
    early = limbs("a letter be sent", **{"limb-0-kind": "action", "limb-0-due_on": "2020-01-01"})
    assert "The date is before the meeting" in said(press(desk, path, 422, **early))
    half = limbs("the report be noted", "", **{"limb-1-kind": "action", "limb-1-due_on": "2022-06-01"})
    assert "Row 2, that: Enter the wording of this part" in said(press(desk, path, 422, **half))
    assert not Resolution.objects.exists()


def test_a_guest_is_one_of_the_register_or_a_name(desk, room, officer):
    both = {"person": officer.person.pk, "name": "Somebody Else", "capacity": "officer"}
    assert "not both" in said(press(desk, "people/new/", 422, **both))
