"""A programme as a whole, and into the next municipal year."""

import datetime as dt

import pytest

from committee.acts.refusal import Refused
from committee.models import MunicipalYear
from meetings.calendar import verbs as calendar
from tests.meetings.agendas.test_public_pages import words
from tests.staging import staged
from tests.workprogramme import suggested
from tests.workprogramme.suggested import SUGGESTER
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import follow_ups, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Origin, Programme, ProgrammeItem, Suggester, Table
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing

pytestmark = pytest.mark.django_db
ROLLED_ON = dt.date(2022, 4, 25)


def roll(programme, year, by, *along: ProgrammeItem):
    return rolling.roll_forward(programme, year, suggestions=along, on=ROLLED_ON, at=AT, by=by)


def test_words_standing_items_and_what_is_to_be_scheduled_come_along_with_their_history(world, next_year, clerk):
    items.edit_item(world.tbc, brief="- What has changed?", by=clerk)
    new = roll(world.programme, next_year, clerk)
    assert (new.rolled_from, new.introduction, new.is_public) == (
        world.programme,
        "What the committee looks at.",
        False,
    )
    along = {item.rolled_from: item for item in new.items.all()}
    assert set(along) == {world.tbc, world.standing}
    assert along[world.tbc].brief_lines == ["What has changed?"]
    assert (along[world.tbc].state, along[world.standing].state) == (ItemState.TBC, ItemState.STANDING)
    world.tbc.refresh_from_db()
    assert (world.tbc.state, world.tbc.moves.last().on) == (ItemState.ROLLED, ROLLED_ON)


def test_an_item_scheduled_for_a_meeting_of_the_new_year_comes_along_with_its_agenda_and_leads(
    world, safeguarding, next_year, clerk
):
    june = calendar.schedule(safeguarding, dt.date(2022, 6, 16), by=clerk)
    scheduling.schedule(world.scheduled, june, reason="More time", on=ON, at=AT, by=clerk)
    there = on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk).items.get(rolled_from=world.scheduled)
    world.scheduled.refresh_from_db()
    assert (new.meeting, new.agenda_item, new.state) == (june, there, ItemState.ON_AGENDA)
    assert [str(lead) for lead in new.leads.all()] == [str(lead) for lead in world.scheduled.leads.all()]
    assert (world.scheduled.state, world.scheduled.agenda_item) == (ItemState.ROLLED, None)


def test_what_is_past_without_an_outcome_is_left_and_named(world, next_year):
    along = rolling.what_comes_along(world.programme, next_year)
    assert along.left == [world.scheduled]
    assert along.coming == [world.tbc, world.standing]


def test_an_unfinished_follow_up_comes_along_still_saying_what_it_follows(world, next_year, clerk):
    made = follow_ups.propose_follow_up(world.scheduled, on=ROLLED_ON, at=AT, by=clerk)
    assert rolling.what_comes_along(world.programme, next_year).follow_ups == [made]
    new = roll(world.programme, next_year, clerk)
    assert new.items.get(rolled_from=made).follow_up_of == world.scheduled
    world.scheduled.refresh_from_db()
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_a_standing_item_with_two_follow_ups_comes_along_once(world, next_year, clerk):
    standing = items.add_item(world.programme, title="Ofsted", table=Table.STANDING, on=ROLLED_ON, at=AT, by=clerk)
    for _ in range(2):
        follow_ups.propose_follow_up(standing, on=ROLLED_ON, at=AT, by=clerk)
    rolled = roll(world.programme, next_year, clerk)
    assert rolled.items.filter(state=ItemState.STANDING, title="Ofsted").count() == 1


def test_a_programme_that_was_opened_for_a_suggestion_gets_the_words_it_lacks(world, safeguarding, next_year, clerk):
    opened = programmes.open_programme(safeguarding, next_year, outcome="New outcome", at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk)
    assert (new, new.introduction, new.outcome) == (opened, "What the committee looks at.", "New outcome")


def test_a_programme_is_not_rolled_backwards_nor_into_two_years(world, year, next_year, clerk):
    with pytest.raises(Refused, match="is not after"):
        roll(world.programme, year, clerk)
    roll(world.programme, next_year, clerk)
    third = MunicipalYear.objects.create(is_draft=False, starts=dt.date(2023, 5, 18), ends=dt.date(2024, 5, 15))
    with pytest.raises(Refused, match="carried forward to 2022/23 already"):
        roll(world.programme, third, clerk)
    assert not Programme.objects.filter(year=third).exists()


@staged
def programme(safeguarding, year, clerk):
    return programmes.open_programme(safeguarding, year, introduction=" One.\n\nTwo \nlines. ", at=AT, by=clerk)


def test_a_programme_is_opened_once_a_year(programme, safeguarding, year, clerk):
    again = programmes.open_programme(safeguarding, year, introduction="Other", at=AT, by=clerk)
    assert again == programme and again.paragraphs == ["One.", "Two lines."]


def test_a_programme_is_private_until_it_is_published_and_published_once(programme, clerk):
    assert not Programme.objects.public().exists()
    now = programmes.publish_programme(programme, at=AT, by=clerk)
    assert (now.is_public, now.published_by) == (True, clerk)
    with pytest.raises(Refused, match="already published"):
        programmes.publish_programme(programme, at=AT, by=clerk)


def test_a_meeting_takes_one_item_or_more(programme, clerk):
    with pytest.raises(Refused):
        programmes.edit_programme(programme, load_limit=0, by=clerk)
    assert programmes.edit_programme(programme, load_limit=5, outcome="Safe", by=clerk).load_limit == 5


ROLL = "/desk/work-programme/safeguarding/2021-22/roll-forward/"


@staged
def waiting(world, safeguarding, clerk):
    """Two suggestions: one weighed, one not yet."""
    weighed, new = (suggested.make(safeguarding, title=title) for title in ("Speeding", "Flooding"))
    questions = safeguarding.weighing_questions.filter(is_active=True)
    weighing.score(weighed, dict.fromkeys(questions, (2, "Often")), on=ON, at=AT, by=clerk)
    return weighed, new


def test_one_comes_along_with_its_points_its_steps_its_origin_and_its_maker(world, waiting, next_year, clerk):
    before = Suggester.objects.get(item=waiting[0])
    new = roll(world.programme, next_year, clerk, *waiting)
    now = ProgrammeItem.objects.get(pk=waiting[0].pk)
    assert (now.programme, now.state, now.origin) == (new, ItemState.WEIGHED, Origin.RESIDENT)
    assert now.scores.count() == 5
    assert [move.to_state for move in now.moves.all()] == ["suggested", "weighed", "weighed"]
    assert [step.word for step in story(now, public=False)][1:3] == ["Scored", "Carried forward"]
    kept = Suggester.objects.get(item=now)
    assert (kept.pk, kept.name, kept.forget_on) == (before.pk, before.name, before.forget_on)
    assert not world.programme.items.proposed().exists()


def test_who_made_it_is_forgotten_when_they_were_told_and_wherever_it_stands(world, waiting, next_year, clerk):
    due = Suggester.objects.get(item=waiting[0]).forget_on
    roll(world.programme, next_year, clerk, *waiting)
    assert suggestions.forget(due - dt.timedelta(days=1)) == 0
    assert suggestions.forget(due) == 2
    assert not Suggester.objects.exclude(name="", email="").exists()


def test_what_is_not_named_stays_and_so_does_what_was_settled_meanwhile(world, waiting, next_year, clerk):
    scheduling.decline(waiting[1], reason="Done Elsewhere", on=ON, at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk, waiting[1])
    assert not new.items.filter(pk__in=[one.pk for one in waiting]).exists()
    assert rolling.what_comes_along(world.programme, next_year).suggestions == [waiting[0]]
    assert roll(world.programme, next_year, clerk, waiting[0]) == new
    assert new.items.filter(pk=waiting[0].pk).exists()


def test_one_who_still_has_it_open_in_the_old_year_does_not_bring_it_back(world, waiting, next_year, clerk):
    stale = ProgrammeItem.objects.select_related("programme__committee", "programme__year").get(pk=waiting[0].pk)
    new = roll(world.programme, next_year, clerk, *waiting)
    with pytest.raises(Refused, match="now in the work programme of 2022/23"):
        scheduling.decline(stale, reason="No need", on=ROLLED_ON, at=AT, by=clerk)
    now = ProgrammeItem.objects.get(pk=stale.pk)
    assert (now.programme, now.state) == (new, ItemState.WEIGHED)
    taken = suggestions.take_up(now, on=dt.date(2022, 6, 1), at=AT, by=clerk)
    assert (taken.programme, taken.state) == (new, ItemState.TBC)


def test_the_page_offers_them_ticked_best_first_and_says_what_was_left(world, waiting, next_year, scrutiny, client):
    client.force_login(scrutiny)
    page = client.get(ROLL)
    form = page.context["form"]
    assert form["suggestions"].value() == [waiting[0].pk, waiting[1].pk]
    said = words(page)
    assert "Scored: 10 of 15" in said and "Not scored yet" in said and SUGGESTER not in said
    answer = client.post(ROLL, {"year": next_year.pk, "suggestions": [waiting[0].pk]}, follow=True)
    assert "Left in 2021/22: “Flooding”." in words(answer)
    assert [item.title for item in world.programme.items.proposed()] == ["Flooding"]
    listed = words(client.get("/desk/work-programme/safeguarding/suggestions/"))
    assert "Speeding" in listed and "Flooding" in listed
