"""Reviews as data: what their public pages show of each."""

from django.urls import reverse

from committee.page_data import Data, Page, absolute, named
from committee.wording import worded
from reviews.models import Endorsement, Evidence, Panellist, Review
from reviews.recommendations.views.public_data import of_status, progress
from reviews.scope.points import PublishedScope
from reviews.sessions.published import PublishedEvidence


def reviews(page: Page) -> Data:
    """Every published review, the latest first."""
    return {"reviews": [_review(one) for one in page["reviews"]]}


def review(page: Page) -> Data:
    """One review with all that is published of it."""
    row, report, call = page["review"], page["report_step"], page["call"]
    return {
        **_review(row),
        "why": row.why,
        "wanted_change": row.success,
        "priority": row.priority,
        "stages": [{"stage": one.word, "where": one.where, "since": one.on, "text": one.text} for one in page["path"]],
        "scope": _scope(page["scope"]),
        "panel": [_panellist(one) for one in page["panel"]],
        **_evidence(page["evidence"]),
        "evidence": [_piece(row, one) for one in page["published_evidence"]],
        "call_for_evidence": _call(row, call.closes_on) if call else None,
        "report": _report(row, report.on) if report else None,
        "figures": absolute(reverse("public:review-figures", args=[row.slug])) if page["has_figures"] else None,
        "recommendations": [of_status(asked) for asked in page["recommendations"]],
        "progress": progress(page["progress"]),
        "decisions": [_decision(one) for one in page["decisions"]],
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
        "points": [{"heading": one.heading, "points": [point.text for point in one.points]} for one in scope.groups],
        "method": scope.method.method if scope.method else "",
        "agreed": [
            {"committee": one.committee, "date": one.on, "minute": one.minute, "address": absolute(one.url)}
            for one in scope.agreements
        ],
    }


def _panellist(one: Panellist) -> Data:
    return {
        "name": one.person.printed_name,
        "role": worded(one.get_role_display()),
        "represents": one.represents.name if one.represents else None,
        "until": one.until,
        "interest": one.interest,
    }


def _evidence(found: PublishedEvidence) -> Data:
    sessions = [
        {"kind": one.kind, "date": one.on, "is_open": one.is_open, "place": one.place, "heard": list(one.heard)}
        for one in found.sessions
    ]
    return {"sessions": sessions, "sent_evidence": list(found.wrote)}


def _piece(row: Review, one: Evidence) -> Data:
    return {
        "reference": one.reference,
        "title": one.title,
        "from": one.from_whom_in_public,
        "received": one.received_on,
        "address": absolute(reverse("public:review-evidence", args=[row.slug, one.number])),
    }


def _call(row: Review, until: object) -> Data:
    return {"closes_on": until, "address": absolute(reverse("public:review-call", args=[row.slug]))}


def _report(row: Review, issued: object) -> Data:
    return {"issued": issued, "address": absolute(reverse("public:review-report", args=[row.slug]))}


def _decision(one: Endorsement) -> Data:
    about = {"committee": named(one.parent.committee), "date": one.on, "decision": one.get_decision_display()}
    return about | {"comments": one.comments_for_public}
