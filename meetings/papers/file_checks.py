"""A worker's check of an uploaded file, which ends in acceptance or refusal."""

import contextlib
import logging
from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committee.acts.refusal import Busy, Refused
from committee.files import files
from meetings.models import UploadState
from meetings.packs.builds.lease import DATABASE_DOWN, AtWork, TakenOver, at_work
from meetings.packs.intake.office.convert import Converted
from meetings.packs.intake.take_in import Intake
from meetings.papers.conversions import taken_in
from meetings.unused_files import clear_away

logger = logging.getLogger(__name__)
AGAIN = "Upload it again. If it happens again, tell the portal’s administrator."
WENT_WRONG = f"Something went wrong in checking the file. {AGAIN}"
WAS_LOST = f"The file was lost before it was checked. {AGAIN}"
GAVE_UP = (
    "Checking the file has failed {times} times. Open the original and export or print it to PDF "
    "again. If it happens again, tell the portal’s administrator."
)


class FileCheck(AtWork):
    """One attempt at the check of a file. Its `row` is a CheckedFile, such as an Upload."""

    WAITING, WORKING = UploadState.WAITING, UploadState.CHECKING

    @abstractmethod
    def record_refusal(self, why: str) -> None:
        """Record the refusal in the trail."""

    @abstractmethod
    def accept(self, taken: Intake, made: Converted | None = None) -> None:
        """Save the intake of the file. Raises TakenOver, and Refused where the file is no longer wanted."""

    def refuse(self, why: str) -> None:
        """Refuse the file with the reason `why`. Raises TakenOver where the row belongs to another attempt."""
        self._refuse(self.mine(), why, timezone.now())

    def _refuse(self, same: QuerySet[Any], why: str, at: datetime) -> None:
        with transaction.atomic():
            if not same.update(state=UploadState.REFUSED, reason=why[:1000], decided_at=at):
                raise TakenOver
            self.record_refusal(why)

    def give_up(self, same: QuerySet[Any], at: datetime) -> None:
        """Refuse the file after its last attempt; `same` is a queryset of the row, empty if the row has changed."""
        with contextlib.suppress(TakenOver):
            self._refuse(same, GAVE_UP.format(times=self.number), at)
            let_go(self.row)

    def run(self, *, title: str, accepted: Callable[[], object]) -> bool:
        """
        Accept or refuse the file, and call `accepted` after an acceptance.

        `title` is the title of a PDF made from the file. Returns False where the check has not ended: the file waits
        again because it cannot be read now, or another attempt has taken over.
        """
        decided = False
        with at_work(self):
            decided = self._decide(title, accepted)
        if decided:
            let_go(self.row)
        return decided

    def _decide(self, title: str, accepted: Callable[[], object]) -> bool:
        try:
            assert self.row.original is not None  # a constraint requires the original until the check has ended
            self.accept(*taken_in(files.read(self.row.original), self.row.filename, title=title))
        except (TakenOver, *DATABASE_DOWN):
            raise
        except (files.Unavailable, Busy):
            logger.exception("%s: it cannot be read now, so it waits", self.name)
            self.put_back()
            return False
        except (files.Lost, files.Altered):
            self.refuse(WAS_LOST)
        except Refused as refusal:
            self.refuse(refusal.text)
        except Exception:
            logger.exception("%s failed", self.name)
            self.refuse(WENT_WRONG)
        else:
            accepted()
        return True


def let_go(row: Any) -> None:
    """
    Delete the original of a file whose check has ended, unless another row uses the original.

    If storage is out of reach, the next `reap` deletes the original.
    """
    decided = type(row)._default_manager.exclude(state__in=(UploadState.WAITING, UploadState.CHECKING))
    try:
        with transaction.atomic():
            if decided.filter(pk=row.pk, original__isnull=False).update(original=None) and row.original_id:
                # Inside the transaction: if storage is out of reach, the row keeps its link to the original.
                clear_away([row.original_id])
    except files.Unavailable:
        logger.exception("the original of %s %s could not be deleted yet", row._meta.verbose_name, row.pk)
