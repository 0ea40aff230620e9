"""
Rebuilding of published packs and notices after a takedown; every page keeps its number.

Until a file is rebuilt, and where rebuilding fails, the file's URL says that the file was taken down.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.files import files
from committee.models import AuditEntry
from committee.printing import PrintingError
from committee.wording import wording
from committee.wording.dates import long_date
from meetings.access import taken_down
from meetings.models import AgendaVersion, Edition, Meeting, Pack, TakedownState, TakedownWords
from meetings.packs import collated, large_print, notices_pdf
from meetings.packs.builds.lease import DATABASE_DOWN
from meetings.packs.builds.tasks import request_build
from meetings.packs.leak_check import meeting_check
from meetings.packs.published_files import PublishedFile
from meetings.takedowns import moving
from meetings.unused_files import clear_away

logger = logging.getLogger(__name__)
# Acts of the portal, as recorded on the trail.
MADE, FAILED = "made again the packs of", "could not make again every pack of"
EDITIONS = {Edition.PUBLIC: "public_pack", Edition.MEMBERS: "members_pack"}


@task()
@wording.read_once()
def rebuild_after_takedown(meeting_id: int) -> None:
    """Rebuild the published packs and notices of a meeting that a takedown has emptied (R60)."""
    meeting = Meeting.objects.select_related("committee", "venue").get(pk=meeting_id)
    failed = rebuild(meeting)
    audit.record(PORTAL, FAILED if failed else MADE, meeting, failed=failed)
    if meeting.packs.filter(large_print=True, emptied=True).exists():
        for edition in large_print.EDITIONS:
            request_build(meeting, edition, at=timezone.now(), by=PORTAL, large_print=True)
    if failed:
        logger.warning("%s files of meeting %s could not be made again after a takedown", failed, meeting_id)


def rebuild(meeting: Meeting) -> int:
    """
    Rebuild every published pack and notice that a standing takedown has emptied. Return the number of failures.

    Packs and notices rebuilt before are rebuilt again: a redacted copy, or the undoing of another takedown, may have
    changed their content.
    """
    failed, packs = 0, _touched("meetings_pack", "emptied")
    notices = _touched("meetings_agendaversion", "notice_id")
    for version in meeting.versions.order_by("number").select_related("public_pack", "members_pack"):
        version.meeting = meeting
        for edition, name in EDITIONS.items():
            pack = getattr(version, name)
            if pack and pack.pk in packs:
                failed += not _pack_again(meeting, PublishedFile(version, pack), edition)
        if version.pk in notices:
            failed += not _notice_again(meeting, version)
    return failed


def missing(meetings: Iterable[int]) -> list[str]:
    """
    Return labels for the published packs and notices of these meetings (ids) that are not rebuilt yet.

    A file that stays missing could not be rebuilt. Its URL then says that something was removed.
    """
    lines = []
    versions = AgendaVersion.objects.filter(meeting__in=meetings).select_related("meeting__committee")
    notices = _touched("meetings_agendaversion", "notice_id")
    for version in versions.select_related("public_pack", "members_pack").order_by("meeting__date", "number"):
        what = "pack" if version.number == 1 else f"supplement of version {version.number}"
        of = f"{version.meeting.committee.short_name}, {long_date(version.meeting.date)}"
        for edition, name in EDITIONS.items():
            pack = getattr(version, name)
            if pack and pack.emptied:
                lines.append(f"The {what}, {edition.label.lower()} ({of})")
        if version.notice_id is None and version.pk in notices:
            lines.append(f"The notice of version {version.number} ({of})")
    return list(dict.fromkeys(lines))


def failed_at(meetings: Iterable[int]) -> datetime | None:
    """Return when the last rebuilding for one of these meetings failed; None if no last rebuilding failed."""
    for meeting in meetings:
        tries = AuditEntry.objects.filter(subject_type="meetings.meeting", subject_id=meeting, did__in=(MADE, FAILED))
        last = tries.order_by("-pk").first()
        if last and last.did == FAILED:
            return last.at
    return None


def _touched(table: str, field: str) -> set[int]:
    """Return the ids of the rows of a table from which a standing takedown has removed the field."""
    words = TakedownWords.objects.exclude(takedown__state=TakedownState.UNDONE).filter(of_table=table, field=field)
    return set(words.values_list("row_id", flat=True))


def _pack_again(meeting: Meeting, volume: PublishedFile, edition: str) -> bool:
    """Rebuild one published pack; return whether the pack was rebuilt."""
    mark = taken_down.mark_of(meeting)
    try:
        joined = collated.again(meeting, volume, edition)
        stored = files.keep(joined.pdf)
    except (Refused, OSError, ValueError) as error:
        logger.warning("pack %s of %s cannot be made again: %s", volume.pack.pk, meeting, error)
        return False
    except DATABASE_DOWN:
        raise
    except Exception:  # one failure must not stop the other packs
        logger.exception("pack %s of %s cannot be made again", volume.pack.pk, meeting)
        return False
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if taken_down.mark_of(meeting) != mark:
            return False  # another takedown has changed the meeting, and queued its own rebuilding
        before = Pack.objects.values_list("stored", flat=True).get(pk=volume.pack.pk)
        Pack.objects.filter(pk=volume.pack.pk).update(
            stored=stored, pages=joined.pages, reader_slots=joined.reader_slots, emptied=False
        )
        # The old file may hold a redacted copy that has been removed or replaced since.
        transaction.on_commit(partial(clear_away, {before} - {stored.pk}), robust=True)
    return True


def _notice_again(meeting: Meeting, version: AgendaVersion) -> bool:
    """Print a removed notice again; return False where printing or the leak check fails."""
    key = ("meetings_agendaversion", version.pk, "notice_id", "")
    mark, at = taken_down.mark_of(meeting), version.published_at
    try:
        made = notices_pdf.notice(meeting, version.snapshot, at=at, kind=version.kind, note=version.change_note)
        meeting_check.refuse_leaks(
            made, meeting, shown=[version.snapshot], said=[version.change_note], what="The notice of meeting"
        )
        stored = files.keep(made)
    except (Refused, PrintingError, OSError) as error:
        logger.warning("the notice of %s cannot be printed again: %s", version, error)
        return False
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if taken_down.mark_of(meeting) == mark:
            moving.put_in({key: stored.pk})
    return True
