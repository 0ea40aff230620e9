"""
Searches that found nothing, counted by their words, so that the clerks see what people look for in other words.

Who looked is kept nowhere, and what could say so neither: no email address, no long number.
"""

import datetime as dt

from django.db.models import F

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.saving import day_of
from committee.acts.verbs import verb
from committee.models import Council, FruitlessSearch, User
from committee.models.search import LONGEST_TERM
from committee.search.queries import Query

KEPT = dt.timedelta(days=90)
MOST = 2000  # of different words: beyond them the rarest makes room, so that no machine shuts others out
RARE = 3  # words counted fewer times stand apart, and are deleted at one press: they may be a machine's
LONGEST_NUMBER = 5  # figures: years and references, no telephone or NHS number


def count(query: Query, *, on: dt.date) -> None:
    """Count a search without results, unless its words should not be stored."""
    normalised = query.normalised
    figures = sum(letter.isdigit() for letter in normalised)
    if not 3 <= len(normalised) <= LONGEST_TERM or "@" in query.text or figures > LONGEST_NUMBER:
        return
    if FruitlessSearch.objects.filter(words=normalised).update(times=F("times") + 1, last_on=on):
        return
    if FruitlessSearch.objects.count() >= MOST:
        rarest = FruitlessSearch.objects.order_by("times", "last_on", "pk").values("pk")[:1]
        FruitlessSearch.objects.filter(pk__in=rarest).delete()
    FruitlessSearch.objects.bulk_create([FruitlessSearch(words=normalised, last_on=on)], ignore_conflicts=True)


@verb(may=runs_the_desk)
def clear_rare(*, at: dt.datetime, by: User) -> int:
    """Delete the searches that were counted fewer than RARE times; returns how many."""
    deleted, _ = FruitlessSearch.objects.filter(times__lt=RARE, last_on__lte=day_of(at)).delete()
    audit.record(by, "deleted rare searches that found nothing from", Council.current(), count=deleted)
    return deleted


def delete_old(on: dt.date) -> int:
    """Delete those of whose words nobody has asked for ninety days; returns how many."""
    deleted, _ = FruitlessSearch.objects.filter(last_on__lt=on - KEPT).delete()
    return deleted
