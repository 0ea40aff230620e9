"""What a takedown leaves to a worker: the published packs and notices made again without what is down (R60)."""

import logging

from django.tasks import task
from django.utils import timezone

from committee.acts import audit
from committee.acts.verbs import PORTAL
from committee.wording import wording
from meetings.models import Meeting
from meetings.packs import large_print
from meetings.packs.builds.tasks import request_build
from meetings.takedowns import rebuilding

logger = logging.getLogger(__name__)


@task()
@wording.read_once()
def rebuild_after_takedown(meeting_id: int) -> None:
    """Make again the published packs and notices of a meeting that a takedown has emptied (R60)."""
    meeting = Meeting.objects.select_related("committee", "venue").get(pk=meeting_id)
    failed = rebuilding.rebuild(meeting)
    audit.record(PORTAL, rebuilding.FAILED if failed else rebuilding.MADE, meeting, failed=failed)
    if meeting.packs.filter(large_print=True, emptied=True).exists():
        for edition in large_print.EDITIONS:
            request_build(meeting, edition, at=timezone.now(), by=PORTAL, large_print=True)
    if failed:
        logger.warning("%s files of meeting %s could not be made again after a takedown", failed, meeting_id)
