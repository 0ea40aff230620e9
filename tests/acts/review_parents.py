"""Recipes of what the committees of a review do with it, and of ways out of mistakes with its notices."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from meetings.agendas import verbs as agendas
from meetings.models import Meeting
from meetings.papers import verbs as papers
from reviews.agenda_papers import verbs as agenda_papers
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import State
from reviews.proposing import verbs as proposing
from tests.acts import Act, Cast, recipe
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, AT, REPORT, Reported

SERVED: dict[str, Any] = {
    "recipient": "The Leader", "served_on": REPORT, "served_by": "email", "report_on": REPORT, "at": AT,
}  # fmt: skip


@recipe(agenda_papers.put_on_agenda, world="reported")
def put_on_agenda(world: Reported, cast: Cast) -> Act:
    """Return the act that puts the report on the agenda of 10 January 2022."""
    having_read(proposing.publish_review)(world.review, at=AT, by=cast["clerk"])
    parent = world.review.parents.get(committee=world.review.monitored_by)
    meeting = Meeting.objects.get(committee=parent.committee, date=dt.date(2022, 1, 10))
    return Act(agenda_papers.put_on_agenda, (parent, "report", meeting), {"at": AT}, by=cast["scrutiny officer"])


@recipe(agenda_papers.name_paper, world="reported")
def name_paper(world: Reported, cast: Cast) -> Act:
    """Return the act that names a paper, uploaded to the agenda of 10 January 2022, as the report."""
    parent = world.review.parents.get(committee=world.review.monitored_by)
    meeting = Meeting.objects.get(committee=parent.committee, date=dt.date(2022, 1, 10))
    item = agendas.add_item(meeting, title="Young carers", by=cast["clerk"])
    uploaded = papers.expect_paper(item, title="Report of the panel", by=cast["clerk"])
    return Act(agenda_papers.name_paper, (parent, "report", uploaded), {"at": AT}, by=cast["scrutiny officer"])


@recipe(agenda_papers.bring_response, world="reported")
def bring_response(world: Reported, cast: Cast) -> Act:
    having_read(proposing.publish_review)(world.review, at=AT, by=cast["clerk"])
    responses.serve_notice(world.review, [world.cabinet], **SERVED, by=cast["clerk"])
    responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])
    return Act(agenda_papers.bring_response, (world.review,), {"at": AT}, by=cast["scrutiny officer"])


@recipe(responses.correct_notice, world="reported")
def correct_notice(world: Reported, cast: Cast) -> Act:
    notice = responses.serve_notice(world.review, [world.cabinet], **SERVED, by=cast["clerk"])
    days = {"served_on": REPORT, "report_on": REPORT - dt.timedelta(days=1), "proof_of_dates": "A copy", "at": AT}
    return Act(responses.correct_notice, (notice,), days, by=cast["scrutiny officer"])


@recipe(recommendations.restore_recommendation, world="reported")
def restore_recommendation(world: Reported, cast: Cast) -> Act:
    """One that was withdrawn while the report was drafted anew."""
    for state in (State.REPORTED, State.DRAFTING):
        again: dict[str, Any] = {"reason": "A committee asked for changes.", "on": REPORT, "at": AT}
        stepping.take_step(world.review, state, **again, by=cast["clerk"])
    recommendations.remove_recommendation(world.second, reason="Done already.", by=cast["clerk"])
    return Act(recommendations.restore_recommendation, (world.second,), {}, by=cast["scrutiny officer"])
