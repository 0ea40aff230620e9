"""Complaints about personal data: made, acknowledged, answered."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.complaints import verbs as complaints
from committee.models import Committee, DataComplaint
from committee.wording.dates import LONDON
from tests.acts import Act, Cast, done, done_by, recipe

RECEIVED = dt.date(2026, 7, 1)
AT = dt.datetime(2026, 7, 1, 9, 30, tzinfo=LONDON)
DETAILS = "My address is on page 9."
CAME: dict[str, Any] = {"details": DETAILS, "postal_address": "1 The Green", "received_on": RECEIVED, "at": AT}


def made(**other: str) -> DataComplaint:
    """One that came with the form."""
    words: dict[str, Any] = {"details": DETAILS, "name": "Rosa", "email": "rosa@people.example", **other}
    return complaints.complain(**words, received_on=RECEIVED, at=AT)


done_by("clerk", {"public"})(complaints.complain, "ground", **CAME)
done(complaints.acknowledge, "ground", lambda *_: made(), at=AT)
done(complaints.record_acknowledgement, "ground", lambda *_: made(), how="by letter", at=AT)


@recipe(complaints.answer, world="ground")
def answer(committee: Committee, cast: Cast) -> Act:
    complaint = complaints.record_acknowledgement(made(), how="by letter", at=AT, by=cast["clerk"])
    words: dict[str, Any] = {"outcome": "The page was taken down.", "at": AT}
    return Act(complaints.answer, (complaint,), words, by=cast["clerk"])


def _answered(cast: Cast, **other: str) -> DataComplaint:
    complaint = complaints.record_acknowledgement(made(**other), how="by letter", at=AT, by=cast["clerk"])
    return having_read(complaints.answer)(complaint, outcome="The page was taken down.", at=AT, by=cast["clerk"])


done(complaints.correct_outcome, "ground", lambda _, cast: _answered(cast), outcome="Page 9 was taken down.", at=AT)
done(complaints.send_outcome, "ground", lambda _, cast: _answered(cast), at=AT)
done(complaints.record_outcome_sent, "ground", lambda _, cast: _answered(cast), how="by letter", at=AT)


@recipe(complaints.correct_receipt, world="ground")
def correct_receipt(committee: Committee, cast: Cast) -> Act:
    complaint = complaints.complain(**CAME, by=cast["clerk"])
    words: dict[str, Any] = {"received_on": dt.date(2026, 6, 29), "reason": "It lay in the post room.", "at": AT}
    return Act(complaints.correct_receipt, (complaint,), words, by=cast["clerk"])
