"""The demonstration's joint spotlight review, entered with the verbs that people use, each at its day."""

from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, Person, User
from committee.portal.demo.programme import noon
from committee.portal.demo.review_parts import (
    load_evidence,
    load_figures,
    load_findings,
    load_papers,
    load_report,
    load_scope,
    load_sessions,
)
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import Addressee, AddresseeKind, Review, State
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps
from workprogramme.models import ProgrammeItem

Facts = dict[str, Any]
WORDS = ("title", "kind", "question", "why", "involves_service_users")


def load_review(facts: Facts, by: User) -> Review:
    """Load the review with its panel, items, steps, recommendations and answers; return an existing one as it is."""
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
        _sit(review, place, facts, by)
    _publish_and_go_on(review, facts, by)
    return review


def _sit(review: Review, place: Facts, facts: Facts, by: User) -> None:
    panel.add_panellist(
        review, Person.objects.get(slug=place["person"]), since=facts["proposed_on"],
        role=place.get("role", "member"), represents=Committee.objects.get(slug=place["represents"]), by=by,
    )  # fmt: skip


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
    """Serve the notice on all of the executive, and record an answer of each on one day."""
    addressees = list(
        Addressee.objects.filter(recommendation__review=review, kind=AddresseeKind.EXECUTIVE).order_by("pk")
    )
    words = {name: notice[name] for name in ("recipient", "served_by", "served_on", "report_on")}
    served = having_read(responses.serve_notice)(review, addressees, **words, at=noon(notice["served_on"]), by=by)
    responses.record_receipt(served, received_on=notice["received_on"], at=noon(notice["received_on"]), by=by)
    for addressee in addressees:
        having_read(responses.record_response)(addressee, **answer, at=noon(answer["received_on"]), by=by)
