"""Warnings of the pre-flight that a clerk accepts. Pages fold accepted warnings away, so that new ones are seen."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.verbs import verb
from committee.models import User
from meetings.agendas.preflight import Check
from meetings.locking import hold
from meetings.models import AcceptedFinding, Meeting

# Details of a finding that change while an agenda is worked on: numbers of items and pages, and the paper's author.
NUMBERS = re.compile(r"\b(items?|pages?) \d{1,5}(?:[–-]\d{1,5})?| \(author: [^()]{1,150}\)", re.IGNORECASE)


def key(check: Check, file: int | None) -> str:
    """
    Return a hash that identifies a finding by its rule, its words and the id of its paper's file.

    The key stays the same where only the numbers of items or pages, or the paper's author, have changed.
    """
    words = NUMBERS.sub(r"\1", check.text)
    return hashlib.sha256(repr((check.rule, words, file)).encode()).hexdigest()


def keys(meeting: Meeting) -> set[str]:
    """Return the keys of the findings accepted for this meeting."""
    return set(meeting.accepted_findings.values_list("key", flat=True))


@verb(may=runs_the_desk)
def accept_findings(meeting: Meeting, findings: Mapping[str, str], *, at: datetime, by: User) -> int:
    """
    Record that somebody accepts these findings (text by key). Return how many were not accepted before.

    Acceptance never lifts a block: every publication checks blocks again.
    """
    meeting = hold(meeting)
    accepted = keys(meeting)
    new = {finding_key: text for finding_key, text in findings.items() if finding_key not in accepted}
    AcceptedFinding.objects.bulk_create(
        AcceptedFinding(meeting=meeting, key=finding_key, accepted_at=at, accepted_by=by) for finding_key in new
    )
    if new:
        audit.record(by, "accepted warnings about", meeting, warnings=sorted(new.values()))
    return len(new)
