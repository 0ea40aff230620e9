"""An item's place in the year and at its meeting, and two who change one item at once."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import AuditEntry
from meetings.calendar import verbs as calendar
from tests.answers import client_of
from tests.answers import words as text_of
from tests.staging import staged
from tests.workprogramme import world as worlds
from tests.workprogramme.considered import ACT
from tests.workprogramme.items.test_items import address
from tests.workprogramme.items.test_items import words as filled
from tests.workprogramme.outcomes.test_asking_outcomes import desk_page, page_of, sent
from tests.workprogramme.world import AT, ON
from workprogramme.document import document
from workprogramme.items import follow_ups, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.scheduling import beside, put_earlier, put_later
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import ItemState, LeadRole, Origin, ProgrammeItem, Purpose
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import mark_of
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions.verbs import suggest, take_up


def test_an_item_is_moved_with_a_reason_and_to_a_meeting_of_its_committee_in_this_year_or_the_next(
    world, safeguarding, planning, clerk
):
    june, far = (calendar.schedule(safeguarding, dt.date(year, 6, 16), by=clerk) for year in (2022, 2023))
    other = calendar.schedule(planning, worlds.DAYS[0], by=clerk)
    for item, meeting, reason, why in (
        (world.scheduled, world.meetings[1], "", "why it is moved"),
        (world.tbc, other, "", "another committee"),
        (world.tbc, far, "for cause", "nor in the year after"),
        (world.standing, world.meetings[0], "", "standing item does not have its own meeting"),
    ):
        with pytest.raises(Refused, match=why):
            scheduling.schedule(item, meeting, reason=reason, on=ON, at=AT, by=clerk)
    world.scheduled.refresh_from_db()
    assert world.scheduled.meeting == world.meetings[0]
    assert scheduling.schedule(world.tbc, june, on=ON, at=AT, by=clerk).meeting == june


def test_a_withdrawn_item_keeps_its_reason_and_cannot_be_moved_any_more(world, clerk):
    scheduling.withdraw(world.scheduled, reason="Asked for by no one any more", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="at its end"):
        scheduling.schedule(world.scheduled, world.meetings[1], reason="for cause", on=ON, at=AT, by=clerk)


def considered(item, by, on=dt.date(2021, 7, 7)):
    return scheduling.mark_considered(item, on=on, at=AT, by=by)


def test_an_item_that_waited_is_scheduled_without_a_reason_and_put_back_with_one(world, clerk):
    scheduling.schedule(world.tbc, world.meetings[2], on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="why it is moved"):
        scheduling.put_back(world.tbc, reason="", on=ON, at=AT, by=clerk)
    now = scheduling.put_back(world.tbc, reason="Awaiting the report", on=ON, at=AT, by=clerk)
    assert (now.state, now.meeting) == (ItemState.TBC, None)


def test_moving_an_item_to_where_it_is_leaves_no_step(world, clerk):
    scheduling.schedule(world.scheduled, world.meetings[0], on=ON, at=AT, by=clerk)
    assert world.scheduled.moves.count() == 1


def test_a_cancelled_meeting_is_refused_and_an_item_leaves_it_even_from_its_agenda(world, clerk):
    on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    calendar.cancel(world.meetings[0], reason="Heavy Snow", at=AT, by=clerk)
    with pytest.raises(Refused, match="is cancelled"):
        scheduling.schedule(world.tbc, world.meetings[0], on=ON, at=AT, by=clerk)
    now = scheduling.schedule(world.scheduled, world.meetings[1], reason="Heavy Snow", on=ON, at=AT, by=clerk)
    assert (now.state, now.agenda_item) == (ItemState.SCHEDULED, None)


def test_an_item_on_an_agenda_has_a_page_to_move_it_until_it_is_considered(world, clerk):
    on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    page, desk = address(world.scheduled, "move"), client_of(clerk)
    assert desk.get(page).status_code == 200
    considered(world.scheduled, clerk)
    assert desk.get(page).status_code == 404
    late = desk.post(page, {"to": "tbc", "reason": "The report is late"})
    assert late.status_code == 422 and "The item has been considered" in late.text and "is late" in late.text


def test_an_item_is_considered_on_the_day_of_its_meeting_and_not_before(world, clerk):
    with pytest.raises(Refused, match="which is in the future"):
        considered(world.scheduled, clerk, on=ON)
    with pytest.raises(Refused, match="no meeting and no day"):
        considered(world.tbc, clerk)
    now = considered(world.scheduled, clerk)
    assert (now.state, now.moves.last().on) == (ItemState.CONSIDERED, worlds.DAYS[0])


def test_what_has_been_considered_and_that_alone_is_closed_not_moved_withdrawn_or_merged(world, clerk):
    with pytest.raises(Refused, match="Only what has been considered"):
        scheduling.close(world.tbc, on=ON, at=AT, by=clerk)
    considered(world.scheduled, clerk)
    for act in (
        lambda: scheduling.schedule(world.scheduled, world.meetings[1], reason="for cause", on=ON, at=AT, by=clerk),
        lambda: scheduling.withdraw(world.scheduled, reason="for cause", on=ON, at=AT, by=clerk),
        lambda: scheduling.merge(world.scheduled, world.tbc, reason="for cause", on=ON, at=AT, by=clerk),
    ):
        with pytest.raises(Refused, match="has been considered"):
            act()
    assert scheduling.close(world.scheduled, on=ON, at=AT, by=clerk).state == ItemState.CLOSED


def test_an_item_is_merged_into_another_that_goes_on(world, clerk):
    now = scheduling.merge(world.tbc, world.scheduled, reason="Joint review", on=ON, at=AT, by=clerk)
    assert (now.state, now.merged_into, now.ended_reason) == (ItemState.MERGED, world.scheduled, "Joint review")
    with pytest.raises(Refused, match="has already ended"):
        scheduling.merge(world.scheduled, world.tbc, reason="for cause", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="into itself"):
        scheduling.merge(world.scheduled, world.scheduled, reason="for cause", on=ON, at=AT, by=clerk)


def test_a_suggestion_is_turned_down_or_merged_and_stays_private(world, clerk):
    first, second = (
        items.add_item(world.programme, title="Idea", state=ItemState.SUGGESTED, on=ON, at=AT, by=PORTAL) for _ in "ab"
    )
    with pytest.raises(Refused, match="decline it instead"):
        scheduling.withdraw(first, reason="for cause", on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="Accept it first"):
        scheduling.merge(world.tbc, first, reason="for cause", on=ON, at=AT, by=clerk)
    scheduling.decline(first, reason="Not ours", on=ON, at=AT, by=clerk)
    merged = scheduling.merge(second, world.tbc, reason="The same", on=ON, at=AT, by=clerk)
    assert (merged.state, merged.state_words) == (ItemState.DECLINED, "Merged")
    assert not ProgrammeItem.objects.public().filter(title="Idea").exists()
    with pytest.raises(Refused, match="withdraw it instead"):
        scheduling.decline(world.tbc, reason="for cause", on=ON, at=AT, by=clerk)


AFTER = dt.date(2021, 7, 7)
A_YEAR_ON = dt.date(2022, 7, 6)


def follow(item, by, on=AFTER, **fields):
    return follow_ups.propose_follow_up(item, on=on, at=AT, by=by, **fields)


def test_a_follow_up_waits_to_be_scheduled_with_the_same_leads_and_says_what_it_follows(world, clerk, officer):
    made = follow(world.scheduled, clerk, details="Have the waiting lists gone down?")
    world.scheduled.refresh_from_db()
    assert (made.state, made.title, made.purpose) == (ItemState.TBC, "Young Carers", Purpose.FOLLOW_UP)
    assert (made.follow_up_of, made.origin, made.origin_meeting) == (world.scheduled, Origin.MINUTE, world.meetings[0])
    assert [str(lead) for lead in made.leads.all()] == [str(lead) for lead in world.scheduled.leads.all()]
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_what_has_not_been_considered_has_no_follow_up(world, clerk):
    for item in (world.scheduled, world.tbc):
        with pytest.raises(Refused, match="has not been considered"):
            follow(item, clerk, on=ON)


def test_a_look_back_goes_to_the_programme_of_its_year(world, safeguarding, next_year, clerk):
    later = programmes.open_programme(safeguarding, next_year, at=AT, by=clerk)
    assert follow(world.scheduled, clerk, wanted_on=A_YEAR_ON).programme == later


def test_a_look_back_to_a_year_without_a_programme_stays_here_and_comes_along(world, next_year, clerk):
    made = follow(world.scheduled, clerk, wanted_on=A_YEAR_ON)
    assert made.programme == world.programme
    new = rolling.roll_forward(world.programme, next_year, on=AFTER, at=AT, by=clerk)
    assert new.items.get(rolled_from=made).wanted_on == A_YEAR_ON


def test_a_closed_item_is_followed_up_after_all(world, clerk):
    scheduling.mark_considered(world.scheduled, on=AFTER, at=AT, by=clerk)
    scheduling.close(world.scheduled, on=AFTER, at=AT, by=clerk)
    follow(world.scheduled, clerk)
    world.scheduled.refresh_from_db()
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_a_standing_item_stands_while_something_of_it_is_followed_up(world, clerk):
    follow(world.standing, clerk, title="Serious violence duty")
    world.standing.refresh_from_db()
    assert world.standing.state == ItemState.STANDING


@staged
def three(safeguarding, year, clerk, officer):
    made = worlds.make(safeguarding, year, clerk, officer)
    for title in ("Neglect in families", "Kinship"):
        items.add_item(made.programme, title=title, meeting=made.meetings[0], on=ON, at=AT, by=clerk)
    return made


def order(three):
    return [item.title for item in beside(three.scheduled)]


def test_an_item_changes_places_with_the_one_beside_it(three, clerk):
    assert order(three) == ["Young Carers", "Neglect in families", "Kinship"]
    assert put_later(three.scheduled, by=clerk).title == "Neglect in families"
    assert order(three) == ["Neglect in families", "Young Carers", "Kinship"]
    kinship = ProgrammeItem.objects.get(title="Kinship")
    put_earlier(kinship, by=clerk)
    put_earlier(kinship, by=clerk)
    assert order(three) == ["Kinship", "Neglect in families", "Young Carers"]
    first = document.take(three.programme, on=ON)["meetings"][0]
    assert [row["title"] for row in first["rows"]] == order(three)
    assert "put earlier" in AuditEntry.objects.latest("pk").did


def test_items_that_had_the_same_position_are_parted(three, clerk):
    ProgrammeItem.objects.update(position=0)
    put_later(three.scheduled, by=clerk)
    assert order(three) == ["Neglect in families", "Young Carers", "Kinship"]


def test_what_was_withdrawn_is_passed_over(three, clerk):
    middle = ProgrammeItem.objects.get(title="Neglect in families")
    scheduling.withdraw(middle, reason="Not wanted", on=ON, at=AT, by=clerk)
    put_later(three.scheduled, by=clerk)
    assert order(three) == ["Kinship", "Young Carers"]


def test_the_first_the_last_what_has_no_meeting_and_what_was_considered_stay_where_they_are(three, clerk):
    with pytest.raises(Refused, match="first item of its meeting"):
        put_earlier(three.scheduled, by=clerk)
    with pytest.raises(Refused, match="last item of its meeting"):
        put_later(ProgrammeItem.objects.get(title="Kinship"), by=clerk)
    with pytest.raises(Refused, match="no meeting"):
        put_later(three.tbc, by=clerk)
    scheduling.mark_considered(three.scheduled, on=three.meetings[0].date, at=AT, by=clerk)
    with pytest.raises(Refused, match="considered"):
        put_later(three.scheduled, by=clerk)


@staged
def item(safeguarding, year, clerk, officer):
    return worlds.make(safeguarding, year, clerk, officer).scheduled


def again(item: ProgrammeItem) -> ProgrammeItem:
    return ProgrammeItem.objects.get(pk=item.pk)


def begun(client, item: ProgrammeItem) -> dict[str, str]:
    """Return the mark in the form of a page just opened that says what it began from."""
    return {"began_from": client.get(address(item, "edit")).context["form"]["began_from"].value()}


def test_the_second_of_two_is_told_who_changed_what_and_may_put_theirs_in_its_place(item, clerk, by_scrutiny):
    began = begun(by_scrutiny, item)
    items.edit_item(item, title="Young carers in schools", details="Which schools?", by=clerk)
    items.set_leads(item, [LeadDraft(LeadRole.OFFICER, name="Otto Other")], by=clerk)
    mine = filled(title="Young Carers at home", details="How are they\r\nsupported at home?", **began)
    answer = by_scrutiny.post(address(item, "edit"), mine)
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Carol Clerk has changed this since you opened this page" in said
    for theirs in ("Young carers in schools", "Which schools?", "Officer: Otto Other"):
        assert theirs in said
    page = answer.content.decode()
    assert 'value="Young Carers at home"' in page and "supported at home?" in page
    assert again(item).title == "Young carers in schools"
    mine["began_from"] = answer.context["form"]["began_from"].value()
    assert by_scrutiny.post(address(item, "edit"), mine).status_code == 302
    assert again(item).title == "Young Carers at home"


def test_a_change_of_who_leads_it_is_a_change_and_a_draft_of_its_outcome_is_none(item, clerk, officer, by_scrutiny):
    mine = filled(title="Young Carers", **begun(by_scrutiny, item))
    outcomes.keep_draft(again(item), text="Half a sentence", on=ON, at=AT, by=officer)
    assert by_scrutiny.post(address(item, "edit"), mine).status_code == 302
    mine = filled(title="Mine", **begun(by_scrutiny, item))
    items.set_leads(item, [LeadDraft(LeadRole.OFFICER, name="Otto Other")], by=clerk)
    answer = by_scrutiny.post(address(item, "edit"), mine)
    assert answer.status_code == 422
    assert "Carol Clerk has changed this" in text_of(answer) and "Officer: Otto Other" in text_of(answer)
    assert again(item).title == "Young Carers"
    leads = answer.context["form"].leads.forms
    assert [row["name"].value() for row in leads][:1] == ["Otto Other"]  # these rows were left alone


def test_nobody_is_stopped_by_their_own_save_or_by_a_move_of_its_meeting(item, clerk, by_scrutiny):
    for title in ("First", "Second"):
        assert (
            by_scrutiny.post(address(item, "edit"), filled(title=title, **begun(by_scrutiny, item))).status_code == 302
        )
    began = begun(by_scrutiny, item)
    now = ProgrammeItem.objects.select_related("programme__committee", "programme__year").get(pk=item.pk)
    later = now.programme.committee.meetings.order_by("date")[1]
    scheduling.schedule(now, later, reason="Too Late", on=ON, at=AT, by=clerk)
    assert by_scrutiny.post(address(item, "edit"), filled(title="Third", **began)).status_code == 302


@pytest.mark.parametrize("which", ["officer", "desk"])
def test_one_whose_outcome_comes_second_keeps_every_word(carers, officer, clerk, scrutiny, which):
    page, who = (page_of(carers.item), officer) if which == "officer" else (desk_page(carers.item), scrutiny)
    browser = client_of(who)
    mine = sent(browser.get(page)) | {"text": "My own careful words."}
    outcomes.accept(carers.item, text="Carol’s words.", **ACT, by=clerk)
    answer = browser.post(page, mine)
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Carol Clerk accepted an outcome" in said and "Carol’s words." in said and "My own careful words." in said
    assert carers.again().item.outcome == "Carol’s words."
    assert browser.post(page, sent(answer) | {"instead": "1"}).status_code == 302
    now = carers.again().item
    assert (now.outcome, now.has_outcome) == ("My own careful words.", False)


def test_mine_takes_the_place_only_of_the_outcome_that_was_seen(carers, officer, clerk):
    accepted = outcomes.accept(carers.item, text="First.", **ACT, by=clerk)
    seen = mark_of(accepted)
    outcomes.reopen(accepted, **ACT, by=clerk)
    outcomes.keep_draft(carers.item, text="Second.", **ACT, by=clerk)
    with pytest.raises(Refused, match="has saved a draft since"):
        outcomes.write_instead(carers.item, text="Mine.", began_from=seen, **ACT, by=officer)
    assert carers.again().item.outcome == "Second."


def test_words_sent_after_an_item_was_withdrawn_are_still_there_to_be_copied(carers, clerk, by_officer):
    mine = sent(by_officer.get(page_of(carers.item))) | {"text": "My own careful words."}
    ProgrammeItem.objects.filter(pk=carers.item.pk).update(state="withdrawn", ended_reason="Not now")
    said = text_of(by_officer.post(page_of(carers.item), mine))
    assert "My own careful words." in said and "at its end" in said


def test_words_typed_for_a_suggestion_that_nobody_reads_are_asked_about_once_it_is_public(item, clerk, by_scrutiny):
    made = suggest(item.programme.committee, title="Buses", details="Late.", origin="resident", on=ON, at=AT, by=None)
    mine = filled(title="Buses", details="Emma says so.", **begun(by_scrutiny, made))
    take_up(made, on=ON, at=AT, by=clerk)
    answer = by_scrutiny.post(address(made, "edit"), mine)
    assert answer.status_code == 422 and "has been published since you opened this page" in text_of(answer)
    assert again(made).details == "Late."
