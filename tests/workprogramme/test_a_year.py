"""A year of one item, told by its verbs: from a resident's suggestion to the programme of the year after."""

import datetime as dt

import pytest

from committee.models import MunicipalYear
from meetings.actions import verbs as actions
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Action, ItemKind, Paper
from tests.meetings import minuted
from tests.meetings.world import moment
from workprogramme.history.story import story
from workprogramme.items import follow_ups, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import ItemState, LeadRole, Origin, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import offered
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("transactions: a whole year of verbs")]
TENTH = dt.date(2022, 1, 10)


def when(year: int, month: int, day: int, by) -> dict:
    """Return the arguments of a verb for that day."""
    return {"on": dt.date(year, month, day), "at": moment(year, month, day, 9), "by": by}


def test_an_item_lives_a_year_and_anybody_can_read_how(
    safeguarding, year, next_year, clerk, officer, chairman, vice_chairman, member, scrutiny
):
    item = suggested(safeguarding, scrutiny)
    first, second = (calendar.schedule(safeguarding, day, by=clerk) for day in (dt.date(2021, 11, 4), TENTH))
    scheduling.schedule(item, first, **when(2021, 7, 1, scrutiny))
    scheduling.schedule(item, second, reason="Awaiting the survey", **when(2021, 10, 1, scrutiny))
    items.set_leads(item, [LeadDraft(LeadRole.LEAD_OFFICER, officer.person)], by=scrutiny)
    items.edit_item(item, brief="- How many are under ten?", by=scrutiny)
    made = on_agenda.put_on_agenda(item, papers_due_on=dt.date(2021, 12, 20), **when(2021, 12, 1, scrutiny))
    paper = Paper.objects.select_related("item").get(item=made)
    assert (paper.owner, paper.item.programme_item.brief_lines) == (officer.person, ["How many are under ten?"])

    minutes = minuted_of(made, clerk)
    publishing.publish_draft(minutes, at=moment(2022, 1, 20, 9), by=clerk)
    now = ProgrammeItem.objects.get(pk=item.pk)
    offer = offered(now)
    assert "figures be sent to members" in offer.text
    outcomes.accept(now, text=offer.text, **when(2022, 1, 26, officer))
    actions.answer(Action.objects.get(), text="There are 412.", at=moment(2022, 2, 4, 9), by=clerk)
    look_back = follow_ups.propose_follow_up(now, wanted_on=dt.date(2023, 1, 10), **when(2022, 2, 7, scrutiny))

    programme = rolling.roll_forward(now.programme, next_year, **when(2022, 4, 25, scrutiny))
    along = programme.items.get(rolled_from=look_back)
    assert (along.wanted_on, along.state) == (dt.date(2023, 1, 10), ItemState.TBC)
    tells(ProgrammeItem.objects.get(pk=item.pk), officer)


def suggested(committee, by) -> ProgrammeItem:
    """Return a resident's suggestion, scored and taken up, in a published programme."""
    year = MunicipalYear.of(TENTH)
    assert year
    programmes.open_programme(committee, year, at=moment(2021, 6, 1, 9), by=by)
    item = suggestions.suggest(
        committee, title="Young carers", details="My neighbour is one.", origin=Origin.RESIDENT, name="Rita Resident",
        email="rita@example.org", **when(2021, 6, 2, None),
    )  # fmt: skip
    questions = weighing.ask_questions(committee, by=by)
    weighing.score(item, dict.fromkeys(questions, (2, "")), **when(2021, 6, 8, by))
    suggestions.take_up(item, **when(2021, 6, 17, by))
    programmes.publish_programme(item.programme, at=moment(2021, 6, 20, 9), by=by)
    return ProgrammeItem.objects.get(pk=item.pk)


def minuted_of(made, clerk):
    """Minute the item's meeting, ended, with one limb that asks for figures."""
    for extra in made.meeting.items.exclude(kind__in=(ItemKind.APOLOGIES, ItemKind.BUSINESS)):
        agenda.remove_item(extra, by=clerk)
    minutes = minuted.in_the_room(made.meeting, clerk, minuted.BEGAN)
    carers = minute_states.open_item(minuted.entry(minutes, "Young carers"), at=moment(2022, 1, 10, 10, 10), by=clerk)
    minuted.write(carers, "<p>Members heard.</p>", clerk)
    limbs = [LimbDraft("the report be noted"), LimbDraft("figures be sent to members", "information")]
    motion = resolving.propose(minuted.entry(minutes, "Young carers"), limbs=limbs, by=clerk)
    voting.agree(motion, at=moment(2022, 1, 10, 10, 40), by=clerk)
    return minuted.end(minutes, clerk)


def tells(item: ProgrammeItem, officer) -> None:
    """Read the story that anybody may read, without whoever suggested it."""
    steps = story(item, public=True)
    assert "Rita" not in str(steps) and "rita@" not in str(steps)
    assert [(step.word, step.days) for step in steps] == [
        ("Suggested", None),
        ("Scored", 6),
        ("Accepted", 9),
        ("Scheduled", 14),
        ("Moved", 92),
        ("Considered", 101),
        ("Resolved", 0),
        ("Resolved", 0),
        ("Outcome recorded", 16),
        ("Answered", 9),
        ("Follow-up proposed", 3),
    ]
