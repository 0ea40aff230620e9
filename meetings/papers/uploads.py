"""Checks of files handed in for papers. A worker runs each check; a check whose worker has died is started again."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee.acts import audit
from committee.acts.verbs import PORTAL, as_part
from committee.files import files
from committee.models import User
from committee.wording import wording
from meetings.models import BuildState, PackBuild, Paper, PaperFile, Upload, UploadState
from meetings.packs.builds.hooks import files_changed
from meetings.packs.builds.lease import heartbeat_timeout, take_up
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.report import Writing, intake_report
from meetings.packs.intake.take_in import Intake
from meetings.papers import conversions
from meetings.papers import verbs as papers
from meetings.papers.file_checks import FileCheck, let_go
from meetings.papers.text_versions import left_behind
from meetings.papers.withholding import held

SHOWN_PAGES = 12  # pages of a converted file that are shown as pictures, at most
OF_ONE = 3  # files of one person that may be checked at once; the person's other files wait


class Checking(FileCheck):
    """The check of an Upload."""

    NAME = "check of upload"

    @classmethod
    def take(cls, upload_id: int) -> Self | None:
        """
        Begin the check of an upload.

        Returns None where the upload is not waiting, or OF_ONE files of its sender are being checked.
        """
        with transaction.atomic():
            waiting = Upload.objects.filter(pk=upload_id, state=UploadState.WAITING)
            sender = User.objects.filter(pk__in=waiting.values("handed_in_by"))
            # Checks of one sender's files begin one after another, so that all workers count the same number.
            if not sender.select_for_update(no_key=True).first():
                return None
            upload = waiting.select_for_update(of=("self",)).select_related("paper__item__meeting", "original").first()
            if upload is None:
                return None
            checking = Upload.objects.filter(handed_in_by=upload.handed_in_by_id, state=UploadState.CHECKING)
            return cls.begin(upload) if checking.count() < OF_ONE else None

    def record_refusal(self, why: str) -> None:
        """Record the refusal on the trail of the paper."""
        audit.record(PORTAL, "refused a file for", self.row.paper, file=self.row.filename, why=why[:500])

    def accept(self, taken: Intake, made: Converted | None = None) -> None:
        """
        Make the file the present file of its paper.

        Raises TakenOver where another attempt has the upload, and Refused where the paper takes no file any more.
        """
        upload = self.row
        with transaction.atomic():
            held(upload.paper)
            self.write(state=UploadState.TAKEN, decided_at=timezone.now())
            paper_file = as_part(papers.receive_file)(
                upload.paper, data=taken, filename=upload.filename, at=upload.handed_in_at, by=upload.handed_in_by
            )
            if made is not None:
                conversions.keep(paper_file, made, upload)
        # Another act may have deleted the same bytes before it could see this row: then store them again.
        if not files.holds(paper_file.stored):
            files.keep(taken.pdf)


def begin(upload: Upload) -> None:
    """Queue the check of a waiting file after the commit of this transaction."""
    # Robust, because where the queue cannot be reached, the upload stays, and the next `reap` queues its check.
    transaction.on_commit(partial(check_upload.enqueue, upload.pk), robust=True)


@task()
@wording.read_once()
def check_upload(upload_id: int) -> None:
    """Check one Upload, then queue the sender's next upload. A second run for the same upload does nothing."""
    if attempt := Checking.take(upload_id):
        upload = attempt.row
        changed = partial(files_changed, upload.paper.item.meeting, on=timezone.localdate())
        if attempt.run(title=upload.paper.title_for_public, accepted=changed):
            waiting = Upload.objects.filter(handed_in_by=upload.handed_in_by_id, state=UploadState.WAITING)
            if longest := waiting.order_by("pk").first():
                begin(longest)


def reap(at: datetime) -> int:
    """Restart lost checks, and delete originals that are not needed any more. Return the number of lost checks."""
    lost = take_up_lost(at)
    conversions.let_go_published()
    for upload in Upload.objects.decided().filter(original__isnull=False, decided_at__lt=at - heartbeat_timeout()):
        let_go(upload)
    return lost


def take_up_lost(at: datetime) -> int:
    """
    Restart the checks without a heartbeat for `heartbeat_timeout()`. Returns their number.

    Workers call this, and so do the pages on which somebody waits for a check.
    """
    lost = Upload.objects.silent_since(at - heartbeat_timeout()).select_related("paper")
    return take_up(lost, Checking, begin, at)


@dataclass(frozen=True, slots=True)
class Shown:
    """State of the last upload for a paper, as shown on pages; `no_worker` is True where no worker seems to run."""

    upload: Upload
    no_worker: bool

    @classmethod
    def of(cls, paper: Paper, at: datetime) -> "Shown | None":
        """Return the state of the paper's last upload as of `at`; None without an upload, or for an accepted upload."""
        upload = paper.uploads.select_related("handed_in_by").order_by("pk").last()
        if upload is None or upload.state == UploadState.TAKEN:
            return None
        return cls(upload, _no_worker(upload, at))


def _no_worker(upload: Upload, at: datetime) -> bool:
    """Return whether a file has waited for `heartbeat_timeout()` while no check and no build was running."""
    since = at - heartbeat_timeout()
    if upload.state != UploadState.WAITING or upload.handed_in_at > since:
        return False
    checking = Upload.objects.filter(state=UploadState.CHECKING, heartbeat__gt=since)
    building = PackBuild.objects.filter(state=BuildState.RUNNING, heartbeat__gt=since)
    return not checking.exists() and not building.exists()


def findings_of(file: PaperFile, reader: User) -> dict[str, Any]:
    """Return the context with the findings on a paper's file, for the file's sender and for the desk."""
    return {
        "found": intake_report(file),
        "writing": Writing.of(file),
        "left_behind": left_behind(file),
        "conversion": conversions.of_file(file),
        "looked_at": range(1, min(file.pages, SHOWN_PAGES) + 1),
        "own": file.received_by_id == reader.pk,
    }
