"""The demonstration's joint spotlight review, entered with the verbs that people use, each act on its own day."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, Person, User
from committee.portal.demo.papers import facts_of
from committee.portal.demo.programme import noon
from committee.richtext import cleaning
from meetings.models import Paper
from reviews.agenda_papers import verbs as agenda_papers
from reviews.answers import response_verbs as responses
from reviews.evidence import call_verbs as calls
from reviews.evidence import publication
from reviews.evidence import session_verbs as sessions
from reviews.evidence import verbs as evidence
from reviews.evidence import witness_verbs as witnesses
from reviews.findings import figure_verbs as figures
from reviews.findings import finding_verbs as findings
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import Addressee, AddresseeKind, PaperPurpose, PointKind, Review, State
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.report import left_out
from reviews.report import verbs as report
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps
from workprogramme.models import ProgrammeItem

Facts = dict[str, Any]
WORDS = ("title", "kind", "question", "why", "involves_service_users")


def load_review(facts: Facts, by: User) -> Review:
    """Load the review with panel, items, steps, recommendations and answers; return an existing review as it is."""
    if existing := Review.objects.filter(title=facts["title"]).first():
        return existing
    committees = [Committee.objects.get(slug=slug) for slug in facts["committees"]]
    words = {name: facts[name] for name in WORDS} | {"contact": Person.objects.get(slug=facts["contact"])}
    review = proposing.propose_review(**words, committees=committees, at=noon(facts["proposed_on"]), by=by)
    for parent in review.parents.select_related("committee"):
        items = ProgrammeItem.objects.taken_up().filter(programme__committee=parent.committee, title__in=facts["items"])
        for item in items.order_by("pk"):
            parents.tie_item(parent, item, by=by)
    for place in facts["panel"]:
        member, body = Person.objects.get(slug=place["person"]), Committee.objects.get(slug=place["represents"])
        role = place.get("role", "member")
        panel.add_panellist(review, member, since=facts["proposed_on"], role=role, represents=body, by=by)
    _publish_and_go_on(review, facts, by)
    return review


def _publish_and_go_on(review: Review, facts: Facts, by: User) -> None:
    having_read(proposing.publish_review)(review, at=noon(facts["published_on"]), by=by)
    load_scope(review, by)
    load_sessions(review, by)
    load_evidence(review, by)
    load_figures(review, by)
    load_report(review, by)
    for entry in facts["recommendations"]:
        _recommend(review, entry, by)
    load_findings(review, by)
    for step in facts["steps"]:
        on = step["on"]
        arguments = {"on": on, "reason": step.get("reason", ""), "at": noon(on), "by": by}
        if step["to"] == State.REPORTED:
            having_read(issue_report)(review, **arguments)
        else:
            steps.take_step(review, step["to"], **arguments)
    load_papers(review, by)
    for parent in review.parents.order_by("pk"):
        decided = facts["decision"]
        having_read(endorsement.record_decision)(parent, **decided, at=noon(decided["on"]), by=by)
    _ask_and_answer(review, facts["notice"], facts["response"], by)


def _recommend(review: Review, entry: Facts, by: User) -> None:
    row = recommendations.add_recommendation(
        review, text=entry["text"], wanted_months=entry.get("wanted_months"), by=by
    )
    named = [(AddresseeKind.EXECUTIVE, name) for name in entry.get("executive", [])]
    named += [(AddresseeKind.COMMITTEE, name) for name in entry.get("committees", [])]
    for kind, name in named:
        recommendations.name_addressee(row, kind=kind, name=name, by=by)


def _ask_and_answer(review: Review, notice: Facts, answer: Facts, by: User) -> None:
    """Serve the notice on every addressee of the executive, and record the same answer, on the same day, for each."""
    addressees = list(
        Addressee.objects.filter(recommendation__review=review, kind=AddresseeKind.EXECUTIVE).order_by("pk")
    )
    words = {name: notice[name] for name in ("recipient", "served_by", "served_on", "report_on")}
    served = having_read(responses.serve_notice)(review, addressees, **words, at=noon(notice["served_on"]), by=by)
    responses.record_receipt(served, received_on=notice["received_on"], at=noon(notice["received_on"]), by=by)
    for addressee in addressees:
        having_read(responses.record_response)(addressee, **answer, at=noon(answer["received_on"]), by=by)


AGENDA, TITLE = dt.date(2022, 4, 21), "Sexual Harassment in Education"


def load_scope(review: Review, by: User) -> None:
    """Write the points and the method of the scope, and record the committee's agreement to them."""
    facts = facts_of("review-scope")
    for kind, lines in facts["points"].items():
        scope.add_points(review, kind=kind, text="\n".join(lines), by=by)
    scope.describe_method(review, method=facts["method"], evidence_on=facts["evidence_on"], by=by)
    agreed = facts["agreed"]
    parent = review.parents.get(committee__slug=agreed["committee"])
    having_read(scope.record_agreement)(parent, on=agreed["on"], proof=agreed["proof"], at=noon(agreed["on"]), by=by)


def load_sessions(review: Review, by: User) -> None:
    """Enter the session with its witnesses, the people who sent evidence, and the members' questions."""
    facts = facts_of("review-sessions")
    on, forget_on = facts["on"], facts["forget_on"]
    session = sessions.add_session(review, on=on, by=by)
    came = {}
    for entry in facts["heard"]:
        witness = witnesses.add_witness(review, post=entry["post"], body=entry["body"], forget_on=forget_on, by=by)
        [invited] = witnesses.invite(session, [witness], at=noon(on), by=by)
        came[invited.pk] = entry.get("came", "person")
    witnesses.record_attendance(session, came, at=noon(on), by=by)
    for entry in facts["wrote"]:
        witnesses.add_witness(review, **entry, sent_evidence=True, forget_on=forget_on, by=by)
    for entry in facts["questions"]:
        member = review.panel.get(person__slug=entry["person"])
        sessions.add_questions(session, text=entry["text"], asked_by=member, by=by)


def load_evidence(review: Review, by: User) -> None:
    """Open the call for evidence, add each piece as of the day it was received, and publish the `published` pieces."""
    facts = facts_of("review-evidence")
    having_read(calls.open_call)(review, **facts["call"], by=by)
    for entry in facts["evidence"]:
        _add_evidence(review, entry, facts, by)


def _add_evidence(review: Review, entry: dict[str, Any], facts: dict[str, Any], by: User) -> None:
    words = {name: value for name, value in entry.items() if name not in ("redacted", "published")}
    made = evidence.add_evidence(review, **words, at=noon(entry["received_on"]), by=by)
    at = noon(facts["published_on"])
    if redacted := entry.get("redacted"):
        made = having_read(publication.redact_evidence)(made, text=redacted, at=at, by=by)
    if entry.get("published"):
        having_read(publication.publish_evidence)(made, at=at, by=by)


def load_findings(review: Review, by: User) -> None:
    """Write the findings, each with the purposes of the review that it answers."""
    purposes = list(review.scope_points.filter(kind=PointKind.PURPOSE).order_by("position"))
    for entry in facts_of("review-findings")["findings"]:
        findings.add_finding(
            review,
            text=entry["text"],
            evidence_words=entry["evidence"],
            scope_points=[purposes[number - 1] for number in entry["answers"]],
            recommendations=review.recommendations.filter(number__in=entry["recommendations"]),
            by=by,
        )


def load_figures(review: Review, by: User) -> None:
    """Enter the tables of figures and publish them. Small numbers are hidden automatically."""
    facts = facts_of("review-figures")
    for entry in facts["tables"]:
        words = {name: entry.get(name, "") for name in ("title", "source", "note", "text")}
        table = figures.add_figures(review, **words, by=by)
        if mark := entry.get("mark"):
            figures.mark_definition(table, **mark, by=by)
        having_read(figures.publish_figures)(table, at=noon(facts["published_on"]), by=by)


def load_report(review: Review, by: User) -> None:
    """Assign and write every section, and record that the report does not mislead without the withheld evidence."""
    facts = facts_of("review-report")
    at = noon(facts["written_on"])
    for kind, entry in facts["sections"].items():
        report.assign_section(review, kind, to=Person.objects.get(slug=entry["by"]), by=by)
        text = cleaning.from_plain(entry["text"].strip().replace("'", "’"))
        report.write_section(review, kind, text=text, revision=0, at=at, by=by)
    left_out.say_left_out(review, would_mislead=False, at=at, by=by)


def load_papers(review: Review, by: User) -> None:
    """Name the paper on the agenda of the day AGENDA as the review's report; skip a meeting that was not loaded."""
    papers = Paper.objects.filter(item__meeting__date=AGENDA, item__title__contains=TITLE, of_review__isnull=True)
    for parent in review.parents.filter(committee__meetings__date=AGENDA):
        paper = papers.filter(item__meeting__committee=parent.committee_id).order_by("position").first()
        if paper:
            agenda_papers.name_paper(parent, PaperPurpose.REPORT, paper, at=noon(AGENDA), by=by)
