"""
Searches that found nothing, counted by their words, so that the clerks see what people look for in other words.

Who looked is kept nowhere, and what could say so neither: no email address, no long number.
"""

import datetime as dt

from django.db.models import F

from committee.models import FruitlessSearch
from committee.models.search import LONGEST_TERM
from committee.search.queries import Query

KEPT = dt.timedelta(days=90)
MOST = 2000  # of different words: a machine that tries all is not counted
LONGEST_NUMBER = 5  # figures: years and references, no telephone or NHS number


def count(query: Query, *, on: dt.date) -> None:
    """Count a search that found nothing, unless its words are ones that nobody should keep."""
    said = query.normalised
    figures = sum(letter.isdigit() for letter in said)
    if not 3 <= len(said) <= LONGEST_TERM or "@" in query.text or figures > LONGEST_NUMBER:
        return
    if FruitlessSearch.objects.filter(words=said).update(times=F("times") + 1, last_on=on):
        return
    if FruitlessSearch.objects.count() < MOST:
        FruitlessSearch.objects.bulk_create([FruitlessSearch(words=said, last_on=on)], ignore_conflicts=True)


def delete_old(on: dt.date) -> int:
    """Delete those of whose words nobody has asked for ninety days; returns how many."""
    deleted, _ = FruitlessSearch.objects.filter(last_on__lt=on - KEPT).delete()
    return deleted
