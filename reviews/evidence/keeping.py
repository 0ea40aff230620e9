"""How a file of evidence is kept until it is checked, and how one that is no longer wanted goes."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.db import transaction

from committee.acts.locking import Rowless, lock_rowless
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.files import files
from committee.models import StoredFile, User
from meetings.packs.intake import take_in
from meetings.packs.intake.office import kinds
from meetings.unused_files import clear_away
from reviews.evidence.checking import begin
from reviews.models import EvidenceConversion, EvidenceFile, Review

MOST_WAITING, MOST_FROM_ANYBODY = 40, 60
MOST_SET_ASIDE = 600  # files of suspect answers, for the disk's sake: their words are always taken
FULL = (
    "“{name}” was not uploaded, because {most} files are waiting to be checked. Nothing else has "
    "been lost. Choose the file again in a few minutes."
)


@contextmanager
def kept(data: bytes, filename: str) -> Iterator[StoredFile]:
    """Store the bytes as sent, outside the transaction, and delete them if the act is refused or fails."""
    kinds.refuse_at_sight(data, filename, take_in.Limits(size=settings.UPLOAD_LIMIT_BYTES))
    original = files.keep(data)
    try:
        yield original
    except Exception:
        clear_away([original.pk])
        raise
    # The same bytes of another's may have been deleted before this row could be seen to want them.
    if not files.holds(original):
        files.keep(data)


def has_room(count: int) -> bool:
    """Return whether so many more files of anybody can wait for their check; locked until the transaction ends."""
    lock_rowless(Rowless.WAITING_FILES)  # so that twelve who come at once count the same
    return EvidenceFile.objects.undecided().filter(handed_in_by=None).count() + count <= MOST_FROM_ANYBODY


def wait(
    review: Review, original: StoredFile, filename: str, *, at: dt.datetime, sender: User | None,
    aside: bool = False, believed: bool = False,
) -> EvidenceFile:  # fmt: skip
    """
    Let a kept file wait for its check. Raises Refused where too many wait.

    `aside`: of a suspect answer to a call, which is not checked before an officer says that it is real. One that is
    `believed`, and is set aside for want of room alone, finds as much room again that no flood takes.
    """
    name = take_in.shown_name(filename)
    lock_rowless(Rowless.WAITING_FILES)
    waiting = EvidenceFile.objects.undecided().filter(handed_in_by__isnull=sender is None)
    most = MOST_FROM_ANYBODY if sender is None else MOST_WAITING
    if aside:
        waiting, most = EvidenceFile.objects.set_aside(), MOST_SET_ASIDE * (2 if believed else 1)
    if waiting.count() >= most:
        raise Refused(FULL.format(name=name, most=most))
    file = EvidenceFile(
        review=review, original=original, filename=name, handed_in_by=sender, handed_in_at=at, heartbeat=at
    )
    save(file)
    if not aside:
        begin(file)
    return file


def drop(*dropped: EvidenceFile | None) -> None:
    """Delete files that nothing points to any more, their rows now and their bytes once that is committed."""
    for file in filter(None, dropped):
        originals = EvidenceConversion.objects.filter(file=file).values_list("original", flat=True)
        stored = [pk for pk in (file.original_id, file.stored_id, *originals) if pk]
        file.delete()
        transaction.on_commit(partial(clear_away, stored), robust=True)
