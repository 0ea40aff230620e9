"""Recipes of answers, progress and look-backs, and of what a review's committees do with it."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Portfolio, PortfolioHolding
from meetings.agendas import verbs as agendas
from meetings.models import Meeting
from meetings.papers import verbs as papers
from reviews.agenda_papers import verbs as agenda_papers
from reviews.answers import on_programme
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import AnswerDraft, Response, State
from reviews.overview import task_mails
from reviews.proposing import verbs as proposing
from tests.acts import Act, Cast, by_scrutiny, done_by, recipe
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, AT, REPORT, Reported

WRITTEN: dict[str, Any] = {"answer": "accepted", "action": "Every school asks."}
WHEN: dict[str, Any] = {"at": AT}


def named(world: Reported, cast: Cast) -> AnswerDraft:
    """Name Olive as writer of the Cabinet Member's answer; Oscar is of the executive and no scrutiny body."""
    portfolio = Portfolio.objects.create(name="Education")
    since, person = dt.date(2021, 5, 20), cast["other member"].person
    assert person is not None  # Oscar is a councillor
    PortfolioHolding.objects.create(person=person, portfolio=portfolio, since=since)
    return verbs.name_writer(world.cabinet, writer=cast["officer"].person, **WHEN, by=cast["clerk"])


def sent(world: Reported, cast: Cast) -> AnswerDraft:
    """Send Olive's answer to be signed off."""
    return verbs.send_answer(named(world, cast), **WRITTEN, **WHEN, by=cast["officer"])


@recipe(verbs.name_writer, world="reported")
def name_writer(world: Reported, cast: Cast) -> Act:
    partner = {"forename": "Pat", "surname": "Partner", "mailbox": "pat@police.example", **WHEN}
    return Act(verbs.name_writer, (world.police,), partner, by=cast["scrutiny officer"])


done_by("officer", {"officer"})(verbs.keep_draft, "reported", named, action="Schools ask.")
done_by("officer", {"officer"})(verbs.send_answer, "reported", named, **WRITTEN, **WHEN)
by_scrutiny(verbs.ask_for_answer, "reported", named, **WHEN)


@recipe(verbs.revoke_link, world="reported")
def revoke_link(world: Reported, cast: Cast) -> Act:
    act = name_writer(world, cast)
    draft = verbs.ask_for_answer(act(), **WHEN, by=cast["clerk"])
    return Act(verbs.revoke_link, (draft,), WHEN, by=cast["scrutiny officer"])


@recipe(verbs.remind, world="reported")
def remind(world: Reported, cast: Cast) -> Act:
    served: dict[str, Any] = {"recipient": "The Leader", "served_on": REPORT, "served_by": "hand", "report_on": REPORT}
    notice = responses.serve_notice(world.review, [world.cabinet], **served, **WHEN, by=cast["clerk"])
    responses.record_receipt(notice, received_on=REPORT, proof="By email", **WHEN, by=cast["clerk"])
    world.cabinet.refresh_from_db()
    late = {"at": dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)}
    return Act(verbs.remind, (named(world, cast),), late, by=cast["scrutiny officer"])


done_by("other member", {"other member"})(verbs.sign_off, "reported", sent, **WHEN)


def recorded(world: Reported, cast: Cast) -> Response:
    """Record an answer while Olive's waits to be signed off."""
    sent(world, cast)
    return responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])


UNCLEAR: dict[str, Any] = {"reason": "Enter which schools.", **WHEN}
done_by("other member", {"other member"})(verbs.sign_response, "reported", recorded, **WHEN)
done_by("other member", {"other member"})(verbs.send_back_response, "reported", recorded, **UNCLEAR)
done_by("other member", {"other member"})(verbs.send_back, "reported", sent, **UNCLEAR)


@recipe(verbs.publish_answer, world="reported")
def publish_answer(world: Reported, cast: Cast) -> Act:
    draft = verbs.sign_off(sent(world, cast), **WHEN, by=cast["other member"])
    return Act(verbs.publish_answer, (draft,), {"received_on": REPORT, **WHEN}, by=cast["scrutiny officer"])


def accepted(world: Reported, cast: Cast) -> None:
    """Accept the recommendation to the Cabinet Member; Olive reports on it."""
    named(world, cast)
    responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])


@recipe(progress.report_progress, world="reported", may={"officer"})
def report_progress(world: Reported, cast: Cast) -> Act:
    accepted(world, cast)
    told = {"status": "on_track", "evidence": "Ten schools ask.", "on": REPORT, **WHEN}
    return Act(progress.report_progress, (world.cabinet,), told, by=cast["officer"])


@recipe(progress.judge_progress, world="reported")
def judge_progress(world: Reported, cast: Cast) -> Act:
    accepted(world, cast)
    told = {"status": "not_needed", "evidence": "A letter.", "reason": "The law does it.", "on": REPORT, **WHEN}
    return Act(progress.judge_progress, (world.cabinet,), told, by=cast["scrutiny officer"])


@recipe(progress.publish_progress, world="reported")
def publish_progress(world: Reported, cast: Cast) -> Act:
    report_progress(world, cast)()
    return Act(progress.publish_progress, (world.review,), WHEN, by=cast["scrutiny officer"])


@recipe(progress.ask_for_progress, world="reported")
def ask_for_progress(world: Reported, cast: Cast) -> Act:
    accepted(world, cast)
    half_a_year_later = {"at": dt.datetime(2022, 4, 1, 9, tzinfo=dt.UTC)}
    draft = AnswerDraft.objects.get(addressee=world.cabinet)
    return Act(progress.ask_for_progress, (draft,), half_a_year_later, by=cast["scrutiny officer"])


@recipe(on_programme.plan_look_back, world="reported")
def plan_look_back(world: Reported, cast: Cast) -> Act:
    served: dict[str, Any] = {"recipient": "The Leader", "served_on": REPORT, "served_by": "hand", "report_on": REPORT}
    responses.serve_notice(world.review, [world.cabinet], **served, **WHEN, by=cast["clerk"])
    responses.record_response(world.cabinet, **ANSWERED, by=cast["clerk"])
    proposing.publish_review(world.review, **WHEN, by=cast["clerk"])
    return Act(on_programme.plan_look_back, (world.review,), {"on": REPORT, **WHEN}, by=cast["scrutiny officer"])


@recipe(task_mails.tell_what_waits, world="reported")
def tell_what_waits(world: Reported, cast: Cast) -> Act:
    officer = cast["scrutiny officer"]
    return Act(task_mails.tell_what_waits, (officer, task_mails.tasks_of_officers(REPORT)), WHEN, by=officer)


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
