"""Files of evidence: stored as uploaded, checked and converted by a worker, checked for leaks, and deleted."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from typing import Self

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.tasks import task
from django.utils import timezone

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.locking import Rowless, lock_rowless
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import PORTAL, verb
from committee.files import files
from committee.models import Committee, StoredFile, User
from committee.wording import wording
from meetings.models import UploadState
from meetings.packs.builds.lease import TakenOver, heartbeat_timeout, take_up
from meetings.packs.intake import take_in
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.take_in import Intake
from meetings.packs.leak_check import meeting_check
from meetings.packs.leak_check.likeness import refuse_likeness
from meetings.packs.leak_check.meeting_check import Document
from meetings.papers.conversions import ACCEPTED, SCAN
from meetings.papers.file_checks import FileCheck, let_go
from meetings.papers.handing_in import kept_original
from meetings.unused_files import clear_away
from reviews.locking import hold_evidence
from reviews.models import Evidence, EvidenceConversion, EvidenceFile, Review
from workprogramme.leak_check import withholding

logger = logging.getLogger(__name__)
WHAT = "The file"


def refuse_telling(file: EvidenceFile, title: str) -> None:
    """Raise Refused where a file or its title reveals something withheld. Papers are checked in the same way."""
    if file.stored is None:
        raise Refused("The file is not checked yet: publish the evidence once it is.")
    meeting_check.refuse_twin_of([file.stored.sha256], what=WHAT)
    refuse_likeness(bytes(file.fingerprint), what=WHAT)
    for leaks in _leaks(file, title):
        raise Refused(f"{WHAT} cannot be shown to the public. {meeting_check.few(leaks)}", rule="R16")


def read_ahead(file: EvidenceFile) -> None:
    """Check a file for leaks early, to cache the result. Only log errors, because publication checks again."""
    try:
        list(_leaks(file, ""))
    except Exception:
        logger.exception("file %s of evidence could not be read for leaks beforehand", file.pk)


def _leaks(file: EvidenceFile, title: str) -> Iterator[list[str]]:
    stored = file.stored
    if stored is None:
        return
    document = Document(stored.sha256, title, lambda: files.read(stored))
    for committee in Committee.objects.filter(reviews__review=file.review_id):
        for meeting in withholding(committee):
            [leaks] = meeting_check.document_leaks([document], meeting)
            if leaks:
                yield leaks


FILE_CHANGED = "Another file has replaced it since. Check that one."


def keep_conversion(file: EvidenceFile, made: Converted) -> None:
    """Record how a file was converted, and link a signed-in sender's original, unless it is a scan."""
    original = file.original if file.handed_in_by_id and made.looks != SCAN else None
    left_out = [list(pair) for pair in made.left_out]
    save(EvidenceConversion(file=file, original=original, looks=made.looks, program=made.program, left_out=left_out))


@verb(may=plans_scrutiny)
def accept_evidence_file(evidence: Evidence, *, file: int, at: dt.datetime, by: User) -> EvidenceConversion:
    """
    Accept the PDF made from a file of evidence, or from its redacted copy. The original is deleted.

    `file` is the id of the file that the officer compared. Raises Refused where another file has replaced that file, or
    its PDF is accepted already.
    """
    locked = hold_evidence(evidence)
    rows = EvidenceConversion.objects.select_for_update(of=("self",)).exclude(looks=SCAN)
    conversion = rows.filter(file=file).first() if file in (locked.file_id, locked.redacted_id) else None
    if conversion is None:
        raise Refused(FILE_CHANGED)
    if conversion.accepted_at:
        raise Refused(ACCEPTED)
    original, conversion.original = conversion.original_id, None
    conversion.accepted_by, conversion.accepted_at = by, at
    save(conversion)
    if original:
        transaction.on_commit(partial(clear_away, [original]), robust=True)
    audit.record(by, "accepted the converted file of evidence of", locked.review, evidence=locked.reference)
    return conversion


def send(request: HttpRequest, file: EvidenceFile | None, *words: object, private: bool = True) -> HttpResponseBase:
    """Send a file of evidence, named by `words`, to a permitted reader. Raises Http404 without an accepted file."""
    if file is None or not file.is_taken or file.stored is None:
        raise Http404
    return files.send(request, file.stored, files.file_name(*words), private=private)


def is_unseen(file: EvidenceFile | None) -> bool:
    """Return whether a file was converted and nobody has accepted the PDF yet."""
    waiting = EvidenceConversion.objects.filter(file=file, accepted_at__isnull=True).exclude(looks=SCAN)
    return file is not None and waiting.exists()


def original_of(file: EvidenceFile, user: User) -> bytes | None:
    """
    Return the original of a file for the user who sent it; None for anybody else, or once the original is deleted.

    SECURITY: an original may contain comments and tracked changes that nobody else has ever seen.
    """
    conversion = EvidenceConversion.objects.select_related("original").filter(file=file).first()
    if conversion is None or conversion.original is None or file.handed_in_by_id != user.pk:
        return None
    return files.read(conversion.original)


AT_ONCE = 3  # most files of evidence checked at once, so that other workers stay free for papers
AFTER_PAPERS = -10
# SECURITY: the title inside a file, and its name, are removed. Every file of evidence has this title instead.
TITLE = "Evidence"


class Checking(FileCheck):
    """The check of an EvidenceFile."""

    NAME = "check of evidence file"

    @classmethod
    def take(cls, file_id: int) -> Self | None:
        """Begin the check of a waiting file; None where the file is not waiting, or AT_ONCE files are being checked."""
        with transaction.atomic():
            waiting = EvidenceFile.objects.filter(pk=file_id, state=UploadState.WAITING)
            file = waiting.select_for_update(of=("self",)).select_related("review", "original").first()
            if file is None or EvidenceFile.objects.filter(state=UploadState.CHECKING).count() >= AT_ONCE:
                return None
            return cls.begin(file)

    def record_refusal(self, why: str) -> None:
        """Record the refusal on the trail of the review."""
        # SECURITY: a file's name may contain a child's name, and `why` may quote it. The trail has only the file's id.
        audit.record(PORTAL, "refused a file of evidence of", self.row.review, file=self.row.pk)

    def accept(self, taken: Intake, made: Converted | None = None) -> None:
        """Store the checked file. Raises TakenOver where another check has the file now, or the file was forgotten."""
        with transaction.atomic():
            # SECURITY: check the row before the bytes are stored, so that no bytes of a forgotten file are stored.
            if not self.mine().select_for_update().exists():
                raise TakenOver
            stored = files.keep(taken.pdf)
            self.write(
                state=UploadState.TAKEN, stored=stored, pages=taken.pages, fingerprint=taken.fingerprint,
                decided_at=timezone.now(),
            )  # fmt: skip
            if made is not None:
                keep_conversion(self.row, made)
        if not files.holds(stored):
            files.keep(taken.pdf)

    def read_ahead(self) -> None:
        """Check the file for leaks and cache the result, so that publication need not wait for the check."""
        read_ahead(EvidenceFile.objects.get(pk=self.row.pk))


def begin_check(file: EvidenceFile) -> None:
    """Queue the check of a waiting file once the transaction commits. Papers are checked first."""
    # `robust`: if the queue is down, the row stays waiting, and the next `reap` queues its check.
    transaction.on_commit(partial(check_file.using(priority=AFTER_PAPERS).enqueue, file.pk), robust=True)


@task()
@wording.read_once()
def check_file(file_id: int) -> None:
    """Check one EvidenceFile, then queue the file that waits longest. A second run for the same file does nothing."""
    attempt = Checking.take(file_id)
    if attempt and attempt.run(title=TITLE, accepted=attempt.read_ahead):
        waiting = EvidenceFile.objects.undecided().filter(state=UploadState.WAITING).order_by("pk")
        if longest := waiting.first():
            begin_check(longest)


def reap(at: datetime) -> int:
    """
    Restart checks without a recent heartbeat, and refuse files after MOST_ATTEMPTS attempts.

    Return the number of files without a recent heartbeat.

    Also delete originals that were left when a check ended.
    """
    lost = EvidenceFile.objects.silent_since(at - heartbeat_timeout()).select_related("review")
    count = take_up(lost, Checking, begin_check, at)
    for file in EvidenceFile.objects.filter(original__isnull=False, decided_at__lt=at - heartbeat_timeout()):
        let_go(file)
    return count


def kept(data: bytes, filename: str) -> AbstractContextManager[StoredFile | None]:
    """Return a context manager that stores a file, like `kept_original`. Without a file, the manager yields None."""
    return kept_original(data, filename) if data or filename else nullcontext()


MOST_WAITING, MOST_FROM_ANYBODY = 40, 60
MOST_SET_ASIDE = 600  # most files of answers that are set aside, to save disk space
FULL = (
    "“{name}” was not uploaded, because {most} files are waiting to be checked. Nothing else has "
    "been lost. Choose the file again in a few minutes."
)


def has_room(count: int) -> bool:
    """Return whether `count` more files from the public can be queued for a check. Takes a lock for the transaction."""
    lock_rowless(Rowless.WAITING_FILES)  # so that senders at the same moment do not pass the limit
    return EvidenceFile.objects.undecided().filter(handed_in_by=None).count() + count <= MOST_FROM_ANYBODY


def wait_for_check(
    review: Review, original: StoredFile, filename: str, *, at: dt.datetime, sender: User | None,
    aside: bool = False, believed: bool = False,
) -> EvidenceFile:  # fmt: skip
    """
    Save the row of a stored file, and queue its check. Raises Refused where too many files wait.

    `aside`: the file came with an answer that is set aside. The file waits until an officer accepts the answer.
    `believed`: the answer is not suspect, but set aside because too many files wait. The limit is then twice as high,
    so that a flood of suspect answers does not use up the room for real answers.
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
        begin_check(file)
    return file


def drop_files(*dropped: EvidenceFile | None) -> None:
    """Delete files that nothing points to: the rows now, the bytes once the transaction commits."""
    for file in filter(None, dropped):
        originals = EvidenceConversion.objects.filter(file=file).values_list("original", flat=True)
        stored = [pk for pk in (file.original_id, file.stored_id, *originals) if pk]
        file.delete()
        transaction.on_commit(partial(clear_away, stored), robust=True)
