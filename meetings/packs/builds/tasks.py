"""Builds in the background: asked for, carried out once, taken up again when a worker dies."""

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
    Ask for a build of the main pack, of the published pack in large print, or of a draft supplement.

    A build already waiting is returned instead. The heartbeat is set by the clock, not by `at`: a request entered today
    for a meeting long ago, as in the demonstration, has not been waiting since then.
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
    Take up again the builds that have given no sign of life for `heartbeat_timeout()`; give up after three attempts.

    A build that waits counts from when it was put into the queue: its task may have died with the worker that took it.
    Where it was only waiting, the second task finds nothing left to do. Returns how many were found. Cheap: called
    wherever a build is asked for or looked at, and by every worker all the time (see the command `worker`).
    """
    lost = PackBuild.objects.silent_since(at - heartbeat_timeout())
    return take_up(lost, Attempt, lambda build: _enqueue(build.pk), at)


def _enqueue(build_id: int) -> None:
    # Robust: where the queue cannot be reached the row stays, and the next reaper puts it there.
    transaction.on_commit(partial(build_pack.enqueue, build_id), robust=True)


@task()
@wording.read_once()
def build_pack(build_id: int) -> None:
    """Carry out one PackBuild; run twice, it is carried out once."""
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
            # Publication asked for it, and nobody sits before it to press the button again.
            logger.warning("build %s waits until storage is back: %s", row.pk, refusal.text)
            attempt.put_back(step=refusal.text[:250])
        else:
            attempt.fail(refusal.text)
    except Exception:
        logger.exception("build %s failed", row.pk)
        attempt.fail(WENT_WRONG)


def _draw_pages(pack: Pack) -> None:
    """Make the small pictures of its pages; a pack without them is a pack all the same."""
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
    """Build the pack; if nothing has changed, or an earlier attempt made it and died, return that pack."""
    if row.large_print:
        last = large_print.current(row.meeting, row.edition)
    else:
        last = build.current_pack(row.meeting, row.edition, supplement=row.supplement)
    if last:
        files.clear_damaged(last.stored)  # else it would be found again for ever, whatever the clerk tries
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
