"""Reviews as data: what their public pages show of each."""

from django.urls import reverse

from committee.public_pages.page_data import Data, Page, absolute, named
from committee.wording.wording import worded
from reviews.evidence.published_sessions import PublishedEvidence
from reviews.models import Endorsement, Evidence, Panellist, Review
from reviews.proposing.scope_points import PublishedScope
from reviews.recommendations.views.public_data import of_status, progress


def reviews(page: Page) -> Data:
    """Every published review, the latest first."""
    return {"reviews": [_review(row) for row in page["reviews"]]}


def review(page: Page) -> Data:
    """One review with all that is published of it."""
    row, report, call = page["review"], page["report_step"], page["call"]
    return {
        **_review(row),
        "why": row.why,
        "wanted_change": row.success,
        "priority": row.priority,
        "stages": [
            {"stage": item.word, "where": item.where, "since": item.on, "text": item.text} for item in page["path"]
        ],
        "scope": _scope(page["scope"]),
        "panel": [_panellist(item) for item in page["panel"]],
        **_evidence(page["evidence"]),
        "evidence": [_piece(row, item) for item in page["published_evidence"]],
        "call_for_evidence": _call(row, call.closes_on) if call else None,
        "report": _report(row, report.on) if report else None,
        "figures": absolute(reverse("public:review-figures", args=[row.slug])) if page["has_figures"] else None,
        "recommendations": [of_status(status) for status in page["recommendations"]],
        "progress": progress(page["progress"]),
        "decisions": [_decision(item) for item in page["decisions"]],
        "timeline": [
            {"date": step.on, "what": step.word, "text": step.text, "address": absolute(step.url)}
            for step in page["story"]
        ],
    }


def _review(row: Review) -> Data:
    return {
        "title": row.title_for_public,
        "kind": row.kind_words,
        "state": row.get_state_display(),
        "question": row.question,
        "committees": [named(parent.committee) for parent in row.parents.all()],
        "address": absolute(reverse("public:review", args=[row.slug])),
    }


def _scope(scope: PublishedScope) -> Data | None:
    if not scope.groups:
        return None
    return {
        "points": [{"heading": item.heading, "points": [point.text for point in item.points]} for item in scope.groups],
        "method": scope.method.method if scope.method else "",
        "agreed": [
            {"committee": item.committee, "date": item.on, "minute": item.minute, "address": absolute(item.url)}
            for item in scope.agreements
        ],
    }


def _panellist(panellist: Panellist) -> Data:
    return {
        "name": panellist.person.printed_name,
        "role": worded(panellist.get_role_display()),
        "represents": panellist.represents.name if panellist.represents else None,
        "until": panellist.until,
        "interest": panellist.interest,
    }


def _evidence(evidence: PublishedEvidence) -> Data:
    sessions = [
        {
            "kind": session.kind,
            "date": session.on,
            "is_open": session.is_open,
            "place": session.place,
            "heard": list(session.heard),
        }
        for session in evidence.sessions
    ]
    return {"sessions": sessions, "sent_evidence": list(evidence.wrote)}


def _piece(row: Review, evidence: Evidence) -> Data:
    return {
        "reference": evidence.reference,
        "title": evidence.title,
        "from": evidence.from_whom_in_public,
        "received": evidence.received_on,
        "address": absolute(reverse("public:review-evidence", args=[row.slug, evidence.number])),
    }


def _call(row: Review, until: object) -> Data:
    return {"closes_on": until, "address": absolute(reverse("public:review-call", args=[row.slug]))}


def _report(row: Review, issued: object) -> Data:
    return {"issued": issued, "address": absolute(reverse("public:review-report", args=[row.slug]))}


def _decision(endorsement: Endorsement) -> Data:
    about = {
        "committee": named(endorsement.parent.committee),
        "date": endorsement.on,
        "decision": endorsement.get_decision_display(),
    }
    return about | {"comments": endorsement.comments_for_public}
