"""Files handed in for papers are checked by a worker: begun, decided once, taken up again where a worker dies."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from committee import audit, files, wording
from committee.models import User
from committee.refusal import Busy, Refused
from committee.verbs import PORTAL, as_part
from meetings.models import BuildState, PackBuild, Paper, Upload, UploadState
from meetings.packs.builds.hooks import files_changed
from meetings.packs.builds.lease import Heartbeat, TakenOver, heartbeat_timeout, tell_lost
from meetings.packs.builds.tasks import DATABASE_DOWN, MOST_ATTEMPTS
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.take_in import Intake
from meetings.papers import conversions
from meetings.papers import verbs as papers
from meetings.papers.withholding import held
from meetings.unused_files import clear_away

logger = logging.getLogger(__name__)
OF_ONE = 3  # files of one person that are checked at once; others of theirs wait for their turn
AGAIN = "Upload it again. If it happens again, tell the portal’s administrator."
WENT_WRONG = f"Something went wrong in checking the file. {AGAIN}"
WAS_LOST = f"The file was lost before it was checked. {AGAIN}"
GAVE_UP = (
    "Checking the file has failed {times} times. Open the original and export or print it to PDF "
    "again. If it happens again, tell the portal’s administrator."
)


@dataclass(frozen=True)
class Checking:
    """The attempt of that `number` (from 1) at the check of `upload`, whose row says CHECKING; see `attempts`."""

    upload: Upload
    number: int

    @classmethod
    def take(cls, upload_id: int) -> "Checking | None":
        """Begin the check of a waiting file; None where it is not waiting, or enough of its sender's are checked."""
        with transaction.atomic():
            waiting = Upload.objects.filter(pk=upload_id, state=UploadState.WAITING)
            sender = User.objects.filter(pk__in=waiting.values("handed_in_by"))
            # One sender's are begun one after the other, so that twelve workers count the same.
            if not sender.select_for_update(no_key=True).first():
                return None
            upload = waiting.select_for_update(of=("self",)).select_related("paper__item__meeting", "original").first()
            if upload is None or _at_work_for(upload.handed_in_by_id) >= OF_ONE:
                return None
            upload.state, upload.attempts, upload.heartbeat = UploadState.CHECKING, upload.attempts + 1, timezone.now()
            upload.save(update_fields=["state", "attempts", "heartbeat"])
        return cls(upload, upload.attempts)

    @property
    def name(self) -> str:
        """What the log calls it."""
        return f"check of upload {self.upload.pk}"

    def mine(self) -> QuerySet[Upload]:
        """The row, while it is this attempt's."""
        return Upload.objects.filter(pk=self.upload.pk, state=UploadState.CHECKING, attempts=self.number)

    def _write(self, **changes: object) -> None:
        if not self.mine().update(**changes):
            raise TakenOver

    def accept(self, taken: Intake, made: Converted | None = None) -> None:
        """Make the file the paper's. Raises TakenOver, and Refused where the paper takes no file any more."""
        upload = self.upload
        with transaction.atomic():
            held(upload.paper)
            self._write(state=UploadState.TAKEN, decided_at=timezone.now())
            kept = as_part(papers.receive_file)(
                upload.paper, data=taken, filename=upload.filename, at=upload.handed_in_at, by=upload.handed_in_by
            )
            if made is not None:
                conversions.keep(kept, made, upload)
        # The same bytes, another's original, may have been deleted before this row could be seen to want them.
        if not files.holds(kept.stored):
            files.keep(taken.pdf)

    def refuse(self, why: str) -> None:
        """Say on the paper why the file cannot be used. Raises TakenOver."""
        with transaction.atomic():
            _refuse(self.mine(), self.upload, why, timezone.now())

    def put_back(self) -> None:
        """Let it wait as it did before, where storage is away or no place is free: nothing of the file is known."""
        self._write(state=UploadState.WAITING, attempts=self.number - 1, heartbeat=timezone.now())


def _at_work_for(sender: int) -> int:
    return Upload.objects.filter(handed_in_by=sender, state=UploadState.CHECKING).count()


def _refuse(row: QuerySet[Upload], upload: Upload, why: str, at: datetime) -> None:
    if not row.update(state=UploadState.REFUSED, reason=why[:1000], decided_at=at):
        raise TakenOver
    audit.record(PORTAL, "refused a file for", upload.paper, file=upload.filename, why=why[:500])


def begin(upload: Upload) -> None:
    """Have a waiting file checked, once what is being done now is committed."""
    # Robust: where the queue cannot be reached the row stays, and the next reaper puts it there.
    transaction.on_commit(partial(check_upload.enqueue, upload.pk), robust=True)


@task()
@wording.read_once()
def check_upload(upload_id: int) -> None:
    """Decide about one Upload; run twice, it is decided once."""
    attempt = Checking.take(upload_id)
    if attempt is None:
        return
    try:
        with Heartbeat(attempt):
            decided = _decide(attempt)
            if decided and Upload.objects.filter(pk=upload_id, state=UploadState.TAKEN).exists():
                files_changed(attempt.upload.paper.item.meeting, on=timezone.localdate())
        if decided:
            _let_go(attempt.upload)
            _next_of(attempt.upload.handed_in_by_id)
    except TakenOver:
        logger.warning("%s: attempt %s was taken over by another", attempt.name, attempt.number)
    except DATABASE_DOWN:
        # Nothing can be written down now; when the database is back, a reaper finds the check silent.
        logger.exception("%s: the database failed", attempt.name)


def _decide(attempt: Checking) -> bool:
    """Take the file in or refuse it; False where it waits again, because storage is away."""
    upload = attempt.upload
    try:
        assert upload.original is not None  # the database keeps it: an_undecided_file_has_its_original
        title = upload.paper.title_for_public
        attempt.accept(*conversions.taken_in(files.read(upload.original), upload.filename, title=title))
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
    return True


def _let_go(upload: Upload) -> None:
    """Delete the original of a file that is decided; what cannot be deleted now is found by the next reaper."""
    try:
        with transaction.atomic():
            if Upload.objects.decided().filter(pk=upload.pk, original__isnull=False).update(original=None):
                # Before the commit: where storage is out of reach the row still points to it.
                clear_away([upload.original_id] if upload.original_id else [])
    except files.Unavailable:
        logger.exception("the original of upload %s could not be deleted yet", upload.pk)


def _next_of(sender: int) -> None:
    """Begin the check of the sender's file that has waited longest."""
    if upload := Upload.objects.filter(handed_in_by=sender, state=UploadState.WAITING).order_by("pk").first():
        begin(upload)


def reap(at: datetime) -> int:
    """What workers do from time to time: `take_up_lost`, and delete what nobody needs any more. How many were lost."""
    found = take_up_lost(at)
    conversions.let_go_published()
    for left in Upload.objects.decided().filter(original__isnull=False, decided_at__lt=at - heartbeat_timeout()):
        _let_go(left)
    return found


def take_up_lost(at: datetime) -> int:
    """
    Take up again the checks that have given no sign of life for `silence()`; refuse the file after three attempts.

    As `tasks.reap` does with builds: by workers, and by the pages on which somebody waits. Returns how many were found.
    """
    found = 0
    for lost in Upload.objects.silent_since(at - heartbeat_timeout()).select_related("paper"):
        same = Upload.objects.filter(pk=lost.pk, state=lost.state, attempts=lost.attempts, heartbeat=lost.heartbeat)
        found += 1
        if lost.state == UploadState.CHECKING and lost.attempts >= MOST_ATTEMPTS:
            _give_up(same, lost, at)
        elif same.update(state=UploadState.WAITING, heartbeat=at):
            tell_lost(f"the check of upload {lost.pk}", at_work=lost.state == UploadState.CHECKING)
            begin(lost)
    return found


def _give_up(same: QuerySet[Upload], lost: Upload, at: datetime) -> None:
    try:
        with transaction.atomic():
            _refuse(same, lost, GAVE_UP.format(times=lost.attempts), at)
    except TakenOver:
        return
    _let_go(lost)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pages say of the file handed in last for a paper; `no_worker` where nothing seems to be at work."""

    upload: Upload
    no_worker: bool

    @classmethod
    def of(cls, paper: Paper, at: datetime) -> "Shown | None":
        """As it stands at that moment; None where nothing was handed in, or the last was taken in."""
        upload = paper.uploads.select_related("handed_in_by").order_by("pk").last()
        if upload is None or upload.state == UploadState.TAKEN:
            return None
        return cls(upload, _no_worker(upload, at))


def _no_worker(upload: Upload, at: datetime) -> bool:
    """Whether a file has waited so long, while nothing was at work, that no worker seems to run."""
    since = at - heartbeat_timeout()
    if upload.state != UploadState.WAITING or upload.handed_in_at > since:
        return False
    checking = Upload.objects.filter(state=UploadState.CHECKING, heartbeat__gt=since)
    building = PackBuild.objects.filter(state=BuildState.RUNNING, heartbeat__gt=since)
    return not checking.exists() and not building.exists()
