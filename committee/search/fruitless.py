"""
Searches that found nothing, counted by their words, so that clerks see which words people use.

Who searched is not stored. A search with an "@" or many figures is not stored at all: it could be an email address or
a telephone number, and so identify a person.
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
MOST = 2000  # rows stored; a new row then replaces the rarest, so that no machine can fill the table
RARE = 3  # searches counted fewer times may be a machine's: they are listed apart, with a button to delete them all
LONGEST_NUMBER = 5  # figures of a stored search: enough for a year or reference, too few for a telephone or NHS number


def count(query: Query, *, on: dt.date) -> None:
    """Count a search without results, unless it is too short, too long, or might identify a person (see above)."""
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
    """Delete the searches that were counted fewer than RARE times; return how many."""
    deleted, _ = FruitlessSearch.objects.filter(times__lt=RARE, last_on__lte=day_of(at)).delete()
    audit.record(by, "deleted rare searches that found nothing from", Council.current(), count=deleted)
    return deleted


def delete_old(on: dt.date) -> int:
    """Delete searches that nobody has repeated for ninety days; return how many."""
    deleted, _ = FruitlessSearch.objects.filter(last_on__lt=on - KEPT).delete()
    return deleted
