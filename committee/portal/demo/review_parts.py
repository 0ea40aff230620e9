"""The parts of the demonstration's joint review: scope, sessions, evidence, findings, figures, report, its paper."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from committee.acts.seen import having_read
from committee.models import Person, User
from committee.portal.demo.programme import noon
from committee.richtext import cleaning
from meetings.models import Paper
from reviews.agenda_papers import verbs as agenda_papers
from reviews.evidence import call_verbs as calls
from reviews.evidence import publication
from reviews.evidence import session_verbs as sessions
from reviews.evidence import verbs as evidence
from reviews.evidence import witness_verbs as witnesses
from reviews.findings import figure_verbs as figures
from reviews.findings import finding_verbs as findings
from reviews.models import PaperPurpose, PointKind, Review
from reviews.proposing import scope_verbs as scope
from reviews.report import left_out
from reviews.report import verbs as report

AGENDA, TITLE = dt.date(2022, 4, 21), "Sexual Harassment in Education"


def load_scope(review: Review, by: User) -> None:
    """Write the points and the method, and record that the committee agreed them on its day."""
    facts = _facts("review-scope")
    for kind, lines in facts["points"].items():
        scope.add_points(review, kind=kind, text="\n".join(lines), by=by)
    scope.describe_method(review, method=facts["method"], evidence_on=facts["evidence_on"], by=by)
    agreed = facts["agreed"]
    parent = review.parents.get(committee__slug=agreed["committee"])
    having_read(scope.record_agreement)(parent, on=agreed["on"], proof=agreed["proof"], at=noon(agreed["on"]), by=by)


def load_sessions(review: Review, by: User) -> None:
    """Enter the session with everybody who was heard, those who sent evidence, and a question of each member."""
    facts = _facts("review-sessions")
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
    """Add each piece on the day it came, publish what is to be, and record the call for evidence."""
    facts = _facts("review-evidence")
    having_read(calls.open_call)(review, **facts["call"], by=by)
    for entry in facts["evidence"]:
        _add_evidence(review, entry, facts, by)


def _add_evidence(review: Review, entry: dict[str, Any], facts: dict[str, Any], by: User) -> None:
    given = {name: value for name, value in entry.items() if name not in ("redacted", "published")}
    made = evidence.add_evidence(review, **given, at=noon(entry["received_on"]), by=by)
    at = noon(facts["published_on"])
    if redacted := entry.get("redacted"):
        made = having_read(publication.redact_evidence)(made, text=redacted, at=at, by=by)
    if entry.get("published"):
        having_read(publication.publish_evidence)(made, at=at, by=by)


def load_findings(review: Review, by: User) -> None:
    """Write the findings, each with the purposes of the review that it answers."""
    purposes = list(review.scope_points.filter(kind=PointKind.PURPOSE).order_by("position"))
    for entry in _facts("review-findings")["findings"]:
        findings.add_finding(
            review,
            text=entry["text"],
            evidence_words=entry["evidence"],
            scope_points=[purposes[number - 1] for number in entry["answers"]],
            recommendations=review.recommendations.filter(number__in=entry["recommendations"]),
            by=by,
        )


def load_figures(review: Review, by: User) -> None:
    """Enter both tables and publish them: small numbers are hidden automatically."""
    facts = _facts("review-figures")
    for entry in facts["tables"]:
        words = {name: entry.get(name, "") for name in ("title", "source", "note", "text")}
        table = figures.add_figures(review, **words, by=by)
        if mark := entry.get("mark"):
            figures.mark_definition(table, **mark, by=by)
        having_read(figures.publish_figures)(table, at=noon(facts["published_on"]), by=by)


def load_report(review: Review, by: User) -> None:
    """Assign and write every section; the figures that are left out stand in tables without small numbers."""
    facts = _facts("review-report")
    at = noon(facts["written_on"])
    for kind, entry in facts["sections"].items():
        report.assign_section(review, kind, to=Person.objects.get(slug=entry["by"]), by=by)
        text = cleaning.from_plain(_typographic(entry["text"].strip()))
        report.write_section(review, kind, text=text, revision=0, at=at, by=by)
    left_out.say_left_out(review, would_mislead=False, at=at, by=by)


def _typographic(text: str) -> str:
    return text.replace("'", "’")


def load_papers(review: Review, by: User) -> None:
    """Name the paper of that agenda as the report; nothing where the meeting was not loaded."""
    papers = Paper.objects.filter(item__meeting__date=AGENDA, item__title__contains=TITLE, of_review__isnull=True)
    for parent in review.parents.filter(committee__meetings__date=AGENDA):
        paper = papers.filter(item__meeting__committee=parent.committee_id).order_by("position").first()
        if paper:
            agenda_papers.name_paper(parent, PaperPurpose.REPORT, paper, at=noon(AGENDA), by=by)


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(settings.BASE_DIR) / "fixtures" / "demo" / f"{name}.toml").read_text("utf-8"))
