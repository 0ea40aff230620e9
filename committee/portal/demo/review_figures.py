"""The two tables of the demonstration's review, with the percentages that its source printed."""

import tomllib
from pathlib import Path

from django.conf import settings

from committee.models import User
from committee.portal.demo.programme import noon
from committee.seen import having_read
from reviews.figures import verbs
from reviews.models import Review

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo" / "review-figures.toml"


def load_figures(review: Review, by: User) -> None:
    """Enter both tables and publish them: small numbers are hidden automatically."""
    facts = tomllib.loads(FACTS.read_text("utf-8"))
    for entry in facts["tables"]:
        words = {name: entry.get(name, "") for name in ("title", "source", "note", "text")}
        table = verbs.add_figures(review, **words, by=by)
        if mark := entry.get("mark"):
            verbs.mark_definition(table, **mark, by=by)
        having_read(verbs.publish_figures)(table, at=noon(facts["published_on"]), by=by)
