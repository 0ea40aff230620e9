"""
Recipes of the work programme: its items, their places and outcomes, briefings, duties, notes, and the year's turn.

Most begin on 1 June 2021 in the published programme of `tests/workprogramme/world.py`; what has been considered, at the
meeting of 6 July 2021. Suggestions have a module of their own.
"""

import datetime as dt
from typing import Any

from committee.models import Committee, MunicipalYear
from committee.register import council
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import ItemKind
from tests.acts import Act, Cast, by_scrutiny, done, done_by, recipe
from tests.workprogramme import source, suggested
from tests.workprogramme.world import AT, DAYS, ON, World
from workprogramme.importing import verbs as importing
from workprogramme.importing.checking import look_over
from workprogramme.importing.reading import read
from workprogramme.items import follow_ups, handed_down_notes, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import Briefing, Duty, DutyKind, LeadRole, Origin, ProgrammeItem, Purpose
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import mark_of
from workprogramme.programmes import briefings, duties, printing, rolling, taking_up
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing
from workprogramme.suggestions.weighing import QuestionDraft

TOLD: dict[str, Any] = {"on": ON, "at": AT}
AFTER: dict[str, Any] = {"on": dt.date(2021, 7, 7), "at": dt.datetime(2021, 7, 7, 9, tzinfo=dt.UTC)}
PLEASED: dict[str, Any] = {"text": "Members were pleased.", **AFTER}
DUE = dt.date(2021, 6, 22)
FILE = 'Date of meeting,Item,Details,Action/Outcome\n17 June 2021,"Knife Crime\nLead Officer: Olive Officer",Why,Noted'


def _again(item: ProgrammeItem) -> ProgrammeItem:
    return ProgrammeItem.objects.get(pk=item.pk)


def _scheduled(planned: World, cast: Cast) -> ProgrammeItem:
    """Return the item of the first meeting."""
    return planned.scheduled


# The programme


def _year() -> MunicipalYear:
    year = MunicipalYear.of(ON)
    assert year is not None
    return year


@recipe(programmes.open_programme, world="ground")
def open_programme(committee: Committee, cast: Cast) -> Act:
    words: dict[str, Any] = {"introduction": "What the committee looks at.", "outcome": "People are safe.", "at": AT}
    year = MunicipalYear.of(ON)
    return Act(programmes.open_programme, (committee, year), words, by=cast["scrutiny officer"])


by_scrutiny(programmes.edit_programme, "programme", lambda planned, _: planned.programme, load_limit=4)


@recipe(programmes.publish_programme, world="ground")
def publish_programme(committee: Committee, cast: Cast) -> Act:
    opened = programmes.open_programme(committee, _year(), at=AT, by=cast["clerk"])
    return Act(programmes.publish_programme, (opened,), {"at": AT}, by=cast["scrutiny officer"])


by_scrutiny(printing.print_for, "programme", lambda planned, _: planned.meetings[0], at=AT)


@recipe(rolling.roll_forward, world="programme")
def roll_forward(planned: World, cast: Cast) -> Act:
    following_year = council.add_year(dt.date(2022, 5, 19), dt.date(2023, 5, 17), by=cast["clerk"])
    when: dict[str, Any] = {"on": dt.date(2022, 4, 25), "at": dt.datetime(2022, 4, 25, 9, tzinfo=dt.UTC)}
    return Act(rolling.roll_forward, (planned.programme, following_year), when, by=cast["scrutiny officer"])


@recipe(importing.bring_in, world="ground")
def bring_in(committee: Committee, cast: Cast) -> Act:
    calendar.schedule(committee, dt.date(2021, 6, 17), by=cast["clerk"])
    year = _year()
    looked_over = look_over(read(FILE.encode(), "programme.csv"), committee, year, on=source.ON)
    accepted = {"accepted": True, "on": source.ON, "at": source.AT}
    return Act(importing.bring_in, (committee, year, looked_over), accepted, by=cast["scrutiny officer"])


# An item's words


@recipe(items.add_item, world="programme")
def add_item(planned: World, cast: Cast) -> Act:
    leads = [LeadDraft(LeadRole.LEAD_OFFICER, cast["officer"].person)]
    words: dict[str, Any] = {
        "title": "Fostering",
        "purpose": Purpose.UPDATE,
        "meeting": planned.meetings[1],
        "leads": leads,
    }
    return Act(items.add_item, (planned.programme,), {**words, **TOLD}, by=cast["scrutiny officer"])


by_scrutiny(items.edit_item, "programme", _scheduled, title="Carers under 18", details="Who are they?")


@recipe(items.set_leads, world="programme")
def set_leads(planned: World, cast: Cast) -> Act:
    leads = [LeadDraft(LeadRole.OFFICER, cast["other officer"].person), LeadDraft(LeadRole.LEAD_MEMBER, name="Mary")]
    return Act(items.set_leads, (planned.scheduled, leads), {}, by=cast["scrutiny officer"])


@recipe(items.rewrite, world="programme")
def rewrite(planned: World, cast: Cast) -> Act:
    words: dict[str, Any] = {"title": "Carers under 18", "leads": [LeadDraft(LeadRole.OFFICER, cast["officer"].person)]}
    return Act(items.rewrite, (_scheduled(planned, cast),), {**words, **TOLD}, by=cast["scrutiny officer"])


# Its place in the year


by_scrutiny(scheduling.schedule, "programme", lambda planned, _: (planned.tbc, planned.meetings[1]), **TOLD)
by_scrutiny(scheduling.put_back, "programme", _scheduled, reason="Awaiting the report", **TOLD)
by_scrutiny(scheduling.mark_considered, "programme", lambda planned, _: planned.scheduled, **AFTER)
by_scrutiny(scheduling.withdraw, "programme", lambda planned, _: planned.tbc, reason="The police reported", **TOLD)


@recipe(scheduling.merge, world="programme")
def merge(planned: World, cast: Cast) -> Act:
    why = {"reason": "One review of both", **TOLD}
    return Act(scheduling.merge, (planned.tbc, planned.scheduled), why, by=cast["scrutiny officer"])


@recipe(scheduling.restore, world="programme")
def restore(planned: World, cast: Cast) -> Act:
    withdrawn = scheduling.withdraw(planned.scheduled, reason="Not now", **TOLD, by=cast["scrutiny officer"])
    why = {"reason": "It was another one.", **TOLD}
    return Act(scheduling.restore, (withdrawn,), why, by=cast["scrutiny officer"])


@recipe(scheduling.close, world="programme")
def close(planned: World, cast: Cast) -> Act:
    considered = scheduling.mark_considered(planned.scheduled, **AFTER, by=cast["clerk"])
    return Act(scheduling.close, (considered,), {"reason": "All is well", **AFTER}, by=cast["scrutiny officer"])


by_scrutiny(follow_ups.propose_follow_up, "programme", _scheduled, details="Is it done?", wanted_on=DAYS[3], **AFTER)


def _another(planned: World, cast: Cast) -> ProgrammeItem:
    """Add a second item to the first meeting."""
    return items.add_item(
        planned.programme, title="Kinship", meeting=planned.meetings[0], **TOLD, by=cast["scrutiny officer"]
    )


by_scrutiny(scheduling.put_earlier, "programme", _another)


@recipe(scheduling.put_later, world="programme")
def put_later(planned: World, cast: Cast) -> Act:
    _another(planned, cast)
    return Act(scheduling.put_later, (_scheduled(planned, cast),), {}, by=cast["scrutiny officer"])


# On its agenda and off it


@recipe(on_agenda.put_on_agenda, world="programme")
def put_on_agenda(planned: World, cast: Cast) -> Act:
    words: dict[str, Any] = {
        "owner": cast["officer"].person,
        "papers_due_on": DUE,
        "lead_line": "Report of the Director",
        **TOLD,
    }
    return Act(on_agenda.put_on_agenda, (_scheduled(planned, cast),), words, by=cast["scrutiny officer"])


@recipe(items.commission, world="programme")
def commission(planned: World, cast: Cast) -> Act:
    words: dict[str, Any] = {
        "brief": "Waiting times", "owner": cast["officer"].person, "papers_due_on": DUE, "paper_title": "Young Carers",
        "lead_line": "Report of the Director",
    }  # fmt: skip
    return Act(items.commission, (_scheduled(planned, cast),), {**words, **TOLD}, by=cast["scrutiny officer"])


@recipe(on_agenda.tie_to_agenda, world="programme")
def tie_to_agenda(planned: World, cast: Cast) -> Act:
    there = agenda.add_item(planned.meetings[0], title="Support for young carers", by=cast["clerk"])
    return Act(on_agenda.tie_to_agenda, (planned.scheduled, there), TOLD, by=cast["scrutiny officer"])


@recipe(on_agenda.take_off_agenda, world="programme")
def take_off_agenda(planned: World, cast: Cast) -> Act:
    on_agenda.put_on_agenda(planned.scheduled, **TOLD, by=cast["clerk"])
    why = {"reason": "The report is late", **TOLD}
    return Act(on_agenda.take_off_agenda, (_again(planned.scheduled),), why, by=cast["scrutiny officer"])


@recipe(on_agenda.carry_over, world="programme")
def carry_over(planned: World, cast: Cast) -> Act:
    """Return the act for an item whose new title and day its agenda does not show yet."""
    on_agenda.put_on_agenda(planned.scheduled, papers_due_on=DUE, **TOLD, by=cast["clerk"])
    changed = _again(planned.scheduled)
    changed.title, changed.papers_due_on = "Carers under 18", dt.date(2021, 6, 25)
    was = {"title": planned.scheduled.title, "due_on": DUE}
    return Act(on_agenda.carry_over, (changed,), was, by=cast["scrutiny officer"])


# Its outcome


def _accepted(planned: World, cast: Cast) -> ProgrammeItem:
    return outcomes.accept(planned.scheduled, **PLEASED, by=cast["officer"])


by_scrutiny(outcomes.ask_for_outcome, "programme", lambda planned, _: planned.scheduled, at=AFTER["at"])
done_by("officer", {"officer"})(
    outcomes.keep_draft, "programme", _scheduled, **PLEASED, began_from=lambda planned, _: mark_of(planned.scheduled)
)
done_by("officer", {"officer"})(
    outcomes.accept, "programme", _scheduled, **PLEASED, began_from=lambda planned, _: mark_of(planned.scheduled)
)
done_by("officer", {"officer"})(outcomes.reopen, "programme", _accepted, **AFTER)


@recipe(outcomes.write_instead, world="programme", may={"officer"})
def write_instead(planned: World, cast: Cast) -> Act:
    accepted = _accepted(planned, cast)
    words: dict[str, Any] = {"text": "Members were not pleased.", "began_from": mark_of(accepted), **AFTER}
    return Act(outcomes.write_instead, (accepted,), words, by=cast["officer"])


@recipe(outcomes.ask_more, world="programme")
def ask_more(planned: World, cast: Cast) -> Act:
    words: dict[str, Any] = {
        "text": "waiting times be sent to members",
        "owner": cast["officer"].person,
        "due_on": DAYS[1],
    }
    look_back = {"look_back_on": DAYS[3], "title": "Young Carers again"}
    accepted = _accepted(planned, cast)
    return Act(outcomes.ask_more, (accepted,), {**words, **look_back, **AFTER}, by=cast["scrutiny officer"])


# Briefings, duties and notes


def _briefing(planned: World, cast: Cast) -> Briefing:
    """One that reports to the meeting of April, whose agenda lists it."""
    return briefings.record_briefing(
        planned.programme, held_on=dt.date(2022, 2, 21), body_met_on=dt.date(2022, 2, 17), body="SSCSG",
        reports_to=planned.meetings[3], at=AT, by=cast["clerk"],
    )  # fmt: skip


@recipe(briefings.record_briefing, world="programme")
def record_briefing(planned: World, cast: Cast) -> Act:
    held = {"held_on": dt.date(2022, 2, 21), "reports_to": planned.meetings[3], "item": planned.standing}
    words: dict[str, Any] = {"body": "SSCSG", "attended": "Mary Member", "at": AT}
    return Act(briefings.record_briefing, (planned.programme,), {**held, **words}, by=cast["scrutiny officer"])


by_scrutiny(briefings.edit_briefing, "programme", _briefing, body="Children’s Improvement Board")
by_scrutiny(briefings.remove_briefing, "programme", _briefing)


@recipe(briefings.sync_bullets, world="programme")
def sync_bullets(planned: World, cast: Cast) -> Act:
    """Return the act that restores a bullet lost from the agenda's item."""
    _briefing(planned, cast)
    meeting = planned.meetings[3]
    agenda.edit_item(meeting.items.get(kind=ItemKind.WORK_PROGRAMME), bullets="", lead_line="", by=cast["clerk"])
    return Act(briefings.sync_bullets, (meeting,), {}, by=cast["scrutiny officer"])


CRIME: dict[str, Any] = {
    "kind": DutyKind.CRIME_AND_DISORDER,
    "title": "Crime and disorder",
    "source": "SI 2009/942 reg 4",
}


by_scrutiny(duties.record_duty, "ground", lambda committee, _: committee, **CRIME)


def _duty(committee: Committee, cast: Cast) -> Duty:
    return duties.record_duty(committee, **CRIME, by=cast["clerk"])


by_scrutiny(duties.edit_duty, "ground", _duty, warn_after=9)
by_scrutiny(duties.remove_duty, "ground", _duty)


KEY = "review:1:response"
OVERDUE: dict[str, Any] = {
    "key": KEY,
    "text": "The executive response is overdue",
    "url": "/reviews/one/",
    "rule": "R39",
    "since": ON,
}


by_scrutiny(handed_down_notes.note, "ground", lambda committee, _: committee, **OVERDUE)


@recipe(handed_down_notes.clear, world="ground")
def clear_note(committee: Committee, cast: Cast) -> Act:
    handed_down_notes.note(committee, **OVERDUE, by=cast["clerk"])
    return Act(handed_down_notes.clear, (KEY,), {"on": AFTER["on"]}, by=cast["scrutiny officer"])


def _suggestion(committee: Committee, cast: Cast) -> ProgrammeItem:
    """Make a suggestion."""
    return suggested.make(committee)


# Made


@recipe(suggestions.suggest, world="ground")
def suggest(committee: Committee, cast: Cast) -> Act:
    said: dict[str, Any] = {
        "title": "Buses to school",
        "details": "They come late.",
        "origin": Origin.MEMBER,
        "name": "Mary Member",
    }
    return Act(suggestions.suggest, (committee,), {**said, **TOLD}, by=cast["member"])


done(suggestions.programme_of, "ground", lambda committee, _: (committee, ON), at=AT)


@recipe(taking_up.take_up, world="ground")
def take_up_for_members(committee: Committee, cast: Cast) -> Act:
    said: dict[str, Any] = {
        "title": "Crossings by schools", "purpose": Purpose.CALL_FOR_ACTION, "details": "Councillor call for action.",
        "names": "Mary Member", "meeting": None,
    }  # fmt: skip
    return Act(taking_up.take_up, (committee,), {**said, **TOLD}, by=cast["clerk"])


by_scrutiny(suggestions.acknowledge, "ground", _suggestion, at=AT)
by_scrutiny(suggestions.forget_suggester, "ground", _suggestion, on=ON)


@recipe(suggestions.tell_decision, world="ground")
def tell_decision(committee: Committee, cast: Cast) -> Act:
    suggestion = _suggestion(committee, cast)
    scheduling.decline(suggestion, reason="Another council looks at it.", **TOLD, by=cast["clerk"])
    return Act(suggestions.tell_decision, (suggestion,), {"at": AT}, by=cast["scrutiny officer"])


# Weighed


@recipe(weighing.ask_questions, world="ground")
def ask_questions(committee: Committee, cast: Cast) -> Act:
    drafts = [QuestionDraft("Cost", "Is it dear?"), QuestionDraft("Extent", "Does it affect many people?")]
    return Act(weighing.ask_questions, (committee, drafts), {}, by=cast["scrutiny officer"])


by_scrutiny(weighing.usual_questions, "ground", lambda committee, _: committee)


@recipe(weighing.score, world="ground")
def score(committee: Committee, cast: Cast) -> Act:
    suggestion = _suggestion(committee, cast)
    questions = committee.weighing_questions.filter(is_active=True)
    answers = dict.fromkeys(questions, (2, "It touches every school."))
    return Act(weighing.score, (suggestion, answers), TOLD, by=cast["scrutiny officer"])


# Settled


@recipe(suggestions.take_up, world="programme")
def take_up_suggestion(planned: World, cast: Cast) -> Act:
    said: dict[str, Any] = {
        "title": "Birds of the county",
        "purpose": Purpose.POLICY,
        "meeting": planned.meetings[1],
        **TOLD,
    }
    suggestion = suggested.make(planned.programme.committee)
    return Act(suggestions.take_up, (suggestion,), said, by=cast["scrutiny officer"])


by_scrutiny(scheduling.decline, "ground", _suggestion, reason="Another council looks at it.", **TOLD)
