"""
Published packs and notices made again after a takedown, with every page where it was.

Until then, and where one cannot be made, its address says that it was taken down.
"""

import logging

from django.db import transaction

from committee import files
from committee.printing import PrintingError
from committee.refusal import Refused
from meetings import printed
from meetings.models import AgendaVersion, Edition, Meeting, Pack, TakedownState, TakedownWords
from meetings.packs import gate, gathered
from meetings.packs.volumes import Volume
from meetings.takedown import moving, standing

logger = logging.getLogger(__name__)
EDITIONS = {Edition.PUBLIC: "public_pack", Edition.MEMBERS: "members_pack"}


def rebuild(meeting: Meeting) -> int:
    """
    Make again every published pack and notice that a takedown which stands has emptied. Returns how many failed.

    All of them each time: a redacted copy, or another takedown that was undone, has changed what they hold.
    """
    failed, packs = 0, _touched("meetings_pack", "emptied")
    notices = _touched("meetings_agendaversion", "notice_id")
    for version in meeting.versions.order_by("number").select_related("public_pack", "members_pack"):
        version.meeting = meeting
        for edition, name in EDITIONS.items():
            pack = getattr(version, name)
            if pack and pack.pk in packs:
                failed += not _pack_again(meeting, Volume(version, pack), edition)
        if version.pk in notices:
            failed += not _notice_again(meeting, version)
    return failed


def _touched(table: str, field: str) -> set[int]:
    """Ids of the rows of a table in which a takedown that stands has taken out that field."""
    words = TakedownWords.objects.exclude(takedown__state=TakedownState.UNDONE).filter(of_table=table, field=field)
    return set(words.values_list("row_id", flat=True))


def _pack_again(meeting: Meeting, volume: Volume, edition: str) -> bool:
    mark = standing.mark_of(meeting)
    try:
        joined = gathered.again(meeting, volume, edition)
    except (Refused, OSError, ValueError) as error:
        logger.warning("pack %s of %s cannot be made again: %s", volume.pack.pk, meeting, error)
        return False
    stored = files.keep(joined.pdf)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.mark_of(meeting) != mark:
            return False  # whoever changed it has asked for another rebuilding
        Pack.objects.filter(pk=volume.pack.pk).update(
            stored=stored, pages=joined.pages, reader_slots=joined.reader_slots, emptied=False
        )
    return True


def _notice_again(meeting: Meeting, version: AgendaVersion) -> bool:
    """Print a notice that a takedown has taken away."""
    key = ("meetings_agendaversion", version.pk, "notice_id", "")
    mark, at = standing.mark_of(meeting), version.published_at
    try:
        made = printed.notice(meeting, version.snapshot, at=at, kind=version.kind, note=version.change_note)
        gate.refuse_leaks(
            made, meeting, shown=[version.snapshot], said=[version.change_note], what="The notice of meeting"
        )
    except (Refused, PrintingError) as error:
        logger.warning("the notice of %s cannot be printed again: %s", version, error)
        return False
    stored = files.keep(made)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        if standing.mark_of(meeting) == mark:
            moving.put_in({key: stored.pk})
    return True
