"""Complaints about personal data: made, acknowledged, answered."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.complaints import verbs as complaints
from committee.models import Committee, DataComplaint
from committee.wording.dates import LONDON
from tests.acts import Act, Cast, recipe

RECEIVED = dt.date(2026, 7, 1)
AT = dt.datetime(2026, 7, 1, 9, 30, tzinfo=LONDON)


def made(**other: str) -> DataComplaint:
    """One that came with the form."""
    words: dict[str, Any] = {
        "details": "My address is on page 9.",
        "name": "Rosa",
        "email": "rosa@people.example",
        **other,
    }
    return complaints.complain(**words, received_on=RECEIVED, at=AT)


@recipe(complaints.complain, world="ground", may={"public"})
def complain(committee: Committee, cast: Cast) -> Act:
    words: dict[str, Any] = {
        "details": "My address is on page 9.",
        "postal_address": "1 The Green",
        "received_on": RECEIVED,
        "at": AT,
    }
    return Act(complaints.complain, (), words, by=cast["clerk"])


@recipe(complaints.acknowledge, world="ground")
def acknowledge(committee: Committee, cast: Cast) -> Act:
    return Act(complaints.acknowledge, (made(),), {"at": AT}, by=cast["clerk"])


@recipe(complaints.record_acknowledgement, world="ground")
def record_acknowledgement(committee: Committee, cast: Cast) -> Act:
    return Act(complaints.record_acknowledgement, (made(),), {"how": "by letter", "at": AT}, by=cast["clerk"])


@recipe(complaints.answer, world="ground")
def answer(committee: Committee, cast: Cast) -> Act:
    complaint = complaints.record_acknowledgement(made(), how="by letter", at=AT, by=cast["clerk"])
    words: dict[str, Any] = {"outcome": "The page was taken down.", "at": AT}
    return Act(complaints.answer, (complaint,), words, by=cast["clerk"])


def _answered(cast: Cast, **other: str) -> DataComplaint:
    complaint = complaints.record_acknowledgement(made(**other), how="by letter", at=AT, by=cast["clerk"])
    return having_read(complaints.answer)(complaint, outcome="The page was taken down.", at=AT, by=cast["clerk"])


@recipe(complaints.correct_outcome, world="ground")
def correct_outcome(committee: Committee, cast: Cast) -> Act:
    words: dict[str, Any] = {"outcome": "Page 9 was taken down.", "at": AT}
    return Act(complaints.correct_outcome, (_answered(cast),), words, by=cast["clerk"])


@recipe(complaints.send_outcome, world="ground")
def send_outcome(committee: Committee, cast: Cast) -> Act:
    return Act(complaints.send_outcome, (_answered(cast),), {"at": AT}, by=cast["clerk"])


@recipe(complaints.record_outcome_sent, world="ground")
def record_outcome_sent(committee: Committee, cast: Cast) -> Act:
    how = {"how": "by letter", "at": AT}
    return Act(complaints.record_outcome_sent, (_answered(cast),), how, by=cast["clerk"])


@recipe(complaints.correct_receipt, world="ground")
def correct_receipt(committee: Committee, cast: Cast) -> Act:
    came: dict[str, Any] = {
        "details": "My address is on page 9.",
        "postal_address": "1 The Green",
        "received_on": RECEIVED,
        "at": AT,
    }
    complaint = complaints.complain(**came, by=cast["clerk"])
    words: dict[str, Any] = {"received_on": dt.date(2026, 6, 29), "reason": "It lay in the post room.", "at": AT}
    return Act(complaints.correct_receipt, (complaint,), words, by=cast["clerk"])
