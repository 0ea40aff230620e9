"""Files of evidence are checked by a worker: begun, decided once, taken up again where a worker dies."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from committee import audit, files, wording
from committee.refusal import Busy, Refused
from committee.verbs import PORTAL
from meetings.models import UploadState
from meetings.packs.builds.lease import Heartbeat, TakenOver, heartbeat_timeout, tell_lost
from meetings.packs.builds.tasks import DATABASE_DOWN, MOST_ATTEMPTS
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.take_in import Intake
from meetings.papers.conversions import taken_in
from meetings.papers.uploads import GAVE_UP, WAS_LOST, WENT_WRONG
from meetings.unused_files import clear_away
from reviews.evidence import conversions, file_leaks
from reviews.models import EvidenceFile

logger = logging.getLogger(__name__)
AT_ONCE = 3  # files of evidence that are checked at once, so that papers find a worker whatever comes by a call
AFTER_PAPERS = -10
TITLE = "Evidence"


@dataclass(frozen=True)
class Checking:
    """The attempt of that `number` (from 1) at the check of `file`, whose row says CHECKING."""

    file: EvidenceFile
    number: int

    @classmethod
    def take(cls, file_id: int) -> "Checking | None":
        """Begin the check of a waiting file; None where it is not waiting, or enough are checked."""
        with transaction.atomic():
            waiting = EvidenceFile.objects.filter(pk=file_id, state=UploadState.WAITING)
            file = waiting.select_for_update(of=("self",)).select_related("review", "original").first()
            if file is None or EvidenceFile.objects.filter(state=UploadState.CHECKING).count() >= AT_ONCE:
                return None
            file.state, file.attempts, file.heartbeat = UploadState.CHECKING, file.attempts + 1, timezone.now()
            file.save(update_fields=["state", "attempts", "heartbeat"])
        return cls(file, file.attempts)

    @property
    def name(self) -> str:
        """What the log calls it."""
        return f"check of file {self.file.pk} of evidence"

    def mine(self) -> QuerySet[EvidenceFile]:
        """The row, while it is this attempt's."""
        return EvidenceFile.objects.filter(pk=self.file.pk, state=UploadState.CHECKING, attempts=self.number)

    def accept(self, taken: Intake, made: Converted | None = None) -> None:
        """Keep what was made of the file. Raises TakenOver where it was given up, or forgotten meanwhile."""
        with transaction.atomic():
            # SECURITY: asked before the bytes are kept, so that of a file that is forgotten meanwhile nothing stays.
            if not self.mine().select_for_update().exists():
                raise TakenOver
            stored = files.keep(taken.pdf)
            self._write(
                state=UploadState.TAKEN, stored=stored, pages=taken.pages, fingerprint=taken.fingerprint,
                decided_at=timezone.now(),
            )  # fmt: skip
            if made is not None:
                conversions.keep(self.file, made)
        if not files.holds(stored):
            files.keep(taken.pdf)

    def refuse(self, why: str) -> None:
        """Say why the file cannot be used. Raises TakenOver."""
        with transaction.atomic():
            _refuse(self.mine(), self.file, why, timezone.now())

    def put_back(self) -> None:
        """Let it wait as it did before, where storage is away or no place is free. Raises TakenOver."""
        self._write(state=UploadState.WAITING, attempts=self.number - 1, heartbeat=timezone.now())

    def _write(self, **changes: object) -> None:
        if not self.mine().update(**changes):
            raise TakenOver


def _refuse(same: QuerySet[EvidenceFile], file: EvidenceFile, why: str, at: datetime) -> None:
    if not same.update(state=UploadState.REFUSED, reason=why[:1000], decided_at=at):
        raise TakenOver
    # SECURITY: the name of a file may be a child's: of what came by a call the trail tells no word.
    audit.record(PORTAL, "refused a file of evidence of", file.review, file=file.pk)


def begin(file: EvidenceFile) -> None:
    """Have a waiting file checked, after papers, once what is being done now is committed."""
    # Robust: where the queue cannot be reached the row stays, and the next reaper puts it there.
    transaction.on_commit(partial(check_file.using(priority=AFTER_PAPERS).enqueue, file.pk), robust=True)


@task()
@wording.read_once()
def check_file(file_id: int) -> None:
    """Decide about one EvidenceFile; run twice, it is decided once."""
    attempt = Checking.take(file_id)
    if attempt is None:
        return
    try:
        with Heartbeat(attempt):
            decided = _decide(attempt)
        if decided:
            _let_go(attempt.file)
            _next()
    except TakenOver:
        logger.warning("%s: attempt %s was taken over by another", attempt.name, attempt.number)
    except DATABASE_DOWN:
        logger.exception("%s: the database failed", attempt.name)


def _decide(attempt: Checking) -> bool:
    """Take the file in or refuse it; False where it waits again, because storage is away."""
    file = attempt.file
    try:
        assert file.original is not None  # an_undecided_file_of_evidence_has_its_original
        # SECURITY: what the file says of itself, and its name, go: the title is that of every piece of evidence.
        attempt.accept(*taken_in(files.read(file.original), file.filename, title=TITLE))
    except (TakenOver, *DATABASE_DOWN):
        raise
    except (files.Unavailable, Busy):
        logger.exception("%s: it cannot be read now, so it waits", attempt.name)
        attempt.put_back()
        return False
    except (files.Lost, files.Altered):
        attempt.refuse(WAS_LOST)
    except Refused as refusal:
        attempt.refuse(refusal.text)
    except Exception:
        logger.exception("%s failed", attempt.name)
        attempt.refuse(WENT_WRONG)
    else:
        # What it tells of anything withheld is found out here and kept, so that no page waits for it.
        file_leaks.read_ahead(EvidenceFile.objects.get(pk=file.pk))
    return True


def _let_go(file: EvidenceFile) -> None:
    """Delete the original of a file that is decided; what cannot be deleted now is found by the next reaper."""
    try:
        with transaction.atomic():
            decided = EvidenceFile.objects.exclude(state__in=(UploadState.WAITING, UploadState.CHECKING))
            if decided.filter(pk=file.pk, original__isnull=False).update(original=None) and file.original_id:
                clear_away([file.original_id])
    except files.Unavailable:
        logger.exception("the original of file %s of evidence could not be deleted yet", file.pk)


def _next() -> None:
    """Begin the check of the file that has waited longest."""
    if file := EvidenceFile.objects.undecided().filter(state=UploadState.WAITING).order_by("pk").first():
        begin(file)


def reap(at: datetime) -> int:
    """Take up again the checks without a sign of life; refuse the file after three attempts. Returns how many."""
    count = 0
    for lost in EvidenceFile.objects.silent_since(at - heartbeat_timeout()).select_related("review"):
        same = EvidenceFile.objects.filter(
            pk=lost.pk, state=lost.state, attempts=lost.attempts, heartbeat=lost.heartbeat
        )
        count += 1
        if lost.state == UploadState.CHECKING and lost.attempts >= MOST_ATTEMPTS:
            _give_up(same, lost, at)
        elif same.update(state=UploadState.WAITING, heartbeat=at):
            tell_lost(f"the check of file {lost.pk} of evidence", at_work=lost.state == UploadState.CHECKING)
            begin(lost)
    late = EvidenceFile.objects.filter(original__isnull=False, decided_at__lt=at - heartbeat_timeout())
    for left in late:
        _let_go(left)
    return count


def _give_up(same: QuerySet[EvidenceFile], lost: EvidenceFile, at: datetime) -> None:
    try:
        with transaction.atomic():
            _refuse(same, lost, GAVE_UP.format(times=lost.attempts), at)
    except TakenOver:
        return
    _let_go(lost)
