"""
The version of the index and of the open data: `migrate` and `restore` increase it, and one of the workers builds it.

An upgrade may add kinds of entries that no verb has written yet, and an old backup may have no entries at all. Until
the wanted version is built, the desk's front page says that search and open data are being rebuilt.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from committee.models import IndexVersion
from committee.search.index import STORES

SILENCE = dt.timedelta(minutes=10)  # a building worker that reports nothing for so long counts as dead


def raise_version() -> None:
    """Increase the wanted version, so that a worker builds the index and the open data again."""
    IndexVersion.objects.get_or_create(pk=1)
    IndexVersion.objects.filter(pk=1).update(wanted=F("wanted") + 1)


def is_behind() -> bool:
    """Return whether the wanted version is not built yet."""
    return IndexVersion.objects.filter(built__lt=F("wanted")).exists()


def build_what_is_behind(*, clock: Callable[[], dt.datetime]) -> bool:
    """Build the wanted version. Return False, building nothing, where it is built or another worker is building it."""
    with transaction.atomic():
        version = IndexVersion.objects.select_for_update().filter(built__lt=F("wanted")).first()
        if version is None or (version.alive_at and version.alive_at > clock() - SILENCE):
            return False
        IndexVersion.objects.update(alive_at=clock())
    try:
        for _ in rebuild(clock=clock):
            pass
    finally:
        IndexVersion.objects.update(alive_at=None)
    return True


def rebuild(*, clock: Callable[[], dt.datetime] = timezone.now) -> Iterator[tuple[str, int]]:
    """Build all stores (the index, the open data) again. Yield (name of a source, number of its rows)."""
    wanted = IndexVersion.objects.values_list("wanted", flat=True).first() or 0

    def report_alive() -> None:
        IndexVersion.objects.filter(alive_at__isnull=False).update(alive_at=clock())

    for store in STORES:
        for source, count in store.rebuild(beat=report_alive):
            yield f"{store.prefix}{source}", count
    IndexVersion.objects.filter(built__lt=wanted).update(built=wanted)
