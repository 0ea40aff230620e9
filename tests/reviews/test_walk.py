"""The walk from a recommendation to its result: whoever follows it in the code enters five rooms at most."""

import datetime as dt
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from django.urls import reverse

from committee.acts.verbs import PORTAL
from reviews.answers import on_programme
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import State
from reviews.proposing import verbs as proposing
from reviews.report import issuing
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps
from tests.reviews.reported import ANSWERED, AT, BOOK, REPORT, SERVED

ROOT = Path(__file__).resolve().parents[2]
APPS = ("meetings", "workprogramme", "reviews")
LATE = dt.datetime(2022, 1, 10, 9, tzinfo=dt.UTC)
# `add_recommendation`, then from `endorse` to the look-back. To issue the report and to put it on an agenda are walks
# of their own.
WALKED = {"reviews/findings", "reviews/steps", "reviews/answers", "workprogramme/items", "meetings/packs"}


def room_of(code: CodeType) -> str:
    """ "reviews/steps" for a function there; "" for one beside the rooms, a model's, or the body of a class."""
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT) or not code.co_flags & inspect.CO_OPTIMIZED:
        return ""
    app, *parts = path.relative_to(ROOT).parts
    return f"{app}/{parts[0]}" if app in APPS and len(parts) > 1 and parts[0] != "models" else ""


@contextmanager
def rooms_entered() -> Iterator[set[str]]:
    """Yield the set of rooms with a function called while the block runs."""
    rooms: set[str] = set()

    def started(code: CodeType, _offset: int) -> object:
        rooms.add(room_of(code))
        return sys.monitoring.DISABLE

    tool, starts = sys.monitoring.PROFILER_ID, sys.monitoring.events.PY_START
    sys.monitoring.use_tool_id(tool, "rooms entered")
    sys.monitoring.register_callback(tool, starts, started)
    sys.monitoring.set_events(tool, starts)
    sys.monitoring.restart_events()
    try:
        yield rooms
    finally:
        sys.monitoring.set_events(tool, 0)
        sys.monitoring.free_tool_id(tool)
        rooms.discard("")


def test_from_a_recommendation_to_its_result_it_is_five_rooms(review, scrutiny):
    held, told = review.review, {"on": REPORT, "at": AT, "by": scrutiny}
    late: dict[str, Any] = {"on": LATE.date(), "at": LATE}
    proposing.publish_review(held, at=AT, by=scrutiny)
    for state in (State.SCOPING, State.SCOPE_AGREED, State.EVIDENCE, State.DRAFTING):
        steps.take_step(held, state, reason="The panel goes on.", **told)
    reverse("public:reviews")  # the addresses are read before: that imports every page
    with rooms_entered() as before:
        recommended = recommendations.add_recommendation(held, text="Ask every pupil who is a carer.", by=scrutiny)
        addressee = recommendations.name_addressee(
            recommended, name="Cabinet Member for Education", kind="executive", by=scrutiny
        )
    issuing.issue_report(held, **told)
    with rooms_entered() as after:
        for parent in (review.safeguarding, review.prosperous):
            endorsement.record_decision(parent, decision="endorsed", proof=BOOK, **told)
        notice = responses.serve_notice(held, [addressee], **SERVED, by=scrutiny)
        responses.record_receipt(notice, received_on=REPORT, proof="By email", at=AT, by=scrutiny)
        assert on_programme.tell_overdue(held, on=LATE.date(), by=PORTAL)
        responses.record_response(addressee, **ANSWERED | {"received_on": LATE.date(), "at": LATE}, by=scrutiny)
        progress.report_progress(addressee, status="on_track", evidence="Ten schools ask.", **late, by=scrutiny)
        progress.publish_progress(held, at=LATE, by=scrutiny)
        progress.judge_progress(addressee, status="done", evidence="All schools ask.", **late, by=scrutiny)
        on_programme.plan_look_back(held, **late, by=scrutiny)
    assert before | after == WALKED
