"""An item's whole story, and what of it anybody may read."""

import datetime as dt

from committee.acts.verbs import PORTAL
from committee.files import files
from committee.models import MunicipalYear
from meetings.actions import verbs as actions
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Access, Action, Answer, Minute, Paper, PaperFile
from tests.meetings import minuted
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment
from tests.workprogramme import considered
from tests.workprogramme.world import AT, ON
from workprogramme.history.story import story
from workprogramme.items import follow_ups, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.locking import hold_item, step
from workprogramme.models import ItemState, Origin, Programme, ProgrammeItem, Question, Score, Suggester
from workprogramme.programmes import briefings, rolling
from workprogramme.programmes import verbs as programmes

JULY = dt.date(2021, 7, 7)


def told(item, *, public=True):
    return [(step.on, step.word, step.text) for step in story(item, public=public)]


def words_of(item, *, public=True):
    return [step.word for step in story(item, public=public)]


def test_moves_are_told_with_their_reasons_and_the_days_between(world, clerk):
    scheduling.schedule(
        world.scheduled, world.meetings[1], reason="Report late", on=dt.date(2021, 6, 11), at=AT, by=clerk
    )
    scheduling.put_back(world.scheduled, reason="Awaiting the final report", on=dt.date(2021, 6, 30), at=AT, by=clerk)
    steps = story(world.scheduled, public=True)
    assert [(step.word, step.text, step.days) for step in steps] == [
        ("Suggested", "by a member", None),
        ("Scheduled", "for the meeting of 6 July 2021", 0),
        ("Moved", "from 6 July 2021 to 14 September 2021: Report late", 10),
        ("Moved back", "from 14 September 2021, to be scheduled: Awaiting the final report", 19),
    ]


def test_a_step_names_the_day_then_known_of_a_meeting_that_was_rearranged_later(world, clerk):
    autumn = dt.datetime(2021, 10, 20, 9, tzinfo=dt.UTC)
    scheduling.schedule(world.tbc, world.meetings[2], on=ON, at=AT, by=clerk)
    calendar.rearrange(
        world.meetings[2], day=dt.date(2022, 1, 17), starts=dt.time(10), reason="Heavy Snow", at=autumn, by=clerk
    )
    scheduling.schedule(world.tbc, world.meetings[3], reason="Too Late", on=dt.date(2021, 11, 1), at=autumn, by=clerk)
    assert [(word, text) for _, word, text in told(ProgrammeItem.objects.get(pk=world.tbc.pk))][1:] == [
        ("Scheduled", "for the meeting of 10 January 2022"),
        ("Meeting re-arranged", "from 10 January 2022 to 17 January 2022: Heavy Snow"),
        ("Moved", "from 17 January 2022 to 21 April 2022: Too Late"),
    ]


def test_nobody_reads_the_story_of_a_suggestion_or_of_an_unpublished_programme(world, clerk):
    suggested = items.add_item(world.programme, title="Idea", state=ItemState.SUGGESTED, on=ON, at=AT, by=PORTAL)
    assert story(suggested, public=True) == []
    assert told(suggested, public=False) == [(ON, "Added", "to the work programme")]
    Programme.objects.update(published_at=None, published_by=None)
    assert story(world.scheduled, public=True) == []


def test_who_suggested_it_and_how_it_scored_is_told_to_nobody_else(world, clerk):
    item = items.add_item(
        world.programme, title="Idea", state=ItemState.SUGGESTED, origin=Origin.RESIDENT, origin_on=ON,
        origin_words="Rita Resident", on=ON, at=AT, by=PORTAL,
    )  # fmt: skip
    Suggester.objects.create(
        item=item, reference="WP-7K3Q9", name="Rita Resident", email="rita@example.org", sent_at=AT, forget_on=JULY
    )
    question = Question.objects.create(committee=world.programme.committee, label="Extent", text="How many?")
    Score.objects.create(item=item, question=question, points=3, note="Very many", scored_at=AT, scored_by=clerk)
    for state in (ItemState.WEIGHED, ItemState.TBC):
        step(hold_item(item), state, meeting=None, on=ON, at=AT, by=clerk, did="x")
    public, private = str(story(item, public=True)), str(story(item, public=False))
    assert words_of(item) == ["Suggested", "Scored", "Accepted"]
    assert told(item)[0][2] == "by a resident"
    assert "WP-7K3Q9" in private and "by a resident" in private
    for secret in ("Rita", "rita@", "WP-", "Very many"):
        assert secret not in public
    assert "Rita" not in private


def test_a_published_agenda_is_told_of(published, safeguarding, clerk, proper_officer):
    programme = programmes.open_programme(safeguarding, MunicipalYear.objects.get(), at=AT, by=clerk)
    programmes.publish_programme(programme, at=AT, by=clerk)
    item = items.add_item(programme, title="Carers", meeting=published.meeting, on=ON, at=AT, by=clerk)
    there = on_agenda.tie_to_agenda(item, published.open_paper.item, on=ON, at=AT, by=clerk).agenda_item
    (public,) = [one for one in story(ProgrammeItem.objects.get(), public=True) if one.word == "On the agenda"]
    assert public.url == f"/committees/{safeguarding.slug}/2022-04-21/items/{there.number}/"
    amendments.withdraw_item(there, reason="The author is ill", at=moment(2022, 4, 18, 9), by=proper_officer)
    last = told(ProgrammeItem.objects.get())[-1]
    assert last == (dt.date(2022, 4, 18), "Withdrawn from the agenda", "The author is ill")


def test_what_was_on_a_draft_agenda_is_told_to_planners_alone(world, clerk):
    there = on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    (private,) = [one for one in story(world.scheduled, public=False) if one.word == "On the agenda"]
    assert (private.text, private.url) == (f"item {there.number} of 6 July 2021", "")
    on_agenda.take_off_agenda(world.scheduled, reason="About Zanzibar", on=ON, at=AT, by=clerk)
    assert "Zanzibar" in str(story(world.scheduled, public=False))
    assert "Zanzibar" not in str(story(world.scheduled, public=True))
    assert words_of(world.scheduled) == ["Suggested", "Scheduled"]


def test_what_was_tied_to_its_agenda_afterwards_stood_there_when_the_committee_met(world, clerk):
    item = agenda.add_item(world.meetings[0], title="Young Carers", by=clerk)
    late = dt.date(2021, 7, 20)
    on_agenda.tie_to_agenda(world.scheduled, item, on=late, at=AT, by=clerk)
    scheduling.mark_considered(world.scheduled, on=late, at=AT, by=clerk)
    told_of = [(on, word) for on, word, _ in told(ProgrammeItem.objects.get(pk=world.scheduled.pk), public=False)]
    met = world.meetings[0].date
    assert told_of[-2:] == [(met, "On the agenda"), (met, "Considered")]


def test_minutes_are_told_of_once_they_are_published_limb_by_limb(unpublished):
    for public in (True, False):
        assert "Resolved" not in words_of(unpublished.item, public=public)
    carers = unpublished.publish().item
    number = Minute.objects.get(item=carers.agenda_item).number
    day, url = minuted.TENTH, f"/committees/safeguarding/2022-01-10/minutes/{number}/"
    steps = [step for step in story(carers, public=True) if step.on == day]
    assert [(step.word, step.text, step.url) for step in steps] == [
        ("Considered", f"at the meeting of 10 January 2022, minute {number}", url),
        ("Resolved", "a) that the report be noted", url),
        ("Resolved", "b) that figures on young carers be sent to members", url),
        ("Asked", "b) of the Director", url),
    ]


def test_the_considered_step_is_told_once(carers, clerk):
    scheduling.mark_considered(carers.item, on=minuted.TENTH, at=AT, by=clerk)
    assert words_of(carers.again().item).count("Considered") == 1


def test_r16_a_document_that_a_withheld_paper_is_made_of_is_told_without_name_and_address(carers, clerk):
    action = Action.objects.get()
    stored = files.keep(pdf_of(1, "Figures"))
    made = Answer.objects.create(
        action=action, text="", stored=stored, document_title="Zanzibar", pages=1, answered_by=clerk,
        answered_at=dt.datetime(2022, 2, 4, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    last = story(carers.item, public=True)[-1]
    assert (last.text, f"answers/{made.pk}" in last.url) == ("b) Zanzibar", True)
    paper = Paper.objects.create(
        item=carers.item.agenda_item, position=9, title="Bid", public_title="A bid",
        access=Access.EXEMPT, paragraphs="1", public_interest_reason="It would harm the council.",
        not_own_development=True,
    )  # fmt: skip
    PaperFile.objects.create(
        paper=paper, stored=stored, pages=1, original_name="b.pdf", number=1, tagged=True, has_text=True,
        fonts_embedded=True, received_at=made.answered_at, received_by=clerk,
    )  # fmt: skip
    last = story(carers.item, public=True)[-1]
    assert (last.text, "answers" in last.url) == ("b) in a document", False)


def test_an_answer_is_told_with_its_day_unless_it_is_withheld(carers, clerk):
    action = Action.objects.get()
    actions.answer(action, text="Zanzibar", withheld=True, at=dt.datetime(2022, 2, 1, 9, tzinfo=dt.UTC), by=clerk)
    actions.answer(action, text="There are 412.", at=dt.datetime(2022, 2, 4, 9, tzinfo=dt.UTC), by=clerk)
    last = story(carers.again().item, public=True)[-1]
    assert (last.on, last.word, last.text, last.days) == (dt.date(2022, 2, 4), "Answered", "b) There are 412.", 25)
    assert "Zanzibar" not in str([story(carers.item, public=public) for public in (True, False)])


def test_an_exempt_minute_gives_its_number_and_nothing_else(safeguarding, year, clerk, officer, chairman, member):
    item = considered.make(safeguarding, year, clerk, officer, heading="Placement").publish().item
    for public in (True, False):
        assert "Considered" in words_of(item, public=public)
        assert "Resolved" not in words_of(item, public=public)
        assert minuted.POISON not in str(story(item, public=public))


def test_a_minute_withheld_since_it_was_published_gives_its_words_to_nobody(carers):
    Minute.objects.filter(item=carers.item.agenda_item).update(access=Access.EXEMPT, paragraphs="1")
    for public in (True, False):
        assert not {"Resolved", "Asked"} & set(words_of(carers.again().item, public=public))


def test_an_accepted_outcome_is_told_and_a_draft_is_not(world, clerk):
    item = world.scheduled
    ProgrammeItem.objects.filter(pk=item.pk).update(outcome="About Zanzibar")
    item.refresh_from_db()
    assert "Zanzibar" not in str(story(item, public=False))
    ProgrammeItem.objects.filter(pk=item.pk).update(
        outcome="Members agreed:\n- more money\n- more time", outcome_accepted_at=AT, outcome_accepted_by=clerk
    )
    item.refresh_from_db()
    assert (ON, "Outcome recorded", "Members agreed: more money more time") in told(item)


def test_follow_ups_are_told_of_with_about_when(world, clerk):
    follow_ups.propose_follow_up(
        world.scheduled, title="Carers a year on", wanted_on=dt.date(2022, 7, 6), on=JULY, at=AT, by=clerk
    )
    assert told(world.scheduled)[-1] == (
        JULY, "Follow-up proposed", "Carers a year on, to be scheduled about July 2022"
    )  # fmt: skip
    made = ProgrammeItem.objects.get(follow_up_of=world.scheduled)
    assert told(made)[0] == (JULY, "Proposed", "as a follow-up of Young Carers")


def test_what_was_rolled_forward_keeps_its_whole_story(world, clerk, next_year):
    day = dt.date(2022, 4, 25)
    new = rolling.roll_forward(world.programme, next_year, on=day, at=AT, by=clerk)
    item = new.items.get(rolled_from=world.tbc)
    assert story(item, public=True) == []
    programmes.publish_programme(new, at=AT, by=clerk)
    item = ProgrammeItem.objects.get(pk=item.pk)
    june = calendar.schedule(new.committee, dt.date(2022, 6, 16), by=clerk)
    scheduling.schedule(item, june, on=day, at=AT, by=clerk)
    assert [(word, text) for _, word, text in told(ProgrammeItem.objects.get(pk=item.pk))] == [
        ("Added", "to the work programme"),
        ("Carried forward", "to 2022/23"),
        ("Scheduled", "for the meeting of 16 June 2022"),
    ]
    assert told(world.tbc)[-1][1:] == ("Carried forward", "to 2022/23")


def test_a_merged_item_says_into_what_and_a_withdrawn_one_why(world, clerk):
    scheduling.merge(world.tbc, world.scheduled, reason="Joint review", on=ON, at=AT, by=clerk)
    assert told(world.tbc)[-1][1:] == ("Merged", "into Young Carers: Joint review")
    scheduling.withdraw(world.scheduled, reason="Request withdrawn", on=ON, at=AT, by=clerk)
    assert told(world.scheduled)[-1][1:] == ("Withdrawn", "Request withdrawn")


def test_briefings_are_part_of_the_story_of_a_standing_item(world, clerk):
    briefings.record_briefing(
        world.programme, held_on=dt.date(2022, 2, 21), body="SSCSG", body_met_on=dt.date(2022, 2, 17),
        item=world.standing, at=AT, by=clerk,
    )  # fmt: skip
    assert told(world.standing)[-1] == (dt.date(2022, 2, 21), "Briefing", "17 February SSCSG briefing")
