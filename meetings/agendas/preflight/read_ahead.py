"""What the checks before publication read of files is read by a worker first, so that no page of the desk waits."""

import logging
from datetime import date

from django.db import InterfaceError, OperationalError

from meetings.agendas.preflight import PUBLISH, SUPPLEMENT, preflight
from meetings.models import Meeting

logger = logging.getLogger(__name__)


def read_ahead(meeting: Meeting, *, on: date) -> None:
    """
    Have what the next publication of a meeting will ask of its files and packs kept by their hashes.

    What goes wrong is for the page that asks next: nothing that a worker has done is undone by it.
    """
    if meeting.is_cancelled:
        return
    try:
        preflight(meeting, on=on, for_=SUPPLEMENT if meeting.versions.exists() else PUBLISH)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("%s could not be read ahead of its publication", meeting)
