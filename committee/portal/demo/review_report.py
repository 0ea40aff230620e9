"""The report of the demonstration's joint review, section by section, before it is issued."""

import tomllib
from pathlib import Path

from django.conf import settings

from committee.models import Person, User
from committee.portal.demo.programme import noon
from committee.richtext import cleaning
from reviews.models import Review
from reviews.report import left_out, verbs

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-report.toml"


def load_report(review: Review, by: User) -> None:
    """Assign and write every section; the figures that are left out stand in tables without small numbers."""
    facts = tomllib.loads(FACTS.read_text("utf-8"))
    at = noon(facts["written_on"])
    for kind, entry in facts["sections"].items():
        verbs.assign_section(review, kind, to=Person.objects.get(slug=entry["by"]), by=by)
        text = cleaning.from_plain(_typographic(entry["text"].strip()))
        verbs.write_section(review, kind, text=text, revision=0, at=at, by=by)
    left_out.say_left_out(review, would_mislead=False, at=at, by=by)


def _typographic(text: str) -> str:
    return text.replace("'", "’")
