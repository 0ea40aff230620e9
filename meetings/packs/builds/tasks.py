"""Builds in the background: requested, carried out once, started again when a worker dies."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import Portal, signed_in, verb
from committee.files import files
from committee.models import User
from committee.wording import wording
from meetings.models import BuildState, Meeting, Pack, PackBuild
from meetings.packs import large_print, supplement, thumbnails
from meetings.packs.builds import build
from meetings.packs.builds.hooks import files_changed
from meetings.packs.builds.lease import (
    DATABASE_DOWN,
    Attempt,
    Heartbeat,
    TakenOver,
    at_work,
    heartbeat_timeout,
    take_up,
)

logger = logging.getLogger(__name__)
WENT_WRONG = (
    "Something went wrong in building the pack. Try again; if it happens again, tell the portal’s administrator."
)
NOTHING_CHANGED = "Nothing has changed since it was built today"


@verb(may=runs_the_desk, in_one_transaction=False)
def request_build(
    meeting: Meeting,
    edition: str,
    *,
    at: datetime,
    by: User | Portal,
    large_print: bool = False,
    supplement: int = 0,
) -> PackBuild:
    """
    Request a build of the main pack, of the published pack in large print, or of a draft supplement.

    Where the same build is waiting already, return that build. The first heartbeat is the clock's time, not `at`: the
    demonstration enters requests with an `at` long ago, and `reap` must not count such a build as lost.
    """
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        reap(now := timezone.now())
        wanted = {"edition": edition, "supplement": supplement, "large_print": large_print}
        if queued := meeting.builds.filter(state=BuildState.QUEUED, **wanted).first():
            return queued
        queued = PackBuild.objects.create(
            meeting=meeting, requested_by=signed_in(by), requested_at=at, heartbeat=now, **wanted
        )
        _enqueue(queued.pk)
    return queued


def reap(at: datetime) -> int:
    """
    Restart builds that have had no heartbeat for `heartbeat_timeout()`; give up a build after three attempts.

    A waiting build has a heartbeat too, from the time when it was queued: the worker that took its task may have died
    before the build began. If the first task runs after all, the second task does nothing. Returns the number of
    lost builds. The query is cheap: views call `reap` wherever a build is requested or shown, and every worker calls
    `reap` regularly (see the command `worker`).
    """
    lost = PackBuild.objects.silent_since(at - heartbeat_timeout())
    return take_up(lost, Attempt, lambda build: _enqueue(build.pk), at)


def _enqueue(build_id: int) -> None:
    # Robust: where the queue cannot be reached, the build's row stays, and the next `reap` queues the build.
    transaction.on_commit(partial(build_pack.enqueue, build_id), robust=True)


@task()
@wording.read_once()
def build_pack(build_id: int) -> None:
    """Carry out one PackBuild; a second run of the task for the same build does nothing."""
    if attempt := Attempt.take(build_id):
        with at_work(attempt) as pulse:
            _carry_out(attempt, pulse)


def _carry_out(attempt: Attempt, pulse: Heartbeat) -> None:
    row, at = attempt.row, timezone.now()
    try:
        pack = _build(row, at, partial(_progress, attempt, pulse))
        if not row.large_print:
            _progress(attempt, pulse, "Making page previews", 1, 1)
            _draw_pages(pack)
            _progress(attempt, pulse, "Checking its text", 1, 1)
            files_changed(Meeting.objects.select_related("committee", "venue").get(pk=row.meeting_id), on=day_of(at))
        attempt.finish(pack, "Built" if pack.built_at == at else NOTHING_CHANGED)
    except (TakenOver, *DATABASE_DOWN):
        raise
    except Refused as refusal:
        if row.large_print and isinstance(refusal, files.Unavailable):
            # Publishing requests most of these builds, so usually no clerk waits to press the button again.
            logger.warning("build %s waits until storage is back: %s", row.pk, refusal.text)
            attempt.put_back(step=refusal.text[:250])
        else:
            attempt.fail(refusal.text)
    except Exception:
        logger.exception("build %s failed", row.pk)
        attempt.fail(WENT_WRONG)


def _draw_pages(pack: Pack) -> None:
    """Draw the small pictures of the pack's pages; a failure is only logged: the pack is usable without pictures."""
    try:
        thumbnails.draw(pack.stored)
    except DATABASE_DOWN:
        raise
    except Exception:
        logger.exception("the pages of pack %s could not be drawn", pack.pk)


def _progress(attempt: Attempt, pulse: Heartbeat, step: str, done: int, total: int) -> None:
    pulse.step()
    attempt.progress(step, done, total)


def _build(row: PackBuild, at: datetime, progress: Callable[[str, int, int], None]) -> Pack:
    """Return the new pack, or the last pack where nothing has changed or an earlier attempt saved the pack and died."""
    if row.large_print:
        last = large_print.current(row.meeting, row.edition)
    else:
        last = build.current_pack(row.meeting, row.edition, supplement=row.supplement)
    if last:
        files.clear_damaged(last.stored)  # else every later build would return the damaged pack
    if row.large_print:
        if last and files.holds(last.stored):
            return last
        return large_print.build(row.meeting, row.edition, at=at, progress=progress)
    if row.supplement:
        coming = supplement.next_of(row.meeting, day_of(at))
        if coming.number != row.supplement:
            raise Refused("Another supplement has been published since. Build the preview again.")
        return build.build(row.meeting, row.edition, at=at, progress=progress, **coming.arguments)
    return build.build(row.meeting, row.edition, at=at, progress=progress)
