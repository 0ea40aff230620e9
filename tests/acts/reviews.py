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
from reviews.models import (
    BEFORE_REPORT,
    AddresseeKind,
    Endorsement,
    Notice,
    PointKind,
    Recommendation,
    Response,
    ReviewStep,
    ScopeAgreement,
    ScopePoint,
    SentBy,
    State,
)
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, by_scrutiny, recipe
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, BOOK, REPORT, Reported
from tests.reviews.world import AT, ON, WORDS, World, other_committee

LATER = dt.date(2021, 7, 1)
TOLD: dict[str, Any] = {"on": LATER, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}


by_scrutiny(proposing.propose_review, "ground", **WORDS, committees=lambda committee, _: [committee], at=AT)
by_scrutiny(proposing.edit_review, "review", lambda world, _: world.review, question="Who asks?")
by_scrutiny(proposing.publish_review, "review", lambda world, _: world.review, at=AT)
by_scrutiny(
    steps.take_step, "review", lambda world, _: (world.review, State.SCOPING), reason="The committee agreed.", **TOLD
)


@recipe(issue_report, world="review")
def issue(world: World, cast: Cast) -> Act:
    words: dict[str, Any] = {"reason": "Members agreed.", "on": REPORT, **REPORTED}
    recommendations.add_recommendation(world.review, text="Ask every pupil.", by=cast["clerk"])
    for state in BEFORE_REPORT[1:]:
        steps.take_step(world.review, state, **words, by=cast["clerk"])
    return Act(issue_report, (world.review,), words, by=cast["scrutiny officer"])


def _step(world: World, cast: Cast) -> ReviewStep:
    return steps.take_step(world.review, State.SCOPING, **TOLD, by=cast["clerk"])


by_scrutiny(steps.correct_reason, "review", _step, reason="Members agreed.")
by_scrutiny(steps.correct_day, "review", _step, **TOLD | {"on": ON})


@recipe(parents.add_parent, world="ground")
def add_parent(committee: Committee, cast: Cast) -> Act:
    review = proposing.propose_review(**WORDS, committees=[committee], at=AT, by=cast["clerk"])
    return Act(parents.add_parent, (review, other_committee()), {"on": ON}, by=cast["scrutiny officer"])


by_scrutiny(parents.remove_parent, "review", lambda world, _: world.prosperous)
by_scrutiny(parents.choose_monitor, "review", lambda world, _: world.prosperous)
by_scrutiny(parents.tie_item, "review", lambda world, _: (world.safeguarding, world.programme.tbc))
by_scrutiny(parents.untie_item, "review", lambda world, _: world.tied)


@recipe(panel.add_panellist, world="review")
def add_panellist(world: World, cast: Cast) -> Act:
    sits: dict[str, Any] = {"since": ON, "represents": world.safeguarding.committee}
    return Act(panel.add_panellist, (world.review, cast["member"].person), sits, by=cast["scrutiny officer"])


by_scrutiny(panel.correct_panellist, "review", lambda world, _: world.expert, interest="A governor.")
by_scrutiny(panel.end_panellist, "review", lambda world, _: world.expert, on=LATER)
by_scrutiny(panel.remove_panellist, "review", lambda world, _: world.expert)


# Recommendations, the notice and the answers

REPORTED: dict[str, Any] = {"at": dt.datetime(2021, 9, 14, 9, tzinfo=dt.UTC)}
SERVED: dict[str, Any] = {
    "recipient": "The Leader", "served_on": REPORT, "served_by": SentBy.EMAIL, "report_on": REPORT, **REPORTED,
}  # fmt: skip


by_scrutiny(recommendations.add_recommendation, "review", lambda world, _: world.review, text="Ask every pupil.")


def _recommendation(world: World, cast: Cast) -> Recommendation:
    """Add a recommendation."""
    return recommendations.add_recommendation(world.review, text="Ask pupils.", by=cast["clerk"])


def _notice(world: Reported, cast: Cast) -> Notice:
    """Serve the notice on the Cabinet Member."""
    return responses.serve_notice(world.review, [world.cabinet], **SERVED, by=cast["clerk"])


def _response(world: Reported, cast: Cast) -> Response:
    """Record the Cabinet Member's answer."""
    return responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])


by_scrutiny(recommendations.edit_recommendation, "review", _recommendation, measure="A count each year.")


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
    row = _recommendation(world, cast)
    to: dict[str, Any] = {"kind": AddresseeKind.EXECUTIVE, "name": "Cabinet Member for Education"}
    return Act(recommendations.name_addressee, (row,), to, by=cast["scrutiny officer"])


by_scrutiny(recommendations.remove_addressee, "reported", lambda world, _: world.police, reason="By mistake, it was.")


@recipe(endorsement.record_decision, world="reported")
def record_decision(world: Reported, cast: Cast) -> Act:
    told: dict[str, Any] = {"decision": "comments", "comments": "Ask every year.", "on": REPORT, "proof": BOOK}
    return Act(
        endorsement.record_decision, (world.review.parents.first(),), told | REPORTED, by=cast["scrutiny officer"]
    )


def _endorsed(world: Reported, cast: Cast) -> Endorsement | None:
    return world.review.parents.get(committee=world.review.monitored_by).endorsements.last()


by_scrutiny(endorsement.correct_decision, "reported", _endorsed, comments="Every year.")
by_scrutiny(endorsement.withdraw_decision, "reported", _endorsed, reason="Entered by mistake.", **REPORTED)


@recipe(on_programme.tell_overdue, world="reported")
def tell_overdue(world: Reported, cast: Cast) -> Act:
    proposing.publish_review(world.review, **REPORTED, by=cast["clerk"])
    notice = _notice(world, cast)
    responses.record_receipt(notice, received_on=REPORT, proof="By email", **REPORTED, by=cast["clerk"])
    return Act(on_programme.tell_overdue, (world.review,), {"on": dt.date(2022, 1, 10)}, by=cast["scrutiny officer"])


by_scrutiny(responses.serve_notice, "reported", lambda world, _: (world.review, [world.cabinet]), **SERVED)
by_scrutiny(responses.record_receipt, "reported", _notice, received_on=REPORT, proof="By email", **REPORTED)
by_scrutiny(responses.record_response, "reported", lambda world, _: world.cabinet, **ANSWERED)
by_scrutiny(
    responses.correct_response, "reported", _response, officer="Olive Officer", reason="It was misheard.", **REPORTED
)
by_scrutiny(responses.remove_response, "reported", _response, reason="Someone else answered.", **REPORTED)
by_scrutiny(responses.remove_notice, "reported", _notice, reason="It was never sent.", **REPORTED)


DAY = dt.date(2021, 7, 1)
THEN: dict[str, Any] = {"on": DAY, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}
PROVED = THEN | {"proof": "Minute book"}


def point(world: World, cast: Cast) -> ScopePoint:
    """Add two points of the purpose, and return the second."""
    lines = "Find out whether schools ask.\nHear young carers."
    return scope.add_points(world.review, kind=PointKind.PURPOSE, text=lines, by=cast["clerk"])[1]


by_scrutiny(
    scope.add_points, "review", lambda world, _: world.review, kind=PointKind.OUT_OF_SCOPE, text="Carers of full age."
)
by_scrutiny(scope.edit_point, "review", point, text="Hear pupils.")
by_scrutiny(scope.remove_point, "review", point)
by_scrutiny(scope.move_point_up, "review", point)
by_scrutiny(
    scope.describe_method, "review", lambda world, _: world.review, method="A day of hearings.", evidence_on=DAY
)


@recipe(scope.record_agreement, world="review")
def record_agreement(world: World, cast: Cast) -> Act:
    point(world, cast)
    return Act(scope.record_agreement, (world.safeguarding,), PROVED, by=cast["scrutiny officer"])


def agreed(world: World, cast: Cast) -> ScopeAgreement:
    """Record that the committee agreed to a scope of two points."""
    point(world, cast)
    return scope.record_agreement(world.safeguarding, **PROVED, by=cast["clerk"])


by_scrutiny(scope.correct_agreement, "review", agreed, **PROVED | {"on": dt.date(2021, 6, 30)})
by_scrutiny(scope.strike_out_agreement, "review", agreed, reason="It was another committee.")
