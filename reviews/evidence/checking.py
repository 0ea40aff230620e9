"""Files of evidence are checked by a worker: begun, decided once, taken up again where a worker dies."""

from datetime import datetime
from functools import partial
from typing import Self

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee.acts import audit
from committee.acts.verbs import PORTAL
from committee.files import files
from committee.wording import wording
from meetings.models import UploadState
from meetings.packs.builds.lease import TakenOver, heartbeat_timeout
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.take_in import Intake
from meetings.papers.file_checks import FileCheck, let_go, take_up
from reviews.evidence import conversions, file_leaks
from reviews.models import EvidenceFile

AT_ONCE = 3  # files of evidence that are checked at once, so that papers find a worker whatever comes by a call
AFTER_PAPERS = -10
# SECURITY: what a file says of itself, and its name, go: the title is that of every piece of evidence.
TITLE = "Evidence"


class Checking(FileCheck):
    """The check of an EvidenceFile."""

    @classmethod
    def take(cls, file_id: int) -> Self | None:
        """Begin the check of a waiting file; None where it is not waiting, or enough are checked."""
        with transaction.atomic():
            waiting = EvidenceFile.objects.filter(pk=file_id, state=UploadState.WAITING)
            file = waiting.select_for_update(of=("self",)).select_related("review", "original").first()
            if file is None or EvidenceFile.objects.filter(state=UploadState.CHECKING).count() >= AT_ONCE:
                return None
            return cls.begin(file)

    @staticmethod
    def call(row: EvidenceFile) -> str:
        """Return "check of file 7 of evidence"."""
        return f"check of file {row.pk} of evidence"

    @staticmethod
    def record_refusal(row: EvidenceFile, why: str) -> None:
        """Enter it on the trail of the review."""
        # SECURITY: the name of a file may be a child's: of what came by a call the trail tells no word.
        audit.record(PORTAL, "refused a file of evidence of", row.review, file=row.pk)

    def accept(self, taken: Intake, made: Converted | None = None) -> None:
        """Keep what was made of the file. Raises TakenOver where it was given up, or forgotten meanwhile."""
        with transaction.atomic():
            # SECURITY: asked before the bytes are kept, so that of a file that is forgotten meanwhile nothing stays.
            if not self.mine().select_for_update().exists():
                raise TakenOver
            stored = files.keep(taken.pdf)
            self.write(
                state=UploadState.TAKEN, stored=stored, pages=taken.pages, fingerprint=taken.fingerprint,
                decided_at=timezone.now(),
            )  # fmt: skip
            if made is not None:
                conversions.keep(self.row, made)
        if not files.holds(stored):
            files.keep(taken.pdf)

    def read_ahead(self) -> None:
        """Find out and keep what the file tells of anything withheld, so that no page waits for it."""
        file_leaks.read_ahead(EvidenceFile.objects.get(pk=self.row.pk))


def begin(file: EvidenceFile) -> None:
    """Have a waiting file checked, after papers, once what is being done now is committed."""
    # Robust: where the queue cannot be reached the row stays, and the next reaper puts it there.
    transaction.on_commit(partial(check_file.using(priority=AFTER_PAPERS).enqueue, file.pk), robust=True)


@task()
@wording.read_once()
def check_file(file_id: int) -> None:
    """Decide about one EvidenceFile; run twice, it is decided once."""
    attempt = Checking.take(file_id)
    if attempt and attempt.run(title=TITLE, accepted=attempt.read_ahead):
        _next()


def _next() -> None:
    """Begin the check of the file that has waited longest."""
    if file := EvidenceFile.objects.undecided().filter(state=UploadState.WAITING).order_by("pk").first():
        begin(file)


def reap(at: datetime) -> int:
    """Take up again the checks without a sign of life; refuse the file after three attempts. Returns how many."""
    lost = EvidenceFile.objects.silent_since(at - heartbeat_timeout()).select_related("review")
    count = take_up(lost, Checking, begin, at)
    for file in EvidenceFile.objects.filter(original__isnull=False, decided_at__lt=at - heartbeat_timeout()):
        let_go(file)
    return count
