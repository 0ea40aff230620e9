"""
Recipes of reviews: the question, its steps, its parents and its panel, what it recommends and what was answered.

Most begin in the joint review of `tests/reviews/world.py`, proposed on 17 June 2021.
"""

import datetime as dt
from typing import Any

from committee.models import Committee
from reviews.answers import on_programme
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import BEFORE_REPORT, AddresseeKind, SentBy, State
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, recipe
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, BOOK, REPORT, Reported
from tests.reviews.world import AT, ON, WORDS, World, other_committee

LATER = dt.date(2021, 7, 1)
TOLD: dict[str, Any] = {"on": LATER, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}


@recipe(proposing.propose_review, world="ground")
def propose_review(committee: Committee, cast: Cast) -> Act:
    words: dict[str, Any] = {**WORDS, "committees": [committee], "at": AT}
    return Act(proposing.propose_review, (), words, by=cast["scrutiny officer"])


@recipe(proposing.edit_review, world="review")
def edit_review(world: World, cast: Cast) -> Act:
    return Act(proposing.edit_review, (world.review,), {"question": "Who asks?"}, by=cast["scrutiny officer"])


@recipe(proposing.publish_review, world="review")
def publish_review(world: World, cast: Cast) -> Act:
    return Act(proposing.publish_review, (world.review,), {"at": AT}, by=cast["scrutiny officer"])


@recipe(steps.take_step, world="review")
def take_step(world: World, cast: Cast) -> Act:
    words = {"reason": "The committee agreed.", **TOLD}
    return Act(steps.take_step, (world.review, State.SCOPING), words, by=cast["scrutiny officer"])


@recipe(issue_report, world="review")
def issue(world: World, cast: Cast) -> Act:
    words: dict[str, Any] = {"reason": "Members agreed.", "on": REPORT, **REPORTED}
    recommendations.add_recommendation(world.review, text="Ask every pupil.", by=cast["clerk"])
    for state in BEFORE_REPORT[1:]:
        steps.take_step(world.review, state, **words, by=cast["clerk"])
    return Act(issue_report, (world.review,), words, by=cast["scrutiny officer"])


@recipe(steps.correct_reason, world="review")
def correct_reason(world: World, cast: Cast) -> Act:
    step = steps.take_step(world.review, State.SCOPING, **TOLD, by=cast["clerk"])
    return Act(steps.correct_reason, (step,), {"reason": "Members agreed."}, by=cast["scrutiny officer"])


@recipe(steps.correct_day, world="review")
def correct_day(world: World, cast: Cast) -> Act:
    step = steps.take_step(world.review, State.SCOPING, **TOLD, by=cast["clerk"])
    return Act(steps.correct_day, (step,), {**TOLD, "on": ON}, by=cast["scrutiny officer"])


@recipe(parents.add_parent, world="ground")
def add_parent(committee: Committee, cast: Cast) -> Act:
    review = proposing.propose_review(**WORDS, committees=[committee], at=AT, by=cast["clerk"])
    return Act(parents.add_parent, (review, other_committee()), {"on": ON}, by=cast["scrutiny officer"])


@recipe(parents.remove_parent, world="review")
def remove_parent(world: World, cast: Cast) -> Act:
    return Act(parents.remove_parent, (world.prosperous,), {}, by=cast["scrutiny officer"])


@recipe(parents.choose_monitor, world="review")
def choose_monitor(world: World, cast: Cast) -> Act:
    return Act(parents.choose_monitor, (world.prosperous,), {}, by=cast["scrutiny officer"])


@recipe(parents.tie_item, world="review")
def tie_item(world: World, cast: Cast) -> Act:
    return Act(parents.tie_item, (world.safeguarding, world.programme.tbc), {}, by=cast["scrutiny officer"])


@recipe(parents.untie_item, world="review")
def untie_item(world: World, cast: Cast) -> Act:
    return Act(parents.untie_item, (world.tied,), {}, by=cast["scrutiny officer"])


@recipe(panel.add_panellist, world="review")
def add_panellist(world: World, cast: Cast) -> Act:
    sits: dict[str, Any] = {"since": ON, "represents": world.safeguarding.committee}
    return Act(panel.add_panellist, (world.review, cast["member"].person), sits, by=cast["scrutiny officer"])


@recipe(panel.correct_panellist, world="review")
def correct_panellist(world: World, cast: Cast) -> Act:
    return Act(panel.correct_panellist, (world.expert,), {"interest": "A governor."}, by=cast["scrutiny officer"])


@recipe(panel.end_panellist, world="review")
def end_panellist(world: World, cast: Cast) -> Act:
    return Act(panel.end_panellist, (world.expert,), {"on": LATER}, by=cast["scrutiny officer"])


@recipe(panel.remove_panellist, world="review")
def remove_panellist(world: World, cast: Cast) -> Act:
    return Act(panel.remove_panellist, (world.expert,), {}, by=cast["scrutiny officer"])


# Recommendations, the notice and the answers

REPORTED: dict[str, Any] = {"at": dt.datetime(2021, 9, 14, 9, tzinfo=dt.UTC)}
SERVED: dict[str, Any] = {
    "recipient": "The Leader", "served_on": REPORT, "served_by": SentBy.EMAIL, "report_on": REPORT, **REPORTED,
}  # fmt: skip


@recipe(recommendations.add_recommendation, world="review")
def add_recommendation(world: World, cast: Cast) -> Act:
    return Act(
        recommendations.add_recommendation, (world.review,), {"text": "Ask every pupil."}, by=cast["scrutiny officer"]
    )


@recipe(recommendations.edit_recommendation, world="review")
def edit_recommendation(world: World, cast: Cast) -> Act:
    row = recommendations.add_recommendation(world.review, text="Ask pupils.", by=cast["clerk"])
    return Act(
        recommendations.edit_recommendation, (row,), {"measure": "A count each year."}, by=cast["scrutiny officer"]
    )


@recipe(recommendations.remove_recommendation, world="reported")
def remove_recommendation(world: Reported, cast: Cast) -> Act:
    """One that was issued: it is withdrawn, with the reason."""
    for state in (State.REPORTED, State.DRAFTING):
        again = {"reason": "A committee asked for changes.", "on": REPORT, **REPORTED}
        stepping.take_step(world.review, state, **again, by=cast["clerk"])
    told = {"reason": "The committees do it already."}
    return Act(recommendations.remove_recommendation, (world.second,), told, by=cast["scrutiny officer"])


@recipe(recommendations.name_addressee, world="review")
def name_addressee(world: World, cast: Cast) -> Act:
    row = recommendations.add_recommendation(world.review, text="Ask pupils.", by=cast["clerk"])
    to: dict[str, Any] = {"kind": AddresseeKind.EXECUTIVE, "name": "Cabinet Member for Education"}
    return Act(recommendations.name_addressee, (row,), to, by=cast["scrutiny officer"])


@recipe(recommendations.remove_addressee, world="reported")
def remove_addressee(world: Reported, cast: Cast) -> Act:
    return Act(
        recommendations.remove_addressee,
        (world.police,),
        {"reason": "By mistake, it was."},
        by=cast["scrutiny officer"],
    )


@recipe(endorsement.record_decision, world="reported")
def record_decision(world: Reported, cast: Cast) -> Act:
    told: dict[str, Any] = {"decision": "comments", "comments": "Ask every year.", "on": REPORT, "proof": BOOK}
    return Act(
        endorsement.record_decision, (world.review.parents.first(),), told | REPORTED, by=cast["scrutiny officer"]
    )


@recipe(endorsement.correct_decision, world="reported")
def correct_decision(world: Reported, cast: Cast) -> Act:
    parent = world.review.parents.get(committee=world.review.monitored_by)
    made = parent.endorsements.last()
    return Act(endorsement.correct_decision, (made,), {"comments": "Every year."}, by=cast["scrutiny officer"])


@recipe(endorsement.withdraw_decision, world="reported")
def withdraw_decision(world: Reported, cast: Cast) -> Act:
    made = world.review.parents.get(committee=world.review.monitored_by).endorsements.last()
    told = {"reason": "Entered by mistake.", **REPORTED}
    return Act(endorsement.withdraw_decision, (made,), told, by=cast["scrutiny officer"])


@recipe(on_programme.tell_overdue, world="reported")
def tell_overdue(world: Reported, cast: Cast) -> Act:
    proposing.publish_review(world.review, **REPORTED, by=cast["clerk"])
    notice = responses.serve_notice(world.review, [world.cabinet], **SERVED, by=cast["clerk"])
    responses.record_receipt(notice, received_on=REPORT, proof="By email", **REPORTED, by=cast["clerk"])
    return Act(on_programme.tell_overdue, (world.review,), {"on": dt.date(2022, 1, 10)}, by=cast["scrutiny officer"])


@recipe(responses.serve_notice, world="reported")
def serve_notice(world: Reported, cast: Cast) -> Act:
    return Act(responses.serve_notice, (world.review, [world.cabinet]), SERVED, by=cast["scrutiny officer"])


@recipe(responses.record_receipt, world="reported")
def record_receipt(world: Reported, cast: Cast) -> Act:
    notice = responses.serve_notice(world.review, [world.cabinet], **SERVED, by=cast["clerk"])
    when = {"received_on": REPORT, "proof": "By email", **REPORTED}
    return Act(responses.record_receipt, (notice,), when, by=cast["scrutiny officer"])


@recipe(responses.record_response, world="reported")
def record_response(world: Reported, cast: Cast) -> Act:
    return Act(responses.record_response, (world.cabinet,), ANSWERED, by=cast["scrutiny officer"])


@recipe(responses.correct_response, world="reported")
def correct_response(world: Reported, cast: Cast) -> Act:
    made = responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])
    return Act(
        responses.correct_response,
        (made,),
        {"officer": "Olive Officer", "reason": "It was misheard.", **REPORTED},
        by=cast["scrutiny officer"],
    )


@recipe(responses.remove_response, world="reported")
def remove_response(world: Reported, cast: Cast) -> Act:
    made = responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])
    told = {"reason": "Someone else answered.", **REPORTED}
    return Act(responses.remove_response, (made,), told, by=cast["scrutiny officer"])


@recipe(responses.remove_notice, world="reported")
def remove_notice(world: Reported, cast: Cast) -> Act:
    notice = responses.serve_notice(world.review, [world.cabinet], **SERVED, by=cast["clerk"])
    told = {"reason": "It was never sent.", **REPORTED}
    return Act(responses.remove_notice, (notice,), told, by=cast["scrutiny officer"])
