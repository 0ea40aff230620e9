"""Builds in the background: asked for, followed, taken up again when a worker dies."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee.models import User
from committee.refusal import Refused
from meetings.models import BuildState, Meeting, PackBuild
from meetings.packs import build

logger = logging.getLogger(__name__)
SILENCE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
WENT_WRONG = (
    "Something went wrong in building the pack. Try again; if it happens again, tell the portal's administrator."
)


def request_build(meeting: Meeting, edition: str, *, at: datetime, by: User | None) -> PackBuild:
    """Ask for a build of the main pack; where one is waiting or at work already, that one is returned."""
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        reap(at)
        waiting = meeting.builds.unfinished().filter(edition=edition, state=BuildState.QUEUED).first()
        if waiting:
            return waiting
        asked = PackBuild.objects.create(meeting=meeting, edition=edition, requested_by=by, requested_at=at)
        transaction.on_commit(lambda: build_pack.enqueue(asked.pk))
    return asked


def latest_build(meeting: Meeting, edition: str) -> PackBuild | None:
    """The build asked for last, whatever became of it."""
    return meeting.builds.filter(edition=edition).select_related("pack").first()


def reap(at: datetime) -> int:
    """
    Take up again the builds whose worker has been silent for a minute; give up after three attempts.

    Returns how many were found. Cheap: called wherever a build is asked for or looked at.
    """
    found = 0
    for lost in PackBuild.objects.silent_since(at - SILENCE):
        found += 1
        if lost.attempts >= MOST_ATTEMPTS:
            _fail(lost.pk, WENT_WRONG)
        elif PackBuild.objects.filter(pk=lost.pk, state=BuildState.RUNNING, heartbeat=lost.heartbeat).update(
            state=BuildState.QUEUED, heartbeat=None
        ):
            transaction.on_commit(partial(build_pack.enqueue, lost.pk))
    return found


@task()
def build_pack(build_id: int) -> None:
    """Carry out one PackBuild; run twice, it is carried out once."""
    now = timezone.now()
    taken = PackBuild.objects.filter(pk=build_id, state=BuildState.QUEUED).update(
        state=BuildState.RUNNING, heartbeat=now, step="Starting", done=0, total=0
    )
    if not taken:
        return
    row = PackBuild.objects.select_related("meeting__committee", "meeting__venue").get(pk=build_id)
    row.attempts += 1
    row.save(update_fields=["attempts"])
    try:
        pack = build.build(row.meeting, row.edition, at=now, progress=lambda *step: _beat(build_id, *step))
    except Refused as refusal:
        _fail(build_id, refusal.text)
    except Exception:
        logger.exception("build %s failed", build_id)
        _fail(build_id, WENT_WRONG)
    else:
        PackBuild.objects.filter(pk=build_id).update(
            state=BuildState.DONE, pack=pack, finished_at=timezone.now(), step="Built"
        )


def _beat(build_id: int, step: str, done: int, total: int) -> None:
    PackBuild.objects.filter(pk=build_id).update(step=step[:250], done=done, total=total, heartbeat=timezone.now())


def _fail(build_id: int, why: str) -> None:
    PackBuild.objects.filter(pk=build_id).update(state=BuildState.FAILED, error=why[:500], finished_at=timezone.now())
