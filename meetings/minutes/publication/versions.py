"""Versions of minutes: freeze one, find the latest, and refuse a version that the minutes no longer match."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import StoredFile, User
from committee.printing import PrintingError
from committee.search import index
from meetings.locking import refuse_while_hidden
from meetings.minutes.document.document import Document, digest, take
from meetings.models import Minutes, MinutesVersion
from meetings.models.minutes_version import WHOLE


@verb(may=runs_the_desk, in_one_transaction=False)
def freeze(
    minutes: Minutes,
    kind: str,
    document: Document,
    *,
    at: datetime,
    by: User,
    note: str = "",
    public_file: StoredFile | None = None,
    members_file: StoredFile | None = None,
) -> MinutesVersion:
    """Add the next version of locked minutes. Raises Refused while a takedown is undecided (R60)."""
    refuse_while_hidden(minutes.meeting)
    last = minutes.versions.aggregate(last=Max("number"))["last"] or 0
    version = MinutesVersion(
        minutes=minutes,
        number=last + 1,
        kind=kind,
        document=document,
        sha256=digest(document),
        change_note=" ".join(note.split()),
        made_at=at,
        made_by=by,
        public_file=public_file,
        members_file=members_file,
    )
    save(version)
    if kind in WHOLE:  # a takedown took its words out of the rows too, so the new version lacks them
        minutes.is_down = False
        Minutes.objects.filter(pk=minutes.pk, is_down=True).update(is_down=False)
        minutes.entries.filter(is_down=True).update(is_down=False)
    index.changed(version)
    return version


def latest(minutes: Minutes, kind: str) -> MinutesVersion | None:
    """Return the last version of the given kind; None where there is no such version."""
    return minutes.versions.filter(kind=kind).order_by("-number").first()


def refuse_moved(before: Document, now: Document, doing: str) -> None:
    """Raise Refused where `now`, read under the lock, differs from `before`; `doing` is "published" or "signed"."""
    if digest(before) != digest(now):
        raise Refused(f"The minutes were changed while they were being {doing}. Check them, then try again.")


@contextmanager
def refusing_unprintable() -> Iterator[None]:
    """Raise Refused where printing in the block fails."""
    try:
        yield
    except PrintingError as error:
        raise Refused(f"The minutes could not be printed: {error}") from error


def taken_in_peace(minutes: Minutes, *, at: datetime, by_minute: bool = True) -> Document:
    """Return the document of the current minutes, read in one transaction."""
    with transaction.atomic():
        return take(minutes, at=at, by_minute=by_minute)
