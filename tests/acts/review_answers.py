"""Recipes of a review: proposed and stepped on; answers, progress, look-backs, and what its committees do with it."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, Portfolio, PortfolioHolding
from meetings.agendas import verbs as agendas
from meetings.models import Meeting
from meetings.papers import verbs as papers
from reviews.agenda_papers import verbs as agenda_papers
from reviews.answers import on_programme
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import (
    BEFORE_REPORT,
    AddresseeKind,
    AnswerDraft,
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
from reviews.overview import task_mails
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps
from tests.acts import Act, Cast, by_scrutiny, done_by, recipe
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, AT, BOOK, REPORT, Reported
from tests.reviews.world import AT as PROPOSED
from tests.reviews.world import ON, WORDS, World, other_committee

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


LATER = dt.date(2021, 7, 1)
TOLD: dict[str, Any] = {"on": LATER, "at": dt.datetime(2021, 7, 1, 9, tzinfo=dt.UTC)}


by_scrutiny(proposing.propose_review, "ground", **WORDS, committees=lambda committee, _: [committee], at=PROPOSED)
by_scrutiny(proposing.edit_review, "review", lambda world, _: world.review, question="Who asks?")
by_scrutiny(proposing.publish_review, "review", lambda world, _: world.review, at=PROPOSED)
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
    review = proposing.propose_review(**WORDS, committees=[committee], at=PROPOSED, by=cast["clerk"])
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
SENT_BY_EMAIL: dict[str, Any] = {
    "recipient": "The Leader", "served_on": REPORT, "served_by": SentBy.EMAIL, "report_on": REPORT, **REPORTED,
}  # fmt: skip


by_scrutiny(recommendations.add_recommendation, "review", lambda world, _: world.review, text="Ask every pupil.")


def _recommendation(world: World, cast: Cast) -> Recommendation:
    """Add a recommendation."""
    return recommendations.add_recommendation(world.review, text="Ask pupils.", by=cast["clerk"])


def _notice(world: Reported, cast: Cast) -> Notice:
    """Serve the notice on the Cabinet Member."""
    return responses.serve_notice(world.review, [world.cabinet], **SENT_BY_EMAIL, by=cast["clerk"])


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


by_scrutiny(responses.serve_notice, "reported", lambda world, _: (world.review, [world.cabinet]), **SENT_BY_EMAIL)
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
