"""The evidence of the demonstration's joint review, what of it is published, and its call for evidence."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from committee.models import User
from committee.portal.demo.programme import noon
from committee.seen import having_read
from reviews.call import verbs as calls
from reviews.evidence import publication
from reviews.evidence import verbs as evidence
from reviews.models import Review

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-evidence.toml"


def load_evidence(review: Review, by: User) -> None:
    """Add each piece on the day it came, publish what is to be, and record the call for evidence."""
    facts = tomllib.loads(FACTS.read_text("utf-8"))
    having_read(calls.open_call)(review, **facts["call"], by=by)
    for entry in facts["evidence"]:
        _add(review, entry, facts, by)


def _add(review: Review, entry: dict[str, Any], facts: dict[str, Any], by: User) -> None:
    given = {name: value for name, value in entry.items() if name not in ("redacted", "published")}
    made = evidence.add_evidence(review, **given, at=noon(entry["received_on"]), by=by)
    at = noon(facts["published_on"])
    if redacted := entry.get("redacted"):
        made = having_read(publication.redact_evidence)(made, text=redacted, at=at, by=by)
    if entry.get("published"):
        having_read(publication.publish_evidence)(made, at=at, by=by)
