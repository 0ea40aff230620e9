"""Recipes of suggestions: made, weighed, answered, taken up or turned down, and forgotten."""

from typing import Any

from committee.models import Committee
from tests.acts import Act, Cast, by_scrutiny, done, recipe
from tests.workprogramme import suggested
from tests.workprogramme.world import AT, ON, World
from workprogramme.items import scheduling
from workprogramme.models import Origin, ProgrammeItem, Purpose
from workprogramme.programmes import taking_up
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing
from workprogramme.suggestions.weighing import QuestionDraft

TOLD: dict[str, Any] = {"on": ON, "at": AT}


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
