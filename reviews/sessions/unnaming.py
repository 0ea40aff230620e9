"""The name of a witness who no longer agrees to be named leaves the reports that were issued."""

import re
from typing import Any

from committee.search import index
from reviews.models import Witness


def take_name_out(witness: Witness, named: str, name: str) -> int:
    """
    Put post and body where the frozen reports of a held review have `named` (name, post and body) or `name` alone.

    Returns how many reports had it. The hash stays as it was issued, as after a takedown. Of somebody of the panel
    the name alone stays: they are named there by their seat.
    """
    instead, review = str(witness), witness.review
    sits = any(panellist.person.name in name for panellist in review.panel.select_related("person"))
    wanted = [named] if sits else [named, name]
    found = re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in wanted if words))
    count = 0
    for version in review.report_versions.all():
        document = _without(version.document, found, instead)
        if document != version.document:
            version.document = document
            version.save(update_fields=["document"])
            count += 1
    index.changed(review)
    return count


def _without(value: Any, found: re.Pattern[str], instead: str) -> Any:
    if isinstance(value, str):
        return found.sub(lambda _: instead, value)
    if isinstance(value, list):
        return [_without(part, found, instead) for part in value]
    if isinstance(value, dict):
        return {key: _without(part, found, instead) for key, part in value.items()}
    return value
